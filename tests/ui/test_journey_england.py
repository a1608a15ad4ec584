"""Under the starter rulebook a report card puts a school in a category."""

import pytest

from sif_desktop.ui.widgets.text import Label
from tests.ui.journey import SCHOOL, active, category, inspection_form, lines, recorded, working_by
from tests.ui.office import TODAY

SCHOOL_KIND = {"kind": "maintained_school", "type": "Community school"}


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "england-2026", **SCHOOL_KIND) as made:
        yield made


def record_report_card(office, *outcomes):
    form = inspection_form(office, "Oakfield Primary School")
    assert form.kind.currentText() == "Full inspection (report card)"
    form.areas.grade("inclusion", "urgent_improvement")
    form.areas.grade("achievement", "needs_attention")
    for outcome in outcomes:
        form.outcomes.tick(outcome)
    form.safeguarding.setCurrentIndex(form.safeguarding.findData("not_met"))
    return recorded(
        office, form, day="6 October 2026", feedback="7 October 2026", published="9 November 2026"
    )


def test_a_report_card_in_a_category_of_concern_proposes_formal_intervention_and_says_why(office):
    follows = record_report_card(office, "urgent_improvement", "significant_improvement")
    (line,) = office.services.inspections.of_school(SCHOOL).inspections
    responses = {one.id: one for one in office.services.inspections.responses(line.uid)}
    assert (responses["statement-of-action"].due, responses["statement-of-action"].paragraph) == (
        "2026-11-23", "Education Act 2005 s15; SI 2005/2038 reg. 2",
    )  # fmt: skip
    assert responses["open-case"].opens_case and responses["open-case"].due == "2026-10-14"
    follows.verb.click()
    active(office)
    office.soon(lambda: len(office.services.tasks.rows()) == len(responses))
    assert ("Inclusion", "Urgent improvement") in line.grades and line.safeguarding == "Not met"
    page = category(office)
    proposal = page._view.proposal
    assert (proposal.category, proposal.label) == ("formal", "Formal intervention")
    assert [(one.text, one.paragraph) for one in proposal.because] == [
        ("In a category of concern", "Education Act 2005 s44")
    ]
    assert proposal.shut == () and TODAY.isoformat() > line.given.day
    said = [one.text() for one in lines(page.panel, Label)]
    assert "Formal intervention" in said
    (because,) = [one for one in page.panel.words.split("\n") if "In a category of concern" in one]
    assert because == (
        "· In a category of concern: Urgent improvement in at least one area, "
        "Requires significant improvement (Education Act 2005 s44)"
    )
    (alone,) = [one for one in page.panel.words.split("\n") if "one criterion alone" in one]
    assert alone == "· This rests on one criterion alone, which is not normally enough. (app)"
