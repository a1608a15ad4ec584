"""The phrases of the rulebook and one's own, at hand in every text of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from sif_desktop.domain.phrases import Phrase
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit


class TextPhrases(QObject):
    """Gives them to whichever text of the page the keyboard comes to."""

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._phrases: Sequence[Phrase] = ()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def want(self, visit: str = "") -> None:
        """Read them anew: those for a visit, or without one those for any text."""

        def read() -> Any:
            return self._context.services.phrases.for_visit(visit)

        self._context.jobs.run(self._page, read, self._got)

    def _got(self, phrases: Any) -> None:
        self._phrases = phrases
        self._give(QApplication.focusWidget())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._give(now)

    def _give(self, widget: QWidget | None) -> None:
        if isinstance(widget, AutosaveTextEdit) and self._page.isAncestorOf(widget):
            widget.phrases = self._phrases
