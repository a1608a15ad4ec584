"""An agreed action put right where the note shows it: what, who, by when, what would show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.compose import PARTY_LABELS
from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.note_facts import ActionFact
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label

_PARTIES: Mapping[str, str] = {"": "Not said", **PARTY_LABELS}


class AgreedActionDialog(QDialog):
    """`given` carries {what, party, who, due, measure}; the due date is ISO or empty."""

    given = Signal(object)

    def __init__(self, action: ActionFact, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Agreed action")
        self.setAccessibleName("Agreed action")
        self.setMinimumWidth(theme.current().px(480))
        self.what, self.who = QLineEdit(action.what), QLineEdit(action.owner)
        self.measure = QLineEdit(action.measure)
        self.party = QComboBox()
        self.party.addItems(list(_PARTIES.values()))
        self.party.setCurrentIndex(list(_PARTIES).index(action.party))
        self.due = DateField("By when", lambda text: parse_date(text, today))
        self.due.set_value(_day(action.due))
        self._fault = Label("", "bad", wrap=True)
        self._fault.hide()
        self.confirm = Button("Change action", self._give, look="primary")
        self.confirm.setDefault(True)
        self._lay_out()
        first = next((f for f, said in self._in_need(action) if not said), self.what)
        first.setFocus()

    def _in_need(self, action: ActionFact) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self.what, action.what),
            (self.who, action.owner or action.party),
            (self.due, action.due),
            (self.measure, action.measure),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.HALF)
        column.addWidget(Label("Agreed action", "title"))
        for name, field in (
            ("What", self.what),
            ("Whose", self.party),
            ("Who, by role", self.who),
            ("By when", self.due),
            ("What would show it", self.measure),
        ):
            column.addSpacing(theme.HALF)
            column.addWidget(Label(name, "caption"))
            column.addWidget(field)
            if not isinstance(field, DateField):
                field.setAccessibleName(name)
        column.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addStretch(1)
        buttons.addWidget(Button("Cancel", self.reject))
        buttons.addWidget(self.confirm)
        column.addSpacing(theme.GAP)
        column.addLayout(buttons)

    def _give(self) -> None:
        due = self.due.value()
        if due is None and self.due.line.text().strip():
            self._say("By when is not understood; write it like 14 March 2027.")
        elif not self.what.text().strip():
            self._say("Write what is to be done.")
        else:
            fields = {
                "what": self.what.text(),
                "party": list(_PARTIES)[self.party.currentIndex()],
                "who": self.who.text(),
                "due": due.isoformat() if due else "",
                "measure": self.measure.text(),
            }
            self.accept()
            self.given.emit(fields)

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
