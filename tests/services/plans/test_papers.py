"""The papers of plans from a real store, and the workbook read back."""

import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.providers import provider
from sif_desktop.reports.catalogue import KINDS
from sif_desktop.reports.layout import arrange
from sif_desktop.services.documents.issue import Printed, freeze
from sif_desktop.services.files import FileExists
from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.plan_workbook import write_workbook
from sif_desktop.services.plans import PlanFields
from tests.services.plans.conftest import FIELDS, MARKER, SCHOOL

sys.path.append(str(Path(__file__).parents[3] / "tools"))

import gate

FORMULA = '=HYPERLINK("http://example.org";"Pay")'


def words_of(printed: Printed) -> str:
    """All words of both files."""
    files = freeze(printed)
    pdf, word = gate.said_by_pdf(files.pdf), gate.said_by_word(files.docx)
    return "\n".join([*pdf.words, *pdf.pictures, *word.words, *word.pictures])


@pytest.fixture
def filled(services, plan) -> str:
    """An action with a cost and a date, a milestone, a criterion, and an area for improvement."""
    day = "2026-11-02"
    improve = (ImprovementFields("Teach reading daily"), ImprovementFields("Check what is learnt"))
    services.inspections.record(SCHOOL, InspectionFields("full", day, improvements=improve))
    area = services.plan_family.areas_to_pull(plan)[0]
    services.plan_family.pull_improvements(plan, [area.uid])
    top = services.plans.plan(plan).priorities[0].uid
    outline, following = services.plan_outline, services.plan_following
    action = outline.add(
        plan, "action",
        {"what": FORMULA, "party": "authority", "start": day, "due": "2026-11-30",
         "monitor": "Chair of governors", "resources": "Eight mornings"},
        priority_uid=top,
    ).uid  # fmt: skip
    outline.set_cost(action, "+Coach", "480.50", "authority", fund="@Fund")
    outline.add(plan, "milestone", {"what": "Read daily", "due": "2026-12-11"}, priority_uid=top)
    criterion = outline.add(plan, "criterion", {"what": "All read"}, priority_uid=top).uid
    following.judge("action", action, "at_risk", "Two of four seen")
    following.judge_criterion(criterion, "partly", "Two classes")
    return plan


def test_each_template_prints_as_its_kind(services):
    with services.context.store.action("Maintained") as act:
        act.update(provider, SCHOOL, kind="maintained_school")
    kinds = {}
    for template in services.context.pack().plans:
        uid = services.plans.begin(SCHOOL, template.id, PlanFields("A plan")).uid
        kinds[template.id] = services.plan_papers.plan(uid).kind
    assert kinds == {
        "improvement-plan": "plan",
        "authority-support": "plan",
        "statement-of-action": "statement_of_action",
        "brokered-support": "plan_agreement",
        "individual-support": "plan_agreement",
        "taper-plan": "plan",
    }
    assert set(kinds.values()) < set(KINDS)


def test_a_restricted_plan_is_on_no_paper_but_its_own(services, filled, restricted):
    papers = services.plan_papers
    for made in (papers.plan, papers.staff, papers.grid, papers.coverage):
        assert MARKER not in words_of(made(filled)), made
    for other in (
        services.paper.brief(SCHOOL),
        services.paper.category_sheet(),
        services.due_paper.printed(services.obligations.rows(), "the next half year"),
        services.day_paper.printed(services.days.book()),
        services.predictions.printed(),
        *(services.paper.blank_form(one.code)
          for one in services.context.pack().offered_visit_types()),
    ):  # fmt: skip
        assert MARKER not in words_of(other), other.kind
    own = words_of(papers.plan(restricted))
    assert MARKER in own and "Restricted" in own
    assert MARKER in words_of(papers.grid(restricted))


def test_a_restricted_plan_has_no_paper_for_staff_and_none_of_coverage(services, restricted):
    for made in (services.plan_papers.staff, services.plan_papers.coverage):
        with pytest.raises(Problem, match="restricted plan"):
            made(restricted)


def test_staff_do_not_read_what_it_costs_or_who_watches(services, filled):
    staff, whole = services.plan_papers.staff(filled), services.plan_papers.plan(filled)
    for words in ("£480.50", "Chair of governors", "Not approved"):
        assert words in words_of(whole)
    assert "£480.50" not in words_of(staff) and "Chair of governors" not in words_of(staff)
    assert "Eight mornings" in words_of(staff)


def test_the_annex_says_what_answers_each_area_and_what_is_missing(services, filled):
    said = words_of(services.plan_papers.coverage(filled))
    for words in (
        "1 Teach reading daily",
        "Read daily",
        "2 Check what is learnt",
        "none",
        "nobody",
    ):
        assert words in said
    assert "0 of 2 areas have an action" in said


def test_status_stands_in_words_in_plan_and_grid(services, filled):
    assert "At risk (23 November 2026). Two of four seen" in words_of(
        services.plan_papers.plan(filled)
    )
    assert "Not started, 11 December 2026" in words_of(services.plan_papers.grid(filled))


def test_the_workbook_read_back_has_typed_dates_and_amounts_and_computes_nothing(
    services, filled, tmp_path
):
    path = tmp_path / "plan.xlsx"
    assert write_workbook(services.plans.page(filled), path) == 4
    book = load_workbook(path)
    assert book.sheetnames == ["Actions", "Milestones", "Success criteria", "Costs"]
    heads, row = (list(line) for line in book["Actions"].iter_rows())
    template = services.plans.page(filled).template
    assert [one.value for one in heads] == ["Priority", *(c.label for c in template.actions)]
    found = {head.value: cell for head, cell in zip(heads, row, strict=True)}
    assert found["Priority"].value == "Teach reading daily"
    assert (
        found["Start"].value == datetime.combine(date(2026, 11, 2), time())
        and found["Start"].is_date
    )
    assert found["Target date"].value == datetime.combine(date(2026, 11, 30), time())
    assert found["Cost"].value == 480.5 and found["Cost"].data_type == "n"
    assert found["Action"].value == f"'{FORMULA}"
    assert found["Whose"].value == "Authority"
    assert found["Progress"].value == "At risk. Two of four seen"
    cost = [cell.value for cell in book["Costs"][2]]
    assert cost == [f"'{FORMULA}", "'+Coach", 480.5, "Authority", "'@Fund"]
    assert [cell.value for cell in book["Success criteria"][2]][1:4] == [
        "All read", "Partly met", "Two classes",
    ]  # fmt: skip
    every = (cell for sheet in book for line in sheet.iter_rows() for cell in line)
    assert not any(cell.data_type == "f" for cell in every)


def test_a_workbook_there_is_is_not_overwritten_unasked(services, filled, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(FileExists):
        write_workbook(services.plans.page(filled), path)
    assert path.read_bytes() == b"mine"


def test_a_plan_with_nothing_in_it_prints_all_its_papers(services):
    uid = services.plans.begin(SCHOOL, "improvement-plan", FIELDS).uid
    papers = services.plan_papers
    assert "Not written yet." in words_of(papers.plan(uid))
    assert "The plan has no milestones yet." in words_of(papers.grid(uid))
    assert "No area for improvement is on record." in words_of(papers.coverage(uid))
    assert "Improvement plan" in words_of(papers.staff(uid))


def test_plans_of_the_same_title_are_told_apart_in_the_annex(services, filled):
    for title in ("Improvement Plan", "Area or priority", "Improvement plan (2)"):
        fields = PlanFields(title, "2026-09-07", "2027-03-23")
        services.plan_family.start_beside(filled, "improvement-plan", fields)
    said = words_of(services.plan_papers.coverage(filled))
    assert "Area or priority (2)" in said
    assert "Improvement plan (2)" in said or "Improvement Plan (2)" in said


def test_what_answers_an_area_twice_is_told_apart_in_an_accessible_annex(services, filled):
    top = services.plans.plan(filled).priorities[0].uid
    for what in ("Read to a partner", "Read at home"):
        services.plan_outline.add(filled, "action", {"what": what}, priority_uid=top)
    printed = services.plan_papers.coverage(filled)
    files = freeze(printed)
    assert gate.faults(arrange(printed.document()), files.pdf, files.docx) == []
    assert "Read to a partner; Read at home" in words_of(printed)
