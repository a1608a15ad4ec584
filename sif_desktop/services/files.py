"""Files for others: written aside, on disk, then in place; never half a file under its name."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
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


def write_whole(path: Path, content: bytes, *, replace: bool = False) -> Path:
    """Write `content` to `path`; raises as `write_aside` does."""
    return write_aside(path, lambda aside: _write(aside, content), replace=replace)


def write_aside(path: Path, write: Callable[[Path], None], *, replace: bool = False) -> Path:
    """Have `write(aside)` make the file beside its place, then put it there.

    Raises FileExists unless `replace`, Problem for a full disk or a file open elsewhere; nothing
    is left under the name then.
    """
    if path.exists() and not replace:
        raise FileExists(path)
    aside = path.with_name(f".{path.name}.part")
    try:
        write(aside)
        aside.replace(path)
    except OSError as error:
        raise Problem(
            f"“{path.name}” could not be written ({error.strerror or error}).",
            "Close it if it is open in another program, or choose another folder.",
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
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
    return target.is_file() and target.read_bytes() == content


def _placed(target: Path, content: bytes) -> bool:
    """Whether `content` now stands at `target`; False where the name is taken."""
    if target.exists():
        return False
    aside = target.with_name(f".{os.urandom(6).hex()}.part")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return _renamed(aside, target)
    finally:
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
        "EACCES": "the folder may not be written to",
        "EPERM": "the folder may not be written to",
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
