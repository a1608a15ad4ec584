"""When something the rulebook asks for was done, and what shows it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.services.obligations import DueRow
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label


class NoteDoneDialog(FormDialog):
    def __init__(self, parent: QWidget, row: DueRow, today: date) -> None:
        super().__init__(parent, row.noted_words, "Note as done")
        self._day = DateField("Day", lambda text: parse_date(text, today))
        self._day.set_value(today)
        self._note = QPlainTextEdit()
        self._note.setTabChangesFocus(True)
        self._note.setPlaceholderText("What shows that it was done (optional)")
        self._note.setMaximumHeight(theme.current().px(96))
        self.add("School", Label(row.provider))
        self.add("Day", self._day)
        self.add("Note", self._note)
        self.fit(460, 360)
        self._day.setFocus()

    def day(self) -> date | None:
        """The day it was done; None if what is written is none."""
        found: date | None = self._day.value()
        return found

    def note(self) -> str:
        return self._note.toPlainText().strip()

    def refuse_day(self) -> None:
        self.refuse(Problem("Give the day on which it was done.", "For example: today, 14 Jan."))
