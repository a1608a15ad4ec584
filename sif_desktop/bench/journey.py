"""A walk through the program while a watchdog asks the window again and again whether it answers.

`python -m sif_desktop.bench.journey STORE KEY FOLDER` tells, per step, the answers that took
longer than a twentieth of a second; `idle` in place of STORE does nothing for as long.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from sif_desktop.app import Desk
from sif_desktop.bench.painted import tell
from sif_desktop.ui.jobs import Job

LIMIT = 0.05  # seconds
_CALM, _PATIENCE = 0.3, 30.0
Step = tuple[str, Callable[[], object]]


class Watchdog(QObject):
    """Pings the main loop from a thread of its own; `slow` holds (step, seconds) over the limit."""

    _ping = Signal()

    def __init__(self, step: str = "") -> None:
        super().__init__()
        self.step = step
        self.slow: list[tuple[str, float]] = []
        self._answered = threading.Event()
        self._stop = threading.Event()
        self._ping.connect(self._answered.set, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stop.is_set():
            self._answered.clear()
            began, step = time.monotonic(), self.step
            self._ping.emit()
            self._answered.wait(_PATIENCE)
            took = time.monotonic() - began
            if took > LIMIT:
                self.slow.append((step, took))
            time.sleep(0.004)

    def stop(self) -> None:
        self._stop.set()


def steps(desk: Desk) -> Iterator[Step]:
    """What an officer does, one thing after the other."""
    window, context = desk.window, desk.context
    assert window is not None
    assert context is not None
    visit = context.services.visits.rows(limit=1).rows[0]
    for key in ("schools", "visits", "tasks", "documents", "today"):
        yield f"go to {key}", goer(window, key, {})
    yield "open a school", goer(window, "school", {"uid": visit.provider_uid})
    yield "open a visit", goer(window, "visit", {"uid": visit.uid})
    yield "type on the visit", typer(lambda: None, "pupils could say why ")
    yield "back", window.back
    yield "filter the schools", typer(lambda: window.go("schools"), "ash")
    yield "search", typer(window.command_box.begin, "phonics ")


def goer(window: Any, key: str, params: dict[str, str]) -> Callable[[], object]:
    """A step that goes to a page."""
    return lambda: window.go(key, params or None)


def typer(first: Callable[[], object], text: str) -> Callable[[], object]:
    """A step that does `first`, then types letter by letter."""

    def act() -> None:
        first()
        _type(text)

    return act


def _type(text: str) -> None:
    for letter in text:
        widget = QApplication.focusWidget()
        if widget is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.postEvent(widget, key)
        _turn(0.06)


def _turn(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QCoreApplication.processEvents()
        time.sleep(0.001)


def _calm(desk: Desk) -> None:
    """Until no job has been under way for a while."""
    began = still = time.monotonic()
    while time.monotonic() - still < _CALM and time.monotonic() - began < _PATIENCE:
        _turn(0.01)
        if desk.jobs.findChildren(Job):
            still = time.monotonic()


def main(arguments: list[str], walk_of: Callable[[Desk], Iterator[Step]] = steps) -> int:
    from sif_desktop.bench.child import make_desk, open_with_key

    store, secret, folder = arguments
    app = QApplication(sys.argv[:1])
    if store == "idle":
        dog = Watchdog()
        _turn(float(secret))
        dog.stop()
        tell(slow=dog.slow, lasted=float(secret))
        return 0
    desk = make_desk(app, Path(folder))
    open_with_key(desk, Path(store), bytes.fromhex(secret))
    _calm(desk)
    walk = list(walk_of(desk))
    dog = Watchdog(walk[0][0])
    began = time.monotonic()
    for name, act in walk:
        dog.step = name
        act()
        _calm(desk)
    dog.stop()
    tell(slow=dog.slow, lasted=time.monotonic() - began)
    desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
