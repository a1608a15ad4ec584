"""Whatever goes wrong while a backup is made leaves no half one behind, and is said plainly."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import backup, driver, restore
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.store import Store
from tests.models.backing_up import ROOT, left_in, made, work

__all__ = ["work"]


# Faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("step", ["copyfile", "sync", "swap"])
def test_a_disk_that_fails_at_any_step_leaves_no_half_backup(work, monkeypatch, step, code):
    def fail(*_given: object) -> None:
        raise OSError(code, os.strerror(code))

    home = backup.shutil if step == "copyfile" else backup
    monkeypatch.setattr(home, step, fail)
    words = "no room left" if code == errno.ENOSPC else "Nothing could be written"
    with pytest.raises(Problem, match=words) as told:
        made(work)
    assert "as it was" in told.value.hint
    assert left_in(backup.folder_of(work.path)) == set()


def test_a_database_that_fills_its_disk_leaves_no_half_backup(work, monkeypatch):
    connect = driver.connect

    def small(path: Path, key: bytes, *, create: bool = False) -> object:
        connection = connect(path, key, create=create)
        if create:
            connection.execute("PRAGMA max_page_count = 4")
        return connection

    monkeypatch.setattr(driver, "connect", small)
    with pytest.raises(Problem, match="no room left"):
        made(work)
    assert left_in(backup.folder_of(work.path)) == set()


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 200 KB; only where this test may make one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = shutil.which("mount")
    run = [mount or "false", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if subprocess.run(run, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_really_full_is_said_plainly_and_nothing_is_left_on_it(work, tiny_disk):
    with pytest.raises(Problem, match="no room left"):
        backup.copy_to(work.path, work.key, tiny_disk / "b.sif")
    assert left_in(tiny_disk) == set()
    with pytest.raises(Problem, match="no room left"):
        restore.restore(made(work).path, tiny_disk / "r.sif", work.key)
    assert left_in(tiny_disk) == set()


def test_a_folder_that_is_read_only_or_gone_is_said_plainly(work, monkeypatch):
    folder = backup.folder_of(work.path)
    folder.write_text("a file")
    with pytest.raises(Problem, match="Nothing could be written") as told:
        made(work)
    assert "may you write in it" in told.value.hint


def test_a_folder_that_vanishes_while_copying_is_said_plainly(work):
    folder = backup.folder_of(work.path)

    def pull(*_told: object) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(Problem):
        made(work, progress=pull)
    assert left_in(folder) == set()


def test_cancel_at_every_step_leaves_nothing(work, monkeypatch):
    monkeypatch.setattr(backup, "_PAGES", 100)
    monkeypatch.setattr(restore, "_BLOCK", 1 << 18)
    found = made(work)
    for steps in (0, 1, 3):
        asked = iter([False] * steps)
        with pytest.raises(Cancelled):
            backup.copy_to(
                work.path,
                work.key,
                work.path.with_name("b.sif"),
                cancelled=lambda asked=asked: next(asked, True),
            )
        asked = iter([False] * steps)
        with pytest.raises(Cancelled):
            restore.restore(
                found.path,
                work.path.with_name("r.sif"),
                work.key,
                cancelled=lambda asked=asked: next(asked, True),
            )
    assert not [*work.path.parent.glob("b.sif*"), *work.path.parent.glob("r.sif*")]


@pytest.mark.parametrize("where", [10, 50, 99])
def test_a_damaged_caseload_is_not_copied_as_if_it_were_good(work, where):
    work.close()
    whole = work.path.read_bytes()
    content = bytearray(whole)
    content[where * len(content) // 100] ^= 1
    work.path.write_bytes(content)
    with pytest.raises(driver.DamagedStore):
        made(work)
    assert left_in(backup.folder_of(work.path)) == set()
    work.path.write_bytes(whole)  # it is closed again after the test


def test_what_an_interrupted_one_left_goes_with_the_next(work):
    folder = backup.folder_of(work.path)
    folder.mkdir()
    name = f"{work.path.stem}-20270101T000000000000Z-rolling.sif"
    for left in (f"{name}.part", f"{name}.part-journal", f"{name}.key", f"{name}.key.part"):
        (folder / left).write_text("half")
    (folder / f"{work.path.stem}-x.rehearsal.sif").write_text("half")
    (folder / "Somebody-20270101T000000000000Z-rolling.sif.part").write_text("not ours")
    found = made(work)
    assert left_in(folder) == {
        found.path.name,
        found.path.name + ".key",
        "Somebody-20270101T000000000000Z-rolling.sif.part",
    }


KILLED = """
import sys, time
from pathlib import Path
from sif_desktop.domain.backup_schedule import Why
from sif_desktop.models import backup, restore
store, key, what = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
backup._PAGES, restore._BLOCK = 10, 1 << 16
print("ready", flush=True)
number = 0
while True:
    number += 1
    if what == "make":
        backup.make(store, key, Why.ASKED)
    elif what == "restore":
        found = backup.backups(backup.folder_of(store), store.stem)[0]
        restore.restore(found.path, store.with_name(f"R{number}.sif"), key)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as this system does")
@pytest.mark.parametrize("what", ["make", "restore"])
def test_killed_at_any_moment_every_backup_and_every_restored_caseload_is_whole(work, what):
    made(work)
    work.checkpoint()
    for seed in range(4):
        command = [sys.executable, "-c", KILLED, str(work.path), work.key.hex(), what]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.02, 0.5))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    assert work.integrity_faults() == []
    folder = backup.folder_of(work.path)
    held = backup.backups(folder, work.path.stem)
    assert held
    for found in held:
        assert backup.faults_of(found.path, work.key) == []
    for path in work.path.parent.glob("R*.sif"):
        assert key_path(path).exists()
        assert backup.faults_of(path, work.key) == []
        again = Store(path, work.key)
        assert again.replica != work.replica
        with again.read() as connection:
            assert disagreements(connection) == []
        again.close()
