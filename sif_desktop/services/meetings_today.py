"""Meetings that want doing something now: those of this week, series that are late, and what the
rulebook wants begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sif_desktop.models.tables.meetings import meeting, meeting_series
from sif_desktop.services.meeting_lists import OPEN, find_meetings, find_series
from sif_desktop.services.meeting_rows import PLANNED, UNDER_WAY, MeetingRow, SeriesRow
from sif_desktop.services.series_offers import Wanting, wanting_in

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class PressingMeetings:
    """`meetings` are planned up to Sunday, or earlier and nobody said what became of them;
    `overdue` the series whose next is late and not planned; `wanting` what is to be begun."""

    meetings: tuple[MeetingRow, ...]
    overdue: tuple[SeriesRow, ...]
    wanting: tuple[Wanting, ...]

    @property
    def count(self) -> int:
        return len(self.meetings) + len(self.overdue) + len(self.wanting)


def pressing_meetings(connection: Connection, context: Context) -> PressingMeetings:
    """A fixed number of statements however many schools and series."""
    today = context.today()
    sunday = (today + timedelta(days=6 - today.weekday())).isoformat()
    soon = (meeting.c.state.in_((PLANNED, UNDER_WAY)), meeting.c.day <= sunday)
    meetings = find_meetings(connection, context, *soon)
    series = find_series(connection, context, meeting_series.c.state == OPEN)
    late = [one.row for one in series if one.row.overdue and not one.row.next_uid]
    return PressingMeetings(
        tuple(sorted(meetings, key=lambda one: (one.day, one.start_time, one.about))),
        tuple(sorted(late, key=lambda one: (one.due or date.max, one.about))),
        wanting_in(connection, context),
    )
