"""Fonts installed on this computer, by the name Word knows them by."""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_ENDINGS = (".ttf", ".otf", ".ttc")


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts: those of all users and those of this one."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return windows, home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
    if sys.platform == "darwin":
        places = ("/System/Library/Fonts", "/Library/Fonts")
        return (*map(Path, places), home / "Library" / "Fonts")
    places = ("/usr/share/fonts", "/usr/local/share/fonts")
    return (*map(Path, places), home / ".local" / "share" / "fonts", home / ".fonts")


def font_files(name: str, folders: Iterable[Path] | None = None) -> tuple[bytes, ...]:
    """The files of the faces of the font `name`; none if it is not installed."""
    known = _index(tuple(folders if folders is not None else font_folders()))
    return tuple(path.read_bytes() for path in known.get(name.casefold(), ()))


@cache
def _index(folders: tuple[Path, ...]) -> dict[str, list[Path]]:
    """{name in small letters: files}; of each file only its tables of names are read."""
    from sif_desktop.reports.house_style.fonts import MOST_BYTES, NoFont, describe

    found: dict[str, list[Path]] = {}
    for path in _files(folders):
        try:
            if path.stat().st_size > MOST_BYTES:
                continue
            with (
                path.open("rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
            ):
                family = describe(data).family
        except (OSError, ValueError, NoFont):
            continue
        found.setdefault(family.casefold(), []).append(path)
    return found


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith(_ENDINGS):
                    yield Path(place) / name
