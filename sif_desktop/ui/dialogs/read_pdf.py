"""A PDF to read before deciding: the page as it would go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.sheet import set_up, sheet
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.pdf_view import PdfView


class ReadDialog(QDialog):
    """`make()` gives the bytes; it runs off the screen's thread."""

    def __init__(
        self, context: AppContext, parent: QWidget, title: str, make: Callable[[], bytes]
    ) -> None:
        super().__init__(parent)
        set_up(self, title, 760, 700)
        self.view = PdfView(context.jobs, title)
        close = Button("Close", self.accept)
        close.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet(self.view, [close]))
        self.view.pages.setFocus()
        context.jobs.run(self, make, self.view.show_pdf, self._failed)

    def _failed(self, error: BaseException) -> None:
        from sif_desktop.ui import messages

        owner = self.parentWidget()
        self.reject()
        messages.report_failure(owner, error)
