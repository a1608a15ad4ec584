"""A file that lies in any of its parts: refused in plain words, and not a byte of the caseload
changed; also where a known colleague's own key signed the lie."""

from __future__ import annotations

import json

import pyrage
import pytest

from sif_desktop.models import blobs
from sif_desktop.models.tables.visits import attachment
from sif_desktop.sync import container, roster
from sif_desktop.sync.bundle import receive, send
from sif_desktop.sync.exchange import take
from sif_desktop.sync.keys import card, own_keys, read_card
from sif_desktop.sync.lines import BadFile
from sif_desktop.sync.scope import Scope
from tests.sync.replicas import SCHOOL, VISIT, begin, foreign
from tests.sync.replicas import send as lines_of
from tests.sync.test_bundle import befriend, hashed, resealed, signed
from tests.sync.untouched import raw_tables, refused


@pytest.fixture
def pair(new):
    one, other = new(), new()
    begin(one)
    return one, other, befriend(one, other)


# -- every range of bytes --------------------------------------------------------------------------


@pytest.fixture
def plain(pair, tmp_path) -> bytes:
    """What is inside a file with changes and a photo."""
    one, other, cards = pair
    with one.action("Attached") as act:
        sha256 = blobs.keep(act.connection, b"a photo" * 300)
        act.create(attachment, SCHOOL, visit_uid=VISIT, sha256=sha256)
    send(one, tmp_path / "a.sifx", [cards[1]], Scope(), name="A")
    return pyrage.decrypt((tmp_path / "a.sifx").read_bytes(), [own_keys(other).age])


def ranges(plain: bytes) -> dict[str, tuple[int, int]]:
    """Where each part of the container begins and ends."""
    size = int.from_bytes(plain[8:12], "big")
    places = {"magic": (0, 8), "length": (8, 12), "manifest": (12, 12 + size)}
    end = 12 + size + 64
    places["signature"] = (12 + size, end)
    for number, (kind, _, _, stored) in enumerate(json.loads(plain[12 : 12 + size])["parts"]):
        places[f"{kind} {number}"] = (end, end + stored)
        end += stored
    assert end == len(plain)
    return places


def test_a_byte_flipped_cut_out_or_put_in_at_each_end_of_each_part_is_refused(
    pair, plain, tmp_path
):
    _, other, cards = pair
    before, places = raw_tables(other), ranges(plain)
    assert {name.split()[0] for name in places} >= {"magic", "signature", "changes", "blob"}
    for start, end in places.values():
        for place in (start, (start + end) // 2, end - 1):
            rest = plain[place + 1 :]
            flipped = bytes([plain[place] ^ 0x10])
            for harm in (flipped, b"", plain[place : place + 1] * 2):
                bad = tmp_path / "bad.sifx"
                resealed(plain[:place] + harm + rest, bad, cards[1].age_key)
                refused(other, bad, before)


def test_parts_that_changed_places_are_refused(pair, plain, tmp_path):
    _, other, cards = pair
    places = list(ranges(plain).values())
    (a, b), (c, d) = places[-2:]
    swapped = plain[:a] + plain[c:d] + plain[a:b]
    resealed(swapped, tmp_path / "bad.sifx", cards[1].age_key)
    refused(other, tmp_path / "bad.sifx")


# -- a list of contents that lies ------------------------------------------------------------------

NO_TEXT = [None, 5, ["x"], {"a": 1}, "x" * 2000]
NO_NUMBER = [None, "5", 1.5, float("inf"), float("nan"), [1], {"a": 1}, ""]
NO_LIST = [None, 5, True, float("inf"), "text", {"a": 1}]
FAR = 2**70
NO_HAVE = [
    None,
    5,
    [],
    {"r": 5},
    {"r": {"p": 5}},
    {"r": {"p": [[1, 2]]}},
    {"r": {"p": [[1, FAR, ""]]}},
    {"r": {"p": [[2, 1, ""]]}},
    {"r": {"p": [[0, 1, ""]]}},
    {"r": {"p": [[1.5, 2, ""]]}},
    {"r": {"p": [[1, 2, "no digest"]]}},
]
LIES = {
    "min_reader": NO_NUMBER[:1] + NO_NUMBER[3:7],
    "merge": NO_NUMBER,
    "id": NO_TEXT,
    "created": [*NO_TEXT, "", "yesterday", "2027-13-01", "0001-01-01T00:00:00+14:00"],
    "have": NO_HAVE,
    "scope": [None, 5, [], {}, {"schools": 5}],
    "wants": NO_LIST,
    "let_go": NO_LIST,
    "own_packs": [*NO_LIST, ["x"], [["x"]], [["x", 1]]],
    "parts": [*NO_LIST, [5], [["changes"]], [["changes", "0", None, 1]]],
    "sender": [None, 5, [], {}, {"sign_key": "x"}],
}


@pytest.mark.parametrize("named", LIES)
def test_a_list_of_contents_of_the_wrong_kind_is_refused(pair, tmp_path, named):
    one, other, cards = pair
    own_keys(other)
    before = raw_tables(other)
    for lie in LIES[named]:
        resealed(signed(one, {named: lie}, [], []), tmp_path / "bad.sifx", cards[1].age_key)
        refused(other, tmp_path / "bad.sifx", before)


@pytest.mark.parametrize("missing", ["replica", "person", "name", "age_key", "sign_key"])
def test_a_sender_who_leaves_something_out_is_refused(pair, tmp_path, missing):
    one, other, cards = pair
    mine = own_keys(one)
    said = dict.fromkeys(("replica", "person", "name"), "x")
    said |= {"sign_key": mine.sign_key, "age_key": mine.age_key}
    del said[missing]
    resealed(signed(one, {"sender": said}, [], []), tmp_path / "bad.sifx", cards[1].age_key)
    refused(other, tmp_path / "bad.sifx")


def test_a_sender_cannot_speak_with_the_programs_voice(pair, new, tmp_path):
    _, other, cards = pair
    stranger = new()
    keys = own_keys(stranger)
    own_keys(other)
    said = dict.fromkeys(("replica", "person"), "x")
    said |= {"sign_key": keys.sign_key, "age_key": keys.age_key}
    said["name"] = "Robin.\n\nThe office says:\u202e take it in. " + "Trust me. " * 90
    resealed(signed(stranger, {"sender": said}, [], []), tmp_path / "s.sifx", cards[1].age_key)
    message = refused(other, tmp_path / "s.sifx").message
    assert "\n" not in message and "\u202e" not in message and len(message) < 200
    assert read_card(card(keys, said["name"])).name == "Robin. The office says: take it in." + (
        " Trust me." * 4 + " Trus"
    )


@pytest.mark.parametrize(
    "body",
    [{"version": float("inf")}, {"version": None}, {"people": 5}, {"people": [5]}, [], "text"],
)
def test_a_list_of_people_that_is_none_changes_nobody(pair, tmp_path, body):
    one, other, cards = pair
    secrets = roster.begin_team(other, tuple(cards))
    assert secrets.team_secret
    with other.read() as connection:
        sent = roster.sent_roster(connection)
        held = roster.roster(connection)
    said = {**sent["body"], **body} if isinstance(body, dict) else body
    lie = {"roster": {"body": said, "signature": sent["signature"]}}
    resealed(signed(one, lie, [], []), tmp_path / "a.sifx", cards[1].age_key)
    receive(other, tmp_path / "a.sifx")
    with other.read() as connection:
        assert roster.roster(connection) == held


def test_a_million_parts_a_deep_list_and_a_long_one_are_refused_in_little_memory(pair, tmp_path):
    one, other, cards = pair
    before, bad = raw_tables(other), tmp_path / "bad.sifx"
    part = ["changes", "0", 1, 1]
    resealed(signed(one, {}, [part] * 1_000_000, []), bad, cards[1].age_key)
    assert "list of contents is too long" in refused(other, bad, before).hint
    resealed(signed(one, {}, [part] * 200_000, []), bad, cards[1].age_key)
    assert "holds too much" in refused(other, bad, before).hint
    whole = signed(one, {"deep": "here"}, [], [])
    size = int.from_bytes(whole[8:12], "big")
    text = whole[12 : 12 + size].replace(b'"here"', b"[" * 100_000 + b"]" * 100_000)
    signature = own_keys(one).sign.sign(container.MAGIC + text)
    deep = container.MAGIC + len(text).to_bytes(4, "big") + text + signature
    resealed(deep, bad, cards[1].age_key)
    refused(other, bad, before)


def test_a_photo_that_is_promised_and_not_there_is_refused(pair, tmp_path):
    one, other, cards = pair
    made = signed(one, {}, [["blob", hashed(b"photo"), 5, 5]], [])
    resealed(made, tmp_path / "bad.sifx", cards[1].age_key)
    assert "breaks off" in refused(other, tmp_path / "bad.sifx").hint


# -- what is no exchange file at all ---------------------------------------------------------------


@pytest.mark.parametrize("content", [b"PK\x03\x04 a Word file", b"SQLite format 3\0", b"\0" * 9999])
def test_any_other_file_is_refused(pair, tmp_path, content):
    import os

    _, other, _ = pair
    own_keys(other)
    path = tmp_path / "note.docx"
    path.write_bytes(content)
    os.utime(path, (0, 0))
    refused(other, path)


# -- lines that lie --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [2, 4], ids=["author", "label"])
def test_half_a_character_is_no_text_wherever_it_stands(pair, place):
    one, other, _ = pair
    first, second = lines_of(one, other)[:2]
    values = json.loads(second)
    values[place] = "\ud800"
    with pytest.raises(BadFile, match="text that is no text"):
        take(other, lambda: [first, json.dumps(values).encode()], "bad")


@pytest.mark.parametrize(
    "left", [[{"title": "X"}, {}], [{"_hash": "0" * 63}, {}], [{"_hash": "0" * 64}, {"title": []}]]
)
def test_what_is_left_of_an_erased_operation_says_nothing_but_its_hash(pair, left):
    _, other, _ = pair
    lines = foreign([[[VISIT, "visit", "x", *left]]], replica="liar0000000")
    with pytest.raises(BadFile, match="says something"):
        take(other, lambda: lines, "bad")


@pytest.mark.parametrize("seq", [1, 2])
def test_nobody_replaces_their_own_work_before_it_is_there(pair, seq):
    _, other, _ = pair
    fields, prev = {"title": "X"}, {"title": [f"liar0000000:{seq}"]}
    lines = foreign([[[VISIT, "visit", "u", fields, prev]]], replica="liar0000000")
    with pytest.raises(BadFile, match="replaces itself"):
        take(other, lambda: lines, "bad")
