"""A caseload that cannot be read: the last good backup in its place, the bad one kept aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, keyfile, place, restore
from sif_desktop.models.backup import IsCancelled, Progress, never, part_of, silent
from sif_desktop.models.keyfile import key_path
from sif_desktop.services.backup_rows import BackupRow, row_of, short_day


@dataclass(frozen=True, slots=True)
class PutBack:
    """A backup now lies where the damaged caseload lay, and that one beside it."""

    path: Path
    aside: Path


def good_backups(path: Path, key: bytes) -> tuple[BackupRow, ...]:
    """Those that can be read with this key, newest first; each is checked whole when used."""
    held = backup.backups(backup.folder_of(path), path.stem)
    return tuple(row for row in (row_of(found, key) for found in held) if not row.fault)


def put_back(
    path: Path,
    key: bytes,
    row: BackupRow,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> PutBack:
    """Put the backup where the damaged caseload lies, and that one aside under another name.

    The backup is restored and checked first, so a failure at any step leaves the damaged files
    where they were or beside. Raises Problem as `restore` does, or when it is open elsewhere.
    """
    lock = place.StoreLock(path)
    lock.take()
    try:
        made = restore.free_name(path, f"restored {short_day(row.at)}")
        restore.restore(
            row.path,
            made,
            key,
            key_file=key_path(path),
            progress=progress,
            cancelled=cancelled,
        )
        aside = restore.put_aside(path, f"damaged {short_day(datetime.now(UTC).astimezone())}")
        with backup.leaving_nothing(path):
            backup.swap(key_path(made), key_path(path))
            backup.swap(made, path)
    finally:
        lock.free()
    return PutBack(path, aside)


def key_file_back(path: Path, passphrase: str) -> BackupRow:
    """Put back a key file that is missing or damaged, from the newest backup whose key file this
    passphrase opens and whose key opens the caseload. A damaged one is kept aside.

    Raises Problem where no backup has such a one.
    """
    for found in backup.backups(backup.folder_of(path), path.stem):
        try:
            key = keyfile.unlock(found.path, passphrase)
        except Problem:
            continue
        if backup.opens(path, key):
            _put_key(key_path(found.path), key_path(path))
            return row_of(found, key)
    raise Problem(
        f"No backup has a key file that opens {path.name} with this passphrase.",
        "Try the passphrase you had when a backup was made, or another copy of the key file.",
    )


def _put_key(source: Path, target: Path) -> None:
    part = part_of(target)
    with backup.leaving_nothing(target, part):
        part.write_bytes(source.read_bytes())
        part.chmod(0o600)
        backup.sync(part)
        if target.exists():
            target.replace(target.with_name(target.name + ".damaged"))
        backup.swap(part, target)


def back_up(
    store: Path,
    passphrase: str,
    out: Path,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> tuple[Path, Path]:
    """A checked backup of a caseload that may be open in the window; gives its two files.

    Raises WrongPassphrase, and Problem if it cannot be read or the backup cannot be written.
    """
    key = keyfile.unlock(store, passphrase)
    backup.copy_to(store, key, out, progress=progress, cancelled=cancelled)
    return out, key_path(out)


def restore_beside(
    found: Path,
    passphrase: str,
    beside: Path,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
) -> Path:
    """A backup as a caseload of its own; gives where. That is `beside` if nothing is there yet,
    else a free name next to it.

    The passphrase is the one of the backup. Raises Problem as `models.restore.restore` does.
    """
    restore.refuse_halves(found)
    key = keyfile.unlock(found, passphrase)
    to = beside
    if beside.exists() or key_path(beside).exists():
        to = restore.free_name(beside, f"restored {short_day(datetime.now(UTC).astimezone())}")
    restore.restore(found, to, key, progress=progress, cancelled=cancelled)
    return to
