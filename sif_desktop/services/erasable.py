"""What there is to erase, by school and kind of record, for a person to choose from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, Table, select

from sif_desktop.domain.dates import say_long, stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.models.base import is_synced, logged_columns, metadata, owner_column
from sif_desktop.models.erase import owned
from sif_desktop.models.search import words_within
from sif_desktop.models.statements import batched
from sif_desktop.models.tables.providers import provider

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

_SIZE = 500
_LONGEST = 80
_ISO = re.compile(r"\d{4}-\d\d-\d\d")  # some times are of the day alone
# Of no school: whatever hangs on one of these, or has no owner where it may have one.
_ROOTS = ("body", "provider_group", "phrase")
_CALLED = ("title", "name", "what", "text", "about", "label")
_DAY = ("visit_date", "day", "raised_on", "at", "due", "judged_on", "made_on", "from_date")


@dataclass(frozen=True, slots=True)
class Erasable:
    """A record as it stands in the list one is chosen from."""

    uid: str
    table: str
    name: str


@dataclass(frozen=True, slots=True)
class ErasableKind:
    table: str
    title: str
    count: int


class ErasableService:
    def __init__(self, context: Context) -> None:
        self._store = context.store

    def schools(self) -> dict[str, str]:
        """Every school by uid, deleted ones too: what is deleted is not erased."""
        with self._store.read() as connection:
            rows = connection.execute(select(provider.c.uid, provider.c.name, provider.c.x_gone))
            named = {row.uid: _deleted(row.name or "", row.x_gone) for row in rows}
        return dict(sorted(named.items(), key=lambda item: item[1].casefold()))

    def kinds(self, school: str) -> tuple[ErasableKind, ...]:
        """What there is of a school, itself first; "" for what belongs to none."""
        with self._store.read() as connection:
            rows = _within(connection, school)
        many: dict[str, int] = {}
        for name in filter(metadata.tables.__contains__, rows.values()):
            many[name] = many.get(name, 0) + 1
        found = [ErasableKind(name, _title(name), count) for name, count in many.items()]
        return tuple(sorted(found, key=lambda kind: (kind.table != provider.name, kind.title)))

    def records(self, school: str, table: str) -> tuple[Erasable, ...]:
        """Those of one kind, by day and name."""
        if table not in metadata.tables:
            raise Problem("There is no such kind of record.")
        where = metadata.tables[table]
        with self._store.read() as connection:
            uids = [uid for uid, name in _within(connection, school).items() if name == table]
            rows: list[RowMapping] = []
            for some in batched(uids, _SIZE):
                query = select(where).where(where.c.uid.in_(some))
                rows += connection.execute(query).mappings().all()
        ordered = sorted(rows, key=lambda row: (_day(row), row["uid"]))
        return tuple(Erasable(row["uid"], table, _named(where, row)) for row in ordered)


def _within(connection: Connection, school: str) -> dict[str, str]:
    """uid -> table of all that hangs on a school, or on none."""
    if school:
        return owned(connection, {school: provider.name})
    roots: dict[str, str] = {}
    for table in metadata.tables.values():
        column = owner_column(table) if is_synced(table) else None
        query = select(table.c.uid) if table.name in _ROOTS else None
        if column is not None and column.info["owner"] == provider.name:
            query = select(table.c.uid).where(column.is_(None))
        if query is not None:
            roots |= dict.fromkeys(connection.execute(query).scalars(), table.name)
    return owned(connection, roots)


def _title(table: str) -> str:
    return str(metadata.tables[table].info["title"])


def _named(table: Table, row: RowMapping) -> str:
    """Its day and how it is called; where it has no name, the first words in it."""
    day = stored_day(_day(row))
    called = next((str(row[c]) for c in _CALLED if row.get(c)), "")
    words = called or next(iter(_texts(table, row)), "")
    parts = (say_long(day) if day else "", words[:_LONGEST])
    name = " · ".join(filter(None, parts)) or "Without words"
    return _deleted(name, row["x_gone"])


def _day(row: RowMapping) -> str:
    found = (_ISO.match(str(row[c])) for c in _DAY if row.get(c))
    return next((day[0] for day in found if day), "")


def _texts(table: Table, row: RowMapping) -> list[str]:
    skipped = ("_uid", "_sha256")
    plain = (c.name for c in logged_columns(table) if c.info["kind"] != "owner")
    texts = [str(row[n]) for n in plain if row[n] not in (None, "") and not n.endswith(skipped)]
    return [words_within(text) if text.startswith("{") else text for text in texts]


def _deleted(name: str, gone: int) -> str:
    return f"{name} (deleted)" if gone else name
