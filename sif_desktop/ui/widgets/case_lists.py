"""What the lists of the page “Cases” hold: the risk register, proposals, concerns, contacts,
support."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from sif_desktop.domain.dates import say, say_due
from sif_desktop.services.case_lines import STATES
from sif_desktop.services.concerns import KINDS
from sif_desktop.services.support import COMMISSIONERS, IMPACTS, MODES, SUSTAINED
from sif_desktop.services.support_impact import GROUPS
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.widgets.list_pane import ListSpec


def case_lists(today: date) -> tuple[ListSpec, ...]:
    """The lists in the order of their tabs."""
    return (
        *(_register(today), _proposed(), _concerns(today), _contacts(today), _support(today)),
        _impact(),
    )


def _register(today: date) -> ListSpec:
    return ListSpec(
        "register",
        "Risk register",
        (
            _words("provider", "School", 23),
            _words("level", "Level", 8),
            _words("owner", "Owner", 13),
            _words("last_step", "Last step", 22),
            _words("next_step", "Next step", 22),
            _due("review_on", "Review", today, 21),
            Column("state", "State", lambda r: STATES[r.state], 9),
            _words("title", "Case", 18),
            Column("months", "Months", lambda r: f"{r.months}", 8, "right", lambda r: r.months),
            _words("senior", "Escalated to", 16),
            _day("told_school_on", "School told", today),
            _day("after_care_until", "After-care until", today),
        ),
        {
            "Open cases": lambda s: s.cases.register(),
            "All cases": lambda s: s.cases.register(closed=True),
        },
        lambda row: row.uid,
        "No case is open.",
        "Open one where a school causes concern; the rulebook’s own proposals are beside.",
    )


def _proposed() -> ListSpec:
    return ListSpec(
        "proposed",
        "Proposed",
        (
            _words("provider", "School", 30),
            Column("reasons", "Why", lambda r: "; ".join(r.reasons), 70),
            _words("paragraph", "Rulebook", 20),
        ),
        {"Proposed by the rulebook": lambda s: s.cases.proposed()},
        lambda row: row.provider_uid,
        "The rulebook proposes no further school.",
        "A school stands here when the rulebook would list it and no case is open.",
    )


def _concerns(today: date) -> ListSpec:
    return ListSpec(
        "concerns",
        "Concerns",
        (
            _words("provider", "School", 26),
            Column("kind", "Kind", lambda r: KINDS[r.kind], 11),
            _words("what", "What", 40),
            _words("source_label", "Source", 20),
            _day("raised_on", "Raised", today),
            _day("told_school_on", "School told", today),
            _words("stage_label", "Stage", 16),
            _due("answer_by", "Answer by", today, 20),
            _words("outcome", "Outcome", 24),
        ),
        {
            "Open concerns": lambda s: s.concerns.rows(),
            "All concerns": lambda s: s.concerns.rows(closed=True),
            "With restricted ones": lambda s: s.concerns.rows(closed=True, restricted=True),
        },
        lambda row: row.uid,
        "No concern is open.",
        "A concern changes no category; it is logged with its source and closed with its outcome.",
    )


def _contacts(today: date) -> ListSpec:
    return ListSpec(
        "contacts",
        "Contacts",
        (
            _due("answer_by", "Answer by", today, 22),
            _words("provider", "School", 26),
            _words("about", "About", 40),
            _words("with_whom", "With whom", 18),
            _words("route", "Route", 12),
            _day("at", "Received", today),
            _day("answered_on", "Answered", today),
            _words("answer", "Answer", 24),
        ),
        {
            "To answer": lambda s: s.contacts.rows(),
            "All contacts": lambda s: s.contacts.rows(answered=True),
        },
        lambda row: row.uid,
        "Nothing waits for an answer.",
        "Calls and messages stand here until they are answered.",
    )


def _support(today: date) -> ListSpec:
    return ListSpec(
        "support",
        "Support",
        (
            _words("provider", "School", 23),
            _words("title", "Title", 23),
            Column("mode", "How", lambda r: MODES.get(r.mode, ""), 10),
            _words("waited", "Begun", 13),
            _day("from_date", "From", today),
            _day("raised_on", "Need raised", today),
            _words("officer_name", "Responsible", 15),
            Column("commissioner", "By", lambda r: COMMISSIONERS.get(r.commissioner, ""), 10),
            _words("supplier", "Given by", 20),
            _words("exit_condition", "Ends when", 24),
            _day("to_date", "Ended", today),
            _words("impact_words", "Impact", 24),
            Column("sustained", "Sustained", lambda r: SUSTAINED.get(r.sustained, ""), 10),
            _due("again_on", "Look again", today, 21),
            _words("key_task_words", "Key task", 13),
        ),
        {
            "Running": lambda s: s.support.rows(),
            "All support": lambda s: s.support.rows(ended=True),
            "To be looked at again": lambda s: s.support.to_look_at_again(),
        },
        lambda row: row.uid,
        "No support is running.",
        "A programme stays here until its exit is recorded.",
    )


def _impact() -> ListSpec:
    return ListSpec(
        "impact",
        "Impact of support",
        (
            _words("name", "Support", 26),
            *(_count(name, label) for name, label in _COUNTS),
            Column("share", "Lasting", _share, 8, "right", sort=lambda r: r.share),
        ),
        {words: partial(_impact_by, by) for by, words in GROUPS.items()},
        lambda row: row.name,
        "No support is on record.",
        "What it came to is counted here once it has ended, and again when it was looked at later.",
    )


_COUNTS = (
    ("running", "Running"),
    ("ended", "Ended"),
    *IMPACTS.items(),
    ("sustained", "Lasted"),
    ("partly", "In part"),
    ("lost", "Lost"),
    ("waiting", "To see"),
    ("late", "Overdue"),
)


def _impact_by(by: str, services: Any) -> Any:
    return services.support.impact(by)


def _count(name: str, label: str) -> Column:
    return Column(
        name, label, lambda row: str(getattr(row, name)), 7, "right",
        sort=lambda row: getattr(row, name),
    )  # fmt: skip


def _share(row: Any) -> str:
    return "" if row.share is None else f"{row.share} %"


def _words(name: str, label: str, width: int) -> Column:
    return Column(name, label, lambda row: getattr(row, name), width)


def _day(name: str, label: str, today: date) -> Column:
    return Column(name, label, _said(name, lambda day: say(day, today)), 14, sort=_iso(name))


def _due(name: str, label: str, today: date, width: int) -> Column:
    said = _said(name, lambda day: say_due(day, today))

    def words(row: Any) -> str:
        return f"▲ {said(row)}" if row.overdue else said(row)

    return Column(
        name, label, words, width, sort=_iso(name), role=lambda r: "bad" if r.overdue else "text"
    )


def _iso(name: str) -> Callable[[Any], str]:
    return lambda row: str(getattr(row, name))


def _said(name: str, words: Callable[[date], str]) -> Callable[[Any], str]:
    def text(row: Any) -> str:
        iso = getattr(row, name)
        return words(date.fromisoformat(iso)) if iso else ""

    return text
