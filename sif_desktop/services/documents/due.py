"""By when drafts are due by their rulebook: for one document or a list, in a few statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.compose import in_sentence
from sif_desktop.domain.deadlines import ANCHORS, Deadline, Due, due
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.letter import LetterField, default_value
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.providers import provider_status
from sif_desktop.models.tables.visits import BEEN_THERE, visit
from sif_desktop.services.calendars import calendars_of
from sif_desktop.services.documents.views import ISSUED

if TYPE_CHECKING:
    from sif_desktop.frameworks.papers import Paper
from sif_desktop.services.context import Context

PACK, PACK_VERSION = "_pack", "_pack_version"  # of a letter, kept with what was filled in
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A draft with a deadline: its visit if it is about one, and what was filled in."""

    uid: str
    provider: str
    deadline: Deadline
    anchor: str  # what it counts from, in words
    visit: Fields | None
    given: Fields
    field: LetterField | None  # the date it counts from, where that is the letter's own


def due_of(connection: Connection, context: Context, rows: Sequence[Fields]) -> dict[str, Due]:
    """{document uid: when it is due} for drafts whose rulebook says so and whose day is known.

    A row holds uid, provider_uid, visit_uid, layout, fields and state.
    """
    waiting = _waiting(connection, context, rows)
    on_record = [one for one in waiting if one.field is None]  # else the letter holds its own day
    last = _last_visits(connection, {one.provider for one in on_record if one.visit is None})
    since = _categories(connection, {one.provider for one in on_record})
    calendars = calendars_of(connection) if waiting else {}
    found = {}
    for one in waiting:
        days = one.visit or last.get(one.provider) or {}
        start = _day(one, {**days, "category": since.get(one.provider, "")}, context.today())
        if start:
            calendar = calendars.get(one.provider, calendars[""])
            found[one.uid] = due(one.deadline, one.anchor, date.fromisoformat(start), calendar)
    return found


def _waiting(connection: Connection, context: Context, rows: Sequence[Fields]) -> list[_Waiting]:
    drafts = [row for row in rows if row["state"] != ISSUED]
    visits = _visits(connection, {row["visit_uid"] for row in drafts if row["visit_uid"]})
    found = []
    for row in drafts:
        given = json.loads(row["fields"] or "{}")
        seen = visits.get(row["visit_uid"] or "")
        paper = _paper(context, row["layout"], seen or given)
        if paper is None or paper.deadline is None:
            continue
        after = paper.deadline.after
        field = next((f for f in _fields(paper) if f.code == after), None)
        anchor = f"the {in_sentence(field.label)}" if field else ANCHORS[after]
        whose = (row["uid"], row["provider_uid"])
        found.append(_Waiting(*whose, paper.deadline, anchor, seen, given, field))
    return found


def _fields(paper: Paper) -> Iterable[LetterField]:
    from sif_desktop.frameworks.papers import Letter

    return paper.text.fields if isinstance(paper, Letter) else ()


def _day(one: _Waiting, days: Fields, today: date) -> str:
    """The ISO day the deadline counts from; "" where it is not known."""
    if one.field is None:
        return str(days.get(one.deadline.after) or "")
    dated = one.given.get("_date") or today.isoformat()
    return str(one.given.get(one.field.code) or default_value(one.field, {}, dated))


def _paper(context: Context, layout: str, made_by: Fields) -> Paper | None:
    """The layout or letter, under the rulebook the document was begun by."""
    pack = made_by.get("pack") or made_by.get(PACK)
    version = made_by.get("pack_version") or made_by.get(PACK_VERSION)
    if not pack:
        return None
    try:
        return context.registry.get(str(pack), str(version) if version else None).paper(layout)
    except Problem:  # not installed here: the document itself says so when it is opened
        return None


_COLUMNS = [
    *(visit.c[name] for name in ("uid", "provider_uid", "pack", "pack_version")),
    visit.c.visit_date.label("visit"),
    visit.c.feedback_date.label("feedback"),
]


def _visits(connection: Connection, uids: set[str]) -> dict[str, Fields]:
    if not uids:
        return {}
    query = select(*_COLUMNS).where(visit.c.uid.in_(uids))
    return {row["uid"]: dict(row) for row in connection.execute(query).mappings()}


def _last_visits(connection: Connection, providers: set[str]) -> dict[str, Fields]:
    """{provider uid: its last visit that took place}."""
    if not providers:
        return {}
    been = visit.c.state.in_(BEEN_THERE) & (visit.c.x_gone == 0) & unrestricted(visit)
    query = select(*_COLUMNS).where(visit.c.provider_uid.in_(providers), been)
    rows = connection.execute(query.order_by(visit.c.visit_date)).mappings()
    return {row["provider_uid"]: dict(row) for row in rows}


def _categories(connection: Connection, providers: set[str]) -> dict[str, str]:
    """{provider uid: since when it has its category}."""
    if not providers:
        return {}
    table = provider_status
    held = (table.c.what == "category") & (table.c.x_gone == 0)
    query = select(table.c.provider_uid, table.c.from_date).where(
        table.c.provider_uid.in_(providers), held
    )
    rows = connection.execute(query.order_by(table.c.from_date))
    return {row.provider_uid: row.from_date or "" for row in rows}
