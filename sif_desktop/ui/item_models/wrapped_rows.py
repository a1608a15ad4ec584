"""Rows of words that wrap, with quiet words beneath, a mark at the left and one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sif_desktop.ui import theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_EDGE, _GAP = 10, 8  # px
_TOP = Qt.AlignmentFlag.AlignTop
_WRAP = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_SHOWN = 1200  # characters of a row shown in the list


@dataclass(frozen=True, slots=True)
class WrappedRow:
    """`left` stands in a column of `left_wide` characters; `role` is that of the left and right
    words. A heading has no key and the cursor passes over it."""

    key: str
    words: str
    detail: str = ""
    left: str = ""
    right: str = ""
    role: str = "text_quiet"
    left_role: str = ""  # where it is another
    strong: bool = False
    quiet: bool = False
    heading: bool = False

    def spoken(self) -> str:
        return ", ".join(filter(None, (self.left, self.words, self.detail, self.right)))


class WrappedRows(QAbstractListModel):
    def __init__(self, left_wide: int = 0) -> None:
        super().__init__()
        self.left_wide = left_wide
        self.shown: list[WrappedRow] = []

    def show(self, rows: Sequence[WrappedRow]) -> None:
        """Show these rows; where the same ones stand in the same order, cursor and scroll stay."""
        new = list(rows)
        if [row.key for row in new] == [row.key for row in self.shown]:
            changed = [n for n, row in enumerate(new) if row != self.shown[n]]
            self.shown = new
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
                self.layoutChanged.emit()  # words may take another number of lines now
            return
        self.beginResetModel()
        self.shown = new
        self.endResetModel()

    def line_of(self, key: str) -> int:
        return next((n for n, row in enumerate(self.shown) if row.key == key and key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.shown[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return row.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None


class WrappedDelegate(QStyledItemDelegate):
    """Paints what it measures: both ask `_place` where the parts of a row stand."""

    def __init__(self, view: QAbstractItemView, left_wide: int) -> None:
        super().__init__(view)
        self._left_wide = left_wide

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: WrappedRow = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        width = max(width, 120)
        words, detail = _place(row, width, self._left_wide, theme.current().scale)
        return QSize(width, max(words.height() + detail.height() + 2 * 5, theme.TARGET))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: WrappedRow = index.data(ROW)
        look, box = theme.current(), QRect(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("selection"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("focus"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        ink = "selection_text" if chosen else ""
        words, detail = _place(row, box.width(), self._left_wide, look.scale)
        corner = box.topLeft()
        edge = box.adjusted(_EDGE, 5, -_EDGE, 0)
        painter.setFont(look.font("caption", bold=True, tabular=True))
        painter.setPen(look.colour(ink or row.left_role or row.role))
        painter.drawText(edge, _TOP | Qt.AlignmentFlag.AlignLeft, row.left)
        painter.setPen(look.colour(ink or row.role))
        painter.drawText(edge, _TOP | Qt.AlignmentFlag.AlignRight, row.right)
        painter.setFont(look.font(bold=row.strong or row.heading))
        painter.setPen(look.colour(ink or ("text_quiet" if row.quiet else "text")))
        painter.drawText(words.translated(corner), _WRAP, row.words[:_SHOWN])
        if row.detail:
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour(ink or "text_quiet"))
            painter.drawText(detail.translated(corner), _WRAP, row.detail)
        painter.restore()


@lru_cache(maxsize=8192)
def _place(row: WrappedRow, width: int, left_wide: int, scale: float) -> tuple[QRect, QRect]:
    """Where words and detail stand in a row of this width, from its corner."""
    small = _metrics("caption", True, scale)
    indent = 0 if row.heading else left_wide * small.averageCharWidth() + (left_wide > 0) * _GAP
    left = _EDGE + indent
    beside = small.horizontalAdvance(row.right) + _GAP if row.right else 0
    metrics = _metrics("body", row.strong or row.heading, scale)
    words = _wrapped(metrics, row.words[:_SHOWN], left, 5, max(40, width - left - _EDGE - beside))
    if not row.detail:
        return words, QRect(left, words.bottom() + 1, 0, 0)
    under = _metrics("caption", False, scale)
    wide = max(40, width - left - _EDGE)
    return words, _wrapped(under, row.detail, left, words.top() + words.height() + 1, wide)


def _wrapped(metrics: QFontMetrics, words: str, left: int, top: int, wide: int) -> QRect:
    high = metrics.height()
    if "\n" in words or metrics.horizontalAdvance(words) > wide:
        box = QRect(0, 0, wide, 100_000)
        high = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, words).height()
    return QRect(left, top, wide, high)


@lru_cache(maxsize=16)
def _metrics(size: str, bold: bool, scale: float) -> QFontMetrics:  # noqa: ARG001 - the key
    """Kept by scale: of the look only that changes a font."""
    return QFontMetrics(theme.current().font(size, bold=bold))
