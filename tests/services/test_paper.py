"""Paper from the record: blank checklists, what a note rests on, and the brief on one side."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.providers import provider
from sif_desktop.reports.blocks import plain_text
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.figure_lines import FigureFields
from sif_desktop.services.paper import PaperService
from sif_desktop.services.tasks import TaskFields

record_visit = runpy.run_path(str(Path(__file__).parents[1] / "data" / "sample_visit.py"))[
    "record_visit"
]


def words(printed) -> str:
    return "\n".join(plain_text(printed.document()))


def pages(printed) -> int:
    with open_pdf(PaperService.render_pdf(printed)) as file:
        return len(file)


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


@pytest.mark.req("R15-07", "R15-09")
def test_the_brief_is_built_from_figures_open_concerns_and_actions_with_its_three_blocks(services):
    services.settings.change_rulebook("rutland-2015")
    told = words(services.paper.brief("oakfield"))
    for title in ("Improvement", "Special educational needs", "Inclusion", "Budget"):
        assert f"{title}\nNothing is held." in told
    assert "No concern is open." in told
    figures = services.figures.record
    figures("oakfield", FigureFields("expected_progress", "2026", "78", "", "82", "provisional"))
    figures("oakfield", FigureFields("sen_progress", "2025", "61", source="School’s own data"))
    figures("oakfield", FigureFields("gap", "2026", "9", "disadvantaged"))
    figures("oakfield", FigureFields("budget_balance", "2026", "-3.5", source="Finance team"))
    raised = ConcernFields("Attendance falls", "officer", "2026-11-02")
    services.concerns.add("oakfield", raised)
    services.concerns.add("oakfield", replace(raised, what="Allegation", restricted=True))
    services.tasks.add("oakfield", TaskFields("Moderate the books", "school", "Head"))
    with services.context.store.action("From the register") as act:
        act.update(provider, "oakfield", sen_unit_on_roll="8")
    told = words(services.paper.brief("oakfield"))
    assert "Expected progress: 78 (compared with 82) (2025/26, provisional)" in told
    assert "61 (2024/25, validated, School’s own data)" in told
    assert "Pupils in the SEN unit: 8 (register)" in told
    assert "Gap between groups, disadvantaged: 9" in told and "Finance team" in told
    assert "Attendance falls" in told and "Moderate the books" in told
    assert "Allegation" not in told and "Nothing is held" not in told


@pytest.mark.req("R15-07")
def test_a_brief_with_all_its_blocks_full_still_stands_on_one_side(services):
    for number in range(12):
        raised = ConcernFields(f"Concern {number} about attendance", "data", "2026-11-02",
                               told_school_on="2026-11-03")  # fmt: skip
        services.concerns.add("oakfield", raised)
        services.tasks.add("oakfield", TaskFields(f"Moderate the books {number}", "school", "Head"))
        services.tasks.add("oakfield", TaskFields(f"Send the guidance {number}", "authority"))
        for code in ("attainment", "attendance"):
            given = FigureFields(code, "2026", "64", f"Group {number}", "65", source="Census")
            services.figures.record("oakfield", given)
    printed = services.paper.brief("oakfield")
    assert pages(printed) == 1
    assert printed.facts.concerns and printed.facts.agreed and printed.facts.promised
    assert all(
        lines for title, lines in printed.facts.blocks if title in ("Improvement", "Inclusion")
    )
