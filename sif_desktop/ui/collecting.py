"""Frees what is no longer used on the main thread only.

Python collects garbage on whichever thread happens to make some. Widgets that refer to one another
would be destroyed on a worker in the middle of a job, and Qt dies of that.
"""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 250  # rarely enough to cost nothing, often enough for little to gather


class Collector(QObject):
    """While one is at work Python's own collecting is off. Build it on the main thread."""

    _at_work: ClassVar[set[int]] = set()
    _python_collects: ClassVar[bool] = True  # when none is at work

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.collect)
        self.begin()

    def begin(self) -> None:
        if not self._at_work:
            Collector._python_collects = gc.isenabled()
        self._at_work.add(id(self))
        gc.disable()
        self._timer.start()

    def pause(self) -> None:
        """Collect nothing until `begin`: for a while in which every millisecond counts."""
        self._timer.stop()

    def end(self) -> None:
        """Leave it to Python again, when no thread of ours is left."""
        self._timer.stop()
        self._at_work.discard(id(self))
        if self._python_collects and not self._at_work:
            gc.enable()

    def collect(self) -> None:
        """As far as Python itself would by now: the younger half the more often."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
