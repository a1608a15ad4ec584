"""Records that only the officer may see: each lies in a partition of its own.

A restricted visit takes all that is noted on it with it. Lists, search, documents and exports leave
such records out unless the officer asks for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sif_desktop.models.changes import restricted_part

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

_PREFIX = restricted_part("")


def is_restricted(part: str) -> bool:
    return part.startswith(_PREFIX)


def unrestricted(table: Table | Any) -> ColumnElement[bool]:
    """The condition of a query that leaves restricted records out."""
    return ~table.c.x_part.startswith(_PREFIX)
