"""Files for others: written aside, on disk, then in place; never half a file under its name."""

from __future__ import annotations

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


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
