"""Work off the screen's thread; each job ends in one of result or error, on the main thread.

Two lanes: "store" is one long-lived thread on which everything that touches the caseload file runs
in order; "pool" is for other work (documents, pictures, reading files).

A worker touches nothing of Qt but the one signal of `Jobs`, which outlives its threads. A job is
destroyed by the main thread as soon as it has ended, and a worker that were still saying so would
be within an object that is no longer there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from sif_desktop.domain.errors import Cancelled
from sif_desktop.ui.collecting import Collector

Lane = Literal["store", "pool"]
Done = Callable[[Any], object]
Failed = Callable[[BaseException], object]
ProgressCall = Callable[..., None]  # (done, total, words=""); total 0: not known
CancelledCall = Callable[[], bool]
_PROGRESS_PAUSE = 0.05  # seconds: at most twenty progress reports a second


class Job(QObject):
    """One piece of work under way. `cancel()` asks it to stop; the outcome is then `Cancelled`."""

    progressed = Signal(object, object, str)  # done, total, words
    ended = Signal()

    def __init__(self, owner: Jobs, parent: QObject, label: str, done: Done | None, failed: Failed):
        super().__init__(owner)
        self.label = label
        self._tell = owner.tell
        self._parent_widget: QObject | None = parent
        self._done, self._failed = done, failed
        self._work: Callable[[], Any] = _refuse
        self._outcome: tuple[Any, BaseException | None] = (None, None)
        self._stop = threading.Event()
        self._last_report = 0.0
        if isValid(parent):
            parent.destroyed.connect(self.cancel)
        else:
            self.cancel()

    @Slot()
    def cancel(self) -> None:
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the work should stop: asked for by `job.cancel()`, or nobody waits for it."""
        return self._stop.is_set()

    def report(self, done: int, total: int = 0, words: str = "") -> None:
        """Tell the screen how far the work is; safe from any thread and cheap to call often."""
        now = time.monotonic()
        if now - self._last_report >= _PROGRESS_PAUSE or (total and done >= total):
            self._last_report = now
            self._tell(lambda: self.progressed.emit(done, total, words))

    def take(self, work: Callable[[], Any]) -> None:
        """What is to be done."""
        self._work = work

    def perform(self) -> None:
        """Do the work on the calling thread and send its one outcome to the main thread."""
        result, error = None, None
        try:
            if self.cancelled():
                raise Cancelled
            result = self._work()
        except BaseException as fault:  # noqa: BLE001 - whatever happened, the screen must hear of it
            error = fault
        self._outcome = (result, error)
        self._tell(self._deliver)

    def _deliver(self) -> None:
        self.ended.emit()
        (result, error), self._outcome = self._outcome, (None, None)
        done, failed = self._done, self._failed
        there = isValid(self._parent_widget)
        self._let_go()
        try:
            if there and error is not None:
                failed(error)
            elif there and done is not None:
                done(result)
        finally:
            self.deleteLater()

    def _let_go(self) -> None:
        """Hold no widget any more: the worker may be the last to hold the job."""
        self._parent_widget, self._done, self._failed, self._work = None, None, _nothing, _refuse


class Jobs(QObject):
    """Starts jobs. Build one for the window; `on_failure(parent, error)` is told of every error
    that the caller does not take itself."""

    long_started = Signal(object)  # a Job that reports progress and can be cancelled
    _told = Signal()

    def __init__(
        self, on_failure: Callable[[QObject, BaseException], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_failure = on_failure
        self._closed = False
        self._to_do: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._told.connect(self._do_next, Qt.ConnectionType.QueuedConnection)
        self.collector = Collector(self)
        self._lanes = {
            "store": ThreadPoolExecutor(1, thread_name_prefix="sif-store"),
            "pool": ThreadPoolExecutor(2, thread_name_prefix="sif-pool"),
        }

    def run(
        self,
        parent: QObject,
        work: Callable[[], Any],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        lane: Lane = "store",
    ) -> Job:
        """Run `work()` on `lane`; then `done(result)` or `failed(error)` on the main thread.

        Nothing is called once `parent` is gone. Without `failed`, the officer is shown the error.
        """
        job = self._job(parent, "", done, failed)
        self._submit(job, work, lane)
        return job

    def run_long(
        self,
        parent: QObject,
        label: str,
        work: Callable[[ProgressCall, CancelledCall], Any],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        lane: Lane = "store",
    ) -> Job:
        """As `run`, for work that may last over a second: `work(progress, cancelled)`.

        `label` ("Reading the register") stands beside the bar and Cancel in the window. The work
        calls `progress(done, total, words)` and raises Cancelled when `cancelled()` is true.
        """
        job = self._job(parent, label, done, failed)
        self.long_started.emit(job)
        self._submit(job, lambda: work(job.report, job.cancelled), lane)
        return job

    def tell(self, step: Callable[[], None]) -> None:
        """Have the main thread do `step()`, after what it was told before; from any thread."""
        self._to_do.put(step)
        self._told.emit()

    def close(self) -> None:
        """Ask all work to stop and wait for what is under way; nothing may be started after."""
        self._closed = True
        for job in self.findChildren(Job):
            job.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self.collector.end()

    def finish(self) -> None:
        """Do what is waiting to be written, then close: for the end of the program."""
        self._closed = True
        self._lanes["store"].shutdown(wait=True)
        self.close()

    @Slot()
    def _do_next(self) -> None:
        self._to_do.get()()

    def _job(self, parent: QObject, label: str, done: Done | None, failed: Failed | None) -> Job:
        fallback = failed or (lambda error: self._on_failure(parent, error))
        return Job(self, parent, label, done, fallback)

    def _submit(self, job: Job, work: Callable[[], Any], lane: Lane) -> None:
        if self._closed:
            job.perform()
            return
        job.take(work)
        self._lanes[lane].submit(job.perform)


def _nothing(_error: BaseException) -> None:
    """For nobody to be told."""


def _refuse() -> None:
    raise Cancelled
