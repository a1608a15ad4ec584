"""A setting of the strategy of 2009 becomes Intensive and leaves the directory."""

import pytest

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.inspection_lines import InspectionFields
from sif_desktop.services.provider_facts import FactFields
from sif_desktop.ui.widgets.facts_section import FactsSection
from sif_desktop.ui.widgets.inspection_section import InspectionSection
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label
from tests.ui.journey import (
    active,
    asked,
    category,
    decide,
    lines,
    open_proposed_case,
    take_steps,
    working_by,
)
from tests.ui.office import Key

SETTING = "acorn"


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "kent-2009", kind="school") as made:
        with made.services.context.store.action("A setting") as act:
            act.create(provider, TEAM, SETTING, name="Acorn Nursery", kind="setting", status="Open")
        for fact, value in (("ownership", "pvi"), ("pvi_directory", "listed")):
            made.services.facts.add(SETTING, fact, FactFields(value, "2024-09-01"))
        yield made


def facts(office):
    """What the school page says that holds."""
    page = office.window.go("school", {"uid": SETTING, "part": "facts"})
    office.soon(lambda: page.title() == "Acorn Nursery" and bool(lines(page, FactsSection)))
    return {row.text: row.right for row in lines(lines(page, FactsSection)[-1], LineRow)}


def judged_inadequate(office, day):
    given = InspectionFields("early_years", day, outcomes=("inadequate_2_learning",))
    office.services.inspections.record(SETTING, given)


@pytest.mark.req("K09-30", "K09-74")
def test_a_setting_becomes_intensive_and_leaves_the_directory_by_the_step_of_its_ladder(office):
    judged_inadequate(office, "2025-10-06")
    page = category(office, SETTING)
    proposal = page._view.proposal
    assert proposal.label == "Intensive Support"
    assert [one.text for one in proposal.because] == [
        "Intensive: Inadequate 1 or Inadequate 2, or removed from that within the last year"
    ]
    decide(office, page, "Judged Inadequate 2.", "2026-01-12", count=1)
    assert page._view.present == "intensive"
    # Its case goes up the ladder of such settings, which has no removal yet.
    case = open_proposed_case(office)
    assert case.shown.ladder == "Private, voluntary and independent settings"
    take_steps(office, 2)
    assert "directory_removal" not in {one.code for one in case.shown.steps}
    # Judged so a second time, there is a ground: the ladder has the step, waiting for nothing.
    judged_inadequate(office, "2026-11-02")
    ground = FactFields("inadequate_twice", "2026-11-16", reason="Judged twice")
    office.services.facts.add(SETTING, "pvi_ground", ground)
    case.refresh(None)
    office.soon(lambda: case.shown.steps[-1].code == "directory_removal")
    removal = case.shown.steps[-1]
    assert removal.state == "open" and len(case.shown.taken) == 2
    steps = lambda: [one for one in lines(case) if one.text == removal.title]  # noqa: E731
    office.soon(lambda: bool(steps()))
    steps()[-1].setFocus()
    office.press(Key.Key_Return)
    said = [one.text() for one in office.dialog().findChildren(Label)]
    assert any("Kent PVI Directory: Removed" in words for words in said)
    asked(office, day="2026-11-23", who="The owner")
    office.soon(lambda: len(case.shown.taken) == 3)
    # That one action took it off the directory, and one undo puts it back.
    removed = "Removed, and with that without nursery education funding"
    now = facts(office)
    assert now[removed] == "since 23 November 2026"
    assert now["Listed"] == "1 September 2024 – 23 November 2026"
    office.context.undo()
    office.soon(lambda: removed not in facts(office))
    assert facts(office)["Listed"] == "since 1 September 2024"
    assert len(office.services.cases.page(case.shown.row.uid).taken) == 2
    office.context.redo()
    office.soon(lambda: removed in facts(office))
    active(office)


@pytest.mark.req("K09-03")
def test_a_monitoring_visit_without_notice_is_expected_by_its_label_until_it_has_come(office):
    given = InspectionFields("section_5", "2025-10-06", outcomes=("satisfactory",))
    office.services.inspections.record("oakfield", given)
    page = office.window.go("inspections")
    office.soon(lambda: page.model.rowCount() == 2)
    row = next(row for row in page.model.rows() if row.uid == "oakfield")
    shown = page.model.columns[5].text(row)
    words = "Monitoring visit without notice (40% of satisfactory schools)"
    assert shown == f"Oct 2026 to Apr 2027: {words}" and not page.table.isColumnHidden(5)
    school = office.window.go("school", {"uid": "oakfield", "part": "inspections"})

    def told():
        parts = lines(school, InspectionSection)
        return [one.text() for one in lines(parts[-1], Label)] if parts else []

    office.soon(lambda: f"{words}: between October 2026 and April 2027 (1.2)." in told())
    visit = InspectionFields("monitoring", "2026-11-10")
    office.services.inspections.record("oakfield", visit)
    rows = {row.uid: row for row in office.services.predictions.table()}
    assert rows["oakfield"].besides == () and rows["oakfield"].current == "Satisfactory"
