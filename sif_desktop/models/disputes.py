"""What a save may replace, and what must be worked out anew once it is in the log.

On a row nobody else touched both are trivial and cost nothing. Where two people's versions stand
side by side, a save replaces only what its author was shown, so the other version stays open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, text

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.merge import DELETED, group_of, heads_of, reached, seen_by
from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.ops import held_of, kinds_of, synced_table
from sif_desktop.models.statements import batched
from sif_desktop.models.tables.log import sync_conflict, sync_erased, sync_waiting

Heads = Mapping[str, list[str]]
_SIZE = 500
_MARKED = text("x_heads LIKE '%\"_del\"%'")


def grouped(table: Table, columns: Iterable[str]) -> set[str]:
    """The other fields of the groups that these fields belong to."""
    kinds, written = kinds_of(table), set(columns)
    groups = {group_of(kinds.get(name, "")) for name in written} - {""}
    return {name for name, kind in kinds.items() if group_of(kind) in groups} - written


def in_question(connection: Connection, uid: str) -> bool:
    query = select(sync_conflict.c.row).where(sync_conflict.c.row == uid).limit(1)
    return connection.execute(query).first() is not None


def among_questions(connection: Connection, uids: Iterable[str]) -> set[str]:
    """Which of these rows have a field in question."""
    found: set[str] = set()
    for some in batched(list(uids), _SIZE):
        query = select(sync_conflict.c.row).where(sync_conflict.c.row.in_(some)).distinct()
        found.update(connection.execute(query).scalars())
    return found


def plain(heads: Heads) -> bool:
    """Whether a row has one version of everything and no mark of a deletion."""
    return DELETED not in heads and all(len(dots) == 1 for dots in heads.values())


def replaced_by(
    connection: Connection,
    table: Table,
    uid: str,
    heads: Heads,
    columns: Iterable[str],
    shown: Heads | None,
    mine: Callable[[set[str]], bool],
) -> tuple[dict[str, list[str]], bool]:
    """`prev` of a save of these fields, and whether the row must be worked out anew after it.

    `shown` gives the versions the person began from, where that was before this moment: of the
    fields, and of the others in their groups, where what came since is left aside if all of it is
    the person's own work (`mine`) on the same page.
    """
    written = list(columns)
    beside = grouped(table, written)
    kinds = kinds_of(table)
    may_clash = not plain(heads) or any(group_of(kinds.get(name, "")) for name in written)
    open_question = may_clash and in_question(connection, uid)
    prev = {name: heads_of(heads, name) for name in [*written, *sorted(beside)]}
    if open_question:
        held = held_of(connection, [uid])
        seen = seen_by(held[uid].ops, kinds, written)
        prev = {name: list(dots) for name, dots in seen.items()}
    stale = {n: shown[n] for n in prev if shown and shown.get(n, prev[n]) != prev[n]}
    for name in stale.keys() & beside:
        if mine(set(prev[name]) - {*stale[name]}):
            del stale[name]
    return {**prev, **stale}, open_question or bool(stale) or not plain(heads)


def shown_with(
    connection: Connection, table: Table, uid: str, began: Heads, columns: Iterable[str]
) -> Heads:
    """What a save of these fields may replace whose author had the row as these heads have it,
    whatever has arrived since."""
    written = list(columns)
    if plain(began) and not grouped(table, written):
        return {name: heads_of(began, name) for name in written}
    ops = held_of(connection, [uid])[uid].ops
    then = reached(ops, (dot for dots in began.values() for dot in dots))
    seen = seen_by(then, kinds_of(table), written)
    return {name: list(dots) for name, dots in seen.items()}


def erased_among(connection: Connection, uids: Iterable[str]) -> set[str]:
    """Which of these rows were erased for good: whatever is said of them again, nobody takes in."""
    found: set[str] = set()
    for some in batched(list(uids), _SIZE):
        query = select(sync_erased.c.row).where(sync_erased.c.row.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def refuse_erased(connection: Connection, table: Table, uid: str) -> None:
    if erased_among(connection, [uid]):
        raise Problem(
            f"This {table.info['title'].lower()} was erased for good, so it cannot be made again.",
            "The log of what was erased says why. Write what is still needed in another record.",
        )


def hanging_on(connection: Connection, created: Iterable[str]) -> set[str]:
    """Rows that waited for one of these, and those of them that were waiting themselves."""
    if connection.execute(select(sync_waiting.c.row).limit(1)).first() is None:
        return set()
    found: set[str] = set()
    for some in batched(list(created), _SIZE):
        waits = sync_waiting.c.row.in_(some) | sync_waiting.c.needs.in_(some)
        found.update(connection.execute(select(sync_waiting.c.row).where(waits)).scalars())
    return found


def owners_of(connection: Connection, rows: Mapping[str, str]) -> dict[str, set[str]]:
    """What these rows hang on, by table: it may have been kept only for their sake."""
    found: dict[str, set[str]] = {}
    for name in set(rows.values()):
        table = synced_table(name)
        column = owner_column(table) if table is not None else None
        for some in batched([uid for uid, of in rows.items() if of == name], _SIZE):
            if column is not None:
                query = select(column).where(column.table.c.uid.in_(some), column.is_not(None))
                above = found.setdefault(column.info["owner"], set())
                above.update(set(connection.execute(query).scalars()) - rows.keys())
    return found


def owners_to_reconsider(connection: Connection, owners: Mapping[str, set[str]]) -> set[str]:
    """Owners (by table) with the mark of a deletion, now that something they own came or went."""
    found: set[str] = set()
    for name, uids in owners.items():
        table = metadata.tables[name]
        for some in batched(sorted(uids), _SIZE):
            query = select(table.c.uid).where(table.c.uid.in_(some), _MARKED)
            found.update(connection.execute(query).scalars())
    return found


def unpacked(row: Mapping[str, Any]) -> dict[str, list[str]]:
    heads: dict[str, list[str]] = json.loads(row["x_heads"])
    return heads
