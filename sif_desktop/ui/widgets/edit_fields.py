"""One field of an entry of the rulebook: what can be typed, why it is locked, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label, restyle

_ROOM = {"text": 66, "lines": 120}  # px at 100 %


class EditFieldBox(QWidget):
    """`field` is a `frameworks.edit_shape.EditField`; `value()` what was made of it."""

    def __init__(self, field: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.widget = _locked(field) if field.locked else _widget(field)
        self.widget.setEnabled(not field.locked)
        self.widget.setAccessibleName(field.label)
        self.words = Label(field.locked or field.hint, "caption", wrap=True)
        self.words.setVisible(bool(self.words.text()))
        self.setAccessibleName(field.label)
        self.widget.setAccessibleDescription(self.words.text())
        self.setFocusProxy(self.widget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.widget)
        column.addWidget(self.words)

    def value(self) -> Any:
        """As the rulebook's file holds it; what cannot be understood stays as typed, for the
        checker to refuse."""
        before = self.field.value
        if self.field.locked:
            return before
        given = _given(self.widget)
        if self.field.kind == "lines":
            given = [line.strip() for line in given.splitlines() if line.strip()]
        if given in ("", [], before) or (isinstance(before, str) and given == before.strip()):
            return before if given not in ("", []) or not before else None
        if self.field.kind in ("number", "whole") and given != _shown(before):
            return _number(given, whole=self.field.kind == "whole")
        if self.field.kind == "lines" and before and all(isinstance(one, int) for one in before):
            return [_number(one, whole=True) for one in given]
        return before if given == _shown(before) else given

    def refuse(self, message: str) -> None:
        """Say the checker's words, with this field's name for the file's."""
        names = (str(path[-1]) for _, path in self.field.places if path)
        for name in names:
            message = message.replace(f"“{name}” ", f"“{self.field.label}” ", 1)
        self._say(message, "bad")

    def hide_words(self) -> None:
        """The reason stands elsewhere in the dialog; it is still read out with the field."""
        self.words.hide()

    def forgive(self) -> None:
        self._say(self.field.locked or self.field.hint, "caption")

    def _say(self, message: str, look: str) -> None:
        self.words.setText(message)
        self.words.set_look(look)
        self.words.setVisible(bool(message))
        self.widget.setAccessibleDescription(message)
        self.widget.setProperty("look", "bad" if look == "bad" else "")
        restyle(self.widget)


def _locked(field: Any) -> QWidget:
    """Greyed, and in words whatever its kind."""
    value = field.value
    if field.kind == "tick":
        return QLineEdit("Yes" if value else "No")
    words = dict(field.options)
    several = value if isinstance(value, (list, tuple)) else [value]
    return QLineEdit("; ".join(words.get(one, _shown(one)) for one in several))


def _widget(field: Any) -> QWidget:
    value = field.value
    if field.kind == "choice":
        box = QComboBox()
        for code, words in field.options:
            box.addItem(words, code)
        box.setCurrentIndex(max(box.findData(value or ""), 0))
        return box
    if field.kind == "tick":
        tick = QCheckBox("Yes")
        tick.setChecked(bool(value))
        return tick
    if field.kind in ("text", "lines"):
        lines = value if isinstance(value, (list, tuple)) else None
        text = "\n".join(str(one) for one in lines) if lines is not None else str(value or "")
        several = QPlainTextEdit(text.strip())
        several.setTabChangesFocus(True)
        several.setMaximumHeight(theme.current().px(_ROOM[field.kind]))
        return several
    return QLineEdit(_shown(value))


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _given(widget: QWidget) -> Any:
    if isinstance(widget, QComboBox):
        return widget.currentData() or ""
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    assert isinstance(widget, QLineEdit)
    return widget.text().strip()


def _number(text: str, *, whole: bool) -> Any:
    try:
        return int(text) if whole else float(text.replace(",", "").removeprefix("£"))
    except ValueError:
        return text


def first_open(boxes: Sequence[EditFieldBox]) -> EditFieldBox | None:
    """The first field in which something can be typed."""
    return next((box for box in boxes if not box.field.locked), None)
