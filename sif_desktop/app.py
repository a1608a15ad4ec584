"""The window: start-up, the gate, the open caseload, locking. Builds everything once.

The frame is shown first; the caseload is unlocked and its first lists fetched on a worker with the
bare driver; SQLAlchemy is loaded only after they have been painted.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from sif_desktop import logs, paths
from sif_desktop.frameworks.registry import Registry
from sif_desktop.services.caseload import DamagedStore, Opened
from sif_desktop.settings import Settings
from sif_desktop.ui import messages, theme
from sif_desktop.ui.backup_rounds import BackupRounds
from sif_desktop.ui.catalogue import import_pages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dropped_files import DroppedFiles, is_received
from sif_desktop.ui.first_paint import FirstPaint
from sif_desktop.ui.gate.window import GateWindow
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.navigation import Place
from sif_desktop.ui.widgets.changed_mark import ChangedMark
from sif_desktop.ui.widgets.undecided_mark import UndecidedMark

if TYPE_CHECKING:
    from sif_desktop.services.office import OpenedOffice
    from sif_desktop.services.recovery import PutBack

IDLE_CHECK_MS = 15_000
LONGEST_TO_PAINT_MS = 1000
SLEPT_AFTER_S = 90  # a pause this long between two ticks means the computer was asleep
FIRST_PAGE = "today"
_COPIED = (
    "This caseload was copied, moved or put back: it goes on under a new number, nothing is lost."
)


# What shows that somebody is there.
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)


class Desk(QObject):
    """Carries the program from the gate to an open caseload and back."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        registry: Registry,
        today: Callable[[], date] = date.today,
        folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.settings, self.registry, self.today = settings, registry, today
        self._app = app
        self._folder = folder or paths.data_folder()
        self.jobs = Jobs(messages.report_failure, self)
        self.gate: GateWindow | None = None
        self.window: MainWindow | None = None
        self.context: AppContext | None = None
        self._to_say = ""  # once the next caseload is open
        self._left: tuple[Path, Place] | None = None  # the caseload locked last, and where
        self.incoming: Path | None = None  # a file to look at once a caseload is open
        self._last_touch = self._last_tick = time.time()
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._on_tick)
        self._idle.start(IDLE_CHECK_MS)
        app.focusWindowChanged.connect(self._watch)
        app.aboutToQuit.connect(self.close)

    def front(self) -> QWidget | None:
        return self.window or self.gate

    # The gate ----------------------------------------------------------------------------------

    def begin(self, store: Path | None = None) -> None:
        """Ask for the passphrase of `store` or of the last caseload; else begin the first run."""
        last = self.settings.get("caseload")
        path = store or (Path(last) if last and Path(last).exists() else None)
        self._show_gate(path)

    def _show_gate(self, path: Path | None) -> None:
        address = self.settings.get("office")
        gate = GateWindow(self.jobs, self.registry, self.today, self._folder, path, address)
        gate.opened.connect(self.open)
        gate.practice_wanted.connect(self.open_practice)
        gate.put_back.connect(self._on_put_back)
        self.gate = gate
        gate.show()

    def open_practice(self, store: Path | None = None) -> None:
        """Open the practice caseload, made afresh where there is none."""
        path = store or paths.practice_store()

        def work(progress: Any, cancelled: Any) -> Any:
            from sif_desktop.services.practice import open_practice

            return open_practice(path, self.registry, self.today, progress, cancelled)

        parent = self.front() or self
        self.jobs.run_long(parent, "Preparing the practice caseload", work, self.open)

    # An open caseload --------------------------------------------------------------------------

    def open(self, opened: Opened | OpenedOffice) -> None:
        """Show the main window on an unlocked caseload."""
        self.jobs.collector.pause()  # a collection during start-up costs a tenth of it
        self.context = AppContext(opened, self.jobs, self.settings, self.today)
        self.context.lock_wanted.connect(self.lock)
        self.context.undo_receive_wanted.connect(self.undo_receive)
        self.context.caseload_wanted.connect(self._open_another)
        self.window = MainWindow(self.context)
        self.context.window = self.window
        UndecidedMark(self.window, self.context)
        ChangedMark(self.window, self.context)
        for keys, run in (("Ctrl+Z", self.context.undo), ("Ctrl+Y", self.context.redo)):
            shortcut = QShortcut(QKeySequence(keys), self.window)
            shortcut.activated.connect(run)
        if opened.address:
            self.settings.set("office", opened.address)  # no name, no password
        elif not opened.practice:
            self.settings.set("caseload", str(opened.path))
        self.window.show()
        DroppedFiles(self.window, self.receive)
        self._close_gate()
        self.jobs.run(self.window, opened.first_lists, self._on_first, self._on_unreadable)

    def _on_first(self, first: Any) -> None:
        if self.context is None or self.window is None:  # locked or closed meanwhile
            return
        self.context.first = first
        if not self.window.here():  # an officer quick with the keys is somewhere already
            self.window.go(FIRST_PAGE)
        self.context.first_arrived.emit()
        # Importing holds the interpreter, so it waits until the lists have been painted; where
        # nothing is painted (the window is out of sight) it need not wait for long.
        FirstPaint(self.window.page(self.window.here()), self._load_the_rest)
        QTimer.singleShot(LONGEST_TO_PAINT_MS, self._load_the_rest)

    def _load_the_rest(self) -> None:
        context = self.context
        if self.window is None or context is None or context.loading:
            return
        context.loading = True
        self.jobs.run(self.window, lambda: context.services, self._on_ready, self._on_unreadable)

    def _on_ready(self, _services: Any) -> None:
        gc.freeze()
        self.jobs.collector.begin()
        if self.context is not None and self.window is not None:
            self.context.ready.emit()
            self._say_at_first()
            if self.incoming is None:
                self._come_back()
            else:
                self.receive(self.incoming)
            # The first opening of a page would otherwise wait for its imports.
            self.jobs.run(self.window, import_pages, self._on_pages, lane="pool")
            if self.context.opened.needs_check:
                self.jobs.run(self.window, self.context.opened.faults, self._on_checked)
            if not (self.context.practice or self.context.opened.address):
                BackupRounds(self.context, self.window, self._on_unreadable)

    def _say_at_first(self) -> None:
        """One line of what the officer should know about this opening."""
        words, self._to_say = self._to_say, ""
        if self.context is not None and self.context.opened.was_copied:
            words = words or _COPIED
        if self.window is not None and words:
            self.window.messages.say(words)

    def _on_pages(self, _result: Any) -> None:
        """Read the rulebook too; a fault in it is told by whoever needs it."""
        context = self.context
        if context is not None and self.window is not None:
            self.jobs.run(
                self.window, lambda: context.services.context.pack(), failed=lambda _error: None
            )

    def _come_back(self) -> None:
        """To where the officer was when this caseload was locked, or a visit was cut off."""
        window, context, left = self.window, self.context, self._left
        self._left = None
        if window is None or context is None:
            return
        if left is not None and left[0] == context.opened.path:
            self._resume(left[1])
        else:
            self.jobs.run(window, lambda: context.services.visits.last_place(), self._on_last_place)

    def _resume(self, place: Place) -> None:
        """Unless the officer has gone somewhere meanwhile."""
        if self.window is not None and self.window.here() == FIRST_PAGE:
            self.window.resume(place)

    def _on_last_place(self, found: dict[str, str] | None) -> None:
        if found is not None:
            self._resume(Place(found["page"], {"uid": found["visit"]}))

    def _on_checked(self, faults: list[str]) -> None:
        if faults and self.context is not None:
            self._on_unreadable(DamagedStore(self.context.opened.path, faults[0]))

    def _on_unreadable(self, error: BaseException) -> None:
        """The caseload could not be read after all: back to the gate, with the reason and, where
        it is damaged, its good backups."""
        context = self.context
        if context is None:
            messages.report_failure(self.front(), error)
            return
        path, key = context.opened.path, context.opened.key
        damaged = isinstance(error, DamagedStore) and not context.practice
        self.lock(damaged=damaged)
        if damaged and self.gate is not None:
            self.gate.offer_backups(path, key, str(error.args[0]))
        else:
            messages.report_failure(self.front(), error)

    def _on_put_back(self, put: PutBack, key: bytes) -> None:
        self._to_say = f"The backup is open. The damaged caseload was kept as {put.aside.name}."
        self.open(Opened(put.path, key, self.registry, self.today))

    def _open_another(self, path: Path) -> None:
        """Lock this caseload and ask for the passphrase of another."""
        self.lock()
        if self.gate is not None:
            self.gate.ask_passphrase(path)

    # Exchange ----------------------------------------------------------------------------------

    def receive(self, path: Path) -> None:
        """Look at a file that was dropped or double-clicked; after unlocking if need be."""
        self.incoming = None if self.window is not None else path
        if self.window is not None:
            self.window.go("exchange", {"receive": str(path)})

    def undo_receive(self) -> None:
        """Take back the newest file that was taken in, and open the caseload as it is then."""
        window, context = self.window, self.context
        if window is None or context is None or not isinstance(context.opened, Opened):
            return
        window.settle()
        window.setEnabled(False)  # what was written meanwhile would be in neither caseload
        opened, key = context.opened, context.opened.key

        def work(_progress: Any, _cancelled: Any) -> Any:
            from sif_desktop.services import caseload, received

            aside = received.undo_received(opened)
            return caseload.Opened(opened.path, key, self.registry, self.today), aside

        def failed(error: BaseException) -> None:
            window.setEnabled(True)
            if not opened.key:  # it was closed already; it is as it was and can be opened again
                self.lock()
            messages.report_failure(self.front(), error)

        self.jobs.run_long(window, "Undoing what was received", work, self._on_undone, failed)

    def _on_undone(self, found: tuple[Opened, Path]) -> None:
        opened, aside = found
        old, self.window = self.window, None
        self.context = None
        self.open(opened)
        if old is not None:
            old.hide()
            old.deleteLater()
        front = self.window
        if front is not None:
            front.messages.say(
                "What was received is undone; your own work since is kept. The caseload as it was "
                f"lies beside it: {aside.name}"
            )

    # Locking -----------------------------------------------------------------------------------

    def lock(self, *, damaged: bool = False) -> None:
        """Settle what is being typed, close the file, forget the key, ask for the passphrase."""
        window, context = self.window, self.context
        if window is None or context is None:
            return
        self._left = (context.opened.path, window.place())
        window.settle()
        self.window = self.context = None
        opened = context.opened
        # Of a damaged one it is known already that it cannot be closed well.
        failed = _known_already if damaged else None
        self.jobs.run(self, opened.close, failed=failed)
        if opened.address:
            last = self.settings.get("caseload")
            self._show_gate(Path(last) if last and Path(last).exists() else None)
            assert self.gate is not None
            self.gate.ask_office()
        else:
            self._show_gate(None if opened.practice else opened.path)
        window.hide()
        window.deleteLater()

    def _close_gate(self) -> None:
        if self.gate is not None:
            self.gate.hide()
            self.gate.deleteLater()
            self.gate = None

    def _on_tick(self) -> None:
        """Lock when nobody has touched the program for long, or the computer has slept.

        The wall clock is used because the steady one stands still while a computer sleeps.
        """
        now = time.time()
        slept, self._last_tick = now - self._last_tick > SLEPT_AFTER_S, now
        minutes = self.settings.get("lock_after_minutes")
        idle = bool(minutes) and now - self._last_touch > minutes * 60
        if (idle or slept) and self.context is not None and not self.context.practice:
            self.lock()

    def _watch(self, front: QWindow | None) -> None:
        """See keys and clicks where the system hands them to a window.

        A filter on the whole program would run Python for every event of every widget.
        """
        if front is not None:
            front.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._last_touch = time.time()
        return False

    def close(self) -> None:
        """Whatever is typed reaches the file before the program ends."""
        window, context = self.window, self.context
        self.window = self.context = None
        if window is not None:
            window.settle()
        self.jobs.finish()
        if context is not None:
            context.opened.close()
        if window is not None:
            window.hide()
            window.deleteLater()


def run(arguments: list[str]) -> int:
    """Start the window; returns the exit code. `--practice` opens the practice caseload."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("SIF Desktop")
    app.setDesktopFileName("sif-desktop")
    logs.start(paths.log_file())
    settings = Settings(paths.settings_file())
    theme.apply(app, settings.get("theme"), settings.get("scale"))
    desk = Desk(app, settings, Registry(paths.frameworks()))
    messages.install_excepthook(desk.front)
    files = [Path(argument) for argument in arguments if not argument.startswith("-")]
    stores = [file for file in files if not is_received(file)]
    desk.incoming = next((file for file in files if is_received(file)), None)
    if "--practice" in arguments:
        desk.open_practice(stores[0] if stores else None)
    else:
        desk.begin(stores[0] if stores else None)
    return app.exec()


def _known_already(_error: BaseException) -> None:
    """For what has been told."""
