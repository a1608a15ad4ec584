"""Full-text search over what the officer has written, newest first.

A row's words are indexed just before the next search (or when idle), so saving stays cheap. The
index number begins with the row's day: the newest hits come first without sorting them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text

from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.drafts import of_row, overlay
from sif_desktop.models.tables.log import search_due, search_place

_SPREAD = 1 << 24  # places within one day


@dataclass(frozen=True, slots=True)
class Hit:
    table: str
    uid: str
    provider: str
    visit: str
    title: str
    snippet: str  # hits between \x02 and \x03


_TITLES: Mapping[str, tuple[str, ...]] = {
    "provider": ("name",),
    "role": ("name", "job_title"),
    "provider_group": ("name",),
    "visit": ("title",),
    "jotting": (),
    "answer": ("asked",),
    "task": ("what",),
    "document": ("title",),
}
_BODIES: Mapping[str, tuple[str, ...]] = {
    "provider": ("urn", "town", "postcode", "trust_name", "federation_name", "diocese", "note"),
    "role": ("email", "note"),
    "provider_group": ("group_uid", "kind"),
    "visit": (
        "focus",
        "areas_agreed",
        "feedback_text",
        "strengths",
        "development",
        "support",
        "summary",
        "look_fors",
    ),
    "jotting": ("text",),
    "answer": ("evidence", "reason", "value"),
    "task": ("who", "measure", "done_note"),
    "document": ("body",),
}
_DAYS = {"visit": "visit_date", "task": "due", "jotting": "at"}


def refresh(connection: Connection, *, limit: int = 100_000) -> int:
    """Index the rows whose words changed; returns how many. Needs a local transaction."""
    due = connection.execute(select(search_due).limit(limit)).all()
    for row in due:
        _index(connection, metadata.tables[row.tbl], row.row)
    for row in due:
        gone = delete(search_due).where(search_due.c.tbl == row.tbl, search_due.c.row == row.row)
        connection.execute(gone)
    return len(due)


def _index(connection: Connection, table: Table, uid: str) -> None:
    place = connection.execute(select(search_place.c.number).where(search_place.c.row == uid))
    number = place.scalar()
    if number is not None:
        connection.execute(text("DELETE FROM search WHERE rowid = :n"), {"n": number})
        connection.execute(delete(search_place).where(search_place.c.row == uid))
    stored = connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
    if stored is None or stored["x_gone"]:
        return
    row = overlay(dict(stored), of_row(connection, table.name, uid))
    visit = uid if table.name == "visit" else str(row.get("visit_uid") or "")
    words: dict[str, Any] = {
        "title": _words(row, _TITLES[table.name]),
        "body": _words(row, _BODIES[table.name]),
        "tbl": table.name,
        "row": uid,
        "provider": _provider(connection, table, row),
        "visit": visit,
    }
    words["n"] = _place(connection, _day(row, table.name), uid)
    connection.execute(
        text(
            "INSERT INTO search(rowid, title, body, tbl, row, provider, visit)"
            " VALUES (:n, :title, :body, :tbl, :row, :provider, :visit)"
        ),
        words,
    )


def _words(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return "\n".join(_plain(name, row[name]) for name in names if row[name])


def _plain(name: str, value: str) -> str:
    """The words of a field; a draft's body is JSON whose strings are its sentences."""
    if name != "body":
        return value
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key, child in node.items():
                if key in ("text", "heading") and isinstance(child, str):
                    found.append(child)
                else:
                    walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(json.loads(value))
    return "\n".join(found)


def _provider(connection: Connection, table: Table, row: Mapping[str, Any]) -> str:
    """The school a row belongs to, through its owners."""
    if table.name == "provider":
        return str(row["uid"])
    column = owner_column(table)
    if column is None:
        return ""
    if column.name == "provider_uid":
        return str(row["provider_uid"])
    parent = metadata.tables[column.info["owner"]]
    above = connection.execute(select(parent).where(parent.c.uid == row[column.name])).mappings()
    found = above.first()
    return _provider(connection, parent, dict(found)) if found else ""


def _day(row: Mapping[str, Any], table: str) -> int:
    value = row.get(_DAYS.get(table, ""))
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return 0


def _place(connection: Connection, day: int, uid: str) -> int:
    number = day * _SPREAD + int(uid[:6], 16)
    taken = select(search_place.c.row).where(search_place.c.number == number)
    while connection.execute(taken).first() is not None:
        number += 1
        taken = select(search_place.c.row).where(search_place.c.number == number)
    connection.execute(insert(search_place), [{"row": uid, "number": number}])
    return number


def find(
    connection: Connection,
    match: str,
    *,
    accept: Callable[[Mapping[str, Any]], bool] | None = None,
    limit: int = 50,
    ranked: bool = False,
) -> list[Hit]:
    """Hits of an FTS5 expression, newest first, or best first when `ranked`.

    `accept` sees tbl, row, provider, visit and day (a date or None) and may pass a hit over.
    """
    order = "rank" if ranked else "rowid DESC"
    query = text(
        "SELECT rowid, tbl, row, provider, visit, title,"
        " snippet(search, -1, char(2), char(3), ' … ', 24) AS snippet"
        f" FROM search WHERE search MATCH :match ORDER BY {order} LIMIT :most"
    )
    hits: list[Hit] = []
    for row in connection.execute(query, {"match": match, "most": max(limit * 40, 2000)}):
        ordinal = row.rowid // _SPREAD
        about = dict(row._mapping) | {"day": date.fromordinal(ordinal) if ordinal else None}
        if accept is None or accept(about):
            hits.append(Hit(row.tbl, row.row, row.provider, row.visit, row.title, row.snippet))
            if len(hits) == limit:
                break
    return hits
