"""Inspections and predictions as they lie in the store; a fixed number of statements each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping, Table, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.inspections import improvement, inspection, prediction
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import register_links

Row = RowMapping


@dataclass(frozen=True, slots=True)
class History:
    """Of a school and those it carries on: rows newest first, what each inspection asked for, and
    the names of the schools before."""

    inspections: tuple[Row, ...]
    improvements: Mapping[str, Sequence[Row]]
    predictions: tuple[Row, ...]
    names: Mapping[str, str]


def history(connection: Connection, uid: str) -> History:
    """The whole line of a school in five statements."""
    line = register_links.line_of(connection, uid) or [uid]
    named = select(provider.c.uid, provider.c.name).where(provider.c.uid.in_(line))
    inspections = _of(connection, inspection, line, "day")
    return History(
        inspections,
        improvements(connection, [row["uid"] for row in inspections]),
        _of(connection, prediction, line, "made_on"),
        {row.uid: row.name or "" for row in connection.execute(named) if row.uid != uid},
    )


def improvements(connection: Connection, uids: Sequence[str]) -> Mapping[str, Sequence[Row]]:
    """What these inspections asked for, each in its order."""
    mine = (improvement.c.inspection_uid.in_(uids)) & (improvement.c.x_gone == 0)
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(improvement).where(mine)).mappings():
        found[row["inspection_uid"]].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (int(row["number"] or 0), row["uid"]))
    return found


def of_all(connection: Connection, table: Table, order: str) -> dict[str, list[Row]]:
    """Every live row by school, in order of time."""
    query = select(table).where(table.c.x_gone == 0).order_by(table.c[order], table.c.uid)
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["provider_uid"]].append(row)
    return found


def one(connection: Connection, table: Table, uid: str, what: str) -> Row:
    """Raises Problem if it has been deleted."""
    row = connection.execute(select(table).where(table.c.uid == uid)).mappings().first()
    if row is None or row["x_gone"]:
        raise Problem(f"This {what} has been deleted meanwhile.", "Undo brings it back.")
    return row


def _of(connection: Connection, table: Table, line: Sequence[str], order: str) -> tuple[Row, ...]:
    mine = (table.c.provider_uid.in_(line)) & (table.c.x_gone == 0)
    query = select(table).where(mine).order_by(table.c[order].desc(), table.c.uid)
    return tuple(connection.execute(query).mappings())


def open_schools(connection: Connection, day: date) -> list[Row]:
    """The schools that were open on that day as far as the register tells, by name."""
    shown = ("uid", "name", "status", "open_date", "close_date", "kind", "type", "type_group")
    query = select(*(provider.c[name] for name in shown)).where(provider.c.x_gone == 0)
    rows = connection.execute(query.order_by(provider.c.name, provider.c.uid)).mappings()
    return [row for row in rows if _was_open(row, day.isoformat())]


def _was_open(row: Row, day: str) -> bool:
    if row["open_date"] and row["open_date"] > day:
        return False
    if row["close_date"]:
        return bool(row["close_date"] > day)
    return not (row["status"] or "").startswith("Closed")
