"""Restoring a backup: what it holds, where the restored caseload is to lie, and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.services import caseload
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.sheet import WorkLine, set_up, sheet
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import KeyValues
from sif_desktop.ui.widgets.text import Label, quiet

_ABOUT = (
    "The backup becomes a caseload of its own beside the one that is open, which stays as it is. "
    "It opens with the passphrase you have today."
)
_EXCHANGE = (
    "If you exchange with colleagues, go on in one of the two only. What they have of your later "
    "work comes back to the restored one with their next file."
)


class RestoreDialog(QDialog):
    """`restored` carries where it lies and whether it is to be opened now."""

    restored = Signal(object, bool)

    def __init__(self, parent: QWidget, context: AppContext, row: Any, to: Path) -> None:
        super().__init__(parent)
        self._context, self._row = context, row
        self._job: Job | None = None
        set_up(self, "Restore a backup", 560, 440)
        self.where = QLineEdit(str(to))
        self.where.setAccessibleName("Where the restored caseload is to lie")
        self.open_it = QCheckBox("Close this caseload and open the restored one")
        self.fault = Label(row.fault, "bad", wrap=True)
        self.fault.setVisible(bool(row.fault))
        self.verb = Button("Restore beside", self.restore, look="primary")
        self.verb.setEnabled(not row.fault)
        self.work = WorkLine()
        self.cancel = Button("Cancel", self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(sheet(self._body(), (self.cancel, self.verb), self.work))

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.GAP)
        row = self._row
        column.addWidget(Label("Restore a backup", "title"))
        column.addWidget(quiet(_ABOUT))
        facts = (
            ("Made", f"{row.at:%A} {row.at.day} {row.at:%B %Y, %H:%M}"),
            ("Why", row.reason),
            ("Holds", row.holds),
            ("File", row.path.name),
        )
        column.addWidget(KeyValues(facts))
        column.addWidget(Label("Where the restored caseload is to lie", "section"))
        column.addWidget(self.where)
        column.addWidget(Button("Choose another place…", self._choose, look="link"))
        column.addWidget(self.open_it)
        column.addWidget(quiet(_EXCHANGE))
        column.addWidget(self.fault)
        column.addStretch(1)
        return body

    def _choose(self) -> None:
        kinds = f"Caseloads (*{caseload.SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(self, "Restore as", self.where.text(), kinds)
        if name:
            self.where.setText(str(Path(name).with_suffix(caseload.SUFFIX)))

    def restore(self) -> None:
        to, row, context = Path(self.where.text().strip()), self._row, self._context

        def work(progress: Any, cancelled: Any) -> Path:
            made: Path = context.services.backups.restore(row, to, progress, cancelled)
            return made

        self.verb.setEnabled(False)
        self.fault.hide()
        self._job = context.jobs.run_long(
            self, "Restoring a backup", work, self._done, self._failed, lane="pool"
        )
        self.work.watch(self._job, "Restoring")

    def _done(self, path: Path) -> None:
        self._job = None
        wanted = self.open_it.isChecked()
        self.accept()
        self.restored.emit(path, wanted)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.verb.setEnabled(True)
        self.work.say("")
        if isinstance(error, Problem):
            self.fault.setText(str(error))
            self.fault.show()
        elif not isinstance(error, Cancelled):
            messages.report_failure(self, error)

    def reject(self) -> None:
        """Cancel stops the work first, and closes when there is none."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()
