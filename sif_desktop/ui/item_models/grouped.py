"""Rows under headings, as long as they stand in their own order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from sif_desktop.ui import theme
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is no row: the words over those that follow."""

    words: str


class GroupedModel(RowsModel):
    """`group(row)` gives the place of its group and the words over it. Sorted by any column but
    the first, from the least, the rows stand without headings."""

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], Any],
        group: Callable[[Any], tuple[int, str]],
    ) -> None:
        super().__init__(columns, key)
        self._group = group
        self._lines: list[Any] = []

    def headings(self) -> list[int]:
        """The lines that are headings."""
        return [n for n, line in enumerate(self._lines) if isinstance(line, Heading)]

    def row(self, line: int) -> Any:
        """None on a heading."""
        found = self._lines[line]
        return None if isinstance(found, Heading) else found

    def key_at(self, line: int) -> Any:
        row = self.row(line)
        return None if row is None else self._key(row)

    def line_of(self, key: Any) -> int:
        every = ((n, line) for n, line in enumerate(self._lines) if not isinstance(line, Heading))
        return next((n for n, row in every if self._key(row) == key), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags  # the cursor passes over it
        return super().flags(index)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        line = self._lines[index.row()]
        if not isinstance(line, Heading):
            return super().data(index, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.words
        if role == Qt.ItemDataRole.FontRole:
            return theme.current().font(bold=True)
        return theme.current().colour("text") if role == Qt.ItemDataRole.ForegroundRole else None

    def _show(self) -> None:
        self.beginResetModel()
        self._choose()
        self._lines = list(self._headed()) if self._in_own_order() else list(self._shown)
        self.endResetModel()

    def _in_own_order(self) -> bool:
        return self._order is None or (self._order[0] is self.columns[0] and not self._order[1])

    def _headed(self) -> Any:
        ordered = sorted(self._shown, key=lambda row: self._group(row)[0])
        self._shown = ordered
        for (_, words), rows in groupby(ordered, self._group):
            theirs = list(rows)
            yield Heading(f"{words} ({len(theirs):,})")
            yield from theirs
