"""The objectives of a running plan in the note of the visit, for comment on each."""

from dataclasses import replace

import pytest

from sif_desktop.services.plans import PlanFields
from tests.ui.journey import SCHOOL, working_by


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "kent-2009", kind="school") as made:
        yield made


def planned(office, *titles, run=True):
    services = office.services
    uid = services.plans.begin(SCHOOL, "provider-plan", PlanFields("Plan 2026")).uid
    for title in titles:
        services.plan_outline.add(uid, "priority", {"title": title})
    if run:
        services.plans.run(uid)
    return uid


def note(office):
    """The note of a visit, opened where it is written."""
    visits = office.services.visits
    first = visits.defaults("sip_visit", SCHOOL)
    visit = visits.plan(replace(first, visit_date="2026-11-24")).uid
    visits.start(visit)
    visits.end(visit)
    page = office.window.go("composer", {"visit": visit})
    office.soon(lambda: page.view is not None)
    return page


def objectives(page):
    return page.view.draft.section("plan_objectives").blocks


@pytest.mark.req("K09-25")
def test_the_note_lists_each_objective_of_a_running_plan_for_comment(office):
    uid = planned(office, "Writing", "Attendance")
    first = office.services.plans.plan(uid).priorities[0].uid
    given = {"what": "Moderate", "due": "2026-11-02"}
    office.services.plan_outline.add(uid, "action", given, priority_uid=first)
    planned(office, "Not begun", run=False)
    page = note(office)
    words = [[one.text for one in block.sentences] for block in objectives(page)]
    assert words == [["Plan 2026, “Writing”: overdue."], ["Plan 2026, “Attendance”: not started."]]
    assert page.view.draft.section("plan_objectives").heading == "Objectives of the plan"
    # The officer comments on each in its paragraph.
    block = objectives(page)[0]
    office.services.drafts.edit_sentence(
        page.view.uid, block.sentences[0].id, "Writing goes on slowly: two classes are behind."
    )
    page.refresh(None)
    office.soon(lambda: "two classes" in objectives(page)[0].sentences[0].text)


def test_without_a_running_plan_the_note_has_nothing_to_say_of_one(office):
    assert not objectives(note(office))
