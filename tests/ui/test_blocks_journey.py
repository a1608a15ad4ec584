"""Improvement, SEN, inclusion and budget together on a school's page, and its line of time."""

import pytest

from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.inspection_lines import InspectionFields
from sif_desktop.ui.dialogs.asked import AskedForm
from sif_desktop.ui.dialogs.inspection_responses import InspectionResponses
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label

from .office import Ctrl, Key, Office, fill_form


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path, "rutland-2015")
    yield made
    made.close()


@pytest.fixture
def page(office):
    page = office.window.go("school", {"uid": "oakfield"})
    office.soon(lambda: page.title() == "Oakfield Primary School")
    return page


def said(page):
    return [one.text() for one in page.sections.findChildren(Label)]


def save(office, dialog):
    office.bot.keyClick(dialog.verb, Key.Key_Return, Ctrl)
    shown = office.window.findChildren
    office.soon(lambda: not any(one.isVisible() for one in shown(AskedForm)))


@pytest.mark.req("R15-04")
def test_one_page_shows_improvement_sen_and_inclusion_and_takes_a_figure(office, page):
    office.soon(lambda: "Special educational needs" in said(page))
    assert {"Improvement", "Inclusion", "Budget"} <= set(said(page))
    assert said(page).count("Nothing is held.") == 4
    page.blocks.record()
    form = office.dialog()
    form.fields["code"].setCurrentIndex(form.fields["code"].findData("sen_progress"))
    form.fields["value"].setText("61")
    form.fields["source"].setText("School’s own data")
    save(office, form)

    def lines():
        every = page.sections.findChildren(LineRow)
        return [one for one in every if one.text.startswith("Progress of pupils with special")]

    # What was shown before is still among the children until Qt has deleted it.
    office.soon(lambda: bool(lines()) and said(page).count("Nothing is held.") == 3)
    assert lines()[0].right == "61"
    lines()[0].activated.emit()
    form = office.dialog()
    form.fields["value"].setText("64")
    save(office, form)
    office.soon(lambda: lines() and lines()[-1].right == "64")


def test_a_concern_on_the_line_of_time_opens_where_it_is_kept(office, page):
    office.services.concerns.add(
        "oakfield", ConcernFields("Attendance falls", "officer", "2026-11-02")
    )
    page.refresh(None)
    school = lambda: page._school.chronology  # noqa: E731
    office.soon(lambda: any(one.kind == "concern" for one in school()))
    event = next(one for one in school() if one.kind == "concern")
    page.sections.event_opened.emit(event)
    office.soon(lambda: office.window.here() == "cases")
    cases = office.window.page("cases")
    office.soon(lambda: cases.tabs["concerns"].table.current_row() is not None)
    assert cases.tabs.currentWidget() is cases.tabs["concerns"]


@pytest.mark.req("R14-49")
def test_after_an_inspection_a_school_is_listed_with_all_that_follows_at_once(office, page):
    services = office.services
    services.settings.change_rulebook("rutland-2014")
    services.schools.edit("oakfield", {"kind": "maintained_school", "type": "Community school"})
    graded = InspectionFields("graded", "2026-11-10", outcomes=("requires_improvement",))
    inspection = services.inspections.record("oakfield", graded).uid
    page.refresh(None)
    office.soon(lambda: bool(page.inspections._view and page.inspections._view.inspections))
    page.inspections.follow(inspection)
    follows = office.dialog()
    assert isinstance(follows, InspectionResponses)
    follows.listing.click()
    office.soon(lambda: isinstance(office.dialog(), AskedForm))
    form = office.dialog()
    assert form.windowTitle() == "List as causing concern"
    fill_form(form, why="Graded below good", **{"series:strategy_meeting": "ofsted_grade"})
    form.fields["plan:scc-action-plan"].setChecked(True)
    save(office, form)
    (case,) = services.cases.register("oakfield")
    (series,) = services.meeting_series.rows()
    (plan,) = services.plans.rows("oakfield")
    assert series.case_uid == case.uid and plan.template.startswith("Action plan")
    assert case.why == "Graded below good" and len(services.tasks.rows()) >= 3
    office.context.undo()
    office.soon(lambda: not services.cases.register("oakfield") and not services.tasks.rows())
    assert not services.meeting_series.rows() and not services.plans.rows("oakfield")
