"""A table of frozen rows. The filter works on the Python list: a proxy model costs a third more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sif_desktop.ui import theme
from sif_desktop.ui.item_models.columns import Column, folded, sorted_rows

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)


class TableModel(QAbstractTableModel):
    """What both models share: columns, headers, and a row for each line."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._texts = [column.text for column in self.columns]
        self._alignments = [int(column.alignment()) for column in self.columns]
        self._coloured = any(column.role for column in self.columns)

    def row(self, line: int) -> Any:
        """The row shown on `line`; None while it is being fetched."""
        raise NotImplementedError

    def key_at(self, line: int) -> Any:
        """What names the row on `line` for good."""
        raise NotImplementedError

    def line_of(self, key: Any) -> int:
        """The line that shows the row named `key`; -1 if none does."""
        raise NotImplementedError

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Asked seven times a cell at every scrolled frame: plain numbers, the commonest first.
        if role == _DISPLAY:
            row = self.row(index.row())
            return "…" if row is None else self._texts[index.column()](row)
        if role == _ALIGNMENT:
            return self._alignments[index.column()]
        if role == _FOREGROUND:
            return self._foreground(index) if self._coloured else None
        return self.data(index) or None if role == _TOOLTIP else None

    def _foreground(self, index: Index) -> Any:
        role_of = self.columns[index.column()].role
        if role_of is None:
            return None
        row = self.row(index.row())
        return None if row is None else theme.current().colour(role_of(row))

    def headerData(
        self, part: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[part].label
        return self._alignments[part] if role == Qt.ItemDataRole.TextAlignmentRole else None


class RowsModel(TableModel):
    """All rows in hand (up to some thousands). `key(row)` names a row for good, so that selection
    outlives filter and refresh."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], Any]) -> None:
        super().__init__(columns)
        self._key = key
        self._all: list[Any] = []
        self._shown: list[Any] = []
        self._haystacks: list[str] | None = None
        self._words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None
        self._order: tuple[Column, bool] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        self._all = list(rows)
        self._haystacks = None
        if self._order is not None:
            self._all = sorted_rows(self._all, self._order[0], down=self._order[1])
        self._show()

    def set_filter(self, text: str, keep: Callable[[Any], bool] | None = None) -> None:
        """Show rows that hold every word of `text` in some column and for which `keep` is true."""
        self._words, self._keep = folded(text).split(), keep
        self._show()

    def rows(self) -> list[Any]:
        """The rows shown, in their order."""
        return list(self._shown)

    def total(self) -> int:
        return len(self._all)

    def row(self, line: int) -> Any:
        return self._shown[line]

    def key_at(self, line: int) -> Any:
        return self._key(self._shown[line])

    def line_of(self, key: Any) -> int:
        return next((n for n, row in enumerate(self._shown) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            down = order == Qt.SortOrder.DescendingOrder
            self._order = (self.columns[column], down)
            self._all = sorted_rows(self._all, self.columns[column], down=down)
            self._haystacks = None
            self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        """Which rows are shown, of all there are."""
        shown = self._all
        if self._words:
            shown = self._holding(self._words)
        if self._keep is not None:
            shown = list(filter(self._keep, shown))
        self._shown = shown

    def _holding(self, words: list[str]) -> list[Any]:
        """Rows that hold every word: one word after the other, over what is left."""
        left = list(zip(self._all, self._hay(), strict=True))
        for word in words:
            left = [pair for pair in left if word in pair[1]]
        return [row for row, _ in left]

    def _hay(self) -> list[str]:
        if self._haystacks is None:
            texts = self._texts
            self._haystacks = [folded("\n".join(text(row) for text in texts)) for row in self._all]
        return self._haystacks
