"""Backups of the open caseload as the officer meets them: by the clock, by hand, in two places."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sif_desktop import paths
from sif_desktop.domain.backup_schedule import Why
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import backup, driver, keyfile
from sif_desktop.models.keyfile import key_path
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import backups, caseload, recovery
from sif_desktop.services.register_import import RegisterImport
from tests.services.conftest import TODAY

DATA = Path(__file__).parents[1] / "data"
PASSPHRASE = "four plain words here"
HOUR = timedelta(hours=1)


@pytest.fixture
def later(monkeypatch):
    """`later(HOUR)`: the clock of backups goes on by so much."""
    real, passed = backups._now, [timedelta()]
    monkeypatch.setattr(backups, "_now", lambda: real() + sum(passed, timedelta()))
    return passed.append


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(5000, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)


def opened(path: Path, registry) -> caseload.Opened:
    return caseload.unlock(path, PASSPHRASE, registry, lambda: TODAY)


# By hand and by the clock ------------------------------------------------------------------------


def test_a_backup_made_by_hand_is_listed_with_what_it_holds(services):
    made = services.backups.make()
    (row,) = services.backups.rows()
    assert row == made and row.verified and row.size > 100_000
    assert row.reason == "Made by hand"
    assert row.holds == "2 schools, 0 visits, 0 documents and 0 tasks"


def test_the_first_round_of_a_day_makes_one_and_then_only_an_hour_with_work_does(services, later):
    assert services.backups.round().made.reason == "While you worked"
    assert services.backups.round().made is None
    later(2 * HOUR)
    assert services.backups.round().made is None, "nothing was changed"
    with services.context.store.action("Named") as act:
        act.update(provider, "oakfield", name="Oakfield School")
    assert services.backups.round().made is not None


def test_the_round_rehearses_once_a_month_and_says_when_it_fails(services, later, monkeypatch):
    services.backups.round()
    held = services.backups.rehearsal()
    assert held.faults == ()
    later(timedelta(days=29))
    services.backups.round()
    assert services.backups.rehearsal() == held
    later(timedelta(days=2))
    monkeypatch.setattr(backups, "faults_of", lambda _store: ["provider x: differs from the log"])
    assert "differs from the log" in services.backups.round().words
    assert services.backups.rehearsal().faults


def test_a_rehearsal_restores_checks_everything_and_leaves_nothing(services):
    services.backups.make()
    before = sorted(services.backups.folder().iterdir())
    told = []
    result = services.backups.rehearse(lambda _done, _total, words: told.append(words))
    assert result.faults == () and services.backups.rehearsal() == result
    assert "Comparing every record with its log" in told
    assert sorted(services.backups.folder().iterdir()) == before


def test_a_rehearsal_with_a_damaged_backup_names_the_fault(services):
    spoil(services.backups.make().path)
    assert "damaged" in services.backups.rehearse().faults[0]
    assert services.backups.rows()[0].fault


def test_a_rehearsal_without_a_backup_says_so(services):
    with pytest.raises(Problem, match="no backup"):
        services.backups.rehearse()


# Restoring ----------------------------------------------------------------------------------------


def test_a_restored_caseload_lies_beside_and_opens_by_todays_passphrase(services, registry):
    store = services.context.store
    row = services.backups.make()
    keyfile.change_passphrase(store.path, store.key, "newer words and better")
    to = services.backups.restored_name(row)
    assert to.parent == store.path.parent and "restored" in to.name
    services.backups.restore(row, to)
    again = caseload.unlock(to, "newer words and better", registry, lambda: TODAY)
    assert {school.name for school in again.services.schools.rows()} == {
        "Oakfield Primary School",
        "Hill Top Academy",
    }
    assert not again.was_copied, "it has its new id already"
    assert again.services.context.store.replica != store.replica
    again.close()
    assert services.backups.restored_name(row) != to


def test_cancelling_a_restore_leaves_nothing(services):
    row = services.backups.make()
    to = services.backups.restored_name(row)
    with pytest.raises(Cancelled):
        services.backups.restore(row, to, cancelled=lambda: True)
    assert not list(to.parent.glob(f"{to.name}*"))


def test_a_copy_put_back_by_hand_takes_a_new_id_and_says_so(tmp_path, registry):
    path = tmp_path / "Anyshire.sif"
    new = caseload.NewCaseload(path, "Kim Rowe", "england-2026", PASSPHRASE)
    caseload.create(new, registry, lambda: TODAY, cost=keyfile.Cost(2**10)).close()
    first = opened(path, registry)
    replica = first.services.context.store.replica
    assert not first.was_copied
    first.close()
    kept = path.read_bytes()
    opened(path, registry).services.context.store.close()
    path.with_name(path.name + ".lock").unlink(missing_ok=True)
    path.write_bytes(kept)
    back = caseload.Opened(path, first_key(path), registry, lambda: TODAY)
    assert back.services.context.store.replica != replica and back.was_copied
    back.close()
    again = opened(path, registry)
    assert again.services and not again.was_copied
    again.close()
    assert paths.marks().is_dir()


def first_key(path: Path) -> bytes:
    return keyfile.unlock(path, PASSPHRASE)


# Before an import ---------------------------------------------------------------------------------


def test_an_import_that_changes_something_is_preceded_by_a_backup_of_what_was(services):
    register = DATA / "gias_edubasealldata_2018_4rows_heads_invented.csv"
    RegisterImport(services.context).import_file(register)
    (row,) = services.backups.rows()
    assert row.reason == "Before an import" and row.holds.startswith("2 schools")
    RegisterImport(services.context).import_file(register)
    assert len(services.backups.rows()) == 1, "nothing was changed the second time"


def test_an_import_is_given_up_where_no_backup_can_be_made(services):
    services.backups.folder().write_text("a file where the folder should be")
    with pytest.raises(Problem, match="Nothing could be written"):
        services.register.import_file(DATA / "gias_edubasealldata_2018_4rows_heads_invented.csv")
    assert len(services.schools.rows()) == 2


def test_five_backups_before_imports_are_kept(services, monkeypatch):
    moment = backups._now()
    for number in range(7):
        backup.make(
            services.context.store.path,
            services.context.store.key,
            Why.IMPORT,
            now=moment - number * HOUR,
        )
    services.backups.make()
    assert [row.reason for row in services.backups.rows()].count("Before an import") == 5


# The second place ---------------------------------------------------------------------------------


def test_a_backup_is_carried_to_the_second_place_and_read_back(services, stick):
    services.backups.set_second_place(stick)
    assert services.backups.second_place().newest is None
    made = services.backups.make()
    assert "safe to remove" in services.backups.carry()
    (folder,) = stick.iterdir()
    assert {file.name for file in folder.iterdir()} == {made.path.name, made.path.name + ".key"}
    assert (folder / made.path.name).read_bytes() == made.path.read_bytes()
    assert services.backups.second_place().newest == made.at
    shutil.rmtree(services.backups.folder())
    (row,) = services.backups.rows()
    assert row.second and row.verified
    services.backups.restore(row, services.backups.restored_name(row))


def test_the_round_carries_one_a_day_when_the_stick_is_in(services, stick, later):
    services.backups.set_second_place(stick)
    assert "safe to remove" in services.backups.round().words
    later(HOUR)
    assert services.backups.round().words == ""
    shutil.rmtree(stick)
    later(timedelta(days=1))
    assert services.backups.round().words == "", "a stick that is out is no fault"
    assert not services.backups.second_place().there
    with pytest.raises(Problem, match="is not there"):
        services.backups.carry()


def test_a_stick_pulled_at_any_moment_leaves_no_backup_that_counts(services, stick, monkeypatch):
    services.backups.set_second_place(stick)
    services.backups.make()
    monkeypatch.setattr(backups.restore, "_BLOCK", 1 << 18)
    for pulled_at in (1, 2, 4):
        seen = []

        def pull(*_told, seen=seen, pulled_at=pulled_at):
            seen.append(1)
            if len(seen) == pulled_at:
                shutil.rmtree(stick)

        with pytest.raises(Problem, match="could not be written"):
            services.backups.carry(pull)
        assert not stick.exists()
        stick.mkdir()
        assert services.backups.second_place().newest is None
    assert "safe to remove" in services.backups.carry()


def test_a_stick_that_writes_something_else_is_not_trusted(services, stick, monkeypatch):
    services.backups.set_second_place(stick)
    services.backups.make()
    monkeypatch.setattr("sif_desktop.sync.files.sha256_of", lambda _path: "something else")
    with pytest.raises(Problem, match="reads back differently"):
        services.backups.carry()
    assert services.backups.second_place().newest is None


def test_a_second_place_that_cannot_be_written_is_said_plainly(services, stick):
    services.backups.set_second_place(stick)
    services.backups.make()
    services.backups._second_folder().write_text("a file where the folder should be")
    with pytest.raises(Problem, match="Nothing could be written"):
        services.backups.carry()


def test_the_folder_of_the_caseload_is_no_second_place(services, tmp_path):
    with pytest.raises(Problem, match="itself"):
        services.backups.set_second_place(services.context.store.path.parent)
    with pytest.raises(Problem, match="no folder"):
        services.backups.set_second_place(tmp_path / "nowhere")
    services.backups.set_second_place(None)
    assert services.backups.second_place() is None


def test_a_colleagues_backups_of_the_same_name_are_left_alone(services, stick):
    services.backups.set_second_place(stick)
    services.backups.make()
    services.backups.carry()
    (mine,) = stick.iterdir()
    theirs = stick / f"{mine.name[:-8]}00000000"
    shutil.copytree(mine, theirs)
    services.backups.carry()
    assert len(list(theirs.iterdir())) == 2
    assert len(services.backups.rows()) == 1


# A damaged caseload -------------------------------------------------------------------------------


@pytest.fixture
def damaged(services):
    """(path, key) of a caseload with a backup, spoiled after it was closed."""
    store = services.context.store
    services.backups.make()
    store.close()
    store.checkpoint = lambda: None  # closing it once more must not touch the spoiled file
    spoil(store.path)
    return store.path, store.key


def test_a_damaged_caseload_is_replaced_by_the_last_good_backup_and_kept(damaged, registry):
    path, key = damaged
    spoiled = path.read_bytes()
    with pytest.raises(driver.DamagedStore):
        caseload.Opened(path, key, registry, lambda: TODAY).first_lists()
    (row,) = recovery.good_backups(path, key)
    put = recovery.put_back(path, key, row)
    assert put.aside.read_bytes() == spoiled and "damaged" in put.aside.name
    assert key_path(put.aside).exists()
    again = opened(path, registry)
    assert len(again.services.schools.rows()) == 2 and again.faults() == []
    again.close()
    assert {file.name for file in path.parent.glob("*.sif")} == {path.name, put.aside.name}


def test_a_damaged_backup_does_not_touch_the_damaged_caseload(damaged):
    path, key = damaged
    (row,) = recovery.good_backups(path, key)
    content = bytearray(row.path.read_bytes())
    content[-1000] ^= 1
    row.path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(Problem, match="damaged"):
        recovery.put_back(path, key, row)
    assert path.read_bytes() == before
    assert len(list(path.parent.glob("*.sif*"))) <= 3  # itself, its key file, its lock


def test_a_lost_or_spoiled_key_file_is_put_back_from_a_backup(services, registry):
    store = services.context.store
    services.backups.make()
    store.close()
    for content in (None, "{}"):
        key_path(store.path).unlink()
        if content:
            key_path(store.path).write_text(content)
        with pytest.raises(caseload.BadKeyFile):
            opened(store.path, registry)
        with pytest.raises(Problem, match="No backup has a key file"):
            recovery.key_file_back(store.path, "not the passphrase")
        recovery.key_file_back(store.path, PASSPHRASE)
        opened(store.path, registry).close()
    assert key_path(store.path).with_name(key_path(store.path).name + ".damaged").exists()


def test_what_the_second_place_and_the_rehearsal_are_stays_on_this_machine(services, stick):
    """They are in no operation of the log, so that no colleague receives them."""
    before = services.context.store.streams()
    services.backups.set_second_place(stick)
    services.backups.make()
    services.backups.rehearse()
    assert services.context.store.streams() == before
    with services.context.store.read() as connection:
        assert connection.execute(select(provider.c.uid)).scalars().all()
