"""The page beside the draft: the PDF itself, made again after each pause in writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.pdf_view import PdfView

PAUSE_MS = 300


class PagePreview(QObject):
    """`view()` is the document as it was last read, or None."""

    def __init__(
        self, context: AppContext, pages: PdfView, view: Callable[[], Any], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._pages, self._view, self._widget = context, pages, view, parent
        self._rendering = self._again = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.ask)

    def soon(self) -> None:
        """Make the page again once writing pauses."""
        self._later.start()

    def ask(self) -> None:
        """Make the page again; while one is being made, only remember that it is wanted."""
        view = self._view()
        self._again = self._rendering
        if self._rendering or view is None:
            return
        self._rendering = True
        documents = self._context.services.documents
        frozen = "" if view.editable or not view.versions else view.versions[0].uid
        done = self._show if frozen else self._render

        def work() -> Any:
            return documents.pdf_of(frozen) if frozen else documents.preview(view.uid)

        self._context.jobs.run(self._widget, work, partial(done, view.uid), self._failed)

    def _render(self, uid: str, facts: Any) -> None:
        render, done = self._context.services.documents.render_pdf, partial(self._show, uid)
        self._context.jobs.run(self._widget, lambda: render(facts), done, self._failed, lane="pool")

    def _show(self, uid: str, pdf: bytes) -> None:
        self._rendering = False
        view = self._view()
        now = view.uid if view is not None else ""
        if uid == now:
            self._pages.show_pdf(pdf)
        if self._again or uid != now:
            self.ask()

    def _failed(self, error: BaseException) -> None:
        self._rendering = False
        if isinstance(error, Problem):  # told in the bar: it may come at every pause in typing
            messages.say(self._widget, f"The page cannot be shown: {error}")
        else:
            messages.report_failure(self._widget, error)
