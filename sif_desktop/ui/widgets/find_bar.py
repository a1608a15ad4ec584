"""The line for finding words in the draft, and a second one for putting others in their place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.find_text import Query
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button, IconButton
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.text import Label


class FindBar(QFrame):
    """Enter goes to the next place, Shift+Enter to the one before, Esc closes."""

    changed = Signal()  # what is looked for
    step_wanted = Signal(int)
    replace_wanted = Signal(str)
    replace_all_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAccessibleName("Find in the draft")
        self.words, self.new_words = _field("Find"), _field("Replace with")
        self.count = Label("", "quiet")
        self.match_case, self.whole_words = QCheckBox("Match case"), QCheckBox("Whole words")
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.words.returnPressed.connect(lambda: self.step_wanted.emit(1))
        self.new_words.returnPressed.connect(self._replace)
        for box in (self.match_case, self.whole_words):
            box.toggled.connect(lambda _on: self.changed.emit())
        finding = _line(
            *(self.words, self.count),
            Button("Next", lambda: self.step_wanted.emit(1), look="link"),
            Button("Previous", lambda: self.step_wanted.emit(-1), look="link"),
            *(self.match_case, self.whole_words),
            IconButton("close", "Close (Esc)", self.close_bar),
        )
        self.replacing = _line(
            self.new_words,
            Button("Replace", self._replace, look="link"),
            Button("Replace all", self._replace_all, look="link"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.HALF, theme.GAP, theme.HALF)
        column.setSpacing(theme.HALF)
        column.addWidget(finding)
        column.addWidget(self.replacing)
        self.hide()

    def query(self) -> Query:
        return Query(self.words.text(), self.match_case.isChecked(), self.whole_words.isChecked())

    def begin(self, words: str, *, replacing: bool) -> None:
        """Show the bar with the keyboard in it; `words` take the place of what stood there."""
        if words:
            self.words.blockSignals(True)
            self.words.setText(words)
            self.words.blockSignals(False)
        self.replacing.setVisible(replacing)
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def tell(self, here: int, many: int) -> None:
        """Which place is reached, of how many."""
        if not self.words.text():
            said = ""
        elif not many:
            said = "Not found"
        else:
            said = f"{here} of {many:,}"
        self.count.setText(said)
        self.words.setAccessibleDescription(said)

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def _replace(self) -> None:
        self.replace_wanted.emit(self.new_words.text())

    def _replace_all(self) -> None:
        self.replace_all_wanted.emit(self.new_words.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A field's own Enter has been answered; this is Shift+Enter, or its echo.
            if held & Qt.KeyboardModifier.ShiftModifier:
                self.step_wanted.emit(-1)
        else:
            super().keyPressEvent(event)


class _Field(QLineEdit):
    """Leaves Shift+Enter and Esc to the bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shift and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _field(name: str) -> QLineEdit:
    field = _Field()
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    return field


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder)
    for widget in widgets:
        flow.addWidget(widget)
    return holder
