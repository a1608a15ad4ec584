"""Checks of a document that only the caseload can tell: other notes, other heads, two versions."""

import json
import runpy
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import delete, insert
from sqlalchemy import text as sql

from sif_desktop.domain import note
from sif_desktop.domain.findings import FindingKind, Severity
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row, Section, Sentence
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.log import sync_conflict
from sif_desktop.models.tables.providers import role
from sif_desktop.services.documents import passages

record_visit = runpy.run_path(str(Path(__file__).parents[1] / "data" / "sample_visit.py"))[
    "record_visit"
]
TEACHING = "answer:core_areas.teaching"
PASSAGE = (
    "Leaders check the reading of every child in the lowest fifth each fortnight and tell parents "
    "in plain words what to practise at home."
)


@pytest.fixture
def uid(services):
    return services.notes.start(record_visit(services)).uid


def body(text: str) -> str:
    block = Block("own:b", BlockKind.PARAGRAPH, sentences=(Sentence("own:s", text),))
    return note.to_json(NoteDraft((Section("findings", "findings", "Findings", (block,)),)))


def write_notes(services, *texts: str, provider: str = "hill-top", title: str = "Note of visit"):
    """Notes with one sentence each at a school."""
    common = {"provider_uid": provider, "kind": "note_of_visit", "layout": "note_of_visit"}
    with services.context.store.action("Wrote notes") as act:
        for text in texts:
            fields = {**common, "title": title, "state": "drafting", "body": body(text)}
            act.create(document, provider, **fields)


def lines(services, uid: str, kind: FindingKind):
    return [line for line in services.documents.check(uid) if line.finding.kind is kind]


def write(services, uid: str, words: str) -> None:
    services.drafts.edit_sentence(uid, TEACHING, words)


# --- passages of other notes ----------------------------------------------------------------------


def test_a_passage_of_another_schools_note_is_found_and_names_it(services, uid):
    write_notes(services, f"In spring. {PASSAGE}", title="Spring visit")
    write(services, uid, f"We saw that {PASSAGE.lower()}")
    plan = services.documents.issue_plan(uid)
    (finding,) = [one for one in plan.unanswered if one.kind is FindingKind.REUSED]
    assert "Spring visit" in finding.message and "Hill Top Academy" in finding.message
    assert finding.place.sentence == TEACHING


def test_a_reason_for_a_passage_holds_until_the_passage_changes(services, uid):
    write_notes(services, PASSAGE)
    write(services, uid, PASSAGE)
    services.search.refresh()
    (line,) = lines(services, uid, FindingKind.REUSED)
    services.drafts.answer_warning(uid, line.finding.id, "The authority’s own words.")
    write(services, uid, f"As agreed. {PASSAGE}")
    assert [one.answer for one in lines(services, uid, FindingKind.REUSED)] == [
        "The authority’s own words."
    ]
    write(services, uid, PASSAGE.removeprefix("Leaders check "))
    assert [one.answer for one in lines(services, uid, FindingKind.REUSED)] == [""]


def test_an_earlier_note_of_the_same_school_may_say_the_same(services, uid):
    write_notes(services, PASSAGE, provider="oakfield")
    write(services, uid, PASSAGE)
    services.search.refresh()
    assert not lines(services, uid, FindingKind.REUSED)


def test_words_that_only_resemble_another_note_are_left_alone(services, uid):
    write_notes(services, PASSAGE)
    words = PASSAGE.split()
    write(services, uid, " ".join((*words[:11], "indeed", *words[11:20])))
    services.search.refresh()
    assert not lines(services, uid, FindingKind.REUSED)


def test_a_note_that_was_deleted_is_no_longer_found(services, uid):
    write_notes(services, PASSAGE)
    write(services, uid, PASSAGE)
    services.search.refresh()
    assert lines(services, uid, FindingKind.REUSED)
    services.undo.undo()  # the sentence
    services.undo.undo()  # the other note
    write(services, uid, PASSAGE)
    assert not lines(services, uid, FindingKind.REUSED)


@pytest.mark.parametrize("words", ['"', "a AND NOT b* (c) : ^d", "NEAR(x y) " * 8, "é" * 400])
def test_whatever_was_typed_can_be_looked_for(services, uid, words):
    write_notes(services, PASSAGE)
    write(services, uid, f"{words} {PASSAGE}")
    services.search.refresh()
    assert lines(services, uid, FindingKind.REUSED)


def test_a_note_written_after_the_first_look_is_found_too(services, uid):
    write(services, uid, PASSAGE)
    assert not lines(services, uid, FindingKind.REUSED)
    write_notes(services, PASSAGE)
    services.search.refresh()
    assert lines(services, uid, FindingKind.REUSED)


def test_two_thousand_other_notes_hardly_slow_the_opening(services, uid, monkeypatch):
    """Opening a draft takes at most twice what it takes without looking for passages."""
    known = PASSAGE.split() + "Reading is taught daily and well in each class".split()
    made = (
        " ".join(known[(n * 7 + k * 5 + n * k) % len(known)] for k in range(120))
        for n in range(2_000)
    )
    write_notes(services, *made)
    write(services, uid, PASSAGE)
    services.search.refresh()

    def opening() -> float:
        start = process_time()
        services.documents.open(uid)
        return process_time() - start

    opening()  # where each text stands is remembered from here on
    with_passages, without = [], []
    for _ in range(10):  # by turns, so that what else the machine does weighs on both
        with_passages.append(opening())
        with monkeypatch.context() as patch:
            patch.setattr(passages, "reused_passages", lambda *_: passages.Looked())
            without.append(opening())
    assert min(with_passages) <= 2 * min(without), (min(with_passages), min(without))


# --- heads of other schools -----------------------------------------------------------------------


def test_the_head_of_another_school_is_found_in_the_record(services, uid):
    at = {"provider_uid": "hill-top", "role": "headteacher"}
    with services.context.store.action("Added heads") as act:
        act.create(role, TEAM, **at, name="Ines Calloway", to_date="")
        act.create(role, TEAM, **at, name="Otto Brindle", to_date="2025-08-31")
    write(services, uid, "This was agreed with Ines Calloway.")
    (line,) = lines(services, uid, FindingKind.OTHER_HEAD)
    assert "headteacher of Hill Top Academy" in line.finding.message
    write(services, uid, "This was agreed with Otto Brindle.")
    assert not lines(services, uid, FindingKind.OTHER_HEAD)


# --- two versions ---------------------------------------------------------------------------------


def test_an_answer_in_two_versions_is_named_until_one_is_chosen(services, uid):
    assert not lines(services, uid, FindingKind.CONFLICT)
    query = sql("select uid, x_heads from answer where item = 'core_areas.teaching'")
    change = sql("update answer set x_heads = :heads where uid = :uid")
    with services.context.store.local() as connection:
        stored = connection.execute(query).one()
        heads = json.loads(stored.x_heads)
        heads["evidence"] = [*heads.get("evidence", ["a:1"]), "b:1"]
        connection.execute(change, {"heads": json.dumps(heads), "uid": stored.uid})
        asked = {"row": stored.uid, "col": "evidence", "tbl": "answer", "kind": "text"}
        connection.execute(insert(sync_conflict), [asked | {"heads": "[]", "ticked": 0}])
    (line,) = lines(services, uid, FindingKind.CONFLICT)
    assert line.finding.severity is Severity.SHOULD
    assert line.finding.place.item == "core_areas.teaching"
    with services.context.store.local() as connection:
        connection.execute(change, {"heads": stored.x_heads, "uid": stored.uid})
        connection.execute(delete(sync_conflict))
    assert not lines(services, uid, FindingKind.CONFLICT)


# --- what could not be made accessible ------------------------------------------------------------


def test_a_table_the_page_refuses_is_a_finding_and_no_crash(services, uid):
    rows = (Row("own:r", ("a", "b")),)
    broken = Block("own:t", BlockKind.TABLE, columns=("What", "What"), rows=rows)

    def with_table(draft: NoteDraft) -> NoteDraft:
        first, *others = draft.sections
        return replace(draft, sections=(replace(first, blocks=(*first.blocks, broken)), *others))

    services.drafts.apply(uid, "Added a table", with_table)
    (blocking,) = services.documents.issue_plan(uid).blocking
    assert (blocking.kind, blocking.severity) == (FindingKind.ACCESSIBILITY, Severity.MUST)
    assert blocking.place.row == "own:r" and "same heading" in blocking.message
