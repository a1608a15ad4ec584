"""The lines of a visit under their headings: one flat list, headings that fold, rows that wrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sif_desktop.services.lenses import Group
from sif_desktop.services.visit_record import Jotting
from sif_desktop.ui import theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_EDGE = 10  # px
_TOP = Qt.AlignmentFlag.AlignTop
_WRAP = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_SHOWN = 600  # characters of a line shown in the list; all of it when it is taken up


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (`line` is None) or a line; `mark` is what a line is filed to."""

    key: str
    group: Group
    line: Jotting | None = None
    mark: str = ""
    folded: bool = False
    here: bool = False  # the room the officer is in
    evidence: bool = False

    def words(self) -> str:
        if self.line is not None:
            who = f"{self.line.companion}: " if self.line.companion else ""
            return who + self.line.text[:_SHOWN]
        return self.group.evidence[:_SHOWN] if self.evidence else self.group.title

    def is_heading(self) -> bool:
        return self.line is None and not self.evidence

    def right(self) -> str:
        """At the right: a line's mark; a heading's time or grade, and how many lines it hides."""
        if self.line is not None or self.evidence:
            return self.mark
        count = str(len(self.group.lines)) if self.folded else ""
        return "   ".join(filter(None, (self.group.detail, count)))

    def spoken(self) -> str:
        if self.line is None:
            count = len(self.group.lines)
            return f"{self.words()}, {count} line{'' if count == 1 else 's'}"
        return ", ".join(filter(None, (self.line.at[11:16], self.words(), self.mark)))


class JottingsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Group] = ()
        self._numbers: dict[str, str] = {}
        self._here = ""
        self._folded: set[str] = set()
        self.shown: list[Row] = []

    def show(self, groups: Sequence[Group], numbers: dict[str, str], here: str) -> None:
        """Show these groups; only what differs from before is told to the view."""
        self._groups, self._numbers, self._here = groups, numbers, here
        self._put(self._rows())

    def fold(self, key: str) -> None:
        self._folded ^= {key}
        self._put(self._rows())

    def line_of(self, key: str) -> int:
        return next((n for n, row in enumerate(self.shown) if row.key == key), -1)

    def _rows(self) -> list[Row]:
        rows = []
        for group in self._groups:
            folded, here = group.key in self._folded, group.key == self._here != ""
            rows.append(Row(f"group:{group.key}", group, folded=folded, here=here))
            if folded:
                continue
            if group.evidence:
                rows.append(Row(f"evidence:{group.key}", group, evidence=True))
            rows += [Row(line.uid, group, line, self._mark(line, group)) for line in group.lines]
        return rows

    def _mark(self, line: Jotting, group: Group) -> str:
        if line.parked:
            return "" if group.key == "parked" else "parked"
        if not line.item or line.item == group.key:
            return ""
        return f"⇢ {self._numbers.get(line.item, line.item)}"

    def _put(self, rows: list[Row]) -> None:
        """Replace only the rows between the first and the last that differ."""
        old, first = self.shown, 0
        while first < min(len(old), len(rows)) and old[first] == rows[first]:
            first += 1
        last = 0
        while last < min(len(old), len(rows)) - first and old[-1 - last] == rows[-1 - last]:
            last += 1
        if [row.key for row in old] == [row.key for row in rows]:
            self.shown = rows
            if first < len(rows):
                self.dataChanged.emit(self.index(first), self.index(len(rows) - last - 1))
                self.layoutChanged.emit()  # words may take another number of lines now
            return
        if first < len(old) - last:
            self.beginRemoveRows(_ROOT, first, len(old) - last - 1)
            self.shown = old[:first] + old[len(old) - last :]
            self.endRemoveRows()
        if first < len(rows) - last:
            self.beginInsertRows(_ROOT, first, len(rows) - last - 1)
            self.shown = rows
            self.endInsertRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None


class JottingDelegate(QStyledItemDelegate):
    """Headings with a fold mark; lines with their time, wrapped, and what they are filed to."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        scale = theme.current().scale
        return _size(row.words(), row.right(), row.is_heading(), max(width, 160), scale)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        look, box = theme.current(), QRect(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("selection"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("focus"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        ink = "selection_text" if chosen else "text"
        if row.is_heading():
            self._paint_heading(painter, look, box, row, ink)
        else:
            self._paint_line(painter, look, box, row, ink, "selection_text" if chosen else "")
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, look: theme.Look, box: QRect, row: Row, ink: str
    ) -> None:
        if row.here:
            painter.fillRect(box.left(), box.top() + 3, 3, box.height() - 6, look.colour("accent"))
        painter.setFont(look.font(bold=True))
        painter.setPen(look.colour(ink))
        inner = box.adjusted(_EDGE, 8, -_EDGE, -4)
        painter.drawText(inner, _TOP | Qt.AlignmentFlag.AlignLeft, "▸" if row.folded else "▾")
        painter.drawText(
            _words_box(box, row.right(), row.is_heading(), look.scale), _WRAP, row.words()
        )
        painter.setFont(look.font("caption", tabular=True))
        painter.setPen(look.colour(ink if ink != "text" else "text_quiet"))
        painter.drawText(inner, _TOP | Qt.AlignmentFlag.AlignRight, row.right())

    def _paint_line(
        self, painter: QPainter, look: theme.Look, box: QRect, row: Row, ink: str, quiet: str
    ) -> None:
        inner = box.adjusted(_EDGE, 4, -_EDGE, 0)
        painter.setFont(look.font(tabular=True))
        painter.setPen(look.colour(quiet or "text_quiet"))
        if row.line is not None:
            clock = inner.adjusted(look.px(4), 0, 0, 0)
            painter.drawText(clock, _TOP | Qt.AlignmentFlag.AlignLeft, row.line.at[11:16])
            painter.setFont(look.font("caption", bold=True))
            painter.drawText(inner, _TOP | Qt.AlignmentFlag.AlignRight, row.right())
            painter.setPen(look.colour(ink))
        painter.setFont(look.font())
        painter.drawText(
            _words_box(box, row.right(), row.is_heading(), look.scale), _WRAP, row.words()
        )


@lru_cache(maxsize=4096)
def _size(words: str, right: str, heading: bool, width: int, scale: float) -> QSize:
    """How large a row is; a list asks for all its rows again at every change."""
    box = _words_box(QRect(0, 0, width, 100_000), right, heading, scale)
    metrics = _metrics("body", heading, scale)
    high = metrics.height()
    if "\n" in words or metrics.horizontalAdvance(words) > box.width():
        high = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, words).height()
    look = theme.current()
    least = theme.TARGET if heading else look.px(26)
    return QSize(width, max(high + (14 if heading else 9), least))


@lru_cache(maxsize=16)
def _metrics(size: str, bold: bool, scale: float) -> QFontMetrics:  # noqa: ARG001 - the key
    """Kept by scale: of the look only that changes a font."""
    return QFontMetrics(theme.current().font(size, bold=bold))


def _words_box(box: QRect, right: str, heading: bool, scale: float) -> QRect:
    """Where a row's words stand: the same for measuring and for painting."""
    look = theme.current()
    left = look.px(12) + 14 if heading else look.px(42) + 18
    wide = _metrics("caption", True, scale).horizontalAdvance(right) + 12 if right else 0
    return box.adjusted(left, 7 if heading else 4, -_EDGE - wide, 0)
