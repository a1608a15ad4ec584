"""One meeting whole, read with the same few statements however much is on its agenda."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.models.tables.meetings import body, meeting
from sif_desktop.services.meeting_found import found_meeting, gone
from sif_desktop.services.meeting_lists import find_meetings, one_series
from sif_desktop.services.meeting_parts import (
    actions_of,
    figures_of,
    funding_of,
    items_of,
    lines_of,
    people_of,
    recommendations_of,
)
from sif_desktop.services.meeting_plans import plans_under_review
from sif_desktop.services.meeting_rows import HELD, ActionLine, MeetingPage

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import BodyKind
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context


def read_page(
    connection: Connection, context: Context, uid: str, restricted: bool = False
) -> MeetingPage:
    """Raises Problem if the meeting is not there (any more), or its rulebook is not installed."""
    found = found_meeting(connection, uid)
    pack, kind = found.rulebook(context), found.type(context)
    rows = find_meetings(connection, context, meeting.c.series_uid == found.series_uid)
    rows = tuple(sorted(rows, key=lambda one: (one.day, one.start_time, one.uid)))
    order = [one.uid for one in rows]
    if uid not in order:  # of a series that is not shown
        raise gone()
    place = order.index(uid)
    until = order[: place + 1]
    row, today = rows[place], context.today()
    actions = actions_of(connection, found.series_uid, today.isoformat())
    items = items_of(connection, kind, uid)
    texts = select(meeting.c.next_day, meeting.c.summary, meeting.c.contributions)
    written = connection.execute(texts.where(meeting.c.uid == uid)).one()
    return MeetingPage(
        row=row,
        series=one_series(connection, context, found.series_uid).row,
        type=kind,
        next_day=written.next_day or "",
        summary=written.summary or "",
        people=people_of(connection, pack, kind, uid),
        items=items,
        lines=lines_of(connection, uid, restricted=restricted),
        actions=tuple(one for one in actions if one.meeting_uid == uid),
        earlier=tuple(one for one in actions if _was_open(one, set(until[:-1]), row.day)),
        plans=plans_under_review(connection, context, found, until),
        funding=funding_of(connection, found.series_uid, until, uid),
        recommendations=recommendations_of(
            connection, _body_kind(connection, pack, row.body_uid), row.body, until, uid, row.day
        ),
        figures=figures_of(connection, pack, found.provider_uid, items),
        contributions=contributions_of(written.contributions),
        previous=next((one for one in reversed(rows[:place]) if one.state == HELD), None),
        today=today,
    )


def _was_open(one: ActionLine, earlier: set[str], day: str) -> bool:
    """Whether it was agreed earlier and still open as this meeting began."""
    return one.meeting_uid in earlier and (one.state == "open" or one.done_on >= day)


def contributions_of(stored: str | None) -> dict[str, str]:
    found: dict[str, str] = json.loads(stored or "{}")
    return found


def _body_kind(connection: Connection, pack: Pack, uid: str) -> BodyKind | None:
    code = connection.scalar(select(body.c.code).where(body.c.uid == uid))
    return next((one for one in pack.bodies if code and one.code == code), None)
