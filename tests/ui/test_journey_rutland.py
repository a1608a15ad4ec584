"""A grade 3 under the report of 2015 (Members, quarterly reports) and the plan of 2014."""

from datetime import date

import pytest

from sif_desktop.services.inspection_lines import InspectionFields
from tests.ui.journey import (
    SCHOOL,
    active,
    inspection_form,
    note_on_due,
    recorded,
    working_by,
)

SCHOOL_KIND = {"kind": "maintained_school", "type": "Community school"}


@pytest.fixture
def by(qtbot, tmp_path):
    """The window under the rulebook the test names."""
    made = []

    def make(pack):
        made.append(working_by(qtbot, tmp_path, pack, **SCHOOL_KIND))
        return made[0].__enter__()

    yield make
    made[0].__exit__(None, None, None)


def record_grade_3(office):
    """Record the inspection on the school's page; the sheet of what follows opens."""
    form = inspection_form(office, "Oakfield Primary School")
    form.outcomes.tick("requires_improvement")
    return recorded(office, form, day="6 October 2026", published="9 November 2026")


def tasks(office):
    return {one.what: one for one in office.services.tasks.rows()}


def owed(page):
    return [(row.day, row.state) for row in page.model.rows() if row.obligation == QUARTERLY]


QUARTERLY = "quarterly-report"


@pytest.mark.req("R15-17", "R15-18")
def test_a_grade_3_goes_before_cabinet_and_is_reported_each_quarter_until_it_is_regraded(by):
    office = by("rutland-2015")
    follows = record_grade_3(office)
    assert not office.services.tasks.rows(), "nothing becomes a task before it is confirmed"
    follows.verb.click()
    active(office)
    office.soon(lambda: len(office.services.tasks.rows()) == 3)
    shown = office.window.go("tasks")
    office.soon(lambda: shown.model.rowCount() == 3)
    cabinet = next(one for what, one in tasks(office).items() if "attend Cabinet" in what)
    assert (cabinet.party, cabinet.due) == ("school", "2027-02-09") and "(E3.3)" in cabinet.what
    # The quarterly reports are owed from publication on, and each is confirmed by the officer.
    due = office.window.go("due")
    office.soon(lambda: bool(owed(due)))
    assert owed(due)[0] == (date(2027, 2, 9), "due")
    note_on_due(office, QUARTERLY, date(2026, 11, 20))
    office.soon(lambda: owed(due)[0][0] == date(2027, 2, 20))
    done = [one for one in office.services.obligations.cycle(SCHOOL) if one.obligation == QUARTERLY]
    assert done[0].closed_on == date(2026, 11, 20)
    # Regraded, nothing more is owed.
    better = InspectionFields("ofsted", "2026-11-23", outcomes=("good",))
    office.services.inspections.record(SCHOOL, better)
    due.refresh(None)
    office.soon(lambda: not owed(due))


def test_a_grade_3_of_2014_is_listed_with_strategy_meetings_that_the_officer_confirms(by):
    office = by("rutland-2014")
    follows = record_grade_3(office)
    assert set(follows.ticked()) == {"listing", "strategy-meetings", "action-plan", "assurance"}
    follows.tick("assurance", False)
    follows.verb.click()
    active(office)
    office.soon(lambda: len(office.services.tasks.rows()) == 3)
    said = " ".join(tasks(office))
    assert "List as a school causing concern" in said and "Strategy Meetings" in said
    assert "Seek assurance" not in said
