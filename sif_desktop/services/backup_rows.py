"""What is told of backups: those there are, the second place, the last rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.models import backup
from sif_desktop.models.backup import Backup

_REASONS = {
    Why.ROLLING: "While you worked",
    Why.ASKED: "Made by hand",
    Why.IMPORT: "Before an import",
    Why.RECEIVE: "Before receiving",
    Why.UPGRADE: "Before an upgrade of the program",
}


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup as it is listed; `fault` says why it cannot be used, empty when it can."""

    path: Path
    at: datetime
    reason: str
    holds: str  # "12 schools, 3 visits, 1 document and 4 tasks"
    size: int
    fault: str = ""
    second: bool = False  # lies only in the second place

    @property
    def verified(self) -> bool:
        """Each was read again and checked before it got its name."""
        return not self.fault


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """A folder on another drive that backups are carried to."""

    folder: Path
    there: bool  # the stick is in, the share is connected
    newest: datetime | None
    same_drive: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of restoring a backup to a scratch place and checking all of it."""

    at: datetime
    backup_of: datetime
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the page of backups shows."""

    folder: Path
    rows: tuple[BackupRow, ...]
    second: SecondPlace | None
    rehearsal: Rehearsal | None


@dataclass(frozen=True, slots=True)
class Round:
    """What the clock had done; `words` is one line for the officer, empty where all was usual."""

    made: BackupRow | None = None
    words: str = ""


def row_of(found: Backup, key: bytes, *, second: bool = False) -> BackupRow:
    said = backup.about(found.path, key)
    return BackupRow(
        found.path,
        found.at,
        _REASONS[found.why],
        in_words(said.counts),
        found.size,
        said.fault,
        second,
    )


def in_words(counts: dict[str, int]) -> str:
    parts = [
        f"{counts[table]:,} {one if counts[table] == 1 else many}"
        for table, (one, many) in backup.COUNTED.items()
        if table in counts
    ]
    return _listed(parts)


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def short_day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"
