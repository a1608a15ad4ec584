"""Writing a finished change into the log: its line, its operations, the digest that chains it."""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sif_desktop.models.clock import FAR_AHEAD_MS
from sif_desktop.models.log_text import SCHEMA, canonical, chain_texts, wire
from sif_desktop.models.tables.log import sync_change, sync_op, sync_stream


@dataclass(slots=True)
class OpenChange:
    """One partition's part of the action while it is being written."""

    stream: int
    seq: int
    dot: str
    before: bytes
    ops: dict[str, list[Any]] = field(default_factory=dict)  # row -> [row, tbl, kind, fields, prev]
    stored: set[str] = field(default_factory=set)  # rows whose operation is in the log already


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
