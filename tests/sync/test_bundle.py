"""The sealed file: what it carries, who may open it, and everything that may happen to it."""

from __future__ import annotations

import io
import os
import random

import pytest
import zstandard
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.changes import jottings_part
from sif_desktop.models.log_text import canonical
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import jotting, visit
from sif_desktop.sync import container, files, keys, roster
from sif_desktop.sync.bundle import RevokedSender, Trust, UnknownSender, receive, send
from sif_desktop.sync.keys import add_contact, card, own_keys, read_card, revoke
from sif_desktop.sync.lines import BadFile
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import SCHOOL, VISIT, begin, check, tables_of
from tests.sync.untouched import is_plain

PLAIN = [b"Oakfield", b"Core visit", b"Core", b"One. Two."]


def befriend(*stores) -> list:
    """Everybody has everybody's card, read as it is sent."""
    cards = [read_card(card(own_keys(store), f"Officer {n}")) for n, store in enumerate(stores)]
    for store in stores:
        with store.local() as connection:
            for contact in cards:
                add_contact(connection, contact)
    return cards


@pytest.fixture
def pair(new):
    one, other = new(), new()
    begin(one)
    return one, other, befriend(one, other)


def sent(one, to, path, scope=None, **more):
    return send(one, path, to, scope or Scope(), name="Officer 0", **more)


def test_a_file_brings_over_what_was_lacking_and_the_next_one_only_what_is_new(pair, tmp_path):
    one, other, cards = pair
    first = sent(one, [cards[1]], tmp_path / "a.sifx")
    found = receive(other, tmp_path / "a.sifx")
    assert (found.sender, found.new, found.known) == ("Officer 0", 2, True)
    assert tables_of(other) == tables_of(one)
    sent(other, [cards[0]], tmp_path / "b.sifx")
    assert receive(one, tmp_path / "b.sifx").new == 0
    with one.action("Edited") as act:
        act.update(visit, VISIT, title="Autumn")
    second = sent(one, [cards[1]], tmp_path / "c.sifx")
    assert (first.changes, second.changes) == (2, 1)  # for they have said what they hold
    receive(other, tmp_path / "c.sifx")
    again = receive(other, tmp_path / "c.sifx")
    assert (again.new, again.already) == (0, 1)
    check(other)


def test_a_rehearsal_tells_what_would_happen_and_keeps_nothing(pair, tmp_path):
    one, other, cards = pair
    sent(one, [cards[1]], tmp_path / "a.sifx")
    before = tables_of(other)
    named = []

    def look(connection, _found):  # while it stands there
        named.extend(connection.execute(select(provider.c.name)).scalars())

    found = receive(other, tmp_path / "a.sifx", rehearse=look)
    assert named == ["Oakfield"]
    assert found.new == 2 and len(found.outcome.rows()["visit"]) == 1
    assert tables_of(other) == before


def test_files_travel_with_the_records_that_name_them(pair, tmp_path):
    from sif_desktop.models.tables.visits import attachment

    one, other, cards = pair
    with one.action("Attached") as act:
        sha256 = blobs.keep(act.connection, b"a picture" * 1000)
        act.create(attachment, SCHOOL, visit_uid=VISIT, sha256=sha256)
    assert sent(one, [cards[1]], tmp_path / "a.sifx").files == 1
    assert receive(other, tmp_path / "a.sifx").lacking == 0
    with other.read() as connection:
        assert blobs.fetch(connection, sha256) == b"a picture" * 1000


def test_nothing_of_it_is_plain_and_jottings_stay_at_home(pair, tmp_path):
    one, other, cards = pair
    with one.action("Jotted") as act:
        act.create(jotting, jottings_part(VISIT), visit_uid=VISIT, text="Private words")
    sent(one, [cards[1]], tmp_path / "a.sifx")
    raw = (tmp_path / "a.sifx").read_bytes()
    assert not any(word in raw for word in PLAIN)
    receive(other, tmp_path / "a.sifx")
    with other.read() as connection:
        assert connection.execute(select(jotting)).all() == []
    assert [f.name for f in tmp_path.iterdir() if f.name.endswith(".part")] == []


def test_who_it_was_not_made_for_cannot_open_it(pair, new, tmp_path):
    one, _, cards = pair
    third = new()
    sent(one, [cards[1]], tmp_path / "a.sifx")
    with pytest.raises(container.NotForYou):
        receive(third, tmp_path / "a.sifx")


def test_a_stranger_and_a_lost_laptop_wait_for_a_person(pair, new, tmp_path):
    one, other, cards = pair
    stranger = new()
    begin(stranger)
    sent(stranger, [cards[1]], tmp_path / "s.sifx")
    with pytest.raises(UnknownSender, match="compare these words"):
        receive(other, tmp_path / "s.sifx")
    assert not receive(other, tmp_path / "s.sifx", trust=Trust(unknown=True)).known
    sent(one, [cards[1]], tmp_path / "a.sifx")
    with other.local() as connection:
        revoke(connection, cards[0].sign_key)
    with pytest.raises(RevokedSender):
        receive(other, tmp_path / "a.sifx")
    receive(other, tmp_path / "a.sifx", trust=Trust(revoked=True))


def test_spoken_words_open_a_file_for_anybody_and_wrong_ones_do_not(pair, new, tmp_path):
    from sif_desktop.sync import words

    one, _, _ = pair
    third, said = new(), words.passphrase()
    sent(one, [], tmp_path / "w.sifx", passphrase=said)
    assert container.needs_passphrase(tmp_path / "w.sifx")
    with pytest.raises(container.WrongWords):
        receive(third, tmp_path / "w.sifx", passphrase="acorn acorn")
    assert receive(third, tmp_path / "w.sifx", passphrase=words.normal(said.upper())).new == 2


def test_a_card_that_was_changed_is_refused_and_its_words_tell_keys_apart(pair):
    one, _, cards = pair
    content = card(own_keys(one), "Alex", "a@x.example")
    assert read_card(content).words == cards[0].words != cards[1].words
    for bad in (content.replace(b"Alex", b"Alix"), b"{}", b"[" * 5000, b"", content[:-3]):
        with pytest.raises(Problem):
            read_card(bad)


def test_the_team_list_is_taken_only_newer_and_only_from_the_pinned_key(pair, new, tmp_path):
    one, other, cards = pair
    secrets = roster.begin_team(one, tuple(cards))
    assert secrets.recovery_secret.startswith("AGE-SECRET-KEY")
    with one.read() as connection:
        old = roster.sent_roster(connection)
    with other.local() as connection:
        roster.join(connection, old)
    roster.revoked_by(one, cards[0].sign_key)
    with one.read() as connection:
        newer = roster.sent_roster(connection)
    with other.local() as connection:
        assert roster.receive(connection, newer)
        assert keys.contact_of(connection, cards[0].sign_key).revoked
        assert not roster.receive(connection, old)  # no way back to a list that trusted them
        forged = {"body": {**newer["body"], "version": 99}, "signature": newer["signature"]}
        assert not roster.receive(connection, forged)
    foreign = new()
    befriend(foreign)
    roster.begin_team(foreign, ())
    with foreign.read() as connection:
        theirs = roster.sent_roster(connection)
    with other.local() as connection:
        assert not roster.receive(connection, theirs)


def test_every_file_can_be_read_with_the_recovery_key(pair, tmp_path):
    import pyrage

    one, _, cards = pair
    secrets = roster.begin_team(one, tuple(cards))
    sent(one, [cards[1]], tmp_path / "a.sifx")
    identity = pyrage.x25519.Identity.from_str(secrets.recovery_secret)
    plain = pyrage.decrypt((tmp_path / "a.sifx").read_bytes(), [identity])
    assert plain.startswith(container.MAGIC)


# -- faults ----------------------------------------------------------------------------------------


def refused(store, path, before):
    with pytest.raises(Problem) as said:
        receive(store, path)
    assert tables_of(store) == before
    assert is_plain(said.value), str(said.value)
    return said.value


def test_any_byte_flipped_any_cut_and_any_tail_is_refused(pair, tmp_path):
    one, other, cards = pair
    sent(one, [cards[1]], tmp_path / "a.sifx")
    whole, before = (tmp_path / "a.sifx").read_bytes(), tables_of(other)
    chance = random.Random(7)
    bad = tmp_path / "bad.sifx"
    harms = [whole[: chance.randrange(1, len(whole))] for _ in range(25)]
    harms += [whole + os.urandom(n) for n in (1, 16, 70000)]
    for _ in range(60):
        place = chance.randrange(len(whole))
        flipped = bytes([whole[place] ^ (1 << chance.randrange(8))])
        harms.append(whole[:place] + flipped + whole[place + 1 :])
    for harm in harms:
        bad.write_bytes(harm)
        os.utime(bad, (0, 0))
        refused(other, bad, before)
    check(other)


def resealed(plain: bytes, path, recipient) -> None:
    out = io.BytesIO()
    container.seal(iter([plain]), out, [recipient])
    path.write_bytes(out.getvalue())
    os.utime(path, (0, 0))


def test_what_is_changed_inside_by_one_who_knows_the_recipients_key_is_refused(pair, tmp_path):
    import pyrage

    one, other, cards = pair
    sent(one, [cards[1]], tmp_path / "a.sifx")
    plain = pyrage.decrypt((tmp_path / "a.sifx").read_bytes(), [own_keys(other).age])
    before, chance = tables_of(other), random.Random(3)
    for _ in range(80):
        place = chance.randrange(len(plain))
        flipped = bytes([plain[place] ^ (1 << chance.randrange(8))])
        harm = plain[:place] + flipped + plain[place + 1 :]
        resealed(harm, tmp_path / "bad.sifx", cards[1].age_key)
        refused(other, tmp_path / "bad.sifx", before)
    for harm in (b"", plain[:-1], plain + b"x", b"x" * 50, plain[:200]):
        resealed(harm, tmp_path / "bad.sifx", cards[1].age_key)
        refused(other, tmp_path / "bad.sifx", before)


def signed(store, manifest, parts, stored) -> bytes:
    """A container as a hostile but known sender could make it."""
    mine = own_keys(store)
    said = {
        "format": 1,
        "min_reader": 1,
        "id": "x",
        "created": "2027-01-01",
        "sender": {
            "replica": "r",
            "person": "p",
            "name": "Mallory",
            "sign_key": mine.sign_key,
            "age_key": mine.age_key,
        },
        "have": {},
        "scope": Scope().as_json(),
        "parts": parts,
        **manifest,
    }
    text = canonical(said)
    return (
        container.MAGIC
        + len(text).to_bytes(4, "big")
        + text
        + mine.sign.sign(container.MAGIC + text)
        + b"".join(stored)
    )


def hashed(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


BOMB = zstandard.ZstdCompressor(level=19).compress(b"\0" * 300_000_000)
UNSIZED = zstandard.ZstdCompressor(write_content_size=False).compress(b"\0" * 50_000_000)
DEEP = zstandard.compress(b"[" * 1_000_000)
LONG = zstandard.compress(b'["r","' + b"a" * 9_000_000 + b'"]')
JUNK = zstandard.compress(b'["c",1,"a",1,"l",[],0]\n')


@pytest.mark.parametrize(
    ("stored", "raw"),
    [(BOMB, 1000), (UNSIZED, 1000), (DEEP, 1_000_000), (LONG, 9_000_008), (JUNK, 23), (b"no", 5)],
)
def test_bombs_and_junk_of_a_known_sender_are_refused_in_little_memory(pair, tmp_path, stored, raw):
    import tracemalloc

    one, other, cards = pair
    before = tables_of(other)
    part = ["changes", hashed(stored), raw, len(stored)]
    resealed(signed(one, {}, [part], [stored]), tmp_path / "bad.sifx", cards[1].age_key)
    tracemalloc.start()
    refused(other, tmp_path / "bad.sifx", before)
    assert tracemalloc.get_traced_memory()[1] < 80_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("manifest", "parts"),
    [
        ({"min_reader": 2}, []),
        ({"merge": 99}, []),
        ({}, [["changes", "0", -1, 10]]),
        ({}, [["changes", "0", 2**32, 10]]),
        ({}, [["blob", "0", 2**40, 2**40]]),
        ({}, [["changes", "0", 1, 1]] * 100_001),
        ({}, [["changes", "0", 1.5, 1]]),
        ({"have": []}, []),
        ({"scope": 1}, []),
        ({"sender": {}}, []),
        ({"parts": {}}, []),
        ({"have": {"r": {"p": [[1, "x", "zz"]]}}}, []),
    ],
)
def test_a_list_of_contents_that_lies_is_refused_before_anything_is_unpacked(
    pair, tmp_path, manifest, parts
):
    one, other, cards = pair
    made = signed(one, {"parts": parts, **manifest}, parts, [])
    resealed(made, tmp_path / "bad.sifx", cards[1].age_key)
    refused(other, tmp_path / "bad.sifx", tables_of(other))


def test_a_file_with_the_wrong_hash_is_refused(pair, tmp_path):
    one, other, cards = pair
    made = signed(one, {}, [["blob", "ab" * 32, 4, 4]], [b"lies"])
    resealed(made, tmp_path / "bad.sifx", cards[1].age_key)
    refused(other, tmp_path / "bad.sifx", tables_of(other))


def test_an_unknown_kind_of_part_is_passed_over(pair, tmp_path):
    one, other, cards = pair
    made = signed(one, {}, [["later", hashed(b"new"), 3, 3]], [b"new"])
    resealed(made, tmp_path / "ok.sifx", cards[1].age_key)
    assert receive(other, tmp_path / "ok.sifx").new == 0


def test_an_empty_a_missing_and_a_growing_file_are_said_plainly(pair, tmp_path, monkeypatch):
    _, other, _ = pair
    (tmp_path / "empty.sifx").write_bytes(b"")
    assert "is empty" in str(refused(other, tmp_path / "empty.sifx", tables_of(other)))
    assert "no file" in str(refused(other, tmp_path / "none.sifx", tables_of(other)))
    growing = tmp_path / "growing.sifx"
    growing.write_bytes(b"x")
    monkeypatch.setattr(files, "STEADY", 60.0)
    monkeypatch.setattr(files.time, "sleep", lambda _: growing.write_bytes(b"xx"))
    assert "still being copied" in str(refused(other, growing, tables_of(other)))


def test_a_part_that_ends_early_or_late_is_refused():
    packed = zstandard.compress(b"abc")
    assert container.unpacked(packed, 3) == b"abc"
    for size in (2, 4):
        with pytest.raises(BadFile):
            container.unpacked(packed, size)
