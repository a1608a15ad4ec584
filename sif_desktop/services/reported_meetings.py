"""What a body's meeting counts as for the schools it heard of: those whose own meetings, of a kind
reported to it, were held since the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, or_, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import meeting
from sif_desktop.services.meeting_rows import HELD

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack


def reported_events(
    connection: Connection, pack: Pack, uid: str, today: date
) -> Iterator[tuple[str, str, str, str]]:
    """School, kind of event, day and the body's meeting, of the school `uid` or of all; one
    statement, none where the rulebook has no such meetings."""
    hears = {one.code: one.events for one in pack.meetings if one.about == "body" and one.events}
    told = {one.code: one.reports_to for one in pack.meetings if one.reports_to in hears}
    if not told:
        return
    held: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in _held(connection, (*hears, *told), uid, today):
        held[row["kind"]].append(row)
    for kind, to in told.items():
        for school, day, about in _heard(held[kind], held[to]):
            for code in hears[to]:
                yield school, code, day, about


def _held(
    connection: Connection, kinds: tuple[str, ...], uid: str, today: date
) -> list[RowMapping]:
    """Meetings held of these kinds, the bodies' and the schools', in their order."""
    owner = meeting.c.provider_uid
    query = select(owner, meeting.c.kind, meeting.c.day, meeting.c.uid).where(
        meeting.c.x_gone == 0, meeting.c.state == HELD, unrestricted(meeting),
        meeting.c.kind.in_(kinds), meeting.c.day <= today.isoformat(),
    )  # fmt: skip
    if uid:
        query = query.where(or_(owner == uid, owner.is_(None), owner == ""))
    return list(connection.execute(query.order_by(meeting.c.day, meeting.c.uid)).mappings())


def _heard(schools: list[RowMapping], bodies: list[RowMapping]) -> Iterator[tuple[str, str, str]]:
    """Each school with the first meeting of the body on or after its own, once for each."""
    seen: set[tuple[str, str]] = set()
    for row in schools:
        first = next((one for one in bodies if one["day"] >= row["day"]), None)
        if first is not None and (row["provider_uid"], first["uid"]) not in seen:
            seen.add((row["provider_uid"], first["uid"]))
            yield row["provider_uid"], first["day"], first["uid"]
