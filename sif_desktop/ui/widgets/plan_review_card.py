"""One row of a plan under review, large: what was aimed at and said, and what is said now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_status import DEGREES, SAYABLE, STATUSES
from sif_desktop.domain.plans import Action, Criterion, Milestone, Plan
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.choice_bar import ChoiceBar, Option
from sif_desktop.ui.widgets.lists import KeyValues
from sif_desktop.ui.widgets.text import Label, caption

Row = Action | Milestone | Criterion
_TALL = 84  # px at 100 %: the field for evidence


class PlanReviewCard(QWidget):
    """`judged` is told level, uid, the word chosen and the evidence."""

    judged = Signal(str, str, str, str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._level, self._uid, self._value = "", "", ""
        self._words = Label("", "title", wrap=True)
        self._facts = KeyValues()
        self._how = QVBoxLayout()
        self.bar: ChoiceBar | None = None
        self.evidence = _Evidence()
        self.evidence.finished.connect(self._save)
        self.hint = caption("A digit chooses, Ctrl+Enter keeps it and goes to the next row.")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._words)
        column.addWidget(self._facts)
        column.addLayout(self._how)
        column.addWidget(self.evidence)
        column.addWidget(self.hint)
        column.addStretch(1)

    def show_row(self, plan: Plan, row: Row | None) -> None:
        """Show a row; typing in the same row is left alone."""
        if row is not None and row.uid == self._uid and self.evidence.document().isModified():
            return
        for widget in (self._facts, self.evidence, self.hint):
            widget.setVisible(row is not None)
        self._uid = row.uid if row is not None else ""
        if row is None:
            self._words.setText("Choose a row to review it.")
            self._show_choices({}, "")
            return
        self._words.setText(row.what or "(no words yet)")
        titles = {one.uid: one.title for one in plan.priorities}
        facts, choices, value, evidence = _shown(row, self._today)
        self._level = _LEVELS[type(row)]
        self._facts.set_rows([("Priority", titles.get(row.priority_uid, "")), *facts])
        self._show_choices(choices, value)
        self.evidence.setPlainText(evidence)
        self.evidence.document().setModified(False)

    def press(self, key: str) -> bool:
        """Choose by a digit; then the keyboard is in the evidence."""
        choices = list(self.choices())
        place = int(key) - 1 if key.isdigit() else -1
        if self.bar is None or not 0 <= place < len(choices):
            return False
        self._pick(choices[place])
        return True

    def _pick(self, value: str) -> None:
        assert self.bar is not None, "a word is picked from the bar"
        self._value = value
        self.bar.set_chosen([value])
        self.evidence.document().setModified(True)
        self.evidence.setFocus()
        self.evidence.selectAll()

    def choices(self) -> Sequence[str]:
        return tuple(DEGREES) if self._level == "criterion" else SAYABLE

    def _show_choices(self, choices: Mapping[str, str], value: str) -> None:
        if self.bar is not None:
            self._how.removeWidget(self.bar)
            self.bar.deleteLater()
            self.bar = None
        if choices:
            numbered = enumerate(choices.items(), start=1)
            options = [Option(code, words, f"{n}") for n, (code, words) in numbered]
            self.bar = ChoiceBar("How it stands", options)
            self.bar.set_chosen([value] if value else [])
            self.bar.picked.connect(self._pick)
            self._how.addWidget(self.bar)
        self._value = value

    def _save(self) -> None:
        if self._uid and self.bar is not None:
            self.evidence.document().setModified(False)
            self.judged.emit(self._level, self._uid, self._value, self.evidence.toPlainText())


class _Evidence(QPlainTextEdit):
    """Ctrl+Enter is `finished`."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What shows it")
        self.setPlaceholderText("What shows it, in a sentence")
        self.setTabChangesFocus(True)
        self.setMaximumHeight(theme.current().px(_TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


_LEVELS: Mapping[type, str] = {Action: "action", Milestone: "milestone", Criterion: "criterion"}


def _shown(row: Row, today: date) -> tuple[list[tuple[str, str]], Mapping[str, str], str, str]:
    """The facts of a row, what may be said of it, what was said and on what evidence."""
    if isinstance(row, Criterion):
        facts = [("Judged", say(row.degree_on, today) if row.degree_on else ""),
                 ("Action if not", row.if_not)]  # fmt: skip
        return facts, DEGREES, row.degree, row.evidence
    choices = {code: STATUSES[code] for code in SAYABLE}
    said = row.judged
    day = say(row.due, today) if row.due else "no date"
    judged = say(said.on, today) if said.on else ""
    return [*_aims(row), ("By", day), ("Judged", judged)], choices, said.status, said.evidence


def _aims(row: Any) -> list[tuple[str, str]]:
    if isinstance(row, Milestone):
        return [("Baseline", row.baseline), ("Target", row.target), ("Measure", row.measure),
                ("Evidence from", row.source), ("Monitored by", row.monitor)]  # fmt: skip
    return [("Whose", PARTIES.get(row.party, "")), ("Lead", row.lead),
            ("Resources", row.resources), ("Monitored by", row.monitor)]  # fmt: skip
