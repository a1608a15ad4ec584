"""Cases: the risk register, what the rulebook proposes, concerns, contacts and support."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sif_desktop.ui import messages
from sif_desktop.ui.case_desk import CaseDesk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.concern_desk import ConcernDesk
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.monitoring_desk import MonitoringDesk
from sif_desktop.ui.page import Page
from sif_desktop.ui.table_files import ask_where, open_rows, write_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.care_section import TABLES, answer_concern, answer_support
from sif_desktop.ui.widgets.case_lists import case_lists
from sif_desktop.ui.widgets.list_pane import Act
from sif_desktop.ui.widgets.list_tabs import ListTabs
from sif_desktop.ui.widgets.overview_lists import overview_lists

_ALSO = ("risk_assessment", "indicator_value", "task")


class CasesPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Cases", wide=True)
        self._context = context
        self.cases = CaseDesk(context, self, lambda uid: self.go("case", uid=uid))
        self.concerns = ConcernDesk(context, self)
        self.monitoring = MonitoringDesk(context, self)
        today = context.today()
        specs = (*case_lists(today), *overview_lists(today))
        self.tabs = ListTabs(context, "Lists of cases", specs, self._acts(), self._opened())
        self.add_action(Button("Export", self.export, icon="export"))
        self.add_action(Button("Log a contact", self.concerns.log_contact))
        self.add_action(Button("Open a case", self.cases.open_case))
        self.set_primary("Log a concern", self.concerns.log_concern, icon="add")
        self.add(self.tabs, 1)

    def _acts(self) -> Mapping[str, Sequence[Act]]:
        desk = self.concerns
        return {
            "register": (Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),),
            "proposed": (
                Act("Open the case", self._open_proposed, "o"),
                Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),
            ),
            "concerns": (
                Act("Close", desk.close_concern, "c", _open),
                Act("Next stage", desk.advance_complaint, "n", _complaint),
                Act("Change", desk.edit_concern, "e"),
                Act("Reopen", desk.reopen_concern, "r", lambda row: not _open(row)),
                Act("Open a case", self._case_for, "o", lambda row: not row.case_uid),
            ),
            "contacts": (
                Act("Answer", desk.answer_contact, "a", lambda row: not row.answered_on),
                Act("Change", desk.edit_contact, "e"),
            ),
            "support": (
                Act("End", desk.end_support, "d", lambda row: row.state == "running"),
                Act("Sustained?", desk.look_again, "l", lambda row: row.state == "ended"),
                Act("Change", desk.edit_support, "e"),
            ),
            "impact": (),
            "risk": (
                Act("Assess", lambda row: self.monitoring.assess(row), "a"),
                Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),
            ),
            "officers": (Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),),
        }

    def _opened(self) -> Mapping[str, Callable[[Any], object]]:
        """What Enter on a line does."""
        return {
            "register": lambda row: self.go("case", uid=row.uid),
            "proposed": self._open_proposed,
            "concerns": lambda row: answer_concern(self.concerns, row),
            "contacts": self.concerns.answer_contact,
            "support": lambda row: answer_support(self.concerns, row),
            "risk": self.monitoring.assess,
            "officers": self._open_work,
        }

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`list`: which one; `uid`: the row to put the cursor on."""
        if params.get("list", "") not in self.tabs:
            return
        pane = self.tabs[params["list"]]
        self.tabs.setCurrentWidget(pane)
        if params.get("uid"):
            pane.which.setCurrentIndex(1)  # whatever its state
            pane.want(params["uid"])
            pane.read()

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("provider", "provider_status", *TABLES, *_ALSO):
            self.tabs.read()

    def commands(self) -> tuple[Command, ...]:
        group = "Cases"
        return (
            Command("log-concern", "Log a concern", self.concerns.log_concern, "Ctrl+N", group),
            Command("log-contact", "Log a contact", self.concerns.log_contact, "", group),
            Command("open-case", "Open a case", self.cases.open_case, "", group),
            Command("begin-support", "Begin support", self.concerns.start_support, "", group),
            Command("export-cases", "Export this list", self.export, "", group),
        )

    def state(self) -> dict[str, Any]:
        return self.tabs.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        self.tabs.restore(state)

    def take_focus(self) -> None:
        self.tabs.in_front().take_focus()

    # What is done --------------------------------------------------------------------------------

    def _open_proposed(self, row: Any) -> None:
        self.cases.open_case(row.provider_uid, row.provider, "; ".join(row.reasons))

    def _open_work(self, row: Any) -> None:
        if row.case_uid:
            self.go("case", uid=row.case_uid)
        else:
            self.go("school", uid=row.provider_uid, part="care")

    def _case_for(self, row: Any) -> None:
        self.cases.open_case(row.provider_uid, row.provider, row.what)

    def export(self) -> None:
        """Ask where to, and write the list in front as shown."""
        title = self.tabs.in_front().spec.title
        path = ask_where(self, f"Export: {title}", title.lower())
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """The risk register with all that is known of each case, another list as it is shown."""
        pane, context = self.tabs.in_front(), self._context
        if pane.spec.key != "register":
            write_rows(
                context, self, path, pane.spec.columns, pane.rows(), title=pane.spec.title,
                replace=replace,
            )  # fmt: skip
            return
        rows = tuple(open_rows(pane.rows()))
        said = "{:,} lines exported to {}."
        context.jobs.run(
            self,
            lambda: context.services.cases.export(path, rows, replace=replace),
            lambda count: messages.say(self, said.format(count, path.name)),
        )


def _open(row: Any) -> bool:
    return bool(row.state == "open")


def _complaint(row: Any) -> bool:
    return row.kind == "complaint" and _open(row)
