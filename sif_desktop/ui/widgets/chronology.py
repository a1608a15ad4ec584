"""What happened, on one line of time: date, kind, words; newest first as it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sif_desktop.ui import icons, theme

_EVENT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is said in words ("Visit"), `icon` names its picture, `ref` is the opener's own."""

    on: date
    kind: str
    icon: str
    text: str
    detail: str = ""
    ref: Any = None


class Chronology(QListWidget):
    """A list of events; Enter or a double click is `opened` with the event."""

    opened = Signal(object)

    def __init__(self, name: str = "Chronology", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_EventDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_EVENT)))

    def set_events(self, events: Sequence[Event]) -> None:
        self.clear()
        year = None
        for event in events:
            item = QListWidgetItem(f"{event.on.day} {event.on:%B %Y}, {event.kind}: {event.text}")
            item.setData(_EVENT, event)
            item.setData(_EVENT + 1, event.on.year != year)
            item.setToolTip(event.detail)
            year = event.on.year
            self.addItem(item)


class _EventDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = theme.current()
        lines = QFontMetrics(look.font()).height() + QFontMetrics(look.font("caption")).height()
        return QSize(0, lines + 18)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, event = theme.current(), index.data(_EVENT)
        box, chosen = QRect(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("selection"))
        ink, quiet = ("selection_text",) * 2 if chosen else ("text", "text_quiet")
        box.adjust(12, 8, -12, -8)
        self._paint_date(painter, look, box, event, quiet, bool(index.data(_EVENT + 1)))
        left = box.left() + look.px(76)
        painter.drawPixmap(left, box.top(), icons.pixmap(event.icon, quiet, 16))
        box.setLeft(left + look.px(16) + 12)
        _paint_line(painter, box, look, "body", ink, event.text)
        box.setTop(box.top() + QFontMetrics(look.font()).height() + 2)
        words = " · ".join(filter(None, (event.kind, event.detail)))
        _paint_line(painter, box, look, "caption", quiet, words)

    @staticmethod
    def _paint_date(
        painter: QPainter, look: theme.Look, box: QRect, event: Event, role: str, new_year: bool
    ) -> None:
        painter.setPen(look.colour(role))
        painter.setFont(look.font(tabular=True))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, top, f"{event.on.day} {event.on:%b}")
        if new_year:
            painter.setFont(look.font("caption", bold=True, tabular=True))
            bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, bottom, str(event.on.year))


def _paint_line(
    painter: QPainter, box: QRect, look: theme.Look, size: str, role: str, words: str
) -> None:
    painter.setFont(look.font(size))
    painter.setPen(look.colour(role))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
