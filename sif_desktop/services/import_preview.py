"""What an import of the register would do, and did, in the form the screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.register import Comparison, KeptEdit, RegisterRow, plain
from sif_desktop.imports.choices import Choices, RegisterFilter
from sif_desktop.imports.reading import Notice
from sif_desktop.imports.register import RegisterReport

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
SHOWN = 1000  # how many rows of each kind a preview holds to be looked at


@dataclass(frozen=True, slots=True)
class Survey:
    """What a register file is and what there is to choose from in it."""

    path: Path
    file_name: str
    dialect: str
    layout: str
    encoding: str
    read: int
    missing: tuple[str, ...]
    notices: tuple[Notice, ...]
    choices: Choices
    suggested: RegisterFilter


@dataclass(frozen=True, slots=True)
class NewSchool:
    urn: str
    name: str
    type: str
    status: str
    la_name: str
    town: str


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of one school: what is stored and what the register says now."""

    urn: str
    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows passed over for one reason, or one row that could not be used (`line` is not 0)."""

    reason: str
    count: int
    line: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Follows:
    """A school that carries on another's history."""

    urn: str
    name: str
    predecessor: str
    sole: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. The lists hold the first thousand; the counts count all."""

    path: Path
    stamp: tuple[int, int]
    filter: RegisterFilter
    report: RegisterReport
    new: int
    changed: int
    unchanged: int
    new_rows: tuple[NewSchool, ...]
    changes: tuple[ChangedField, ...]
    skipped: tuple[Skipped, ...]
    kept: tuple[KeptEdit, ...]
    follows: tuple[Follows, ...]

    @property
    def skipped_count(self) -> int:
        return self.report.read - self.report.kept


@dataclass(frozen=True, slots=True)
class ImportResult:
    file_name: str
    new: int
    changed: int
    unchanged: int
    skipped: int
    kept: int  # fields that stay as edited here
    changes: Changes

    @property
    def sentence(self) -> str:
        """What happened, for the message bar."""
        counts = (("new", self.new), ("changed", self.changed), ("unchanged", self.unchanged))
        parts = ", ".join(f"{count:,} {word}" for word, count in counts if count)
        kept = f"; {self.kept:,} {_s('edit', self.kept)} of yours kept" if self.kept else ""
        if not self.new and not self.changed:
            return f"Nothing to import: {parts or 'no schools were chosen'}{kept}."
        return f"Imported from the register: {parts}{kept}."


def new_school(row: RegisterRow) -> NewSchool:
    return NewSchool(row.urn, row.name, row.type, row.status, row.la_name, row.town)


def changed_fields(found: Comparison) -> list[ChangedField]:
    return [
        ChangedField(change.row.urn, change.row.name, part.label, plain(part.old), plain(part.new))
        for change in found.changed
        for part in change.changes
    ]


def skipped(report: RegisterReport) -> tuple[Skipped, ...]:
    """Rows not wanted by reason, then each row that could not be used with its line."""
    unwanted = [Skipped(reason, count) for reason, count in report.skipped.items()]
    unusable = [Skipped(found.reason, 1, found.line, found.detail) for found in report.rejects]
    return (*unwanted, *unusable)


def _s(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def schools_in_words(count: int) -> str:
    return f"{count:,} {_s('school', count)}"
