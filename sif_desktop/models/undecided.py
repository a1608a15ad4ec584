"""Fields that two people changed apart from each other and nobody has decided between.

Every row keeps the versions of its fields that nothing has replaced; a field with more than one is
shown by the latest until somebody chooses.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from sif_desktop.models.base import logged_columns


def undecided(connection: Connection, table: Table, where: Any) -> Iterator[tuple[str, str]]:
    """(uid, the field's label) of each such field among the rows that fit `where`."""
    labels = {c.name: c.info["label"] for c in logged_columns(table) if c.info["kind"] != "lww"}
    query = select(table.c.uid, table.c.x_heads).where(where, table.c.x_gone == 0)
    for row in connection.execute(query):
        heads: dict[str, list[str]] = json.loads(row.x_heads)
        for name, versions in heads.items():
            if len(versions) > 1 and labels.get(name):
                yield row.uid, labels[name]
