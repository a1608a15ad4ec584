"""Writing a file to a stick or a share so that what lies there is whole, and reading one safely."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sif_desktop.domain.errors import Problem

_HELD = {5, 32, 33}  # Windows: a virus scanner or an indexer holds a new file for a moment
_PATIENCE = 2.5  # seconds
STEADY = 0.5  # seconds in which a file that is complete does not grow
_FULL = {errno.ENOSPC, errno.EDQUOT}
_BLOCK = 1 << 20


def write_whole(path: Path, fill: Callable[[IO[bytes]], None]) -> str:
    """Write aside, sync, read back, swap; gives the SHA-256. Only then is it safe to remove.

    Raises Problem for a full, read-only or vanished place; nothing half-written is left then. A
    file that is there already is never replaced.
    """
    if path.exists():
        raise Problem(f"There is already a file {path.name} there.", "Choose another name.")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            hashing = _Hashing(file)
            fill(hashing)  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        if sha256_of(part) != hashing.digest.hexdigest():
            raise Problem(
                f"What was written to {path.parent} reads back differently.",
                "The stick or the drive is failing; use another one.",
            )
        patiently(lambda: part.replace(path))
        _sync_folder(path.parent)
    except OSError as error:
        _remove(part)
        raise _cannot(path, error) from error
    except BaseException:
        _remove(part)
        raise
    return hashing.digest.hexdigest()


class _Hashing:
    """An open file that knows the hash of what went through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def patiently(attempt: Callable[[], object]) -> None:
    """Try for a moment while something else holds the file."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            attempt()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() > until:
                raise
            time.sleep(0.1)


@contextmanager
def staged(path: Path) -> Iterator[Path]:
    """A private copy of a file to read from, once it has stopped growing.

    Raises Problem if it is not there, empty, or still being copied.
    """
    with tempfile.TemporaryDirectory(prefix="sif-") as folder:
        copy = Path(folder) / "in.sifx"
        try:
            before = _stamp(path)
            if time.time() - path.stat().st_mtime < 2 * STEADY:
                time.sleep(STEADY)
                _refuse_growing(path, before)
            shutil.copyfile(path, copy)
            _refuse_growing(path, before)
        except OSError as error:
            raise _cannot_fetch(path, error) from error
        yield copy


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    if found.st_size == 0:
        raise Problem(
            f"The file {path.name} is empty.", "It was not copied whole; ask for it again."
        )
    return found.st_size, found.st_mtime_ns


def _refuse_growing(path: Path, before: tuple[int, int]) -> None:
    if _stamp(path) != before:
        raise Problem(f"The file {path.name} is still being copied.", "Wait and try again.")


def _cannot_fetch(path: Path, error: OSError) -> Problem:
    if error.errno in _FULL:
        return Problem(
            f"There is no room left on this computer to look at {path.name}.",
            "Free some space and try again. Nothing was taken in.",
        )
    if isinstance(error, FileNotFoundError):
        return Problem(
            f"There is no file {path.name} in {path.parent.resolve()}.", "Is the stick still in?"
        )
    return Problem(
        f"The file {path.name} could not be read from {path.parent}.",
        "Is the stick or the share still there, and is no other program using the file? "
        "Nothing was taken in.",
    )


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the stick is gone, and the half file with it
        return


def _cannot(path: Path, error: OSError) -> Problem:
    if error.errno in _FULL:
        return Problem(
            f"There is no room left for {path.name} in {path.parent}.",
            "Free some space or use another place. Nothing half-written was left.",
        )
    return Problem(
        f"{path.name} could not be written in {path.parent}.",
        "Is it still there, and may you write in it? Nothing half-written was left.",
    )
