"""Files of those who are not simply trusted, lists of the team that go back, and machines that are
one another's copies: nothing is taken unasked, and nothing is lost."""

from __future__ import annotations

import shutil

import pytest

from sif_desktop.models.store import Store
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync import clones, roster
from sif_desktop.sync.bundle import (
    RelayedWork,
    RevokedSender,
    Trust,
    UnknownSender,
    receive,
    send,
)
from sif_desktop.sync.keys import contact_of, own_keys, revoke
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import VISIT, begin, check, give, questions, tables_of
from tests.sync.test_bundle import befriend, resealed, signed
from tests.sync.untouched import raw_tables, refused


@pytest.fixture
def three(new):
    """Three officers who know each other; the first has a school and a visit."""
    stores = [new() for _ in range(3)]
    for number, store in enumerate(stores):
        store.set_person(f"person{number}")
    begin(stores[0])
    return *stores, befriend(*stores)


def lead(store: Store, *people) -> dict:
    """`store` begins the team's list with these people; gives the list as files carry it."""
    roster.begin_team(store, people)
    with store.read() as connection:
        return roster.sent_roster(connection)


def join(store: Store, sent: dict) -> None:
    with store.local() as connection:
        roster.join(connection, sent)


def test_a_stranger_and_a_lost_laptop_change_nothing_until_somebody_vouches(three, new, tmp_path):
    one, other, _, cards = three
    stranger = new()
    begin(stranger)
    send(stranger, tmp_path / "s.sifx", [cards[1]], Scope(), name="Mallory")
    problem = refused(other, tmp_path / "s.sifx")
    assert isinstance(problem, UnknownSender) and "Mallory" in problem.message
    send(one, tmp_path / "a.sifx", [cards[1]], Scope(), name="A")
    with other.local() as connection:
        revoke(connection, cards[0].sign_key)
    problem = refused(other, tmp_path / "a.sifx")
    assert isinstance(problem, RevokedSender) and "team lead" in problem.hint


def test_work_of_others_is_taken_only_from_those_whose_role_it_is(three, tmp_path):
    one, relay, other, cards = three
    lead(other, *cards)  # the relay has not heard of it, and so passes on what it holds
    give(one, relay)
    with relay.action("Edited") as act:
        act.update(visit, VISIT, title="By the relay")
    send(relay, tmp_path / "r.sifx", [cards[2]], Scope(), name="Sam")
    problem = refused(other, tmp_path / "r.sifx")
    assert isinstance(problem, RelayedWork) and "Sam" in problem.message
    receive(other, tmp_path / "r.sifx", trust=Trust(relayed=True))
    assert tables_of(other) == tables_of(relay)
    check(other)


def test_a_file_with_an_older_list_of_the_team_brings_nobody_back(three, tmp_path):
    one, other, lost, cards = three
    old = lead(one, *cards)
    join(other, old)
    roster.revoked_by(one, cards[2].sign_key)
    send(one, tmp_path / "new.sifx", [cards[1]], Scope(), name="A")
    receive(other, tmp_path / "new.sifx")
    resealed(signed(one, {"roster": old}, [], []), tmp_path / "old.sifx", cards[1].age_key)
    receive(other, tmp_path / "old.sifx")
    with other.read() as connection:
        assert roster.roster(connection).version == 2
        assert contact_of(connection, cards[2].sign_key).revoked
    send(lost, tmp_path / "lost.sifx", [cards[1]], Scope(), name="C")
    assert isinstance(refused(other, tmp_path / "lost.sifx"), RevokedSender)


def test_two_laptops_made_from_one_disk_image_both_keep_their_work(three, tmp_path):
    """The caseload and the marks outside it are the same; only the machines differ."""
    first, other, _, cards = three
    marks = tmp_path / "marks"
    clones.check(first, marks, "the laptop")
    give(first, other)
    first.checkpoint()
    shutil.copyfile(first.path, tmp_path / "image.sif")
    shutil.copytree(marks, tmp_path / "marks of the image")
    second = Store(tmp_path / "image.sif", first.key)
    assert not clones.check(first, marks, "the laptop")
    assert clones.check(second, tmp_path / "marks of the image", "its twin")
    for store, title in ((first, "Here"), (second, "There")):
        with store.action("Edited") as act:
            act.update(visit, VISIT, title=title)
        # Both sign with one key: it is one person's.
        send(store, tmp_path / f"{title}.sifx", [cards[1]], Scope(), name="A")
        receive(other, tmp_path / f"{title}.sifx")
    assert questions(other) == [(VISIT, "title", "value")]
    give(other, first)
    give(other, second)
    assert tables_of(first) == tables_of(second) == tables_of(other)
    for store in (first, second, other):
        check(store)
    second.engine.dispose()


def test_two_laptops_of_one_image_that_were_never_opened_by_the_program_are_noticed(
    three, tmp_path
):
    """Both went on under the old id: the file of one is refused where the other's was taken."""
    first, other, _, cards = three
    give(first, other)
    first.checkpoint()
    shutil.copyfile(first.path, tmp_path / "image.sif")
    second = Store(tmp_path / "image.sif", first.key)
    for store, title in ((first, "Here"), (second, "There")):
        with store.action("Edited") as act:
            act.update(visit, VISIT, title=title)
        send(store, tmp_path / f"{title}.sifx", [cards[1]], Scope(), name="A")
    receive(other, tmp_path / "Here.sifx")
    own_keys(other)
    before = raw_tables(other)
    problem = refused(other, tmp_path / "There.sifx", before)
    assert "copied or restored" in problem.hint
    second.engine.dispose()
