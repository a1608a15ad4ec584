"""Lines to type in: a filter that acts at once, and a date said as people say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import icons, theme
from sif_desktop.ui.widgets.text import Label, restyle

_FILTER_PAUSE_MS, _DATE_PAUSE_MS = 40, 250


class SearchField(QLineEdit):
    """Emits `filtered` with the text, a moment after the last key. Escape empties it; Down and
    Enter emit `entered`, for the list below to take the keyboard."""

    filtered = Signal(str)
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` says what is filtered: "Filter schools"."""
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_FILTER_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.filtered.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())
        self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(theme.current().px(icons.SIZE) + 2, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        picture = icons.pixmap("search", "text_quiet", 16, self.devicePixelRatioF())
        edge = theme.current().px(16)
        painter = QPainter(self)
        painter.drawPixmap(9, (self.height() - edge) // 2, picture)
        painter.end()


class DateField(QWidget):
    """A date in the officer's words ("fri", "end of spring 1", "+10 working days").

    `parse(text)` returns a date or raises Problem; what was understood stands beneath. `changed`
    carries the date, or None for an empty or not understood field.
    """

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        parse: Callable[[str], date],
        *,
        hint: str = "For example: fri, 14 Jan, end of spring 1",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse, self._hint = parse, hint
        self._date: date | None = None
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(hint)
        self.understood = Label(hint, "caption", self, wrap=True)
        self.setFocusProxy(self.line)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.understood)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DATE_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.editingFinished.connect(self.read_now)

    def value(self) -> date | None:
        """The date understood so far; None if empty or not understood."""
        self.read_now()
        return self._date

    def set_value(self, value: date | None) -> None:
        self._pause.stop()
        self._date = value
        self.line.setText(f"{value.day} {value:%B %Y}" if value else "")
        self._tell(f"{value:%A} {value.day} {value:%B %Y}" if value else self._hint, "caption")

    def read_now(self) -> None:
        """Understand what was typed without waiting for the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._read()

    def _read(self) -> None:
        text = self.line.text().strip()
        before, self._date = self._date, None
        if not text:
            self._tell(self._hint, "caption")
        else:
            try:
                self._date = self._parse(text)
            except Problem as problem:
                self._tell(str(problem), "bad")
            else:
                self._tell(f"{self._date:%A} {self._date.day} {self._date:%B %Y}", "caption")
        if self._date != before:
            self.changed.emit(self._date)

    def _tell(self, words: str, look: str) -> None:
        self.understood.setText(words)
        self.understood.set_look(look)
        self.line.setProperty("look", "bad" if look == "bad" else "")
        restyle(self.line)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.line.setFocus()
