"""Paper printed from the record: the page as it will be, and both files to save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.issue_document import ChooseFolder, choose_folder
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.pdf_view import PdfView
from sif_desktop.ui.widgets.text import Label, quiet


class PaperSheet(QDialog):
    """`make(services)` gives what is to be printed, made on the store's own thread."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        title: str,
        make: Callable[[Any], Any],
        folder: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._context, self._folder = context, folder
        self._printed: Any = None
        self.said = quiet("Making the page …")
        self.view = PdfView(context.jobs, title)
        self.save_button = Button("Save Word and PDF…", self.save, look="primary")
        self.save_button.setEnabled(False)
        self._lay_out(title)
        context.jobs.run(self, lambda: make(context.services), self._on_made, self._on_failed)

    def _lay_out(self, title: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.said, 1)
        line.addWidget(Button("Close", self.reject))
        line.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.GAP)
        column.addWidget(Label(title, "title", wrap=True))
        column.addWidget(self.view, 1)
        column.addLayout(line)
        look, room = theme.current(), self.screen().availableGeometry()
        self.resize(min(look.px(820), room.width() - 80), round(room.height() * 0.9))

    def _on_made(self, printed: Any) -> None:
        self._printed = printed
        render = self._context.services.paper.render_pdf
        self._context.jobs.run(
            self, lambda: render(printed), self._on_drawn, self._on_failed, lane="pool"
        )

    def _on_drawn(self, pdf: bytes) -> None:
        self.view.show_pdf(pdf)
        self.said.setText("")
        self.save_button.setEnabled(True)
        self.save_button.setFocus()

    def save(self) -> None:
        """Both files, into a folder the officer chooses."""
        folder = self._folder(self)
        if folder:
            printed, save = self._printed, self._context.services.paper.save
            self._context.jobs.run(
                self, lambda: save(printed, Path(folder)), self._on_saved, self._on_failed
            )

    def _on_saved(self, paths: tuple[Path, Path]) -> None:
        self.said.setText(f"Saved {paths[0].name} and {paths[1].name}.")

    def _on_failed(self, error: BaseException) -> None:
        self.said.setText("")
        messages.report_failure(self, error)
