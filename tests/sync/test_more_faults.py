"""Torn journals, full disks, huge rows, files of other versions: whole or untouched, and said."""

from __future__ import annotations

import os
import random
import shutil
import time

import pytest
from sqlalchemy import event, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.changes import TEAM
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import sync_op
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import attachment, visit
from sif_desktop.sync import container, files
from sif_desktop.sync.bundle import receive, send
from sif_desktop.sync.exchange import take
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import SCHOOL, VISIT, begin, check, foreign, give, questions, tables_of
from tests.sync.replicas import send as lines_of
from tests.sync.test_bundle import befriend, hashed, refused, resealed, signed


@pytest.fixture
def pair(new):
    one, other = new(), new()
    begin(one)
    give(one, other)
    return one, other


def edit(store, **fields) -> None:
    with store.action("Edited") as act:
        act.update(visit, VISIT, **fields)


def shown(store, column: str):
    with store.read() as connection:
        return connection.execute(select(visit.c[column]).where(visit.c.uid == VISIT)).scalar()


# -- the disk --------------------------------------------------------------------------------------


def test_a_journal_cut_or_spoilt_at_any_place_opens_on_a_whole_save(new, tmp_path):
    store = new()
    begin(store)
    store.checkpoint()
    for number in range(12):
        edit(store, title=f"Title {number}", summary=f"Text {number}. " * 200)
    journal = store.path.with_name(store.path.name + "-wal").read_bytes()
    assert len(journal) > 100_000
    chance, seen = random.Random(3), set()
    for number in range(12):
        place = chance.randrange(len(journal))
        tail = b"" if number % 2 else os.urandom(4096)
        again = tmp_path / f"torn{number}.sif"
        shutil.copyfile(store.path, again)
        again.with_name(again.name + "-wal").write_bytes(journal[:place] + tail)
        opened = Store(again, store.key)
        check(opened)
        title, text = shown(opened, "title"), shown(opened, "summary")
        assert title == "Core visit" or text.startswith(f"Text {title.split()[1]}.")
        seen.add(title)
        opened.engine.dispose()
    assert len(seen) > 3


def fill_up(store, spare: int):
    """From now on the disk has room for so many pages more."""

    def limited(raw, _):
        raw.execute(
            f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0] + spare}"
        )

    store.engine.dispose()
    event.listen(store.engine, "connect", limited)
    return lambda: (event.remove(store.engine, "connect", limited), store.engine.dispose())


@pytest.mark.parametrize("spare", [0, 3, 20])
def test_a_disk_that_is_really_full_leaves_the_caseload_as_it_was(new, tmp_path, spare):
    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    with one.action("Many") as act:
        rows = ({"uid": f"{n:032x}", "provider_uid": SCHOOL, "name": "x" * 400} for n in range(999))
        act.create_many(role, TEAM, rows)
    send(one, tmp_path / "a.sifx", [cards[1]], Scope(), name="A")
    os.utime(tmp_path / "a.sifx", (0, 0))
    before = tables_of(other)
    free = fill_up(other, spare)
    with pytest.raises(Problem, match="full"):
        receive(other, tmp_path / "a.sifx")
    free()
    assert tables_of(other) == before
    receive(other, tmp_path / "a.sifx")
    check(other)


class Held(OSError):
    winerror = 32


def test_a_target_that_a_virus_scanner_holds_is_tried_again_and_then_given_up(
    tmp_path, monkeypatch
):
    held = [Held(), Held()]
    files.patiently(lambda: held and (_ for _ in ()).throw(held.pop()))
    assert held == []
    monkeypatch.setattr(files, "_PATIENCE", 0.2)

    def never(*_):
        raise Held(13, "in use")

    monkeypatch.setattr(files.Path, "replace", never)
    with pytest.raises(Problem, match="could not be written"):
        files.write_whole(tmp_path / "a.sifx", lambda out: out.write(b"whole"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_goes_read_only_while_it_is_written_is_said(tmp_path):
    def closes(out) -> None:
        out.write(b"some")
        raise OSError(30, "read-only")

    with pytest.raises(Problem, match="may you write"):
        files.write_whole(tmp_path / "a.sifx", closes)
    assert list(tmp_path.iterdir()) == []


def test_a_sending_that_finds_no_room_notes_nothing_as_sent(new, tmp_path, monkeypatch):
    from sif_desktop.models.tables.log import sync_bundle

    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)

    def full(*_args, **_named):
        raise OSError(28, "full")

    monkeypatch.setattr(container, "seal", full)
    with pytest.raises(Problem, match="no room left"):
        send(one, tmp_path / "a.sifx", [cards[1]], Scope(), name="A")
    with one.read() as connection:
        assert connection.execute(select(sync_bundle)).all() == []
    assert not (tmp_path / "a.sifx").exists()


# -- large and odd content -------------------------------------------------------------------------


def test_five_thousand_operations_on_one_row(pair):
    one, other = pair
    row, dots = "ab" * 16, [f"zzzzzzzzzzz:{n}" for n in range(1, 5001)]
    ops = [[[row, "visit", "c", {"provider_uid": SCHOOL, "title": "0"}, {}]]]
    ops += [
        [[row, "visit", "u", {"title": str(n)}, {"title": [dots[n - 1]]}]] for n in range(1, 5000)
    ]
    lines = foreign(ops)
    started = time.process_time()
    assert take(one, lambda: lines, "many").new == 5000
    assert take(one, lambda: lines, "again").already == 5000
    edit_started = time.process_time()
    with one.action("Edited") as act:
        act.update(visit, row, title="By me")
    assert time.process_time() - edit_started < 1
    assert time.process_time() - started < 20
    with one.read() as connection:
        assert (
            connection.execute(select(visit.c.title).where(visit.c.uid == row)).scalar() == "By me"
        )
    check(one)
    give(one, other)
    assert tables_of(one) == tables_of(other)


def test_a_sentence_of_a_megabyte_that_two_people_changed_is_asked_about(pair):
    one, other = pair
    long = "word " * 200_000
    edit(one, summary=long + "end.")
    give(one, other)
    edit(one, summary=long + "one end.")
    edit(other, summary=long + "another end.")
    started = time.process_time()
    give(one, other)
    give(other, one)
    assert time.process_time() - started < 10
    assert questions(one) == questions(other) == [(VISIT, "summary", "text")]
    assert len(shown(one, "summary")) > 1_000_000
    check(one)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n", "\u2028"])
def test_line_endings_of_another_program_are_no_loss_and_everybody_shows_the_same(pair, ending):
    one, other = pair
    edit(one, summary=f"First.{ending}Second.\nThird.")
    give(one, other)
    edit(one, summary=f"First, changed.{ending}Second.\nThird.")
    edit(other, summary=f"First.{ending}Second.\nThird.\nFourth.")
    give(one, other)
    give(other, one)
    assert tables_of(one) == tables_of(other)
    text = shown(one, "summary")
    assert questions(one) or ("First, changed." in text and "Fourth." in text)
    assert "Third." in text


# -- files that records name -----------------------------------------------------------------------


def test_a_file_that_is_missing_is_asked_for_and_comes_with_the_next(new, tmp_path):
    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    content = b"a picture" * 500
    with one.action("Attached") as act:
        sha256 = blobs.keep(act.connection, content)
        act.create(attachment, SCHOOL, visit_uid=VISIT, sha256=sha256)
    lines = lines_of(one, other)
    take(other, lambda: lines, "without the file")
    with other.read() as connection, pytest.raises(Problem, match="not in this caseload"):
        blobs.fetch(connection, sha256)
    send(other, tmp_path / "asks.sifx", [cards[0]], Scope(), name="B")
    receive(one, tmp_path / "asks.sifx")
    assert send(one, tmp_path / "brings.sifx", [cards[1]], Scope(), name="A").files == 1
    assert receive(other, tmp_path / "brings.sifx").files == 1
    with other.read() as connection:
        assert blobs.fetch(connection, sha256) == content


def test_a_file_that_comes_twice_is_kept_once(new, tmp_path):
    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    part = ["blob", hashed(b"twice"), 5, 5]
    made = signed(one, {}, [part, part], [b"twice", b"twice"])
    resealed(made, tmp_path / "twice.sifx", cards[1].age_key)
    assert receive(other, tmp_path / "twice.sifx").files == 1


# -- other versions --------------------------------------------------------------------------------


@pytest.mark.parametrize("newer", [{"min_reader": 2, "format": 2}, {"merge": 99}])
def test_a_file_of_a_newer_format_is_kept_for_later(new, tmp_path, newer):
    one, other = new(), new()
    begin(one)
    cards = befriend(one, other)
    resealed(signed(one, newer, [], []), tmp_path / "new.sifx", cards[1].age_key)
    said = refused(other, tmp_path / "new.sifx", tables_of(other))
    assert "newer version" in str(said) and "Keep it" in said.hint


def test_two_newer_programs_that_disagree_on_a_field_not_known_here_lose_nothing(pair, new):
    one, other = pair
    for replica, words in (("aaaaaaaaaaa", "FIRST"), ("bbbbbbbbbbb", "SECOND")):
        op = [VISIT, "visit", "u", {"later_field": words}, {"later_field": []}]
        lines = foreign([[op]], replica=replica, schema=9)
        take(one, lambda lines=lines: lines, "newer")
    check(one)
    assert questions(one) == []  # nobody here could decide it
    edit(one, title="An edit of today")
    give(one, other)
    passed = b"".join(lines_of(other, new(), whole=True))
    assert b"FIRST" in passed and b"SECOND" in passed
    assert tables_of(one) == tables_of(other)


def test_a_kind_of_operation_not_known_here_is_kept_and_passed_on(pair, new):
    one, other = pair
    lines = foreign([[[VISIT, "visit", "z", {"note": "LATER"}, {}]]], schema=9)
    take(one, lambda: lines, "newer")
    check(one)
    give(one, other)
    assert b"LATER" in b"".join(lines_of(other, new(), whole=True))


VERSIONS = {
    "older": {"fields": {"title": "By it"}, "tables": ()},
    "this": {"fields": {"title": "By it", "summary": "Words."}, "tables": ()},
    "newer": {"fields": {"title": "By it", "later_field": "LATER"}, "tables": ("later_table",)},
}


@pytest.mark.parametrize("relay", VERSIONS)
@pytest.mark.parametrize("writer", VERSIONS)
def test_what_any_version_writes_comes_through_any_other_unharmed(new, writer, relay):
    """The writer's and the relay's own work reach a third, which shows what it knows."""
    stores = [new() for _ in range(3)]
    begin(stores[0])
    for other in stores[1:]:
        give(stores[0], other)
    for number, name in enumerate((writer, relay)):
        said = VERSIONS[name]
        row = f"{number:032x}"
        created = [row, "visit", "c", {"provider_uid": SCHOOL, **said["fields"]}, {}]
        ops = [created, *([f"f{number:031x}", t, "c", {"w": "T"}, {}] for t in said["tables"])]
        lines = foreign([ops], replica=f"v{number}vvvvvvvvv", schema=number + 1)
        take(stores[number], lambda lines=lines: lines, name)
    give(stores[0], stores[1])
    give(stores[1], stores[2])
    assert tables_of(stores[2]) == tables_of(stores[1])
    with stores[2].read() as connection:
        titles = connection.execute(select(visit.c.title)).scalars().all()
        held = connection.execute(select(sync_op.c.fields)).scalars().all()
        assert connection.execute(select(provider.c.name)).scalar() == "Oakfield"
    assert sorted(titles) == ["By it", "By it", "Core visit"]
    newer = (writer, relay).count("newer")
    assert sum("LATER" in fields for fields in held) == newer
    for store in stores:
        check(store)
