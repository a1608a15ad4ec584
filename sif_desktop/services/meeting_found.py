"""A meeting as its parts are written: where it lies, what it is about, of which kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.tables.meetings import meeting, meeting_series
from sif_desktop.services.meeting_rows import CANCELLED, HELD, MISSED, PLANNED, UNDER_WAY

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import MeetingType
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

# The meetings of a series in the order of their days.
AS_THEY_CAME = (meeting.c.day, func.coalesce(meeting.c.start_time, ""), meeting.c.uid)


@dataclass(frozen=True, slots=True)
class Found:
    """`part` is the partition the meeting lies in."""

    uid: str
    series_uid: str
    provider_uid: str
    body_uid: str
    part: str
    day: str
    state: str
    kind: str
    pack: str
    pack_version: str

    @property
    def going_on(self) -> bool:
        """Whether it began: what is noted under an item then was said there."""
        return self.state in (UNDER_WAY, HELD)

    def rulebook(self, context: Context) -> Pack:
        """The rulebook the series was opened under. Raises Problem if it is not installed."""
        return context.registry.get(self.pack, self.pack_version)

    def type(self, context: Context) -> MeetingType:
        """Raises Problem if its rulebook is not installed."""
        return self.rulebook(context).meeting_type(self.kind)

    def part_for(self, provider_uid: str) -> str:
        """Where something about this school lies that came of the meeting."""
        return self.part if is_restricted(self.part) else provider_uid or TEAM


def gone() -> Problem:
    return Problem("This meeting is not there any more.", "It may have been deleted.")


def found_meeting(connection: Connection, uid: str) -> Found:
    """Raises Problem if the meeting is not there (any more)."""
    joined = meeting.join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
    own = (
        meeting_series.c.body_uid, meeting_series.c.pack, meeting_series.c.pack_version,
        meeting_series.c.kind.label("series_kind"),
    )  # fmt: skip
    query = select(meeting, *own).select_from(joined)
    query = query.where(meeting.c.uid == uid, meeting.c.x_gone == 0)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise gone()
    names = ("series_uid", "provider_uid", "body_uid", "day", "pack", "pack_version")
    return Found(
        uid=uid,
        part=row["x_part"],
        state=row["state"] or PLANNED,
        kind=row["kind"] or row["series_kind"] or "",
        **{name: row[name] or "" for name in names},
    )


def meeting_to_write(connection: Connection, uid: str) -> Found:
    """The same, for what is said at it. Raises Problem where it did not take place."""
    found = found_meeting(connection, uid)
    if found.state in (MISSED, CANCELLED):
        raise Problem(
            "This meeting was not held.",
            "Note it at the next one, or say first that this one took place.",
        )
    return found


def part_of_meeting(connection: Connection, table: Table, uid: str) -> Mapping[str, Any]:
    """A row that belongs to a meeting. Raises Problem if it is not there (any more)."""
    query = select(table).where(table.c.uid == uid, table.c.x_gone == 0)
    row = connection.execute(query).mappings().first()
    if row is None:
        what = table.info["title"].lower()
        raise Problem(f"This {what} is not there any more.", "It may have been deleted.")
    return dict(row)
