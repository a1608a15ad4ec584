"""What every stored table has: a random id, and the local columns the change log keeps beside it.

Column values are wire values (text, whole numbers, nothing): dates and times are ISO text, lists
and maps are JSON text. What the table holds is therefore exactly what the log holds, and the
table can be rebuilt from the log.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

# SQLite's whole numbers have 64 bits; the server's have only where they are asked to.
WHOLE = Integer().with_variant(BigInteger(), "postgresql")

# Local columns of a synced table; never in an operation.
LOCAL_COLUMNS = ("x_part", "x_heads", "x_gone", "x_rev")


def field(name: str, label: str, kind: str = "mv", *, whole: bool = False, **more: Any) -> Column:
    """A logged column.

    `label` is the word the history shows. `kind` is how parallel changes merge: "mv" (ask),
    "text" (by sentence), "lww" (latest), or "group:NAME" for fields that only make sense together.
    """
    column_type = WHOLE if whole else Text()
    return Column(name, column_type, info={"label": label, "kind": kind}, **more)


def owner(name: str, table: str) -> Column:
    """The owning parent: immutable, and what a delete takes its children by."""
    reference = ForeignKey(f"{table}.uid", deferrable=True, initially="DEFERRED")
    return Column(
        name, Text(), reference, index=True, info={"label": "", "kind": "owner", "owner": table}
    )


def synced(name: str, title: str, *columns: Any, search: bool = False) -> Table:
    """A table whose every write is logged. `title` names one row of it in plain words."""
    return Table(
        name,
        metadata,
        Column("uid", Text(), primary_key=True),
        *columns,
        Column("x_part", Text(), nullable=False),
        Column("x_heads", Text(), nullable=False),
        Column("x_gone", Integer(), nullable=False, default=0),
        Column("x_rev", Integer(), nullable=False, default=0),
        info={"synced": True, "title": title, "search": search},
    )


def local(name: str, *columns: Any) -> Table:
    """A table of this machine only: the log itself, drafts, the search index's notes."""
    for column in columns:
        if isinstance(column, Column) and isinstance(column.type, Integer):
            column.type = WHOLE
    return Table(name, metadata, *columns, info={"synced": False})


def is_synced(table: Table) -> bool:
    return bool(table.info.get("synced"))


def logged_columns(table: Table) -> list[Column]:
    return [column for column in table.columns if "kind" in column.info]


def owner_column(table: Table) -> Column | None:
    return next((c for c in table.columns if c.info.get("kind") == "owner"), None)


def children_of(table: Table) -> list[tuple[Table, Column]]:
    """The synced tables owned by `table`, each with its owning column."""
    found = []
    for other in metadata.tables.values():
        column = owner_column(other) if is_synced(other) else None
        if column is not None and column.info["owner"] == table.name:
            found.append((other, column))
    return found
