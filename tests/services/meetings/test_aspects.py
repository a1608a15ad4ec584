"""Evidence for the inspection of the authority, by aspect."""

import pytest
from openpyxl import load_workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import restricted_part
from sif_desktop.models.tables.cases import case_file
from sif_desktop.models.tables.visits import visit
from tests.services.meetings.upward_world import (
    MARKER,
    SCHOOL,
    a_case,
    a_meeting,
    a_plan,
    a_series,
    a_visit,
    under,
)
from tests.services.reading import everything, words_of


@pytest.fixture
def marked(services):
    """A visit, a case and a meeting marked with two aspects."""
    under(services, "rutland-2014")
    first, second = (one.code for one in services.aspects.aspects()[:2])
    seen, case = a_visit(services, "2026-10-01"), a_case(services)
    met = a_meeting(services, a_series(services, "strategy_meeting"), "strategy_meeting",
                    "2026-10-12")  # fmt: skip
    mark = services.aspects.mark
    mark("visit", seen, SCHOOL, second, note="Reading was checked")
    mark("case_file", case, SCHOOL, first, day="2026-09-12")
    mark("meeting", met, SCHOOL, first)
    return {"visit": seen, "case": case, "meeting": met, "first": first, "second": second}


@pytest.mark.req("R14-04")
def test_records_marked_with_an_aspect_are_listed_by_aspect_and_day(services, marked):
    assert len(services.aspects.aspects()) == 9
    rows = services.aspects.rows()
    assert [(row.aspect, row.day, row.kind) for row in rows] == [
        (marked["first"], "2026-09-12", "Case"),
        (marked["first"], "2026-10-12", "Meeting"),
        (marked["second"], "2026-10-01", "Visit"),
    ]
    assert rows[1].title == "Strategy Meeting, 12 October 2026"
    assert (rows[2].note, rows[2].page) == ("Reading was checked", "visit")
    of_first = services.aspects.rows(marked["first"], "2026-10-01", "2026-10-31")
    assert [row.row_uid for row in of_first] == [marked["meeting"]]
    assert [row.uid for row in services.aspects.rows(row_uid=marked["visit"])] == [rows[2].uid]


@pytest.mark.req("R14-04")
def test_the_evidence_leaves_as_a_workbook_and_as_word_and_pdf(services, marked, tmp_path):
    rows = services.aspects.rows(since="2026-09-01", until="2026-10-31")
    path = tmp_path / "evidence.xlsx"
    assert services.aspects.export(path, rows) == 3
    assert load_workbook(path).active["B2"].value == "2026-09-12"
    made = services.aspects.document(rows, "September to October 2026")
    for data in (made.docx, made.pdf):
        told = words_of(data)
        assert rows[0].label in told and "Reading was checked" in told
        assert "Strategy Meeting, 12 October 2026" in told
    saved = services.aspects.save_document(rows, "autumn", tmp_path)
    assert {path.suffix for path in saved} == {".docx", ".pdf"}


def test_marking_again_changes_the_note_and_a_mark_comes_off(services, marked):
    aspects = services.aspects
    uid = aspects.mark("visit", marked["visit"], SCHOOL, marked["second"], note="Seen twice").uid
    assert [row.note for row in aspects.rows(marked["second"])] == ["Seen twice"]
    aspects.unmark(uid)
    assert aspects.rows(marked["second"]) == ()


def test_a_restricted_record_cannot_be_marked_nor_shown_once_it_is_restricted(services, marked):
    made = a_plan(services, restricted=True, word=MARKER)
    with pytest.raises(Problem):
        services.aspects.mark("plan", made["plan"], SCHOOL, marked["first"])
    with services.context.store.action("A restricted visit") as act:
        hidden = act.create(
            visit, restricted_part("v"), provider_uid=SCHOOL, visit_type=MARKER, state="issued",
            visit_date="2026-10-02",
        )  # fmt: skip
    with pytest.raises(Problem):
        services.aspects.mark("visit", hidden, SCHOOL, marked["first"])
    made = services.aspects.document(services.aspects.rows(), "autumn")
    assert MARKER not in everything(made.docx) and MARKER not in everything(made.pdf)


def test_what_is_no_aspect_or_no_record_is_refused(services, marked):
    mark = services.aspects.mark
    for wrong in (
        ("visit", marked["visit"], SCHOOL, "nonsense"),
        ("jotting", marked["visit"], SCHOOL, marked["first"]),
        ("visit", "nowhere", SCHOOL, marked["first"]),
    ):
        with pytest.raises(Problem):
            mark(*wrong)
    with pytest.raises(Problem):
        services.aspects.document((), "autumn")


def test_a_mark_on_a_deleted_record_is_not_shown_and_comes_back_with_it(services, marked):
    with services.context.store.action("Deleted") as act:
        act.delete(case_file, marked["case"])
    assert len(services.aspects.rows()) == 2
    services.undo.undo()
    assert len(services.aspects.rows()) == 3
