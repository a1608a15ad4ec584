"""The minutes of a meeting: how far they are, what goes into them besides, what was agreed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say, say_long
from sif_desktop.services.meeting_rows import HELD, UNDER_WAY, MeetingPage
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.wrapped_rows import WrappedRow
from sif_desktop.ui.meeting_words import action_row, agreed, line_row, people_words
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import KeyValues
from sif_desktop.ui.widgets.side_by_side import SideBySide
from sif_desktop.ui.widgets.text import Label, section
from sif_desktop.ui.widgets.text_slot import TextSlot
from sif_desktop.ui.widgets.wrapped_list import WrappedList

_STATES = {
    "": "Not begun",
    "drafting": "Being written",
    "issued": "Issued",
}
SUMMARY = "summary"
_WIDE = 9


class MinutesLens(QWidget):
    """`wanted(what)`: minutes, agree or agenda. `left(name, text)` when a text is left, `typed` at
    each pause: the summary, or what a service knows, by its role."""

    wanted = Signal(str)
    left = Signal(str, str)
    typed = Signal(str, str)
    opened = Signal(str)  # an action

    def __init__(self) -> None:
        super().__init__()
        self.state = Label("", "title", wrap=True)
        self.facts = KeyValues()
        self._facts: list[tuple[str, str]] = []
        self.open = Button("Write the minutes", lambda: self.wanted.emit("minutes"), icon="note")
        self.later = Label("They are written once the meeting has begun.", "quiet", wrap=True)
        self.earlier = Label("", wrap=True)
        self.agree = Button("Agreed at this meeting", lambda: self.wanted.emit("agree"))
        self.slots: dict[str, TextSlot] = {}
        self._texts = QVBoxLayout()
        self._texts.setSpacing(theme.HALF)
        self.list = WrappedList("Decided and agreed", _WIDE)
        self.list.opened.connect(self.opened)
        self.nothing = Label("Nothing was decided or agreed yet.", "quiet", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("look", "column")
        left = QVBoxLayout(inner)
        left.setContentsMargins(0, theme.GAP, theme.GROUP, 0)
        left.setSpacing(theme.GAP)
        for part in (self.state, self.facts, self.later, self.earlier):
            left.addWidget(part)
        for button in (self.open, self.agree):
            left.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addLayout(self._texts)
        left.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, theme.GAP, 0, 0)
        beside.addWidget(section("Decided and agreed"))
        beside.addWidget(self.nothing)
        beside.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        column.addWidget(SideBySide(area, right, (1, 1)))

    def take_focus(self) -> None:
        self.open.setFocus()

    def show_meeting(self, page: MeetingPage) -> None:
        row = page.row
        self.state.setText(f"Minutes: {_STATES[row.minutes].lower()}")
        words = "Open the minutes" if row.minutes else "Write the minutes"
        self.open.setText(words)
        self.open.setAccessibleName(words)
        may = bool(row.minutes) or row.state in (HELD, UNDER_WAY)
        self.open.setVisible(may)
        self.later.setVisible(not may)
        facts = _facts(page)
        if facts != self._facts:
            self._facts = facts
            self.facts.set_rows(facts)
        before = page.previous
        waits = before is not None and before.minutes == "issued" and not before.agreed_on
        self.earlier.setVisible(waits)
        self.agree.setVisible(waits)
        if before is not None and waits:
            day = say_long(date.fromisoformat(before.day))
            self.earlier.setText(f"The minutes of {day} are waiting to be agreed.")
        self._show_texts(page)
        rows = _decided(page)
        self.list.show_rows(rows)
        self.nothing.setVisible(not rows)

    def _show_texts(self, page: MeetingPage) -> None:
        labels = {seat.role: seat.label for seat in page.type.seats}
        wanted = {SUMMARY: "Summary", **{
            role: f"What is known: {labels.get(role, role.replace('_', ' '))}"
            for role in page.type.contributions
        }}  # fmt: skip
        if list(wanted) != list(self.slots):
            self._make_texts(wanted)
        self.slots[SUMMARY].set_text(page.summary)
        for role in page.type.contributions:
            self.slots[role].set_text(page.contributions.get(role, ""))

    def _make_texts(self, wanted: dict[str, str]) -> None:
        while (item := self._texts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.slots = {}
        for name, title in wanted.items():
            slot = TextSlot(title)
            slot.settled.connect(lambda text, n=name: self.typed.emit(n, text))
            slot.left.connect(lambda text, n=name: self.left.emit(n, text))
            self.slots[name] = slot
            self._texts.addWidget(Label(title, "caption"))
            self._texts.addWidget(slot)

    def flush(self) -> None:
        for name, slot in self.slots.items():
            if slot.editor is not None and slot.editor.hasFocus():
                slot.flush()
                self.left.emit(name, slot.text())


def _facts(page: MeetingPage) -> list[tuple[str, str]]:
    row = page.row
    agreed_on = say(date.fromisoformat(row.agreed_on), page.today) if row.agreed_on else ""
    next_day = say_long(date.fromisoformat(page.next_day)) if page.next_day else "Not agreed yet"
    kept_back = sum(one.visibility == "la" for one in page.lines)
    actions = agreed(page)
    undated = sum(not one.due or not (one.who or one.party) for one in actions)
    return [
        ("Agreed", agreed_on),
        ("People", people_words(page)),
        ("Next meeting", "" if page.type.single else next_day),
        ("Actions", f"{len(actions)}, {undated} without a person or a date"
         if undated else str(len(actions))),
        ("For the authority only", f"{kept_back} line{'' if kept_back == 1 else 's'}"
         if kept_back else ""),
    ]  # fmt: skip


def _decided(page: MeetingPage) -> list[WrappedRow]:
    """Decisions and actions under their items."""
    rows: list[WrappedRow] = []
    for item in page.items:
        here = [line_row(one, page.row.day) for one in page.lines
                if one.item_uid == item.uid and one.kind == "decision"]  # fmt: skip
        here += [action_row(one, page.today) for one in agreed(page, item.uid)]
        if here:
            title = f"{item.number} {item.title}".strip()
            rows += [WrappedRow("", title, heading=True), *here]
    return rows
