"""Every kind of document the program can make, in one list: menus, tests and checks walk it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.letter import LETTER_KINDS
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.builders import (
    blank_form,
    category_sheet,
    coverage_annex,
    day_list,
    due_list,
    evidence_annex,
    evidence_by_aspect,
    issue_log,
    letter,
    milestone_grid,
    minutes,
    note_of_visit,
    plan_paper,
    prediction_table,
    report,
    slip,
    visit_brief,
)
from sif_desktop.reports.builders.draft_facts import DraftFacts


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """`build(facts)` takes an instance of `facts` and gives the document."""

    id: str
    title: str
    facts: type
    build: Callable[[Any], Document]


KINDS: dict[str, DocumentKind] = {
    kind.id: kind
    for kind in (
        DocumentKind(
            "note_of_visit",
            "Note of visit",
            DraftFacts,
            note_of_visit.build,
        ),
        DocumentKind("blank_form", "Blank checklist", blank_form.BlankFormFacts, blank_form.build),
        DocumentKind(
            "category_sheet",
            "Categories, criteria and entitlements",
            category_sheet.CategorySheetFacts,
            category_sheet.build,
        ),
        DocumentKind(
            "evidence_annex", "Evidence annex", evidence_annex.AnnexFacts, evidence_annex.build
        ),
        DocumentKind("returned_slip", "Slip to answer", slip.SlipFacts, slip.build),
        DocumentKind("visit_brief", "Brief for a visit", visit_brief.BriefFacts, visit_brief.build),
        DocumentKind("minutes", "Minutes", DraftFacts, minutes.build),
        DocumentKind("agenda", "Agenda", DraftFacts, note_of_visit.build),
        DocumentKind("report", "Report", DraftFacts, report.build),
        DocumentKind(
            "evidence_by_aspect",
            "Evidence by aspect",
            evidence_by_aspect.AspectFacts,
            evidence_by_aspect.build,
        ),
        DocumentKind("disclosure_log", "Disclosure log", DraftFacts, note_of_visit.build),
        DocumentKind(
            "prediction_table",
            "Current and predicted judgements",
            prediction_table.PredictionTableFacts,
            prediction_table.build,
        ),
        DocumentKind("issue_log", "Issue log", issue_log.IssueLogFacts, issue_log.build),
        DocumentKind(
            "day_list", "List of entitlement and days", day_list.DayListFacts, day_list.build
        ),
        DocumentKind("due_list", "List of what is due", due_list.DueListFacts, due_list.build),
        *(
            DocumentKind(id_, title, plan_paper.PlanFacts, plan_paper.build)
            for id_, title in (
                ("plan", "Plan"),
                ("plan_staff", "Plan for staff"),
                ("statement_of_action", "Statement of action"),
                ("plan_agreement", "Agreement"),
            )
        ),
        DocumentKind(
            "milestone_grid", "Milestones by term", milestone_grid.GridFacts, milestone_grid.build
        ),
        DocumentKind(
            "coverage_annex",
            "What the plans cover",
            coverage_annex.CoverageFacts,
            coverage_annex.build,
        ),
        *(
            DocumentKind(id_, title, DraftFacts, letter.build)
            for id_, title in LETTER_KINDS.items()
        ),
    )
}


def document_kind(kind_id: str) -> DocumentKind:
    """Raises Problem for a kind this version does not know."""
    if kind_id not in KINDS:
        raise Problem(
            f"This version of the program cannot make a document of the kind “{kind_id}”.",
            "Install the version it was written with.",
        )
    return KINDS[kind_id]
