"""The lists of the page “Meetings” over series, meetings and bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sif_desktop.domain.dates import say, say_due, stored_day
from sif_desktop.services.meeting_rows import HELD, MISSED, PLANNED, STATE_WORDS, UNDER_WAY
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.widgets.list_pane import ListSpec

MINUTES = {"": "", "drafting": "Being written", "issued": "Issued"}
_FAR = "9999-12-31"


def series_list(today: date) -> ListSpec:
    return ListSpec(
        "series",
        "Series",
        (
            Column("about", "About", lambda r: r.about, 23),
            Column("title", "Meetings", lambda r: r.title or r.kind_title, 24),
            Column("standing", "How it stands", lambda r: standing(r, today), 23,
                   sort=_urgency, role=lambda r: "bad" if r.overdue else "text"),
            Column("next", "Next meeting", lambda r: _day(r.next_day, today) or "none planned", 15,
                   sort=lambda r: r.next_day),
            Column("last", "Last held", lambda r: _day(r.last_day, today), 15,
                   sort=lambda r: r.last_day),
            Column("held", "Held", lambda r: f"{r.held:,}", 5, "right", sort=lambda r: r.held),
            Column("late", "Late", lambda r: f"{r.late:,}" if r.late else "", 6, "right",
                   sort=lambda r: r.late),
            Column("actions", "Open actions", _actions, 12, "right",
                   sort=lambda r: r.open_actions),
            Column("opened", "Since", lambda r: _day(r.opened_on, today), 15,
                   sort=lambda r: r.opened_on, hidden=True),
        ),
        {
            "Open": lambda s: _urgent_first(s.meeting_series.rows()),
            "Ended": lambda s: s.meeting_series.rows(state="closed"),
            "Open and ended": lambda s: _urgent_first(s.meeting_series.rows(state="")),
        },
        lambda row: row.uid,
        "No series of meetings runs.",
        "A series is begun for a school, or for a body such as a board. The rulebook says how "
        "often it meets, who comes and what is on its agenda.",
    )  # fmt: skip


def meetings_list(today: date) -> ListSpec:
    ahead = (PLANNED, UNDER_WAY)
    return ListSpec(
        "meetings",
        "Meetings",
        (
            Column("day", "Day", lambda r: _day(r.day, today), 14, sort=lambda r: r.day),
            Column("time", "Time", _time, 11),
            Column("about", "About", lambda r: r.about, 26),
            Column("title", "Meeting", lambda r: r.title, 21),
            Column("state", "State", lambda r: meeting_state(r, today), 20,
                   role=lambda r: "bad" if r.state == MISSED or _past(r, today) else "text"),
            Column("minutes", "Minutes", minutes_words, 14),
            Column("place", "Place", lambda r: r.place, 16),
            Column("chair", "Chair", lambda r: r.chair, 16),
            Column("why", "Why not held", lambda r: r.why, 26),
        ),
        {
            "To come, then held": lambda s: _next_first(s.meetings.rows()),
            "To come": lambda s: _next_first(s.meetings.rows(states=ahead)),
            "Held": lambda s: s.meetings.rows(states=(HELD,)),
            "Held, minutes not issued": lambda s: [
                row for row in s.meetings.rows(states=(HELD,)) if row.minutes != "issued"
            ],
        },
        lambda row: row.uid,
        "No meeting is here.",
        "Plan the next meeting of a series: its agenda and those to be asked are drawn up then.",
    )  # fmt: skip


def bodies_list(today: date) -> ListSpec:
    return ListSpec(
        "bodies",
        "Bodies",
        (
            Column("title", "Body", lambda r: r.title, 34),
            Column("kind", "In the rulebook", lambda r: r.kind_title or "one of our own", 28),
            Column("members", "Members", lambda r: f"{r.members:,}", 9, "right",
                   sort=lambda r: r.members),
            Column("next", "Next meeting", lambda r: _day(r.next_day, today), 15,
                   sort=lambda r: r.next_day),
            Column("last", "Last met", lambda r: _day(r.last_day, today), 15,
                   sort=lambda r: r.last_day),
            Column("waiting", "Awaiting a reply", lambda r: f"{r.waiting:,}" if r.waiting else "",
                   15, "right", sort=lambda r: r.waiting),
            Column("remit", "Remit", lambda r: r.remit, 40),
        ),
        {"All bodies": lambda s: s.bodies.rows()},
        lambda row: row.uid,
        "No body is set up.",
        "Boards, committees and groups of the authority stand here with their members. Set up "
        "those of the rulebook that meet.",
    )  # fmt: skip


# In words ---------------------------------------------------------------------------------------


def standing(row: Any, today: date) -> str:
    """Whether it meets in time, with the day by which the next meeting is owed."""
    if row.state == "closed":
        return "Ended"
    if row.due is None:
        return "The rulebook gives no day"
    if row.overdue:
        return f"▲ {say_due(row.due, today)}"
    if row.next_day:
        return "● Next one planned in time" if row.next_day <= row.due.isoformat() else (
            f"◆ Planned late, owed by {say(row.due, today)}")  # fmt: skip
    return f"◆ Plan it by {say(row.due, today)}"


def meeting_state(row: Any, today: date) -> str:
    if _past(row, today):
        return "▲ Planned, day is past"
    return STATE_WORDS.get(row.state, row.state)


def minutes_words(row: Any) -> str:
    """Where the minutes of a meeting are."""
    if row.state != HELD:
        return ""
    if row.agreed_on:
        return "Agreed"
    return MINUTES[row.minutes] or "Not begun"


def when_words(row: Any, today: date) -> str:
    """Day and time of a meeting."""
    return ", ".join(filter(None, (_day(row.day, today), _time(row))))


def _urgency(row: Any) -> str:
    if row.state == "closed":
        return "z"
    return row.due.isoformat() if row.due else _FAR


def _urgent_first(rows: Sequence[Any]) -> list[Any]:
    """What is overdue, then by the day the next meeting is owed."""
    return sorted(rows, key=lambda row: (not row.overdue, _urgency(row), row.about))


def _next_first(rows: Sequence[Any]) -> list[Any]:
    """Those to come from the nearest, then those over from the newest."""
    ahead = [row for row in rows if row.state in (PLANNED, UNDER_WAY)]
    over = [row for row in rows if row.state not in (PLANNED, UNDER_WAY)]
    over.sort(key=lambda row: str(row.day), reverse=True)
    return [*sorted(ahead, key=lambda row: str(row.day)), *over]


def _past(row: Any, today: date) -> bool:
    return bool(row.state == PLANNED and row.day and row.day < today.isoformat())


def _time(row: Any) -> str:
    return "–".join(filter(None, (row.start_time, row.end_time)))


def _day(iso: str, today: date) -> str:
    day = stored_day(iso)
    return say(day, today) if day else ""


def _actions(row: Any) -> str:
    return f"{row.open_actions:,}" if row.open_actions else ""
