"""What meetings count as for the rulebook: one that was held, a series begun or ended.

Meetings of a body are about no school, and count for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import meeting, meeting_series
from sif_desktop.services.meeting_rows import HELD

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
