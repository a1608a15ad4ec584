"""Invariant 8: what is sent, with what they had, is everything in scope and nothing outside it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sif_desktop.models.changes import PRIVATE, TEAM, jottings_part, restricted_part
from sif_desktop.models.tables.log import sync_change, sync_stream
from sif_desktop.models.tables.providers import role
from sif_desktop.sync.exchange import export, take
from sif_desktop.sync.held import have_of
from sif_desktop.sync.leaving import let_go
from sif_desktop.sync.scope import Scope
from tests.soaking import examples
from tests.sync.fleet import Fleet
from tests.sync.replicas import check
from tests.sync.versions import only

SCHOOLS = ("school1", "school2", "school3")
VISITS, RECORDS = ("v1", "v2"), ("r1", "r2")
PARTS = (
    TEAM,
    PRIVATE,
    *SCHOOLS,
    *(jottings_part(one) for one in VISITS),
    *(restricted_part(one) for one in RECORDS),
)
parts = st.frozensets(st.sampled_from(PARTS))
one_step = st.tuples(
    st.sampled_from(["write"] * 4 + ["send"] * 4 + ["let go"]),
    st.integers(0, 2),
    st.integers(0, 2),
    parts,
)


@pytest.fixture(scope="module")
def fleet(template, tmp_path_factory):
    made = Fleet(template, tmp_path_factory.mktemp("fleet"))
    with only(["role", "provider", "task", "visit", "answer", "jotting"]):
        yield made
    made.close()


def scope_of(chosen: frozenset[str]) -> Scope:
    return Scope(
        schools=frozenset(chosen & {*SCHOOLS}),
        jottings=frozenset(one for one in VISITS if jottings_part(one) in chosen),
        restricted=frozenset(one for one in RECORDS if restricted_part(one) in chosen),
        team=TEAM in chosen,
    )


def held(store) -> set[tuple[str, str, int]]:
    joined = sync_change.join(sync_stream, sync_stream.c.id == sync_change.c.stream)
    query = select(sync_stream.c.replica, sync_stream.c.part, sync_change.c.seq)
    with store.read() as connection:
        return {tuple(row) for row in connection.execute(query.select_from(joined))}


def named(lines) -> list[tuple[str, str, int]]:
    """The changes that these lines bring, each as often as it is there."""
    found, at = [], ("", "", 0)
    for line in lines:
        values = json.loads(line)
        if values[0] == "r":
            at = (values[1], values[2], values[3])
        elif values[0] == "c":
            found.append(at)
            at = (*at[:2], at[2] + 1)
    return found


def in_scope(changes, chosen) -> set[tuple[str, str, int]]:
    return {one for one in changes if one[1] in chosen - {PRIVATE}}


def exchange(giver, taker, chosen) -> None:
    with taker.read() as connection:
        have = have_of(connection)
    lines = list(export(giver, have, scope_of(chosen)))
    had, theirs = held(taker), held(giver)
    assert sorted(named(lines)) == sorted(in_scope(theirs, chosen) - had)
    take(taker, lambda: lines, "file")
    assert held(taker) == had | in_scope(theirs, chosen)


@given(st.lists(one_step, min_size=4, max_size=16), parts)
@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
def test_what_is_sent_is_all_that_they_lack_in_scope_and_nothing_else(fleet, steps, last):
    """Over schools, jottings, restricted records, what is private and what was let go of."""
    stores = [machine.store for machine in fleet.machines(3)]
    for kind, who, other, chosen in steps:
        store = stores[who]
        if kind == "write":
            with store.action("Wrote") as act:
                for part in sorted(chosen):
                    act.create(role, part, name=part)
        elif kind == "send" and who != other:
            exchange(store, stores[other], chosen)
        elif kind == "let go":
            gone = chosen - {TEAM, PRIVATE}
            kept = {one for one in held(store) if one[1] not in gone}
            let_go(store, SCHOOLS[0], gone)
            assert held(store) == kept
    for giver in stores:
        for taker in stores:
            if giver is not taker:
                exchange(giver, taker, last)
    for store in stores:
        assert in_scope(held(store), last) == in_scope(held(stores[0]), last)
        check(store)


def test_what_every_school_means_leaves_out_what_must_be_named(fleet):
    (machine,) = fleet.machines(1)
    with machine.store.action("Wrote") as act:
        for part in PARTS:
            act.create(role, part, name=part)
    sent = {part for _, part, _ in named(export(machine.store, {}, Scope()))}
    assert sent == {TEAM, *SCHOOLS}
