"""The visit's checklist: where one is in it, what must still be covered, and the form itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.form_rules import needs_stop_line, section_states, visible_sections
from sif_desktop.domain.forms import Answer, AnswerState, Item
from sif_desktop.services.capture import Capture
from sif_desktop.services.last_time import LastTime as Earlier
from sif_desktop.ui import theme
from sif_desktop.ui.form_options import JUDGEMENTS, LastTime
from sif_desktop.ui.forms import FormView
from sif_desktop.ui.widgets.buttons import Button

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ChecklistPanel(QWidget):
    """Signals of `FormView` passed on, and `risk_seen(item id)` where an answer implies present
    risk."""

    answered = Signal(str, object)
    typing = Signal(str, str, str)
    left = Signal(str, str, str)
    current_changed = Signal(str)
    risk_seen = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.form: FormView | None = None
        self._capture: Capture | None = None
        self.setAccessibleName("Checklist")
        self.sections = _Sections(self)
        self.sections.setAccessibleName("Go to a section of the checklist")
        self.sections.activated.connect(self._on_section)
        self.open_button = Button("", self._to_next_open, look="link")
        self.open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.sections, 1)
        line.addWidget(self.open_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)
        self._column.addLayout(line)

    def show_capture(self, capture: Capture) -> None:
        """Show the form anew for another visit; for the same one only what differs."""
        before = self._capture
        self._capture = capture
        same = before is not None and self.form is not None
        if same and before is not None and before.visit.uid == capture.visit.uid:
            self._show_answers(capture)
        else:
            self._build(capture)
        self._show_sections()

    def _show_answers(self, capture: Capture) -> None:
        assert self.form is not None
        shown = {k: v for k, v in self.form.answers().items() if v != Answer(k)}
        stored = {k: v for k, v in capture.answers().items() if v != Answer(k)}
        if shown != stored:
            self.form.set_answers(stored)

    def _build(self, capture: Capture) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.deleteLater()
        last = {
            item.id: _last(item, capture.last[item.id], self._today)
            for item in capture.form.items()
            if item.id in capture.last
        }
        self.form = FormView(
            capture.form,
            capture.pack.scales,
            lambda text: parse_date(text, self._today),
            answers=capture.answers(),
            facts=capture.facts,
            last=last,
        )
        self.form.answered.connect(self._on_answered)
        self.form.typing.connect(self.typing)
        self.form.left.connect(self._on_left)
        self.form.current_changed.connect(self._on_current)
        self._column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)

    def flush(self) -> None:
        if self.form is not None:
            self.form.flush()

    def focus_form(self) -> None:
        if self.form is not None:
            self.form.focus_form()

    def focus_item(self, item_id: str) -> None:
        """Go to an item, or to a section by its id; nowhere if the form has neither."""
        sections = [section.id for section in self._visible()]
        if item_id in sections:
            self._on_section(sections.index(item_id))
        elif self.form is not None and self.form.form.item(item_id) is not None:
            self.form.focus_item(item_id)

    def current(self) -> str:
        return self.form.current() if self.form is not None else ""

    def open_mandatory(self) -> list[str]:
        """Items that must be covered and are not, and sections that must not stay empty."""
        if self._capture is None or self.form is None:
            return []
        answers = self.form.answers()
        found: list[str] = []
        for section in visible_sections(self._capture.form, answers, self._capture.facts):
            state = next(
                s for s in section_states(self._capture.form, answers, self._capture.facts)
                if s.section == section.id
            )  # fmt: skip
            if state.blocks:
                found += state.missing or [section.items[0].id]
        return found

    # What happens --------------------------------------------------------------------------------

    def _on_answered(self, item_id: str, answer: Answer) -> None:
        self.answered.emit(item_id, answer)
        self._show_sections()
        item = self._item(item_id)
        if item is not None and needs_stop_line(item, answer):
            self.risk_seen.emit(item_id)

    def _on_left(self, item_id: str, field: str, text: str) -> None:
        self.left.emit(item_id, field, text)
        self._show_sections()

    def _on_current(self, item_id: str) -> None:
        if self._capture is not None:
            for number, section in enumerate(self._visible()):
                if any(item.id == item_id for item in section.items):
                    self.sections.setCurrentIndex(number)
        self.current_changed.emit(item_id)

    def _item(self, item_id: str) -> Item | None:
        return self._capture.form.item(item_id) if self._capture else None

    def _visible(self) -> tuple[Any, ...]:
        if self._capture is None or self.form is None:
            return ()
        return visible_sections(self._capture.form, self.form.answers(), self._capture.facts)

    def _show_sections(self) -> None:
        """The index of sections with how far each is; what must be covered says so."""
        if self._capture is None or self.form is None:
            return
        states = {
            s.section: s
            for s in section_states(self._capture.form, self.form.answers(), self._capture.facts)
        }
        names = [
            _section_words(section, states, self._capture.numbers) for section in self._visible()
        ]
        chosen = max(0, self.sections.currentIndex())
        if names != [self.sections.itemText(n) for n in range(self.sections.count())]:
            self.sections.clear()
            self.sections.addItems(names)
            self.sections.setCurrentIndex(min(chosen, len(names) - 1))
        missing = len(self.open_mandatory())
        self.open_button.setText(f"▲ {missing} must be covered" if missing else "")
        self.open_button.setAccessibleName(f"{missing} items must still be covered: go to the next")
        self.open_button.setVisible(bool(missing))

    def _on_section(self, number: int) -> None:
        sections = self._visible()
        if self.form is not None and 0 <= number < len(sections):
            self.form.show_section(sections[number].id)
            self.form.focus_item(sections[number].items[0].id)

    def _to_next_open(self) -> None:
        missing = self.open_mandatory()
        if missing:
            self.focus_item(missing[0])


class _Sections(QComboBox):
    """As narrow as it must be: long names are cut, not the window widened."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), super().minimumSizeHint().height())


def _section_words(section: Any, states: Mapping[str, Any], numbers: Mapping[str, str]) -> str:
    state = states[section.id]
    name = f"{numbers[section.id]}  {section.title}  ·  {state.done} of {state.total}"
    return f"{name}  ▲ must be covered" if state.blocks else name


def _last(item: Item, earlier: Earlier, today: date) -> LastTime:
    """Judgements as that visit's rulebook worded them, since scales are never converted."""
    value = earlier.words if item.kind in JUDGEMENTS else earlier.value
    state = AnswerState(earlier.state)
    return LastTime(
        _when(earlier.visit_date, today), Answer(item.id, state, value, earlier.evidence)
    )


def _when(iso: str, today: date) -> str:
    day = date.fromisoformat(iso)
    month = f"{day.day} {_MONTHS[day.month - 1]}"
    return month if day.year == today.year else f"{month} {day.year}"
