"""Working rows out anew from the log, after an exchange and wherever a save met a dispute.

Never writes the log. What it writes (the rows, `sync_conflict`, `sync_waiting`) follows from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text

from sif_desktop.domain.merge import RowState, materialise, packed_heads
from sif_desktop.models.base import children_of, metadata, owner_column
from sif_desktop.models.ops import Held, by_depth, held_of, kinds_of, synced_table
from sif_desktop.models.statements import batched, insert_statement, update_statement
from sif_desktop.models.tables.log import sync_conflict, sync_waiting

_SIZE = 500
_MARKED = text("x_heads LIKE '%\"_del\"%'")
_DUE = 'INSERT INTO search_due (tbl, "row") VALUES (?, ?) ON CONFLICT DO NOTHING'


@dataclass(slots=True)
class Outcome:
    """What changed: uids by table."""

    created: dict[str, set[str]] = field(default_factory=dict)
    changed: dict[str, set[str]] = field(default_factory=dict)

    def rows(self) -> dict[str, frozenset[str]]:
        names = self.created.keys() | self.changed.keys()
        return {
            name: frozenset(self.created.get(name, set()) | self.changed.get(name, set()))
            for name in names
        }


def recompute(connection: Connection, uids: Iterable[str]) -> Outcome:
    """Bring these rows, and whatever hangs on them, to what the log says."""
    work = _Work(connection)
    todo = set(uids)
    while todo:  # each round may wake rows that waited for the one before
        todo = work.rows(held_of(connection, todo))
    work.settle()
    return work.outcome


def recompute_held(connection: Connection, held: Mapping[str, Held]) -> Outcome:
    """`recompute` of rows whose every operation is in `held` already."""
    work = _Work(connection)
    todo = work.rows(held)
    while todo:
        todo = work.rows(held_of(connection, todo))
    work.settle()
    return work.outcome


def live_owners(connection: Connection, table: Table, uids: Iterable[str]) -> set[str]:
    """Which of these rows own something that is not deleted."""
    found: set[str] = set()
    wanted = list(uids)
    for child, column in children_of(table):
        for some in batched(wanted, _SIZE):
            query = select(column).where(column.in_(some), child.c.x_gone == 0).distinct()
            found.update(connection.execute(query).scalars())
    return found


class _Work:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.outcome = Outcome()
        self._states: dict[str, dict[str, RowState]] = {}  # table -> uid -> state
        self._owners: dict[str, set[str]] = {}  # table -> uids whose deletion may stand otherwise

    # -- rows --------------------------------------------------------------------------------

    def rows(self, held: Mapping[str, Held]) -> set[str]:
        """Write these rows; gives those that waited for one of them."""
        by_table: dict[Table, dict[str, Held]] = {}
        for uid, row in held.items():
            table = synced_table(row.place[0])
            if table is not None:
                by_table.setdefault(table, {})[uid] = row
        arrived: set[str] = set()
        for table in by_depth(by_table):
            arrived |= self._table(table, by_table[table])
        return self._woken(arrived) - held.keys()

    def _table(self, table: Table, held: Mapping[str, Held]) -> set[str]:
        kinds, waits, shown = kinds_of(table), {}, {}
        for uid, row in held.items():
            state = materialise(row.ops, kinds)
            if state is None:
                waits[uid] = uid
            else:
                shown[uid] = state
        self._wait_for_owner(table, shown, waits)
        stored = self._stored(table, shown)
        self._write(table, {uid: shown[uid] for uid in stored}, new=False)
        fresh = {uid: state for uid, state in shown.items() if uid not in stored}
        parts = {uid: held[uid].place[1] for uid in fresh}
        self._write(table, fresh, new=True, parts=parts)
        self._note_waiting(table, held, waits)
        self._states.setdefault(table.name, {}).update(shown)
        return set(fresh)

    def _wait_for_owner(
        self, table: Table, shown: dict[str, RowState], waits: dict[str, str]
    ) -> None:
        column = owner_column(table)
        if column is None:
            return
        owners = {uid: state.values.get(column.name) for uid, state in shown.items()}
        named = {str(owner) for owner in owners.values() if owner}
        above = metadata.tables[column.info["owner"]]
        there = set(self._stored(above, named))
        self._owners.setdefault(above.name, set()).update(named & there)
        for uid, owner in owners.items():
            if owner and owner not in there:
                waits[uid] = str(owner)
                del shown[uid]

    def _stored(self, table: Table, uids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for some in batched(list(uids), _SIZE):
            found.update(
                self.connection.execute(select(table.c.uid).where(table.c.uid.in_(some))).scalars()
            )
        return found

    def _write(
        self,
        table: Table,
        states: Mapping[str, RowState],
        *,
        new: bool,
        parts: Mapping[str, str] | None = None,
    ) -> None:
        if not states:
            return
        names = tuple(kinds_of(table))
        if new:
            statement, columns = insert_statement(table)
            rows = (
                {
                    **state.values,
                    "uid": uid,
                    "x_part": (parts or {})[uid],
                    "x_heads": json.dumps(packed_heads(state)),
                    "x_gone": int(state.gone),
                    "x_rev": 0,
                }
                for uid, state in states.items()
            )
            self.connection.exec_driver_sql(
                statement, [tuple(map(row.get, columns)) for row in rows]
            )
        else:
            self.connection.execute(
                update_statement(table, names),
                [_parameters(uid, state, names) for uid, state in states.items()],
            )
        kept = self.outcome.created if new else self.outcome.changed
        kept.setdefault(table.name, set()).update(states)
        if table.info["search"]:
            self.connection.exec_driver_sql(_DUE, [(table.name, uid) for uid in states])

    # -- waiting -----------------------------------------------------------------------------

    def _note_waiting(self, table: Table, held: Iterable[str], waits: Mapping[str, str]) -> None:
        for some in batched(list(held), _SIZE):
            self.connection.execute(delete(sync_waiting).where(sync_waiting.c.row.in_(some)))
        rows = [{"row": uid, "tbl": table.name, "needs": needs} for uid, needs in waits.items()]
        if rows:
            self.connection.execute(insert(sync_waiting), rows)

    def _woken(self, arrived: set[str]) -> set[str]:
        if self.connection.execute(select(sync_waiting.c.row).limit(1)).first() is None:
            return set()
        found: set[str] = set()
        for some in batched(list(arrived), _SIZE):
            query = select(sync_waiting.c.row).where(sync_waiting.c.needs.in_(some))
            found.update(self.connection.execute(query).scalars())
        return found

    # -- deletions, from the bottom up ---------------------------------------------------------

    def settle(self) -> None:
        """Decide which deletions hold, deepest rows first, and write down what is disputed."""
        tables: set[Table] = set()
        todo = [synced_table(name) for name in {*self._states, *self._owners}]
        while todo:
            table = todo.pop()
            if table is not None and table not in tables:
                tables.add(table)
                column = owner_column(table)
                todo += [] if column is None else [metadata.tables[column.info["owner"]]]
        for table in by_depth(tables, deepest=True):
            self._settle_table(table)

    def _settle_table(self, table: Table) -> None:
        states = self._states.setdefault(table.name, {})
        self._take_in_owners(table, states)
        marked = [uid for uid, state in states.items() if state.deleted]
        live = live_owners(self.connection, table, marked) if marked else set()
        for uid in live:
            held = held_of(self.connection, [uid])[uid]
            state = materialise(held.ops, kinds_of(table), live_children=True)
            assert state is not None
            states[uid] = state
            self._write(table, {uid: state}, new=False)
        self._note_clashes(table, states)

    def _take_in_owners(self, table: Table, states: dict[str, RowState]) -> None:
        """Owners that carry the mark of a deletion, not looked at yet, of rows that were."""
        unseen = self._owners.get(table.name, set()) - states.keys()
        marked: list[str] = []
        for some in batched(list(unseen), _SIZE):
            query = select(table.c.uid).where(table.c.uid.in_(some), _MARKED)
            marked += self.connection.execute(query).scalars()
        for uid, held in held_of(self.connection, marked).items():
            state = materialise(held.ops, kinds_of(table))
            assert state is not None
            states[uid] = state
            self._write(table, {uid: state}, new=False)
        column = owner_column(table)
        if column is not None:
            named = {str(o) for u in marked if (o := states[u].values.get(column.name))}
            self._owners.setdefault(column.info["owner"], set()).update(named)

    def _note_clashes(self, table: Table, states: Mapping[str, RowState]) -> None:
        ticked = self._ticked(list(states))
        rows = [
            {
                "row": uid,
                "col": clash.column,
                "tbl": table.name,
                "kind": clash.kind,
                "heads": (heads := json.dumps(clash.heads)),
                "ticked": int((uid, clash.column, heads) in ticked),
            }
            for uid, state in states.items()
            for clash in state.clashes
        ]
        for some in batched(list(states), _SIZE):
            self.connection.execute(delete(sync_conflict).where(sync_conflict.c.row.in_(some)))
        if rows:
            self.connection.execute(insert(sync_conflict), rows)

    def _ticked(self, uids: list[str]) -> set[tuple[str, str, str]]:
        found: set[tuple[str, str, str]] = set()
        columns = (sync_conflict.c.row, sync_conflict.c.col, sync_conflict.c.heads)
        for some in batched(uids, _SIZE):
            query = select(*columns).where(
                sync_conflict.c.row.in_(some), sync_conflict.c.ticked == 1
            )
            found.update(tuple(row) for row in self.connection.execute(query))
        return found


def _parameters(uid: str, state: RowState, names: Iterable[str]) -> dict[str, Any]:
    values: dict[str, Any] = {f"v_{name}": state.values.get(name) for name in names}
    heads = json.dumps(packed_heads(state))
    return values | {"b_uid": uid, "v_heads": heads, "v_gone": int(state.gone)}
