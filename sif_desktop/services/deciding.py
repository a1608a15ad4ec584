"""Whose decision each open question is, and what keeping both versions would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, select

from sif_desktop.domain.merge import DECIDE
from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.tables.log import sync_conflict
from sif_desktop.models.tables.providers import provider

if TYPE_CHECKING:
    from sif_desktop.services.conflicts import ConflictRow, ConflictService
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the versions, who should decide, and whether that is me."""

    conflict: ConflictRow
    decider: str  # the school's attached officer; empty where none is named
    mine: bool

    @property
    def key(self) -> str:
        return f"{self.conflict.row} {self.conflict.column}"

    @property
    def deletion(self) -> bool:
        return self.conflict.kind == "deledit"

    @property
    def field(self) -> str:
        return self.conflict.field

    @property
    def both(self) -> bool:
        return self.conflict.both


class DecidingService:
    def __init__(self, context: Context, conflicts: ConflictService) -> None:
        self._context = context
        self._store = context.store
        self._conflicts = conflicts

    def questions(self) -> tuple[Asked, ...]:
        """By school and record, as they are listed."""
        return self._asked(self._conflicts.rows())

    def to_glance_at(self) -> tuple[Asked, ...]:
        """Texts that were put together, and additions whose order is to be looked at."""
        return self._asked(self._conflicts.to_glance_at())

    def _asked(self, rows: Iterable[ConflictRow]) -> tuple[Asked, ...]:
        found = tuple(rows)
        if not found:
            return ()
        officers, me = self._officers(), self._context.me().name
        return tuple(_asked(row, officers, me) for row in found)

    def for_me(self) -> int:
        """How many wait for me: of my own schools, or of nobody’s where I wrote a version."""
        with self._store.read() as connection:
            query = select(sync_conflict.c.row).where(sync_conflict.c.kind.in_(DECIDE)).limit(1)
            if connection.execute(query).first() is None:
                return 0
        return sum(one.mine for one in self.questions())

    def about(self, uid: str) -> int:
        """How many questions are open about this record and what it owns."""
        with self._store.read() as connection:
            columns = (sync_conflict.c.tbl, sync_conflict.c.row)
            query = select(*columns).where(sync_conflict.c.kind.in_(DECIDE))
            found = [(row.tbl, row.row) for row in connection.execute(query)]
            return sum(_within(connection, metadata.tables[tbl], row, uid) for tbl, row in found)

    def _officers(self) -> dict[str, str]:
        with self._store.read() as connection:
            rows = connection.execute(select(provider.c.name, provider.c.attached_officer))
            return {row.name or "": row.attached_officer or "" for row in rows}


def _asked(row: ConflictRow, officers: Mapping[str, str], me: str) -> Asked:
    decider = officers.get(row.school, "")
    mine = decider.casefold() == me.casefold() if decider else row.for_me
    return Asked(row, decider, mine)


def _within(connection: Connection, table: Table, row: str, uid: str) -> bool:
    """Whether the row is this record or belongs to it; a school's visit is a record of its own."""
    if row == uid:
        return True
    owner = owner_column(table)
    if owner is None or owner.info["owner"] == provider.name:
        return False
    above = connection.execute(select(owner).where(table.c.uid == row)).scalar()
    return above is not None and _within(
        connection, metadata.tables[owner.info["owner"]], str(above), uid
    )
