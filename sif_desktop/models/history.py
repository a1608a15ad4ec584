"""Who changed what, when, from what to what: the change log of one record read backwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import Wire
from sif_desktop.models.base import children_of, logged_columns, metadata
from sif_desktop.models.clock import milliseconds
from sif_desktop.models.ops import synced_table
from sif_desktop.models.search import words_within
from sif_desktop.models.tables.log import sync_change, sync_op
from sif_desktop.models.tables.people import officer

# (table, uid, field, the record's values at the time) -> words
Say = Callable[[str, str, str, dict[str, Wire]], str]
_WHAT = {"c": "created", "u": "changed", "d": "deleted", "r": "brought back"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one record (or of one it owns)."""

    at: datetime
    who: str
    action: str  # what the officer did, in words
    what: str  # created, changed, deleted, brought back
    record: str  # the kind of record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class FieldValue:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands; `title` is the kind of record in words."""

    table: str
    title: str
    gone: bool
    fields: tuple[FieldValue, ...]


def record(connection: Connection, uid: str) -> Record:
    """Whatever kind of record has this uid. Raises Problem if there is none."""
    table = connection.execute(select(sync_op.c.tbl).where(sync_op.c.row == uid)).scalars().first()
    if table is None:
        raise Problem(f"There is no record {uid} in this caseload.", "List records to find it.")
    where = synced_table(table)
    found = where is not None and connection.execute(select(where).where(where.c.uid == uid))
    row = found.mappings().first() if found else None
    if where is None or row is None:
        raise Problem(
            f"The record {uid} cannot be shown yet.",
            "Something it belongs to has not been received, or a newer version of SIF Desktop "
            "made it.",
        )
    fields = tuple(
        FieldValue(column.name, column.info["label"], _say(row[column.name]))
        for column in logged_columns(where)
    )
    return Record(table, where.info["title"], bool(row["x_gone"]), fields)


def history(
    connection: Connection, table: str, uid: str, *, owned: bool = True, say: Say | None = None
) -> list[Entry]:
    """Newest first; with `owned`, also of the records this one owns. `say` puts values in words."""
    rows = {uid: table}
    if owned:
        _add_owned(connection, table, uid, rows)
    entries: list[Entry] = []
    for row, name in rows.items():
        entries += _of_row(connection, name, row, say or _stored)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _add_owned(connection: Connection, table: str, uid: str, rows: dict[str, str]) -> None:
    for child, column in children_of(metadata.tables[table]):
        for (child_uid,) in connection.execute(select(child.c.uid).where(column == uid)).all():
            rows[child_uid] = child.name
            _add_owned(connection, child.name, child_uid, rows)


def _of_row(connection: Connection, table: str, uid: str, say: Say) -> list[Entry]:
    joined = sync_op.join(
        sync_change,
        (sync_change.c.stream == sync_op.c.stream) & (sync_change.c.seq == sync_op.c.seq),
    )
    who = select(officer.c.name).where(officer.c.uid == sync_change.c.author).scalar_subquery()
    columns = (sync_op.c.kind, sync_op.c.fields, sync_change.c.hlc, sync_change.c.label)
    query = select(*columns, who.label("who")).select_from(joined).where(sync_op.c.row == uid)
    values: dict[str, Wire] = {}
    entries = []
    for row in connection.execute(query.order_by(sync_change.c.hlc)):
        fields: dict[str, Wire] = json.loads(row.fields)
        entries.append(_entry(row, table, values, fields, partial(say, table, uid)))
        values = {**values, **fields}
    return entries


def _entry(
    row: Any,
    table: str,
    values: dict[str, Wire],
    fields: dict[str, Wire],
    say: Callable[[str, dict[str, Wire]], str],
) -> Entry:
    columns, then = metadata.tables[table].c, {**values, **fields}
    changed = tuple(
        FieldChange(columns[name].info["label"], say(name, values), say(name, then))
        for name in fields
        if name in columns and columns[name].info["label"]
    )
    at = datetime.fromtimestamp(milliseconds(row.hlc) / 1000, UTC)
    title = metadata.tables[table].info["title"]
    return Entry(at, row.who or "", row.label, _WHAT.get(row.kind, "changed"), title, changed)


def _stored(_table: str, _uid: str, column: str, values: dict[str, Wire]) -> str:
    return _say(values.get(column))


def _say(value: Wire) -> str:
    """A value in words; of JSON with sentences in it (a draft), the sentences."""
    text = "" if value is None else str(value)
    return words_within(text) if text.startswith("{") else text
