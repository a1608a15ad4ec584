"""The lists of the page “Meetings” of what goes upward: reports, decisions, recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sif_desktop.domain.dates import say, say_due, stored_day
from sif_desktop.services.meeting_notes import REPLIES
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


def recommendations_list(today: date) -> ListSpec:
    return ListSpec(
        "recommendations",
        "Recommendations",
        (
            Column("made", "Made", lambda r: _day(r.made_on, today), 15, sort=lambda r: r.made_on),
            Column("body", "By", lambda r: r.body, 26),
            Column("addressee", "To", lambda r: r.addressee, 20),
            Column("text", "Recommendation", lambda r: r.text, 44),
            Column("kind", "Kind", lambda r: r.kind_label, 20),
            Column("state", "Reply", lambda r: REPLIES.get(r.state, r.state), 18,
                   role=lambda r: "text_quiet" if r.state != "made" else "text"),
            Column("replied", "Replied", lambda r: _day(r.replied_on, today), 15,
                   sort=lambda r: r.replied_on),
            Column("reply", "Their reply", lambda r: r.reply, 36),
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
