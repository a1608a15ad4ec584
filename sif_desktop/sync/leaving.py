"""Letting go of partitions that a colleague holds now: as if they had never been here.

It goes on under a new replica id, so that numbers used in what was let go of are never used again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, insert, select, update

from sif_desktop.models.base import is_synced, metadata
from sif_desktop.models.changes import TEAM
from sif_desktop.models.disputes import owners_of, owners_to_reconsider
from sif_desktop.models.erase import drop_unnamed, files_of, overwrite_deleted, owned
from sif_desktop.models.recompute import recompute
from sif_desktop.models.search import forget, take_out
from sif_desktop.models.statements import batched
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import (
    action,
    draft,
    search_due,
    setting,
    sync_change,
    sync_conflict,
    sync_held,
    sync_op,
    sync_stream,
    sync_waiting,
)
from sif_desktop.models.tables.providers import provider
from sif_desktop.sync.held import Have, have_of, many_lacked

LET_GO = "exchange.let_go"  # setting: schools that are not to come back by themselves
LET_GO_BY = "exchange.let_go:"  # the same of a colleague
_SIZE = 500


def parts_of(connection: Connection, school: str) -> set[str]:
    """The partitions that go with a school: its own, and those of what hangs on it or on its
    records. What of it stands in the team's lists stays there."""
    parts = {school}
    hanging = {school: provider.name, **_rows_in(connection, [school])}
    for name, uids in _by_table(owned(connection, hanging)).items():
        table = metadata.tables[name]
        for some in batched(uids, _SIZE):
            query = select(table.c.x_part).where(table.c.uid.in_(some)).distinct()
            parts.update(connection.execute(query).scalars())
    return parts - {TEAM}


def lacking(connection: Connection, theirs: Have, parts: Collection[str]) -> int:
    """How many changes of these partitions are here and not among theirs."""
    mine = {key: runs for key, runs in have_of(connection).items() if key[1] in parts}
    return many_lacked(mine, theirs)


def let_go(store: Store, school: str, parts: Collection[str]) -> int:
    """Take everything of these partitions out of the caseload; how many records."""
    store.take_new_replica()
    with store.receiving() as connection:
        overwrite_deleted(connection)
        rows = _rows_in(connection, parts)
        named = files_of(connection, rows)
        owners = owners_of(connection, rows)
        streams = select(sync_stream.c.id).where(sync_stream.c.part.in_(list(parts)))
        ids = list(connection.execute(streams).scalars())
        held = set(rows)
        for stream in ids:
            held.update(_rows_of_stream(connection, stream))
            _forget_stream(connection, stream)
        for some in batched(sorted(held), _SIZE):
            for local in (sync_conflict, sync_waiting, draft, search_due):
                connection.execute(delete(local).where(local.c.row.in_(some)))
            take_out(connection, some)
        forget(connection)
        for table in metadata.tables.values():
            if is_synced(table):
                connection.execute(delete(table).where(table.c.x_part.in_(list(parts))))
        recompute(connection, owners_to_reconsider(connection, owners))
        drop_unnamed(connection, named)
        _note(connection, let_go_here(connection) | {school})
    store.rewrite()
    return len(rows)


def _forget_stream(connection: Connection, stream: int) -> None:
    done = select(sync_change.c.action).where(
        sync_change.c.stream == stream, sync_change.c.action.is_not(None)
    )
    connection.execute(update(action).where(action.c.id.in_(done)).values(state="dropped"))
    for table in (sync_op, sync_change, sync_held):
        connection.execute(delete(table).where(table.c.stream == stream))
    connection.execute(delete(sync_stream).where(sync_stream.c.id == stream))


def _rows_of_stream(connection: Connection, stream: int) -> Iterable[str]:
    query = select(sync_op.c.row).where(sync_op.c.stream == stream).distinct()
    return connection.execute(query).scalars().all()


def _rows_in(connection: Connection, parts: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in metadata.tables.values():
        if is_synced(table):
            query = select(table.c.uid).where(table.c.x_part.in_(list(parts)))
            found |= dict.fromkeys(connection.execute(query).scalars(), table.name)
    return found


def _by_table(rows: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for uid, name in rows.items():
        if name in metadata.tables:
            found.setdefault(name, []).append(uid)
    return found


# -- what does not come back by itself -------------------------------------------------------------


def let_go_here(connection: Connection) -> set[str]:
    return _schools(connection, LET_GO)


def let_go_by_all(connection: Connection, keys: Collection[str]) -> set[str]:
    """Schools that every one of these colleagues has let go of."""
    said = [_schools(connection, LET_GO_BY + key) for key in keys]
    return set.intersection(*said) if said else set()


def note_let_go_by(connection: Connection, key: str, schools: Iterable[str]) -> None:
    _keep(connection, LET_GO_BY + key, set(schools))


def came_back(connection: Connection, parts: Iterable[str]) -> None:
    """Somebody sent a school again on purpose: it belongs here as before."""
    before = let_go_here(connection)
    if before & set(parts):
        _note(connection, before - set(parts))


def _note(connection: Connection, schools: set[str]) -> None:
    _keep(connection, LET_GO, schools)


def _schools(connection: Connection, name: str) -> set[str]:
    value = connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar()
    return set(json.loads(value or "[]"))


def _keep(connection: Connection, name: str, schools: set[str]) -> None:
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting), [{"name": name, "value": json.dumps(sorted(schools))}])
