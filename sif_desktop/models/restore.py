"""A backup as a caseload again: beside the live one, never over it, under a new replica id.

All the work is done on a file with a temporary name; it gets its own name when it is whole.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import backup, driver, migrate
from sif_desktop.models.backup import IsCancelled, Progress, never, part_of, silent
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.place import refuse_unsafe_folder
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import setting

_BLOCK = 1 << 22


def restore(
    found: Path,
    to: Path,
    key: bytes,
    *,
    key_file: Path | None = None,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> None:
    """Make the caseload `to` of the backup `found`; `key_file` is to be its key file, if not the
    backup's own.

    Raises Problem if the folder is unsafe, the name is taken, a file of the backup is missing or
    the disk is full, DamagedStore if the backup is damaged, NewerStore if a newer program made it,
    Cancelled on Cancel. Nothing is left then.
    """
    refuse_unsafe_folder(to)
    refuse_halves(found)
    backup.refuse_taken(to)
    part, key_part = part_of(to), part_of(key_path(to))
    with backup.leaving_nothing(to, part, key_part):
        to.parent.mkdir(parents=True, exist_ok=True)
        _fetch(found, part, key_file or key_path(found), key_part, progress, cancelled)
        progress(0, 0, "Checking the copy")
        refuse_damaged(part, key, found)
        _begin_anew(part, key)
        backup.sync(part)
        backup.sync(key_part)
        if cancelled():
            raise Cancelled
        _free_of_journals(to)
        backup.swap(key_part, key_path(to))
        backup.swap(part, to)


def _free_of_journals(to: Path) -> None:
    """A journal left under this name belongs to another file, and would be read into this one."""
    for suffix in ("-wal", "-shm"):
        left = to.with_name(to.name + suffix)
        if left.exists():
            left.replace(left.with_name(left.name + ".old"))


def refuse_halves(found: Path) -> None:
    if not found.exists() or not key_path(found).exists():
        raise Problem(
            "A backup is two files, and one of them is missing.",
            f"{found.name} and {key_path(found).name} must lie together.",
        )


def refuse_damaged(part: Path, key: bytes, found: Path) -> None:
    try:
        faults = backup.faults_of(part, key)
    except driver.DamagedStore:
        faults = ["it cannot be opened"]
    if faults:
        raise Problem(
            f"The backup {found.name} is damaged, so nothing was made of it.",
            f"Choose another one. (First fault: {faults[0]}.)",
        )


def _fetch(
    found: Path, part: Path, key_from: Path, key_part: Path, told: Progress, cancelled: IsCancelled
) -> None:
    backup.remove(part, key_part)
    shutil.copyfile(key_from, key_part)
    copy(found, part, told, cancelled)


def copy(found: Path, part: Path, progress: Progress, cancelled: IsCancelled) -> None:
    """Copy one file, block by block."""
    with part.open("wb") as target:
        for block in blocks(found, progress, cancelled):
            target.write(block)


def blocks(found: Path, progress: Progress, cancelled: IsCancelled) -> Iterator[bytes]:
    """What a file of a backup holds, block by block. Raises Problem if it cannot be read."""
    try:
        total, done = found.stat().st_size, 0
        with found.open("rb") as source:
            while block := source.read(_BLOCK):
                if cancelled():
                    raise Cancelled
                yield block
                done += len(block)
                progress(done, total, "Copying the backup")
    except OSError as error:
        raise Problem(
            f"The backup {found.name} cannot be read from {found.parent}.",
            "Is the stick or the share still there?",
        ) from error


def _begin_anew(part: Path, key: bytes) -> None:
    """Bring an older one up to date and let it go on under an id of its own.

    Under the old one it would use numbers again that colleagues already hold, and they would drop
    its work unseen.
    """
    migrate.bring_up_to_date(part, key, keep_older=False)
    store = Store(part, key)
    try:
        store.take_new_replica()
        with store.local() as connection:
            connection.execute(delete(setting).where(setting.c.name == backup.ABOUT))
    finally:
        store.close()


@contextmanager
def rehearsed(
    found: Path, key: bytes, progress: Progress = silent, cancelled: IsCancelled = never
) -> Iterator[Store]:
    """A backup restored in earnest to a scratch place in its own folder, opened, and then gone."""
    scratch = found.with_name(found.stem + backup.REHEARSAL)
    backup.remove(scratch, key_path(scratch), part_of(scratch), part_of(key_path(scratch)))
    restore(found, scratch, key, progress=progress, cancelled=cancelled)
    try:
        store = Store(scratch, key)
        try:
            yield store
        finally:
            store.close()
    finally:
        backup.remove(scratch, key_path(scratch))


def free_name(beside: Path, words: str) -> Path:
    """A name beside a caseload that nothing has: “Anyshire restored 27 Nov 2026.sif”."""
    path, number = beside.with_name(f"{beside.stem} {words}{beside.suffix}"), 2
    while path.exists() or key_path(path).exists():
        path = beside.with_name(f"{beside.stem} {words} {number}{beside.suffix}")
        number += 1
    return path


def put_aside(store: Path, words: str, *, copied: bool = False) -> Path:
    """Give the files of a closed caseload a second name beside their own, journal and all.

    Gives that name. Its own name goes on standing, so that no crash leaves a caseload missing;
    only the journal, which must not be read into what comes in its place, lies aside alone.
    `copied` for one that may be worked in again under either name, should the program die here.
    Raises Problem if that cannot be done; all is as it was then.
    """
    second = _copy if copied else _second_name
    aside = free_name(store, words)
    made = []
    try:
        for suffix in ("-wal", "-shm", ".key", ""):
            old, new = store.with_name(store.name + suffix), aside.with_name(aside.name + suffix)
            if old.exists():
                made.append(new)
                second(old, new)
    except OSError as error:
        backup.remove(*made)
        raise backup.cannot_write(aside, full=error.errno == errno.ENOSPC) from error
    for suffix in ("-wal", "-shm"):
        store.with_name(store.name + suffix).unlink(missing_ok=True)
    return aside


def _second_name(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # a drive that knows no second names
        _copy(old, new)


def _copy(old: Path, new: Path) -> None:
    shutil.copyfile(old, new)
    backup.sync(new)
