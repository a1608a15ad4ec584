"""Killed at any step on a disk, while sending or undoing: one whole caseload is there under its
name, nothing half-written counts, and doing it again works."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.models import backup, keyfile
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.store import Store
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync.bundle import receive, send
from sif_desktop.sync.scope import Scope
from sif_desktop.sync.undoing import swap_in, without_received
from tests.models.conftest import CHEAP
from tests.sync.replicas import VISIT, begin, check, give, tables_of
from tests.sync.test_bundle import befriend

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as others do")
STEPS = {"os.rename", "os.remove", "os.link", "shutil.copyfile"}


def kill_at(step: int, folder: Path, steps: Collection[str]) -> None:
    """From now on this process dies just before it touches a file in `folder` so many times."""
    left = [step]

    def watch(event: str, arguments: tuple) -> None:
        name = str(arguments[0]) if event in steps else ""
        if name.startswith(str(folder)) and (event == "open" or Path(name).exists()):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def killed_at_every_step(
    folder: Path, work: Callable[[], object], steps: Collection[str] = STEPS
) -> Iterator[int]:
    """`work` done in a process of its own that dies at its first step, its second and so on,
    until it gets to the end; stops after each death for the place to be looked at."""
    step = 0
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which it has none of
            child = os.fork()
        if child == 0:
            signal.alarm(120)
            kill_at(step, folder, steps)
            try:
                work()
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, "the work itself failed"
            return
        assert os.WTERMSIG(status) == signal.SIGKILL, "it never came to the next step"
        yield step
        step += 1


def test_killed_at_any_step_of_sending_no_file_counts_that_is_not_whole(new, tmp_path):
    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    one.close()
    stick = tmp_path / "stick"
    stick.mkdir()

    def work() -> None:
        send(Store(one.path, one.key), stick / "a.sifx", [cards[1]], Scope(), name="A")

    deaths = 0
    for _ in killed_at_every_step(stick, work, {*STEPS, "open"}):
        deaths += 1
        for file in stick.glob("*.sifx"):
            os.utime(file, (0, 0))
            assert receive(other, file, rehearse=lambda *_found: None).new == 2
            file.unlink()
        again = Store(one.path, one.key)
        check(again)
        again.engine.dispose()
    assert deaths >= 2
    assert [file.name for file in stick.iterdir()] == ["a.sifx"]


@pytest.fixture
def received(new, tmp_path):
    """A closed caseload that took in a colleague's work and did some of its own since, with the
    backup from before."""
    folder = tmp_path / "own"
    folder.mkdir()
    store, other = new(), new()
    begin(store)
    store.close()
    shutil.move(store.path, folder / "Anyshire.sif")
    store = Store(folder / "Anyshire.sif", store.key)
    keyfile.create(store.path, "correct horse", cost=CHEAP)  # never asked for its own key here
    give(store, other)
    before = backup.make(store.path, store.key, Why.RECEIVE)
    with other.action("Theirs") as act:
        act.update(visit, VISIT, title="Theirs")
    give(other, store)
    with store.action("Mine") as act:
        act.update(visit, VISIT, summary="My later work.")
    store.close()
    return store.path, store.key, before.path


def shown(store: Store) -> tuple[str, str]:
    [row] = tables_of(store)["visit"]
    return row["title"], row["summary"]


def test_killed_at_any_step_of_undoing_a_receive_a_whole_caseload_is_under_its_name(received):
    path, key, before = received
    beside = path.with_name("Anyshire-undoing.tmp")
    todays_key_file = key_path(path).read_bytes()

    def work() -> None:
        store = Store(path, key)
        without_received(store, before, beside).close()
        store.close()
        swap_in(path, beside, "before undo")

    kept, ends = path.with_name("kept.sif"), set()
    shutil.copyfile(path, kept)
    deaths = 0
    for _ in killed_at_every_step(path.parent, work):
        deaths += 1
        assert key_path(path).read_bytes() == todays_key_file
        store = Store(path, key)
        check(store)
        ends.add(shown(store))
        store.close()
        for aside in path.parent.glob("Anyshire before undo*.sif"):
            if key_path(aside).exists():
                assert not aside.samefile(path)
        shutil.copyfile(kept, path)  # from the start again
    assert deaths > 5
    assert ends == {("Theirs", "My later work."), ("Core visit", "My later work.")}
    store = Store(path, key)
    assert shown(store) == ("Core visit", "My later work.")
    store.close()
    assert not beside.exists() and not key_path(beside).exists()
