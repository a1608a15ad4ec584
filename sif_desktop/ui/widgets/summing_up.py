"""The end of a visit on one sheet: what was agreed, what to say, who was met and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.domain.parties import PARTIES
from sif_desktop.services.capture import Capture
from sif_desktop.services.last_time import EarlierAction
from sif_desktop.services.visit_record import Person, Task
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import quiet, section

TEXTS = (
    ("strengths", "Strengths"),
    ("development", "Areas for development"),
    ("support", "Support offered or asked for"),
    ("feedback_text", "Said in feedback"),
    ("look_fors", "To look for next time"),
)


class SummingUp(QScrollArea):
    """`typing(column, text)` and `left(column)` for the visit's texts; `met(person uid, met)`;
    `action_asked()` for a new action, `task_opened(uid)` for one agreed before."""

    typing = Signal(str, str)
    left = Signal(str)
    met = Signal(str, bool)
    action_asked = Signal()
    task_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Summing up")
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setProperty("look", "column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GAP, theme.GROUP)
        column.setSpacing(theme.GAP)
        column.addWidget(section("Agreed on this visit"))
        self._tasks = _lines(column)
        self.agree = Button("Agree an action (Ctrl+T)", self.action_asked.emit, icon="action")
        column.addWidget(self.agree)
        self._earlier_title = section("Agreed before")
        column.addWidget(self._earlier_title)
        self._earlier = _lines(column)
        self.texts: dict[str, AutosaveTextEdit] = {}
        for name, title in TEXTS:
            column.addWidget(section(title))
            edit = self.texts[name] = AutosaveTextEdit(title)
            edit.settled.connect(partial(self.typing.emit, name))
            edit.left.connect(lambda _text, n=name: self.left.emit(n))
            column.addWidget(edit)
        column.addWidget(section("Feedback given to"))
        self.feedback_to = QLineEdit()
        self.feedback_to.setAccessibleName("Feedback given to")
        self.feedback_to.setPlaceholderText("Headteacher, chair of governors")
        self.feedback_to.textEdited.connect(lambda text: self.typing.emit("feedback_to", text))
        self.feedback_to.editingFinished.connect(lambda: self.left.emit("feedback_to"))
        column.addWidget(self.feedback_to)
        self._met_title = section("Met")
        column.addWidget(self._met_title)
        self._people = _lines(column)
        self._boxes: dict[str, QCheckBox] = {}  # by the person's uid
        column.addStretch(1)
        self.setWidget(inner)
        self.setFocusProxy(self.agree)

    def show_capture(self, capture: Capture, roles: Mapping[str, str]) -> None:
        day = capture.visit.visit_date
        _fill(self._tasks, [self._task(task, day) for task in capture.record.tasks])
        if not capture.record.tasks:
            self._tasks.addWidget(quiet("Nothing agreed yet."))
        _fill(self._earlier, [self._earlier_row(task, day) for task in capture.earlier])
        self._earlier_title.setVisible(bool(capture.earlier))
        for name, edit in self.texts.items():
            text = getattr(capture.visit, name)
            if edit.text() != text and not edit.hasFocus():
                edit.set_text(text)
        if not self.feedback_to.hasFocus():
            self.feedback_to.setText(capture.visit.feedback_to)
        self._show_people(capture.record.people, roles)
        self._met_title.setVisible(bool(capture.record.people))

    def flush(self) -> None:
        for edit in self.texts.values():
            edit.flush()

    def _task(self, task: Task, day: str) -> LineRow:
        who = task.who or PARTIES.get(task.party, "")
        row = LineRow(task.what, _detail(who, task.measure), _when(task.due, day))
        row.activated.connect(lambda: self.task_opened.emit(task.uid))
        return row

    def _earlier_row(self, task: EarlierAction, day: str) -> LineRow:
        status = {"done": Status.MET, "open": Status.NONE}.get(task.state)
        if task.state == "open" and task.due and task.due < day:
            status = Status.OVERDUE
        who = task.who or PARTIES.get(task.party, "")
        words = _detail(who, task.done_note or task.measure)
        row = LineRow(task.what, words, _when(task.due, day), status=status)
        row.activated.connect(lambda: self.task_opened.emit(task.uid))
        return row

    def _show_people(self, people: Sequence[Person], roles: Mapping[str, str]) -> None:
        """Tick anew the boxes there are, so that the one in hand keeps the keyboard."""
        shown = {p.uid: _who(p, roles) for p in people}
        if shown != {uid: box.text() for uid, box in self._boxes.items()}:
            self._boxes = {uid: self._person(uid, words) for uid, words in shown.items()}
            _fill(self._people, list(self._boxes.values()))
        for person in people:
            # As in the note: whoever was to be met was, until it is said otherwise.
            self._boxes[person.uid].setChecked(person.met != "no")

    def _person(self, uid: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.clicked.connect(lambda on: self.met.emit(uid, on))
        return box


def _lines(column: QVBoxLayout) -> QVBoxLayout:
    holder = QFrame()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    column.addWidget(holder)
    return lines


def _fill(layout: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)


def _who(person: Person, roles: Mapping[str, str]) -> str:
    return " · ".join(filter(None, (roles.get(person.role, person.role), person.name)))


def _detail(who: str, measure: str) -> str:
    return " · ".join(filter(None, (who, measure)))


def _when(due: str, day: str) -> str:
    """A due date as said on the day of the visit."""
    if not due or not day:
        return "no date"
    return say(date.fromisoformat(due), date.fromisoformat(day))
