"""The one way anything is written: an action, whose every write is logged in its transaction.

    with store.action("Recorded a grade") as act:
        act.update(tables.answer, uid, value="2")

All writes of an action in one partition make one change; one row's part of it is one operation,
naming for every field the version it replaces. Nothing else may write a synced table: the engine
refuses it (`refuse_unlogged`).
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import Wire, heads_of
from sif_desktop.models.base import children_of, is_synced, logged_columns, metadata
from sif_desktop.models.clock import Clock
from sif_desktop.models.ids import keyed_uid, new_uid
from sif_desktop.models.log_text import SCHEMA, canonical, chain_texts, wire
from sif_desktop.models.tables.log import sync_change, sync_op, sync_stream

TEAM = "team"
PRIVATE = "private"
# The driver's own text, as these run for every row of an import.
_INSERT_OP = (
    'INSERT INTO sync_op (stream, seq, "row", tbl, kind, fields, prev) VALUES (?, ?, ?, ?, ?, ?, ?)'
)
_INSERT_DUE = 'INSERT OR IGNORE INTO search_due (tbl, "row") VALUES (?, ?)'
StoredOp = tuple[str, str, str, str, str]  # row, table, kind; fields and prev as canonical text


def jottings_part(visit_uid: str) -> str:
    return f"visit:{visit_uid}"


def restricted_part(uid: str) -> str:
    return f"restricted:{uid}"


def batched(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    """Slices of at most `size`, to stay under the driver's limit on parameters."""
    return (items[start : start + size] for start in range(0, len(items), size))


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action wrote, announced once so that each page can decide whether to refresh."""

    action: str
    label: str
    rows: Mapping[str, frozenset[str]]  # table name -> uids

    def touches(self, *tables: str) -> bool:
        return any(self.rows.get(name) for name in tables)


@dataclass(slots=True)
class _Change:
    """One partition's part of the action while it is being written."""

    stream: int
    seq: int
    dot: str
    before: bytes
    ops: dict[str, list[Any]] = field(default_factory=dict)  # row -> [row, tbl, kind, fields, prev]
    stored: set[str] = field(default_factory=set)  # rows whose operation is in the log already


@cache
def _select_row(table: Table) -> Any:
    return select(table).where(table.c.uid == bindparam("uid"))


@cache
def update_statement(table: Table, columns: tuple[str, ...]) -> Any:
    """Sets these columns (v_NAME), v_heads and v_gone of the row row_uid."""
    values: dict[str, Any] = {name: bindparam(f"v_{name}") for name in columns}
    values |= {"x_heads": bindparam("v_heads"), "x_gone": bindparam("v_gone")}
    values["x_rev"] = table.c.x_rev + 1
    return update(table).where(table.c.uid == bindparam("b_uid")).values(values)


@cache
def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in logged_columns(table))


class Action:
    """One thing an officer did, while it is being written. Made by `Store.action`."""

    def __init__(
        self, connection: Connection, replica: str, author: str, clock: Clock, label: str
    ) -> None:
        self.connection = connection
        self.id = new_uid()
        self.label = label
        self._replica = replica
        self._author = author
        self._clock = clock
        self._changes: dict[str, _Change] = {}
        self._rows: dict[str, set[str]] = {}
        self.changes = Changes(self.id, label, {})

    # -- writing ---------------------------------------------------------------------------

    def create(self, table: Table, part: str, uid: str = "", **fields: Any) -> str:
        """Add a row and return its uid."""
        uid = uid or new_uid()
        self.create_many(table, part, [{"uid": uid, **fields}])
        return uid

    def create_many(self, table: Table, part: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Add rows, each a mapping with its `uid`; one operation each. Returns how many."""
        change = self._change(part)
        heads = json.dumps({"*": [change.dot]})
        empty = dict.fromkeys(_names(table))
        written = []
        for row in rows:
            fields = {name: wire(value) for name, value in row.items() if name != "uid"}
            fields = {name: value for name, value in fields.items() if value is not None}
            uid = row["uid"]
            local = {"uid": uid, "x_part": part, "x_heads": heads, "x_gone": 0, "x_rev": 0}
            written.append({**empty, **fields, **local})
            change.ops[uid] = [uid, table.name, "c", fields, {}]
        if written:
            self.connection.execute(insert(table), written)
            self._note(table, [row["uid"] for row in written])
        return len(written)

    def update(self, table: Table, uid: str, **fields: Any) -> bool:
        """Change what differs; returns whether anything did. Raises Problem if the row is gone."""
        row = self._row(table, uid)
        new = {name: wire(value) for name, value in fields.items()}
        new = {name: value for name, value in new.items() if row[name] != value}
        if new:
            self._write(table, row, "u", new)
        return bool(new)

    def put(self, table: Table, part: str, key: Sequence[str], **fields: Any) -> str:
        """Create or change the row with this real-world key; returns its uid."""
        uid = keyed_uid(table.name, *key)
        row = self._find(table, uid)
        if row is None:
            return self.create(table, part, uid, **fields)
        if row["x_gone"]:
            self.restore(table, uid)
        self.update(table, uid, **fields)
        return uid

    def delete(self, table: Table, uid: str) -> None:
        """Mark the row and all it owns as deleted."""
        for child, column in children_of(table):
            owned = select(child.c.uid).where(column == uid, child.c.x_gone == 0)
            for (child_uid,) in self.connection.execute(owned).all():
                self.delete(child, child_uid)
        self._write(table, self._row(table, uid), "d", {"_del": 1})

    def restore(self, table: Table, uid: str) -> None:
        """Take the mark of deletion off this one row."""
        row = self._find(table, uid)
        if row is not None and row["x_gone"]:
            self._write(table, row, "r", {"_del": 0})

    def write(
        self, table: Table, row: Mapping[str, Any], kind: str, fields: Mapping[str, Wire]
    ) -> None:
        """Append one operation as it stands, for undo, which knows exactly what it wants."""
        self._write(table, row, kind, dict(fields))

    def rows(self, wanted: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
        """The stored rows of these uids, each with its table's name; gone ones too."""
        found: dict[str, Mapping[str, Any]] = {}
        for name in sorted(set(wanted.values())):
            table = metadata.tables[name]
            uids = [uid for uid, of in wanted.items() if of == name]
            for some in batched(uids, 500):
                query = select(table).where(table.c.uid.in_(some))
                rows = self.connection.execute(query).mappings().all()
                found.update({row["uid"]: dict(row) for row in rows})
        return found

    # -- reading what is being changed -------------------------------------------------------

    def _find(self, table: Table, uid: str) -> Mapping[str, Any] | None:
        found = self.connection.execute(_select_row(table), {"uid": uid}).mappings().first()
        return None if found is None else dict(found)

    def _row(self, table: Table, uid: str) -> Mapping[str, Any]:
        row = self._find(table, uid)
        if row is None or row["x_gone"]:
            raise Problem(
                f"This {table.info['title'].lower()} has been deleted meanwhile.",
                "Undo the deletion to bring it back, then try again.",
            )
        return row

    # -- the log -----------------------------------------------------------------------------

    def _write(
        self, table: Table, row: Mapping[str, Any], kind: str, fields: dict[str, Wire]
    ) -> None:
        change = self._change(row["x_part"])
        uid = row["uid"]
        heads: dict[str, list[str]] = json.loads(row["x_heads"])
        every = kind == "d"  # a delete names all it had seen
        seen = {**heads, "_del": heads_of(heads, "_del")} if every else {}
        prev = {name: heads_of(heads, name) for name in fields}
        self._add_op(change, table, uid, kind, fields, {**seen, **prev})
        heads.update({name: [change.dot] for name in fields})
        heads = {name: dots for name, dots in heads.items() if name == "*" or dots != heads["*"]}
        gone = int(bool(fields.get("_del", row["x_gone"])))
        names = tuple(name for name in fields if name != "_del")
        self.connection.execute(
            update_statement(table, names),
            {f"v_{name}": fields[name] for name in names}
            | {"b_uid": uid, "v_heads": json.dumps(heads), "v_gone": gone},
        )
        self._note(table, [uid])

    def _add_op(
        self,
        change: _Change,
        table: Table,
        uid: str,
        kind: str,
        fields: dict[str, Wire],
        prev: dict[str, list[str]],
    ) -> None:
        """One operation per row and change: a second write of the action joins the first."""
        if uid in change.stored:
            self._take_back(change, uid)
        op = change.ops.get(uid)
        if op is None:
            change.ops[uid] = [uid, table.name, kind, dict(fields), prev]
            return
        op[3].update(fields)
        if op[2] != "c":
            op[2] = kind if kind in "dr" else op[2]
            op[4] = {**prev, **op[4]}
            # Within the action the first write already replaced what others had written.
            op[4] = {name: [d for d in dots if d != change.dot] for name, dots in op[4].items()}

    def _take_back(self, change: _Change, uid: str) -> None:
        """Hold an operation in memory again that a bulk write had put in the log."""
        here = (sync_op.c.stream == change.stream) & (sync_op.c.seq == change.seq)
        mine = here & (sync_op.c.row == uid)
        op = self.connection.execute(select(sync_op).where(mine)).one()
        self.connection.execute(delete(sync_op).where(mine))
        change.stored.discard(uid)
        change.ops[uid] = [uid, op.tbl, op.kind, json.loads(op.fields), json.loads(op.prev)]

    def store_ops(self, change: _Change, ops: Sequence[StoredOp]) -> None:
        """Put finished operations of a bulk write in the log at once, so that memory stays flat."""
        here = (change.stream, change.seq)
        self.connection.exec_driver_sql(_INSERT_OP, [here + op for op in ops])
        change.stored.update(op[0] for op in ops)

    def change_of(self, part: str) -> _Change:
        """The change this action makes in the partition, for `bulk`."""
        return self._change(part)

    def note(self, table: Table, uids: list[str]) -> None:
        """Rows were written by `bulk`: the screens and the search index must hear of it."""
        self._note(table, uids)

    def _change(self, part: str) -> _Change:
        change = self._changes.get(part)
        if change is None:
            change = self._changes[part] = self._open_change(part)
        return change

    def _open_change(self, part: str) -> _Change:
        """Lock this replica's stream of the partition and take its next number."""
        mine = (sync_stream.c.replica == self._replica) & (sync_stream.c.part == part)
        take = (
            update(sync_stream)
            .where(mine)
            .values(seq=sync_stream.c.seq + 1)
            .returning(sync_stream.c.id, sync_stream.c.seq, sync_stream.c.digest)
        )
        row = self.connection.execute(take).first()
        if row is None:
            new = {"replica": self._replica, "part": part, "seq": 0, "digest": b""}
            self.connection.execute(insert(sync_stream), [new])
            row = self.connection.execute(take).one()
        return _Change(row.id, row.seq, f"{self._replica}:{row.seq}", row.digest)

    def _note(self, table: Table, uids: list[str]) -> None:
        self._rows.setdefault(table.name, set()).update(uids)
        if table.info["search"]:
            self.connection.exec_driver_sql(_INSERT_DUE, [(table.name, uid) for uid in uids])

    def finish(self) -> Changes:
        """Write the log of the action; called once, before the commit."""
        for change in self._changes.values():
            self._log(change)
        return Changes(
            self.id, self.label, {name: frozenset(uids) for name, uids in self._rows.items()}
        )

    @property
    def wrote(self) -> bool:
        return any(change.ops or change.stored for change in self._changes.values())

    def _log(self, change: _Change) -> None:
        hlc = self._clock.tick()
        digest = chain_texts(change.before, hlc, self._author, self._op_texts(change))
        line = {"stream": change.stream, "seq": change.seq}
        self.connection.execute(
            insert(sync_change),
            [
                line
                | {
                    "hlc": hlc,
                    "author": self._author,
                    "schema": SCHEMA,
                    "label": self.label,
                    "digest": digest,
                    "action": self.id,
                }
            ],
        )
        rest = [
            line
            | {
                "row": uid,
                "tbl": table,
                "kind": kind,
                "fields": wire(fields),
                "prev": wire(prev),
            }
            for uid, table, kind, fields, prev in change.ops.values()
        ]
        if rest:
            self.connection.execute(insert(sync_op), rest)
        self.connection.execute(
            update(sync_stream).where(sync_stream.c.id == change.stream).values(digest=digest)
        )

    def _op_texts(self, change: _Change) -> Iterator[bytes]:
        """The canonical text of every operation of the change, by row."""
        held = sorted((uid, canonical(op)) for uid, op in change.ops.items())
        both = heapq.merge(held, self._stored_texts(change)) if change.stored else held
        return (text for _, text in both)

    def _stored_texts(self, change: _Change) -> Iterator[tuple[str, bytes]]:
        here = (sync_op.c.stream == change.stream) & (sync_op.c.seq == change.seq)
        columns = (sync_op.c.row, sync_op.c.tbl, sync_op.c.kind, sync_op.c.fields, sync_op.c.prev)
        query = select(*columns).where(here)
        for row, tbl, kind, fields, prev in self.connection.execute(query.order_by(sync_op.c.row)):
            yield row, f'["{row}","{tbl}","{kind}",{fields},{prev}]'.encode()


def refuse_unlogged(connection: Connection, statement: Any, *_: Any) -> None:
    """An engine listener: a synced table is written by an action or not at all."""
    if isinstance(statement, Insert | Update | Delete):
        table = statement.table
        if (
            isinstance(table, Table)
            and is_synced(table)
            and not connection.get_execution_options().get("in_action")
        ):
            raise RuntimeError(f"{table.name} may only be written by an action")
