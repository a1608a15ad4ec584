"""Puts typing on disk: 150 ms after the last key, 300 ms after the first at most, on the worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.widgets.autosave_edit import LATEST_MS, SETTLE_MS

Keep = Callable[[Mapping[Any, str]], object]


class DraftSaver(QObject):
    """`keep({field: text})` is called on the worker, all fields typed in since in one go.

    What could not be saved stays with the next save and is tried again.
    """

    saved = Signal(object)  # datetime.time: everything typed before is on disk
    failed = Signal(object)  # the error

    def __init__(self, jobs: Jobs, keep: Keep, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._keep = jobs, keep
        self._waiting: dict[Any, str] = {}
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)

    def touch(self, field: Any, text: str) -> None:
        """A key was pressed in `field`, which now reads `text`."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting[field] = text
        gone = (time.monotonic() - self._since) * 1000
        self._timer.start(max(0, min(SETTLE_MS, round(LATEST_MS - gone))))

    def put(self, field: Any, text: str) -> None:
        """Save at once what a field that debounces by itself hands on."""
        self._waiting[field] = text
        self.flush()

    def forget(self, *fields: Any) -> None:
        """These fields were entered or discarded; what waits of them must not come back."""
        for field in fields:
            self._waiting.pop(field, None)

    def flush(self) -> None:
        """Hand what waits to the worker now."""
        self._timer.stop()
        if not self._waiting:
            return
        batch, self._waiting = self._waiting, {}
        self._jobs.run(
            self,
            lambda: self._keep(batch),
            lambda _none: self.saved.emit(datetime.now().astimezone().time()),
            lambda error: self._on_failed(batch, error),
        )

    def _on_failed(self, batch: dict[Any, str], error: BaseException) -> None:
        self._waiting = {**batch, **self._waiting}
        self.failed.emit(error)
