"""A pack's form on screen: sections and items, answered by key, with nothing decided here.

The form is shown by the rules of `domain.form_rules`; what is answered leaves by signals and is
stored elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.form_rules import numbering, section_states, visible_items
from sif_desktop.domain.forms import Answer, Answers, Facts, Form, ItemKind, Scale, Section
from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.form_items import ItemRow
from sif_desktop.ui.form_options import ItemSpec, LastTime
from sif_desktop.ui.widgets.text import Label

__all__ = ["KEY_HINTS", "FormView", "LastTime"]

_GROUP = "Checklist"
KEY_HINTS = (
    KeyHint("1 … 9", "Answer the item in hand", _GROUP),
    KeyHint("N", "Not seen today", _GROUP),
    KeyHint("X", "Not applicable", _GROUP),
    KeyHint("J", "Seen, but not judged", _GROUP),
    KeyHint("S P L R F", "Evidence: seen, pupils, leaders, read, figures", _GROUP),
    KeyHint("Alt+N, Alt+X, Alt+J", "The same while typing", _GROUP),
    KeyHint("Delete", "Clear the answer", _GROUP),
    KeyHint("Enter", "Type evidence", _GROUP),
    KeyHint("Escape", "Back to the choices", _GROUP),
    KeyHint("Up, Down", "The item before, the next item", _GROUP),
    KeyHint("Ctrl+L", "Take over last time's words (never a judgement)", _GROUP),
)


_AT_ONCE, _AT_A_TIME = 12, 6  # rows: what the first paint needs, then what one pause allows


def _parts(
    form: Form, scales: Mapping[str, Scale], last: Mapping[str, LastTime]
) -> Iterator[ItemSpec | tuple[Section, str]]:
    """What stands on the form from top to bottom: section heads and items."""
    numbers = numbering(form)
    for section in form.sections:
        yield section, numbers[section.id]
        for item in section.items:
            yield ItemSpec(
                item,
                numbers.get(item.id, ""),
                scales.get(item.scale),
                last.get(item.id),
                wants_reason=item.required or section.mandatory,
            )


class FormView(QScrollArea):
    """Shows `form`.

    `answered(item id, Answer)`: a grade, choice, tick or date, at once.
    `typing(item id, field, text)`: typing paused; `left(item id, field, text)`: the field was left
    (`field` is "value", "evidence" or "reason").
    `current_changed(item id)`: the keyboard came to another item.
    """

    answered = Signal(str, object)
    typing = Signal(str, str, str)
    left = Signal(str, str, str)
    current_changed = Signal(str)

    def __init__(
        self,
        form: Form,
        scales: Mapping[str, Scale],
        parse_date: Callable[[str], date],
        *,
        answers: Answers | None = None,
        facts: Facts | None = None,
        last: Mapping[str, LastTime] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form, self._facts, self._parse_date = form, dict(facts or {}), parse_date
        self._answers: dict[str, Answer] = dict(answers or {})
        self._rows: dict[str, ItemRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._current = ""
        self._to_build = deque(_parts(form, scales, last or {}))
        self.setAccessibleName(form.title)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inner = QWidget()
        self._inner.setProperty("look", "column")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, theme.GAP, theme.GROUP)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._builder = QTimer(self)
        self._builder.timeout.connect(lambda: self._build(_AT_A_TIME))
        self._builder.start(0)
        self._build(_AT_ONCE)
        self.setWidget(self._inner)

    # What it is asked ------------------------------------------------------------------------

    def set_answers(self, answers: Answers) -> None:
        """Show what is stored (also after an undo); fields in hand keep their cursor."""
        self._answers = dict(answers)
        for item_id, row in self._rows.items():
            row.show_answer(self._answers.get(item_id, Answer(item_id)))
        self._show_items()

    def answers(self) -> dict[str, Answer]:
        """The answers as shown, by item id."""
        return dict(self._answers)

    def row(self, item_id: str) -> ItemRow:
        """The row of an item. Raises KeyError for an id the form does not have."""
        if item_id not in self._rows:
            self.build_all()
        return self._rows[item_id]

    def current(self) -> str:
        """The id of the item in hand; "" for none."""
        return self._current

    def focus_item(self, item_id: str) -> None:
        """Go to an item with the keyboard and bring it into view."""
        self.row(item_id).focus()
        self._enter(item_id)

    def focus_form(self) -> None:
        """Go to the item last in hand, else to the first."""
        shown = self._shown_ids()
        if shown:
            self.focus_item(self._current if self._current in shown else shown[0])

    def show_section(self, section_id: str) -> None:
        """Scroll to a section."""
        self.build_all()
        self._inner.adjustSize()
        head = self._heads[section_id]
        self.verticalScrollBar().setValue(head.mapTo(self._inner, head.rect().topLeft()).y())

    def flush(self) -> None:
        """Hand on at once what was typed; call before the form is left."""
        for row in self._rows.values():
            row.flush()

    # How it is built -------------------------------------------------------------------------

    def build_all(self) -> None:
        """Build the rows still to come; otherwise they follow in the pauses after the first few."""
        self._build(len(self._to_build))

    def _build(self, most: int) -> None:
        for _ in range(min(most, len(self._to_build))):
            part = self._to_build.popleft()
            if isinstance(part, ItemSpec):
                widget: QWidget = self._make_row(part)
            else:
                widget = self._heads[part[0].id] = SectionHead(*part)
            self._column.insertWidget(self._column.count() - 1, widget)
        self._show_items()
        if not self._to_build:
            self._builder.stop()

    def _make_row(self, spec: ItemSpec) -> ItemRow:
        row, item_id = ItemRow(spec, self._parse_date, self._inner), spec.item.id
        row.answered.connect(lambda answer: self._on_answered(item_id, answer))
        row.typing.connect(lambda field, text: self._on_typing(item_id, field, text))
        row.left.connect(lambda field, text: self.left.emit(item_id, field, text))
        row.entered.connect(lambda: self._enter(item_id))
        row.step_asked.connect(lambda step: self._step(item_id, step))
        self._rows[item_id] = row
        if item_id in self._answers:
            row.show_answer(self._answers[item_id])
        return row

    # What happens ----------------------------------------------------------------------------

    def _on_answered(self, item_id: str, answer: Answer) -> None:
        self._answers[item_id] = answer
        self._show_items()
        self.answered.emit(item_id, answer)

    def _on_typing(self, item_id: str, field: str, text: str) -> None:
        self._answers[item_id] = self._rows[item_id].answer
        if field == "value":
            self._show_items()
        self.typing.emit(item_id, field, text)

    def _show_items(self) -> None:
        """Show what the rules show, and how far each section is."""
        shown = {item.id for item in visible_items(self.form, self._answers, self._facts)}
        for item_id, row in self._rows.items():
            row.setVisible(item_id in shown)
        states = {s.section: s for s in section_states(self.form, self._answers, self._facts)}
        for section_id, head in self._heads.items():
            head.setVisible(section_id in states)
            if section_id in states:
                head.set_progress(states[section_id].done, states[section_id].total)

    def _shown_ids(self) -> list[str]:
        self.build_all()
        return [
            item_id
            for item_id, row in self._rows.items()
            if not row.isHidden() and row.spec.item.kind is not ItemKind.NOTE
        ]

    def _step(self, item_id: str, step: int) -> None:
        shown = self._shown_ids()
        place = shown.index(item_id) + step
        if 0 <= place < len(shown):
            self.focus_item(shown[place])

    def _enter(self, item_id: str) -> None:
        if item_id != self._current:
            if self._current in self._rows:
                self._rows[self._current].set_current(False)
            self._current = item_id
            self._rows[item_id].set_current(True)
            self.current_changed.emit(item_id)
        # The row has its full height only after the details just built are laid out.
        QTimer.singleShot(0, self._rows[item_id], lambda: self._bring_into_view(item_id))

    def _bring_into_view(self, item_id: str) -> None:
        self.ensureWidgetVisible(self._rows[item_id], 0, theme.GROUP)


class SectionHead(QFrame):
    """A section's number and title, how far it is, and its words of introduction."""

    def __init__(self, section: Section, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{number} {section.title}")
        title = Label(f"{number}   {section.title}", "title", wrap=True)
        self._progress = Label("", "quiet")
        line = QHBoxLayout()
        line.addWidget(title, 1)
        line.addWidget(self._progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GROUP, theme.GAP, theme.HALF)
        column.setSpacing(theme.HALF)
        column.addLayout(line)
        if section.intro:
            column.addWidget(Label(section.intro, "quiet", wrap=True))
        if section.mandatory:
            column.addWidget(Label("Must be answered, or a reason given", "caption", wrap=True))

    def set_progress(self, done: int, total: int) -> None:
        self._progress.setText(f"{done} of {total}" if total else "")

    def progress(self) -> str:
        return self._progress.text()
