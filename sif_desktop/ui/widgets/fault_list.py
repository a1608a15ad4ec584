"""What is wrong with a file, line by line, each with what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.marks import paint_shape

# By severity, what asks for a decision first: how it stands, and in words.
_KINDS = {
    "ask": (Status.AT_RISK, "Needs your words", "for you to put into words"),
    "mend": (Status.AT_RISK, "Better mended", "better mended in the template"),
    "left_out": (Status.OVERDUE, "Cannot be used", "that cannot be used"),
    "corrected": (Status.MET, "Put right", "put right by the program"),
}
_FAULT = Qt.ItemDataRole.UserRole
_SHAPE, _AIR = 12, 8  # px at 100 %
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class FaultList(QListWidget):
    """Shows faults with `severity`, `what` and `remedy`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_FaultDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Lines are as high as their width makes them, so the bar must not come and go.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.notifier().changed.connect(self.scheduleDelayedItemsLayout)

    def show_faults(self, faults: Sequence[Any]) -> None:
        self.clear()
        order = list(_KINDS)
        for fault in sorted(faults, key=lambda fault: order.index(fault.severity)):
            item = QListWidgetItem("\n".join(_words(fault)))
            item.setData(_FAULT, fault)
            self.addItem(item)
        self.setCurrentRow(0)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(360), look.px(220))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(200), look.px(140))


class _FaultDelegate(QStyledItemDelegate):
    """The shape, what is wrong, and quietly below what is done about it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        assert isinstance(view, QListWidget)
        width = view.viewport().width()
        _, remedy = _boxes(QRect(0, 0, width, 0), _words(index.data(_FAULT)))
        return QSize(width, remedy.bottom() + theme.current().px(_AIR))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, box, fault = theme.current(), QRect(option.rect), index.data(_FAULT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("selection"))
        inks = ("selection_text",) * 2 if chosen else ("text", "text_quiet")
        words = _words(fault)
        boxes = _boxes(box, words)
        edge = look.px(_SHAPE)
        line = QFontMetrics(look.font()).height()
        top = boxes[0].top() + (line - edge) / 2
        spot = QRectF(box.left() + look.px(_AIR), top, edge, edge)
        paint_shape(painter, spot, _KINDS[fault.severity][0])
        painter.setFont(look.font())
        for place, said, ink in zip(boxes, words, inks, strict=True):
            painter.setPen(look.colour(ink))
            painter.drawText(place, _WRAP, said)


def _words(fault: Any) -> tuple[str, str]:
    return f"{_KINDS[fault.severity][1]}: {fault.what}", fault.remedy


def _boxes(line: QRect, words: tuple[str, str]) -> tuple[QRect, QRect]:
    """Where what is wrong and the remedy stand in a line."""
    look = theme.current()
    air, metrics = look.px(_AIR), QFontMetrics(look.font())
    left, top = line.left() + look.px(_SHAPE) + 2 * air, line.top() + air
    width = line.right() - air - left
    placed = []
    for said in words:
        tall = metrics.boundingRect(QRect(0, 0, width, 9999), _WRAP, said).height()
        placed.append(QRect(left, top, width, tall))
        top += tall + 2
    return placed[0], placed[1]


def summary(faults: Sequence[Any]) -> str:
    """“3 points: 1 put right by the program, 1 that cannot be used, 1 better mended in …”"""
    counts = [
        (sum(1 for fault in faults if fault.severity == kind), words)
        for kind, (_, _, words) in _KINDS.items()
    ]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    if not told:
        return "Nothing is wrong with it."
    whole = "1 point" if len(faults) == 1 else f"{len(faults)} points"
    return f"{whole}: {told}."
