"""A version of one's own: typed or chosen, begun from the version on show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.sheet import flow
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, caption, section

if TYPE_CHECKING:
    from sif_desktop.domain.errors import Problem
    from sif_desktop.services.conflicts import OwnField

_TEXT_HEIGHT = 110  # px at 100 %
_CHOICE_WIDTH = 24  # letters
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OwnVersion(QFrame):
    """`written` carries a text or a key for each field; Ctrl+Enter is done, Escape `given_up`."""

    written = Signal(object)
    given_up = Signal()

    def __init__(self, asked: Sequence[OwnField]) -> None:
        super().__init__()
        self.fields = [_editor(field) for field in asked]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(section("My own version"))
        for field, editor in zip(asked, self.fields, strict=True):
            column.addWidget(caption(field.label))
            column.addWidget(editor)
            column.addSpacing(theme.HALF)
        self.fault = Label("", "bad", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)
        column.addWidget(flow(Button("Use my version  (Ctrl+Enter)", self._on_done)))
        self.hide()

    def begin(self) -> None:
        self.show()
        self.fields[0].setFocus()

    def refuse(self, problem: Problem) -> None:
        """It cannot be kept so; what was typed stays."""
        self.fault.setText(" ".join(filter(None, (problem.message, problem.hint))))
        self.fault.show()
        self.fields[0].setFocus()

    def _on_done(self) -> None:
        self.written.emit(tuple(_given(editor) for editor in self.fields))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and control:
            self._on_done()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class _Words(QPlainTextEdit):
    """Leaves Ctrl+Enter and Escape to the form it stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if (event.key() in _ENTER and control) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _editor(field: OwnField) -> QWidget:
    editor: QWidget
    if field.typed == "lines":
        editor = _Words(field.begins)
        editor.setTabChangesFocus(True)
        editor.setMaximumHeight(theme.current().px(_TEXT_HEIGHT))
    elif field.typed:
        editor = QLineEdit(field.begins)
    else:
        editor = QComboBox()
        editor.setMinimumContentsLength(_CHOICE_WIDTH)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        editor.setSizeAdjustPolicy(adjust)
        for key, words in field.choices.items():
            editor.addItem(words, key)
        editor.setCurrentIndex(max(editor.findData(field.begins), 0))
    editor.setAccessibleName(f"{field.label}, my own version")
    return editor


def _given(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    assert isinstance(editor, QLineEdit)
    return editor.text()
