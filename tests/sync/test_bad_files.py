"""Invariant 11: a bad file leaves the caseload as it was, and says so in a plain sentence."""

from __future__ import annotations

import json
import os
import random as dice

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sif_desktop.domain.errors import Problem
from sif_desktop.models.store import Store
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync.bundle import receive
from sif_desktop.sync.bundle import send as send_file
from sif_desktop.sync.exchange import take
from sif_desktop.sync.scope import Scope
from tests.soaking import examples
from tests.sync.doings import ROWS
from tests.sync.replicas import SCHOOL, VISIT, begin, check, foreign, give, log_of, send, tables_of
from tests.sync.test_bundle import befriend

many = settings(
    max_examples=examples(25),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
ODD = [None, True, -1, 0.5, 2**70, 2**63 - 1, "", "x" * 200, "\ud800", "a:b", [], {}, [[]], "2099"]


def everything(store) -> dict[str, list[str]]:
    """All that the file holds, the log and this machine's own notes too."""
    with store.read() as connection:
        run = connection.exec_driver_sql
        tables = run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()
        return {name: sorted(map(repr, run(f'SELECT * FROM "{name}"').all())) for (name,) in tables}


def edit(store, **fields) -> None:
    with store.action("Edited") as act:
        act.update(visit, VISIT, **fields)


def pair(fleet):
    """Two that have a question between them, and work of the first that the second lacks."""
    one, other = [machine.store for machine in fleet.machines(2)]
    begin(one)
    give(one, other)
    edit(one, title="A", summary="One. Two.\nThree.")
    edit(other, title="B", summary="Uno. Two.")
    give(one, other)
    edit(one, title="C")
    edit(one, start_time="09:00")
    return one, other


def refused_or_whole(store, lines: list[bytes]) -> bool:
    """Whether it was refused, and nothing with it changed."""
    before = everything(store)
    try:
        take(store, lambda: lines, "bad")
    except Problem as said:
        assert said.hint
        assert everything(store) == before
        return True
    check(store, fair=False)
    return False


def spoilt(lines: list[bytes], chance: dice.Random) -> list[bytes]:
    """Bytes changed, cut, doubled or moved; a value of a line turned into another."""
    how = chance.choice(["byte", "cut", "double", "swap", "drop", "value", "value", "value"])
    text = b"".join(lines)
    place = chance.randrange(len(text))
    if how == "byte":
        return [text[:place] + bytes([chance.randrange(256)]) + text[place + 1 :]]
    if how == "cut":
        return [text[: place - chance.randrange(9)] + text[place:]]
    line = chance.randrange(len(lines))
    if how == "double":
        return [*lines[: line + 1], *lines[line:]]
    if how == "swap":
        return chance.sample(lines, len(lines))
    if how == "drop":
        return lines[:line] + lines[line + 1 :]
    values = json.loads(lines[line])
    _turn(values, chance)
    return [*lines[:line], json.dumps(values).encode() + b"\n", *lines[line + 1 :]]


def _turn(values, chance: dice.Random) -> None:
    """Some value in the line, however deep, into an odd one."""
    keys = list(values) if isinstance(values, dict) else list(range(len(values)))
    key = chance.choice(keys)
    if isinstance(values[key], list | dict) and values[key] and chance.random() < 0.8:
        _turn(values[key], chance)
    else:
        values[key] = chance.choice(ODD)


@pytest.mark.generated
def test_lines_spoilt_anywhere_are_refused_whole_or_keep_to_the_format(fleet):
    untouched: list[Store] = []  # the same two again for as long as what came was refused

    @given(st.integers(0, 10**9), st.booleans())
    @many
    def holds(seed: int, whole: bool) -> None:
        if not untouched:
            untouched.extend(pair(fleet))
        one, other = untouched
        lines = spoilt(send(one, other, whole=whole), dice.Random(seed))
        if not refused_or_whole(other, lines):
            untouched.clear()

    holds()


dots = st.sampled_from(["liar0000000:1", "liar0000000:2", "liar0000000:9", "replica0000:1"])
words = st.sampled_from([None, "", "X", "One. Two.", 7])
lies = st.tuples(
    st.sampled_from(["visit", "answer", "later_table"]),
    st.sampled_from("cudrexz"),
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("title", "summary", "start_time", "value"), words),
            "provider_uid": st.sampled_from([None, SCHOOL, "nobody"]),
            "_del": st.sampled_from([0, 1, 1, None]),
        },
    ),
    st.dictionaries(
        st.sampled_from(["title", "summary", "end_time", "_del", "*"]),
        st.lists(dots, max_size=2),
        max_size=3,
    ),
)


def told_of(name: str, kind: str, fields: dict, prev: dict) -> list:
    """No lie about where a row belongs: that is fixed by whoever made it."""
    if kind == "c":
        fields = {**fields, "provider_uid": SCHOOL, "visit_uid": VISIT}
    return [ROWS.get(name, "0" * 32), name, kind, fields, prev]


@given(st.lists(st.lists(lies, min_size=1, max_size=3), min_size=1, max_size=5))
@many
def test_whatever_a_known_sender_makes_up_everybody_ends_with_the_same(fleet, told):
    """Second creations, replaced versions that never were, circles, unknown kinds: what keeps to
    the format is taken in, the caseload is whole, and the order of arrival is nothing."""
    one, other = [machine.store for machine in fleet.machines(2)]
    begin(one)
    changes = [
        sorted({name: told_of(name, *lie) for name, *lie in change}.values()) for change in told
    ]
    lines = foreign(changes, replica="liar0000000", part=SCHOOL)
    refused_or_whole(one, lines)
    refused_or_whole(other, lines)
    give(one, other)
    give(other, one)
    assert log_of(one) == log_of(other)
    assert tables_of(one) == tables_of(other)


@pytest.fixture(scope="module")
def sealed(fleet, tmp_path_factory):
    """A file made for a colleague, and the colleague."""
    path = tmp_path_factory.mktemp("file") / "a.sifx"
    one, other = [machine.store for machine in fleet.machines(2)]
    begin(one)
    cards = befriend(one, other)
    send_file(one, path, [cards[1]], Scope(), name="A")
    return path, path.read_bytes(), other


@given(st.integers(0, 10**9), st.sampled_from(["byte", "cut", "tail", "double", "gap"]))
@many
def test_a_sealed_file_spoilt_anywhere_is_refused(sealed, seed, how):
    path, good, other = sealed
    chance = dice.Random(seed)
    place, length = chance.randrange(len(good)), chance.randrange(1, 40)
    bad = {
        "byte": good[:place] + bytes([good[place] ^ (1 << seed % 8)]) + good[place + 1 :],
        "cut": good[:place],
        "tail": good + bytes(chance.randrange(256) for _ in range(length)),
        "double": good[: place + length] + good[place:],
        "gap": good[:place] + good[place + length :],
    }[how]
    before = everything(other)
    path.with_name("bad.sifx").write_bytes(bad)
    os.utime(path.with_name("bad.sifx"), (0, 0))
    with pytest.raises(Problem) as said:
        receive(other, path.with_name("bad.sifx"))
    assert said.value.hint
    assert everything(other) == before
