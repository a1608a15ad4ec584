"""Backups open, hold the last save, and whatever goes wrong leaves no half one behind."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import backup, drafts, driver, keyfile, migrate, restore
from sif_desktop.models.changes import TEAM
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.store import Store, create_store
from sif_desktop.models.tables.log import draft, setting, sync_self
from sif_desktop.models.tables.providers import provider
from tests.models.conftest import CHEAP

SECRET = "Quagmire Hollow Primary"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(store: Store) -> Store:
    """With a school, something half typed, and the newest work in the journal only."""
    with store.action("Added") as act:
        act.create(provider, TEAM, name=SECRET, note="Zebediah was absent " * 200)
    drafts.save(store, "provider", "x" * 32, "note", "Zebediah is back")
    return store


def made(store: Store, **more: object) -> backup.Backup:
    return backup.make(store.path, store.key, Why.ASKED, **more)


def restored(store: Store, found: backup.Backup, to: str = "Again.sif") -> Store:
    path = store.path.with_name(to)
    restore.restore(found.path, path, store.key)
    return Store(path, store.key)


def left_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


# What a backup is -------------------------------------------------------------------------------


def test_a_backup_holds_the_last_save_and_what_is_being_typed_and_is_two_files(work):
    found = made(work)
    assert left_in(found.path.parent) == {found.path.name, found.path.name + ".key"}
    assert backup.backups(found.path.parent, work.path.stem) == [found]
    said = backup.about(found.path, work.key)
    assert said.counts["provider"] == 1 and said.fault == ""
    again = restored(work, found)
    with again.read() as connection:
        assert connection.execute(select(provider.c.name)).scalar() == SECRET
        assert connection.execute(select(draft.c.text)).scalar() == "Zebediah is back"
        assert disagreements(connection) == []
    again.close()


def test_nothing_can_be_read_in_any_file_at_any_moment(work):
    seen: dict[str, bytes] = {}

    def look(*_told: object) -> None:
        for file in work.path.parent.rglob("*"):
            if file.is_file():
                seen[file.name] = seen.get(file.name, b"") + file.read_bytes()

    found = made(work, progress=look)
    restore.restore(found.path, work.path.with_name("Again.sif"), work.key, progress=look)
    with restore.rehearsed(found.path, work.key, look):
        look()
    restore.put_aside(work.path, "damaged")
    look()
    assert any(name.endswith(".part") for name in seen)
    assert any(backup.REHEARSAL in name for name in seen)
    for name, content in seen.items():
        for word in (SECRET, "Zebediah", "provider", "SQLite format"):
            assert word.encode() not in content, f"{word} is readable in {name}"
            assert word.encode("utf-16-le") not in content


def test_work_goes_on_while_a_backup_is_made_and_the_backup_is_of_one_moment(work, monkeypatch):
    monkeypatch.setattr(backup, "_PAGES", 20)
    saved = []

    def save(*_told: object) -> None:
        with work.action("Meanwhile") as act:
            saved.append(act.create(provider, TEAM, name=f"Later {len(saved)}"))

    found = made(work, progress=save)
    assert len(saved) > 3
    again = restored(work, found)
    with again.read() as connection:
        assert connection.execute(select(provider.c.name)).scalars().all() == [SECRET]
        assert disagreements(connection) == []
    again.close()


def test_the_state_of_a_caseload_changes_with_every_save_and_every_key(work):
    def state() -> str:
        connection = driver.connect(work.path, work.key)
        try:
            return backup.state_of(connection)
        finally:
            connection.close()

    before = state()
    assert backup.about(made(work).path, work.key).state == before == state()
    drafts.save(work, "provider", "x" * 32, "note", "Zebediah is back.")
    typed = state()
    with work.action("Added") as act:
        act.create(provider, TEAM, name="Hill")
    assert len({before, typed, state()}) == 3


def test_the_older_ones_go_by_age_both_files_of_each(work):
    found = made(work)
    for hours in range(60):
        at = found.at - timedelta(hours=hours + 1)
        name = f"{work.path.stem}-{at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-rolling.sif"
        for source in (found.path, key_path(found.path)):
            shutil.copyfile(source, found.path.parent / source.name.replace(found.path.name, name))
    gone = backup.tidy(found.path.parent, work.path.stem, found.at)
    held = backup.backups(found.path.parent, work.path.stem)
    assert len(gone) + len(held) == 61 and 25 <= len(held) <= 28
    assert len(left_in(found.path.parent)) == 2 * len(held)


def test_an_upgrade_is_preceded_by_a_backup_and_does_not_happen_without_one(work, monkeypatch):
    path, key = work.path, work.key
    with work.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    work.engine.dispose()
    upgraded = []
    monkeypatch.setattr(migrate, "upgrade", lambda *_: upgraded.append(True))
    folder = backup.folder_of(path)
    folder.write_text("a file where the folder should be")
    with pytest.raises(Problem, match="Nothing could be written"):
        migrate.bring_up_to_date(path, key)
    assert not upgraded
    folder.unlink()
    migrate.bring_up_to_date(path, key)
    assert upgraded and [b.why for b in backup.backups(folder, path.stem)] == [Why.UPGRADE]


# Restoring --------------------------------------------------------------------------------------


def test_a_restored_caseload_goes_on_under_a_new_id_and_without_a_mark(work):
    with work.local() as connection:
        connection.execute(sync_self.update().values(open_nonce="mark"))
    again = restored(work, made(work))
    with again.read() as connection:
        own = connection.execute(select(sync_self)).one()
        assert own.replica != work.replica and own.open_nonce is None
        kept = select(setting.c.value).where(setting.c.name == backup.ABOUT)
        assert connection.execute(kept).first() is None
    with again.action("Goes on") as act:
        act.create(provider, TEAM, name="Hill")
    assert again.streams() == {TEAM: 1}
    with again.read() as connection:
        assert disagreements(connection) == []
    again.close()


def test_a_backup_is_never_put_over_anything(work):
    found = made(work)
    before = work.path.read_bytes()
    with pytest.raises(Problem, match="already a file"):
        restore.restore(found.path, work.path, work.key)
    alone = work.path.with_name("Alone.sif")
    key_path(alone).write_text("a key file without its store")
    with pytest.raises(Problem, match="already a file"):
        restore.restore(found.path, alone, work.key)
    assert work.path.read_bytes() == before and not alone.exists()


@pytest.mark.parametrize("folder", ["OneDrive - Anyshire", "Dropbox"])
def test_a_synced_folder_is_refused_for_what_is_restored(work, folder):
    there = work.path.parent / folder
    there.mkdir()
    with pytest.raises(Problem, match="copied by"):
        restore.restore(made(work).path, there / "a.sif", work.key)
    assert left_in(there) == set()


def test_half_a_backup_is_refused(work):
    found = made(work)
    key_path(found.path).unlink()
    assert backup.backups(found.path.parent, work.path.stem) == []
    with pytest.raises(Problem, match="two files"):
        restore.restore(found.path, work.path.with_name("x.sif"), work.key)


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_byte_anywhere_is_found_and_nothing_is_made_of_it(work, seed):
    found = made(work)
    content = bytearray(found.path.read_bytes())
    content[random.Random(seed).randrange(len(content))] ^= 1 << seed
    found.path.write_bytes(content)
    with pytest.raises(Problem, match="is damaged"):
        restore.restore(found.path, work.path.with_name("x.sif"), work.key)
    assert not list(work.path.parent.glob("x.sif*"))


def test_a_journal_left_under_the_name_is_not_read_into_what_is_restored(work):
    found = made(work)
    to = work.path.with_name("Again.sif")
    journal = work.path.with_name(work.path.name + "-wal").read_bytes()
    to.with_name("Again.sif-wal").write_bytes(journal)
    again = restored(work, found)
    assert again.integrity_faults() == []
    again.close()
    assert to.with_name("Again.sif-wal.old").read_bytes() == journal


def test_a_cut_or_spoiled_journal_leaves_a_state_that_a_backup_can_be_made_of(work):
    work.checkpoint()
    for number in range(12):
        with work.action("Saved") as act:
            act.create(provider, TEAM, name=f"School {number}")
    whole = work.path.with_name(work.path.name + "-wal").read_bytes()
    chance = random.Random(7)
    for trial in range(6):
        copy = work.path.with_name(f"Torn{trial}.sif")
        shutil.copyfile(work.path, copy)
        shutil.copyfile(key_path(work.path), key_path(copy))
        torn = whole[: chance.randrange(len(whole))] + chance.randbytes(trial * 100)
        copy.with_name(copy.name + "-wal").write_bytes(torn)
        found = backup.make(copy, work.key, Why.ROLLING)
        again = restored(work, found, f"Whole{trial}.sif")
        with again.read() as connection:
            assert disagreements(connection) == []
        again.close()


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
    content = bytearray(work.path.read_bytes())
    content[where * len(content) // 100] ^= 1
    work.path.write_bytes(content)
    with pytest.raises(driver.DamagedStore):
        made(work)
    assert left_in(backup.folder_of(work.path)) == set()


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


def test_putting_aside_keeps_every_byte_and_never_leaves_a_caseload_missing(work):
    suffixes = ("", "-wal", ".key")
    before = {s: work.path.with_name(work.path.name + s).read_bytes() for s in suffixes}
    aside = restore.put_aside(work.path, "damaged 1 Jan 2027")
    assert aside.name == "Anyshire damaged 1 Jan 2027.sif"
    kept = {s: aside.with_name(aside.name + s).read_bytes() for s in before}
    assert kept == before
    assert work.path.exists() and not work.path.with_name(work.path.name + "-wal").exists()


def test_a_backup_of_another_caseload_says_so(work, tmp_path):
    found = made(work)
    other = tmp_path / "other" / "Other.sif"
    other.parent.mkdir()
    key = keyfile.create(other, "another one", cost=CHEAP)
    create_store(other, key).close()
    assert "of another caseload" in backup.about(found.path, key).fault
    assert not backup.opens(found.path, key) and backup.opens(found.path, work.key)


def test_an_older_backup_is_brought_up_to_date_when_it_is_restored(work, monkeypatch):
    found = made(work)
    upgraded = []
    monkeypatch.setattr(
        migrate, "bring_up_to_date", lambda path, _key, **more: upgraded.append((path.name, more))
    )
    restored(work, found).close()
    assert upgraded == [("Again.sif.part", {"keep_older": False})]


def test_two_in_one_second_are_two(work):
    first, second = made(work), made(work)
    assert first.path != second.path and len(backup.backups(first.path.parent, "Anyshire")) == 2
