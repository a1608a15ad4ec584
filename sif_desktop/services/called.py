"""How any record is named in a list of records of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Table

_NAMES = ("title", "name", "text", "what", "label")
_LONGEST = 80


def called(table: Table, row: Mapping[Any, Any]) -> str:
    """What kind of record it is, and what stands on it: “Visit: Autumn”."""
    kind = str(table.info["title"])
    words = next((str(row[name]) for name in _NAMES if row.get(name)), "")
    return f"{kind}: {words[:_LONGEST]}" if words else kind
