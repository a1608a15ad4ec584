"""Plans: all that run, and everything due in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.dates import say, say_due
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_status import STATUSES
from sif_desktop.services.plans import STATES
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.page import Page
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.plan_lines import SHOWN
from sif_desktop.ui.table_files import ask_where, write_rows
from sif_desktop.ui.theme import STATUS_SIGN
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.list_pane import Act, ListSpec
from sif_desktop.ui.widgets.list_tabs import ListTabs

TABLES = (
    "provider_status",
    "inspection",
    "plan",
    "plan_action",
    "plan_milestone",
    "plan_step",
    "plan_slip",
    "provider",
)


_EVER = date(2999, 12, 31)


class PlansPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Plans", wide=True)
        self._context = context
        self.desk = PlanDesk(context, self, lambda uid: self.go("plan", uid=uid))
        today = context.today()
        school = Act("School", lambda row: self.go("school", uid=row.provider_uid), "s")
        self.tabs = ListTabs(
            context,
            "Lists of plans",
            (_plans(today), _due(today), _owed()),
            {
                "plans": (school,),
                "due": (school,),
                "owed": (Act("Begin it", self._begin, "b"), school),
            },
            {
                "plans": lambda row: self.go("plan", uid=row.uid),
                "due": lambda row: self.go("plan", uid=row.plan_uid, row=row.uid),
                "owed": self._begin,
            },
        )
        self.add_action(Button("Export", self.export, icon="export"))
        self.set_primary("Begin a plan", self.desk.begin, icon="add")
        self.add(self.tabs, 1)

    # What the window asks -----------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*TABLES):
            self.tabs.read()

    def commands(self) -> tuple[Command, ...]:
        group = "Plans"
        return (
            Command("begin-plan", "Begin a plan", self.desk.begin, "Ctrl+N", group),
            Command("export-plans", "Export this list", self.export, "", group),
        )

    def state(self) -> dict[str, Any]:
        return self.tabs.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        self.tabs.restore(state)

    def take_focus(self) -> None:
        self.tabs.in_front().take_focus()

    def export(self) -> None:
        """Ask where to, and write the list in front as shown."""
        title = self.tabs.in_front().spec.title
        path = ask_where(self, f"Export: {title}", title.lower())
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """The list in front as it is shown."""
        pane = self.tabs.in_front()
        write_rows(
            self._context, self, path, pane.spec.columns, pane.rows(), title=pane.spec.title,
            replace=replace,
        )  # fmt: skip

    def _begin(self, row: Any) -> None:
        self.desk.begin(row.provider_uid, row.template)


def _plans(today: date) -> ListSpec:
    return ListSpec(
        "plans",
        "Plans",
        (
            Column("provider", "School", lambda r: r.provider, 26),
            Column("title", "Plan", lambda r: r.title, 30),
            Column("template", "Kind", lambda r: r.template, 24),
            Column("status", "Status", _status, 14, sort=lambda r: list(STATUSES).index(r.status),
                   role=lambda r: "bad" if r.status == "overdue" else "text"),
            Column("next", "Next date", lambda r: say_due(r.next_due, today) if r.next_due else "",
                   22, sort=lambda r: r.next_due.isoformat() if r.next_due else ""),
            Column("counts", "Rows", _counts, 26),
            Column("approved", "Approval", _approval, 26),
            Column("state", "State", lambda r: STATES.get(r.state, r.state), 9),
            Column("start", "Start", lambda r: say(r.start, today) if r.start else "", 11,
                   sort=lambda r: r.start.isoformat() if r.start else ""),
            Column("end", "End", lambda r: say(r.end, today) if r.end else "", 11,
                   sort=lambda r: r.end.isoformat() if r.end else ""),
        ),
        {
            "Running and drafts": lambda s: s.plans.rows(),
            "Closed too": lambda s: s.plans.rows(closed=True),
            "With restricted ones": lambda s: s.plans.rows(closed=True, restricted=True),
        },
        lambda row: row.uid,
        "No plan has been begun.",
        "A plan says what the school and the authority will do, by when, and what would show it.",
    )  # fmt: skip


def _due(today: date) -> ListSpec:
    soon = months_after(today, 3)
    return ListSpec(
        "due",
        "Due in plans",
        (
            Column("day", "By when", lambda r: _late(r, today), 24,
                   sort=lambda r: r.day.isoformat(), role=lambda r: "bad" if r.overdue else "text"),
            Column("provider", "School", lambda r: r.provider, 26),
            Column("what", "What", lambda r: r.what, 46),
            Column("party", "Whose", lambda r: r.who or PARTIES.get(r.party, ""), 20),
            Column("plan", "Plan", lambda r: r.plan, 26),
        ),
        {
            "Overdue and the next three months": lambda s: s.plan_following.due(soon),
            "All that is open": lambda s: s.plan_following.due(_EVER),
        },
        lambda row: row.key,
        "Nothing is due in any plan.",
        "Actions and milestones of running plans stand here by their dates.",
    )  # fmt: skip


def _owed() -> ListSpec:
    return ListSpec(
        "owed",
        "Missing plans",
        (
            Column("provider", "School", lambda r: r.provider, 30),
            Column("title", "Plan", lambda r: r.title, 36),
            Column("paragraph", "Rulebook", lambda r: r.paragraph, 40),
        ),
        {"Asked for by the rulebook": lambda s: s.plans_owed.rows()},
        lambda row: row.key,
        "No plan is missing.",
        "A school stands here when the rulebook asks for a plan and nobody has begun it.",
    )


def _status(row: Any) -> str:
    return f"{STATUS_SIGN[SHOWN[row.status]]} {STATUSES[row.status]}"


def _counts(row: Any) -> str:
    return ", ".join(f"{count} {STATUSES[code].lower()}" for code, count in row.counts.items())


def _approval(row: Any) -> str:
    return f"Not approved: {', '.join(row.unapproved)}" if row.unapproved else "Approved"


def _late(row: Any, today: date) -> str:
    words = say_due(row.day, today)
    return f"▲ {words}" if row.overdue else words
