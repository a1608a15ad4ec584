"""Typing on disk before it is a change: one row per field being typed in, replaced at each pause.

A draft becomes one logged change when the field is left, the caseload locks, or the record is
issued. Until then reading a record means: the draft where there is one, else what is stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, select

from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.changes import Action, Changes
from sif_desktop.models.dialect import insert_new, insert_or_set
from sif_desktop.models.disputes import Heads, replaced_by
from sif_desktop.models.log_text import wire
from sif_desktop.models.on_screen import before
from sif_desktop.models.store import Store, now
from sif_desktop.models.tables.log import draft, search_due


def save(store: Store, table: str, uid: str, column: str, text: str) -> None:
    """Keep what is being typed; durable when this returns."""
    row = {"tbl": table, "row": uid, "col": column, "text": wire(text), "at": now()}
    with store.local() as connection:
        keep(store, connection, [row])
        if table in metadata.tables and metadata.tables[table].info["search"]:
            due = insert_new(connection, search_due)
            connection.execute(due, [{"tbl": table, "row": uid}])


def keep(store: Store, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep drafts (tbl, row, col, text, at), with the versions their writers had before them.

    Those are noted when a field is first typed in, of the others of its group too: should others'
    work arrive before it is left, both stand side by side.
    """
    heads: dict[tuple[str, str], dict[str, list[str]]] = {}
    for name in {row["tbl"] for row in rows}:
        table = metadata.tables.get(name)
        if table is not None and is_synced(table):
            uids = [row["row"] for row in rows if row["tbl"] == name]
            query = select(table.c.uid, table.c.x_heads).where(table.c.uid.in_(uids))
            for found in connection.execute(query):
                heads[name, found.uid] = json.loads(found.x_heads)
    again = insert_or_set(connection, draft, ["text", "at"])
    seen = partial(_seen, store, connection, heads)
    connection.execute(again, [{**row, "seen": seen(row)} for row in rows])


def _seen(
    store: Store,
    connection: Connection,
    heads: Mapping[tuple[str, str], dict[str, list[str]]],
    row: Mapping[str, Any],
) -> str | None:
    packed = heads.get((row["tbl"], row["row"]))
    if packed is None:
        return None
    table = metadata.tables[row["tbl"]]
    was = before(connection, table, row["row"], store.on_screen)
    if was is not None:
        return json.dumps(was.replaces([row["col"]]))
    # As nothing came since, nobody asks whose it was.
    seen, _ = replaced_by(connection, table, row["row"], packed, [row["col"]], None, all)
    return json.dumps(seen)


def discard(store: Store, table: str, uid: str, column: str) -> None:
    with store.local() as connection:
        connection.execute(_which(delete(draft), table, uid).where(draft.c.col == column))


def drop(act: Action, table: str, uid: str, column: str) -> None:
    """What is being typed gives way to what this action writes."""
    act.connection.execute(_which(delete(draft), table, uid).where(draft.c.col == column))


def of_row(connection: Connection, table: str, uid: str) -> dict[str, str]:
    """{field: what is being typed} of one row."""
    query = _which(select(draft.c.col, draft.c.text), table, uid)
    return {row.col: row.text for row in connection.execute(query)}


def of_rows(connection: Connection, table: str, uids: Iterable[str]) -> dict[str, dict[str, str]]:
    query = select(draft).where(draft.c.tbl == table, draft.c.row.in_(list(uids)))
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.row, {})[row.col] = row.text
    return found


def overlay(row: Mapping[str, Any], drafts: Mapping[str, str]) -> dict[str, Any]:
    """The row as its writer sees it."""
    return {**row, **{name: text for name, text in drafts.items() if name in row}}


def settle(
    store: Store,
    table: str,
    uid: str,
    label: str,
    column: str = "",
    *,
    with_more: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
) -> Changes | None:
    """Make the drafts of a row (or of one field) one logged change; None if there were none.
    `with_more` adds to what was typed the fields that follow from it."""
    with store.action(label) as act:
        query = _which(select(draft.c.col, draft.c.text, draft.c.seen), table, uid)
        gone = _which(delete(draft), table, uid)
        if column:
            query, gone = query.where(draft.c.col == column), gone.where(draft.c.col == column)
        rows = act.connection.execute(query).all()
        typed = {row.col: row.text for row in rows}
        shown = _shown({row.col: json.loads(row.seen) for row in rows if row.seen})
        known = metadata.tables[table].c
        fields = {name: text for name, text in typed.items() if name in known}
        if fields:
            act.update_from(metadata.tables[table], uid, shown, with_more(fields))
        act.connection.execute(gone)
    return act.changes if act.wrote else None


def _shown(seen: Mapping[str, Heads]) -> Heads:
    """What stood before the writer, by field: of one typed in, when that was begun."""
    beside = {name: dots for heads in seen.values() for name, dots in heads.items()}
    return {**beside, **{name: heads[name] for name, heads in seen.items()}}


def settle_all(store: Store) -> None:
    """Every draft of a stored field becomes a change: on lock, on close, before a copy is made."""
    with store.read() as connection:
        waiting = connection.execute(select(draft.c.tbl, draft.c.row).distinct()).all()
    for row in waiting:
        if row.tbl in metadata.tables and _still_there(store, row.tbl, row.row):
            settle(store, row.tbl, row.row, "Typed in " + metadata.tables[row.tbl].info["title"])


def _still_there(store: Store, table: str, uid: str) -> bool:
    where = metadata.tables[table]
    with store.read() as connection:
        query = select(where.c.uid).where(where.c.uid == uid, where.c.x_gone == 0)
        return connection.execute(query).first() is not None


def _which(statement: Any, table: str, uid: str) -> Any:
    return statement.where(draft.c.tbl == table, draft.c.row == uid)
