"""What is known of a school, or of every school, for the rulebook's rules to be asked about.

A fixed number of statements however many schools: the rules never look into the store themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Select, Table, select

from sif_desktop.domain.dated_facts import facts_on
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.known import Event, Figure, Held, Inspection, Known
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import case_file, event, step
from sif_desktop.models.tables.documents import document, version
from sif_desktop.models.tables.inspections import indicator_value, inspection
from sif_desktop.models.tables.judgements import finding
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.models.tables.visits import BEEN_THERE, answer, visit
from sif_desktop.services.calendars import calendars_of
from sif_desktop.services.documents.source import NOTE_OF_VISIT
from sif_desktop.services.meeting_events import meeting_events
from sif_desktop.services.reported_meetings import reported_events
from sif_desktop.services.visit_facts import holdings, school_facts

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

Row = RowMapping


def known_of(connection: Connection, pack: Pack, uid: str, today: date) -> Known:
    """What is known of one school. Raises KeyError if it is not there."""
    return _gathered(connection, pack, today, uid)[uid]


def known_of_all(connection: Connection, pack: Pack, today: date) -> dict[str, Known]:
    """What is known of every school, by uid."""
    return _gathered(connection, pack, today, "")


def _gathered(connection: Connection, pack: Pack, today: date, uid: str) -> dict[str, Known]:
    query = select(provider).where(provider.c.x_gone == 0)
    schools = connection.execute(query.where(provider.c.uid == uid) if uid else query).mappings()
    statuses = _by_school(connection, provider_status, uid, "from_date")
    findings = _by_school(connection, finding, uid, "judged_on")
    figures = _by_school(connection, indicator_value, uid, "year")
    inspections = _by_school(connection, inspection, uid, "day")
    events = _events(connection, pack, uid, today)
    calendars = calendars_of(connection, uid)
    return {
        row["uid"]: Known(
            today=today,
            provider={
                **school_facts(pack, {name: value or "" for name, value in row.items()}),
                **facts_on(pack.facts, holdings(statuses[row["uid"]]), today),
            },
            findings={one["criterion"]: one["value"] for one in findings[row["uid"]]},
            figures=tuple(_figures(figures[row["uid"]])),
            inspections=tuple(_inspections(pack, inspections[row["uid"]])),
            categories=tuple(_categories(statuses[row["uid"]])),
            events=tuple(sorted(events[row["uid"]], key=lambda one: one.day)),
            calendar=calendars.get(row["uid"], calendars[""]),
        )
        for row in schools
    }


def _by_school(
    connection: Connection, table: Table, uid: str, order: str
) -> defaultdict[str, list[Row]]:
    query = select(table).where(table.c.x_gone == 0).order_by(table.c[order], table.c.uid)
    return _grouped(connection, query, table, uid)


def _grouped(
    connection: Connection, query: Select[Any], table: Table, uid: str
) -> defaultdict[str, list[Row]]:
    """Rows by school; only those of one school if `uid` names it."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    limited = query.where(table.c.provider_uid == uid) if uid else query
    for row in connection.execute(limited).mappings():
        found[row["provider_uid"]].append(row)
    return found


def _categories(rows: Iterable[Row]) -> Iterator[Held]:
    """Without those replaced on the day they began: they were never held."""
    for row in rows:
        since = stored_day(row["from_date"])
        lasted = row["to_date"] != row["from_date"]
        if row["what"] == "category" and row["value"] and since and lasted:
            yield Held(row["value"], since)


def _figures(rows: Iterable[Row]) -> Iterator[Figure]:
    for row in rows:
        value, beside = _number(row["value"]), _number(row["comparator"])
        if value is not None and row["year"] is not None:
            checked = row["state"] != "provisional"
            group = row["group_name"] or ""
            yield Figure(row["code"], row["year"], value, group, beside, checked)


def _inspections(pack: Pack, rows: Iterable[Row]) -> Iterator[Inspection]:
    for row in rows:
        day = stored_day(row["day"])
        if day is not None:
            outcomes = tuple((row["outcomes"] or "").split())
            yield Inspection(
                day,
                outcomes,
                stored_day(row["published_on"]),
                stored_day(row["feedback_on"]),
                row["kind"] or "",
                pack.interim(outcomes),
            )


# --- what took place ------------------------------------------------------------------------------


def _events(
    connection: Connection, pack: Pack, uid: str, today: date
) -> defaultdict[str, list[Event]]:
    """Visits made, meetings held, documents issued, steps taken, and what was noted as done."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for owner, kind, day, about in (
        *_visits(connection, uid, today),
        *meeting_events(connection, pack, uid, today),
        *reported_events(connection, pack, uid, today),
        *_documents(connection, uid),
        *_put_in_writing(connection, pack, uid),
        *_steps(connection, uid),
        *_noted(connection, uid),
    ):
        when = stored_day(day)
        if when is not None and kind:
            found[owner].append(Event(kind, when, about or ""))
    return found


def _visits(connection: Connection, uid: str, today: date) -> Iterator[tuple[str, ...]]:
    shown = (visit.c.provider_uid, visit.c.visit_type, visit.c.visit_date, visit.c.uid)
    query = select(*shown).where(
        visit.c.x_gone == 0,
        unrestricted(visit),
        visit.c.state.in_(BEEN_THERE),
        visit.c.visit_date <= today.isoformat(),
    )
    yield from _of(connection, query, visit, uid)


def _documents(connection: Connection, uid: str) -> Iterator[tuple[str, ...]]:
    """A document counts from its first issue, by its kind and by its layout or letter."""
    joined = document.join(version, version.c.document_uid == document.c.uid)
    shown = (document.c.provider_uid, document.c.kind, version.c.issued_at, document.c.uid)
    query = select(*shown, document.c.layout).select_from(joined)
    query = query.where(document.c.x_gone == 0, version.c.x_gone == 0, version.c.number == 1)
    for owner, kind, issued, doc, layout in _of(connection, query, document, uid):
        yield owner, kind, issued, doc
        named = (layout or "").replace("-", "_")
        if named and named != kind:
            yield owner, named, issued, doc


def _put_in_writing(connection: Connection, pack: Pack, uid: str) -> Iterator[tuple[str, ...]]:
    """What a note says that is an event to the rulebook, from the note's first issue."""
    if not pack.put_in_writing:
        return
    joined = document.join(version, version.c.document_uid == document.c.uid)
    joined = joined.join(answer, answer.c.visit_uid == document.c.visit_uid)
    shown = (document.c.provider_uid, answer.c.item, version.c.issued_at, document.c.uid)
    query = select(*shown).select_from(joined).where(
        document.c.x_gone == 0, version.c.x_gone == 0, version.c.number == 1,
        document.c.kind == NOTE_OF_VISIT, answer.c.x_gone == 0, unrestricted(answer),
        answer.c.item.in_(pack.put_in_writing), answer.c.value != "",
    )  # fmt: skip
    for owner, item, issued, doc in _of(connection, query, document, uid):
        yield owner, pack.put_in_writing[item], issued, doc


def _steps(connection: Connection, uid: str) -> Iterator[tuple[str, ...]]:
    joined = step.join(case_file, case_file.c.uid == step.c.case_uid)
    shown = (case_file.c.provider_uid, step.c.code, step.c.day, case_file.c.uid)
    query = select(*shown).select_from(joined).where(step.c.x_gone == 0, case_file.c.x_gone == 0)
    yield from _of(connection, query, case_file, uid)


def _noted(connection: Connection, uid: str) -> Iterator[tuple[str, ...]]:
    shown = (event.c.provider_uid, event.c.kind, event.c.day, event.c.about)
    yield from _of(connection, select(*shown).where(event.c.x_gone == 0), event, uid)


def _of(
    connection: Connection, query: Select[Any], table: Table, uid: str
) -> Iterator[tuple[str, ...]]:
    limited = query.where(table.c.provider_uid == uid) if uid else query
    for row in connection.execute(limited):
        yield tuple(row)


# --- values ---------------------------------------------------------------------------------------


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
