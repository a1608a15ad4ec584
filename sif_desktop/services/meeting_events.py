"""What meetings count as: for the rulebook, and on a school's line of time.

A meeting that was held, a series begun or ended. Those of a body are about no school, and count for
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import meeting, meeting_series
from sif_desktop.services.meeting_rows import HELD, MISSED
from sif_desktop.services.school_lines import Event

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack


def meeting_events(
    connection: Connection, pack: Pack, uid: str, today: date
) -> Iterator[tuple[str, str, str, str]]:
    """School, kind of event, day and the meeting or series, of the school `uid` or of all; two
    statements."""
    kinds = {one.code: one for one in pack.meetings}
    for row in _held(connection, uid, today):
        kind = kinds.get(row["kind"] or "")
        for code in kind.events if kind else ():
            yield row["provider_uid"], code, row["day"] or "", row["uid"]
    for row in _series(connection, uid):
        kind = kinds.get(row["kind"] or "")
        for code in kind.begins if kind else ():
            yield row["provider_uid"], code, row["opened_on"] or "", row["uid"]
        for code in kind.ends if kind and row["closed_on"] else ():
            yield row["provider_uid"], code, row["closed_on"], row["uid"]


def _held(connection: Connection, uid: str, today: date) -> list[RowMapping]:
    shown = (meeting.c.provider_uid, meeting.c.kind, meeting.c.day, meeting.c.uid)
    query = select(*shown).where(
        meeting.c.x_gone == 0, meeting.c.state == HELD, unrestricted(meeting),
        meeting.c.day <= today.isoformat(),
    )  # fmt: skip
    return _about_schools(connection, query, meeting.c.provider_uid, uid)


def _series(connection: Connection, uid: str) -> list[RowMapping]:
    table = meeting_series
    shown = (table.c.provider_uid, table.c.kind, table.c.opened_on, table.c.closed_on, table.c.uid)
    query = select(*shown).where(table.c.x_gone == 0, unrestricted(table))
    return _about_schools(connection, query, table.c.provider_uid, uid)


def _about_schools(
    connection: Connection, query: Select[Any], owner: ColumnElement[Any], uid: str
) -> list[RowMapping]:
    limited = query.where(owner == uid) if uid else query.where(owner.is_not(None), owner != "")
    return list(connection.execute(limited).mappings())


# --- the line of time -----------------------------------------------------------------------------


def meeting_lines(
    connection: Connection, line: Sequence[str], names: Mapping[str, str], pack: Pack
) -> Iterator[Event]:
    """Meetings and series about the schools `line` as things that happened, those of `names` being
    carried on: two statements however many. One that was not held is told too."""
    titles = {one.code: one.title for one in pack.meetings}
    table = meeting_series
    query = select(table).where(
        table.c.provider_uid.in_(line), table.c.x_gone == 0, unrestricted(table)
    )
    for row in connection.execute(query.order_by(table.c.uid)).mappings():
        school, title = names.get(row["provider_uid"], ""), row["title"] or ""
        what = title or titles.get(row["kind"], row["kind"])
        began, ended = f"{what}: series begun", f"{what}: series ended"
        why, end = row["start_evidence"] or "", row["end_evidence"] or ""
        yield Event(row["opened_on"] or "", "meeting", began, why, "series", row["uid"], school)
        yield Event(row["closed_on"] or "", "meeting", ended, end, "series", row["uid"], school)
    query = select(meeting).where(
        meeting.c.provider_uid.in_(line), meeting.c.x_gone == 0, unrestricted(meeting),
        meeting.c.state.in_((HELD, MISSED)),
    )  # fmt: skip
    for row in connection.execute(query.order_by(meeting.c.uid)).mappings():
        what = titles.get(row["kind"], row["kind"]) or "Meeting"
        held = row["state"] == HELD
        said = row["summary"] if held else row["why"]
        yield Event(
            row["day"] or "", "meeting", what if held else f"{what} not held", said or "",
            "meeting", row["uid"], names.get(row["provider_uid"], ""),
        )  # fmt: skip
