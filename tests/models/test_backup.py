"""Backups open and hold the last save; what is restored goes on as a caseload of its own."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, timedelta

import pytest
from sqlalchemy import select

from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Problem
from sif_desktop.models import backup, drafts, driver, keyfile, migrate, restore
from sif_desktop.models.changes import TEAM
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.store import create_store
from sif_desktop.models.tables.log import draft, setting, sync_self
from sif_desktop.models.tables.providers import provider
from tests.models.backing_up import SECRET, left_in, made, restored, work
from tests.models.conftest import CHEAP

__all__ = ["work"]

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
