"""An older program, for as long as a block lasts: it has not heard of some tables and fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sif_desktop.models import migrate
from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.ops import kinds_of, types_of
from sif_desktop.models.statements import insert_statement
from sif_desktop.models.store import Store


@contextmanager
def older(unknown: Iterable[str]) -> Iterator[None]:
    """Without each "table" and "table.field" named: what is not known is neither shown nor
    written, as where the store has no such table or field."""
    told = []
    for name in unknown:
        table, _, column = name.partition(".")
        where = metadata.tables[table]
        info, mark = (where.c[column].info, "kind") if column else (where.info, "synced")
        told.append((info, mark, info.pop(mark)))
    _forget()
    try:
        yield
    finally:
        for info, mark, value in told:
            info[mark] = value
        _forget()


@contextmanager
def only(known: Iterable[str]) -> Iterator[None]:
    """A program that knows these tables and no other: what asks every table is quickly done."""
    names = {table.name for table in metadata.tables.values() if is_synced(table)}
    with older(names - set(known)):
        yield


def _forget() -> None:
    kinds_of.cache_clear()
    types_of.cache_clear()
    insert_statement.cache_clear()


def upgrade(store: Store) -> None:
    """What an upgrade does once the tables have what is new."""
    with store.local() as connection:
        migrate.show_what_is_known_now(connection)
