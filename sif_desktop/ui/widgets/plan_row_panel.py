"""Everything about the row under the cursor, beside the outline, to be typed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import parse_date, say
from sif_desktop.services.plan_typing import PlanField
from sif_desktop.ui import theme
from sif_desktop.ui.plan_fields import RowField
from sif_desktop.ui.plan_lines import LEVEL_WORDS, SHOWN, OutlineLine
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.marks import StatusMark
from sif_desktop.ui.widgets.text import Label, quiet
from sif_desktop.ui.widgets.text_slot import TextSlot

FIXED = "Signed off: it stays as it was signed. Take the last sign-off back to change it."

Remark = tuple[str, str]  # what is to be looked at, and what to do


class PlanRowPanel(QScrollArea):
    """`typed` carries a field and its text at every pause, `left` the field when it is left;
    `picked` a column and its value at once; `asked` what a button asks for."""

    typed = Signal(object, str)
    left = Signal(object)
    picked = Signal(str, str)
    asked = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._shown: tuple[str, ...] = ()
        self._whole: tuple[object, ...] = ()
        self.line: OutlineLine | None = None
        self.fields: dict[str, QWidget] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._fill([quiet("Choose a line to see and change what belongs to it.")])

    def show_row(
        self,
        plan_uid: str,
        line: OutlineLine | None,
        fields: Sequence[RowField],
        costs: Sequence[str],
        remarks: Sequence[Remark],
        progress: str,
        *,
        fixed: bool = False,
    ) -> None:
        """Show a row; what is being typed in it stays as it is. In a plan that is signed off
        (`fixed`) nothing can be typed."""
        shape = (line.uid, *(one.name for one in fields)) if line is not None else ()
        whole = (line, tuple(fields), tuple(costs), tuple(remarks), progress, fixed)
        if whole == self._whole or (shape and shape == self._shown and self._typing()):
            return
        self._shown, self._whole, self.line = shape, whole, line
        if line is None:
            self.fields = {}
            self._fill([quiet("Choose a line to see and change what belongs to it.")])
            return
        self.fields = {}
        parts: list[QWidget] = [Label(LEVEL_WORDS[line.level], "section")]
        parts += self._standing(line, progress)
        if fixed:
            parts.append(quiet(FIXED))
        for one in fields:
            parts += self._asked(plan_uid, line.uid, one)
            self.fields[one.name].setEnabled(not fixed)
        if line.level == "action":
            parts += self._costs(costs)
        parts += [_remark(what, remedy) for what, remedy in remarks]
        self._fill(parts)

    def edit(self) -> None:
        """Put the keyboard into the row's words."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def flush(self) -> None:
        """Hand over what is being typed."""
        for widget in self.fields.values():
            if isinstance(widget, TextSlot):
                widget.flush()

    def _typing(self) -> bool:
        return any(
            isinstance(one, TextSlot) and one.editor is not None and one.editor.hasFocus()
            for one in self.fields.values()
        )

    def _fill(self, parts: Sequence[QWidget]) -> None:
        inner = QWidget()
        inner.setProperty("look", "column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GAP, 0)
        column.setSpacing(theme.HALF)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inner)

    def _standing(self, line: OutlineLine, progress: str) -> list[QWidget]:
        """How it stands, and what may be said of it."""
        if line.level == "criterion":
            words = line.status_words or "Not judged yet"
            return [quiet(words), *self._buttons(("Judge it (S)", "judge"))]
        mark = StatusMark(SHOWN[line.status], line.status_words)
        said = [quiet(progress)] if progress else []
        if line.level == "priority":
            return [mark, *said, *self._buttons(("Evaluate (S)", "judge"))]
        asked = (("Say how it stands (S)", "judge"), ("Move its date (D)", "date"))
        return [mark, *said, *self._buttons(*asked)]

    def _buttons(self, *asked: tuple[str, str]) -> list[QWidget]:
        holder = QWidget()
        flow = FlowLayout(holder)
        for words, what in asked:
            flow.addWidget(Button(words, self._asking(what)))
        return [holder]

    def _asking(self, what: str) -> Callable[[], None]:
        return lambda: self.asked.emit(what)

    def _costs(self, costs: Sequence[str]) -> list[QWidget]:
        told: list[QWidget] = [quiet("Cost"), *(Label(one, wrap=True) for one in costs)]
        asked = (("Set a cost", "cost"), ("What it follows (F)", "follow"))
        return [*told, *self._buttons(*asked)]

    def _asked(self, plan_uid: str, uid: str, one: RowField) -> list[QWidget]:
        label = quiet(one.label)
        widget = self._widget(PlanField(plan_uid, one.level, uid, one.name), one)
        label.setBuddy(widget)
        self.fields[one.name] = widget
        return [label, widget]

    def _widget(self, field: PlanField, one: RowField) -> QWidget:
        if one.kind == "choice":
            return self._choice(one)
        if one.kind == "date":
            return self._date(one)
        slot = TextSlot(one.label, one.value)
        slot.settled.connect(lambda text: self.typed.emit(field, text))
        slot.left.connect(lambda _text: self.left.emit(field))
        return slot

    def _choice(self, one: RowField) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(one.label)
        for code, words in one.choices.items():
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(one.value)))
        box.activated.connect(lambda _n: self.picked.emit(one.name, box.currentData()))
        return box

    def _date(self, one: RowField) -> QWidget:
        made = DateField(one.label, lambda text: parse_date(text, self._today), hint="")
        made.set_value(date.fromisoformat(one.value) if one.value else None)
        made.changed.connect(
            lambda day: self.picked.emit(one.name, day.isoformat()) if day else None
        )

        def emptied() -> None:
            if one.value and not made.line.text().strip():
                self.picked.emit(one.name, "")

        made.line.editingFinished.connect(emptied)
        return made


def _remark(what: str, remedy: str) -> QWidget:
    return Label(f"◆ {what} {remedy}".strip(), "warn", wrap=True)


def progress_of(status_words: str, on: date | None, evidence: str, today: date) -> str:
    """What was last said of a row: "On track since 3 Nov: six of ten trained"."""
    if on is None:
        return ""
    return f"{status_words}, said {say(on, today)}" + (f": {evidence}" if evidence else "")
