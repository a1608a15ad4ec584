"""Fields that two people changed apart from each other and nobody has decided between.

Each is shown by one of its versions until somebody chooses. Texts that could be put together are
not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from sif_desktop.domain.merge import DECIDE, DELETED, groups_of
from sif_desktop.models.base import logged_columns
from sif_desktop.models.ops import kinds_of
from sif_desktop.models.tables.log import sync_conflict


def undecided(connection: Connection, table: Table, where: Any) -> Iterator[tuple[str, str]]:
    """(uid, the field's label) of each such field among the rows that fit `where`."""
    labels = {column.name: column.info["label"] for column in logged_columns(table)}
    groups = {f"group:{name}": members for name, members in groups_of(kinds_of(table))}
    joined = table.join(sync_conflict, sync_conflict.c.row == table.c.uid)
    query = (
        select(table.c.uid, sync_conflict.c.col)
        .select_from(joined)
        .where(where, table.c.x_gone == 0, sync_conflict.c.kind.in_(DECIDE))
        .order_by(table.c.uid, sync_conflict.c.col)
    )
    for row in connection.execute(query):
        if row.col == DELETED:
            yield row.uid, "Deletion"
        for name in groups.get(row.col, [row.col]):
            if labels.get(name):
                yield row.uid, labels[name]
