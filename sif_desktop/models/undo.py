"""One undo and redo for the whole program, read from the change log.

An action is undone by appending inverse operations, field by field, and only where the action's
operation is still what the field stands on. Where later work stands on it the program says so.
Undo and redo are logged like everything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import Wire, heads_of, materialise
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import Changes
from sif_desktop.models.ops import held_of, kinds_of
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import action, sync_change, sync_op, sync_stream


class LaterWork(Problem):
    """Something was changed after the action that is to be undone."""

    def __init__(self, label: str, places: list[str]) -> None:
        shown = "; ".join(places[:5]) + ("; …" if len(places) > 5 else "")
        super().__init__(
            f"“{label}” cannot be undone as it stands: {shown} was changed afterwards.",
            "It stays as it is; change it by hand. Undo goes on with what was done before it.",
        )
        self.places = places


@dataclass(frozen=True, slots=True)
class Step:
    """The action that undo or redo would take next."""

    id: str
    label: str
    at: str
    place: str


class UndoStack:
    def __init__(self, store: Store) -> None:
        self._store = store

    def next_undo(self) -> Step | None:
        return self._next(action.c.kind == "do", action.c.state == "done")

    def next_redo(self) -> Step | None:
        return self._next(action.c.kind == "do", action.c.state == "undone", newest=False)

    def undo(self) -> Changes:
        """Undo the newest action. Raises LaterWork, or Problem if there is nothing to undo."""
        step = self.next_undo()
        if step is None:
            raise Problem("There is nothing to undo.")
        try:
            return self._reverse(step, step.id, "undo", "undone")
        except LaterWork:
            # What stands on it cannot be undone (or it would be next), so neither can this ever.
            with self._store.local() as connection:
                gone = update(action).where(action.c.id == step.id)
                connection.execute(gone.values(state="dropped"))
            raise

    def redo(self) -> Changes:
        step = self.next_redo()
        if step is None:
            raise Problem("There is nothing to redo.")
        with self._store.read() as connection:
            newest = select(action.c.id).where(action.c.of == step.id, action.c.kind == "undo")
            undo_id = connection.execute(newest.order_by(action.c.number.desc())).scalars().first()
        assert undo_id is not None, "an undone action has its undo in the log"
        return self._reverse(step, undo_id, "redo", "done")

    def _next(self, *where: Any, newest: bool = True) -> Step | None:
        order = action.c.number.desc() if newest else action.c.number.asc()
        columns = (action.c.id, action.c.label, action.c.at, action.c.place)
        with self._store.read() as connection:
            row = connection.execute(select(*columns).where(*where).order_by(order)).first()
        return Step(row.id, row.label, row.at, row.place or "") if row else None

    def _reverse(self, step: Step, target: str, kind: str, state: str) -> Changes:
        """Append the inverse of the action `target` and give `step` its new state."""
        label = {"undo": "Undone: ", "redo": "Redone: "}[kind] + step.label
        with self._store.logged(label, kind=kind, of=step.id, place=step.place) as act:
            log = _Log(act.connection)
            ops = list(log.ops_of(target).values())
            stored = act.rows({op.row: op.tbl for op in ops})
            if any(op.row not in stored for op in ops):  # a colleague in the office store erased it
                raise LaterWork(step.label, ["A record that was erased since"])
            inverses = [(op, _inverse(log, op, stored[op.row])) for op in ops]
            later = [place for _, inverse in inverses for place in inverse.later]
            if later:
                raise LaterWork(step.label, later)
            for op, inverse in inverses:
                act.write(metadata.tables[op.tbl], stored[op.row], inverse.kind, inverse.fields)
            changed = update(action).where(action.c.id == step.id)
            act.connection.execute(changed.values(state=state))
        return act.changes


@dataclass(frozen=True, slots=True)
class _LoggedOp:
    dot: str
    part: str
    row: str
    tbl: str
    kind: str
    fields: Mapping[str, Wire]
    prev: Mapping[str, list[str]]
    done_by: str  # do, undo, redo, fixed
    of: str | None  # for undo and redo: the action they are about


@dataclass(frozen=True, slots=True)
class _Inverse:
    kind: str
    fields: dict[str, Wire]
    later: list[str]


class _Log:
    """Operations by action and by dot; a whole change is read at once, for bulk actions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: dict[tuple[str, str], dict[str, _LoggedOp]] = {}
        self._actions: dict[str, dict[str, _LoggedOp]] = {}

    def ops_of(self, action_id: str) -> dict[str, _LoggedOp]:
        if action_id not in self._actions:
            found = self._read(sync_change.c.action == action_id)
            self._actions[action_id] = {op.row: op for op in found}
        return self._actions[action_id]

    def op(self, part: str, dot: str, row: str) -> _LoggedOp | None:
        key = (part, dot)
        if key not in self._changes:
            replica, _, seq = dot.rpartition(":")
            where = (
                sync_stream.c.part == part,
                sync_stream.c.replica == replica,
                sync_change.c.seq == int(seq),
            )
            self._changes[key] = {op.row: op for op in self._read(*where)}
        return self._changes[key].get(row)

    def origin(self, part: str, dot: str, row: str, column: str) -> str:
        """The version a head really stands for: a redo for what was done, an undo for what was
        there before it."""
        op = self.op(part, dot, row)
        if op is None or op.done_by not in ("undo", "redo") or op.of is None:
            return dot
        done = self.ops_of(op.of)[row]
        if op.done_by == "redo":
            return done.dot
        before = done.prev.get(column)
        return self.origin(part, before[0], row, column) if before else ""

    def before(self, op: _LoggedOp, column: str) -> Wire:
        """The value the operation replaced, of several versions what was shown of them; nothing
        where its row had none yet."""
        if len(op.prev.get(column, ())) > 1:
            return self._shown_before(op).get(column)
        for dot in op.prev.get(column, ()):
            earlier = self.op(op.part, dot, op.row)
            if earlier is not None and column in earlier.fields:
                return earlier.fields[column]
        return None

    def _shown_before(self, op: _LoggedOp) -> Mapping[str, Wire]:
        """The row as it stood without the operation and what was built on it."""
        held = held_of(self._connection, [op.row])[op.row]
        later = {op.dot}
        for other in sorted(held.ops, key=lambda one: (one.hlc, one.dot)):
            if any(dot in later for dots in other.prev.values() for dot in dots):
                later.add(other.dot)
        before = (other for other in held.ops if other.dot not in later)
        state = materialise(before, kinds_of(metadata.tables[op.tbl]))
        return state.values if state else {}

    def _read(self, *where: Any) -> list[_LoggedOp]:
        joined = (
            sync_op.join(
                sync_change,
                (sync_change.c.stream == sync_op.c.stream) & (sync_change.c.seq == sync_op.c.seq),
            )
            .join(sync_stream, sync_stream.c.id == sync_op.c.stream)
            .join(action, action.c.id == sync_change.c.action, isouter=True)
        )
        columns = (sync_stream.c.replica, sync_stream.c.part, sync_op, action.c.kind, action.c.of)
        named = (*columns[:3], columns[3].label("done_by"), columns[4])
        rows = self._connection.execute(select(*named).select_from(joined).where(*where)).all()
        return [
            _LoggedOp(
                f"{row.replica}:{row.seq}",
                row.part,
                row.row,
                row.tbl,
                row.kind,
                json.loads(row.fields),
                json.loads(row.prev),
                row.done_by or "",
                row.of,
            )
            for row in rows
        ]


def _inverse(log: _Log, op: _LoggedOp, stored: Mapping[str, Any]) -> _Inverse:
    """What takes the operation back, and what of it later work stands on."""
    table = metadata.tables[op.tbl]
    heads: dict[str, list[str]] = json.loads(stored["x_heads"])
    name = table.info["title"].lower()
    if op.kind == "c":
        columns = [column for column in heads if column != "*"]
        later = [f"this {name}"] if any(_moved(log, op, heads, c) for c in columns) else []
        return _Inverse("d", {"_del": 1}, later)
    later = [
        f"{_label(table, column)} of this {name}"
        for column in op.fields
        if _moved(log, op, heads, column)
    ]
    fields = {column: log.before(op, column) for column in op.fields if column != "_del"}
    if op.kind in "dr":
        kind, gone = ("r", 0) if op.kind == "d" else ("d", 1)
        return _Inverse(kind, fields | {"_del": gone}, later)
    return _Inverse("u", fields, later)


def _moved(log: _Log, op: _LoggedOp, heads: Mapping[str, list[str]], column: str) -> bool:
    """Whether the field stands on something else than this operation left it at."""
    stands_on = [log.origin(op.part, dot, op.row, column) for dot in heads_of(heads, column)]
    return stands_on != [log.origin(op.part, op.dot, op.row, column)]


def _label(table: Table, column: str) -> str:
    return "the deletion" if column == "_del" else str(table.c[column].info["label"]).lower()
