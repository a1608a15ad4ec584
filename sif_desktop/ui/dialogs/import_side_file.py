"""Links between schools, groups and memberships: what the file would bring, then bringing it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.lists import KeyValues


class ImportSideFileDialog(FormDialog):
    imported = Signal(object)  # a ReferenceResult

    def __init__(self, context: AppContext, parent: QWidget, found: Any) -> None:
        super().__init__(
            parent,
            f"Import {found.path.name}",
            "Import",
            f"This is {found.title}, read as {found.encoding}.",
        )
        self._context, self._path = context, found.path
        self.facts = KeyValues()
        self.form.addRow(self.facts)
        self.verb.setEnabled(False)
        self.confirmed.connect(self._import)
        self.fit(560, 380)
        service = context.services.references
        context.jobs.run_long(
            self,
            f"Reading {found.path.name}",
            lambda progress, cancelled: service.preview(found.path, progress, cancelled),
            self._show,
            self.refuse,
        )

    def _show(self, preview: Any) -> None:
        self.facts.set_rows(
            (
                ("Rows in the file", f"{preview.read:,}"),
                ("New or changed", f"{preview.written:,} {preview.noun}"),
                ("Unchanged", f"{preview.unchanged:,}"),
                ("Passed over", f"{preview.elsewhere:,} about schools not in this caseload"),
                ("Could not be used", f"{preview.rejected:,}" if preview.rejected else ""),
                *(("Note", notice.text) for notice in preview.notices),
            )
        )
        self.verb.setEnabled(preview.written > 0)
        self.verb.setText(f"Import {preview.written:,} {preview.noun}")
        self.verb.setFocus()

    def _import(self) -> None:
        service = self._context.services.references
        self._context.jobs.run_long(
            self,
            f"Importing {self._path.name}",
            lambda progress, cancelled: service.apply(self._path, progress, cancelled),
            self._done,
            self.refuse,
        )

    def _done(self, result: Any) -> None:
        self.accept()
        self.imported.emit(result)
