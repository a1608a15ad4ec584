"""The self-check: every table must equal what its operations in the log say."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from sif_desktop.domain.merge import Op, materialise, packed_heads
from sif_desktop.models.base import is_synced, logged_columns, metadata
from sif_desktop.models.log_text import chain
from sif_desktop.models.tables.log import sync_change, sync_op, sync_stream


def disagreements(connection: Connection) -> list[str]:
    """One line for each row or stream that does not agree with the log; empty when all do."""
    return list(_rows(connection)) + list(_streams(connection))


def _rows(connection: Connection) -> Iterator[str]:
    by_row: dict[str, list[Op]] = {}
    joined = sync_op.join(
        sync_change,
        (sync_change.c.stream == sync_op.c.stream) & (sync_change.c.seq == sync_op.c.seq),
    ).join(sync_stream, sync_stream.c.id == sync_op.c.stream)
    query = select(sync_op, sync_change.c.hlc, sync_stream.c.replica).select_from(joined)
    for row in connection.execute(query):
        op = Op(
            f"{row.replica}:{row.seq}",
            row.hlc,
            row.kind,
            json.loads(row.fields),
            {name: tuple(dots) for name, dots in json.loads(row.prev).items()},
        )
        by_row.setdefault(f"{row.tbl} {row.row}", []).append(op)
    for table in metadata.tables.values():
        if not is_synced(table):
            continue
        names = [column.name for column in logged_columns(table)]
        for stored in connection.execute(select(table)).mappings():
            key = f"{table.name} {stored['uid']}"
            state = materialise(by_row.pop(key, []))
            if state is None:
                yield f"{key}: not in the log"
                continue
            same = all(stored[name] == state.values.get(name) for name in names)
            heads = json.loads(stored["x_heads"]) == packed_heads(state)
            if not (same and heads and bool(stored["x_gone"]) == state.gone):
                yield f"{key}: differs from the log"
    yield from (f"{key}: in the log but not in its table" for key in by_row)


def _streams(connection: Connection) -> Iterator[str]:
    for stream in connection.execute(select(sync_stream)).all():
        changes = select(sync_change).where(sync_change.c.stream == stream.id)
        digest, expected = b"", 1
        for change in connection.execute(changes.order_by(sync_change.c.seq)).all():
            where = (sync_op.c.stream == stream.id) & (sync_op.c.seq == change.seq)
            ops = [
                [op.row, op.tbl, op.kind, json.loads(op.fields), json.loads(op.prev)]
                for op in connection.execute(select(sync_op).where(where))
            ]
            digest = chain(digest, change.hlc, change.author, ops)
            if change.seq != expected or digest != change.digest:
                yield f"stream {stream.part}: change {change.seq} does not follow its predecessor"
                digest = change.digest
            expected = change.seq + 1
        if digest != stream.digest:
            yield f"stream {stream.part}: its last digest is not its last change's"
