"""Search finds what was written, newest first, and forgets what was taken back."""

from __future__ import annotations

import pytest

from sif_desktop.models import drafts, search
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import answer, jotting, visit
from sif_desktop.models.undo import UndoStack


@pytest.fixture
def school(store):
    with store.action("Added") as act:
        return act.create(provider, TEAM, name="Ysgol Tŷ Gwyn", urn="100001")


def hits(store, match, **options):
    with store.local() as connection:
        search.refresh(connection)
    with store.read() as connection:
        return search.find(connection, match, **options)


def a_visit(store, school, day, **fields):
    with store.action("Planned") as act:
        return act.create(visit, school, provider_uid=school, visit_date=day, **fields)


def test_accents_and_endings_do_not_matter(store, school):
    assert [hit.uid for hit in hits(store, "ty")] == [school]
    a_visit(store, school, "2027-01-11", focus="Reading in Year 3")
    assert len(hits(store, "read*")) == 1


def test_the_newest_comes_first(store, school):
    days = ("2026-09-01", "2027-03-01", "2025-05-01")
    made = {day: a_visit(store, school, day, focus="phonics") for day in days}
    found = [hit.uid for hit in hits(store, "phonics")]
    assert found == [made[day] for day in sorted(days, reverse=True)]


def test_a_jotting_knows_its_school_and_visit(store, school):
    planned = a_visit(store, school, "2027-01-11")
    with store.action("Jotted") as act:
        act.create(jotting, f"visit:{planned}", visit_uid=planned, text="zebra crossing")
    [hit] = hits(store, "zebra")
    assert (hit.provider, hit.visit, hit.table) == (school, planned, "jotting")


def test_what_is_deleted_is_not_found_and_comes_back_with_undo(store, school):
    planned = a_visit(store, school, "2027-01-11", focus="xylophone")
    with store.action("Deleted") as act:
        act.delete(visit, planned)
    assert hits(store, "xylophone") == []
    UndoStack(store).undo()
    assert len(hits(store, "xylophone")) == 1


def test_a_draft_is_found_as_its_writer_sees_it(store, school):
    planned = a_visit(store, school, "2027-01-11", focus="old words")
    hits(store, "old")
    drafts.save(store, "visit", planned, "focus", "brand new words")
    assert len(hits(store, "brand")) == 1
    assert hits(store, "old") == []


def test_a_grade_alone_is_not_indexed(store, school):
    planned = a_visit(store, school, "2027-01-11")
    with store.action("Graded") as act:
        asked = {"visit_uid": planned, "asked": "Phonics is taught daily"}
        act.put(answer, school, (planned, "f", "1"), **asked, value="2")
        act.put(answer, school, (planned, "f", "2"), **asked, value="strong_standard")
        act.put(answer, school, (planned, "f", "3"), **asked, value="yes", evidence="Seen today.")
    assert hits(store, "2") == []
    assert len(hits(store, "phonics")) == 1


def test_a_hit_may_be_passed_over(store, school):
    a_visit(store, school, "2027-01-11", focus="phonics")
    assert hits(store, "phonics", accept=lambda row: row["tbl"] != "visit") == []
