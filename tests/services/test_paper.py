"""Paper from the record: blank checklists, what a note rests on, and the brief on one side."""

import runpy
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import plain_text
from sif_desktop.services.paper import PaperService
from sif_desktop.services.tasks import TaskFields

record_visit = runpy.run_path(str(Path(__file__).parents[1] / "data" / "sample_visit.py"))[
    "record_visit"
]


def words(printed) -> str:
    return "\n".join(plain_text(printed.document()))


def pages(printed) -> int:
    file = pypdfium2.PdfDocument(BytesIO(PaperService.render_pdf(printed)))
    count = len(file)
    file.close()
    return count


def test_the_checklist_of_a_planned_visit_has_its_head_filled_in(services):
    plan = services.visits.defaults("core_visit", "oakfield")
    uid = services.visits.plan(plan).uid
    said = words(services.paper.form_of_visit(uid))
    assert "Oakfield Primary School" in said and "900001" in said
    blank = words(services.paper.blank_form("core_visit"))
    assert "Oakfield" not in blank
    assert blank.splitlines()[-1] == said.splitlines()[-1]


def test_the_annex_shows_what_each_sentence_rests_on_and_is_marked(services):
    visit = record_visit(services)
    note = services.notes.start(visit).uid
    printed = services.paper.annex(note)
    said = words(printed)
    assert "File copy only: not for circulation" in said
    record = services.visits.record(visit)
    filed = [j for j in record.jottings if j.item and not j.parked]
    assert filed and all(one.text in said for one in filed)
    hidden = [j for j in record.jottings if j.parked]
    assert not any(one.text in said for one in hidden)


def test_the_annex_holds_no_restricted_record(services):
    visit = record_visit(services)
    told = {"told_role": "DSL", "route": "by hand", "told_at": "10:40", "note": "ZEBRAFISH"}
    services.capture.record_risk(visit, **told)
    note = services.notes.start(visit).uid
    assert "ZEBRAFISH" not in words(services.paper.annex(note))


def test_the_brief_stands_on_one_side_however_much_there_is(services):
    record_visit(services)
    for number in range(60):
        what = f"Promise number {number} that takes a whole line of words to say, all of it"
        services.tasks.add("oakfield", TaskFields(what, "school", "Headteacher", "2027-01-15", "x"))
    printed = services.paper.brief("oakfield")
    assert pages(printed) == 1
    said = words(printed)
    assert "Promise number" in said and "left out to fit one side" in said
    assert printed.facts.left_out > 20


def test_a_short_brief_leaves_nothing_out(services):
    printed = services.paper.brief("oakfield")
    assert pages(printed) == 1 and "left out" not in words(printed)
    assert printed.facts.day == services.context.today()


def test_a_school_that_is_gone_has_no_brief(services):
    with pytest.raises(Problem):
        services.paper.brief("nowhere")


def test_both_files_are_saved_and_never_over_others(services, tmp_path):
    printed = services.paper.blank_form("core_visit")
    word, page = services.paper.save(printed, tmp_path)
    assert (word.suffix, page.suffix) == (".docx", ".pdf")
    word.write_bytes(b"mine")
    again, _ = services.paper.save(printed, tmp_path)
    assert again != word and word.read_bytes() == b"mine"


def test_paper_has_no_faults(services, faults_of):
    visit = record_visit(services)
    note = services.notes.start(visit).uid
    for printed in (
        services.paper.form_of_visit(visit),
        services.paper.annex(note),
        services.paper.brief("oakfield"),
    ):
        assert faults_of(printed.document()) == []


@pytest.fixture
def faults_of():
    from sif_desktop.reports.docx_check import check_docx
    from sif_desktop.reports.docx_writer import write_docx
    from sif_desktop.reports.pdf_check import check_pdf
    from sif_desktop.reports.pdf_writer import write_pdf

    return lambda document: [*check_pdf(write_pdf(document)), *check_docx(write_docx(document))]
