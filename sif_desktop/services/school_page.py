"""All of one school on one page, with the history of the schools it carries on.

A fixed number of statements, however long the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.base import logged_columns
from sif_desktop.models.history import history
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables import providers as tables
from sif_desktop.models.tables.documents import document, version
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import BEEN_THERE, visit
from sif_desktop.services import register_links
from sif_desktop.services.care_events import care_events
from sif_desktop.services.register_rows import HEADTEACHER
from sif_desktop.services.school_lines import (
    Brief,
    DocumentLine,
    Event,
    KeptField,
    Linked,
    PersonInRole,
    SchoolPage,
    StatusLine,
    TaskLine,
    VisitLine,
)

if TYPE_CHECKING:
    from sif_desktop.domain.dated_facts import DatedFact
    from sif_desktop.frameworks.pack import Pack

_LABELS = {column.name: str(column.info["label"]) for column in logged_columns(tables.provider)}
# Said of a school since the last visit only where an officer would want to know.
_TELLING = ("name", "status", "pupils", "capacity", "trust_name", "high_age", "low_age", "type")
_OTHER = tables.provider.alias()  # made once: it has sixty columns


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the statements found: of the school itself and of those it carries on."""

    facts: Mapping[str, str]
    names: Mapping[str, str]  # uid -> name of each predecessor
    people: list[Mapping[str, Any]]
    statuses: list[Mapping[str, Any]]
    visits: list[Mapping[str, Any]]
    tasks: list[Mapping[str, Any]]
    documents: list[Mapping[str, Any]]
    inspections: list[Mapping[str, Any]]
    care: list[Event]


def read(connection: Connection, uid: str, today: date, pack: Pack) -> SchoolPage:
    """Raises Problem if the school is not there (any more)."""
    rows = _read(connection, uid, pack)
    day = today.isoformat()
    people = tuple(_person(row, pack, day) for row in rows.people if row["provider_uid"] == uid)
    statuses = tuple(_status(row, pack) for row in rows.statuses if row["provider_uid"] == uid)
    visits = tuple(_visit(row, rows.names, pack) for row in rows.visits)
    tasks = tuple(_task(row, day) for row in rows.tasks if row["provider_uid"] == uid)
    documents = tuple(_document(row, rows.names) for row in rows.documents)
    head = next((one for one in people if one.role == HEADTEACHER and one.current), None)
    last = next((v for v in visits if v.state in BEEN_THERE and v.visit_date <= day), None)
    brief = _brief(connection, uid, visits, last, tasks, people, statuses, day)
    facts = rows.facts
    return SchoolPage(
        uid=uid,
        name=facts["name"],
        facts=facts,
        kind=pack.kind_label(facts["kind"]) if facts["kind"] else facts["type"],
        category=pack.category_label(facts["category"]) if facts["category"] else "",
        category_since=_since(statuses, "category"),
        officer=facts["attached_officer"],
        officer_since=_since(statuses, "attached_officer"),
        head=head,
        alerts=_alerts(facts, head, tasks, last, day),
        brief=brief,
        people=people,
        statuses=statuses,
        visits=visits,
        tasks=tasks,
        documents=documents,
        linked=_linked(connection, uid, facts["urn"]),
        groups=_groups(connection, facts["urn"]),
        kept=_kept(facts),
        chronology=_chronology(rows, pack, day),
    )


def _read(connection: Connection, uid: str, pack: Pack) -> _Rows:
    line = register_links.line_of(connection, uid) or [uid]
    own = select(tables.provider).where(tables.provider.c.uid.in_(line))
    schools = {row["uid"]: row for row in connection.execute(own).mappings()}
    if uid not in schools or schools[uid]["x_gone"]:
        raise Problem("This school has been deleted.", "Undo brings it back.")
    names = {other: row["name"] for other, row in schools.items() if other != uid}
    return _Rows(
        {name: schools[uid][name] or "" for name in _LABELS},
        names,
        _of(connection, tables.role, line, "from_date"),
        _of(connection, tables.provider_status, line, "from_date"),
        _of(connection, visit, line, "visit_date"),
        _of(connection, task, line, "due"),
        _documents(connection, line),
        _of(connection, inspection, line, "day"),
        list(care_events(connection, line, names, pack)),
    )


def _of(
    connection: Connection, table: Table, line: Sequence[str], order: str
) -> list[Mapping[str, Any]]:
    mine = (table.c.provider_uid.in_(line)) & (table.c.x_gone == 0) & unrestricted(table)
    query = select(table).where(mine).order_by(table.c[order].desc(), table.c.uid)
    return [
        {name: "" if value is None else value for name, value in row.items()}
        for row in connection.execute(query).mappings()
    ]


def _documents(connection: Connection, line: Sequence[str]) -> list[Mapping[str, Any]]:
    issued = (
        select(
            version.c.document_uid,
            func.max(version.c.number).label("number"),
            func.max(version.c.issued_at).label("issued_at"),
        )
        .where(version.c.x_gone == 0)
        .group_by(version.c.document_uid)
        .subquery()
    )
    joined = document.outerjoin(issued, issued.c.document_uid == document.c.uid)
    mine = (document.c.provider_uid.in_(line)) & (document.c.x_gone == 0)
    names = ("uid", "provider_uid", "visit_uid", "kind", "title", "state")
    columns = [*(document.c[name] for name in names), issued.c.number, issued.c.issued_at]
    query = select(*columns).select_from(joined).where(mine)
    rows = connection.execute(query.order_by(issued.c.issued_at.desc(), document.c.uid)).mappings()
    return [{name: "" if value is None else value for name, value in r.items()} for r in rows]


def _linked(connection: Connection, uid: str, urn: str) -> tuple[Linked, ...]:
    """Links as this school gives them, and the schools that say they carry it on."""
    link, other = tables.provider_link, _OTHER
    live = (other.c.urn == link.c.urn) & (other.c.x_gone == 0)
    joined = link.outerjoin(other, live)
    columns = (other.c.uid, link.c.urn, link.c.kind, link.c.date)
    name = func.coalesce(other.c.name, link.c.name, "").label("name")
    mine = (link.c.provider_uid == uid) & (link.c.x_gone == 0)
    found = connection.execute(select(*columns, name).select_from(joined).where(mine)).all()
    pairs = link.join(other, (other.c.uid == link.c.provider_uid) & (other.c.x_gone == 0))
    back = (link.c.urn == urn) & (link.c.x_gone == 0) & link.c.kind.like("Predecessor%")
    later = select(other.c.uid, other.c.urn, link.c.date, other.c.name).select_from(pairs)
    links = [Linked(r.uid or "", r.urn, r.name, r.kind, r.date or "") for r in found]
    known = {one.urn for one in links}
    if urn:
        links += [
            Linked(r.uid, r.urn, r.name, "Successor", r.date or "")
            for r in connection.execute(later.where(back))
            if r.urn not in known
        ]
    return tuple(sorted(links, key=lambda one: (one.kind, one.name)))


def _groups(connection: Connection, urn: str) -> tuple[str, ...]:
    if not urn:
        return ()
    member, group = tables.membership, tables.group
    mine = (member.c.urn == urn) & (member.c.x_gone == 0) & (group.c.x_gone == 0)
    joined = member.join(group, group.c.uid == member.c.group)
    query = select(group.c.name, group.c.kind, member.c.joined).select_from(joined).where(mine)
    return tuple(
        f"{row.name} ({row.kind})" if row.kind else row.name
        for row in connection.execute(query.order_by(group.c.name))
    )


def _person(row: Mapping[str, Any], pack: Pack, day: str) -> PersonInRole:
    names = [part.name for part in fields(PersonInRole) if part.name in row]
    current = not row["to_date"] or row["to_date"] > day
    values = {name: row[name] for name in names}
    return PersonInRole(role_label=pack.role_label(row["role"]), current=current, **values)


def _status(row: Mapping[str, Any], pack: Pack) -> StatusLine:
    value = pack.category_label(row["value"]) if row["what"] == "category" else row["value"]
    fact = _dated_fact(row["what"], pack)
    value = fact.values.get(value, value) if fact else value
    return StatusLine(
        row["uid"], row["what"], value, row["from_date"], row["to_date"], row["source"]
    )


def _dated_fact(code: str, pack: Pack) -> DatedFact | None:
    return next((fact for fact in pack.facts if fact.code == code), None)


def _visit(row: Mapping[str, Any], names: Mapping[str, str], pack: Pack) -> VisitLine:
    return VisitLine(
        row["uid"],
        row["title"] or _visit_type(row["visit_type"], pack),
        row["visit_date"],
        row["state"],
        row["focus"],
        row["look_fors"],
        names.get(row["provider_uid"], ""),
        pack.monitoring.task_labels.get(row["key_task"], row["key_task"]),
    )


def _visit_type(code: str, pack: Pack) -> str:
    known = next((one.title for one in pack.visit_types if one.code == code), "")
    return known or code.replace("_", " ").capitalize() or "Visit"


def _task(row: Mapping[str, Any], day: str) -> TaskLine:
    late = row["state"] == "open" and bool(row["due"]) and row["due"] < day
    names = ("uid", "visit_uid", "what", "party", "who", "due", "state", "done_on")
    return TaskLine(**{name: row[name] for name in names}, overdue=late)


def _document(row: Mapping[str, Any], names: Mapping[str, str]) -> DocumentLine:
    return DocumentLine(
        row["uid"],
        row["visit_uid"],
        row["kind"],
        row["title"],
        row["state"],
        row["number"] or 0,
        str(row["issued_at"])[:10],
        names.get(row["provider_uid"], ""),
    )


def _since(statuses: Sequence[StatusLine], what: str) -> str:
    held = (one.from_date for one in statuses if one.what == what and not one.to_date)
    return next(held, "")


def _kept(facts: Mapping[str, str]) -> tuple[KeptField, ...]:
    edits: dict[str, str] = json.loads(facts["local_edits"] or "{}")
    return tuple(KeptField(name, _LABELS[name], facts[name], said) for name, said in edits.items())


def _alerts(
    facts: Mapping[str, str],
    head: PersonInRole | None,
    tasks: Sequence[TaskLine],
    last: VisitLine | None,
    day: str,
) -> tuple[str, ...]:
    found = []
    if facts["status"].startswith("Closed"):
        found.append("Closed")
    elif facts["status"] == "Open, but proposed to close" or facts["close_date"] > day:
        found.append("Proposed to close")
    ours = sum(one.overdue and one.party == "authority" for one in tasks)
    theirs = sum(one.overdue and one.party != "authority" for one in tasks)
    if ours:
        found.append(f"{ours} overdue of what the authority promised")
    if theirs:
        found.append(f"{theirs} overdue of what was agreed")
    if head is None:
        found.append("No headteacher on record")
    elif last is not None and head.from_date > last.visit_date:
        found.append("New headteacher since the last visit")
    return tuple(found)


def _brief(
    connection: Connection,
    uid: str,
    visits: Sequence[VisitLine],
    last: VisitLine | None,
    tasks: Sequence[TaskLine],
    people: Sequence[PersonInRole],
    statuses: Sequence[StatusLine],
    day: str,
) -> Brief:
    waiting = sorted(
        (one for one in tasks if one.state == "open"), key=lambda one: one.due or "9999"
    )
    ahead = [one for one in visits if one.state == "planned" and one.visit_date >= day]
    return Brief(
        last,
        ahead[-1] if ahead else None,
        tuple(one for one in waiting if one.party != "authority"),
        tuple(one for one in waiting if one.party == "authority"),
        tuple(_changed(connection, uid, last, people, statuses)) if last else (),
        last.look_fors if last else "",
    )


def _changed(
    connection: Connection,
    uid: str,
    last: VisitLine,
    people: Sequence[PersonInRole],
    statuses: Sequence[StatusLine],
) -> Iterator[str]:
    since = last.visit_date
    for person in people:
        if person.from_date > since:
            yield f"{person.role_label}: {person.name}"
        elif person.to_date > since:
            yield f"{person.role_label}: {person.name} left"
    for one in statuses:
        if one.what == "category" and one.from_date > since:
            yield f"Category: {one.value}"
    telling = {_LABELS[name] for name in _TELLING}
    for entry in history(connection, "provider", uid, owned=False):
        if entry.what == "changed" and entry.at.date().isoformat() > since:
            for part in entry.fields:
                if part.label in telling:
                    yield f"{part.label}: {part.new or 'nothing'} (was {part.old or 'nothing'})"


def _chronology(rows: _Rows, pack: Pack, day: str) -> tuple[Event, ...]:
    found = [event for event in _events(rows, pack) if event.on and event.on <= day]
    return tuple(sorted(found, key=lambda event: (event.on, event.kind), reverse=True))


def _events(rows: _Rows, pack: Pack) -> Iterator[Event]:
    names = rows.names
    facts = rows.facts
    yield Event(facts["open_date"], "school", "Opened", facts["reason_opened"], "", "", "")
    yield Event(facts["close_date"], "school", "Closed", facts["reason_closed"], "", "", "")
    for row in rows.visits:
        if row["state"] in BEEN_THERE:
            line = _visit(row, names, pack)
            yield Event(
                line.visit_date, "visit", line.title, line.focus, "visit", line.uid, line.school
            )
    for row in rows.documents:
        doc = _document(row, names)
        yield Event(
            doc.issued_on, "document", doc.title, f"Version {doc.version} issued", "document",
            doc.uid, doc.school,
        )  # fmt: skip
    for row in rows.tasks:
        if row["state"] == "done":
            school = names.get(row["provider_uid"], "")
            yield Event(
                row["done_on"], "task", row["what"], row["done_note"], "task", row["uid"], school
            )
    for row in rows.statuses:
        yield _status_event(row, names, pack)
    for row in rows.inspections:
        words = ", ".join(pack.outcomes.get(code, code) for code in row["outcomes"].split())
        school = names.get(row["provider_uid"], "")
        yield Event(
            row["day"], "inspection", words or "Inspected", "", "inspection", row["uid"], school
        )
    for row in rows.people:
        yield from _person_events(row, names, pack)
    yield from rows.care


def _status_event(row: Mapping[str, Any], names: Mapping[str, str], pack: Pack) -> Event:
    line = _status(row, pack)
    fact = _dated_fact(line.what, pack)
    label = fact.label if fact else "Status"
    kind, words = {
        "category": ("category", f"Category: {line.value}"),
        "attached_officer": ("officer", f"Attached officer: {line.value}"),
    }.get(line.what, ("status", f"{label}: {line.value}"))
    school = names.get(row["provider_uid"], "")
    return Event(line.from_date, kind, words, line.source, "", line.uid, school)


def _person_events(row: Mapping[str, Any], names: Mapping[str, str], pack: Pack) -> Iterator[Event]:
    label, school = pack.role_label(row["role"]), names.get(row["provider_uid"], "")
    began, left = f"{label}: {row['name']}", f"{label}: {row['name']} left"
    yield Event(row["from_date"], "person", began, row["source"], "role", row["uid"], school)
    yield Event(row["to_date"], "person", left, "", "role", row["uid"], school)
