"""Erasing for good: a record's values go from the log too, and whatever of it arrives later.

Of every operation on an erased row only its hash stays, which is all that the digests of the log
are made from: the chain holds, here and for everybody it is passed on to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, delete, exists, insert, select, update

from sif_desktop.models.base import children_of, is_synced, logged_columns, metadata
from sif_desktop.models.dialect import is_server
from sif_desktop.models.disputes import owners_of, owners_to_reconsider
from sif_desktop.models.log_text import canonical, op_hash
from sif_desktop.models.ops import synced_table
from sif_desktop.models.recompute import recompute
from sif_desktop.models.search import forget, take_out
from sif_desktop.models.statements import batched
from sif_desktop.models.tables.log import (
    action,
    blob,
    draft,
    search_due,
    sync_change,
    sync_conflict,
    sync_erased,
    sync_op,
    sync_waiting,
)

ERASE, ERASED = "e", "x"  # kinds of operation: the erasure, and what one left of an operation
LABEL = "Changed a record that was erased"
_SIZE = 500
_HASH = "sha256"
_LEAVE = (
    "UPDATE sync_op SET kind = ?, fields = ?, prev = '{}'"
    ' WHERE stream = ? AND seq = ? AND "row" = ?'
)


@dataclass(frozen=True, slots=True)
class Erased:
    rows: Mapping[str, str]  # uid -> table, with everything owned
    files: int
    owners: Mapping[str, frozenset[str]]  # table -> uids whose deletion holds now


def left_of(row: str, table: str, kind: str, fields: str, prev: str) -> str:
    """What stays as the fields of an erased operation; `fields` and `prev` as the log has them."""
    text = canonical([row, table, kind, json.loads(fields), json.loads(prev)])
    return f'{{"_hash":"{op_hash(text).hex()}"}}'


def owned(connection: Connection, rows: Mapping[str, str]) -> dict[str, str]:
    """These rows (uid -> table) and all they own, deleted and waiting ones too."""
    found, todo = dict(rows), dict(rows)
    while todo:
        more: dict[str, str] = {}
        for name in set(todo.values()):
            table = synced_table(name)
            uids = [uid for uid, of in todo.items() if of == name]
            for child, column in children_of(table) if table is not None else ():
                for some in batched(uids, _SIZE):
                    query = select(child.c.uid).where(column.in_(some))
                    more |= dict.fromkeys(connection.execute(query).scalars(), child.name)
        for some in batched(list(todo), _SIZE):
            query = select(sync_waiting.c.row, sync_waiting.c.tbl)
            waits = connection.execute(query.where(sync_waiting.c.needs.in_(some)))
            more |= {row.row: row.tbl for row in waits}
        todo = {uid: name for uid, name in more.items() if uid not in found}
        found |= todo
    return found


def erase(connection: Connection, rows: Mapping[str, str]) -> Erased:
    """Take the values of these rows, and of all they own, out of every place they are kept."""
    overwrite_deleted(connection)
    whole = owned(connection, rows)
    named = files_of(connection, whole)
    owners = owners_of(connection, whole)
    for some in batched(sorted(whole), _SIZE):
        _clear_log(connection, some)
        for local in (sync_conflict, sync_waiting, draft, search_due):
            connection.execute(delete(local).where(local.c.row.in_(some)))
        take_out(connection, some)
        held = set(
            connection.execute(
                select(sync_erased.c.row).where(sync_erased.c.row.in_(some))
            ).scalars()
        )
        new = [{"row": uid, "tbl": whole[uid], "late": 0} for uid in some if uid not in held]
        if new:
            connection.execute(insert(sync_erased), new)
    forget(connection)
    for name in set(whole.values()):
        table = synced_table(name)
        if table is not None:
            for some in batched([uid for uid, of in whole.items() if of == name], _SIZE):
                connection.execute(delete(table).where(table.c.uid.in_(some)))
    changed = recompute(connection, owners_to_reconsider(connection, owners)).rows()
    return Erased(whole, drop_unnamed(connection, named), changed)


def erase_what_waits(connection: Connection) -> None:
    """What waits for an erased row, or for its own creation of which only the hash is left, goes
    too. Before the creation came, or the program knew such records, nobody could tell."""
    of_erased = sync_waiting.c.needs.in_(select(sync_erased.c.row))
    left = exists().where(sync_op.c.row == sync_waiting.c.row, sync_op.c.kind == ERASED)
    query = select(sync_waiting.c.row, sync_waiting.c.tbl)
    waits = query.where(of_erased | ((sync_waiting.c.needs == sync_waiting.c.row) & left))
    rows = {row.row: row.tbl for row in connection.execute(waits)}
    if rows:
        erase(connection, rows)


def overwrite_deleted(connection: Connection) -> None:
    """From now on what is deleted leaves nothing in the file's free room."""
    if not is_server(connection):
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def erased_rows(connection: Connection) -> set[str]:
    return set(connection.execute(select(sync_erased.c.row)).scalars())


def forget_erased(connection: Connection) -> None:
    """What lies apart of one's own in an office store, where a colleague erased: typing in records
    that are gone, and the words of actions on them."""
    connection.execute(delete(draft).where(draft.c.row.in_(select(sync_erased.c.row))))
    wordless = select(sync_change.c.action).where(sync_change.c.label == LABEL)
    mine = update(action).where(action.c.id.in_(wordless), action.c.label != LABEL)
    connection.execute(mine.values(label=LABEL, state="dropped"))


def count_late(connection: Connection, late: Mapping[str, tuple[str, int]]) -> None:
    """Note what arrived for erased rows and was discarded: {uid: (table, how many)}."""
    known = erased_rows(connection)
    for uid, (table, many) in late.items():
        if uid in known:
            mine = update(sync_erased).where(sync_erased.c.row == uid)
            connection.execute(mine.values(late=sync_erased.c.late + many))
        else:
            connection.execute(insert(sync_erased), [{"row": uid, "tbl": table, "late": many}])


def files_lost(connection: Connection, rows: Mapping[str, str]) -> int:
    """How many kept files nothing would name any more without these rows (uid -> table)."""
    wanted = _kept(connection, files_of(connection, rows))
    for column in _hash_columns():
        for some in batched(sorted(wanted), _SIZE):
            query = select(column, column.table.c.uid).where(column.in_(some))
            wanted -= {row[0] for row in connection.execute(query) if row[1] not in rows}
    return len(wanted)


def _kept(connection: Connection, hashes: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in batched(sorted(hashes), _SIZE):
        query = select(blob.c.sha256).where(blob.c.sha256.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def _hash_columns() -> Iterator[Column]:
    for table in metadata.tables.values():
        for column in logged_columns(table) if is_synced(table) else ():
            if column.name.endswith(_HASH):
                yield column


def drop_unnamed(connection: Connection, hashes: Iterable[str]) -> int:
    """Delete those of these files that no record names any more; how many."""
    wanted = set(hashes)
    for column in _hash_columns():
        for some in batched(sorted(wanted), _SIZE):
            used = select(column).where(column.in_(some)).distinct()
            wanted -= set(connection.execute(used).scalars())
    gone = 0
    for some in batched(sorted(wanted), _SIZE):
        gone += connection.execute(delete(blob).where(blob.c.sha256.in_(some))).rowcount
    return gone


def files_of(connection: Connection, rows: Mapping[str, str]) -> set[str]:
    """The hashes of the files that these rows (uid -> table) name."""
    named: set[str] = set()
    for name in set(rows.values()):
        table = synced_table(name)
        for column in logged_columns(table) if table is not None else ():
            if column.name.endswith(_HASH):
                for some in batched([uid for uid, of in rows.items() if of == name], _SIZE):
                    query = select(column).where(column.table.c.uid.in_(some), column.is_not(None))
                    named.update(str(found) for found in connection.execute(query).scalars())
    return named


def _clear_log(connection: Connection, rows: Sequence[str]) -> None:
    """The operations keep their hash, the actions they were part of lose their words."""
    here = sync_op.c.row.in_(rows) & sync_op.c.kind.not_in((ERASE, ERASED))
    ops = connection.execute(select(sync_op).where(here)).all()
    left = [
        (ERASED, left_of(op.row, op.tbl, op.kind, op.fields, op.prev), op.stream, op.seq, op.row)
        for op in ops
    ]
    if left:
        connection.exec_driver_sql(_LEAVE, left)
    for stream, seq in {(op.stream, op.seq) for op in ops}:
        mine = (sync_change.c.stream == stream) & (sync_change.c.seq == seq)
        one = connection.execute(select(sync_change.c.action).where(mine)).scalar()
        connection.execute(update(sync_change).where(mine).values(label=LABEL))
        if one:
            gone = update(action).where(action.c.id == one)
            connection.execute(gone.values(label=LABEL, state="dropped"))
