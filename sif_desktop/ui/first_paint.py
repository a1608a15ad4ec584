"""The moment a widget is on the screen for the first time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLabel, QWidget

_LABELS = 20


class FirstPaint(QObject):
    """Calls `then` once, after `widget` has been painted and handed to the screen.

    With `before` it is called when that is about to happen. A widget whose children cover it is
    never painted itself, so some labels in it are watched too.
    """

    def __init__(
        self, widget: QWidget, then: Callable[[], object], *, before: bool = False
    ) -> None:
        super().__init__(widget)
        self._then, self._before = then, before
        self._watched = [widget, *widget.findChildren(QLabel)[:_LABELS]]
        for one in self._watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._watched:
            for one in self._watched:
                one.removeEventFilter(self)
            self._watched = []
            if self._before:
                self._then()
            else:
                QTimer.singleShot(0, self._then)  # by then the picture has left for the screen
        return False
