"""The statements that write rows of a synced table, each made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from sif_desktop.models.base import logged_columns


def batched(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    """Slices of at most `size`, to stay under the driver's limit on parameters."""
    return (items[start : start + size] for start in range(0, len(items), size))


@cache
def select_row(table: Table) -> Any:
    return select(table).where(table.c.uid == bindparam("uid"))


@cache
def update_statement(table: Table, columns: tuple[str, ...]) -> Any:
    """Sets these columns (v_NAME), v_heads and v_gone of the row b_uid."""
    values: dict[str, Any] = {name: bindparam(f"v_{name}") for name in columns}
    values |= {"x_heads": bindparam("v_heads"), "x_gone": bindparam("v_gone")}
    values["x_rev"] = table.c.x_rev + 1
    return update(table).where(table.c.uid == bindparam("b_uid")).values(values)


@cache
def insert_statement(table: Table) -> tuple[str, tuple[str, ...]]:
    """The driver's own statement and the order of its values, which spares the toolkit's work on
    every single row."""
    from sqlalchemy.dialects import sqlite

    names = ["uid", *(column.name for column in logged_columns(table))]
    names += ["x_part", "x_heads", "x_gone", "x_rev"]
    compiled = insert(table).compile(dialect=sqlite.dialect(), column_keys=names)
    return str(compiled), tuple(compiled.positiontup or ())
