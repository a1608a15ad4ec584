"""What a person has before them when they save, worked out from the log apart from the program.

A save may replace the versions whose words were on the page and what those had replaced, no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from sif_desktop.domain.merge import DECIDE, DELETED, Op, group_of
from sif_desktop.models.base import metadata
from sif_desktop.models.ops import held_of, kinds_of
from sif_desktop.models.tables.log import sync_change, sync_conflict, sync_op, sync_stream


@dataclass
class Page:
    """A record as it stands on the page."""

    gone: bool
    may: dict[str, set[str]] = field(default_factory=dict)  # field -> versions a save may replace
    stands: dict[str, set[str]] = field(default_factory=dict)  # field -> versions nobody replaced
    disputed: set[str] = field(default_factory=set)  # fields with a question
    every: set[str] = field(default_factory=set)  # all versions of anything, for who deletes it
    behind: dict[str, set[str]] = field(default_factory=dict)  # field -> all its versions

    def with_all_versions_of(self, columns: Iterable[str]) -> Page:
        """Where a question sets every version of these fields side by side."""
        return replace(self, may={**self.may, **{name: self.behind[name] for name in columns}})


def standing(ops: Sequence[Op], column: str) -> list[Op]:
    """The versions of a field that nobody replaced; a creation speaks of every field."""
    writers = [op for op in ops if column in op.fields or op.kind == "c"]
    replaced = {dot for op in writers if column in op.fields for dot in op.prev.get(column, ())}
    return [op for op in writers if op.dot not in replaced]


def back_from(ops: Iterable[Op], dots: Iterable[str], column: str) -> set[str]:
    """These versions of a field and all they replaced, one after the other."""
    by_dot = {op.dot: op for op in ops}
    found, todo = set(), list(dots)
    while todo:
        dot = todo.pop()
        if dot not in found:
            found.add(dot)
            todo += by_dot[dot].prev.get(column, ()) if dot in by_dot else ()
    return found


def pages(connection: Connection, rows: Mapping[str, str]) -> dict[str, Page]:
    """The page of each of these rows (table -> uid) that is in its table."""
    held = held_of(connection, rows.values())
    asked: dict[str, dict[str, list[str]]] = {uid: {} for uid in rows.values()}
    for entry in connection.execute(select(sync_conflict)):
        if entry.kind in DECIDE and entry.row in asked:
            asked[entry.row][entry.col] = json.loads(entry.heads)
    found = {}
    for name, uid in rows.items():
        table = metadata.tables[name]
        row = connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
        if row is not None and uid in held:
            found[uid] = _page(row, kinds_of(table), held[uid].ops, asked[uid])
    return found


def _page(row, kinds, ops: Sequence[Op], asked: Mapping[str, list[str]]) -> Page:
    page = Page(bool(row["x_gone"]), every={op.dot for op in ops})
    for column, kind in {**kinds, DELETED: "", "*": ""}.items():
        tops = standing(ops, column)
        dots = page.stands[column] = {op.dot for op in tops}
        if group_of(kind) and kind in asked:  # the group as its latest author left it
            latest = next(op for op in ops if op.dot == asked[kind][-1])
            # An older program's save says nothing of a field it does not know: the last stands.
            last = max(tops, key=lambda op: (op.hlc, op.dot)).dot
            dots = {latest.dot, *latest.prev.get(column, [last])}
            page.disputed.add(column)
        elif column in asked and column != DELETED:
            dots = {op.dot for op in tops if op.fields.get(column) == row[column]}
            page.disputed.add(column)
        page.may[column] = back_from(ops, dots, column)
        page.behind[column] = back_from(ops, page.stands[column], column)
    return page


@dataclass(frozen=True)
class Written:
    row: str
    kind: str
    fields: Mapping[str, object]
    prev: Mapping[str, list[str]]
    dot: str


def written_since(connection: Connection, replica: str, before: Mapping[str, int]) -> list[Written]:
    """This replica's operations of changes later than these numbers, by partition."""
    here = (sync_change.c.stream == sync_op.c.stream) & (sync_change.c.seq == sync_op.c.seq)
    joined = sync_op.join(sync_change, here).join(sync_stream, sync_stream.c.id == sync_op.c.stream)
    query = select(sync_op, sync_stream.c.part).select_from(joined)
    return [
        Written(o.row, o.kind, json.loads(o.fields), json.loads(o.prev), f"{replica}:{o.seq}")
        for o in connection.execute(query.where(sync_stream.c.replica == replica))
        if o.seq > before.get(o.part, 0)
    ]
