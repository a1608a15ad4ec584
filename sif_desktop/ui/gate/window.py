"""The window before a caseload is open. It asks, a job does the slow part, `opened` carries on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.errors import Problem
from sif_desktop.services import caseload, office
from sif_desktop.ui import messages, theme
from sif_desktop.ui.gate.first_run import FirstRun
from sif_desktop.ui.gate.office import OfficeGate
from sif_desktop.ui.gate.unlock import Unlock
from sif_desktop.ui.jobs import Jobs

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry

_KEY_FILE = (
    "The newest backup whose key file this passphrase opens is looked for beside the caseload. A "
    "damaged key file is kept aside."
)
FILTER = f"Caseloads (*{caseload.SUFFIX})"


class GateWindow(QWidget):
    """Shows the first run, or the passphrase of `path`."""

    opened = Signal(object)  # services.caseload.Opened, or services.office.OpenedOffice
    practice_wanted = Signal()
    put_back = Signal(object, bytes)  # services.recovery.PutBack, and the key that opens it
    closed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        registry: Registry,
        today: Callable[[], date],
        folder: Path,
        path: Path | None = None,
        office_address: str = "",
    ) -> None:
        super().__init__()
        self._jobs, self._registry, self._today = jobs, registry, today
        self._folder = folder
        self._before_office: QWidget | None = None
        self.unlock = Unlock()
        self._stack = QStackedWidget()
        self._unlock_page = self._on_stack(self.unlock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self.setWindowTitle("SIF Desktop")
        self.resize(1366, 768)
        self._office_address = office_address
        if path is not None:
            self.ask_passphrase(path)
        else:
            self.show_first_run()

    @cached_property
    def first_run(self) -> FirstRun:
        """Built only for those who begin: most starts ask for the passphrase alone."""
        page = FirstRun(self._registry, self._folder)
        page.finished.connect(self._on_create)
        page.practice_wanted.connect(self.practice_wanted)
        page.open_wanted.connect(self._on_open_other)
        page.office_wanted.connect(self.ask_office)
        self._first_page = self._on_stack(page)
        return page

    @cached_property
    def office(self) -> OfficeGate:
        """Built only where the office store is opened."""
        page = OfficeGate()
        page.given.connect(self._on_office_given)
        page.back_wanted.connect(self._back_from_office)
        self._office_page = self._on_stack(page)
        return page

    def _on_stack(self, inner: QWidget) -> QWidget:
        page = _scrolling(inner)
        self._stack.addWidget(page)
        return page

    def _connect(self) -> None:
        self.unlock.given.connect(self._on_given)
        self.unlock.open_wanted.connect(self._on_open_other)
        self.unlock.new_wanted.connect(self.show_first_run)
        self.unlock.practice_wanted.connect(self.practice_wanted)
        self.unlock.office_wanted.connect(self.ask_office)

    def show_first_run(self) -> None:
        self.first_run.begin()
        self._stack.setCurrentWidget(self._first_page)

    def ask_passphrase(self, path: Path) -> None:
        self._path = path
        self._stack.setCurrentWidget(self._unlock_page)
        self.unlock.begin(path)

    def offer_backups(self, path: Path, key: bytes, why: str) -> None:
        """The caseload just opened is damaged: offer its good backups."""
        from sif_desktop.ui.gate.damaged import DamagedDialog

        self.dialog = DamagedDialog(self, self._jobs, path, key, why)
        self.dialog.put_back.connect(self.put_back)
        self.dialog.open()

    def ask_office(self) -> None:
        """Ask where the office store is and who opens it."""
        self._before_office = self._stack.currentWidget()
        self.office.begin(self._office_address)
        self._stack.setCurrentWidget(self._office_page)

    def _back_from_office(self) -> None:
        if self._before_office in (None, self._office_page):
            self.show_first_run()
        else:
            self._stack.setCurrentWidget(self._before_office)

    def _on_office_given(self, address: str, user: str, password: str) -> None:
        self.office.busy(True)
        self._jobs.run(
            self,
            lambda: office.unlock(address, user, password, self._registry, self._today),
            self.opened.emit,
            self._on_office_refused,
        )

    def _on_office_refused(self, error: BaseException) -> None:
        self.office.busy(False)
        if isinstance(error, Problem):
            self.office.refuse(error)
        else:
            messages.report_failure(self, error)

    def _on_open_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a caseload", "", FILTER)
        if name:
            self.ask_passphrase(Path(name))

    def _on_given(self, secret: str, by_code: bool) -> None:
        self.unlock.busy(True)
        path = self._path
        self._jobs.run(
            self,
            lambda: caseload.unlock(path, secret, self._registry, self._today, by_code=by_code),
            self.opened.emit,
            partial(self._on_refused, secret),
        )

    def _on_refused(self, secret: str, error: BaseException) -> None:
        self.unlock.busy(False)
        if isinstance(error, caseload.BadKeyFile) and messages.confirm(
            self, error.message, "Put it back from a backup", _KEY_FILE
        ):
            self._put_key_file_back(secret)
        elif isinstance(error, Problem):
            self.unlock.refuse(error)
        else:
            messages.report_failure(self, error)

    def _put_key_file_back(self, secret: str) -> None:
        from sif_desktop.services import recovery

        path = self._path
        self.unlock.busy(True)
        self._jobs.run(
            self,
            lambda: recovery.key_file_back(path, secret),
            lambda _row: self._on_given(secret, by_code=False),
            partial(self._on_refused, secret),
        )

    def _on_create(self, new: caseload.NewCaseload) -> None:
        self.first_run.busy(True)
        self._jobs.run(
            self,
            lambda: caseload.create(new, self._registry, self._today),
            self.opened.emit,
            self._on_not_created,
        )

    def _on_not_created(self, error: BaseException) -> None:
        self.first_run.busy(False)
        messages.report_failure(self, error)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _scrolling(inner: QWidget) -> QScrollArea:
    """The page in the middle of the window, scrolling where large text needs more room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
    column.addStretch(1)
    # Not by alignment, which would ask for the height of the words at the window's whole width.
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(inner)
    line.addStretch(1)
    column.addLayout(line)
    column.addStretch(2)
    area.setWidget(holder)
    return area
