"""No word of any record can be read in any file the program writes for itself: bundles, backups,
temporary, staged and swap-aside files, at any moment. Only what an officer saves for others is
plain, and only where it was asked for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from sif_desktop import paths
from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs, drafts, driver
from sif_desktop.models.base import is_synced, logged_columns, metadata, owner_column
from sif_desktop.models.changes import TEAM, jottings_part, restricted_part
from sif_desktop.models.ids import new_uid
from sif_desktop.models.rebuild import disagreements
from sif_desktop.models.tables.visits import attachment, jotting, visit
from sif_desktop.services import received, recovery
from tests.services.slips import record_visit
from tests.services.test_exchange import SECRET, befriend, colleague, office  # noqa: F401
from tests.services.watched import watched

WORD = "Zxqvwort"


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """(of the caseloads, of a stick, of temporary files, of the program's own state)."""
    stick, temporary = tmp_path / "stick", tmp_path / "temporary"
    for folder in (stick, temporary):
        folder.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield tmp_path, stick, temporary, paths.marks().parent
    tempfile.tempdir = None


def a_record_of_every_kind(services) -> int:
    """The word in every column that holds words of every synced table, in a draft, a jotting, a
    restricted record and an attached file."""
    store, uids = services.context.store, {}
    with store.action(f"A record of {WORD}") as act:
        for table in metadata.sorted_tables:
            if not is_synced(table):
                continue
            owner = owner_column(table)
            fields = {
                column.name: f"{WORD} in {table.name}"
                for column in logged_columns(table)
                if str(column.type) == "TEXT" and not column.name.endswith(("sha256", "_del"))
            }
            if owner is not None:
                fields[owner.name] = uids[owner.info["owner"]]
            uids[table.name] = new_uid()
            act.create_many(table, TEAM, [{"uid": uids[table.name], **fields}])
        uid = uids["visit"]
        photo = blobs.keep(act.connection, f"a photo of {WORD}".encode() * 5000)
        act.create(attachment, TEAM, visit_uid=uid, sha256=photo, title=f"{WORD}.jpg")
        act.create(jotting, jottings_part(uid), visit_uid=uid, text=f"{WORD} jotted")
        secret = restricted_part("r1")
        act.create(visit, secret, "r1", provider_uid=uids["provider"], title=f"{WORD} kept back")
    drafts.save(store, "visit", uid, "summary", f"{WORD} half typed")
    return len(uids)


@pytest.fixture
def two(office):  # noqa: F811
    alex, robin = office
    befriend(alex.services, robin.services)
    assert a_record_of_every_kind(alex.services) > 50
    return alex, robin


def send(alex, stick: Path, name: str, **more) -> Path:
    path = stick / name
    to = () if "passphrase" in more else (colleague(alex.services),)
    alex.services.exchange.send(path, to, visits=visits_of(alex), restricted=["r1"], **more)
    return path


def visits_of(opened) -> list[str]:
    with opened.services.context.store.read() as connection:
        return [row.uid for row in connection.execute(visit.select())]


def test_sending_receiving_and_undoing_write_no_word_that_can_be_read(two, folders):
    alex, robin = two
    home, stick, temporary, state = folders
    with watched(home, temporary, state, words=(WORD,)) as watch:
        file = send(alex, stick, "1.sifx")
        send(alex, stick, "2.sifx", passphrase=alex.services.exchange.new_words())
        robin.services.exchange.preview(file)
        assert robin.services.exchange.receive(file).records
        robin.services.search.refresh()
        received.undo_received(robin)
    assert watch.found == set()
    # It did see what is gone by now: the copy a file is read from, and half-written files.
    assert {"in.sifx", "1.sifx.part", "1.sifx", "Robin-undoing.tmp.part"} <= watch.seen
    assert any(name.startswith("Robin before undo") for name in watch.seen)
    assert list(temporary.iterdir()) == []


def test_backups_restoring_and_rehearsing_write_no_word_that_can_be_read(two, folders):
    alex, _ = two
    home, stick, temporary, state = folders
    backups = alex.services.backups
    with watched(home, temporary, state, words=(WORD,)) as watch:
        alex.services.search.refresh()
        row = backups.make()
        backups.set_second_place(stick)
        backups.carry()
        backups.rehearse()
        backups.restore(row, backups.restored_name(row))
    assert watch.found == set()
    assert any("rehearsal" in name for name in watch.seen)
    assert any(name.endswith(".sif.part") for name in watch.seen)
    assert len(list(stick.rglob("*.sif"))) == 1 and list(temporary.iterdir()) == []


def test_a_damaged_caseload_kept_aside_and_a_torn_journal_hold_no_word_that_can_be_read(
    two, folders
):
    alex, _ = two
    home, _, temporary, state = folders
    row, store = alex.services.backups.make(), alex.services.context.store
    with store.action("Left in the journal") as act:
        act.update(visit, visits_of(alex)[0], title=f"{WORD} again")
    path, key = alex.path, alex.key
    with watched(home, temporary, state, words=(WORD,)) as watch:
        watch.look()
        store.engine.dispose()
        alex._lock.free()
        content = bytearray(path.read_bytes())
        content[9000] ^= 1
        path.write_bytes(content)
        aside = recovery.put_back(path, key, row).aside
    alex._services = None
    assert watch.found == set() and aside.exists()
    assert f"{path.name}-wal" in watch.seen


def test_sorting_and_indexes_of_the_driver_stay_in_memory(two):
    store = two[0].services.context.store
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2
        assert disagreements(connection) == []
    for connection in (
        driver.connect(store.path, store.key),
        driver.connect_to_read(store.path, store.key),
    ):
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)
        connection.close()


def test_what_is_saved_for_others_lies_where_it_was_asked_for_and_nowhere_else(two, folders):
    alex, _ = two
    _, stick, temporary, state = folders
    services = alex.services
    with services.context.store.read() as connection:
        kept = connection.execute(attachment.select()).mappings().all()
    (uid,) = [row["uid"] for row in kept if row["title"] == f"{WORD}.jpg"]
    own = alex.path.parent
    with watched(own, temporary, state, words=(WORD,)) as watch:
        services.attachments.save_copy(uid, stick / "photo.jpg")
        with pytest.raises(Problem):
            services.attachments.save_copy(uid, stick / "photo.jpg")
    assert watch.found == set()
    assert [file.name for file in stick.iterdir()] == ["photo.jpg"]
    assert WORD.encode() in (stick / "photo.jpg").read_bytes()


def test_documents_and_slips_are_made_without_any_file_but_those_asked_for(services, folders):
    """Word and PDF files pack their words, so here the files themselves are counted."""
    home, stick, temporary, _ = folders
    note = services.notes.start(record_visit(services)).uid
    with watched(home, words=(WORD,)) as at_home, watched(temporary, words=()) as beside:
        saved = services.slips.export(note, stick).paths
        services.documents.preview_pdf(note)
        issued = services.documents.issue(note, services.documents.recipients(note))
        services.documents.pdf_of(issued.version_uid)
    assert {file.name for file in stick.iterdir()} == {path.name for path in saved}
    own = {name for name in at_home.seen if not name.startswith("caseload.sif")}
    parts = {name for name in own if name.endswith(".part")}
    assert own - parts == {path.name for path in saved} and beside.seen == set()


def test_the_watch_itself_sees_a_file_that_is_gone_at_once(tmp_path):
    with watched(tmp_path, words=(WORD,)) as watch:
        for way in ("utf-8", "utf-16-le"):
            (tmp_path / way).write_bytes(f"so {WORD}".encode(way))
            (tmp_path / way).unlink()
    assert {name for name, _ in watch.found} == {"utf-8", "utf-16-le"}
