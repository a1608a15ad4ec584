"""One meeting whole, read with the same few statements however much is on its agenda."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.meetings import body, meeting, meeting_series
from sif_desktop.models.tables.providers import provider
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
from sif_desktop.services.meeting_rows import HELD, PLANNED, MeetingPage, MeetingRow, SeriesRow

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import BodyKind
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

Row = RowMapping


def read_page(
    connection: Connection, context: Context, uid: str, restricted: bool = False
) -> MeetingPage:
    """Raises Problem if the meeting is not there (any more), or its rulebook is not installed."""
    rows = meetings_beside(connection, uid)
    row = next(one for one in rows if one["uid"] == uid)
    pack = context.registry.get(row["pack"], row["pack_version"])
    kind = pack.meeting_type(row["kind"] or row["series_kind"])
    order = [one["uid"] for one in rows]
    until = order[: order.index(uid) + 1]
    today = context.today()
    actions = actions_of(connection, row["series_uid"], today.isoformat())
    items = items_of(connection, kind, uid)
    day, about = row["day"] or "", row["provider_uid"] or ""
    minutes = _minutes(connection, about)
    earlier = [
        one for one in actions
        if one.meeting_uid in until[:-1] and (one.state == "open" or one.done_on >= day)
    ]  # fmt: skip
    previous = next((one for one in reversed(rows[: len(until) - 1]) if one["state"] == HELD), None)
    return MeetingPage(
        row=_meeting_row(pack, row, minutes),
        series=_series_row(pack, rows, len([1 for one in actions if one.state == "open"])),
        type=kind,
        next_day=row["next_day"] or "",
        summary=row["summary"] or "",
        people=people_of(connection, pack, kind, uid),
        items=items,
        lines=lines_of(connection, uid, restricted=restricted),
        actions=tuple(one for one in actions if one.meeting_uid == uid),
        earlier=tuple(earlier),
        plans=plans_under_review(connection, context, about, row["series_uid"], until, uid)
        if about
        else (),
        funding=funding_of(connection, row["series_uid"], until, uid),
        recommendations=recommendations_of(
            connection, _body_kind(pack, row), row["body"] or "", until, uid, day
        ),
        figures=figures_of(connection, pack, about, items),
        contributions=contributions_of(row),
        previous=_meeting_row(pack, previous, minutes) if previous else None,
        today=today,
    )


def contributions_of(row: Row) -> dict[str, str]:
    found: dict[str, str] = json.loads(row["contributions"] or "{}")
    return found


def meetings_beside(connection: Connection, uid: str) -> list[Row]:
    """The meetings of the series this one belongs to, in the order of their days, each with what
    it is about. Raises Problem if this one is not there (any more)."""
    series = select(meeting.c.series_uid).where(meeting.c.uid == uid, meeting.c.x_gone == 0)
    joined = meeting.join(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
    joined = joined.outerjoin(provider, provider.c.uid == meeting.c.provider_uid)
    joined = joined.outerjoin(body, body.c.uid == meeting_series.c.body_uid)
    columns = (
        meeting, meeting_series.c.pack, meeting_series.c.pack_version, meeting_series.c.body_uid,
        meeting_series.c.kind.label("series_kind"), meeting_series.c.title.label("series"),
        meeting_series.c.state.label("series_state"), meeting_series.c.opened_on,
        meeting_series.c.closed_on, meeting_series.c.case_uid,
        provider.c.name.label("provider"), body.c.title.label("body"),
        body.c.code.label("body_code"),
    )  # fmt: skip
    query = select(*columns).select_from(joined).where(meeting.c.x_gone == 0)
    query = query.where(meeting.c.series_uid == series.scalar_subquery())
    rows = connection.execute(query).mappings().all()
    if all(one["uid"] != uid for one in rows):
        raise Problem("This meeting is not there any more.", "It may have been deleted.")
    return sorted(rows, key=lambda one: (one["day"] or "", one["start_time"] or "", one["uid"]))


def _minutes(connection: Connection, provider_uid: str) -> dict[str, tuple[str, str]]:
    """The state of the minutes of each meeting about a school, or of any body, and the document
    they are."""
    here = document.c.provider_uid.is_(None) | (document.c.provider_uid == "")
    if provider_uid:
        here = document.c.provider_uid == provider_uid
    query = select(document.c.uid, document.c.state, document.c.fields)
    query = query.where(here, document.c.kind == "minutes", document.c.x_gone == 0)
    found = {}
    for row in connection.execute(query.order_by(document.c.uid)):
        of = json.loads(row.fields or "{}").get("_meeting", "")
        found[of] = ("issued" if row.state == "issued" else "drafting", row.uid)
    return found


def _body_kind(pack: Pack, row: Row) -> BodyKind | None:
    return next((one for one in pack.bodies if one.code == row["body_code"]), None)


def _title(pack: Pack, code: str) -> str:
    return next((one.title for one in pack.meetings if one.code == code), code)


def _meeting_row(pack: Pack, row: Row, minutes: dict[str, tuple[str, str]]) -> MeetingRow:
    names = (
        "uid", "series_uid", "series", "provider_uid", "provider", "body_uid", "body", "day",
        "start_time", "end_time", "place", "chair", "why", "agreed_on", "reported_at",
    )  # fmt: skip
    kind = row["kind"] or row["series_kind"]
    state, document_uid = minutes.get(row["uid"], ("", ""))
    return MeetingRow(
        **{name: row[name] or "" for name in names},
        kind=kind,
        title=_title(pack, kind),
        state=row["state"] or PLANNED,
        minutes=state,
        document_uid=document_uid,
    )


def _series_row(pack: Pack, rows: list[Row], open_actions: int) -> SeriesRow:
    row = rows[0]
    held = [one for one in rows if one["state"] == HELD]
    ahead = next((one for one in rows if one["state"] == PLANNED), None)
    names = ("provider_uid", "provider", "body_uid", "body", "opened_on", "closed_on", "case_uid")
    return SeriesRow(
        **{name: row[name] or "" for name in names},
        uid=row["series_uid"],
        kind=row["series_kind"],
        kind_title=_title(pack, row["series_kind"]),
        title=row["series"] or "",
        state=row["series_state"] or "open",
        held=len(held),
        last_day=held[-1]["day"] or "" if held else "",
        next_uid=ahead["uid"] if ahead else "",
        next_day=ahead["day"] or "" if ahead else "",
        due=None,
        overdue=False,
        late=0,
        open_actions=open_actions,
        restricted=is_restricted(row["x_part"]),
    )
