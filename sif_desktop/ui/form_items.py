"""One item of a form on screen: its words, its choices by key, evidence, and last time.

What only the item in hand needs (evidence editor, descriptor, last time, reason) is built when the
keyboard first comes to it and then stays, so that nothing moves under the pointer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.form_rules import is_done
from sif_desktop.domain.forms import Answer, AnswerState, Evidence, ItemKind
from sif_desktop.ui import theme
from sif_desktop.ui.form_options import (
    CHOSEN_KINDS,
    EVIDENCE,
    JUDGEMENTS,
    STATES,
    ItemSpec,
    LastTime,
    options_of,
    shown_value,
)
from sif_desktop.ui.widgets.choice_bar import ChoiceBar
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.text_slot import TextSlot

GUTTER = 48  # px at 100 %: where the number stands


class ItemRow(QWidget):
    """Collects the answer to one item; knows no rule but how its kind is answered."""

    answered = Signal(object)  # Answer: a choice or a tick, at once
    typing = Signal(str, str)  # field, text: a pause in typing
    left = Signal(str, str)  # field, text: the field was left
    entered = Signal()  # the keyboard is somewhere in this row
    step_asked = Signal(int)  # go on (1) or back (-1)

    def __init__(
        self, spec: ItemSpec, parse_date: Callable[[str], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec, self._parse_date = spec, parse_date
        self.answer = Answer(spec.item.id)
        self.current = False
        self._opened = False
        self.bar: ChoiceBar | None = None
        self.value_slot: TextSlot | None = None
        self.value_line: QLineEdit | DateField | None = None
        self.evidence: TextSlot | None = None
        self.kinds: ChoiceBar | None = None
        self.reason: TextSlot | None = None
        self.descriptor: Label | None = None
        self.setAccessibleName(f"{spec.number} {spec.item.label}".strip())
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._indent()
        self._column.addWidget(
            Label(spec.item.label, "" if self._is_note() else "strong", wrap=True)
        )
        self._build_answer()

    # What it is asked ------------------------------------------------------------------------

    def show_answer(self, answer: Answer) -> None:
        """Show what is stored; typing under way is not disturbed."""
        self.answer = answer
        if answer.evidence or answer.reason:
            self.open_details()
        self._show_choices()
        for slot, text in (
            (self.value_slot, answer.value),
            (self.evidence, answer.evidence),
            (self.reason, answer.reason),
        ):
            if slot is not None:
                slot.set_text(text)
        if isinstance(self.value_line, DateField):
            self.value_line.set_value(date.fromisoformat(answer.value) if answer.value else None)
        elif self.value_line is not None and not self.value_line.hasFocus():
            self.value_line.setText(answer.value)
        self.update()

    def focus(self) -> None:
        """Put the keyboard where this item is answered."""
        target = self.value_slot or self.value_line or self.bar
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Hand on at once what was typed."""
        for slot in (self.value_slot, self.evidence, self.reason):
            if slot is not None:
                slot.flush()

    def pull_last_time(self) -> bool:
        """Take over last time's words, never a judgement; false if there are none to take."""
        if self.spec.last is None:
            return False
        old, kind = self.spec.last.answer, self.spec.item.kind
        self.open_details()
        if kind not in JUDGEMENTS and old.value:
            self._pull_value(old.value)
        elif self.evidence is not None and old.evidence:
            self.evidence.append(old.evidence)
        else:
            return False
        return True

    def open_details(self) -> None:
        """Build what the item in hand needs."""
        if self._opened or self._is_note():
            return
        self._opened = True
        item, last = self.spec.item, self.spec.last
        if item.prompt:
            self._column.insertWidget(1, Label(item.prompt, "quiet", wrap=True))
        if any(option.hint for option in options_of(item, self.spec.scale)):
            self.descriptor = Label("", "caption", wrap=True)
            self._column.addWidget(self.descriptor)
        if last is not None:
            self._column.addWidget(Label(self._last_words(last), "caption", wrap=True))
        if self.bar is None:
            self._build_bar()
        if item.evidence:
            self._build_evidence()
        if self.spec.wants_reason:
            self.reason = self._slot("reason", "Reason for no answer", "why there is no answer")
        self._show_choices()
        self._set_tab_order()

    # How it is built -------------------------------------------------------------------------

    def _is_note(self) -> bool:
        return self.spec.item.kind is ItemKind.NOTE

    def _build_answer(self) -> None:
        item = self.spec.item
        if item.kind in CHOSEN_KINDS:
            self._build_bar()
        elif item.kind is ItemKind.TEXT:
            self.value_slot = self._slot("value", item.label, "")
        elif item.kind is ItemKind.DATE:
            self.value_line = DateField(item.label, self._parse_date)
            self.value_line.changed.connect(self._on_date)
            self._column.addWidget(self.value_line)
            self.value_line.line.installEventFilter(self)
        elif item.kind is ItemKind.NUMBER:
            self.value_line = QLineEdit()
            self.value_line.setAccessibleName(item.label)
            self.value_line.setMaximumWidth(theme.current().px(160))
            self.value_line.textEdited.connect(lambda text: self._on_typing("value", text))
            self.value_line.editingFinished.connect(self._on_number_left)
            self._column.addWidget(self.value_line)
            self.value_line.installEventFilter(self)

    def _build_bar(self) -> None:
        options = options_of(self.spec.item, self.spec.scale) + STATES
        name = f"{self.spec.number} {self.spec.item.label}"
        self.bar = ChoiceBar(name, options, parent=self)
        self.bar.picked.connect(self._on_picked)
        self.bar.looked_at.connect(self._describe)
        self.bar.installEventFilter(self)
        self._column.addWidget(self.bar)

    def _build_evidence(self) -> None:
        self.evidence = self._slot("evidence", f"Evidence for {self.spec.item.label}", "evidence")
        self.kinds = ChoiceBar("Kinds of evidence", EVIDENCE, several=True, parent=self)
        self.kinds.picked.connect(self._on_kind)
        self.kinds.installEventFilter(self)
        self._column.addWidget(self.kinds)

    def _slot(self, field: str, name: str, prompt: str) -> TextSlot:
        slot = TextSlot(name, getattr(self.answer, field), prompt, self)
        slot.settled.connect(lambda text: self._on_typing(field, text))
        slot.left.connect(lambda text: self.left.emit(field, text))
        slot.entered.connect(self._on_entered)
        self._column.addWidget(slot)
        return slot

    def _set_tab_order(self) -> None:
        stops = (self.value_slot or self.value_line or self.bar, self.bar)
        order: list[QWidget] = []
        for widget in (*stops, self.evidence, self.kinds, self.reason):
            if widget is not None and widget not in order:
                order.append(widget)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _last_words(self, last: LastTime) -> str:
        value = shown_value(self.spec, last.answer)
        quote = f"“{last.answer.evidence}”" if last.answer.evidence else ""
        words = " – ".join(filter(None, (value, quote))) or "no answer"
        can_pull = quote or (value and self.spec.item.kind not in JUDGEMENTS)
        return f"Last time ({last.when}): {words}" + (
            "   Ctrl+L takes the words" if can_pull else ""
        )

    # What is answered ------------------------------------------------------------------------

    def _on_picked(self, value: str) -> None:
        item = self.spec.item
        if value in {option.value for option in STATES}:
            changed = replace(self.answer, state=AnswerState(value), value="")
        elif item.kind is ItemKind.CHOICES:
            parts = [part for part in self.answer.value.split("\n") if part]
            now = [p for p in parts if p != value] if value in parts else [*parts, value]
            order = [choice.value for choice in item.choices if choice.value in now]
            state = AnswerState.ANSWERED if order else AnswerState.OPEN
            changed = replace(self.answer, state=state, value="\n".join(order))
        else:
            changed = replace(self.answer, state=AnswerState.ANSWERED, value=value)
        self._settle(changed)

    def _on_kind(self, value: str) -> None:
        had = self.answer.evidence_kinds
        kinds = tuple(k for k in Evidence if (k in had) != (k == value))
        self._settle(replace(self.answer, evidence_kinds=kinds))

    def _clear(self) -> None:
        self._settle(replace(self.answer, state=AnswerState.OPEN, value=""))

    def _settle(self, answer: Answer) -> None:
        if answer != self.answer:
            self.show_answer(answer)
            self.answered.emit(answer)

    def _on_typing(self, field: str, text: str) -> None:
        if field == "value":
            self.answer = replace(self.answer, value=text, state=_state_of(text))
            self._show_choices()
        elif field == "evidence":
            self.answer = replace(self.answer, evidence=text)
        else:
            self.answer = replace(self.answer, reason=text)
        self.update()
        self.typing.emit(field, text)

    def _on_date(self, value: date | None) -> None:
        text = value.isoformat() if value else ""
        self.answer = replace(self.answer, value=text, state=_state_of(text))
        self.answered.emit(self.answer)

    def _on_number_left(self) -> None:
        assert isinstance(self.value_line, QLineEdit)
        self.left.emit("value", self.value_line.text())

    def _pull_value(self, value: str) -> None:
        if self.value_slot is not None:
            self.value_slot.append(value)
        else:
            self._settle(replace(self.answer, state=AnswerState.ANSWERED, value=value))

    # What is seen ----------------------------------------------------------------------------

    def _show_choices(self) -> None:
        if self.bar is not None:
            stated = self.answer.state not in (AnswerState.OPEN, AnswerState.ANSWERED)
            self.bar.set_chosen([self.answer.state] if stated else self.answer.value.split("\n"))
        if self.kinds is not None:
            self.kinds.set_chosen(self.answer.evidence_kinds)
        self._describe("")
        if self.reason is not None:
            self.reason.setVisible(self._has_no_value() or bool(self.answer.reason))

    def _has_no_value(self) -> bool:
        return self.answer.state not in (AnswerState.OPEN, AnswerState.ANSWERED)

    def _describe(self, value: str) -> None:
        """The descriptor of the step looked at, else of the one chosen."""
        if self.descriptor is None or self.bar is None:
            return
        wanted = value or next(iter(self.bar.chosen()), "")
        option = next((o for o in self.bar.options if o.value == wanted), None)
        words = f"{option.label}: {option.hint}" if option and option.hint else ""
        self.descriptor.setText(words or "Press a digit; the arrows show what each step means.")

    def set_current(self, current: bool) -> None:
        self.current = current
        self.update()

    def _indent(self) -> None:
        self._column.setContentsMargins(theme.current().px(GUTTER), 8, 8, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        if self.current:
            painter.fillRect(0, 4, 3, self.height() - 8, look.colour("accent"))
        done = is_done(self.answer)
        painter.setFont(look.font(tabular=True, bold=done))
        painter.setPen(look.colour("text" if done else "text_quiet"))
        box = QRect(10, 8, look.px(GUTTER) - 12, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, self.spec.number)
        painter.end()

    # Keys ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._on_entered()
        elif event.type() == QEvent.Type.KeyPress and watched is not self.bar:
            assert isinstance(event, QKeyEvent)
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and self._state_key(event):
                return True
        return super().eventFilter(watched, event)

    def _on_entered(self) -> None:
        self.open_details()
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys the control in hand did not want."""
        key, held = Qt.Key(event.key()), event.modifiers()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            self.step_asked.emit(steps[key])
        elif held & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_L:
            self.pull_last_time()
        elif held & Qt.KeyboardModifier.AltModifier and self._state_key(event):
            pass
        elif key == Qt.Key.Key_Escape:
            if self.bar is not None:
                self.bar.setFocus()
        elif not held and self._bar_key(key, event.text()):
            pass
        else:
            super().keyPressEvent(event)

    def _state_key(self, event: QKeyEvent) -> bool:
        letter = chr(event.key()).lower() if event.key() < 128 else ""
        state = next((option for option in STATES if option.key == letter), None)
        if state is not None:
            self._on_picked(state.value)
        return state is not None

    def _bar_key(self, key: Qt.Key, text: str) -> bool:
        if self.bar is None or not self.bar.hasFocus():
            return False
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.evidence is not None:
            self.evidence.edit().setFocus()
            return True
        return bool(text) and self.kinds is not None and self.kinds.pick_key(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._indent()


def _state_of(text: str) -> AnswerState:
    return AnswerState.ANSWERED if text.strip() else AnswerState.OPEN
