"""The one way anything is written: an action, whose every write is logged in its transaction.

    with store.action("Recorded a grade") as act:
        act.update(tables.answer, uid, value="2")

All writes of an action in one partition make one change; one row's part of it is one operation,
naming for every field the version it replaces. Nothing else may write a synced table: the engine
refuses it (`engine.refuse_unlogged`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    insert,
    select,
)

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import Wire, heads_of
from sif_desktop.models import dialect
from sif_desktop.models.base import (
    children_of,
    logged_columns,
    metadata,
    owner_column,
)
from sif_desktop.models.change_log import (
    OpenChange,
    add_op,
    last_written,
    open_change,
    write_change,
)
from sif_desktop.models.clock import Clock
from sif_desktop.models.disputes import (
    Heads,
    hanging_on,
    in_question,
    owners_to_reconsider,
    refuse_erased,
    replaced_by,
    shown_with,
    unpacked,
)
from sif_desktop.models.ids import keyed_uid, new_uid
from sif_desktop.models.log_text import wire
from sif_desktop.models.on_screen import Before, OnScreen, before, begun_with
from sif_desktop.models.statements import batched, select_row, update_statement

TEAM = "team"
PRIVATE = "private"
_INSERT_DUE = 'INSERT INTO search_due (tbl, "row") VALUES (?, ?) ON CONFLICT DO NOTHING'


def jottings_part(visit_uid: str) -> str:
    return f"visit:{visit_uid}"


def restricted_part(uid: str) -> str:
    return f"restricted:{uid}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action wrote, announced once so that each page can decide whether to refresh."""

    action: str
    label: str
    rows: Mapping[str, frozenset[str]]  # table name -> uids

    def touches(self, *tables: str) -> bool:
        return any(self.rows.get(name) for name in tables)


class Action:
    """One thing an officer did, while it is being written. Made by `Store.action`."""

    def __init__(
        self,
        connection: Connection,
        replica: str,
        author: str,
        clock: Clock,
        label: str,
        on_screen: OnScreen | None = None,
    ) -> None:
        self.connection = connection
        self._on_screen = on_screen
        self.id = new_uid()
        self.label = label
        self._replica = replica
        self._author = author
        self._clock = clock
        self._changes: dict[str, OpenChange] = {}
        self._rows: dict[str, set[str]] = {}
        self._owners: dict[str, set[str]] = {}  # of rows that came or went, by table
        self._created: list[str] = []
        self._recheck: set[str] = set()  # rows to be worked out anew once all is in the log
        # In the office store others write at the same time: what is changed is read once its
        # partition is this action's alone. None where the file has one writer anyway.
        self._locked: set[str] | None = set() if dialect.is_server(connection) else None
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
        empty = dict.fromkeys(column.name for column in logged_columns(table))
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
            self.note_created(table, written)
        return len(written)

    def update(self, table: Table, uid: str, **fields: Any) -> bool:
        """Change what differs; returns whether anything did. Raises Problem if the row is gone."""
        return self.update_from(table, uid, None, fields)

    def update_from(
        self, table: Table, uid: str, shown: Heads | None, fields: Mapping[str, Any]
    ) -> bool:
        """`update` of fields begun from the versions `shown`, where others' work may have arrived
        since: their later versions then stay beside this one. Without `shown` it is the versions
        that the page in front had."""
        row = self._row(table, uid)
        new = _differing(row, fields)
        was = None if shown or not new else before(self.connection, table, uid, self._on_screen)
        return self._update(table, row, new, was, shown)

    def update_begun(self, table: Table, uid: str, heads: Heads, fields: Mapping[str, Any]) -> bool:
        """`update` by a form that was filled in from the row as it was with these `heads`: what
        it left alone is not changed back."""
        row = self._row(table, uid)
        was = begun_with(self.connection, table, row, heads)
        return self._update(table, row, _differing(row, fields), was)

    def _update(
        self,
        table: Table,
        row: Mapping[str, Any],
        new: dict[str, Wire],
        was: Before | None,
        shown: Heads | None = None,
    ) -> bool:
        if was is not None:
            new = {name: value for name, value in new.items() if not was.had(name, value)}
            shown = was.replaces(new)
        if new:
            self._write(table, row, "u", new, shown)
        return bool(new)

    def put(self, table: Table, part: str, key: Sequence[str], **fields: Any) -> str:
        """Create or change the row with this real-world key; returns its uid. Raises Problem if
        it was erased for good."""
        uid = keyed_uid(table.name, *key)
        self._lock([part])
        row = self._find(table, uid)
        if row is None:
            refuse_erased(self.connection, table, uid)
            return self.create(table, part, uid, **fields)
        if row["x_gone"]:
            self.restore(table, uid)
        self.update(table, uid, **fields)
        return uid

    def delete(self, table: Table, uid: str, shown: Heads | None = None) -> None:
        """Mark the row and all it owns as deleted; `shown` gives the versions of the row that the
        person looked at, where that was before this moment."""
        self._find(table, uid)
        was = None if shown else before(self.connection, table, uid, self._on_screen)
        for child, column in children_of(table):
            owned = select(child.c.uid).where(column == uid, child.c.x_gone == 0)
            for (child_uid,) in self.connection.execute(owned).all():
                since = before(self.connection, child, child_uid, self._on_screen)
                if since is None or since.was_there:
                    self.delete(child, child_uid)
        self._write(table, self._row(table, uid), "d", {"_del": 1}, was.heads() if was else shown)

    def restore(self, table: Table, uid: str) -> None:
        """Take the mark of deletion off this one row."""
        row = self._find(table, uid)
        if row is not None and row["x_gone"]:
            self._write(table, row, "r", {"_del": 0})

    def write(
        self,
        table: Table,
        row: Mapping[str, Any],
        kind: str,
        fields: Mapping[str, Wire],
        shown: Heads | None = None,
    ) -> None:
        """Append one operation as it stands, for undo and for deciding between versions, which
        know exactly what they want."""
        self._write(table, row, kind, dict(fields), shown)

    def rows(self, wanted: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
        """The stored rows of these uids, each with its table's name; gone ones too."""
        found: dict[str, Mapping[str, Any]] = {}
        for name in sorted(set(wanted.values())):
            table = metadata.tables[name]
            uids = [uid for uid, of in wanted.items() if of == name]
            for some in batched(uids, 500):
                self.lock_rows(table, some)
                query = select(table).where(table.c.uid.in_(some))
                rows = self.connection.execute(query).mappings().all()
                found.update({row["uid"]: dict(row) for row in rows})
        return found

    # -- reading what is being changed -------------------------------------------------------

    def _lock(self, parts: Iterable[str]) -> None:
        if self._locked is not None:
            more = set(parts) - self._locked
            dialect.lock_streams(self.connection, self._replica, sorted(more))
            self._locked |= more

    def lock_rows(self, table: Table, uids: Sequence[str]) -> None:
        """Keep others from changing these rows until the action ends; to be called before they
        are read. A row never changes its partition."""
        if self._locked is not None:
            query = select(table.c.x_part).where(table.c.uid.in_(uids)).distinct()
            self._lock(self.connection.execute(query).scalars().all())

    def _find(self, table: Table, uid: str) -> Mapping[str, Any] | None:
        self.lock_rows(table, [uid])
        found = self.connection.execute(select_row(table), {"uid": uid}).mappings().first()
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
        self,
        table: Table,
        row: Mapping[str, Any],
        kind: str,
        fields: dict[str, Wire],
        shown: Heads | None = None,
    ) -> None:
        uid = row["uid"]
        if self._locked is not None and row["x_part"] not in self._locked:
            row, shown = self._since(table, row, fields, shown)
        change = self._change(row["x_part"])
        heads = unpacked(row)
        mine = partial(self._mine, row["x_part"])
        prev, recheck = replaced_by(self.connection, table, uid, heads, fields, shown, mine)
        if kind == "d":  # a delete names all it had seen
            seen = heads if shown is None else shown
            prev |= {**seen, "_del": heads_of(seen, "_del")}
            recheck = recheck or seen != heads or in_question(self.connection, uid)
        if kind in "dr":
            self._note_owner(table, [row])
        if recheck or (kind == "d" and children_of(table)):
            self._recheck.add(uid)
        add_op(self.connection, change, table.name, uid, kind, fields, prev)
        for name in fields:
            kept = [dot for dot in heads_of(heads, name) if dot not in prev[name]]
            heads[name] = [*kept, change.dot]
        heads = {name: dots for name, dots in heads.items() if name == "*" or dots != heads["*"]}
        gone = int(bool(fields.get("_del", row["x_gone"])))
        names = tuple(name for name in fields if name != "_del")
        self.connection.execute(
            update_statement(table, names),
            {f"v_{name}": fields[name] for name in names}
            | {"b_uid": uid, "v_heads": json.dumps(heads), "v_gone": gone},
        )
        self._note(table, [uid])

    def _mine(self, part: str, dots: set[str]) -> bool:
        """Whether all these versions are the person's own."""
        here = [dot for dot in dots if dot.startswith(f"{self._replica}:")]
        if self._locked is None or len(here) < len(dots):
            return len(here) == len(dots)
        numbers = [int(dot.rpartition(":")[2]) for dot in here]
        return dialect.are_by(self.connection, self._author, self._replica, part, numbers)

    def _since(
        self, table: Table, row: Mapping[str, Any], fields: Iterable[str], shown: Heads | None
    ) -> tuple[Mapping[str, Any], Heads]:
        """The row as it stands now, which was read before others were kept from changing it, and
        the versions it was read with: later ones stay beside this save's."""
        now = self._find(table, row["uid"])
        assert now is not None, "no row is ever taken out of its table"
        began = shown_with(self.connection, table, row["uid"], unpacked(row), fields)
        return now, {**began, **(shown or {})}

    def change_of(self, part: str) -> OpenChange:
        """The change this action makes in the partition, for `bulk`."""
        return self._change(part)

    def note(self, table: Table, uids: list[str]) -> None:
        """Rows were written by `bulk`: the screens and the search index must hear of it."""
        self._note(table, uids)

    def note_created(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """New rows: also what waited for them, and what they hang on, must hear of it."""
        self._note(table, [row["uid"] for row in rows])
        self._note_owner(table, rows)
        self._created += [row["uid"] for row in rows]

    def _note_owner(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        column = owner_column(table)
        if column is not None:
            above = self._owners.setdefault(column.info["owner"], set())
            above.update(row[column.name] for row in rows if row.get(column.name))

    def _change(self, part: str) -> OpenChange:
        change = self._changes.get(part)
        if change is None:
            change = open_change(self.connection, self._replica, part)
            self._changes[part] = change
            if self._locked is not None:
                self._locked.add(part)
        return change

    def _note(self, table: Table, uids: list[str]) -> None:
        self._rows.setdefault(table.name, set()).update(uids)
        if table.info["search"]:
            self.connection.exec_driver_sql(_INSERT_DUE, [(table.name, uid) for uid in uids])

    def finish(self) -> Changes:
        """Write the log of the action; called once, before the commit."""
        if self._locked is not None and self._changes:  # after what other windows wrote
            self._clock.resume(last_written(self.connection, self._replica))
        for change in self._changes.values():
            write_change(
                self.connection, change, self._clock.tick(), self._author, self.label, self.id
            )
        self._work_out()
        return Changes(
            self.id, self.label, {name: frozenset(uids) for name, uids in self._rows.items()}
        )

    def _work_out(self) -> None:
        """Rows that others' work stands beside, and owners whose deletion may hold otherwise."""
        anew = self._recheck | owners_to_reconsider(self.connection, self._owners)
        anew |= hanging_on(self.connection, self._created)
        if anew:
            from sif_desktop.models.recompute import recompute

            for name, uids in recompute(self.connection, anew).rows().items():
                self._rows.setdefault(name, set()).update(uids)

    @property
    def wrote(self) -> bool:
        return any(change.ops or change.stored for change in self._changes.values())


def _differing(row: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Wire]:
    new = {name: wire(value) for name, value in fields.items()}
    return {name: value for name, value in new.items() if row[name] != value}
