"""The encrypted file: who can open it, what is readable in it, what happens when it is hurt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import drafts, driver, firstlists, keyfile, migrate, place
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import create_store, open_store
from sif_desktop.models.tables.log import draft
from sif_desktop.models.tables.providers import provider
from tests.models.conftest import CHEAP

NAME = "Quagmire Hollow Primary"


def new_store(
    folder: Path, passphrase: str = "correct horse", code: str = ""
) -> tuple[Path, bytes]:
    path = folder / "Anyshire.sif"
    key = keyfile.create(path, passphrase, code, CHEAP)
    store = create_store(path, key)
    with store.action("Added") as act:
        act.create(provider, TEAM, name=NAME, note="Zebediah was absent")
    drafts.save(store, "provider", "x" * 32, "note", "Zebediah is back")
    store.engine.dispose()  # as after a crash: the journal stays
    return path, key


def test_only_the_passphrase_opens_it(tmp_path):
    path, key = new_store(tmp_path)
    assert keyfile.unlock(path, "correct horse") == key
    with pytest.raises(keyfile.WrongPassphrase) as refused:
        keyfile.unlock(path, "wrong horse")
    assert "Caps Lock" in refused.value.hint


def test_the_recovery_code_opens_it_however_it_is_typed(tmp_path):
    code = keyfile.new_recovery_code()
    path, key = new_store(tmp_path, code=code)
    assert keyfile.unlock_with_code(path, code.lower().replace("-", " ")) == key
    with pytest.raises(keyfile.WrongPassphrase):
        keyfile.unlock_with_code(path, code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_a_caseload_without_recovery_code_says_so(tmp_path):
    path, _ = new_store(tmp_path)
    with pytest.raises(Problem, match="no recovery code"):
        keyfile.unlock_with_code(path, "AAAA")


def test_changing_the_passphrase_keeps_the_data_and_ends_the_old_one(tmp_path):
    path, key = new_store(tmp_path)
    before = path.read_bytes()
    keyfile.change_passphrase(path, key, "battery staple", CHEAP)
    assert keyfile.unlock(path, "battery staple") == key
    assert path.read_bytes() == before
    with pytest.raises(keyfile.WrongPassphrase):
        keyfile.unlock(path, "correct horse")


def test_no_file_on_disk_holds_a_name_or_a_note(tmp_path):
    path, key = new_store(tmp_path)
    store = open_store(path, key)
    drafts.save(store, "provider", "x" * 32, "note", "Zebediah is back")
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert {file.suffix for file in files} >= {".sif", ".key"}
    assert any(file.name.endswith("-wal") for file in files)
    for file in files:
        content = file.read_bytes()
        for word in (NAME, "Quagmire", "Zebediah", "provider", "SQLite format"):
            assert word.encode() not in content, f"{word} is readable in {file.name}"
            assert word.encode("utf-16-le") not in content
    store.close()


def test_settings_that_promise_durability_are_in_force(store):
    with store.read() as connection:
        ask = connection.exec_driver_sql
        assert ask("PRAGMA foreign_keys").scalar() == 1
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA journal_mode").scalar() == "wal"


def test_a_schema_change_that_fails_is_rolled_back(store):
    with pytest.raises(ZeroDivisionError), store.local() as connection:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        raise ZeroDivisionError
    with store.read() as connection:
        found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'half'")
        assert found.first() is None


@pytest.mark.parametrize("damage", ["cut", "zeros", "text", "empty"])
def test_a_damaged_file_is_said_plainly(tmp_path, damage):
    path, key = new_store(tmp_path)
    content = path.read_bytes()
    path.write_bytes(
        {
            "cut": content[:700],
            "zeros": bytes(len(content)),
            "text": b"URN,Name\n" * 500,
            "empty": b"",
        }[damage]
    )
    with pytest.raises(Problem) as told:
        open_store(path, key)
    assert path.name in told.value.message and told.value.hint


def test_a_flipped_bit_is_found_by_the_integrity_check(tmp_path):
    path, key = new_store(tmp_path)
    connection = driver.connect(path, key)
    connection.execute("INSERT INTO setting VALUES ('long', ?)", ("word " * 5000,))
    connection.close()
    content = bytearray(path.read_bytes())
    content[-1000] ^= 1  # in the last page, which holds those words and nothing of the schema
    path.write_bytes(content)
    connection = driver.connect(path, key)
    try:
        assert driver.integrity_faults(connection)
    finally:
        connection.close()


def test_a_newer_caseload_is_refused_unchanged(tmp_path):
    path, key = new_store(tmp_path)
    connection = driver.connect(path, key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(migrate.NewerStore):
        open_store(path, key)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "missing"),
        ("{}", "damaged"),
        ("not json", "damaged"),
        ('{"format": 99, "passphrase": {}}', "newer"),
    ],
)
def test_a_bad_key_file_is_said_plainly(tmp_path, content, words):
    path, _ = new_store(tmp_path)
    if content is None:
        keyfile.key_path(path).unlink()
    else:
        keyfile.key_path(path).write_text(content)
    with pytest.raises(Problem, match=words):
        keyfile.unlock(path, "correct horse")


def test_a_key_file_cannot_demand_endless_memory(tmp_path):
    path, _ = new_store(tmp_path)
    content = json.loads(keyfile.key_path(path).read_text())
    content["passphrase"]["n"] = 2**40
    keyfile.key_path(path).write_text(json.dumps(content))
    with pytest.raises(Problem, match="damaged"):
        keyfile.unlock(path, "correct horse")


def test_two_programs_cannot_open_the_same_caseload(tmp_path):
    path, _ = new_store(tmp_path)
    lock = place.StoreLock(path)
    lock.take()
    code = (
        "import sys; from pathlib import Path; from sif_desktop.models.place import StoreLock\n"
        "from sif_desktop.domain.errors import Problem\n"
        "try: StoreLock(Path(sys.argv[1])).take()\n"
        "except Problem as problem: print(problem.message)"
    )
    run = [sys.executable, "-c", code, str(path)]
    other = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "already open in another window" in other.stdout
    lock.free()
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == ""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - Anyshire Council/Work", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Google Drive/My Drive", "Google Drive"),
    ],
)
def test_a_synced_folder_is_refused_by_name(tmp_path, folder, service):
    with pytest.raises(Problem, match=service) as refused:
        place.refuse_unsafe_folder(tmp_path / folder / "a.sif")
    assert "own drive" in refused.value.hint


def test_network_folders_are_refused_and_ordinary_ones_are_not(tmp_path):
    with pytest.raises(Problem, match="network"):
        place.refuse_unsafe_folder(Path("//server/share/a.sif"))
    place.refuse_unsafe_folder(tmp_path / "a.sif")


def test_a_full_disk_is_said_plainly_and_leaves_the_store_whole(store):
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        connection.commit()
    with pytest.raises(Problem, match="full") as told, store.action("Too much") as act:
        for number in range(2000):
            act.create(provider, TEAM, name=f"School {number}", note="x" * 2000)
    assert "Free some space" in told.value.hint
    with store.read() as connection:
        assert connection.execute(select(provider)).all() == []


def test_a_caseload_that_another_program_holds_is_said_to_be_held(store):
    def impatient(raw, _):
        raw.execute("PRAGMA busy_timeout = 0")

    event.listen(store.engine, "connect", impatient)
    store.engine.dispose()
    holder = driver.connect(store.path, store.key)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem, match="Another program holds") as told, store.action("Kept") as act:
        act.create(provider, TEAM, name="Oakfield")
    assert "Wait a moment" in told.value.hint
    holder.execute("ROLLBACK")
    holder.close()
    with store.action("Kept") as act:
        act.create(provider, TEAM, name="Oakfield")


def test_the_first_lists_are_the_same_by_driver_and_by_service(store):
    with store.action("Added") as act:
        act.create(provider, TEAM, name="Oakfield", urn="100001")
    connection = driver.connect(store.path, store.key)
    rows = firstlists.fetch(connection, firstlists.SCHOOLS, today="2027-01-11")
    connection.close()
    assert [dict(zip(firstlists.SCHOOL_COLUMNS, row, strict=True))["name"] for row in rows] == [
        "Oakfield"
    ]


def test_typing_becomes_one_logged_change_when_the_field_is_left(store):
    with store.action("Added") as act:
        uid = act.create(provider, TEAM, name="Oakfield")
    before = store.streams()[TEAM]
    for text in ("S", "So", "Some words"):
        drafts.save(store, "provider", uid, "note", text)
    assert store.streams()[TEAM] == before
    drafts.settle(store, "provider", uid, "Typed a note")
    assert store.streams()[TEAM] == before + 1
    with store.read() as connection:
        assert connection.execute(select(provider.c.note)).scalar() == "Some words"
        assert connection.execute(select(draft)).all() == []
