"""A stick that is pulled out, fills up or is held, at every 64 kB and every step.

What lies there then is whole or nothing, it is said plainly, and the caseload is as it was.
"""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.store import Store
from sif_desktop.models.tables.log import sync_bundle
from sif_desktop.models.tables.visits import attachment
from sif_desktop.sync import files, words
from sif_desktop.sync.bundle import receive, send
from sif_desktop.sync.keys import own_keys
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import SCHOOL, VISIT, begin, check
from tests.sync.test_bundle import befriend
from tests.sync.test_more_faults import fill_up
from tests.sync.untouched import is_plain, raw_tables, refused

BLOCK = 65536
LARGE = os.urandom(5 * BLOCK)  # so that the file is as long


@pytest.fixture
def pair(new):
    """One with a photo to send, another who knows them; (one, other, their cards)."""
    one, other = new(), new()
    begin(one)
    with one.action("Attached") as act:
        sha256 = blobs.keep(act.connection, LARGE)
        act.create(attachment, SCHOOL, visit_uid=VISIT, sha256=sha256, title="Hall")
    return one, other, befriend(one, other)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def failing_after(size: int, number: int):
    """In place of `_Hashing`, through which every byte goes that is written to the stick."""

    class Failing(files._Hashing):
        left = size

        def write(self, data: bytes) -> int:
            if len(data) > self.left:
                super().write(data[: self.left])
                raise OSError(number, os.strerror(number))
            self.left -= len(data)
            return super().write(data)

    return Failing


@pytest.mark.parametrize("passphrase", ["", words.passphrase()], ids=["to a colleague", "by words"])
@pytest.mark.parametrize(
    ("number", "said"), [(errno.EIO, "could not be written"), (errno.ENOSPC, "no room left")]
)
def test_sending_to_a_stick_that_goes_at_any_64_kb_leaves_nothing_and_notes_nothing(
    pair, stick, monkeypatch, passphrase, number, said
):
    one, _, cards = pair
    before = raw_tables(one)
    for size in range(0, len(LARGE) + BLOCK, BLOCK) if not passphrase else (0, 2 * BLOCK):
        with monkeypatch.context() as patch:
            patch.setattr(files, "_Hashing", failing_after(size, number))
            with pytest.raises(Problem, match=said) as told:
                send(one, stick / "a.sifx", cards[1:], Scope(), name="A", passphrase=passphrase)
        assert is_plain(told.value) and "a.sifx" in told.value.message
        assert list(stick.iterdir()) == [] and raw_tables(one) == before
    send(one, stick / "a.sifx", cards[1:], Scope(), name="A", passphrase=passphrase)


def test_a_stick_that_is_gone_before_the_name_is_given_says_so(pair, stick, monkeypatch):
    one, _, cards = pair

    def gone(_path):
        shutil.rmtree(stick)
        raise FileNotFoundError(errno.ENOENT, "gone")

    monkeypatch.setattr(files, "sha256_of", gone)
    with pytest.raises(Problem, match=r"a\.sifx could not be written"):
        send(one, stick / "a.sifx", cards[1:], Scope(), name="A")
    with one.read() as connection:
        assert connection.execute(select(sync_bundle)).all() == []


def test_a_sending_stopped_by_what_it_reads_says_what_that_was(pair, stick, monkeypatch):
    one, _, cards = pair

    def gone(*_):
        raise Problem("This photo is not in this caseload.", "Ask for it.")

    monkeypatch.setattr(blobs, "fetch", gone)
    with pytest.raises(Problem, match="not in this caseload"):
        send(one, stick / "a.sifx", cards[1:], Scope(), name="A")
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EIO, "could not be read"), (errno.ENOSPC, "no room left on this computer")],
)
def test_copying_in_from_a_stick_that_goes_at_any_64_kb_changes_nothing(
    pair, stick, monkeypatch, number, said
):
    one, other, cards = pair
    send(one, stick / "a.sifx", [cards[1]], Scope(), name="A")
    os.utime(stick / "a.sifx", (0, 0))
    own_keys(other)
    before = raw_tables(other)

    def cut(size: int):
        def copy(source, target):
            content = source.read_bytes()
            target.write_bytes(content[:size])
            if size < len(content):
                raise OSError(number, os.strerror(number))

        return copy

    for size in range(0, (stick / "a.sifx").stat().st_size, BLOCK):
        monkeypatch.setattr(files.shutil, "copyfile", cut(size))
        problem = refused(other, stick / "a.sifx", before)
        assert said in problem.message and "a.sifx" in problem.message
    monkeypatch.undo()
    assert receive(other, stick / "a.sifx").files == 1


def test_a_file_that_grows_while_it_is_copied_in_is_not_looked_at(pair, stick, monkeypatch):
    one, other, cards = pair
    file = stick / "a.sifx"
    send(one, file, [cards[1]], Scope(), name="A")
    os.utime(file, (0, 0))
    own_keys(other)

    def while_it_grows(source, target):
        target.write_bytes(source.read_bytes())
        with file.open("ab") as more:
            more.write(b"more")

    monkeypatch.setattr(files.shutil, "copyfile", while_it_grows)
    assert "a.sifx is still being copied" in refused(other, file).message


def test_a_file_held_by_another_program_is_named(pair, stick, monkeypatch):
    _, other, _ = pair
    file = stick / "a.sifx"
    file.write_bytes(b"x")
    os.utime(file, (0, 0))
    own_keys(other)

    def held(*_):
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(files.shutil, "copyfile", held)
    problem = refused(other, file)
    assert "a.sifx could not be read" in problem.message and "other program" in problem.hint


@pytest.mark.parametrize("spare", [0, 1])
def test_a_full_disk_of_its_own_stops_a_sending_in_plain_words(pair, stick, spare):
    one, other, cards = pair
    one.checkpoint()
    free = fill_up(one, spare)
    with pytest.raises(Problem, match="full") as told:
        for number in range(40):
            send(one, stick / f"{number}.sifx", [cards[1]], Scope(), name="A" * 900)
    free()
    assert is_plain(told.value)
    again = Store(one.path, one.key)
    check(again)
    again.engine.dispose()
    for file in stick.iterdir():  # each that lies there is whole
        os.utime(file, (0, 0))
        receive(other, file)
