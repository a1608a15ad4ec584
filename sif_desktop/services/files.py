"""Files for others: written aside, on disk, then in place; never half a file under its name."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sif_desktop.domain.errors import Problem


class FileExists(Problem):
    """The chosen file is there already; ask whether to replace it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is already a file “{path.name}” in {path.parent.resolve()}.",
            "Choose another name, or say that it may be replaced.",
        )
        self.path = path


class Staged:
    """A file being made at `aside`; `place` gives it its name."""

    def __init__(self, path: Path, *, replace: bool) -> None:
        self.aside = path.with_name(f".{path.name}.part")
        self._path, self._replace = path, replace
        self._placed = False

    def place(self) -> None:
        """Raises FileExists where the name was taken meanwhile and may not be replaced."""
        if self._replace:
            self.aside.replace(self._path)
        elif not _renamed(self.aside, self._path):
            raise FileExists(self._path)
        self._placed = True

    def take_back(self) -> None:
        """Leave nothing behind of a file that was not there before."""
        if self._placed and not self._replace:
            self._path.unlink(missing_ok=True)


@contextmanager
def staged(path: Path, *, replace: bool = False) -> Iterator[Staged]:
    """Make a file beside its place; whatever fails in the block, nothing is left of it.

    Raises FileExists unless `replace`, Problem for a full disk or a file open elsewhere.
    """
    if path.exists() and not replace:
        raise FileExists(path)
    made = Staged(path, replace=replace)
    try:
        yield made
    except BaseException as error:
        with suppress(OSError):
            made.take_back()
        if isinstance(error, OSError):
            raise Problem(
                f"“{path.name}” could not be written in {path.parent}: {_why(error)}.",
                "Close it if it is open in another program, or choose another folder.",
            ) from error
        raise
    finally:
        with suppress(OSError):
            made.aside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, replace: bool = False) -> Path:
    """Write `content` to `path`; raises as `write_aside` does."""
    return write_aside(path, lambda aside: _write(aside, content), replace=replace)


def write_aside(path: Path, write: Callable[[Path], None], *, replace: bool = False) -> Path:
    """Have `write(aside)` make the file beside its place, then put it there; raises as `staged`."""
    with staged(path, replace=replace) as made:
        write(made.aside)
        made.place()
    return path


def save_new(folder: Path, name: str, ending: str, content: bytes) -> Path:
    """Write aside, then rename; a file of that name with other content is never touched.

    Returns the path: “name (2).pdf” where “name.pdf” is taken; a file that already holds these
    very bytes is left as it is. Raises Problem if the folder cannot be written.
    """
    return put_new(folder, name, ending, content)[0]


def put_new(folder: Path, name: str, ending: str, content: bytes) -> tuple[Path, bool]:
    """As `save_new`, with whether anything had to be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            shown = name if number == 1 else f"{name} ({number})"
            target = folder / f"{shown}{ending}"
            if _same(target, content):
                return target, False
            if _placed(target, content):
                return target, True
    except OSError as error:
        raise Problem(
            f"“{name}{ending}” could not be saved in {folder}: {_why(error)}.",
            "Choose another folder. The document itself is safe in the caseload.",
        ) from error
    raise Problem(f"{folder} already holds very many files called “{name}”.", "Choose another.")


def _same(target: Path, content: bytes) -> bool:
    """A file that cannot be read, as one another program holds, is taken for another."""
    try:
        return target.is_file() and target.read_bytes() == content
    except OSError:
        return False


def _placed(target: Path, content: bytes) -> bool:
    """Whether `content` now stands at `target`; False where the name is taken."""
    if target.exists():
        return False
    aside = target.with_name(f".{os.urandom(6).hex()}.part")
    try:
        _write(aside, content)
        return _renamed(aside, target)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _renamed(aside: Path, target: Path) -> bool:
    """Give the finished file its name unless somebody took it meanwhile."""
    try:
        os.link(aside, target)  # fails where the name is taken, on every system
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links, such as a memory stick's
        if target.exists():
            return False
        aside.rename(target)
    return True


def _why(error: OSError) -> str:
    reasons = {
        "ENOSPC": "the disk is full",
        "EACCES": "writing there is not allowed",
        "EPERM": "writing there is not allowed",
        "EBUSY": "it is open in another program",
        "EROFS": "the disk can only be read",
        "ENOTDIR": "it is not a folder",
        "ENOENT": "the folder is no longer there",
        "ENAMETOOLONG": "the name is too long",
    }
    return reasons.get(errno.errorcode.get(error.errno or 0, ""), "the system refused it")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
