"""Undoing what was received: the backup made before it, with one's own later work put on top.

Never inverse changes, which would undo colleagues' work everywhere. What was received is still
held by those who sent it and will come again with their next file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup
from sif_desktop.models.erase import erased_rows
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.restore import put_aside, restore
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import (
    blob,
    draft,
    setting,
    sync_bundle,
    sync_change,
    sync_contact,
    sync_key,
    sync_roster,
)
from sif_desktop.sync.apply import Taking
from sif_desktop.sync.held import have_of, minus, streams
from sif_desktop.sync.leaving import LET_GO
from sif_desktop.sync.lines import range_lines

_STANDING = (draft, sync_contact, sync_key, sync_roster)


def without_received(store: Store, before: Path, beside: Path) -> Store:
    """The caseload as `before` had it, with everything written here since; opened beside.

    Raises Problem if the backup cannot be restored, or if something was erased by what came in;
    nothing is left then. What an undoing that was cut short left beside is overwritten.
    """
    backup.remove(beside, key_path(beside))
    restore(before, beside, store.key)
    restored = Store(beside, store.key)
    try:
        with store.read() as connection, restored.receiving() as target:
            taking = Taking(target, "", private=True)
            for line in _own_work(connection, target):
                taking.lines(line)
            taking.finish()
            _refuse_erased(connection, target)
            _files(connection, target)
            _of_this_machine(connection, target)
    except BaseException:
        restored.close()
        backup.remove(beside, key_path(beside))
        raise
    return restored


def _own_work(connection: Connection, target: Connection) -> Iterator[bytes]:
    """What nobody's signature vouches for, also of an id this caseload had before."""
    written = func.coalesce(sync_change.c.via_bundle, "") == ""
    query = select(sync_change.c.stream).where(written).distinct()
    own = set(connection.execute(query).scalars())
    theirs = have_of(target)
    for key, stream in sorted(streams(connection).items()):
        if stream.id in own:
            for lo, hi in minus(stream.runs, theirs.get(key, [])):
                yield from range_lines(connection, stream, lo, hi)


def _refuse_erased(connection: Connection, target: Connection) -> None:
    """What was erased for good on somebody's word is not brought back by a backup."""
    if erased_rows(connection) - erased_rows(target):
        raise Problem(
            "With this file records were erased for good, so it cannot be undone.",
            "Put right by hand what is wrong.",
        )


def _files(connection: Connection, target: Connection) -> None:
    """Files kept since, whoever they came from: records decide which of them are shown."""
    held = set(target.execute(select(blob.c.sha256)).scalars())
    for sha256 in connection.execute(select(blob.c.sha256)).scalars().all():
        if sha256 not in held:
            row = connection.execute(select(blob).where(blob.c.sha256 == sha256)).mappings().one()
            target.execute(insert(blob), [dict(row)])


def _of_this_machine(connection: Connection, target: Connection) -> None:
    """What was being typed, whom one trusts, one's keys and choices stand as they stand now: who
    is no longer trusted must not be trusted again by this. So does the list of files sent."""
    for table in _STANDING:
        target.execute(delete(table))
        _put(target, table, connection.execute(select(table)))
    now = setting.c.name.not_like(f"{LET_GO}%")  # these belong to the work as it is held
    target.execute(delete(setting).where(now))
    _put(target, setting, connection.execute(select(setting).where(now)))
    known = select(sync_bundle.c.id).where(sync_bundle.c.direction == "sent")
    ids = set(target.execute(known).scalars())
    sent = connection.execute(select(sync_bundle).where(sync_bundle.c.direction == "sent"))
    _put(target, sync_bundle, (row for row in sent if row.id not in ids))


def _put(target: Connection, table: Table, rows: Iterable[Any]) -> None:
    found = [row._asdict() for row in rows]
    if found:
        target.execute(insert(table), found)


def swap_in(live: Path, replacement: Path, words: str) -> Path:
    """Put `replacement` where the closed caseload lies; gives where that one is kept.

    The live key file goes on standing: both open by its key, and by the passphrase of today. So
    one swap does it, and at no moment is there no caseload under the name. Raises Problem where
    it cannot be done; the caseload is as it was then.
    """
    journal = live.with_name(live.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        raise Problem(
            f"The caseload {live.name} is still being read, so nothing was undone.",
            "Wait until the backup under way is finished, open the caseload and try again.",
        )
    aside = put_aside(live, words, copied=True)
    with backup.leaving_nothing(live, aside, key_path(aside)):
        backup.swap(replacement, live)
    backup.remove(key_path(replacement))
    return aside
