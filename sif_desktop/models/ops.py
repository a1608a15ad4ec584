"""Reading the operations of rows out of the log, for whoever works out what a row shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Table, select

from sif_desktop.domain.merge import DELETED, Op
from sif_desktop.models.base import is_synced, logged_columns, metadata, owner_column
from sif_desktop.models.tables.log import sync_change, sync_op, sync_stream

_SIZE = 500


@dataclass(slots=True)
class Held:
    """All the operations held for one row, by the table and partition each came under."""

    found: dict[tuple[str, str], list[Op]] = field(default_factory=dict)

    def add(self, table: str, part: str, op: Op) -> None:
        self.found.setdefault((table, part), []).append(op)

    @property
    def place(self) -> tuple[str, str]:
        """The row's table and partition: those of its first creation. Whatever came under
        another place is no part of the row."""
        if len(self.found) == 1:
            return next(iter(self.found))
        created = [
            (op.hlc, op.dot, place)
            for place, ops in self.found.items()
            for op in ops
            if op.kind == "c"
        ]
        return min(created)[2] if created else min(self.found)

    @property
    def ops(self) -> list[Op]:
        return self.found[self.place]


_JOINED = sync_op.join(
    sync_change, (sync_change.c.stream == sync_op.c.stream) & (sync_change.c.seq == sync_op.c.seq)
).join(sync_stream, sync_stream.c.id == sync_op.c.stream)
# Of what was erased, and of the erasing itself, no row is made.
_QUERY = (
    select(
        sync_op.c.row,
        sync_op.c.tbl,
        sync_op.c.kind,
        sync_op.c.fields,
        sync_op.c.prev,
        sync_op.c.seq,
        sync_change.c.hlc,
        sync_stream.c.replica,
        sync_stream.c.part,
    )
    .select_from(_JOINED)
    .where(sync_op.c.kind.not_in(("e", "x")))
)


def operation(row: Any) -> Op:
    prev = {} if row.prev == "{}" else json.loads(row.prev)
    prev = {name: tuple(dots) for name, dots in prev.items()}
    return Op(f"{row.replica}:{row.seq}", row.hlc, row.kind, json.loads(row.fields), prev)


def held_of(connection: Connection, uids: Iterable[str]) -> dict[str, Held]:
    """Everything the log holds for these rows."""
    wanted = list(uids)
    found: dict[str, Held] = {}
    for start in range(0, len(wanted), _SIZE):
        query = _QUERY.where(sync_op.c.row.in_(wanted[start : start + _SIZE]))
        for row in connection.execute(query):
            found.setdefault(row.row, Held()).add(row.tbl, row.part, operation(row))
    return found


def all_held(connection: Connection) -> dict[str, Held]:
    """The whole log by row, for the self-check."""
    found: dict[str, Held] = {}
    for row in connection.execute(_QUERY):
        found.setdefault(row.row, Held()).add(row.tbl, row.part, operation(row))
    return found


@cache
def kinds_of(table: Table) -> dict[str, str]:
    """How each field of the table merges."""
    return {column.name: column.info["kind"] for column in logged_columns(table)}


@cache
def types_of(name: str) -> dict[str, type]:
    """What the fields of this table hold, text or whole numbers; of an unknown table, nothing."""
    table = synced_table(name)
    if table is None:
        return {}
    found = {c.name: int if isinstance(c.type, Integer) else str for c in logged_columns(table)}
    return {**found, DELETED: int}


def synced_table(name: str) -> Table | None:
    """The table of this name, or None for one that a newer program made."""
    table = metadata.tables.get(name)
    return table if table is not None and is_synced(table) else None


@cache
def depth_of(table: Table) -> int:
    """How many owners stand above a row of this table."""
    column = owner_column(table)
    return 0 if column is None else 1 + depth_of(metadata.tables[column.info["owner"]])


def by_depth(tables: Iterable[Table], *, deepest: bool = False) -> Sequence[Table]:
    """Owners before what they own, or the other way round."""
    return sorted(tables, key=lambda t: (depth_of(t), t.name), reverse=deepest)
