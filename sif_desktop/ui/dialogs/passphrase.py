"""Changing the passphrase, and showing a new recovery code once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.services import caseload
from sif_desktop.ui import messages, theme
from sif_desktop.ui.gate.recovery import RecoveryCode
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.widgets.text import Label, caption


class PassphraseDialog(QDialog):
    """Asks for the old passphrase and twice for the new; `change(old, new)` runs on a job."""

    changed = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, change: Callable[[str, str], None]) -> None:
        super().__init__(parent)
        self._jobs, self._change = jobs, change
        self.setWindowTitle("Change the passphrase")
        self.setMinimumWidth(theme.current().px(440))
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addWidget(Label("Change the passphrase", "title"))
        column.addWidget(caption("This cannot be undone: from then on only the new one opens it."))
        self.old, self.new, self.again = (
            self._secret(label, column)
            for label in ("Passphrase now", "New passphrase", "New passphrase again")
        )
        self._hint = caption("")
        self.new.textChanged.connect(lambda text: self._hint.setText(caseload.strength(text)[1]))
        self.fault = Label("", "bad", wrap=True)
        column.addWidget(self._hint)
        column.addWidget(self.fault)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.addButton("Change passphrase", QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.submit)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)

    def _secret(self, label: str, column: QVBoxLayout) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(label)
        column.addWidget(Label(label, "section"))
        column.addWidget(line)
        return line

    def submit(self) -> None:
        if self.new.text() != self.again.text():
            self.fault.setText("The two new passphrases are not the same. Type them again.")
            return
        old, new = self.old.text(), self.new.text()
        self._buttons.setEnabled(False)
        self._jobs.run(self, lambda: self._change(old, new), self._done, self._refused)

    def _done(self, _result: object) -> None:
        self.changed.emit()
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._buttons.setEnabled(True)
        if isinstance(error, Problem):
            self.fault.setText(str(error))
        else:
            messages.report_failure(self, error)


class RecoveryDialog(QDialog):
    """A new recovery code: shown this once."""

    def __init__(self, parent: QWidget, code: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Recovery code")
        self.setMinimumWidth(theme.current().px(480))
        column = QVBoxLayout(self)
        self.code = RecoveryCode(code)
        column.addWidget(self.code)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column.addWidget(close)
