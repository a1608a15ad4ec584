"""The checks before issue: each one key or click from its place, or answered with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.marks import shape_icon
from sif_desktop.ui.widgets.text import ElidedLabel

_LINE = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HINTS = (
    KeyHint("Enter", "Go to the place a check points at", "Checks"),
    KeyHint("R", "Answer a check with a reason", "Checks"),
)


class CheckList(QFrame):
    """Shows lines with `finding` (severity, message, place) and `answer`."""

    place_wanted = Signal(object)  # a finding
    reason_wanted = Signal(object)  # a line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._title = ElidedLabel("Checks", "strong")
        self.go_button = Button("Go there", self._go, look="link")
        self.answer_button = Button("Answer with a reason", self._answer, look="link")
        self.list = _List(self)
        self.list.setAccessibleName("Checks before issue")
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.itemClicked.connect(lambda _item: self._go())
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.answer_wanted.connect(self._answer)
        head = QHBoxLayout()
        head.setSpacing(theme.GROUP)
        head.addWidget(self._title, 1)
        head.addWidget(self.go_button)
        head.addWidget(self.answer_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.HALF, theme.GROUP, theme.HALF)
        column.setSpacing(theme.HALF)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        theme.notifier().changed.connect(self._repaint_shapes)

    def show_lines(self, lines: Sequence[Any]) -> None:
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(_words(line))
            item.setIcon(shape_icon(_status(line)))
            item.setData(_LINE, line)
            item.setToolTip(_words(line))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.list.blockSignals(False)
        self._title.setText(_summary(lines))
        self.list.setVisible(bool(lines))
        self._enable()

    def current(self) -> Any:
        item = self.list.currentItem()
        return item.data(_LINE) if item else None

    def summary(self) -> str:
        return self._title.text()

    def _enable(self) -> None:
        line = self.current()
        self.go_button.setVisible(line is not None)
        answerable = line is not None and line.finding.severity == "should"
        self.answer_button.setVisible(answerable)

    def _go(self) -> None:
        if (line := self.current()) is not None:
            self.place_wanted.emit(line.finding)

    def _answer(self) -> None:
        line = self.current()
        if line is not None and line.finding.severity == "should":
            self.reason_wanted.emit(line)

    def _repaint_shapes(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setIcon(shape_icon(_status(item.data(_LINE))))


class _List(QListWidget):
    answer_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setMinimumHeight(44)
        self.setSpacing(3)

    def sizeHint(self) -> QSize:
        return QSize(300, theme.current().px(110))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_R and plain:
            self.answer_wanted.emit()
        elif event.key() in _ENTER and plain and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _status(line: Any) -> Status:
    if line.answer:
        return Status.MET
    return Status.OVERDUE if line.finding.severity == "must" else Status.AT_RISK


def _words(line: Any) -> str:
    if line.answer:
        return f"Answered: {line.finding.message} Reason: {line.answer}"
    opening = "Put right" if line.finding.severity == "must" else "Look at"
    return f"{opening}: {line.finding.message}"


def _summary(lines: Sequence[Any]) -> str:
    must = sum(1 for line in lines if line.finding.severity == "must")
    answered = sum(1 for line in lines if line.answer)
    should = len(lines) - must - answered
    parts = [
        f"{must} to put right" if must else "",
        f"{should} to look at" if should else "",
        f"{answered} answered" if answered else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"Checks: {said}" if said else "Checks: nothing stands in the way of issuing"
