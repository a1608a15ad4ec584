"""What the officer fills in of a letter or a report: its own fields first, then what stands around
the text of a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.sign_off_strip import SignOffStrip
from sif_desktop.ui.widgets.text import Label, caption, section

ParseDate = Callable[[str], date]


class LetterForm(QScrollArea):
    """Shows `FormField`s; what is typed and chosen goes out by the field's code."""

    typed = Signal(str, str)  # at a pause
    left = Signal(str, str)  # the field was left: typing becomes a change
    chosen = Signal(str, str)  # at once

    def __init__(self, parse_date: ParseDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parse = parse_date
        self._fields: dict[str, _Field] = {}
        self.signing = SignOffStrip()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What is filled in")
        inner = QWidget()
        inner.setProperty("look", "column")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.MARGIN, theme.GAP, theme.GROUP, theme.GROUP)
        self._column.setSpacing(theme.HALF)
        self._column.addWidget(self.signing)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_fields(self, fields: Sequence[Any], steps: Sequence[Any]) -> None:
        """Show these values; a field being typed in is not disturbed."""
        self.signing.show_steps(steps)
        if [f.code for f in fields] != list(self._fields):
            self._build(fields)
        for field in fields:
            self._fields[field.code].show_value(field)

    def go_to(self, code: str) -> bool:
        """Put the keyboard into a field; False if there is none of this code."""
        field = self._fields.get(code)
        if field is None:
            return False
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field.control)
        self.ensureWidgetVisible(field.label)
        return True

    def go_to_first(self) -> None:
        """To the first field that must be filled in yet, else to the first of all."""
        waiting = (f.code for f in self._shown() if f.required and not (f.value or f.default))
        first = next(waiting, next(iter(self._fields), ""))
        self.go_to(first)

    def control(self, code: str) -> QWidget:
        return self._fields[code].control

    def flush(self) -> None:
        """Hand on what is being typed."""
        for field in self._fields.values():
            field.flush()

    def _shown(self) -> list[Any]:
        return [field.shown for field in self._fields.values()]

    def _build(self, fields: Sequence[Any]) -> None:
        while self._column.count() > 2:
            taken = self._column.takeAt(0)
            if taken is not None and (widget := taken.widget()) is not None:
                widget.deleteLater()
        self._fields = {}
        place = 0
        self.setFocusProxy(None)  # type: ignore[arg-type]
        for title, frame in (("To fill in", False), ("Address and signature", True)):
            group = [field for field in fields if field.frame is frame]
            parts: list[QWidget] = [section(title)] if group else []
            for shown in group:
                made = _Field(shown, self)
                self._fields[shown.code] = made
                parts.append(made)
            for widget in parts:
                self._column.insertWidget(place, widget)
                place += 1

        if self._fields:
            self.setFocusProxy(next(iter(self._fields.values())).control)

    def parse(self, text: str) -> date:
        return self._parse(text)


class _Field(QWidget):
    """One field: its label, its control, and what is said about it."""

    def __init__(self, shown: Any, form: LetterForm) -> None:
        super().__init__()
        self.shown, self._form = shown, form
        must = " (must be filled in)" if shown.required else ""
        self.label = Label(f"{shown.label}{must}", "strong", wrap=True)
        self.control = self._make()
        self.control.setAccessibleName(f"{shown.label}{must}")
        self.control.setAccessibleDescription(shown.prompt)
        self.label.setBuddy(self.control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.HALF, 0, theme.HALF)
        column.setSpacing(3)
        column.addWidget(self.label)
        column.addWidget(self.control)
        if shown.prompt and shown.kind != "date":
            column.addWidget(caption(shown.prompt))

    def _make(self) -> QWidget:
        shown, form, code = self.shown, self._form, self.shown.code
        match shown.kind:
            case "long_text":
                edit = AutosaveTextEdit(shown.label, least_lines=2, most_lines=40)
                edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
                edit.settled.connect(lambda text: form.typed.emit(code, text))
                edit.left.connect(lambda text: form.left.emit(code, text))
                return edit
            case "date":
                day = DateField(
                    shown.label, form.parse, hint=shown.prompt or "For example: fri, 14 Jan"
                )
                day.changed.connect(
                    lambda value: form.chosen.emit(code, value.isoformat() if value else "")
                )
                return day
            case "choice":
                box = QComboBox()
                box.addItem("Choose…", "")
                for value, words in shown.choices:
                    box.addItem(words, value)
                box.setMinimumContentsLength(12)
                box.setSizeAdjustPolicy(
                    QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                )
                box.activated.connect(lambda _row: form.chosen.emit(code, box.currentData()))
                return box
            case "choices":
                return _Ticks(shown.choices, lambda value: form.chosen.emit(code, value))
        return _Line(
            lambda text: form.typed.emit(code, text), lambda text: form.left.emit(code, text)
        )

    def show_value(self, shown: Any) -> None:
        self.shown, control = shown, self.control
        default = shown.default.replace("\n", ", ")
        match control:
            case AutosaveTextEdit():
                control.setPlaceholderText(default)
                if not control.hasFocus() and control.text() != shown.value:
                    control.set_text(shown.value)
            case DateField():
                control.line.setPlaceholderText(default)
                if not control.line.hasFocus():
                    control.set_value(date.fromisoformat(shown.value) if shown.value else None)
            case QComboBox():
                control.setCurrentIndex(max(control.findData(shown.value), 0))
            case _Ticks():
                control.show_value(shown.value)
            case _Line():
                control.setPlaceholderText(default)
                if not control.hasFocus() and control.text() != shown.value:
                    control.setText(shown.value)

    def flush(self) -> None:
        if isinstance(self.control, AutosaveTextEdit):
            self.control.flush()


class _Line(QLineEdit):
    """One line; what is typed goes out as it is typed, and once more when it is left."""

    def __init__(self, typed: Callable[[str], None], left: Callable[[str], None]) -> None:
        super().__init__()
        self._left, self._changed = left, False
        self.textEdited.connect(typed)
        self.textEdited.connect(lambda _text: setattr(self, "_changed", True))
        self.editingFinished.connect(self._leave)

    def _leave(self) -> None:
        if self._changed:
            self._changed = False
            self._left(self.text())


class _Ticks(QWidget):
    """Several choices, one below the other."""

    def __init__(self, choices: Sequence[tuple[str, str]], given: Callable[[str], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.boxes: dict[str, QCheckBox] = {}
        for value, words in choices:
            box = QCheckBox()
            box.setAccessibleName(words)
            box.clicked.connect(lambda _on: given(self.value()))
            self.boxes[value] = box
            line = QHBoxLayout()
            line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(_Words(words, box), 1)
            column.addLayout(line)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> str:
        return "\n".join(value for value, box in self.boxes.items() if box.isChecked())

    def show_value(self, value: str) -> None:
        given = value.split("\n")
        for name, box in self.boxes.items():
            box.setChecked(name in given)


class _Words(Label):
    """The words of a choice, which a click chooses too."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words, wrap=True)
        self._box = box
        self.setBuddy(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._box.click()
        event.accept()
