"""The changes of a new version before it is saved, and why they were made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.text import Label, caption


class SavePackDialog(FormDialog):
    def __init__(
        self, parent: QWidget, version: str, changes: Sequence[str], left_out: Sequence[str]
    ) -> None:
        super().__init__(
            parent,
            f"Save version {version}",
            f"Save version {version}",
            "New work is done under it from now on. What is on record keeps the version it was "
            "made under.",
        )
        self.because = QLineEdit()
        self.because.setPlaceholderText("Who decided it, and when: may be left empty")
        self.add("Why", self.because)
        for change in changes:
            self.form.addRow(Label(f"• {change}", wrap=True))
        if left_out:
            many = f"{len(left_out)} worked examples no longer come out"
            told = "1 worked example no longer comes out" if len(left_out) == 1 else many
            self.form.addRow(
                caption(
                    f"{told} with these changes, as you may have intended, and will be left out "
                    f"of the new version: {'; '.join(left_out)}."
                )
            )
        self.fit(640, 520)
        self.because.setFocus()
