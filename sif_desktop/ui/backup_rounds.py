"""The clock of backups: while a caseload is open, what is due is made quietly beside the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.services.caseload import DamagedStore
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.main_window import MainWindow

FIRST_MS = 5_000  # the officer's first minute is not spent on it, nor is a short look left out
_DAMAGED = (
    "A good backup can take its place; the damaged file is kept. Finish what you are doing first "
    "if you need to, and lock the caseload then: you are asked again when it is opened."
)
LOOK_MS = 5 * 60_000


class BackupRounds(QObject):
    """Looks every few minutes whether one is due; goes with its window.

    A failure is one line in the message bar, said once until a round succeeds. Of a damaged
    caseload the officer is asked: `on_damaged` goes back to a backup, now or at the next opening.
    """

    def __init__(
        self, context: AppContext, window: MainWindow, on_damaged: Callable[[DamagedStore], object]
    ) -> None:
        super().__init__(window)
        self._context, self._window, self._on_damaged = context, window, on_damaged
        self._said = ""
        self._under_way = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)
        QTimer.singleShot(FIRST_MS, self, self.look)

    def look(self) -> None:
        """See whether something is due, and have it done."""
        if not self._under_way:
            self._under_way = True
            services = self._context.opened
            self._context.jobs.run(
                self,
                lambda: services.services.backups.round_is_due(),
                self._begin,
                self._failed,
                lane="pool",
            )

    def _begin(self, due: bool) -> None:
        if not due:
            self._under_way = False
            return
        opened = self._context.opened

        def work(progress: Any, cancelled: Any) -> Any:
            return opened.services.backups.round(progress, cancelled)

        self._context.jobs.run_long(
            self, "Making a backup", work, self._done, self._failed, lane="pool"
        )

    def _done(self, made: Any) -> None:
        self._under_way, self._said = False, ""
        if made.words:
            self._window.messages.say(made.words)
        self._context.backed_up.emit()

    def _failed(self, error: BaseException) -> None:
        self._under_way = False
        if isinstance(error, DamagedStore):
            self._timer.stop()
            if messages.confirm(self._window, error.message, "Lock and go back…", _DAMAGED):
                self._on_damaged(error)
        elif isinstance(error, Problem):
            words = f"No backup was made. {error}"
            if words != self._said:
                self._said = words
                self._window.messages.say(words)
        elif not isinstance(error, Cancelled):
            self._timer.stop()  # once is enough to be told of a fault of the program's own
            raise error
