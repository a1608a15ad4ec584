"""Something somebody promised to do: what, whose, by when, what would show it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.fields import DateField

_PARTIES = (("school", "School"), ("authority", "Authority"), ("partner", "Partner"))


class NewTaskForm(FormDialog):
    """Emits `confirmed`; `task()` is what the service takes."""

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, "Add a task", "Add")
        self.what = QPlainTextEdit()
        self.what.setTabChangesFocus(True)
        self.what.setMaximumHeight(theme.current().px(72))
        self.party = QComboBox()
        for code, label in _PARTIES:
            self.party.addItem(label, code)
        self.who = QLineEdit()
        self.due = DateField("By when", lambda text: parse_date(text, today))
        self.measure = QLineEdit()
        for name, field in (
            ("What", self.what),
            ("Whose", self.party),
            ("Who", self.who),
            ("By when", self.due),
            ("What would show it", self.measure),
        ):
            self.add(name, field)
        self.fit(520, 440)
        self.what.setFocus()

    def task(self) -> object:
        """A `TaskFields`; what was not understood as a date is handed on for the service to say."""
        from sif_desktop.services.tasks import TaskFields

        day = self.due.value()
        return TaskFields(
            self.what.toPlainText().strip(),
            str(self.party.currentData()),
            self.who.text().strip(),
            day.isoformat() if day else self.due.line.text().strip(),
            self.measure.text().strip(),
        )
