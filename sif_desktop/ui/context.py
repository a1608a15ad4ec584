"""What the window and every page are given: services, jobs, today, and how to announce a write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from sif_desktop.domain.errors import Problem
from sif_desktop.ui.catalogue import PAGES
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.navigation import PageSpec
from sif_desktop.ui.widgets.command_box import Hit, Search

if TYPE_CHECKING:
    from sif_desktop.services.bootstrap import Services
    from sif_desktop.services.caseload import FirstLists, Opened
    from sif_desktop.services.office import OpenedOffice
    from sif_desktop.settings import Settings
    from sif_desktop.ui.main_window import MainWindow

PRACTICE_BANNER = "Practice caseload: the schools and people here are invented."


class AppContext(QObject):
    """One open caseload as the screen sees it. Reads and writes run on jobs:

        context.jobs.run(self, lambda: context.services.schools.rows(), self._show)

    `services` may have to load first, so ask for it inside the job. After a write call
    `announce(changes, "Visit planned")`: every page is told, the message bar offers Undo.
    """

    lock_wanted = Signal()
    undo_receive_wanted = Signal()  # the newest file taken in is to be taken back
    caseload_wanted = Signal(object)  # the path of another caseload, to be opened instead
    backed_up = Signal()
    first_arrived = Signal()
    ready = Signal()  # the services are loaded

    def __init__(
        self,
        opened: Opened | OpenedOffice,
        jobs: Jobs,
        settings: Settings,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self.opened = opened
        self.jobs = jobs
        self.settings = settings
        self.today = today
        self.first: FirstLists | None = None
        self.loading = False  # the services are being loaded, or stand ready
        self.practice = opened.practice
        self.caseload = opened.path.stem
        self.banner = PRACTICE_BANNER if opened.practice else ""
        self.pages: Sequence[PageSpec] = PAGES
        self.window: MainWindow | None = None
        self.search: Search | None = self._search

    @property
    def services(self) -> Services:
        return self.opened.services

    def lock(self) -> None:
        self.lock_wanted.emit()

    def remember(self, key: str, value: Any) -> None:
        self.settings.set(key, value)

    def look(self) -> bool:
        """A page is about to read what it shows; true where others write in the same store."""
        if not self.opened.address:
            return False
        # Whether the server is reached is said of what the page asks.
        look = lambda: self.services.context.store.look()  # noqa: E731
        self.jobs.run(self, look, failed=lambda _error: None)
        return True

    def mark_evidence(self) -> None:
        """Ask which aspect of the authority's work the record in front is evidence of."""
        from sif_desktop.ui.evidence_desk import EvidenceDesk

        window = self.window
        if window is not None:
            desk = EvidenceDesk(self, window, lambda key, **params: window.go(key, params))
            desk.mark_shown(window.here(), window.page(window.here()))

    def announce(self, changes: Any, words: str = "", *, undoable: bool = True) -> None:
        """Tell every page what was written and say `words`, with Undo beside them."""
        if self.window is None or changes is None:
            return
        self.first = None  # it does not know of this; pages built from now on read for themselves
        # Under another rulebook anything may differ.
        self.window.announce(None if changes.touches("authority") else changes)
        self.window.messages.saved(datetime.now().time())  # noqa: DTZ005 - the clock on the wall
        if words:
            self.window.messages.say(words, self.undo if undoable else None)

    def undo(self) -> None:
        """Take back the newest action and say which it was."""
        self._turn(lambda: self.services.undo.undo())

    def redo(self) -> None:
        self._turn(lambda: self.services.undo.redo())

    def _turn(self, work: Callable[[], Any]) -> None:
        if self.window is not None:
            self.window.settle()
            self.jobs.run(self.window, work, self._turned, self._not_turned)

    def _turned(self, changes: Any) -> None:
        self.announce(changes, changes.label, undoable=False)

    def _not_turned(self, error: BaseException) -> None:
        from sif_desktop.ui import messages

        if isinstance(error, Problem) and not error.hint and self.window is not None:
            self.window.messages.say(error.message)
        else:
            messages.report_failure(self.window, error)

    def _search(self, text: str, show: Callable[[Sequence[Hit]], None]) -> None:
        window = self.window
        if window is None:
            return

        def done(found: Any) -> None:
            show([_hit(window, line) for line in found.lines])

        self.jobs.run(window, lambda: self.services.search.find(text), done)


def _hit(window: MainWindow, line: Any) -> Hit:
    return Hit(line.title, line.context, lambda: window.go(line.page, line.params), line.icon)
