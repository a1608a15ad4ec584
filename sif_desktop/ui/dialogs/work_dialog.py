"""A dialog whose verb is long work: the bar below, the fault above it, Cancel stopping the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.sheet import WorkLine, set_up, sheet
from sif_desktop.ui.jobs import Job, Jobs, Lane
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label


class WorkDialog(QDialog):
    """Lay out with `lay_out`, then `begin` the work; it closes by itself only when that is done."""

    def __init__(self, parent: QWidget, jobs: Jobs, title: str, width: int, height: int) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        set_up(self, title, width, height)
        self.fault = Label("", "bad", wrap=True)
        self.fault.hide()
        self.work = WorkLine()

    def lay_out(self, body: QWidget, leave: Button, verb: Button) -> None:
        self.verb = verb
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(sheet(body, (leave, verb), self.work))

    def begin(
        self,
        title: str,
        words: str,
        work: Callable[[Any, Any], Any],
        done: Callable[[Any], object],
        lane: Lane = "store",
    ) -> None:
        def finished(result: Any) -> None:
            self._job = None
            done(result)

        self.verb.setEnabled(False)
        self.fault.hide()
        self._job = self._jobs.run_long(self, title, work, finished, self._failed, lane=lane)
        self.work.watch(self._job, words)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.verb.setEnabled(True)
        self.work.say("")
        if isinstance(error, Problem):
            self.fault.setText(str(error))
            self.fault.show()
        elif not isinstance(error, Cancelled):
            messages.report_failure(self, error)

    def reject(self) -> None:
        """Cancel stops the work first, and closes when there is none."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()
