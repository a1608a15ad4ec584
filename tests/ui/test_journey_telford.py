"""A school of the protocol of 2014 from Category Two to 4a, with its clocks and its gate."""

import pytest

from sif_desktop.ui.widgets.text import Label
from tests.ui.journey import (
    SCHOOL,
    active,
    asked,
    category,
    confirmed,
    decide,
    fill,
    judge,
    lines,
    marks,
    note_on_due,
    open_decision,
    open_proposed_case,
    press_button,
    tab_to,
    take_steps,
    working_by,
)
from tests.ui.office import TODAY, Ctrl, Key


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "telford-2014", kind="maintained_school") as made:
        yield made


@pytest.mark.req("TW14-29", "TW14-30", "TW14-36", "TW14-38", "TW14-52")
def test_a_school_goes_from_category_two_to_4a_by_its_clocks_its_meeting_and_its_notice(office):
    page = category(office)
    judge(office, page, "S1.3", Key.Key_N, "not_met")
    judge(office, page, "S2.2", Key.Key_N, "not_met")
    assert [one.text for one in page._view.proposal.because] == [
        "Attainment rising on rolling averages",
        "Pupils behave well, in class and elsewhere in school",
    ]
    decide(office, page, "Results and conduct.", "2025-09-01", count=1)
    assert page._view.present == "2"
    # The twelve months of Category Two are up: the page and the round say so.
    assert "12 months on 1 September 2026" in marks(page.panel)
    assert "counts towards Category Three (5, Category Three)" in page.panel.words
    office.window.go("category_round")
    overview = office.window.page("category_round")
    office.soon(lambda: overview.model.rowCount() == 1)
    assert overview.model.row(0).watch_passed and not overview.table.isColumnHidden(8)
    # Expected progress was not made: Category Three, with a year to leave it.
    page = category(office)
    judge(office, page, "slow_progress", Key.Key_M, "met")
    assert page._view.proposal.label == "Category Three"
    because = [f"{one.text} ({one.paragraph})" for one in page._view.proposal.because]
    assert because == [
        "In Category Two for twelve months (5, Category Three)",
        "The progress expected in Category Two has not been made (5, Category Three)",
    ]
    decide(office, page, "No expected progress in twelve months.", "2026-09-07", count=2)
    assert "To have left it by 7 September 2027" in marks(page.panel)
    # Longer only with a reason, which stands beside the new day.
    press_button(office, "Give it longer…", page.panel)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    said = [one.text() for one in lines(form, Label)]
    assert "In exceptional circumstances the year may be extended." in said
    fill(office, form.fields["until"].line, "31 December 2027")
    office.press(Key.Key_Return, Ctrl)
    office.soon(form.fault.isVisible)
    assert "Give the reason" in form.fault.text()
    asked(office, reason="The head was ill for a term.")
    office.soon(lambda: page._view.exit_by == "2027-12-31")
    assert "To have left it by 31 December 2027" in marks(page.panel)
    assert "The head was ill for a term." in page.panel.words
    # 4a is proposed, and refused while the meeting and the notice are not on record.
    judge(office, page, "inadequate_despite_support", Key.Key_M, "met")
    assert page._view.proposal.category == "4a"
    form = open_decision(office)
    tab_to(office, form.reasons)
    office.type("No rapid improvement.")
    office.press(Key.Key_Return, Ctrl)
    office.soon(form.fault.isVisible)
    assert "review meeting" in form.fault.text() and "formal warning notice" in form.fault.text()
    form.reject()
    active(office)
    note_on_due(office, "review-team", TODAY)
    open_proposed_case(office)
    case = take_steps(office, 4)
    assert [one.code for one in case.shown.taken][-1] == "warning_notice"
    page = category(office)
    office.soon(lambda: not page._view.proposal.shut)
    form = open_decision(office)
    assert form.category.currentText() == "Category Four, 4a"
    assert not form.overruled.isVisible()
    tab_to(office, form.reasons)
    office.type("No rapid improvement; the notice is served.")
    confirmed(office, form, page, 3)
    assert page._view.history[0].label == "Category Four, 4a"
    assert page._view.history[0].gate_overruled == ""
    school = office.services.schools.page(SCHOOL)
    assert (school.facts["category"], school.category_since) == ("4a", TODAY.isoformat())
