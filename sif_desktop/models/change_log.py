"""Writing a change into the log: number, operations, line, and the digest that chains it."""

from __future__ import annotations

import heapq
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sif_desktop.domain.merge import Wire
from sif_desktop.models import dialect
from sif_desktop.models.clock import FAR_AHEAD_MS
from sif_desktop.models.log_text import SCHEMA, canonical, chain_texts, wire
from sif_desktop.models.tables.log import sync_change, sync_op, sync_stream

# The driver's own text, as it runs for every row of an import.
_INSERT_OP = (
    'INSERT INTO sync_op (stream, seq, "row", tbl, kind, fields, prev) VALUES (?, ?, ?, ?, ?, ?, ?)'
)
StoredOp = tuple[str, str, str, str, str]  # row, table, kind; fields and prev as canonical text


@dataclass(slots=True)
class OpenChange:
    """One partition's part of the action while it is being written."""

    stream: int
    seq: int
    dot: str
    before: bytes
    ops: dict[str, list[Any]] = field(default_factory=dict)  # row -> [row, tbl, kind, fields, prev]
    stored: set[str] = field(default_factory=set)  # rows whose operation is in the log already


def open_change(connection: Connection, replica: str, part: str) -> OpenChange:
    """Lock this replica's stream of the partition and take its next number."""
    mine = (sync_stream.c.replica == replica) & (sync_stream.c.part == part)
    take = (
        update(sync_stream)
        .where(mine)
        .values(seq=sync_stream.c.seq + 1)
        .returning(sync_stream.c.id, sync_stream.c.seq, sync_stream.c.digest)
    )
    row = connection.execute(take).first()
    if row is None:
        dialect.begin_stream(connection, replica, part)
        row = connection.execute(take).one()
    return OpenChange(row.id, row.seq, f"{replica}:{row.seq}", row.digest)


def add_op(
    connection: Connection,
    change: OpenChange,
    table: str,
    uid: str,
    kind: str,
    fields: dict[str, Wire],
    prev: dict[str, list[str]],
) -> None:
    """One operation per row and change: a second write of the action joins the first."""
    if uid in change.stored:
        _take_back(connection, change, uid)
    op = change.ops.get(uid)
    if op is None:
        change.ops[uid] = [uid, table, kind, dict(fields), prev]
        return
    op[3].update(fields)
    if op[2] != "c":
        op[2] = kind if kind in "dr" else op[2]
        op[4] = {**prev, **op[4]}
        # Within the action the first write already replaced what others had written.
        op[4] = {name: [d for d in dots if d != change.dot] for name, dots in op[4].items()}


def _take_back(connection: Connection, change: OpenChange, uid: str) -> None:
    """Hold an operation in memory again that a bulk write had put in the log."""
    here = (sync_op.c.stream == change.stream) & (sync_op.c.seq == change.seq)
    mine = here & (sync_op.c.row == uid)
    op = connection.execute(select(sync_op).where(mine)).one()
    connection.execute(delete(sync_op).where(mine))
    change.stored.discard(uid)
    change.ops[uid] = [uid, op.tbl, op.kind, json.loads(op.fields), json.loads(op.prev)]


def store_ops(connection: Connection, change: OpenChange, ops: Sequence[StoredOp]) -> None:
    """Put finished operations of a bulk write in the log at once, so that memory stays flat."""
    here = (change.stream, change.seq)
    connection.exec_driver_sql(_INSERT_OP, [here + op for op in ops])
    change.stored.update(op[0] for op in ops)


def write_change(
    connection: Connection, change: OpenChange, hlc: int, author: str, label: str, action: str
) -> None:
    """Log the change; called once, when nothing more will join it."""
    digest = chain_texts(change.before, hlc, author, _op_texts(connection, change))
    line = {"stream": change.stream, "seq": change.seq}
    said = {"hlc": hlc, "author": author, "schema": SCHEMA, "label": label}
    connection.execute(insert(sync_change), [line | said | {"digest": digest, "action": action}])
    rest = [
        line | {"row": uid, "tbl": table, "kind": kind, "fields": wire(fields), "prev": wire(prev)}
        for uid, table, kind, fields, prev in change.ops.values()
    ]
    if rest:
        connection.execute(insert(sync_op), rest)
    mine = update(sync_stream).where(sync_stream.c.id == change.stream)
    connection.execute(mine.values(digest=digest))


def last_written(connection: Connection, replica: str) -> int:
    """The newest moment in the log; of others' work only what is not far ahead of this machine."""
    soon = int(time.time() * 1000) + FAR_AHEAD_MS << 16
    joined = sync_change.join(sync_stream, sync_stream.c.id == sync_change.c.stream)
    mine = (sync_stream.c.replica == replica) | (sync_change.c.hlc <= soon)
    query = select(sync_change.c.hlc).select_from(joined).where(mine)
    newest = query.order_by(sync_change.c.hlc.desc()).limit(1)
    return connection.execute(newest).scalar() or 0


def _op_texts(connection: Connection, change: OpenChange) -> Iterator[bytes]:
    """The canonical text of every operation of the change, by row."""
    held = sorted((uid, canonical(op)) for uid, op in change.ops.items())
    both = heapq.merge(held, _stored_texts(connection, change)) if change.stored else held
    return (text for _, text in both)


def _stored_texts(connection: Connection, change: OpenChange) -> Iterator[tuple[str, bytes]]:
    here = (sync_op.c.stream == change.stream) & (sync_op.c.seq == change.seq)
    columns = (sync_op.c.row, sync_op.c.tbl, sync_op.c.kind, sync_op.c.fields, sync_op.c.prev)
    query = select(*columns).where(here)
    for row, tbl, kind, fields, prev in connection.execute(query.order_by(sync_op.c.row)):
        yield row, f'["{row}","{tbl}","{kind}",{fields},{prev}]'.encode()
