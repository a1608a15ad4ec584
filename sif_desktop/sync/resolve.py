"""Deciding between versions: an ordinary change, made by a person, that replaces all they saw.

What arrives in the meantime was not seen and stays open beside the decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import (
    DECIDE,
    DELETED,
    Op,
    Wire,
    groups_of,
    heads_of,
    latest_of,
    materialise,
    packed_heads,
)
from sif_desktop.models.base import metadata
from sif_desktop.models.changes import Action
from sif_desktop.models.clock import milliseconds
from sif_desktop.models.disputes import unpacked
from sif_desktop.models.ops import Held, held_of, kinds_of
from sif_desktop.models.statements import select_row
from sif_desktop.models.tables.log import sync_change, sync_conflict, sync_stream


@dataclass(frozen=True, slots=True)
class Version:
    """One person's version of the fields in question. Where a deletion is in question, `deleted`
    says they took the record away; else `values` are what they wrote and the deletion had not
    seen."""

    dot: str
    author: str
    at_ms: int
    values: Mapping[str, Wire]
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A field (or a group of them) that two people changed apart, with everything to decide by."""

    table: str
    row: str
    part: str
    column: str  # a field, "group:NAME" or "_del"
    kind: str
    columns: tuple[str, ...]  # the fields it is about
    base: Mapping[str, Wire]  # what both began from
    versions: tuple[Version, ...]  # the shown one last
    heads: Mapping[str, tuple[str, ...]]  # by field: all that a decision replaces
    stood: Mapping[str, list[str]]  # of a deletion: every version of anything, as packed heads


def questions(
    connection: Connection, rows: Iterable[str] | None = None, *, glance: bool = False
) -> list[Question]:
    """What waits for a decision; with `glance`, merged texts nobody has looked at."""
    query = select(sync_conflict)
    if glance:
        query = query.where(sync_conflict.c.kind.not_in(DECIDE), sync_conflict.c.ticked == 0)
    else:
        query = query.where(sync_conflict.c.kind.in_(DECIDE))
    if rows is not None:
        query = query.where(sync_conflict.c.row.in_(list(rows)))
    asked = connection.execute(query.order_by(sync_conflict.c.row, sync_conflict.c.col)).all()
    held = held_of(connection, {entry.row for entry in asked})
    authors = _authors(connection, held)
    return [_question(entry, held[entry.row], authors) for entry in asked]


def _authors(connection: Connection, held: Mapping[str, Held]) -> dict[tuple[str, str], str]:
    """{(partition, dot): author} of the changes that these rows' operations belong to."""
    wanted = {(row.place[1], op.dot) for row in held.values() for op in row.ops}
    parts = {part for part, _ in wanted}
    columns = (sync_stream.c.replica, sync_stream.c.part, sync_change.c.seq, sync_change.c.author)
    joined = sync_change.join(sync_stream, sync_stream.c.id == sync_change.c.stream)
    seqs = {int(dot.rpartition(":")[2]) for _, dot in wanted}
    found: dict[tuple[str, str], str] = {}
    for some in _some(sorted(parts)):
        query = select(*columns).select_from(joined).where(sync_stream.c.part.in_(some))
        if len(seqs) < 500:
            query = query.where(sync_change.c.seq.in_(seqs))
        for row in connection.execute(query):
            found[row.part, f"{row.replica}:{row.seq}"] = row.author
    return {key: found.get(key, "") for key in wanted}


def _some(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[start : start + 500] for start in range(0, len(items), 500))


def _question(entry: Any, held: Held, authors: Mapping[tuple[str, str], str]) -> Question:
    table, part = held.place
    kinds = kinds_of(metadata.tables[table])
    by_dot = {op.dot: op for op in held.ops}
    tops: list[str] = json.loads(entry.heads)
    if entry.col == DELETED:
        return _deletion(entry, held, by_dot, authors)
    columns = tuple(dict(groups_of(kinds)).get(entry.col.partition(":")[2], [entry.col]))
    versions = tuple(
        Version(
            dot,
            authors[part, dot],
            milliseconds(by_dot[dot].hlc),
            {name: left_at(by_dot, dot, name) for name in columns},
        )
        for dot in tops
    )
    base = {name: _base(by_dot, tops, name) for name in columns}
    heads = {name: tuple(tops) for name in columns}
    if entry.kind == "group":
        heads = {name: tuple(_member_heads(held.ops, name)) for name in columns}
    place = (table, entry.row, part, entry.col, entry.kind)
    return Question(*place, columns, base, versions, heads, {})


def _deletion(
    entry: Any, held: Held, by_dot: Mapping[str, Op], authors: Mapping[tuple[str, str], str]
) -> Question:
    """Who took the record away, and what others wrote that they had not seen."""
    table, part = held.place
    tops = tuple(json.loads(entry.heads))
    deletions = [dot for dot in tops if by_dot[dot].fields.get(DELETED)]
    seen = by_dot[deletions[-1]].prev if deletions else {}
    state = materialise(held.ops, kinds_of(metadata.tables[table]))
    assert state is not None, "nothing is asked of a row that cannot be shown"
    unseen: dict[str, dict[str, Wire]] = {}
    for column, dots in state.heads.items():
        for dot in dots if column != DELETED else ():
            if dot not in (seen.get(column) or seen.get("*", ())):
                written = by_dot[dot].fields
                values = written if column == "*" else {column: written.get(column)}
                unseen.setdefault(dot, {}).update(values)
    versions = tuple(
        Version(
            dot, authors[part, dot], milliseconds(by_dot[dot].hlc),
            unseen.get(dot, {}), dot in deletions,
        )
        for dot in [*deletions, *(dot for dot in by_dot if dot in unseen)]
    )  # fmt: skip
    place = (table, entry.row, part, DELETED, entry.kind)
    return Question(*place, (), {}, versions, {DELETED: tops}, packed_heads(state))


def left_at(by_dot: Mapping[str, Op], dot: str, column: str) -> Wire:
    """The value of the field as the author of this version had it before them."""
    op: Op | None = by_dot.get(dot)
    while op is not None and column not in op.fields and op.kind != "c":
        before = [by_dot[d] for d in op.prev.get(column, ()) if d in by_dot]
        op = before[-1] if before else None
    return op.fields.get(column) if op else None


def _base(by_dot: Mapping[str, Op], tops: Sequence[str], column: str) -> Wire:
    """The latest version that all of these go back to."""
    shared: set[str] | None = None
    for top in tops:
        found, todo = set(), [top]
        while todo:
            dot = todo.pop()
            for before in by_dot[dot].prev.get(column, ()):
                if before in by_dot and before not in found:
                    found.add(before)
                    todo.append(before)
        shared = found if shared is None else shared & found
    latest = latest_of((by_dot[dot] for dot in shared or ()), column)
    return left_at(by_dot, latest, column) if latest else None


def _member_heads(ops: Sequence[Op], column: str) -> list[str]:
    replaced = {dot for op in ops if column in op.fields for dot in op.prev.get(column, ())}
    return [
        op.dot for op in ops if (column in op.fields or op.kind == "c") and op.dot not in replaced
    ]


# -- deciding --------------------------------------------------------------------------------------


def decide(act: Action, question: Question, values: Mapping[str, Wire]) -> None:
    """Settle the field with this value: one of the versions', or the person's own.

    Raises Problem if the value leaves out a field of the group.
    """
    if question.column == DELETED or set(values) != set(question.columns):
        raise Problem("This is not an answer to that question.")
    row = _row(act, question)
    heads = unpacked(row)
    shown = {
        name: [dot for dot in heads_of(heads, name) if dot in question.heads[name]]
        for name in question.columns
    }
    act.write(metadata.tables[question.table], row, "u", values, shown)


def keep(act: Action, question: Question) -> None:
    """The record stays, whoever took it away."""
    row = _row(act, question)
    shown = {DELETED: list(question.heads[DELETED])}
    act.write(metadata.tables[question.table], row, "r", {DELETED: 0}, shown)


def delete(act: Action, question: Question) -> None:
    """The record goes, now that what was changed in it, and what it owns, has been seen."""
    act.delete(metadata.tables[question.table], question.row, question.stood)


def tick(connection: Connection, row: str, column: str) -> None:
    """Somebody has looked at a merged text; it is listed again if more is merged into it."""
    where = (sync_conflict.c.row == row) & (sync_conflict.c.col == column)
    connection.execute(update(sync_conflict).where(where).values(ticked=1))


def _row(act: Action, question: Question) -> Mapping[str, Any]:
    table = metadata.tables[question.table]
    found = act.connection.execute(select_row(table), {"uid": question.row}).mappings().first()
    if found is None or found["x_gone"]:
        raise Problem("This record has been deleted meanwhile.", "There is nothing to decide.")
    return dict(found)
