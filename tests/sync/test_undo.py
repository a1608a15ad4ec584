"""Undo where others' work stands beside one's own: what was shown before is shown again."""

from __future__ import annotations

import pytest

from sif_desktop.models.tables.visits import visit
from sif_desktop.models.undo import UndoStack
from sif_desktop.sync import resolve
from tests.sync.replicas import VISIT, begin, check, give, tables_of


@pytest.fixture
def apart(new):
    """Both have the visit, and each writes into it without the other."""

    def write(mine: dict[str, str], theirs: dict[str, str]):
        one, other = new(), new()
        begin(one)
        give(one, other)
        for store, fields in ((one, mine), (other, theirs)):
            with store.action("Edited") as act:
                act.update(visit, VISIT, **fields)
        give(other, one)
        return one

    return write


def shown(store) -> dict[str, str]:
    return tables_of(store)["visit"][0]


def test_undoing_an_edit_of_a_text_put_together_from_two_brings_both_back(apart):
    one = apart({"summary": "One. Two.\nThree."}, {"summary": "Uno. Two."})
    together = shown(one)["summary"]
    with one.action("Rewritten") as act:
        act.update(visit, VISIT, summary="All anew.")
    UndoStack(one).undo()
    assert shown(one)["summary"] == together != "All anew."
    UndoStack(one).redo()
    assert shown(one)["summary"] == "All anew."
    check(one)


def test_undoing_a_decision_brings_back_what_was_shown(apart):
    one = apart({"title": "Mine"}, {"title": "Theirs"})
    before = shown(one)["title"]
    with one.read() as connection:
        [question] = resolve.questions(connection)
    other = next(v for v in question.versions if v.values["title"] != before)
    with one.action("Decided") as act:
        resolve.decide(act, question, other.values)
    assert shown(one)["title"] == other.values["title"]
    UndoStack(one).undo()
    assert shown(one)["title"] == before
    check(one)


def test_undoing_a_deletion_made_after_anothers_brings_the_record_back(new):
    one, other = new(), new()
    begin(one)
    give(one, other)
    with other.action("Deleted") as act:
        act.delete(visit, VISIT)
    with one.action("Edited") as act:
        act.update(visit, VISIT, title="Kept")
    give(other, one)
    with one.read() as connection:
        [question] = resolve.questions(connection)
    with one.action("Deleted it anyway") as act:
        resolve.delete(act, question)
    assert shown(one)["x_gone"]
    UndoStack(one).undo()
    assert not shown(one)["x_gone"]
    check(one)
