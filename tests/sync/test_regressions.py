"""Faults that were made once: by the prototype of the exchange, or found by the random histories.

Of the prototype's list, a range twice in one file and an owner's deletion looked at again after a
local save are in test_exchange; the races of the office store are in test_many_writers.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models import bulk, drafts
from sif_desktop.models.changes import TEAM, jottings_part
from sif_desktop.models.tables.log import sync_held, sync_op
from sif_desktop.models.tables.providers import provider, role
from sif_desktop.models.tables.visits import answer, jotting, visit
from sif_desktop.models.undo import UndoStack
from sif_desktop.services.erasing import ErasingService
from sif_desktop.sync import resolve
from sif_desktop.sync.exchange import take
from sif_desktop.sync.leaving import let_go
from sif_desktop.sync.lines import BadFile
from tests.sync.replicas import (
    SCHOOL,
    VISIT,
    begin,
    check,
    foreign,
    give,
    log_of,
    questions,
    send,
    tables_of,
)
from tests.sync.versions import older, upgrade


@pytest.fixture
def pair(new):
    one, other = new(), new()
    begin(one)
    give(one, other)
    return one, other


def edit(store, **fields) -> None:
    with store.action("Edited") as act:
        act.update(visit, VISIT, **fields)


def erase(store, table: str, uid: str) -> None:
    context = SimpleNamespace(
        store=store, moment=lambda: "2026-09-20T12:00", me=lambda: SimpleNamespace(name="Office")
    )
    ErasingService(context).erase(table, uid, ground="Asked for", reason="By law")  # type: ignore[arg-type]


def both_ways(one, other) -> None:
    give(one, other)
    give(other, one)
    assert tables_of(one) == tables_of(other)
    assert log_of(one) == log_of(other)
    check(one)
    check(other)


def gone(store) -> bool:
    return bool(tables_of(store)["visit"][0]["x_gone"])


# -- the prototype's -------------------------------------------------------------------------------


def test_what_begins_in_the_middle_is_passed_on_with_the_digest_below_it(pair, new):
    one, other = pair
    for title in "ABC":
        edit(one, title=title)
    third = new()
    give(other, third)
    (last,) = [lines for lines in _one_by_one(send(one, other)) if b'"C"' in lines[1]]
    take(other, lambda: last, "the last alone")
    with other.read() as connection:
        runs = connection.execute(select(sync_held).where(sync_held.c.lo == 4)).all()
    assert len(runs) == 1 and len(runs[0].before) == 16
    give(other, third)  # a gap, handed on as such
    check(third)
    give(one, third)  # and closed
    assert tables_of(third) == tables_of(one)


def _one_by_one(lines: list[bytes]) -> list[list[bytes]]:
    """A file for each change of a file of one range."""
    from sif_desktop.models.log_text import canonical_text, chain_texts
    from sif_desktop.sync.lines import parsed

    _, replica, part, lo, _, before = parsed(lines[0])
    found = []
    for seq, line in enumerate(lines[1:], start=lo):
        head = f'["r","{replica}","{part}",{seq},{seq},"{before}"]\n'.encode()
        found.append([head, line])
        _, hlc, author, schema, _, ops, _ = parsed(line)
        texts = [canonical_text(op).encode() for op in ops]
        before = chain_texts(bytes.fromhex(before), hlc, author, texts, schema).hex()
    return found


def test_a_record_that_waited_lies_in_the_partition_it_came_in(new):
    one, other = new(), new()
    begin(one)
    lines = send(one, other)
    team = next(number for number, line in enumerate(lines) if b'"team"' in line)
    take(other, lambda: lines[:team] + lines[team + 2 :], "the visit")
    take(other, lambda: lines[team : team + 2], "its school")
    assert tables_of(other)["visit"][0]["x_part"] == SCHOOL
    edit(other, title="Woken")
    both_ways(one, other)


def test_an_ordinary_save_leaves_a_version_open_that_was_not_on_the_page(pair):
    one, other = pair
    edit(one, title="A")
    edit(other, title="B")
    both_ways(one, other)
    edit(one, title="C")
    assert questions(one) == [(VISIT, "title", "value")]


# -- typing while others' work arrives -------------------------------------------------------------


def test_typing_into_a_field_in_question_leaves_the_version_that_was_not_shown(pair):
    one, other = pair
    edit(one, title="A")
    edit(other, title="B")
    both_ways(one, other)
    drafts.save(one, "visit", VISIT, "title", "Typed")
    drafts.settle(one, "visit", VISIT, "Typed")
    assert questions(one) == [(VISIT, "title", "value")]
    check(one)


def test_typing_into_one_field_of_a_group_does_not_take_the_others_for_seen(pair):
    one, other = pair
    drafts.save(one, "visit", VISIT, "start_time", "13:00")
    edit(other, end_time="12:00")
    give(other, one)
    drafts.settle(one, "visit", VISIT, "Typed")
    assert questions(one) == [(VISIT, "group:when", "group")]
    both_ways(one, other)


def test_ones_own_work_on_the_rest_of_a_group_while_typing_is_no_question(pair):
    one, other = pair
    drafts.save(one, "visit", VISIT, "start_time", "13:00")
    edit(one, end_time="12:00")
    drafts.settle(one, "visit", VISIT, "Typed")
    assert questions(one) == []
    both_ways(one, other)


# -- what keeps an owner ---------------------------------------------------------------------------


@pytest.fixture
def kept(pair):
    """A visit that was deleted and is kept only by an answer that somebody gave meanwhile."""
    one, other = pair
    with one.action("Answered") as act:
        uid = act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, value="1")
    with other.action("Deleted") as act:
        act.delete(visit, VISIT)
    both_ways(one, other)
    assert not gone(one)
    return one, other, uid


def test_erasing_what_kept_a_deleted_record_lets_it_go_everywhere(kept):
    one, other, uid = kept
    erase(one, "answer", uid)
    assert gone(one)
    check(one)
    both_ways(one, other)


def test_handing_over_what_kept_a_deleted_school_lets_it_go(pair):
    one, _ = pair
    UndoStack(one).undo()
    UndoStack(one).undo()  # the school was made, and is deleted
    with one.action("Planned again") as act:
        act.put(visit, SCHOOL, ("again",), provider_uid=SCHOOL)
    assert not tables_of(one)["provider"][0]["x_gone"]
    let_go(one, SCHOOL, {SCHOOL})
    assert tables_of(one)["provider"][0]["x_gone"]
    check(one)


# -- what was erased -------------------------------------------------------------------------------


def test_what_an_older_program_did_not_know_is_erased_when_it_is_upgraded(pair):
    one, other = pair
    with one.action("Answered") as act:
        act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, value="SECRET")
    with older(["answer"]):
        erase(other, "visit", VISIT)
        give(one, other)
    upgrade(other)
    both_ways(one, other)
    with other.read() as connection:
        assert "SECRET" not in str(connection.execute(select(sync_op)).all())


def test_what_came_before_its_creation_is_erased_with_its_owner(pair):
    one, other = pair
    made = ["ab" * 16, "answer", "c", {"visit_uid": VISIT}, {}]
    said = ["ab" * 16, "answer", "u", {"value": "SECRET"}, {"value": ["zzzzzzzzzzz:1"]}]
    first, second = _one_by_one(foreign([[made], [said]]))
    take(other, lambda: second, "the second")
    erase(other, "visit", VISIT)
    take(other, lambda: first, "the first")
    check(other)
    with other.read() as connection:
        assert "SECRET" not in str(connection.execute(select(sync_op)).all())
    take(one, lambda: [*first, *second], "both")
    both_ways(one, other)


def test_what_came_before_its_creation_is_erased_where_only_that_ones_hash_arrives(pair, new):
    """In either order: the creation is erased at the one who passes it on."""
    one, other = pair
    third = new()
    made = ["ab" * 16, "answer", "c", {"visit_uid": VISIT}, {}]
    said = ["ab" * 16, "answer", "u", {"value": "SECRET"}, {"value": ["zzzzzzzzzzz:1"]}]
    first, second = _one_by_one(foreign([[made], [said]]))
    take(one, lambda: first, "the first")
    erase(one, "visit", VISIT)
    take(other, lambda: second, "the second")
    both_ways(one, other)
    give(one, third)
    take(third, lambda: second, "the second, late")
    for store in (one, other, third):
        check(store)
        assert log_of(store) == log_of(one)
        assert "SECRET" not in str(log_of(store))


def test_what_was_erased_is_not_made_again_where_everybody_else_would_discard_it(pair):
    one, other = pair
    with one.action("Answered") as act:
        uid = act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, value="1")
        kept = act.put(role, TEAM, ("1",), provider_uid=SCHOOL, name="Head")
    erase(one, "answer", uid)
    erase(one, "role", kept)
    with pytest.raises(Problem, match="was erased for good"), one.action("Again") as act:
        act.put(answer, SCHOOL, ("1",), visit_uid=VISIT, value="2")
    with one.action("Imported") as act:  # an import passes over it and goes on
        new = {"uid": "cd" * 16, "provider_uid": SCHOOL, "name": "Deputy"}
        again = {"uid": kept, "provider_uid": SCHOOL, "name": "Head"}
        assert bulk.put_many(act, role, TEAM, [again, new]) == 1
    both_ways(one, other)


# -- deciding --------------------------------------------------------------------------------------


@pytest.fixture
def contested(pair, new):
    """A deletion beside an edit, on screen at the first, and a third who works on meanwhile."""
    one, other = pair
    third = new()
    give(one, third)
    with other.action("Deleted") as act:
        act.delete(visit, VISIT)
    edit(one, title="Kept")
    give(other, one)
    with one.read() as connection:
        [question] = resolve.questions(connection)
    return one, third, question


def test_deciding_to_delete_leaves_what_arrived_since_the_question_was_shown(contested):
    one, third, question = contested
    edit(third, summary="Not seen.")
    give(third, one)
    with one.action("Decided") as act:
        resolve.delete(act, question)
    assert not gone(one)
    assert questions(one) == [(VISIT, "_del", "deledit")]
    both_ways(one, third)


def test_deciding_to_keep_leaves_a_deletion_that_arrived_since(contested):
    one, third, question = contested
    with third.action("Deleted") as act:
        act.delete(visit, VISIT)
    give(third, one)
    with one.action("Decided") as act:
        resolve.keep(act, question)
    assert questions(one) == [(VISIT, "_del", "deledit")]
    both_ways(one, third)


# -- what a file may say ---------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"title": 7}, {"_del": "yes"}])
def test_a_value_of_another_kind_than_its_field_is_refused(pair, fields):
    one, _ = pair
    lines = foreign([[[VISIT, "visit", "u", fields, {}]]])
    with pytest.raises(BadFile):
        take(one, lambda: lines, "odd")
    check(one)


def test_no_later_operation_moves_a_record_to_another_owner(pair):
    one, _ = pair
    with one.action("Jotted") as act:
        uid = act.create(jotting, jottings_part(VISIT), visit_uid=VISIT, text="Books")
        act.create(provider, TEAM, "ef" * 16, name="Ashfield")
    moved = [VISIT, "visit", "u", {"provider_uid": "ef" * 16}, {"provider_uid": []}]
    take(one, lambda: foreign([[moved]]), "moved")
    assert tables_of(one)["visit"][0]["provider_uid"] == SCHOOL
    assert tables_of(one)["jotting"][0]["uid"] == uid
    check(one)
