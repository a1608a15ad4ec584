"""The parts of a meeting as stored, each read with one statement: people, items, lines, actions,
money, recommendations, figures."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Table, false, select

from sif_desktop.domain.meeting_agenda import numbers
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.meetings import (
    funding_decision,
    meeting,
    meeting_item,
    meeting_line,
    meeting_person,
    recommendation,
)
from sif_desktop.models.tables.plans import plan
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.meeting_rows import (
    ActionLine,
    FigureLine,
    FundingLine,
    Item,
    Line,
    Paper,
    Person,
    RecommendationLine,
)

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import BodyKind, MeetingType
    from sif_desktop.frameworks.pack import Pack

Row = RowMapping
MADE = "made"


def of_meeting(connection: Connection, table: Table, meeting_uid: str) -> list[Row]:
    """The rows a meeting owns in a table, by place."""
    query = select(table).where(table.c.meeting_uid == meeting_uid, table.c.x_gone == 0)
    rows = connection.execute(query).mappings().all()
    return sorted(rows, key=lambda one: (one["place"] or "", one["uid"]))


def role_label(pack: Pack, kind: MeetingType, role: str) -> str:
    """A role in words: as the kind of meeting calls it, as the rulebook does, or as typed."""
    seats = {one.role: one.label for one in kind.seats}
    return seats.get(role) or next((one.label for one in pack.roles if one.code == role), role)


def people_of(
    connection: Connection, pack: Pack, kind: MeetingType, uid: str
) -> tuple[Person, ...]:
    names = ("uid", "name", "role", "side", "part", "email", "attendance", "stand_in")
    return tuple(
        Person(
            **{name: row[name] or "" for name in names},
            role_label=role_label(pack, kind, row["role"] or ""),
        )
        for row in of_meeting(connection, meeting_person, uid)
    )


def items_of(connection: Connection, kind: MeetingType, uid: str) -> tuple[Item, ...]:
    """The agenda in order; two statements."""
    rows = of_meeting(connection, meeting_item, uid)
    titles = _titles(connection, {one for row in rows for one in papers_of(row)})
    schools = _schools(connection, {row["about_uid"] for row in rows if row["about_uid"]})
    standing = {one.id: one for one in kind.agenda}
    counted = numbers([(row["heading"] or "", row["state"] or "open") for row in rows])
    return tuple(
        _item(row, number, standing.get(row["standing"] or ""), titles, schools)
        for row, number in zip(rows, counted, strict=True)
    )


def papers_of(row: Row | Mapping[str, Any]) -> list[str]:
    return [str(one) for one in json.loads(row["papers"] or "[]")]


def _item(
    row: Row, number: str, of: Any, titles: Mapping[str, str], schools: Mapping[str, str]
) -> Item:
    names = ("uid", "place", "standing", "heading", "title", "came_from", "why", "about_uid")
    return Item(
        **{name: row[name] or "" for name in (*names, "why_dropped")},
        number=number,
        kind=row["kind"] or "topic",
        prompt=of.prompt if of else "",
        figures=of.figures if of else (),
        origin=row["origin"] or "raised",
        about=schools.get(row["about_uid"] or "", ""),
        minutes=row["minutes"] or 0,
        spent=row["spent"] or 0,
        state=row["state"] or "open",
        papers=tuple(Paper(one, titles[one]) for one in papers_of(row) if one in titles),
    )


def _titles(connection: Connection, uids: Collection[str]) -> dict[str, str]:
    """The titles of documents; those deleted meanwhile and restricted ones are left out."""
    here = (document.c.uid.in_(uids), document.c.x_gone == 0, unrestricted(document))
    query = select(document.c.uid, document.c.title).where(*here)
    return {row.uid: row.title or "Document" for row in connection.execute(query)}


def _schools(connection: Connection, uids: Collection[str]) -> dict[str, str]:
    query = select(provider.c.uid, provider.c.name).where(provider.c.uid.in_(uids))
    return {row.uid: row.name or "" for row in connection.execute(query)}


def lines_of(connection: Connection, uid: str, *, restricted: bool) -> tuple[Line, ...]:
    """What was noted, in order; restricted lines only where asked for."""
    here = [meeting_line.c.meeting_uid == uid, meeting_line.c.x_gone == 0]
    if not restricted:
        here.append(unrestricted(meeting_line))
        here.append(meeting_line.c.visibility != "restricted")
    query = select(meeting_line).where(*here).order_by(meeting_line.c.place, meeting_line.c.uid)
    names = tuple(field.name for field in fields(Line))
    return tuple(
        Line(**{name: row[name] or "" for name in names})
        for row in connection.execute(query).mappings()
    )


def actions_of(connection: Connection, series_uid: str, today: str) -> tuple[ActionLine, ...]:
    """Whatever was agreed at any meeting of the series, as the meetings came and within one as it
    was noted; those of restricted records left out."""
    joined = task.join(meeting, meeting.c.uid == task.c.meeting_uid)
    joined = joined.outerjoin(provider, provider.c.uid == task.c.provider_uid)
    here = (meeting.c.series_uid == series_uid, meeting.c.x_gone == 0, task.c.x_gone == 0)
    query = (
        select(task, provider.c.name.label("provider"), meeting.c.day)
        .select_from(joined)
        .where(*here, unrestricted(task))
        .order_by(meeting.c.day, task.c.meeting_place, task.c.uid)
    )
    return tuple(_action(row, today) for row in connection.execute(query).mappings())


def _action(row: Row, today: str) -> ActionLine:
    names = ("uid", "meeting_uid", "provider_uid", "provider", "what", "party", "who", "due")
    late = row["state"] == "open" and bool(row["due"]) and row["due"] < today
    return ActionLine(
        **{name: row[name] or "" for name in (*names, "measure", "state", "done_on")},
        item_uid=row["meeting_item"] or "",
        agreed_on=row["day"] or "",
        overdue=late and not (row["snoozed_until"] and row["snoozed_until"] > today),
    )


def amount(text: str | None) -> Decimal:
    try:
        return Decimal(text or "0")
    except InvalidOperation:
        return Decimal(0)


def funding_of(
    connection: Connection, series_uid: str, order: Sequence[str], uid: str
) -> tuple[FundingLine, ...]:
    """The decisions of one meeting, each with what was decided from its fund up to it in the
    series, whose meetings are given in their order."""
    joined = funding_decision.join(meeting, meeting.c.uid == funding_decision.c.meeting_uid)
    joined = joined.outerjoin(plan, plan.c.uid == funding_decision.c.plan_uid)
    here = (meeting.c.series_uid == series_uid, funding_decision.c.x_gone == 0)
    query = select(funding_decision, plan.c.title.label("plan"), plan.c.x_part.label("plan_part"))
    query = query.select_from(joined).where(*here, unrestricted(funding_decision))
    at = {one: place for place, one in enumerate(order)}
    rows = [row for row in connection.execute(query).mappings() if row["meeting_uid"] in at]
    rows.sort(key=lambda one: (at[one["meeting_uid"]], one["place"] or "", one["uid"]))
    running: defaultdict[str, Decimal] = defaultdict(Decimal)
    found = []
    for row in rows:
        running[row["fund"] or ""] += amount(row["amount"])
        if row["meeting_uid"] == uid:
            found.append(_funding(row, running[row["fund"] or ""]))
    return tuple(found)


def _funding(row: Row, running: Decimal) -> FundingLine:
    names = ("uid", "item_uid", "plan_uid", "plan", "action_uid", "what", "fund")
    return FundingLine(
        **{name: row[name] or "" for name in names}, amount=amount(row["amount"]), running=running
    )


def recommendations_of(
    connection: Connection,
    kind: BodyKind | None,
    body: str,
    meetings: Collection[str],
    uid: str,
    day: str,
) -> tuple[RecommendationLine, ...]:
    """Those of earlier meetings that waited for a reply as this one began, then its own."""
    here = (recommendation.c.meeting_uid.in_(meetings), recommendation.c.x_gone == 0)
    query = select(recommendation).where(*here, unrestricted(recommendation))
    query = query.order_by(recommendation.c.made_on, recommendation.c.uid)
    labels = kind.recommends if kind else {}
    return tuple(
        _recommendation(row, body, labels)
        for row in connection.execute(query).mappings()
        if row["meeting_uid"] == uid
        or (row["state"] or MADE) == MADE
        or (row["replied_on"] or "") >= day
    )


def _recommendation(row: Row, body: str, labels: Mapping[str, str]) -> RecommendationLine:
    names = ("uid", "meeting_uid", "item_uid", "kind", "addressee", "text", "made_on", "reply")
    return RecommendationLine(
        **{name: row[name] or "" for name in (*names, "replied_on")},
        body=body,
        kind_label=labels.get(row["kind"] or "", row["kind"] or ""),
        state=row["state"] or MADE,
    )


def figures_of(
    connection: Connection, pack: Pack, provider_uid: str, items: Iterable[Item]
) -> dict[str, tuple[FigureLine, ...]]:
    """The newest of each measure an item shows, by item; none where the meeting is about no
    school. Of one year a validated figure comes before a provisional one."""
    showing = {one.uid: one.figures for one in items if one.figures}
    codes = {code for every in showing.values() for code in every}
    here = indicator_value.c
    wanted = (here.provider_uid == provider_uid, here.code.in_(codes), here.x_gone == 0)
    query = select(indicator_value).where(*(wanted if provider_uid else (false(),)))
    query = query.where(unrestricted(indicator_value))
    found: defaultdict[str, dict[str, dict[int, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in connection.execute(query.order_by(here.uid)).mappings():
        years = found[row["code"]][row["group_name"] or ""]
        before = years.get(row["year"] or 0)
        if before is None or row["state"] != "provisional" or before["state"] == "provisional":
            years[row["year"] or 0] = row
    return {
        uid: tuple(
            _figure(pack, code, group, found[code][group])
            for code in every
            for group in sorted(found.get(code, ()))
        )
        for uid, every in showing.items()
    }


def _figure(pack: Pack, code: str, group: str, years: Mapping[int, Row]) -> FigureLine:
    year = max(years)
    row, before = years[year], years.get(year - 1)
    label = pack.indicators.get(code, code)
    return FigureLine(
        code=code,
        label=f"{label}, {group}" if group else label,
        value=row["value"] or "",
        compared=row["comparator"] or "",
        before=(before["value"] or "") if before else "",
        year=year,
        source=row["source"] or "",
        provisional=row["state"] == "provisional",
    )
