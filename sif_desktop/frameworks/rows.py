"""A tolerant view of a pack's data as read: whatever is of the wrong shape is simply not there.

The schema reports faults of shape; the checks of references walk these rows and go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sif_desktop.frameworks.faults import Fault, nearest

_NAMES = ("id", "code", "word", "name", "value")


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping of a file, where it stands, and whether what encloses it states an origin."""

    file: str
    path: str
    data: dict[str, Any]
    near: str = ""  # nearest enclosing id
    origin: bool = False

    @property
    def id(self) -> str:
        """The row's own id, code or word, or the nearest enclosing one."""
        return next((name for key in _NAMES if (name := self.text(key))), self.near)

    @property
    def sourced(self) -> bool:
        """Whether a source paragraph or the app's mark covers this row."""
        return self.origin or bool(self.text("source")) or self.data.get("app_default") is True

    def text(self, key: str) -> str:
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> list[tuple[str, str]]:
        """The texts of a list, each with its path."""
        value = self.data.get(key)
        entries = value if isinstance(value, list) else []
        return [
            (f"{self.at(key)}[{place}]", entry)
            for place, entry in enumerate(entries)
            if isinstance(entry, str)
        ]

    def rows(self, key: str) -> list[Row]:
        """The mappings of a list."""
        value = self.data.get(key)
        entries = value if isinstance(value, list) else []
        return [
            Row(self.file, f"{self.at(key)}[{place}]", entry, self.id, self.sourced)
            for place, entry in enumerate(entries)
            if isinstance(entry, dict)
        ]

    def row(self, key: str) -> Row | None:
        value = self.data.get(key)
        if not isinstance(value, dict):
            return None
        return Row(self.file, self.at(key), value, self.id, self.sourced)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, message: str) -> Fault:
        return Fault(self.file, self.at(key) if key else self.path, self.id, message)


def top(file: str, data: Any) -> Row:
    """A whole file as a row; empty if the file holds something else."""
    return Row(file, "", data if isinstance(data, dict) else {})


def duplicates(rows: Iterable[Row], key: str, what: str) -> Iterator[Fault]:
    """A fault for each row whose `key` an earlier row has already."""
    seen: dict[str, Row] = {}
    for row in rows:
        name = row.text(key)
        first = seen.setdefault(name, row)
        if name and first is not row:
            where = f"{first.file} {first.path}".strip()
            yield row.fault(
                key, f"The {what} “{name}” is given twice (first in {where}). Rename one of them."
            )


def unknown(path: str, row: Row, name: str, known: Iterable[str], what: str) -> Iterator[Fault]:
    """A fault if `name` is not among the known, naming the nearest."""
    known = set(known)
    if name and name not in known:
        message = f"There is no {what} “{name}” in this pack. {nearest(name, known)}"
        yield Fault(row.file, path, row.id, message)


def unsourced(row: Row, what: str) -> Iterator[Fault]:
    """A fault if neither the rulebook's paragraph nor the app's mark is given."""
    if not row.sourced:
        yield row.fault(
            "",
            f"The {what} states neither “source” nor “app_default: true”. Name the paragraph "
            "of the rulebook, or mark it as the app's own.",
        )
