"""What a caseload holds, for comparing it before and after."""

from typing import Any

from sqlalchemy import select

from sif_desktop.models.base import is_synced, logged_columns, metadata


def snapshot(store) -> dict[str, Any]:
    """Every live row of every logged table, without the log's own columns."""
    found: dict[str, Any] = {}
    with store.read() as connection:
        for table in metadata.tables.values():
            if is_synced(table):
                names = ["uid", *(column.name for column in logged_columns(table))]
                query = select(*(table.c[name] for name in names)).where(table.c.x_gone == 0)
                for row in connection.execute(query):
                    found[f"{table.name} {row.uid}"] = tuple(value or "" for value in row)
    return found
