"""The program with its practice caseload open, led from page to page."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from sif_desktop import paths
from sif_desktop.app import Desk
from sif_desktop.frameworks.registry import Registry
from sif_desktop.settings import Settings
from sif_desktop.ui.gate.window import GateWindow
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services

SIZE = (1366, 768)
_CALM_S = 0.25
_PATIENCE_S = 60.0


class Tour:
    """Opens the practice caseload in `folder` and can show each page."""

    def __init__(self, app: QApplication, folder: Path, today: date) -> None:
        self._app = app
        self.folder = folder
        self.today = today
        self._registry = Registry(paths.frameworks())
        settings = Settings(folder / "settings.json")
        self.desk = Desk(app, settings, self._registry, lambda: today, folder)
        self._gates: list[GateWindow] = []

    def begin(self) -> MainWindow:
        """Open the practice caseload; returns the window once it has everything loaded."""
        self.desk.open_practice(self.folder / "Practice.sif")
        self.wait(lambda: self.desk.window is not None)
        self.window.resize(*SIZE)
        self.calm()
        return self.window

    @property
    def window(self) -> MainWindow:
        window = self.desk.window
        assert window is not None
        return window

    @property
    def services(self) -> Services:
        context = self.desk.context
        assert context is not None
        return context.services

    def go(self, key: str, params: dict[str, Any] | None = None) -> MainWindow:
        """Show a page, and wait until it has loaded."""
        self.window.go(key, params or None)
        self.calm()
        return self.window

    def page(self, key: str, params: dict[str, Any] | None = None) -> Any:
        """Show a page; gives the page itself."""
        return self.go(key, params).page(key)

    def gate(self, path: Path | None) -> GateWindow:
        """What stands before a caseload is open; it goes at the end at the latest."""
        gate = GateWindow(self.desk.jobs, self._registry, lambda: self.today, self.folder, path)
        gate.resize(*SIZE)
        gate.show()
        self._gates.append(gate)
        return gate

    def calm(self) -> None:
        """Let the program work until no job is under way and nothing moves."""
        still_since = time.monotonic()
        began = still_since
        while time.monotonic() - still_since < _CALM_S:
            self._turn()
            if self.desk.jobs.findChildren(Job):
                still_since = time.monotonic()
            if time.monotonic() - began > _PATIENCE_S:
                raise TimeoutError("the program did not come to rest")

    def wait(self, until: Callable[[], bool]) -> None:
        began = time.monotonic()
        while not until():
            self._turn()
            if time.monotonic() - began > _PATIENCE_S:
                raise TimeoutError("what was waited for did not happen")

    def _turn(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)

    def end(self) -> None:
        for gate in self._gates:
            with suppress(RuntimeError):  # looked at and already gone
                gate.close()
                gate.deleteLater()
        self.desk.close()
