"""The recovery code: shown large, printed or saved once, and never kept on this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import messages, theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, caption

_PAPER = (
    "Recovery code of a SIF Desktop caseload\n\n{code}\n\n"
    "Whoever has this code and the caseload's two files can read everything in it.\n"
    "Keep it in a locked place, away from the laptop. It replaces a forgotten passphrase.\n"
)


class RecoveryCode(QWidget):
    """Shows `code`; `printed` is true once it has been printed or saved."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.printed = False
        shown = Label(code, "lead", wrap=True)
        shown.setAccessibleName("Recovery code " + " ".join(code))
        self._done = caption("Print it, or save it on a stick that stays in a locked place.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(Label("Recovery code", "section"))
        column.addWidget(shown)
        line = QHBoxLayout()
        line.addWidget(Button("Print…", self._print))
        line.addWidget(Button("Save…", self._save))
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._done)

    def _print(self) -> None:
        # Qt's printing is loaded only for those who print.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            paper = QTextDocument()
            paper.setPlainText(self.text())
            paper.print_(printer)
            self._mark("Sent to the printer.")

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the recovery code", "Recovery code.txt", "Text (*.txt)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        try:
            path.write_text(self.text(), encoding="utf-8")
        except OSError:
            problem = Problem(
                f"The recovery code could not be saved as {path.name}.",
                "Choose another folder, or print it.",
            )
            messages.show_problem(self, problem)
            return
        self._mark(f"Saved as {path.name}. Move it to a locked place, off this laptop.")

    def text(self) -> str:
        return _PAPER.format(code=self.code)

    def _mark(self, words: str) -> None:
        self.printed = True
        self._done.setText(words)
