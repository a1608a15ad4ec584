"""Copies of a caseload, made while it is in use: encrypted, checked, and never half there.

A backup is two files, the store and its key file, and lies in a folder beside the caseload. It is
written under a temporary name, put on the disk, opened again and checked; only then does it get
its name. The bare driver does it all, so an upgrade can be preceded by one.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sif_desktop.domain.backup_schedule import Why, to_drop
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import driver
from sif_desktop.models.keyfile import key_path

Progress = Callable[[int, int, str], None]
IsCancelled = Callable[[], bool]

ABOUT = "backup"  # the setting in which a backup says what it is
PART = ".part"
REHEARSAL = ".rehearsal.sif"
# What an officer knows a state of the caseload by, with the words for one and for many.
COUNTED = {
    "provider": ("school", "schools"),
    "visit": ("visit", "visits"),
    "document": ("document", "documents"),
    "task": ("task", "tasks"),
}
_STAMP = "%Y%m%dT%H%M%S%fZ"  # two may be made in one second
_NAME = re.compile(r"(?P<name>.+)-(?P<stamp>\d{8}T\d{12}Z)-(?P<why>[a-z]+)\.sif\Z")
_PAGES = 500  # copied between two looks at Cancel
_HELD = {5, 32, 33}  # Windows: a virus scanner holds a new file for a moment
_PATIENCE_S = 2.5


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, known by its name; nothing of it has been read."""

    path: Path
    at: datetime  # in the officer's own time
    why: Why

    @property
    def size(self) -> int:
        try:
            return self.path.stat().st_size + key_path(self.path).stat().st_size
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself; `fault` instead where it cannot be read."""

    counts: dict[str, int] = field(default_factory=dict)
    state: str = ""  # changes only when the caseload does
    fault: str = ""


def never() -> bool:
    return False


def silent(_done: int, _total: int, _words: str = "") -> None:
    """For nobody to be told."""


def folder_of(store: Path) -> Path:
    return store.parent / f"{store.stem} backups"


# Making one -------------------------------------------------------------------------------------


def make(
    store: Path,
    key: bytes,
    why: Why,
    *,
    folder: Path | None = None,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
    now: datetime | None = None,
) -> Backup:
    """A checked backup in the folder of backups, under the moment's name.

    Raises DamagedStore if the caseload itself is damaged, Problem if the copy cannot be written
    or trusted, Cancelled on Cancel; nothing is left then.
    """
    folder = folder or folder_of(store)
    at = (now or datetime.now(UTC)).astimezone()
    stamp = at.astimezone(UTC).strftime(_STAMP)
    path = folder / f"{store.stem}-{stamp}-{why}.sif"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    sweep(folder, store.stem)
    copy_to(store, key, path, why=why, progress=progress, cancelled=cancelled, at=at)
    return Backup(path, at, why)


def copy_to(
    store: Path,
    key: bytes,
    path: Path,
    *,
    why: Why = Why.ASKED,
    progress: Progress = silent,
    cancelled: IsCancelled = never,
    at: datetime | None = None,
) -> None:
    """A checked copy of both files at exactly this place, which must be free. Raises as `make`."""
    refuse_taken(path)
    part, key_part = part_of(path), part_of(key_path(path))
    at = at or datetime.now(UTC).astimezone()
    with leaving_nothing(path, part, key_part):
        path.parent.mkdir(parents=True, exist_ok=True)
        _copy_pages(store, key, part, progress, cancelled)
        _finish(store, part, key, {"at": at.isoformat(), "why": why})
        shutil.copyfile(key_path(store), key_part)
        sync(part)
        sync(key_part)
        progress(0, 0, "Checking the backup")
        _check(part, key)
        if cancelled():
            raise Cancelled
        # The key file first: a store without one would look like a backup and be none.
        swap(key_part, key_path(path))
        swap(part, path)


def _copy_pages(
    store: Path, key: bytes, part: Path, progress: Progress, cancelled: IsCancelled
) -> None:
    """Through the driver: a plain copy would miss what is still in the journal."""
    source = driver.connect(store, key)
    try:
        copy = driver.connect(part, key, create=True)
        try:
            # One view for the whole copy: work saved meanwhile would begin it anew for ever.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _refuse_damaged(source, store)

            def step(_status: int, left: int, total: int) -> None:
                if cancelled():
                    raise Cancelled
                progress(total - left, total, "Copying the caseload")

            source.backup(copy, pages=_PAGES, progress=step)
        finally:
            copy.close()
    except Exception as error:
        if driver.is_of_the_file(error):
            raise _told(store, part, error) from error
        raise
    finally:
        source.close()


def _refuse_damaged(source: Any, store: Path) -> None:
    """A spoiled page would be copied as an empty one, and the copy would look whole.

    Asked twice: a page that is being written at this very moment looks spoiled too.
    """
    for _ in range(2):
        faults = source.execute("PRAGMA cipher_integrity_check").fetchall()
        if not faults:
            return
    raise driver.DamagedStore(store, str(faults[0][0]))


def _told(store: Path, part: Path, error: Exception) -> Problem:
    """Whether the caseload is at fault or the place of the backup."""
    words = str(error)
    if "malformed" in words or "not a database" in words:
        return driver.DamagedStore(store, "found while copying it")
    return cannot_write(part, full="full" in words)


def _finish(store: Path, part: Path, key: bytes, about: dict[str, Any]) -> None:
    """Say in the copy what it is, and make it one file that is whole by itself."""
    copy = driver.connect(part, key)
    try:
        state, counts = state_of(copy), _counts(copy)
        value = json.dumps(about | {"counts": counts, "state": state})
        copy.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (ABOUT, value))
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy.execute("PRAGMA journal_mode = DELETE")
    except Exception as error:
        if driver.is_of_the_file(error):
            raise _told(store, part, error) from error
        raise
    finally:
        copy.close()


def state_of(connection: Any) -> str:
    """A short text that changes whenever something is saved, received or typed."""
    ask = connection.execute
    log = ask("SELECT max(rowid) FROM sync_change").fetchone()
    typed = ask("SELECT count(*), max(at), sum(length(text)) FROM draft").fetchone()
    whole = json.dumps([list(log), list(typed)])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _counts(connection: Any) -> dict[str, int]:
    found = {}
    for table in COUNTED:
        rows = connection.execute(f"SELECT count(*) FROM {table} WHERE x_gone = 0")
        found[table] = int(rows.fetchone()[0])
    return found


def _check(part: Path, key: bytes) -> None:
    faults = faults_of(part, key)
    if faults:
        raise Problem(
            "The backup could not be trusted, so it was not kept.",
            f"Check the disk, then make another. (First fault: {faults[0]}.)",
        )


def faults_of(path: Path, key: bytes) -> list[str]:
    """What is wrong with the pages of a copy; it is opened without leaving a journal beside it.

    Raises DamagedStore where it cannot be opened at all.
    """
    connection = driver.connect_to_read(path, key)
    try:
        return driver.integrity_faults(connection)
    except Exception as error:
        if driver.is_of_the_file(error):
            raise driver.explain(path, error) from error
        raise
    finally:
        connection.close()


def opens(path: Path, key: bytes) -> bool:
    """Whether this key opens this file; nothing is written."""
    try:
        driver.connect_to_read(path, key).close()
    except Problem:
        return False
    return True


def about(path: Path, key: bytes) -> About:
    """What a backup says of itself. One that cannot be read says so and raises nothing."""
    try:
        connection = driver.connect_to_read(path, key)
    except Problem:
        return About(fault="It cannot be read: it is damaged, or of another caseload.")
    try:
        row = connection.execute("SELECT value FROM setting WHERE name = ?", (ABOUT,)).fetchone()
        said = json.loads(row[0]) if row else {}
        return About(dict(said.get("counts", {})), str(said.get("state", "")))
    except Exception as error:
        if isinstance(error, ValueError) or driver.is_of_the_file(error):
            return About(fault="It is damaged.")
        raise
    finally:
        connection.close()


# Those there are ---------------------------------------------------------------------------------


def backups(folder: Path, name: str) -> list[Backup]:
    """The whole ones (both files) of the caseload of this name, newest first."""
    found = []
    for file in _files(folder):
        parts = _NAME.match(file.name)
        if parts is None or parts["name"] != name or not key_path(file).exists():
            continue
        with suppress(ValueError):  # not a moment, or a reason of a newer program
            at = datetime.strptime(parts["stamp"], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(file, at.astimezone(), Why(parts["why"])))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def tidy(folder: Path, name: str, now: datetime | None = None) -> list[Backup]:
    """Remove those no rule keeps, and say which. One that cannot be removed is left for later."""
    gone = to_drop(backups(folder, name), (now or datetime.now(UTC)).astimezone())
    for backup in gone:
        remove(backup.path, key_path(backup.path))
    return gone


def sweep(folder: Path, name: str) -> None:
    """Remove what an interrupted backup left: half files, and a key file without its store."""
    for file in _files(folder):
        if not file.name.startswith(f"{name}-"):
            continue
        half = re.sub("-(wal|shm|journal)$", "", file.name)
        parts = _NAME.match(file.name.removesuffix(".key")) if file.suffix == ".key" else None
        alone = parts is not None and not file.with_name(file.name.removesuffix(".key")).exists()
        if half.endswith(PART) or alone or REHEARSAL in file.name:
            remove(file)


# Writing safely ----------------------------------------------------------------------------------


def part_of(path: Path) -> Path:
    return path.with_name(path.name + PART)


def refuse_taken(path: Path) -> None:
    if path.exists() or key_path(path).exists():
        raise Problem(
            f"There is already a file {path.name} in {path.parent}.",
            "Choose another name; nothing is ever put over a file that is there.",
        )


@contextmanager
def leaving_nothing(path: Path, *parts: Path) -> Iterator[None]:
    """Whatever goes wrong inside, these half files go, and the fault is said in plain words."""
    try:
        yield
    except OSError as error:
        remove(*parts)
        raise cannot_write(path, full=error.errno in (errno.ENOSPC, errno.EDQUOT)) from error
    except BaseException:
        remove(*parts)
        raise


def sync(path: Path) -> None:
    """Have the file on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def swap(part: Path, path: Path) -> None:
    """Give a finished file its name, on the disk itself; patient with what holds it a moment."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            part.replace(path)
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() > until:
                raise
            time.sleep(0.1)
    if sys.platform != "win32":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(*paths: Path) -> None:
    for path in paths:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):  # the place is gone and the file with it, or it is held
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def cannot_write(path: Path, *, full: bool) -> Problem:
    if full:
        return Problem(
            f"There is no room left in {path.parent}, so nothing was written there.",
            "Free some space or choose another place. Your caseload is as it was.",
        )
    return Problem(
        f"Nothing could be written in {path.parent}.",
        "Is the folder still there, and may you write in it? Your caseload is as it was.",
    )
