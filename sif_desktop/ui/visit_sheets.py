"""The two sheets a visit can lay over the window: the cover, and the turned screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.services.capture import Capture
from sif_desktop.ui.widgets.cover import Cover, TurnedScreen

# What both may read together; jottings and restricted records are not even handed over.
SHARED_TEXTS = {"strengths": "Strengths", "development": "Areas for development"}


class VisitSheets(QObject):
    """Made when first asked for, since they belong to the window and not to the page."""

    agreed = Signal(object, str)  # an action agreed in front of both
    typed = Signal(str, str)
    discarded = Signal()

    def __init__(self, page: QWidget, parse: Callable[[str], date]) -> None:
        super().__init__(page)
        self._page, self._parse = page, parse
        self.cover: Cover | None = None
        self.turned: TurnedScreen | None = None

    def toggle_cover(self) -> None:
        if self.cover is None:
            self.cover = Cover(self._page.window())
        self.cover.toggle()

    def toggle_turned(self, capture: Capture) -> None:
        """Large type for reading together."""
        if self.turned is None:
            self.turned = TurnedScreen(self._page.window(), self._parse)
            for mine, theirs in (
                (self.agreed, self.turned.strip.agreed),
                (self.typed, self.turned.strip.typed),
                (self.discarded, self.turned.strip.left),
            ):
                theirs.connect(mine)
        if not self.turned.isVisible():
            self.turned.show_capture(capture, SHARED_TEXTS)
        self.turned.toggle()

    def show_capture(self, capture: Capture) -> None:
        """Something was written while the screen is turned."""
        if self.turned is not None and self.turned.isVisible():
            self.turned.show_capture(capture, SHARED_TEXTS)

    def open(self) -> bool:
        sheets: tuple[Any, ...] = (self.cover, self.turned)
        return any(sheet is not None and sheet.isVisible() for sheet in sheets)
