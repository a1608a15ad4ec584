"""Every file the program writes in some folders, looked into before it can vanish again."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What Python is about to do to a file. The encrypted driver's own files are seen at each of these
# moments too, for the folders are gone through whole.
_MOMENTS = {
    *("open", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"),
    *("shutil.copyfile", "shutil.move", "shutil.rmtree", "tempfile.mkdtemp", "tempfile.mkstemp"),
}


class Watch:
    """`seen` are the names of all files there ever were; `found` those that held a word."""

    def __init__(self, folders: tuple[Path, ...], words: tuple[bytes, ...]) -> None:
        self._folders, self._words = folders, words
        self._known: dict[Path, tuple[int, int, int]] = {}
        self._looking = threading.Lock()
        self.seen: set[str] = set()
        self.found: set[tuple[str, bytes]] = set()

    def look(self) -> None:
        if not self._looking.acquire(blocking=False):
            return  # its own opening of files
        try:
            for folder in self._folders:
                for file in folder.rglob("*"):
                    self._look_into(file)
        finally:
            self._looking.release()

    def _look_into(self, file: Path) -> None:
        try:
            stat = file.stat()
            state = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            if not file.is_file() or self._known.get(file) == state:
                return
            content = file.read_bytes()
        except OSError:
            return
        self._known[file] = state
        self.seen.add(file.name)
        self.found |= {(file.name, word) for word in self._words if word in content}


_watching: list[Watch] = []


def _hook(event: str, _arguments: tuple) -> None:
    if _watching and event in _MOMENTS:
        for watch in tuple(_watching):
            watch.look()


@contextmanager
def watched(*folders: Path, words: tuple[str, ...]) -> Iterator[Watch]:
    """Look for these words, in the ways a program writes them, until the block ends."""
    if not getattr(sys, "_sif_watch", False):
        sys.addaudithook(_hook)  # for good: Python takes none away
        sys._sif_watch = True  # type: ignore[attr-defined]
    ways = ("utf-8", "utf-16-le", "utf-16-be")
    watch = Watch(folders, tuple(word.encode(way) for word in words for way in ways))
    _watching.append(watch)
    try:
        yield watch
    finally:
        watch.look()
        _watching.remove(watch)
