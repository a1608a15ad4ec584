"""The packs at hand: those shipped with the program and those of further folders.

Versions live side by side as `<id>` and `<id>@<version>`, because old records keep the rules they
were made under.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:  # the window stands before any pack is read
    from sif_desktop.frameworks.pack import Pack


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What is shown when a pack is chosen, read from pack.yaml alone."""

    id: str
    version: str
    title: str
    authority: str
    folder: Path
    edited: bool = False  # made by the authority itself; used only by a caseload that chose it


class Registry:
    """Finds packs in `folders` (the first folder wins where two hold the same version).

    Where there is more than one folder, the last is the place for the authority's own versions.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self.own = self._folders[-1] if len(self._folders) > 1 else None
        self._infos: tuple[PackInfo, ...] | None = None
        self._packs: dict[tuple[str, str], Pack] = {}
        self._lock = Lock()

    def list(self) -> tuple[PackInfo, ...]:
        """Every version of every readable pack, by id, newest first.

        A folder whose pack.yaml cannot be read is left out; `sif frameworks check` says why.
        """
        with self._lock:
            return self._listed()

    def latest(self) -> tuple[PackInfo, ...]:
        """The newest version of each pack, by id: what may be chosen for new work."""
        newest: dict[str, PackInfo] = {}
        for info in sorted(self.list(), key=lambda one: (one.id, one.edited)):
            newest.setdefault(info.id, info)
        return tuple(newest.values())

    def info(self, pack_id: str, version: str | None = None) -> PackInfo:
        """Where a version lies. Raises Problem if there is none."""
        with self._lock:
            return self._info(pack_id, version)

    def current(self, pack_id: str, version: str) -> Pack:
        """What new work is done under: the authority's own version if that was chosen, else the
        newest installed."""
        chosen = any(
            (info.id, info.version, info.edited) == (pack_id, version, True) for info in self.list()
        )
        return self.get(pack_id, version if chosen else None)

    def get(self, pack_id: str, version: str | None = None) -> Pack:
        """The pack, kept in memory once read; the newest version if none is named.

        Raises Problem if there is none, PackFaults if it has faults.
        """
        from sif_desktop.frameworks.loader import load_pack

        with self._lock:
            info = self._info(pack_id, version)
            key = (info.id, info.version)
            if key not in self._packs:
                self._packs[key] = load_pack(info.folder)
            return self._packs[key]

    def refresh(self) -> None:
        """Forget what was read, so that changed folders are read again."""
        with self._lock:
            self._infos = None
            self._packs.clear()

    def _listed(self) -> tuple[PackInfo, ...]:
        from sif_desktop.frameworks.versions import version_key

        if self._infos is None:
            found: dict[tuple[str, str], PackInfo] = {}
            for folder in self._folders:
                for info in _infos(folder):
                    found.setdefault((info.id, info.version), info)
            newest_first = sorted(
                found.values(), key=lambda i: version_key(i.version), reverse=True
            )
            self._infos = tuple(sorted(newest_first, key=lambda i: i.id))
        return self._infos

    def _info(self, pack_id: str, version: str | None) -> PackInfo:
        from sif_desktop.frameworks.faults import nearest

        same = [info for info in self._listed() if info.id == pack_id]
        wanted = [info for info in same if info.version == version]
        if version is None:
            wanted = sorted(same, key=lambda info: info.edited)
        if wanted:
            return wanted[0]
        if same:
            held = ", ".join(info.version for info in same)
            raise Problem(
                f"Version {version} of the rulebook pack “{pack_id}” is not installed.",
                f"Installed: {held}. Install the version named to open records made under it.",
            )
        raise Problem(
            f"The rulebook pack “{pack_id}” is not installed.",
            nearest(pack_id, (info.id for info in self._listed()), "No pack is installed."),
        )


def _infos(folder: Path) -> Iterable[PackInfo]:
    from sif_desktop.frameworks.yaml_files import UnreadableFile, read_yaml

    for head in sorted(folder.glob("*/pack.yaml")):
        try:
            data = read_yaml(head)
        except UnreadableFile:
            continue
        if isinstance(data, dict) and all(_text(data, key) for key in ("id", "version", "title")):
            yield PackInfo(
                data["id"],
                data["version"],
                data["title"],
                _text(data, "authority"),
                head.parent,
                (head.parent / "changes.yaml").is_file(),
            )


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
