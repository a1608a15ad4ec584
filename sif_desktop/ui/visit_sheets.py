"""What a visit can show in place of its page: the cover, the turned screen, the narrow strip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.services.capture import Capture
from sif_desktop.ui import messages
from sif_desktop.ui.capture import CaptureControl
from sif_desktop.ui.strip_window import StripWindow
from sif_desktop.ui.widgets.cover import Cover, TurnedScreen
from sif_desktop.ui.widgets.jot_line import JotLine

# What both may read together; jottings and restricted records are not even handed over.
SHARED_TEXTS = {"strengths": "Strengths", "development": "Areas for development"}


class VisitSheets(QObject):
    """Made when first asked for, since they belong to the window and not to the page."""

    agreed = Signal(object, str)  # an action agreed in front of both
    typed = Signal(str, str)
    discarded = Signal()
    action_asked = Signal(str, str)  # from the strip: what, item

    def __init__(self, page: QWidget, parse: Callable[[str], date]) -> None:
        super().__init__(page)
        self._page, self._parse = page, parse
        self.cover: Cover | None = None
        self.turned: TurnedScreen | None = None
        self.narrow: StripWindow | None = None

    def toggle_cover(self) -> None:
        if self.cover is None:
            self.cover = Cover(self._page.window())
        self.cover.toggle()

    def toggle_turned(self, capture: Capture) -> None:
        """Large type for reading together; nothing of a restricted visit is shown to others."""
        if capture.record.visit.restricted:
            messages.say(self._page, "This visit is restricted: it is not shown to others.")
            return
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

    def open_strip(self, control: CaptureControl, jot: JotLine, capture: Capture) -> None:
        """Only the jot line, on top of other windows; the page's line goes on where it ends."""
        window = self._page.window()
        if self.narrow is None:
            self.narrow = StripWindow(control, self._page)
            self.narrow.closed.connect(lambda text: self._leave_strip(jot, text))
            self.narrow.action_asked.connect(self._act_from_strip)
        self.narrow.begin(capture, jot.text(), jot.companion.currentIndex())
        window.showMinimized()

    def _leave_strip(self, jot: JotLine, text: str) -> None:
        window = self._page.window()
        window.showNormal()
        window.activateWindow()
        jot.set_text(text)
        jot.setFocus()

    def _act_from_strip(self, what: str, item: str) -> None:
        if self.narrow is not None:
            self.narrow.close()
        self.action_asked.emit(what, item)

    def show_capture(self, capture: Capture) -> None:
        """Something was written while the screen is turned."""
        if self.turned is not None and self.turned.isVisible():
            self.turned.show_capture(capture, SHARED_TEXTS)

    def open(self) -> bool:
        sheets: tuple[Any, ...] = (self.cover, self.turned)
        return any(sheet is not None and sheet.isVisible() for sheet in sheets)
