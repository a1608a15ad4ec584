"""Series and meetings as listed: the same few statements for one as for all of a caseload."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Select, exists, func, or_, select

from sif_desktop.domain.dated_facts import facts_on
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Facts
from sif_desktop.domain.meeting_rhythm import Pace, pace
from sif_desktop.domain.meeting_types import MeetingType, Rhythm
from sif_desktop.domain.terms import TermCalendar
from sif_desktop.models.dialect import json_text
from sif_desktop.models.restricted import is_restricted, unrestricted
from sif_desktop.models.tables.documents import document, version
from sif_desktop.models.tables.meetings import body, meeting, meeting_series
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.calendars import calendars_of
from sif_desktop.services.meeting_rows import HELD, PLANNED, UNDER_WAY, MeetingRow, SeriesRow
from sif_desktop.services.visit_facts import holdings, school_facts

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context

OPEN, CLOSED = "open", "closed"
MINUTES = "minutes"  # the kind of document
Conditions = Sequence[Any]


def type_of(context: Context, row: RowMapping, kind: str = "") -> MeetingType | None:
    """The kind of meeting of a series' row, or another of its rulebook; None where that version of
    the rulebook is not installed or has no such kind."""
    try:
        pack = context.registry.get(row["pack"] or "", row["pack_version"] or "")
        return pack.meeting_type(kind or row["kind"])
    except Problem:
        return None


def own_rhythm(row: RowMapping, found: MeetingType | None, facts: Facts) -> Rhythm | None:
    """How often a series meets: as agreed for it, or as the rulebook says for such a school."""
    ruled = found.rhythm(facts) if found and not found.single else None
    if not row["every"] or not row["unit"]:
        return ruled
    grace = ruled.tolerance_days if ruled else 0
    paragraph = "agreed for this series"
    return Rhythm(row["every"], row["unit"], tolerance_days=grace, paragraph=paragraph)


# --- series ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeriesFound:
    """A series with what its rows are worked out from. `held` are the days of its meetings."""

    stored: RowMapping
    row: SeriesRow
    type: MeetingType | None
    rhythm: Rhythm | None
    pace: Pace
    calendar: TermCalendar
    facts: Facts
    held: tuple[date, ...]


@dataclass(slots=True)
class _Beside:
    """What is known of each series beside its own row."""

    meetings: dict[str, list[RowMapping]]
    open_actions: dict[str, int]
    facts: dict[str, Facts]
    calendars: dict[str, TermCalendar]
    types: dict[tuple[str, str, str], MeetingType | None] = field(default_factory=dict)


def find_series(connection: Connection, context: Context, *where: Any) -> tuple[SeriesFound, ...]:
    """Series by school or body and title; conditions may name the school and the body too. Seven
    statements however many."""
    about = (provider.c.name.label("provider"), body.c.title.label("body"))
    query = _joined(select(meeting_series, *about), where)
    order = (func.coalesce(provider.c.name, body.c.title), meeting_series.c.title)
    rows = connection.execute(query.order_by(*order, meeting_series.c.uid)).mappings().all()
    beside = _beside(connection, context, where)
    today = context.today()
    return tuple(_found(context, row, beside, today) for row in rows)


def _joined(query: Select[Any], where: Conditions) -> Select[Any]:
    joined = meeting_series.outerjoin(provider, provider.c.uid == meeting_series.c.provider_uid)
    joined = joined.outerjoin(body, body.c.uid == meeting_series.c.body_uid)
    shown = (meeting_series.c.x_gone == 0, unrestricted(meeting_series))
    there = (func.coalesce(provider.c.x_gone, 0) == 0, func.coalesce(body.c.x_gone, 0) == 0)
    return query.select_from(joined).where(*shown, *there, *where)


def _beside(connection: Connection, context: Context, where: Conditions) -> _Beside:
    mine = _joined(select(meeting_series.c.uid), where)
    schools = _joined(select(meeting_series.c.provider_uid), where)
    here = (meeting.c.series_uid.in_(mine), meeting.c.x_gone == 0)
    columns = (meeting.c.uid, meeting.c.series_uid, meeting.c.day, meeting.c.state)
    meetings: defaultdict[str, list[RowMapping]] = defaultdict(list)
    query = select(*columns).where(*here).order_by(meeting.c.day, meeting.c.uid)
    for row in connection.execute(query).mappings():
        meetings[row["series_uid"]].append(row)
    still = (task.c.state == "open", task.c.x_gone == 0, unrestricted(task))
    counted = select(meeting.c.series_uid, func.count())
    counted = counted.select_from(task.join(meeting, meeting.c.uid == task.c.meeting_uid))
    counted = counted.where(*here, *still).group_by(meeting.c.series_uid)
    waiting = {uid: count for uid, count in connection.execute(counted)}  # noqa: C416
    facts = _facts(connection, context, schools)
    return _Beside(meetings, waiting, facts, calendars_of(connection))


def _facts(connection: Connection, context: Context, schools: Select[Any]) -> dict[str, Facts]:
    """What conditions may ask today of these schools, by uid: two statements."""
    pack = context.pack()
    query = select(provider).where(provider.c.uid.in_(schools))
    rows = connection.execute(query).mappings().all()
    statuses: defaultdict[str, list[RowMapping]] = defaultdict(list)
    held = select(provider_status).where(
        provider_status.c.provider_uid.in_(schools), provider_status.c.x_gone == 0
    )
    held = held.order_by(provider_status.c.from_date, provider_status.c.uid)
    for one in connection.execute(held).mappings():
        statuses[one["provider_uid"]].append(one)
    return {row["uid"]: _facts_of(pack, row, statuses[row["uid"]], context) for row in rows}


def _facts_of(pack: Pack, row: RowMapping, held: list[RowMapping], context: Context) -> Facts:
    plain = {name: value or "" for name, value in row.items()}
    dated = facts_on(pack.facts, holdings(held), context.today())
    return {**school_facts(pack, plain), **dated}


def _found(context: Context, row: RowMapping, beside: _Beside, today: date) -> SeriesFound:
    key = (row["pack"] or "", row["pack_version"] or "", row["kind"] or "")
    if key not in beside.types:
        beside.types[key] = type_of(context, row)
    kind = beside.types[key]
    facts = beside.facts.get(row["provider_uid"] or "", {})
    calendar = beside.calendars.get(row["provider_uid"] or "", beside.calendars[""])
    meetings = beside.meetings.get(row["uid"], [])
    held = tuple(
        day for one in meetings if one["state"] == HELD and (day := stored_day(one["day"]))
    )
    rhythm = own_rhythm(row, kind, facts)
    closed = stored_day(row["closed_on"]) if row["state"] == CLOSED else None
    opened = stored_day(row["opened_on"])
    stand = pace(rhythm, opened, held, today, calendar, closed)
    coming = next((one for one in meetings if one["state"] in (PLANNED, UNDER_WAY)), None)
    plain = {name: row[name] or "" for name in _PLAIN}
    listed = SeriesRow(
        **plain,
        kind_title=kind.title if kind else plain["kind"],
        held=len(held),
        last_day=held[-1].isoformat() if held else "",
        next_uid=coming["uid"] if coming else "",
        next_day=(coming["day"] or "") if coming else "",
        due=stand.due,
        overdue=stand.overdue,
        late=stand.late,
        open_actions=beside.open_actions.get(row["uid"], 0),
        restricted=is_restricted(row["x_part"]),
    )
    return SeriesFound(row, _titled(listed), kind, rhythm, stand, calendar, facts, held)


def _titled(row: SeriesRow) -> SeriesRow:
    return row if row.title else replace(row, title=row.kind_title)


_PLAIN = (
    "uid", "provider_uid", "provider", "body_uid", "body", "kind", "title", "state", "opened_on",
    "closed_on", "case_uid",
)  # fmt: skip


def holding(words: str) -> list[Any]:
    """Conditions that a series or its meetings hold each of these words somewhere."""
    places = (provider.c.name, body.c.title, meeting_series.c.title, meeting_series.c.kind)
    return [
        or_(*(column.icontains(word, autoescape=True) for column in places))
        for word in words.split()
    ]


# --- meetings -------------------------------------------------------------------------------------


def find_meetings(connection: Connection, context: Context, *where: Any) -> tuple[MeetingRow, ...]:
    """Meetings, the newest first; conditions may name series, school and body too. Two statements
    however many."""
    columns = (
        meeting,
        meeting_series.c.title.label("series"),
        meeting_series.c.kind.label("series_kind"),
        meeting_series.c.body_uid,
        meeting_series.c.pack,
        meeting_series.c.pack_version,
        provider.c.name.label("provider"),
        body.c.title.label("body"),
    )
    here = (meeting.c.series_uid == meeting_series.c.uid, meeting.c.x_gone == 0)
    query = _joined(select(*columns), (*here, *where))
    order = (meeting.c.day.desc(), meeting.c.start_time.desc(), meeting.c.uid)
    rows = connection.execute(query.order_by(*order)).mappings().all()
    papers = _minutes(connection)
    titles: dict[tuple[str, str, str], str] = {}
    return tuple(_meeting(context, row, papers, titles) for row in rows)


def _minutes(connection: Connection) -> dict[str, tuple[str, str]]:
    """The minutes begun, by meeting: the document and how far they are."""
    about = json_text(document.c.fields, "_meeting").label("about")
    issued = exists().where(version.c.document_uid == document.c.uid, version.c.x_gone == 0)
    query = select(about, document.c.uid, issued.label("issued"))
    query = query.where(document.c.kind == MINUTES, document.c.x_gone == 0)
    return {
        row.about: (row.uid, "issued" if row.issued else "drafting")
        for row in connection.execute(query.order_by(document.c.uid))
        if row.about
    }


def _meeting(
    context: Context,
    row: RowMapping,
    papers: Mapping[str, tuple[str, str]],
    titles: dict[tuple[str, str, str], str],
) -> MeetingRow:
    kind = row["kind"] or row["series_kind"] or ""
    key = (row["pack"] or "", row["pack_version"] or "", kind)
    if key not in titles:
        found = type_of(context, row, kind)
        titles[key] = found.title if found else kind
    uid, minutes = papers.get(row["uid"], ("", ""))
    plain = {name: row[name] or "" for name in _MEETING_PLAIN}
    plain["series"] = plain["series"] or titles[key]
    return MeetingRow(**plain, kind=kind, title=titles[key], minutes=minutes, document_uid=uid)


_MEETING_PLAIN = (
    "uid", "series_uid", "series", "provider_uid", "provider", "body_uid", "body", "day",
    "start_time", "end_time", "place", "chair", "state", "why", "agreed_on", "reported_at",
)  # fmt: skip


# --- one ------------------------------------------------------------------------------------------


def one_series(connection: Connection, context: Context, uid: str) -> SeriesFound:
    """Raises Problem if it is not there (any more)."""
    found = find_series(connection, context, meeting_series.c.uid == uid)
    if not found:
        raise Problem("This series of meetings is not there any more.", "It may have been deleted.")
    return found[0]


def one_meeting(connection: Connection, context: Context, uid: str) -> MeetingRow:
    """Raises Problem if it is not there (any more)."""
    found = find_meetings(connection, context, meeting.c.uid == uid)
    if not found:
        raise Problem("This meeting is not there any more.", "It may have been deleted.")
    return found[0]
