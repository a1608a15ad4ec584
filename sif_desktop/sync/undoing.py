"""Undoing what was received: the backup made before it, with one's own later work put on top.

Never inverse changes, which would undo colleagues' work everywhere. What was received is still
held by those who sent it and will come again with their next file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, insert, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.restore import put_aside, restore
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import blob
from sif_desktop.sync.apply import Taking
from sif_desktop.sync.held import have_of, minus, streams
from sif_desktop.sync.lines import range_lines


def without_received(store: Store, before: Path, beside: Path) -> Store:
    """The caseload as `before` had it, with everything written here since; opened beside.

    Raises Problem if the backup cannot be restored; nothing is left then. What an undoing that
    was cut short left beside is overwritten.
    """
    backup.remove(beside, key_path(beside))
    restore(before, beside, store.key)
    restored = Store(beside, store.key)
    try:
        with store.read() as connection, restored.receiving() as target:
            taking = Taking(target, "", private=True)
            for line in _own_work(connection, store.replica, target):
                taking.lines(line)
            taking.finish()
            _files(connection, target)
    except BaseException:
        restored.close()
        backup.remove(beside, key_path(beside))
        raise
    return restored


def _own_work(connection: Connection, replica: str, target: Connection) -> Iterator[bytes]:
    theirs = have_of(target)
    for key, stream in sorted(streams(connection).items()):
        if stream.replica == replica:
            for lo, hi in minus(stream.runs, theirs.get(key, [])):
                yield from range_lines(connection, stream, lo, hi)


def _files(connection: Connection, target: Connection) -> None:
    """Files kept since, whoever they came from: records decide which of them are shown."""
    held = set(target.execute(select(blob.c.sha256)).scalars())
    for sha256 in connection.execute(select(blob.c.sha256)).scalars().all():
        if sha256 not in held:
            row = connection.execute(select(blob).where(blob.c.sha256 == sha256)).mappings().one()
            target.execute(insert(blob), [dict(row)])


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
