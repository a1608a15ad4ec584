"""Taking in others' changes, inside one transaction that the caller commits or leaves.

Order, repetition and gaps do not matter; what contradicts the digests that are held does, and
stops everything. No change of this machine's own is ever written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import DECIDE, Op
from sif_desktop.models.base import owner_column
from sif_desktop.models.changes import PRIVATE
from sif_desktop.models.erase import (
    ERASE,
    ERASED,
    LABEL,
    count_late,
    erase,
    erase_what_waits,
    erased_rows,
    left_of,
)
from sif_desktop.models.log_text import canonical_text, chain_texts
from sif_desktop.models.ops import Held, held_of, synced_table
from sif_desktop.models.recompute import Outcome, recompute, recompute_held
from sif_desktop.models.statements import batched
from sif_desktop.models.tables.log import sync_conflict, sync_op, sync_self, sync_stream
from sif_desktop.sync.held import Have, Key, Run, Stream, digest_at, store_runs, streams, united
from sif_desktop.sync.lines import (
    BadFile,
    change_of,
    checked_op,
    parsed,
    range_of,
)

_FLUSH = 2000  # operations held back to be written together
_IN_MEMORY = 200_000  # beyond so many, rows are worked out from the log they were put in
_CHANGE = (
    "INSERT INTO sync_change (stream, seq, hlc, author, schema, label, digest, via_bundle)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_OP = (
    'INSERT INTO sync_op (stream, seq, "row", tbl, kind, fields, prev) VALUES (?, ?, ?, ?, ?, ?, ?)'
)


class Forked(Problem):
    """Two different changes carry one number: a copy of a caseload was written in as if it were
    the original."""

    def __init__(self, replica: str) -> None:
        super().__init__(
            "This file and this caseload disagree about work that should be the same, so nothing "
            "was taken in.",
            "It happens when a caseload was copied or restored from a backup by hand and then "
            "worked in. Ask whoever sent it to open theirs and send again; if it stays, the "
            f"office can restore the older one properly. (Copy {replica}.)",
        )
        self.replica = replica


class OwnWorkReturned(Exception):
    """Somebody holds work of this very replica that this caseload does not: it is a restored
    copy, and must go on under a new id before anything is taken in."""


@dataclass(slots=True)
class Taken:
    """What taking in a file did."""

    new: int = 0  # changes
    already: int = 0
    newest: int = 0  # the latest moment written by others
    outcome: Outcome = field(default_factory=Outcome)
    merged: list[tuple[str, str]] = field(default_factory=list)  # (row, field) to glance at
    questions: list[tuple[str, str]] = field(default_factory=list)  # (row, field) to decide
    streams: set[Key] = field(default_factory=set)
    erased: int = 0  # records that somebody erased for good
    discarded: int = 0  # operations on records erased before
    writers: set[tuple[str, str]] = field(default_factory=set)  # (replica, author) of what is new


@dataclass(slots=True)
class _Change:
    hlc: int
    author: str
    schema: int
    label: str
    texts: list[bytes] = field(default_factory=list)
    ops: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    parsed: list[tuple[str, str, Op]] = field(default_factory=list)
    unchecked: list[Any] = field(default_factory=list)  # operations that should be held already


class Taking:
    """Feed it the lines of a file in their order, then call `finish`."""

    def __init__(self, connection: Connection, bundle: str, *, private: bool = False) -> None:
        """`private` only where one's own caseload is put together again."""
        self._connection = connection
        self._private = private
        self._bundle = bundle
        self._mine: str = connection.execute(select(sync_self.c.replica)).scalar_one()
        self._streams = streams(connection)
        self._stream: Stream | None = None
        self._run = Run(1, 0)
        self._seq = 0
        self._digest = b""
        self._stored: dict[int, bytes] = {}
        self._open: _Change | None = None
        self._changes: list[tuple[Any, ...]] = []
        self._ops: list[tuple[Any, ...]] = []
        self._buffer: list[tuple[str, str, str, Op]] = []
        self._fresh: dict[str, Held] = {}  # rows nothing was held of
        self._known: set[str] = set()  # rows something was held of
        self._kept = 0
        self._erased = erased_rows(connection)
        self._to_erase: dict[str, str] = {}
        self._late: dict[str, tuple[str, int]] = {}
        self.taken = Taken()

    # -- lines -------------------------------------------------------------------------------

    def lines(self, part: bytes) -> None:
        for line in part.split(b"\n"):
            if line:
                self.line(line)

    def line(self, line: bytes) -> None:
        values = parsed(line)
        if values[0] == "r":
            self._begin_range(values)
        elif values[0] == "c":
            self._begin_change(values)
            self._add_ops(values[5], values[6])
        else:
            if self._open is None:
                raise BadFile("operations of no change")
            self._add_ops(values[1], values[2])

    def _begin_range(self, values: list[Any]) -> None:
        self._end_range()
        replica, part, run = range_of(values)
        if part == PRIVATE and not self._private:
            raise BadFile("private work that should never have been sent")
        stream = self._stream = self._stream_of(replica, part)
        held_to = max((r.hi for r in stream.runs), default=0)
        if replica == self._mine and run.hi > held_to:
            raise OwnWorkReturned
        if (run.lo == 1) != (run.before == b""):
            raise BadFile("a range whose beginning is not chained")
        self._run, self._seq, self._digest = run, run.lo, run.before
        self._stored = self._digests(stream, run)
        below = self._stored.get(run.lo - 1)
        kept = next((r.before for r in stream.runs if r.lo == run.lo), run.before)
        if (below is not None and below != run.before) or kept != run.before:
            raise Forked(replica)
        self.taken.streams.add((replica, part))

    def _stream_of(self, replica: str, part: str) -> Stream:
        found = self._streams.get((replica, part))
        if found is None:
            row = {"replica": replica, "part": part, "seq": 0, "digest": b""}
            made = self._connection.execute(insert(sync_stream).values(row))
            assert made.inserted_primary_key is not None
            found = Stream(made.inserted_primary_key[0], replica, part, [])
            self._streams[replica, part] = found
        return found

    def _digests(self, stream: Stream, run: Run) -> dict[int, bytes]:
        """The digests held at and around the range."""
        if not any(r.lo <= run.hi + 1 and r.hi >= run.lo - 1 for r in stream.runs):
            return {}
        self._flush()
        query = "SELECT seq, digest FROM sync_change WHERE stream = ? AND seq BETWEEN ? AND ?"
        here = (stream.id, run.lo - 1, run.hi)
        return dict(self._connection.exec_driver_sql(query, here).fetchall())

    def _begin_change(self, values: list[Any]) -> None:
        if self._open is not None or self._stream is None or self._seq > self._run.hi:
            raise BadFile("a change outside its range")
        self._open = _Change(*change_of(values))

    def _add_ops(self, ops: Any, more: Any) -> None:
        change = self._open
        assert change is not None
        if not isinstance(ops, list) or more not in (0, 1):
            raise BadFile("a change without its operations")
        if self._seq in self._stored:
            change.unchecked += ops
        else:
            self._add_new(change, ops)
        if not more:
            self._end_change(change)

    def _add_new(self, change: _Change, ops: list[Any]) -> None:
        assert self._stream is not None
        writer = f"{self._stream.replica}:"
        dot = f"{writer}{self._seq}"
        last = change.ops[-1][0] if change.ops else ""
        for op in ops:
            row, table, kind, fields, prev = checked_op(op)
            if row <= last:
                raise BadFile("operations out of order")
            last = row
            own = (d for dots in prev.values() for d in dots if d.startswith(writer))
            if any(_number(d) >= self._seq for d in own):
                raise BadFile("an operation that replaces itself or what came after it")
            written, replaced = canonical_text(fields), canonical_text(prev)
            change.texts.append(f'["{row}","{table}","{kind}",{written},{replaced}]'.encode())
            change.ops.append((row, table, kind, written, replaced))
            seen = {name: tuple(dots) for name, dots in prev.items()}
            change.parsed.append((row, table, Op(dot, change.hlc, kind, fields, seen)))

    def _end_change(self, change: _Change) -> None:
        stream = self._stream
        assert stream is not None
        stored = self._stored.get(self._seq)
        # What has the digest of what is held was checked when it came.
        texts = change.texts if stored is None else map(_text_of, change.unchecked)
        self._digest = chain_texts(self._digest, change.hlc, change.author, texts, change.schema)
        if stored is None:
            self._take(stream, change)
        elif stored == self._digest:
            self.taken.already += 1
        else:
            self._add_new(change, change.unchecked)  # damaged, or else another change
            raise Forked(stream.replica)
        self._open = None
        self._seq += 1

    def _take(self, stream: Stream, change: _Change) -> None:
        self._leave_out_erased(change)
        here = (stream.id, self._seq)
        head = (change.hlc, change.author, change.schema, change.label, self._digest)
        self._changes.append((*here, *head, self._bundle))
        self._ops += [here + op for op in change.ops]
        kept = zip(change.ops, change.parsed, strict=True)
        self._buffer += [
            (row, table, stream.part, op)
            for (_, _, kind, _, _), (row, table, op) in kept
            if kind not in (ERASE, ERASED)
        ]
        self.taken.writers.add((stream.replica, change.author))
        self.taken.new += 1
        self.taken.newest = max(self.taken.newest, change.hlc)
        if len(self._ops) >= _FLUSH:
            self._flush()

    def _leave_out_erased(self, change: _Change) -> None:
        """Of what arrives for an erased row, or under one, only the hash is kept."""
        for number, (row, table, op) in enumerate(change.parsed):
            if op.kind == ERASE:
                self._to_erase[row] = table
                continue
            if row not in self._erased and self._owner(table, op):
                self._erased.add(row)
            if op.kind != ERASED and row in self._erased:
                _, _, kind, fields, prev = change.ops[number]
                left = left_of(row, table, kind, fields, prev)
                change.ops[number] = (row, table, ERASED, left, "{}")
                change.label = LABEL
                _, many = self._late.get(row, ("", 0))
                self._late[row] = (table, many + 1)

    def _owner(self, name: str, op: Op) -> bool:
        """Whether it makes a row under an erased one."""
        table = synced_table(name) if self._erased and op.kind == "c" else None
        column = owner_column(table) if table is not None else None
        return column is not None and op.fields.get(column.name) in self._erased

    def _end_range(self) -> None:
        stream = self._stream
        if stream is None:
            return
        if self._open is not None or self._seq != self._run.hi + 1:
            raise BadFile("a range that breaks off")
        after = next((r for r in stream.runs if r.lo == self._seq), None)
        if after is not None and after.before != self._digest:
            raise Forked(stream.replica)
        if stream.replica != self._mine:
            stream.runs = united(stream.runs, self._run)
        self._stream = None

    # -- writing -----------------------------------------------------------------------------

    def _flush(self) -> None:
        """Write what is held back, having noted which rows were held before."""
        rows = {row for row, *_ in self._buffer} - self._fresh.keys() - self._known
        for some in batched(list(rows), 500):
            query = select(sync_op.c.row).where(sync_op.c.row.in_(some)).distinct()
            self._known.update(self._connection.execute(query).scalars())
        if self._changes:
            self._connection.exec_driver_sql(_CHANGE, self._changes)
        if self._ops:
            self._connection.exec_driver_sql(_OP, self._ops)
        for row, table, part, op in self._buffer:
            if row not in self._known:
                self._fresh.setdefault(row, Held()).add(table, part, op)
        self._kept += len(self._buffer)
        if self._kept > _IN_MEMORY:
            self._known.update(self._fresh)
            self._fresh.clear()
        self._changes, self._ops, self._buffer = [], [], []

    def finish(self) -> Taken:
        """Work out every row that was touched; called once, after the last line."""
        self._end_range()
        self._flush()
        for key in self.taken.streams:
            if key[0] != self._mine:
                store_runs(self._connection, self._streams[key])
        touched = self._known | self._fresh.keys()
        before = _clashes(self._connection, touched)
        outcome = self.taken.outcome
        if self._kept <= _IN_MEMORY:
            held = {**self._fresh, **held_of(self._connection, self._known)}
            _join(outcome, recompute_held(self._connection, held))
        else:
            for some in batched(sorted(touched), 20_000):
                _join(outcome, recompute(self._connection, some))
        self._erase()
        for (row, column, heads), kind in _clashes(self._connection, touched).items():
            if (row, column, heads) not in before:
                found = self.taken.questions if kind in DECIDE else self.taken.merged
                found.append((row, column))
        return self.taken

    def _erase(self) -> None:
        """What somebody erased goes here too, once what came with it is in its place."""
        if self._to_erase:
            done = erase(self._connection, self._to_erase)
            self.taken.erased = len(done.rows)
            for uid, name in done.rows.items():
                self.taken.outcome.changed.setdefault(name, set()).add(uid)
            for name, uids in done.owners.items():
                self.taken.outcome.changed.setdefault(name, set()).update(uids)
        erase_what_waits(self._connection)
        if self._late:
            count_late(self._connection, self._late)
            self.taken.discarded = sum(many for _, many in self._late.values())


def _number(dot: str) -> int:
    return int(dot.rpartition(":")[2])


def _text_of(op: Any) -> bytes:
    try:
        return canonical_text(op).encode()
    except RecursionError:
        raise BadFile("an operation of the wrong shape") from None


def _join(all_of_it: Outcome, more: Outcome) -> None:
    for mine, theirs in ((all_of_it.created, more.created), (all_of_it.changed, more.changed)):
        for table, uids in theirs.items():
            mine.setdefault(table, set()).update(uids)


def _clashes(connection: Connection, rows: Iterable[str]) -> dict[tuple[str, str, str], str]:
    if connection.execute(select(sync_conflict.c.row).limit(1)).first() is None:
        return {}
    found: dict[tuple[str, str, str], str] = {}
    for some in batched(list(rows), 500):
        query = select(sync_conflict).where(sync_conflict.c.row.in_(some))
        for row in connection.execute(query):
            found[row.row, row.col, row.heads] = row.kind
    return found


def check_have(connection: Connection, theirs: Have) -> None:
    """Raises Forked or OwnWorkReturned where what they say they hold contradicts what is held."""
    mine: str = connection.execute(select(sync_self.c.replica)).scalar_one()
    known: Mapping[Key, Stream] = streams(connection)
    for (replica, part), runs in theirs.items():
        stream = known.get((replica, part))
        for _, hi, top in runs:
            held_to = max((run.hi for run in stream.runs), default=0) if stream else 0
            if replica == mine and hi > held_to:
                raise OwnWorkReturned
            held = digest_at(connection, stream.id, hi) if stream else None
            if held is not None and held != top:
                raise Forked(replica)
