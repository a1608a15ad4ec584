"""The self-check: every table must equal what its operations in the log say.

Works everything out anew from the whole log, without the shortcuts of `recompute`, so each is the
other's test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Table, select

from sif_desktop.domain.merge import RowState, materialise, packed_heads
from sif_desktop.models.base import logged_columns, metadata, owner_column
from sif_desktop.models.log_text import chain
from sif_desktop.models.ops import Held, all_held, by_depth, kinds_of, synced_table
from sif_desktop.models.tables.log import (
    sync_change,
    sync_conflict,
    sync_held,
    sync_op,
    sync_self,
    sync_stream,
    sync_waiting,
)

States = dict[str, dict[str, RowState]]  # table -> uid -> state


def disagreements(connection: Connection) -> list[str]:
    """One line for each row or stream that does not agree with the log; empty when all do."""
    return [*_rows(connection), *_streams(connection)]


def worked_out(held: Mapping[str, Held]) -> tuple[States, dict[str, str]]:
    """Every row as its operations have it, and what each row that cannot be shown waits for."""
    by_table: dict[Table, dict[str, Held]] = {}
    for uid, row in held.items():
        table = synced_table(row.place[0])
        if table is not None:
            by_table.setdefault(table, {})[uid] = row
    states: States = {}
    waiting: dict[str, str] = {}
    for table in by_depth(by_table):
        found = states[table.name] = {}
        column = owner_column(table)
        for uid, row in by_table[table].items():
            state = materialise(row.ops, kinds_of(table))
            owner = state.values.get(column.name) if state and column is not None else None
            if state is None:
                waiting[uid] = uid
            elif owner and owner not in states.get(column.info["owner"], {}):  # type: ignore[union-attr]
                waiting[uid] = str(owner)
            else:
                found[uid] = state
    _keep_owners_of_live_rows(by_table, states)
    return states, waiting


def _keep_owners_of_live_rows(by_table: Mapping[Table, Mapping[str, Held]], states: States) -> None:
    live: dict[str, set[str]] = {}
    for table in by_depth(by_table, deepest=True):
        column = owner_column(table)
        for uid, state in states[table.name].items():
            if state.gone and uid in live.get(table.name, ()):
                ops = by_table[table][uid].ops
                again = materialise(ops, kinds_of(table), live_children=True)
                assert again is not None
                state = states[table.name][uid] = again
            if column is not None and not state.gone:
                owner = state.values.get(column.name)
                live.setdefault(column.info["owner"], set()).add(str(owner))


def _rows(connection: Connection) -> Iterator[str]:
    states, waiting = worked_out(all_held(connection))
    clashes = {}
    for table in metadata.tables.values():
        if synced_table(table.name) is None:
            continue
        names = [column.name for column in logged_columns(table)]
        expected = states.pop(table.name, {})
        for stored in connection.execute(select(table)).mappings():
            key = f"{table.name} {stored['uid']}"
            state = expected.pop(stored["uid"], None)
            if state is None:
                yield f"{key}: not in the log"
                continue
            same = all(stored[name] == state.values.get(name) for name in names)
            heads = json.loads(stored["x_heads"]) == packed_heads(state)
            if not (same and heads and bool(stored["x_gone"]) == state.gone):
                yield f"{key}: differs from the log"
            for clash in state.clashes:
                clashes[stored["uid"], clash.column] = (clash.kind, json.dumps(clash.heads))
        yield from (f"{table.name} {uid}: in the log but not in its table" for uid in expected)
    yield from _cached(connection, clashes, waiting)


def _cached(
    connection: Connection,
    clashes: Mapping[tuple[str, str], tuple[str, str]],
    waiting: Mapping[str, str],
) -> Iterator[str]:
    asked = connection.execute(select(sync_conflict))
    kept = {(row.row, row.col): (row.kind, row.heads) for row in asked}
    if kept != clashes:
        yield "the list of questions is not what the log says"
    if {row.row: row.needs for row in connection.execute(select(sync_waiting))} != waiting:
        yield "the list of records that wait is not what the log says"


def _streams(connection: Connection) -> Iterator[str]:
    replica = connection.execute(select(sync_self.c.replica)).scalar_one()
    for stream in connection.execute(select(sync_stream)).all():
        runs = select(sync_held).where(sync_held.c.stream == stream.id).order_by(sync_held.c.lo)
        held = [(run.lo, run.hi, run.before) for run in connection.execute(runs)]
        if stream.replica == replica:
            held = [(1, stream.seq, b"")] if stream.seq else []
        expected = {seq for lo, hi, _ in held for seq in range(lo, hi + 1)}
        before = {lo: digest for lo, _, digest in held}
        changes = select(sync_change).where(sync_change.c.stream == stream.id)
        digest = b""
        for change in connection.execute(changes.order_by(sync_change.c.seq)).all():
            digest = before.get(change.seq, digest)
            where = (sync_op.c.stream == stream.id) & (sync_op.c.seq == change.seq)
            ops = [
                [op.row, op.tbl, op.kind, json.loads(op.fields), json.loads(op.prev)]
                for op in connection.execute(select(sync_op).where(where))
            ]
            digest = chain(digest, change.hlc, change.author, ops, change.schema)
            if change.seq not in expected or digest != change.digest:
                yield f"stream {stream.part}: change {change.seq} does not follow its predecessor"
                digest = change.digest
            expected.discard(change.seq)
        if expected:
            yield f"stream {stream.part}: changes that should be held are not there"
        if stream.replica == replica and digest != stream.digest:
            yield f"stream {stream.part}: its last digest is not its last change's"
