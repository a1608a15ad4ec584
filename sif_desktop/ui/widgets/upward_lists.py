"""The lists of the page “Meetings” of what goes upward: decisions, recommendations, reports,
evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sif_desktop.domain.dates import say, say_due, stored_day
from sif_desktop.services.meeting_rows import REPLIES
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.widgets.list_pane import ListSpec

_ALL = "All schools"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that is to be made or is there: `document_uid` is "" of one not begun."""

    key: str
    title: str
    provider_uid: str  # "" of one about all schools
    about: str
    state: str  # due, drafting, with_school, issued
    day: date | None  # due by, or issued on
    overdue: bool
    document_uid: str
    report: str = ""
    body: str = ""
    meeting_uid: str = ""


def reports_list(today: date) -> ListSpec:
    def standing(row: ReportLine) -> str:
        if row.state == "issued":
            return f"✓ Issued {say(row.day, today)}" if row.day else "✓ Issued"
        if row.state != "due":
            return "● Being written"
        if row.day is None:
            return "Whenever it is wanted"
        return f"▲ {say_due(row.day, today)}" if row.overdue else f"By {say(row.day, today)}"

    return ListSpec(
        "reports",
        "Reports",
        (
            Column("title", "Report", lambda r: r.title, 44),
            Column("standing", "How it stands", standing, 26,
                   sort=lambda r: r.day.isoformat() if r.day else "",
                   role=lambda r: "bad" if r.overdue else "text"),
            Column("about", "About", lambda r: r.about, 26),
            Column("body", "To", lambda r: r.body, 30),
        ),
        {
            "To be made, and begun": _to_make,
            "Issued": lambda s: [one for one in _written(s) if one.state == "issued"],
        },
        lambda row: row.key,
        "The rulebook names no report about all schools, and none is begun.",
        "Reports about one school are begun with “New report”, or from what is due of the school.",
    )  # fmt: skip


def _to_make(services: Any) -> list[ReportLine]:
    """Those about all schools by when they are due, then what is being written."""
    due = [
        ReportLine(
            f"due:{one.offer.report}", one.offer.title, "", _ALL, "due", one.due, one.overdue, "",
            one.offer.report, one.offer.body, one.meeting_uid,
        )
        for one in services.upward.due_rows()
        if not one.offer.draft_uid
    ]  # fmt: skip
    due.sort(key=lambda one: one.day or date.max)
    return [*due, *(one for one in _written(services) if one.state != "issued")]


def _written(services: Any) -> list[ReportLine]:
    """Reports there are, with the newest version's day."""
    return [
        ReportLine(
            row.uid, row.title, row.provider_uid or "", row.provider or _ALL, row.state,
            _issued(row), False, row.uid,
        )
        for row in services.documents.documents()
        if row.kind == "report"
    ]  # fmt: skip


def _issued(row: Any) -> date | None:
    return stored_day(max((one.issued_on for one in row.versions), default=""))


def decisions_list(today: date) -> ListSpec:
    year = today.replace(year=today.year - 1, day=min(today.day, 28)).isoformat()
    return ListSpec(
        "decisions",
        "Decisions",
        (
            Column("day", "Day", lambda r: _day(r.day, today), 14, sort=lambda r: r.day),
            Column("about", "About", lambda r: r.about, 26),
            Column("text", "Decision", lambda r: r.text, 44),
            Column("item", "Item", lambda r: r.item, 18),
            Column("minutes", "Minutes", lambda r: _day(r.minutes_on, today) or "not issued", 14,
                   sort=lambda r: r.minutes_on),
            Column("for", "For whom", lambda r: "authority only" if r.for_authority else "", 15),
            Column("kind", "Meeting", lambda r: r.kind_title, 24),
        ),
        {
            "Of the last year": lambda s: s.decisions.rows(since=year),
            "All decisions": lambda s: s.decisions.rows(),
        },
        lambda row: row.uid,
        "No decision is on record.",
        "What is decided at a meeting about any school, or by a body, stands here once the meeting "
        "was held.",
    )  # fmt: skip


def evidence_list(today: date, aspects: Sequence[Any]) -> ListSpec:
    """`aspects` are the rulebook's."""
    return ListSpec(
        "evidence",
        "Evidence",
        (
            Column("aspect", "Aspect", lambda r: r.label, 34),
            Column("day", "Day", lambda r: _day(r.day, today), 14, sort=lambda r: r.day),
            Column("title", "Record", lambda r: f"{r.kind}: {r.title}", 40),
            Column("provider", "School", lambda r: r.provider or _ALL, 24),
            Column("note", "What it shows", lambda r: r.note, 36),
            Column("paragraph", "Rulebook", lambda r: r.paragraph, 12),
        ),
        {
            "Every aspect": lambda s: s.aspects.rows(),
            **{one.label: partial(_of_aspect, one.code) for one in aspects},
        },
        lambda row: row.uid,
        "No record is marked as evidence.",
        "Open a visit, a document, a case, a plan or a meeting and choose “Mark as evidence what "
        "is shown” among the commands (Ctrl+K).",
    )  # fmt: skip


def _of_aspect(code: str, services: Any) -> Sequence[Any]:
    rows: Sequence[Any] = services.aspects.rows(code)
    return rows


def recommendations_list(today: date) -> ListSpec:
    return ListSpec(
        "recommendations",
        "Recommendations",
        (
            Column("made", "Made", lambda r: _day(r.made_on, today), 14, sort=lambda r: r.made_on),
            Column("body", "By", lambda r: r.body, 22),
            Column("text", "Recommendation", lambda r: r.text, 46),
            Column("addressee", "To", lambda r: r.addressee, 24),
            Column("state", "Reply", lambda r: REPLIES.get(r.state, r.state), 20,
                   role=lambda r: "text_quiet" if r.state != "made" else "text"),
            Column("replied", "Replied", lambda r: _day(r.replied_on, today), 15,
                   sort=lambda r: r.replied_on),
            Column("reply", "Their reply", lambda r: r.reply, 36),
            Column("kind", "Kind", lambda r: r.kind_label, 20),
        ),
        {
            "Without a reply": lambda s: s.recommendations.rows(waiting=True),
            "All recommendations": lambda s: s.recommendations.rows(),
        },
        lambda row: row.uid,
        "No recommendation waits for a reply.",
        "What a body recommends in its meetings stands here until somebody has answered.",
    )  # fmt: skip


def _day(iso: str, today: date) -> str:
    day = stored_day(iso)
    return say(day, today) if day else ""
