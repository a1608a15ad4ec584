"""What a part of a report is gathered for: which report, about whom, of which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table, select

from sif_desktop.models.restricted import unrestricted
from sif_desktop.services.inspection_rows import open_schools

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.papers import Report

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """`schools` are names by uid: the one it is about, or every open one. Days are ISO; `meeting`
    is the uid of the meeting it is put before, if any."""

    connection: Connection
    pack: Pack
    report: Report
    provider_uid: str
    schools: Mapping[str, str]
    since: str
    until: str
    today: date
    meeting: str = ""
    filled: Mapping[str, str] | None = None

    @property
    def several(self) -> bool:
        return not self.provider_uid

    def rows(self, table: Table, *where: ColumnElement[bool], order: str = "") -> list[Row]:
        """Live rows of these schools that are not restricted, in order; one statement."""
        query = select(table).where(table.c.x_gone == 0, unrestricted(table), *where)
        if self.provider_uid:
            query = query.where(table.c.provider_uid == self.provider_uid)
        found = self.connection.execute(query.order_by(table.c[order or "uid"], table.c.uid))
        return [dict(row) for row in found.mappings() if row["provider_uid"] in self.schools]

    def by_school(self, rows: Iterable[Row]) -> list[Row]:
        """Rows in the order of their schools' names, else as they come."""
        return sorted(rows, key=lambda row: self.schools[row["provider_uid"]])

    def cells(self, provider_uid: str, *cells: str) -> tuple[str, ...]:
        """The cells of a row, the school's name first where there are several."""
        return (self.schools[provider_uid], *cells) if self.several else cells

    def columns(self, *names: str) -> tuple[str, ...]:
        return ("School", *names) if self.several else names

    def titled(self, provider_uid: str, title: str) -> str:
        return f"{self.schools[provider_uid]}: {title}" if self.several else title


def schools_of(connection: Connection, provider_uid: str, name: str, today: date) -> dict[str, str]:
    """The school a report is about, or every one that is open."""
    if provider_uid:
        return {provider_uid: name}
    return {row["uid"]: row["name"] or "" for row in open_schools(connection, today)}
