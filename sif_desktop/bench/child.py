"""The program, started to be measured: `python -m sif_desktop.bench.child …`

The arguments are WHAT STORE SECRET FOLDER.

WHAT is `gate` (the passphrase is asked for), `unlock` (SECRET, the passphrase, is typed at once;
the lines of Today are on screen), `window` and `today` (SECRET is the key in hexadecimal: the
frame, the lines of Today), `memory` (as `today`, when everything is loaded) or `modules` (as
`today`; tells which modules were loaded by then). FOLDER is where it may keep settings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from sif_desktop import paths
from sif_desktop.app import Desk
from sif_desktop.bench.painted import memory, tell
from sif_desktop.frameworks.registry import Registry
from sif_desktop.services.caseload import Opened
from sif_desktop.settings import Settings
from sif_desktop.ui import messages, theme
from sif_desktop.ui.first_paint import FirstPaint

if TYPE_CHECKING:
    from datetime import date

SETTLED_MS = 1500


def make_desk(app: QApplication, folder: Path) -> Desk:
    """The desk as `app.run` makes it, its settings in `folder`."""
    settings = Settings(folder / "settings.json")
    theme.apply(app, "light", 1.0)
    desk = Desk(app, settings, Registry(paths.frameworks()), last_day, folder)
    messages.install_excepthook(desk.front)
    return desk


def last_day() -> date:
    """The last day of the county, without loading what makes the county."""
    from datetime import date

    return date(2026, 7, 20)


def open_with_key(desk: Desk, store: Path, key: bytes) -> QWidget:
    """Open a caseload as though its passphrase had just been given; returns the window."""
    desk.open(Opened(store, key, desk.registry, desk.today))
    assert desk.window is not None
    return desk.window


def when_filled(desk: Desk, then: Callable[[], object], *, before: bool = False) -> None:
    """Call `then` when the lines of Today have been painted, or are about to be."""
    context, window = desk.context, desk.window
    assert context is not None
    assert window is not None
    context.first_arrived.connect(lambda: FirstPaint(window.page("today"), then, before=before))


class _Run(QObject):
    """One start; tells once and ends the program."""

    def __init__(self, app: QApplication, folder: Path, store: Path, secret: str) -> None:
        super().__init__()
        self._store, self._secret = store, secret
        self.desk = make_desk(app, folder)

    def finish(self, **facts: Any) -> None:
        tell(memory=memory(), **facts)
        os._exit(0)  # nothing was written, and leaving in order is not what is measured

    def gate(self) -> None:
        self.desk.begin(self._store)
        assert self.desk.gate is not None
        FirstPaint(self.desk.gate, self.finish)

    def unlock(self) -> None:
        self.desk.begin(self._store)
        gate = self.desk.gate
        assert gate is not None
        gate.opened.connect(lambda _opened: when_filled(self.desk, self.finish))

        def type_it() -> None:
            gate.unlock.secret.setText(self._secret)
            gate.unlock.open_button.click()

        FirstPaint(gate, type_it)

    def window(self) -> None:
        FirstPaint(self._open(), self.finish)

    def today(self) -> None:
        self._open()
        when_filled(self.desk, self.finish)

    def modules(self) -> None:
        self._open()
        when_filled(self.desk, lambda: self.finish(modules=sorted(sys.modules)), before=True)

    def memory(self) -> None:
        self._open()
        assert self.desk.context is not None
        self.desk.context.ready.connect(lambda: QTimer.singleShot(SETTLED_MS, self.finish))

    def _open(self) -> QWidget:
        return open_with_key(self.desk, self._store, bytes.fromhex(self._secret))


def main(arguments: list[str]) -> int:
    what, store, secret, folder = arguments
    app = QApplication(sys.argv[:1])
    run = _Run(app, Path(folder), Path(store), secret)
    getattr(run, what)()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
