"""What is said of a meeting and of who comes to it, as forms hand it over, and checks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.meetings import meeting
from sif_desktop.services.day_text import day_of
from sif_desktop.services.meeting_people import CORE, INVITED, OPTIONAL, SIDES
from sif_desktop.services.meeting_rows import CANCELLED, HELD, MISSED, PLANNED, UNDER_WAY

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class MeetingFields:
    """When and where; `day` ISO, times like 14:30. `kind` is a kind of meeting held within the
    series, such as a summative one; "" for the series' own. Where place or chair is empty, the
    series' own hold."""

    day: str
    start_time: str = ""
    end_time: str = ""
    place: str = ""
    chair: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonFields:
    """`role` is a code of the rulebook or words; side school, authority or partner; part core,
    optional or invited."""

    name: str
    role: str = ""
    side: str = ""
    part: str = INVITED
    email: str = ""


def stored(connection: Connection, uid: str) -> RowMapping:
    """A meeting as stored. Raises Problem if it is not there (any more)."""
    query = select(meeting).where(meeting.c.uid == uid, meeting.c.x_gone == 0)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Problem("This meeting is not there any more.", "It may have been deleted.")
    return row


def of_meeting(table: Any, uid: str) -> Any:
    query = select(table).where(table.c.meeting_uid == uid, table.c.x_gone == 0)
    return query.order_by(table.c.place, table.c.uid) if "place" in table.c else query


def refuse_state(row: RowMapping, wanted: Sequence[str]) -> None:
    state = row["state"] or PLANNED
    if state not in wanted:
        raise Problem(f"The meeting is {_AS[state]}.", "Reopen it to change that.")


_AS = {
    PLANNED: "planned and has not begun",
    UNDER_WAY: "under way",
    HELD: "held already",
    MISSED: "recorded as not held",
    CANCELLED: "cancelled",
}


def refuse_future(context: Context, day: str) -> None:
    if day > context.today().isoformat():
        raise Problem("The day of the meeting is still to come.", "Change its day first.")


def checked(given: MeetingFields) -> dict[str, str]:
    start, end = _time(given.start_time), _time(given.end_time)
    if start and end and end <= start:
        raise Problem("The meeting ends before it begins.", "Correct one of the two times.")
    return {
        "day": day_of(given.day, "The day of the meeting", needed=True),
        "start_time": start,
        "end_time": end,
        "place": given.place.strip(),
        "chair": given.chair.strip(),
    }


def _time(text: str) -> str:
    words = text.strip()
    found = _TIME.fullmatch(words)
    if words and found is None:
        raise Problem(f"“{words}” is not a time of day.", "Write it like 14:30.")
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def person_values(given: PersonFields) -> dict[str, str]:
    if given.part not in (CORE, OPTIONAL, INVITED):
        raise Problem(f"“{given.part}” is neither core, optional nor invited.")
    if given.side and given.side not in SIDES:
        raise Problem(f"“{given.side}” is neither school, authority nor partner.")
    name = given.name.strip()
    if not name and not given.role.strip():
        raise Problem("It does not say who it is.", "Enter a name.")
    return {
        "name": name, "role": given.role.strip(), "side": given.side, "part": given.part,
        "email": given.email.strip(),
    }  # fmt: skip
