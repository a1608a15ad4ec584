"""Small questions about a task: how it was done, and why it is put off until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.dates import parse_date
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label, quiet


def ask_done(parent: QWidget, what: str) -> str | None:
    """The note to keep with a task that is done (may be empty); None if not done after all."""
    dialog = _Question(parent, "Mark as done", what)
    note = QPlainTextEdit()
    note.setAccessibleName("Note")
    note.setPlaceholderText("What shows that it is done (optional)")
    note.setTabChangesFocus(True)
    dialog.add(note)
    return note.toPlainText().strip() if dialog.ask("Done") else None


def ask_snooze(parent: QWidget, what: str, today: date) -> tuple[date, str] | None:
    """Until when a task is put off, and why; None if it is not."""
    dialog = _Question(parent, "Put off", what)
    until = DateField("Until when", lambda text: parse_date(text, today))
    reason = QLineEdit()
    reason.setAccessibleName("Reason")
    dialog.add(Label("Until when", "section"))
    dialog.add(until)
    dialog.add(Label("Reason", "section"))
    dialog.add(reason)
    while dialog.ask("Put off"):
        chosen = until.value()
        if chosen is not None and chosen > today and reason.text().strip():
            return chosen, reason.text().strip()
        dialog.fault.setText("Give a day after today and a reason.")
    return None


class _Question(QDialog):
    def __init__(self, parent: QWidget, title: str, what: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.current().px(420))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.GAP)
        self.add(Label(title, "title"))
        self.add(quiet(what))
        self.fault = Label("", "bad", wrap=True)
        self._buttons: QDialogButtonBox | None = None

    def add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def ask(self, verb: str) -> bool:
        if self._buttons is None:
            self.add(self.fault)
            cancel = QDialogButtonBox.StandardButton.Cancel
            self._buttons = QDialogButtonBox(cancel)
            yes = self._buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
            yes.setProperty("look", "primary")
            self._buttons.accepted.connect(self.accept)
            self._buttons.rejected.connect(self.reject)
            self.add(self._buttons)
        return bool(self.exec())
