"""The meeting after this one, as it is agreed while this one still goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.meeting_rhythm import pace, propose
from sif_desktop.models.tables.meetings import meeting_series
from sif_desktop.services.meeting_lists import find_meetings, one_meeting, one_series
from sif_desktop.services.meeting_rows import PLANNED

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """`day` is that of the meeting planned already (`planned`), else the one proposed; None where
    nothing says how often. `why` says it in words."""

    day: date | None
    planned: bool
    why: str


def next_after(connection: Connection, context: Context, meeting_uid: str) -> NextMeeting:
    """As though this meeting had been held already, on its day or today where that is to come."""
    row = one_meeting(connection, context, meeting_uid)
    found = one_series(connection, context, row.series_uid)
    here = find_meetings(connection, context, meeting_series.c.uid == row.series_uid)
    ahead = sorted(
        one.day for one in here if one.state == PLANNED and one.uid != row.uid and one.day > row.day
    )
    if ahead:
        return NextMeeting(stored_day(ahead[0]), True, "The next meeting is planned for that day.")
    today = context.today()
    day = min(stored_day(row.day) or today, today)
    opened = stored_day(found.row.opened_on)
    held = {*found.held, day}
    stand = pace(found.rhythm, opened, held, today, found.calendar)
    proposal = propose(found.rhythm, stand, today, found.calendar)
    return NextMeeting(proposal.day if proposal else None, False, proposal.why if proposal else "")
