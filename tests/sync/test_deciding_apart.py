"""Invariant 13: two decide one question apart; alike closes it, otherwise it is asked again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sif_desktop.domain.merge import DELETED
from sif_desktop.models.tables.visits import visit
from sif_desktop.sync import resolve
from tests.soaking import examples
from tests.sync.replicas import VISIT, begin, check, give, tables_of

FIELDS = {
    "title": ["A", "B", "C", None],
    "summary": ["One. Two. Three.", "Uno. Two.", "Un. Deux.", ""],
    "start_time": ["09:00", "10:00", "11:00", None],
}


def both_ways(one, other) -> None:
    give(one, other)
    give(other, one)
    assert tables_of(one) == tables_of(other)
    check(one)


def edit(store, **fields) -> None:
    with store.action("Edited") as act:
        act.update(visit, VISIT, **fields)


def asked(store, *, glance: bool = False) -> list[resolve.Question]:
    with store.read() as connection:
        return resolve.questions(connection, glance=glance)


@given(
    column=st.sampled_from(sorted(FIELDS)),
    apart=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    decided=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    again=st.booleans(),
)
@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
def test_decided_alike_is_closed_and_otherwise_asked_again(fleet, column, apart, decided, again):
    one, other = stores = [machine.store for machine in fleet.machines(2)]
    begin(one)
    give(one, other)
    for store, which in zip(stores, apart, strict=True):
        edit(store, **{column: FIELDS[column][which]})
    both_ways(one, other)
    if not asked(one):
        return  # the same, or put together by itself
    for store, which in zip(stores, decided, strict=True):
        [question] = asked(store)
        values = {**question.versions[0].values, column: FIELDS[column][which]}
        with store.action("Decided") as act:
            resolve.decide(act, question, values)
        assert not asked(store)
    both_ways(one, other)
    [*open_now] = [*asked(one), *asked(one, glance=True)]
    assert bool(open_now) == (FIELDS[column][decided[0]] != FIELDS[column][decided[1]])
    if again and asked(one):  # and one person's answer to that closes it for both
        [question] = asked(one)
        with one.action("Decided") as act:
            resolve.decide(act, question, question.versions[0].values)
        both_ways(one, other)
        assert not asked(other)


@pytest.mark.parametrize("answers", ["keep keep", "delete delete", "keep delete", "delete keep"])
def test_a_deletion_decided_on_apart_follows_the_same_rule(fleet, answers):
    one, other = stores = [machine.store for machine in fleet.machines(2)]
    begin(one)
    give(one, other)
    with one.action("Deleted") as act:
        act.delete(visit, VISIT)
    edit(other, title="Kept")
    both_ways(one, other)
    for store, answer in zip(stores, answers.split(), strict=True):
        [question] = asked(store)
        assert question.column == DELETED
        with store.action("Decided") as act:
            getattr(resolve, answer)(act, question)
    both_ways(one, other)
    assert bool(asked(one)) == (len(set(answers.split())) == 2)
    assert tables_of(one)["visit"][0]["x_gone"] == (answers == "delete delete")
