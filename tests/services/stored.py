"""What a caseload holds, for comparing it before and after."""

from functools import cache
from typing import Any

from sif_desktop.models.base import is_synced, logged_columns, metadata


def snapshot(store) -> dict[str, Any]:
    """Every live row of every logged table, without the log's own columns."""
    found: dict[str, Any] = {}
    with store.read() as connection:
        for name, query in _queries():
            for uid, *values in connection.exec_driver_sql(query):
                found[f"{name} {uid}"] = tuple(value or "" for value in values)
    return found


@cache
def _queries() -> list[tuple[str, str]]:
    """Each table with what is asked of it: said plainly, as it is asked hundreds of times."""
    return [
        (
            table.name,
            "SELECT uid, "
            + ", ".join(f'"{column.name}"' for column in logged_columns(table))
            + f' FROM "{table.name}" WHERE x_gone = 0',
        )
        for table in metadata.tables.values()
        if is_synced(table)
    ]
