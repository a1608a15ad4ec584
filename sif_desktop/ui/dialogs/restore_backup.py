"""Restoring a backup: what it holds, where the restored caseload is to lie, and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.services import caseload
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.work_dialog import WorkDialog
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


class RestoreDialog(WorkDialog):
    """`restored` carries where it lies and whether it is to be opened now."""

    restored = Signal(object, bool)

    def __init__(self, parent: QWidget, context: AppContext, row: Any, to: Path) -> None:
        super().__init__(parent, context.jobs, "Restore a backup", 560, 440)
        self._context, self._row = context, row
        self.where = QLineEdit(str(to))
        self.where.setAccessibleName("Where the restored caseload is to lie")
        self.open_it = QCheckBox("Close this caseload and open the restored one")
        self.fault.setText(row.fault)
        self.fault.setVisible(bool(row.fault))
        self.cancel = Button("Cancel", self.reject)
        verb = Button("Restore beside", self.restore, look="primary")
        verb.setEnabled(not row.fault)
        self.lay_out(self._body(), self.cancel, verb)

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

        self.begin("Restoring a backup", "Restoring", work, self._done, lane="pool")

    def _done(self, path: Path) -> None:
        wanted = self.open_it.isChecked()
        self.accept()
        self.restored.emit(path, wanted)
