"""Monitoring, risk, key tasks and restricted visits through the window."""

import pytest
from PySide6.QtWidgets import QDialog

from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.case_lines import CaseFields
from sif_desktop.services.monitoring_lines import EntryFields
from sif_desktop.services.support import SupportFields
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.monitoring_section import MonitoringSection
from tests.ui.office import Ctrl, Key, Office, fill_form


@pytest.fixture
def under(qtbot, tmp_path):
    """The window under a rulebook the test names."""
    made = []

    def make(pack):
        office = Office(qtbot, tmp_path, pack)
        made.append(office)
        with office.services.context.store.action("A maintained school") as act:
            act.update(provider, "oakfield", type="Community school", kind="maintained_school")
        return office

    yield make
    made[0].window.go("today")
    made[0].close()


def answer(office, **given):
    dialog = office.dialog()
    fill_form(dialog, **given)
    office.bot.keyClick(dialog.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: not any(d.isVisible() for d in office.window.findChildren(QDialog)))


def at_school(office, true):
    """The monitoring part of the school's page once `true` holds of it."""
    office.window.go("school", {"uid": "oakfield", "part": "monitoring"})
    page = office.window.page("school")

    def part():
        found = page.sections.findChildren(MonitoringSection)
        return found[-1] if found else None

    office.soon(lambda: part() is not None and true(part()))
    return page, part()


def said(part):
    """The lines shown: {words: (detail, right)}."""
    return {
        one.text: (one.detail, one.right)
        for one in part.findChildren(LineRow)
        if one.isVisibleTo(part)
    }


def desk(page):
    return page._desks["monitoring"]


@pytest.mark.req("TW14-04")
def test_a_judgement_a_check_and_the_school_s_own_view_are_recorded_beside_its_figures(under):
    office = under("telford-2014")
    with office.services.context.store.action("Measured") as act:
        act.create(
            indicator_value, "oakfield", provider_uid="oakfield", code="progress", year=2026,
            value="-0.4", comparator="0", source="DfE",
        )  # fmt: skip
    page, part = at_school(office, lambda one: "Progress measure" in said(one))
    assert said(part)["Progress measure"] == ("2026 · compared with 0 · DfE", "-0.4")
    assert said(part)["Statutory returns made in time"][1] == "not checked"
    desk(page).judge()
    answer(office, about="Teaching in Year 4", value="Better", text="Six lessons")
    at_school(office, lambda one: "Teaching in Year 4: Better" in said(one))
    desk(page).judge_self_evaluation()
    answer(office, said="Good throughout", value="not_met", text="Data differ")
    own = "The school’s view of itself: Not met"
    _, part = at_school(office, lambda one: own in said(one))
    assert said(part)[own][0] == "the school: Good throughout · Data differ · Kim Rowe"
    desk(page).check()
    answer(office, about="returns", value="met")
    at_school(office, lambda one: said(one)["Statutory returns made in time"][1].startswith("met"))


@pytest.mark.req("TW14-01")
def test_visits_are_listed_filtered_and_exported_by_key_task(under, tmp_path):
    office = under("telford-2014")
    visits = office.services.visits
    for kind in ("monitoring_visit", "weekly_visit"):
        visits.plan(visits.defaults(kind, "oakfield"))
    page = office.window.go("visits")
    office.soon(lambda: page.model.rowCount() == 2)
    page.key_task.setCurrentIndex(page.key_task.findData("intervene"))
    page.key_task.activated.emit(page.key_task.currentIndex())
    office.soon(lambda: [row.title for row in page.model.rows()] == ["Weekly visit"])
    page.export_to(tmp_path / "visits.csv")
    office.soon(lambda: (tmp_path / "visits.csv").exists())
    told = (tmp_path / "visits.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Key task" in told[0].split(",") and "Intervention" in told[1].split(",")


@pytest.mark.req("TW14-01")
def test_work_at_a_school_is_narrowed_to_one_key_task(under):
    office = under("telford-2014")
    visits = office.services.visits
    visits.start(visits.plan(visits.defaults("weekly_visit", "oakfield")).uid)
    given = SupportFields("Coaching", from_date="2026-11-20", exit_condition="Judged good")
    office.services.support.start("oakfield", given)
    _, part = at_school(office, lambda one: "Coaching" in said(one))
    assert said(part)["Weekly visit"][0] == "Intervention"
    part.key_task.setCurrentIndex(part.key_task.findData("support"))
    part.key_task.activated.emit(part.key_task.currentIndex())
    office.soon(lambda: "Weekly visit" not in said(part))
    assert said(part)["Coaching"][0] == "Support"


@pytest.mark.req("TW14-05")
def test_support_is_begun_with_the_day_its_need_was_raised_and_says_how_long_it_waited(under):
    office = under("telford-2014")
    page = office.window.go("cases", {"list": "support"})
    page.concerns.start_support("oakfield", "Oakfield Primary School")
    dialog = office.dialog()
    dialog.fields["title"].setCurrentText("Co-coaching")
    answer(
        office, mode="brokered", raised_on="2026-11-03", from_date="2026-11-17",
        exit_condition="Judged good",
    )  # fmt: skip
    pane = page.tabs["support"]
    office.soon(lambda: pane.model.rowCount() == 1)
    shown = {column.label: column.text(pane.rows()[0]) for column in pane.spec.columns}
    assert (shown["Begun"], shown["How"]) == ("after 14 days", "Brokered")
    assert (shown["Responsible"], shown["Key task"]) == ("Kim Rowe", "Support")


@pytest.mark.req("TW14-17")
def test_an_incident_visit_is_planned_with_other_services_and_seen_only_when_asked_for(
    under, tmp_path
):
    office = under("telford-2014")
    page = office.window.go("visits")
    page.plan("oakfield", "incident_follow_up")
    dialog = office.dialog()
    assert dialog.restricted.isVisibleTo(dialog)
    along = [one.name for one in dialog.companions.chosen()]
    assert along == ["Safeguarding officer", "Finance Officer"]
    office.bot.keyClick(dialog.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: office.window.here() == "visit")
    visit = office.window.page("visit")
    office.soon(lambda: visit.whole)
    assert visit.header.state.text.startswith("Restricted")
    visit.turn_screen()
    assert visit.sheets.turned is None
    page = office.window.go("visits")
    page.refresh(None)
    office.soon(lambda: page.model.rowCount() == 0)
    page.states.setCurrentIndex(page.states.findText("Restricted visits"))
    page.states.activated.emit(page.states.currentIndex())
    office.soon(lambda: page.model.rowCount() == 1)
    page.export_to(tmp_path / "visits.csv")
    office.soon(lambda: (tmp_path / "visits.csv").exists())
    assert "Incident" not in (tmp_path / "visits.csv").read_text(encoding="utf-8-sig")


@pytest.mark.req("R15-53")
def test_the_accuracy_of_a_self_evaluation_answers_its_strand_on_the_page_of_the_category(under):
    office = under("rutland-2015")
    given = EntryFields("2026-11-20", value="amber", said="All is good", text="Too high")
    office.services.monitoring.judge_self_evaluation("oakfield", given)
    office.window.go("category", {"uid": "oakfield"})
    page = office.window.page("category")
    office.soon(lambda: bool(page.criteria.model.rowCount()))
    [line] = [row for row in page.criteria.model.rows() if row.id == "sef"]
    assert (line.value, line.evidence) == ("amber", "Too high")


@pytest.mark.req("R14-05")
def test_schools_are_listed_by_risk_and_assessed_from_the_list(under):
    office = under("rutland-2014")
    page = office.window.go("cases", {"list": "risk"})
    pane = page.tabs["risk"]
    office.soon(lambda: pane.model.rowCount() == 1)
    assert pane.spec.columns[1].text(pane.rows()[0]) == "not assessed"
    pane.table.setFocus()
    office.press(Key.Key_A)
    answer(office, level="high", reasons="Results fell")
    office.soon(lambda: [row.level_label for row in pane.rows()] == ["High"])
    row = pane.rows()[0]
    assert (row.reasons, row.assessed_by) == ("Results fell", "Kim Rowe")


@pytest.mark.req("R14-76")
def test_what_an_officer_answers_for_is_listed_under_the_officer_and_opens_the_case(under):
    office = under("telford-2014")
    case = CaseFields("Causing concern", "Results fell", "Pat Lane", opened_on="2026-09-07",
                      review_on="2026-11-16")  # fmt: skip
    uid = office.services.cases.open("oakfield", case).uid
    page = office.window.go("cases", {"list": "officers"})
    pane = page.tabs["officers"]
    office.soon(lambda: pane.model.rowCount() == 1)
    row = pane.rows()[0]
    assert (row.officer, row.overdue) == ("Pat Lane", True)
    assert pane.spec.columns[1].text(row).startswith("▲")
    pane.opened.emit(row)
    office.soon(lambda: office.window.here() == "case")
    found = office.window.page("case")
    office.soon(lambda: found.shown is not None)
    assert found.shown.row.uid == uid
