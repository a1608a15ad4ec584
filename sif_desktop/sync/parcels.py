"""An authority's own version of a rulebook as a part of an exchange file.

Records keep the rules they were made under, so a version made by the authority itself travels with
them. The names inside are held to the few a rulebook may have before any becomes a file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from sif_desktop.models.log_text import canonical
from sif_desktop.sync.lines import BadFile

PARCEL_LIMIT = 16 * 1024 * 1024
_FILES = 300
_FILE = re.compile(r"(?:[a-z0-9][a-z0-9_-]{0,79}/)?[a-z0-9][a-z0-9_.-]{0,79}\.yaml\Z")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")
_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,39}\Z")
MARK = "changes.yaml"  # what tells an authority's own version from a shipped one


@dataclass(frozen=True, slots=True)
class Parcel:
    pack: str
    version: str
    files: dict[str, str]

    def packed(self) -> bytes:
        return canonical({"pack": self.pack, "version": self.version, "files": self.files})

    def write(self, folder: Path) -> None:
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def parcel_of(pack: str, version: str, folder: Path) -> Parcel:
    files = sorted(folder.rglob("*.yaml"))
    texts = {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in files}
    return Parcel(pack, version, texts)


def read_parcel(raw: bytes) -> Parcel:
    """Raises BadFile for anything that is not a rulebook of the authority's own by its names."""
    refused = BadFile("a rulebook that is none")
    try:
        said = json.loads(raw)
        parcel = Parcel(said["pack"], said["version"], said["files"])
        named = all(type(n) is str and type(t) is str for n, t in parcel.files.items())
        whole = _ID.match(parcel.pack) and _VERSION.match(parcel.version) and named
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise refused from None
    if not whole or len(parcel.files) > _FILES or MARK not in parcel.files:
        raise refused
    if not all(_FILE.match(name) for name in parcel.files):
        raise refused
    return parcel
