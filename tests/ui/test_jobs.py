import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject, QThread, QTimer

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.ui.jobs import Jobs


class Outcomes:
    """Collects what a job ended in, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: list[QThread] = []

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(QThread.currentThread())

    def failed(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.append(QThread.currentThread())

    def count(self) -> int:
        return len(self.results) + len(self.errors)


@pytest.fixture
def unclaimed() -> list[BaseException]:
    return []


@pytest.fixture
def jobs(qapp, unclaimed):
    made = Jobs(lambda _parent, error: unclaimed.append(error))
    yield made
    made.close()


def _fail() -> None:
    raise Problem("The file is not the register.", "Choose another file.")


@pytest.mark.parametrize("lane", ["store", "pool"])
def test_a_job_ends_in_exactly_one_of_result_or_error_on_the_main_thread(qtbot, qapp, jobs, lane):
    ended = Outcomes()
    for work in (lambda: 41 + 1, _fail, lambda: 1 / 0, lambda: None):
        jobs.run(qapp, work, ended.done, ended.failed, lane=lane)
    qtbot.waitUntil(lambda: ended.count() == 4)
    qtbot.wait(30)
    assert sorted(map(str, ended.results)) == ["42", "None"]
    assert {type(error) for error in ended.errors} == {Problem, ZeroDivisionError}
    assert set(ended.threads) == {qapp.thread()}


def test_the_store_lane_works_in_order_on_one_thread(qtbot, qapp, jobs):
    ended, threads = Outcomes(), set()

    def work(number: int) -> int:
        threads.add(threading.get_ident())
        time.sleep(0.002)
        return number

    for number in range(20):
        jobs.run(qapp, lambda n=number: work(n), ended.done)
    qtbot.waitUntil(lambda: ended.count() == 20)
    assert ended.results == list(range(20))
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_cancel_reaches_the_work_and_the_outcome_is_cancelled(qtbot, qapp, jobs):
    ended, begun = Outcomes(), threading.Event()

    def work(progress, cancelled):
        begun.set()
        while not cancelled():
            time.sleep(0.001)
        raise Cancelled

    job = jobs.run_long(qapp, "Reading", work, ended.done, ended.failed)
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: ended.count() == 1)
    assert isinstance(ended.errors[0], Cancelled)


def test_a_job_cancelled_before_its_turn_never_begins(qtbot, qapp, jobs):
    gate, ended, begun = threading.Event(), Outcomes(), []
    jobs.run(qapp, gate.wait)
    job = jobs.run(qapp, lambda: begun.append(1), ended.done, ended.failed)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: ended.count() == 1)
    assert isinstance(ended.errors[0], Cancelled) and begun == []


def test_progress_is_thinned_out_but_its_end_is_told(qtbot, qapp, jobs):
    ended, seen = Outcomes(), []

    def work(progress, cancelled):
        for done in range(1, 5001):
            progress(done, 5000)

    jobs.long_started.connect(lambda job: _watch(job, seen))
    jobs.run_long(qapp, "Reading", work, ended.done)
    qtbot.waitUntil(lambda: ended.count() == 1)
    assert seen[-1] == 5000
    assert len(seen) < 200


def test_nothing_is_delivered_to_a_parent_that_is_gone(qtbot, jobs, unclaimed):
    parent, gate, ended = QObject(), threading.Event(), Outcomes()
    jobs.run(parent, gate.wait, ended.done, ended.failed)
    jobs.run(parent, _fail)
    parent.deleteLater()
    qtbot.waitUntil(lambda: _gone(parent))
    gate.set()
    other = Outcomes()
    jobs.run(jobs, lambda: 1, other.done)
    qtbot.waitUntil(lambda: other.count() == 1)
    assert ended.count() == 0 and unclaimed == []


def test_a_job_may_go_while_its_worker_is_still_saying_that_it_has_ended(
    qtbot, qapp, jobs, monkeypatch
):
    tell, gate, ended = jobs.tell, threading.Event(), Outcomes()

    def slowly(step):
        tell(step)
        gate.wait()

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "tell", slowly)
        job = jobs.run(qapp, lambda: 1, ended.done)
    qtbot.waitUntil(lambda: _gone(job))
    assert ended.results == [1]
    gate.set()
    jobs.run(qapp, lambda: 2, ended.done)
    qtbot.waitUntil(lambda: ended.results == [1, 2])


def _watch(job, seen: list[int]) -> None:
    job.progressed.connect(lambda done, _total, _words: seen.append(done))


def _gone(thing: QObject) -> bool:
    import shiboken6

    return not shiboken6.isValid(thing)


def test_an_error_nobody_takes_goes_to_the_one_place_that_shows_them(qtbot, qapp, jobs, unclaimed):
    jobs.run(qapp, _fail)
    qtbot.waitUntil(lambda: len(unclaimed) == 1)
    assert isinstance(unclaimed[0], Problem)


def test_after_closing_a_job_ends_as_cancelled(qtbot, qapp, jobs):
    jobs.close()
    ended = Outcomes()
    jobs.run(qapp, lambda: 1, ended.done, ended.failed)
    qtbot.waitUntil(lambda: ended.count() == 1)
    assert isinstance(ended.errors[0], Cancelled)


class Ring(QObject):
    """Something of the screen that refers to itself, as pages and their signals do."""

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer(self)
        self.timer.start(1000)
        self.itself = self


def test_what_is_dropped_is_destroyed_on_the_main_thread_however_busy_a_worker_is(qtbot, jobs):
    destroyed: list[int] = []
    for _ in range(20):
        weakref.finalize(Ring(), lambda: destroyed.append(threading.get_ident()))
    ended = Outcomes()
    jobs.run(jobs, lambda: len([[number] for number in range(200_000)]), ended.done)
    qtbot.waitUntil(lambda: bool(ended.results))
    gc.collect()
    assert len(destroyed) == 20 and set(destroyed) == {threading.get_ident()}


@pytest.fixture
def python_collects():
    """As in the program; tests have it off."""
    gc.enable()
    yield
    gc.disable()


def test_garbage_is_collected_while_the_program_runs_and_by_python_again_after(
    qtbot, qapp, python_collects
):
    jobs, others = Jobs(lambda _parent, _error: None), Jobs(lambda _parent, _error: None)
    assert not gc.isenabled()
    gone: list[bool] = []
    weakref.finalize(Ring(), lambda: gone.append(True))
    kept = [[number] for number in range(5000)]
    qtbot.waitUntil(lambda: bool(gone))
    jobs.close()
    assert not gc.isenabled() and len(kept) == 5000  # a worker of the others may be at work
    others.close()
    assert gc.isenabled()


def test_a_job_that_is_over_holds_nothing_of_the_screen(qtbot, qapp, jobs):
    """Whoever is last to hold the job, such as a worker, must not be last to hold a widget."""
    gone: list[bool] = []

    def start():
        held = Ring()
        weakref.finalize(held, lambda: gone.append(True))
        held.itself = None
        return jobs.run(qapp, lambda: held.timer, lambda _result: held.setObjectName("done"))

    job = start()
    qtbot.waitUntil(lambda: bool(gone))
    assert job is not None
