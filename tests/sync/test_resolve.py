"""A question is closed by a person, for everybody, and only for what they saw."""

from __future__ import annotations

import pytest

from sif_desktop.models.changes import jottings_part
from sif_desktop.models.tables.visits import jotting, visit
from sif_desktop.sync import resolve
from tests.sync.replicas import VISIT, begin, check, give, questions, tables_of


@pytest.fixture
def pair(new):
    one, other = new(), new()
    begin(one)
    give(one, other)
    return one, other


def edit(store, **fields):
    with store.action("Edited") as act:
        act.update(visit, VISIT, **fields)


def both_ways(one, other):
    give(one, other)
    give(other, one)
    assert tables_of(one) == tables_of(other)
    check(one)
    check(other)


def asked(store, **more):
    with store.read() as connection:
        return resolve.questions(connection, **more)


def decide(store, question, **values):
    with store.action("Decided") as act:
        resolve.decide(act, question, values)


def test_a_question_shows_what_both_began_from_and_who_wrote_what(pair):
    one, other = pair
    edit(one, title="A")
    edit(other, title="B")
    both_ways(one, other)
    [question] = asked(one)
    assert question.base == {"title": "Core visit"}
    assert [v.values["title"] for v in question.versions] == ["A", "B"]
    assert [v.author for v in question.versions] == ["person0", "person1"]


@pytest.mark.parametrize("answer", ["A", "B", "My own"])
def test_any_answer_closes_it_for_everybody(pair, answer):
    one, other = pair
    edit(one, title="A")
    edit(other, title="B")
    both_ways(one, other)
    decide(one, asked(one)[0], title=answer)  # also the one on show, which changes no value
    assert questions(one) == []
    both_ways(one, other)
    assert questions(other) == []
    assert tables_of(other)["visit"][0]["title"] == answer


def test_two_decide_apart_alike_closes_it_and_otherwise_asks_again(pair):
    one, other = pair
    edit(one, title="A")
    edit(other, title="B")
    both_ways(one, other)
    decide(one, asked(one)[0], title="A")
    decide(other, asked(other)[0], title="A")
    both_ways(one, other)
    assert questions(one) == []
    edit(one, title="C")
    edit(other, title="D")
    both_ways(one, other)
    decide(one, asked(one)[0], title="C")
    decide(other, asked(other)[0], title="D")
    both_ways(one, other)
    assert questions(one) == [(VISIT, "title", "value")]


def test_what_arrived_while_deciding_stays_open(pair, new):
    one, other = pair
    third = new()
    give(one, third)
    edit(one, title="A")
    edit(other, title="B")
    edit(third, title="C")
    give(other, one)
    [question] = asked(one)
    give(third, one)
    decide(one, question, title="A")
    [again] = asked(one)
    assert {v.values["title"] for v in again.versions} == {"A", "C"}
    check(one)


def test_a_group_is_decided_as_one(pair):
    one, other = pair
    edit(one, start_time="09:00")
    edit(other, end_time="15:00")
    both_ways(one, other)
    [question] = asked(one)
    assert question.kind == "group"
    assert {"start_time", "end_time"} <= set(question.columns)
    values = {**question.versions[0].values, "start_time": "09:00", "end_time": "15:00"}
    decide(one, question, **values)
    assert questions(one) == []
    both_ways(one, other)
    shown = tables_of(other)["visit"][0]
    assert (shown["start_time"], shown["end_time"]) == ("09:00", "15:00")


@pytest.mark.parametrize("answer", ["keep", "delete"])
def test_a_deletion_beside_an_edit_is_kept_or_deleted_for_everybody(pair, answer):
    one, other = pair
    with one.action("Deleted") as act:
        act.delete(visit, VISIT)
    edit(other, title="Kept")
    with other.action("Jotted") as act:
        act.create(jotting, jottings_part(VISIT), visit_uid=VISIT, text="Books")
    both_ways(one, other)
    [question] = asked(one)
    with one.action("Decided") as act:
        getattr(resolve, answer)(act, question)
    both_ways(one, other)
    assert questions(other) == []
    assert tables_of(other)["visit"][0]["x_gone"] == (answer == "delete")


def test_a_merged_text_is_listed_until_ticked_and_again_when_more_is_merged(pair):
    one, other = pair
    edit(one, summary="One. Two.\nThree.")
    edit(other, summary="Uno. Two.")
    both_ways(one, other)
    [glance] = asked(one, glance=True)
    with one.local() as connection:
        resolve.tick(connection, glance.row, glance.column)
    assert asked(one, glance=True) == []
    edit(other, title="Beside it")
    both_ways_without_comparing_ticks(one, other)
    assert asked(one, glance=True) == []  # nothing more was merged


def both_ways_without_comparing_ticks(one, other):
    give(one, other)
    give(other, one)
