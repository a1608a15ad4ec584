"""The plans under review at a meeting: each row as it was and is, rated by a digit, with what was
said of it typed in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from sif_desktop.domain.plan_status import NEEDS_EVIDENCE
from sif_desktop.services.meeting_notes import ReviewFields
from sif_desktop.services.meeting_rows import MeetingPage, ReviewRow
from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.meeting_words import movement_of, rating_words, review_rows
from sif_desktop.ui.widgets.choice_bar import ChoiceBar, Option
from sif_desktop.ui.widgets.text import Label, caption
from sif_desktop.ui.widgets.text_slot import TextSlot
from sif_desktop.ui.widgets.wrapped_list import WrappedList

REVIEW_HINTS = tuple(
    KeyHint(keys, title, "Review at a meeting")
    for keys, title in (
        ("1 to 6", "How the row stands"),
        ("Enter", "Write its progress; Tab goes to evidence, successes, barriers"),
        ("Ctrl+Enter", "In its fields: kept, and on to the next row"),
    )
)
_WIDE = 2
_FIELDS = {
    "progress": ("Progress", "What was done since the last meeting"),
    "evidence": ("What shows it", "The evidence, in a sentence"),
    "successes": ("Successes", ""),
    "barriers": ("Barriers", ""),
}
_DIGITS = "123456"
_OWED = "It is kept once you write what shows it."


class ReviewPanel(QWidget):
    """`reviewed(plan, row, ReviewFields)` when a row was rated or a field of it is left;
    `typed(row, field, text)` at each pause."""

    reviewed = Signal(str, object, object)
    typed = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ReviewRow] = {}
        self._row: ReviewRow | None = None
        self._rating = ""  # said here and not yet kept
        self._choices: Mapping[str, str] = {}
        keys: dict[str, Callable[[], object]] = {d: self._digit(d) for d in _DIGITS}
        self.list = WrappedList("Rows of the plans", _WIDE, keys)
        self.list.setAccessibleDescription("A digit says how the row stands, Enter writes of it")
        self.setFocusProxy(self.list)
        self.nothing = Label("No plan of this school is running.", "quiet", wrap=True)
        self.words = Label("", "strong", wrap=True)
        self.moved = Label("", "caption", wrap=True)
        self.bar: ChoiceBar | None = None
        self.hint = caption(_OWED)
        self.slots: dict[str, TextSlot] = {}
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self.slots["progress"].setFocus())

    def _lay_out(self) -> None:
        self._card = QWidget()
        self._card.setProperty("look", "column")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(0, theme.GAP, theme.GAP, 0)
        inner.setSpacing(theme.HALF)
        inner.addWidget(self.words)
        inner.addWidget(self.moved)
        self._how = QVBoxLayout()
        inner.addLayout(self._how)
        inner.addWidget(self.hint)
        for name, (title, prompt) in _FIELDS.items():
            slot = TextSlot(title, prompt=prompt)
            slot.settled.connect(lambda text, n=name: self._on_typed(n, text))
            slot.left.connect(lambda _text: self._on_left())
            self.slots[name] = slot
            inner.addWidget(caption(title))
            inner.addWidget(slot)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self._card)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(area)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        self._parts = parts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(parts, 1)

    # What it shows -------------------------------------------------------------------------------

    def show_meeting(self, page: MeetingPage) -> None:
        self._rows = {f"{plan.uid}/{row.row_uid}": row for plan in page.plans for row in plan.rows}
        self.nothing.setVisible(not self._rows)
        self._parts.setVisible(bool(self._rows))
        self.list.show_rows(review_rows(page.plans, page.today))
        if not self.list.current():
            self.list.select_first()
        self._on_chosen(self.list.current())

    def _on_chosen(self, key: str) -> None:
        row = self._rows.get(key)
        same = row is not None and self._row is not None and row.row_uid == self._row.row_uid
        if not same:
            self.keep()
            self._rating = ""
        self._row = row
        self._card.setVisible(row is not None)
        if row is None:
            return
        self.words.setText(row.text)
        self.moved.setText(" · ".join(filter(None, (movement_of(row)[0], row.party))))
        self._show_choices(rating_words(row.level))
        self._show_rating()
        for name, slot in self.slots.items():
            if not (same and self._is_typed(name)):
                slot.set_text(getattr(row, name))

    def _show_choices(self, choices: Mapping[str, str]) -> None:
        if choices == self._choices and self.bar is not None:
            return
        if self.bar is not None:
            self._how.removeWidget(self.bar)
            self.bar.deleteLater()
        self._choices = choices
        numbered = enumerate(choices.items(), start=1)
        self.bar = ChoiceBar(
            "How it stands", [Option(code, words, f"{n}") for n, (code, words) in numbered]
        )
        self.bar.picked.connect(self.rate)
        self._how.addWidget(self.bar)

    def _show_rating(self) -> None:
        assert self._row is not None and self.bar is not None
        now = self._rating or self._row.rating
        self.bar.set_chosen([now] if now else [])
        self.hint.setVisible(self._owes_evidence())

    # What is said --------------------------------------------------------------------------------

    def _digit(self, digit: str) -> Callable[[], object]:
        def press() -> None:
            choices = list(self._choices)
            if self._row is not None and int(digit) <= len(choices):
                self.rate(choices[int(digit) - 1])

        return press

    def rate(self, value: str) -> None:
        """Say how the row stands; where that needs evidence, the cursor goes to write it."""
        if self._row is None:
            return
        self._rating = value
        self._show_rating()
        if self._owes_evidence():
            self.slots["evidence"].setFocus()
        else:
            self.keep()

    def _owes_evidence(self) -> bool:
        return self._rating in NEEDS_EVIDENCE and not self.slots["evidence"].text().strip()

    def _is_typed(self, name: str) -> bool:
        """Whether a field reads otherwise than it is kept."""
        return self._row is not None and self.slots[name].text() != getattr(self._row, name)

    def keep(self) -> None:
        """Keep what was said of the row in hand, if anything was."""
        if self._row is None:
            return
        rating = "" if self._owes_evidence() else self._rating
        if not rating and not any(map(self._is_typed, self.slots)):
            return
        said = {name: slot.text().strip() for name, slot in self.slots.items()}
        if rating:
            self._rating = ""
        self.reviewed.emit(self._row.plan_uid, self._row, ReviewFields(rating, **said))

    def flush(self) -> None:
        for slot in self.slots.values():
            slot.flush()
        self.keep()

    def _on_typed(self, name: str, text: str) -> None:
        if self._row is not None:
            self.typed.emit(self._row.row_uid, name, text)
        if name == "evidence":
            self.hint.setVisible(self._owes_evidence())

    def _on_left(self) -> None:
        QTimer.singleShot(0, self, self.keep)

    def next_row(self) -> None:
        self.list.step(1)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Escape in a field lead back to the list."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_row()
        elif event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def said_of(row: ReviewRow, typed: Mapping[str, str]) -> ReviewFields:
    """A row as it was being written about when the computer was cut off."""
    texts: dict[str, Any] = {name: typed.get(name) or getattr(row, name) for name in _FIELDS}
    return ReviewFields("", **texts)
