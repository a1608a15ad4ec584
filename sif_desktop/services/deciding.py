"""Whose decision each open question is, and what keeping both versions would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.merge import DECIDE
from sif_desktop.models.base import metadata, owner_column
from sif_desktop.models.statements import batched
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
            asked: dict[str, list[str]] = {}
            for row in connection.execute(query):
                asked.setdefault(row.tbl, []).append(row.row)
            return _belonging(connection, asked, uid)

    def _officers(self) -> dict[str, str]:
        with self._store.read() as connection:
            rows = connection.execute(select(provider.c.name, provider.c.attached_officer))
            return {row.name or "": row.attached_officer or "" for row in rows}


def _asked(row: ConflictRow, officers: Mapping[str, str], me: str) -> Asked:
    decider = officers.get(row.school, "")
    mine = decider.casefold() == me.casefold() if decider else row.for_me
    return Asked(row, decider, mine)


def _belonging(connection: Connection, rows: Mapping[str, Sequence[str]], uid: str) -> int:
    """How many of these rows (uids by table) are this record or belong to it; a school's visit is
    a record of its own. One statement for each table and level."""
    found = 0
    above: dict[str, list[str]] = {}
    for name, uids in rows.items():
        table, others = metadata.tables[name], [one for one in uids if one != uid]
        found += len(uids) - len(others)
        owner = owner_column(table)
        if owner is None or owner.info["owner"] == provider.name:
            continue
        owners = above.setdefault(owner.info["owner"], [])
        for some in batched(sorted(set(others)), 500):
            pairs = connection.execute(select(table.c.uid, owner).where(table.c.uid.in_(some)))
            owner_of = {row[0]: row[1] for row in pairs}
            owners += [owner_of[one] for one in others if owner_of.get(one)]
    return found + (_belonging(connection, above, uid) if any(above.values()) else 0)
