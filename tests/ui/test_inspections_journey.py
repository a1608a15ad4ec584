"""An inspection recorded in the real window, what follows from it, and the table of judgements."""

import csv

import pytest
from PySide6.QtWidgets import QPushButton

from sif_desktop.services.inspection_lines import InspectionFields
from sif_desktop.services.knowing import known_of
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.services.provider_facts import FactFields
from sif_desktop.ui.dialogs.fact_form import EndForm, FactForm
from sif_desktop.ui.dialogs.inspection_form import InspectionForm
from sif_desktop.ui.dialogs.inspection_responses import InspectionResponses
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.dialogs.prediction_form import PredictionForm, ProgressForm
from sif_desktop.ui.widgets.facts_section import FactsSection
from sif_desktop.ui.widgets.inspection_section import InspectionSection
from sif_desktop.ui.widgets.lists import LineRow

from .office import TODAY, Key, Office

MAINTAINED = {"kind": "maintained_school", "type": "Community school"}


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    made.services.schools.edit("oakfield", MAINTAINED)
    yield made
    made.close()


@pytest.fixture
def members(office) -> Office:
    """Under the rulebook that tells Members what to do after each grade."""
    office.services.settings.change_rulebook("rutland-2015")
    return office


def school_page(office):
    page = office.window.go("school", {"uid": "oakfield"})
    office.soon(lambda: page.title() == "Oakfield Primary School")
    return page


def section(office, kind):
    """The part of the page as it is shown now."""
    page = office.window.page("school")
    office.soon(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


def click(office, words: str) -> None:
    page = office.window.page("school")

    def offered():
        buttons = page.findChildren(QPushButton)
        return [one for one in buttons if one.text() == words and one.isVisible()]

    office.soon(lambda: bool(offered()))
    offered()[0].click()


def rows(office, kind) -> list[str]:
    return [row.text for row in section(office, kind).findChildren(LineRow)]


def ask(office, kind):
    office.soon(lambda: isinstance(office.dialog(), kind))
    return office.dialog()


def type_date(office, field, words: str) -> None:
    field.line.clear()
    office.bot.keyClicks(field.line, words)


def record(office, **days: str) -> InspectionForm:
    school_page(office)
    click(office, "Record an inspection…")
    form = ask(office, InspectionForm)
    for name, words in days.items():
        type_date(office, getattr(form, name), words)
    return form


def known(office):
    context = office.services.context
    with context.store.read() as connection:
        return known_of(connection, context.pack(), "oakfield", TODAY)


@pytest.mark.req("R15-15")
def test_an_outstanding_school_is_offered_an_invitation_it_may_decline(members):
    form = record(members, day="6 October 2026", published="9 November 2026")
    form.outcomes.tick("outstanding")
    form.verb.click()
    follows = ask(members, InspectionResponses)
    assert follows.ticked() == (), "what may be declined is not ticked beforehand"
    (line,) = members.services.inspections.responses(_latest(members))
    assert not line.required and line.letter
    follows.tick("congratulation")
    follows.verb.click()
    members.soon(lambda: len(members.services.tasks.rows()) == 1)


@pytest.mark.req("R15-21", "R15-22")
def test_special_measures_bring_cabinet_scrutiny_the_academy_and_a_sponsor(members):
    given = InspectionFields(
        "ofsted", "2026-10-06", outcomes=("special_measures",), published_on="2026-11-09"
    )
    uid = members.services.inspections.record("oakfield", given).uid
    lines = {one.id: one for one in members.services.inspections.responses(uid)}
    assert lines.keys() >= {
        *("cabinet-inadequate", "scrutiny-inadequate", "interventions"),
        *("academy-required", "academy-sponsor"),
    }
    assert lines["interventions"].opens_case
    members.services.facts.add("oakfield", "sponsor", FactFields("Vale Trust", "2026-11-20"))
    school_page(members)
    assert rows(members, FactsSection) == ["Vale Trust"]


@pytest.mark.req("R15-51")
def test_progress_on_what_was_asked_for_is_noted_from_the_page(office):
    given = InspectionFields("full", "2026-10-06", outcomes=("needs_attention",))
    uid = office.services.inspections.record("oakfield", given).uid
    school_page(office)
    section(office, InspectionSection).findChildren(LineRow)[0].activated.emit()
    form = ask(office, InspectionForm)
    form.asked.add_line("Attendance")
    form.verb.click()
    office.soon(lambda: bool(office.services.inspections.line(uid).given.improvements))
    office.soon(lambda: "Attendance" in rows(office, InspectionSection))
    row = section(office, InspectionSection).findChildren(LineRow)[-1]
    office.bot.keyClick(row, Key.Key_Return)
    progress = ask(office, ProgressForm)
    progress.state.setCurrentIndex(progress.state.findData("under_way"))
    progress.what.setPlainText("A plan with the trust.")
    progress.verb.click()
    office.soon(lambda: office.services.inspections.line(uid).given.improvements[0].progress != "")
    (area,) = office.services.inspections.line(uid).given.improvements
    assert (area.state, area.progress_on) == ("under_way", TODAY.isoformat())


@pytest.mark.req("R15-41")
def test_predictions_stand_in_a_table_that_is_exported_and_printed(members, tmp_path):
    office = members
    school_page(office)
    click(office, "Record a prediction…")
    form = ask(office, PredictionForm)
    form.value.setText("2/RI")
    form.outcomes.tick("good")
    form.outcomes.tick("requires_improvement")
    form.verb.click()
    office.soon(lambda: "Predicted 2/RI" in rows(office, InspectionSection))
    page = office.window.go("inspections")
    office.soon(lambda: page.model.rowCount() == 1)
    assert page.model.row(0).cells() == ("Oakfield Primary School", "", "2/RI", "")
    page.export_to(tmp_path / "table.csv")
    office.soon(lambda: (tmp_path / "table.csv").exists())
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, row = list(csv.reader(file))
    assert heads == ["School", "Current judgement", "Predicted judgement",
                     "Date of last inspection"]  # fmt: skip
    assert row == ["Oakfield Primary School", "", "2/RI", ""]
    page.print_table()
    sheet = ask(office, PaperSheet)
    office.soon(sheet.save_button.isEnabled)
    sheet.close()


@pytest.mark.req("R14-02", "R14-22")
def test_schools_are_counted_on_a_day_by_judgement_and_by_what_is_kept_with_dates(office):
    services = office.services
    for day, outcome in (("2022-05-03", "good"), ("2025-05-06", "requires_improvement")):
        services.inspections.record(
            "oakfield", InspectionFields("graded", day, outcomes=(outcome,))
        )
    services.facts.add("oakfield", "governance_category", FactFields("community", "2010-09-01"))
    services.facts.add("oakfield", "governance_category", FactFields("academy", "2025-09-01"))
    page = office.window.go("inspections")
    office.soon(lambda: page.panel.counts.children() and page.model.rowCount() == 1)

    def counted() -> str:
        names = [one.accessibleName() for one in page.panel.counts.children()
                 if hasattr(one, "accessibleName")]  # fmt: skip
        return " ".join(names)

    office.soon(lambda: "Requires improvement" in counted())
    type_date(office, page.panel.day, "1 March 2024")
    office.soon(lambda: "Good" in counted())
    page.panel.what.setCurrentIndex(page.panel.what.findData("governance_category"))
    page.panel.what.activated.emit(page.panel.what.currentIndex())
    office.soon(lambda: "Community: 1" in counted())


def test_a_fact_is_added_ended_and_corrected_from_the_page(office):
    school_page(office)
    click(office, "Add…")
    form = ask(office, FactForm)
    form.fact.setCurrentIndex(form.fact.findData("programmes"))
    form.value.setCurrentIndex(form.value.findData("attendance_hub"))
    type_date(office, form.since, "1 September 2025")
    form.verb.click()
    office.soon(lambda: rows(office, FactsSection) == ["Attendance hub"])
    row = section(office, FactsSection).findChildren(LineRow)[0]
    assert "to be looked at again since" in row.detail
    office.bot.keyClick(row, Key.Key_E)
    end = ask(office, EndForm)
    end.why.setText("Ran its year")
    end.verb.click()
    office.soon(lambda: not office.services.facts.of_school("oakfield").lines[0].holds)
    office.context.undo()
    office.soon(lambda: office.services.facts.of_school("oakfield").lines[0].holds)


def test_the_page_is_found_in_the_command_box_and_leads_to_the_school(office):
    office.services.predictions.record("oakfield", PredictionFields("2/RI"))
    box = office.window.command_box
    box.setFocus()
    office.bot.keyClicks(box, "predictions")
    office.bot.keyClick(box, Key.Key_Return)
    page = office.window.page("inspections")
    office.soon(lambda: office.window.here() == "inspections" and page.model.rowCount() == 1)
    office.bot.keyClick(page.table, Key.Key_Return)
    office.soon(lambda: office.window.here() == "school")


def _latest(office) -> str:
    return office.services.inspections.of_school("oakfield").inspections[0].uid
