"""Something somebody promised to do: for which school, what, whose, by when, what would show it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.parties import PARTIES
from sif_desktop.services.tasks import TaskFields, TaskRow
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.fields import DateField


class TaskDialog(FormDialog):
    """Emits `confirmed`; `fields()` is what the service takes. `row` is the task to change."""

    def __init__(
        self, parent: QWidget, today: date, row: TaskRow | None, schools: Sequence[tuple[str, str]]
    ) -> None:
        """`schools` (uid, name) are those a new task may be for."""
        new = row is None
        super().__init__(
            parent, "Add a task" if new else "Change the task", "Add" if new else "Save"
        )
        self.school = QComboBox()
        for uid, name in [(row.provider_uid, row.provider)] if row else schools:
            self.school.addItem(name, uid)
        self.school.setEnabled(self.school.count() > 1)
        self.what = QPlainTextEdit(row.what if row else "")
        self.what.setTabChangesFocus(True)
        self.what.setMaximumHeight(theme.current().px(72))
        self.party = QComboBox()
        for code, label in PARTIES.items():
            self.party.addItem(label, code)
        self.party.setCurrentIndex(max(0, self.party.findData(row.party if row else "authority")))
        self.who = QLineEdit(row.who if row else "")
        self.due = DateField("By when", lambda text: parse_date(text, today))
        self.due.set_value(date.fromisoformat(row.due) if row and row.due else None)
        self.measure = QLineEdit(row.measure if row else "")
        for name, field in (
            ("School", self.school),
            ("What", self.what),
            ("Whose", self.party),
            ("Who", self.who),
            ("By when", self.due),
            ("What would show it", self.measure),
        ):
            self.add(name, field)
        self.fit(560, 470)
        self.what.setFocus()

    def chosen_school(self) -> str:
        return str(self.school.currentData() or "")

    def fields(self) -> TaskFields:
        """What was not understood as a date is handed on, for the service to say."""
        day = self.due.value()
        return TaskFields(
            self.what.toPlainText(),
            self.party.currentData(),
            self.who.text(),
            day.isoformat() if day else self.due.line.text().strip(),
            self.measure.text(),
        )
