"""A plan under the plan of 2014, approved by all three parties."""

import pytest

from sif_desktop.services.inspection_lines import InspectionFields
from tests.ui.journey import SCHOOL, active, working_by
from tests.ui.office import TODAY, Ctrl, Key
from tests.ui.plan_journey import (
    added,
    begun,
    due_of,
    missing_plans,
    plan,
    tells,
    text_written,
    word_given,
)

ROLES = {
    "authority": "Commissions the review and pays for it",
    "governing_body": "Asks for the data each half-term",
    "senior_team": "Leads the work in every year group",
}


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "rutland-2014", kind="maintained_school") as made:
        given = InspectionFields("section_5", "2026-10-06", outcomes=("requires_improvement",))
        made.services.inspections.record(SCHOOL, given)
        yield made


@pytest.mark.req("R14-39", "R14-51", "R14-53")
def test_a_plan_is_approved_by_all_three_parties(office):
    owed = missing_plans(office)
    office.soon(lambda: owed.model.rowCount() == 1)
    assert owed.rows()[0].title == "Action plan of a School Causing Concern"
    owed.table.setFocus()
    owed.table.select_key(f"{SCHOOL}/scc-action-plan")
    office.press(Key.Key_B)
    office.dialog()
    page = begun(office, support_level="Intensive")
    assert (plan(page).support_level, str(plan(page).end)) == ("Intensive", "2027-03-24")
    assert "not approved by: Governing Body, Senior management team, Local Authority" in (
        page._subtitle.text()
    )
    # It says what the plan of 2014 asks to be in it: how it is reviewed, and who does what.
    assert any("review" in what.casefold() for what, _do in page.view.remarks[plan(page).uid])
    text_written(office, page, "review", "The officer and the chair, each half-term, by the data")
    assert not any("review" in what.casefold() for what, _do in remarks(page))
    for role, words in ROLES.items():
        text_written(office, page, role, words)
    tells(office, page.agreement, "Intensive")
    priority = added(office, page, "priority", "Reading")
    action = added(office, page, "action", "Coach the leaders", party="authority", lead="Mr Ash")
    assert next(one for one in plan(page).actions if one.uid == action).priority_uid == priority
    # One after another approves; the list says who has not.
    for code, label, waits in (
        ("governing_body", "Governing Body", "Senior management team, Local Authority"),
        ("senior_team", "Senior management team", "Local Authority"),
    ):
        word_given(office, page, "approval", code, label, day="2026-11-20", who="Ms Lew")
        office.soon(lambda waits=waits: page._subtitle.text().find(waits) >= 0)
        assert approval(office) == f"Not approved: {waits}"
        office.window.go("plan", {"uid": plan(page).uid})
    word_given(
        office, page, "approval", "authority", "Local Authority", day=TODAY.isoformat(),
        who="Mr Ash", note="Minute 7",
    )  # fmt: skip
    office.soon(lambda: "not approved" not in page._subtitle.text())
    tells(office, page.agreement, "Mr Ash · Minute 7")
    assert approval(office) == "Approved"
    assert not office.services.plans_owed.rows()
    # With the last of them the rulebook has the agreed plan it waits for.
    assert [one.kind for one in plan(page).words if one.kind == "closes"]
    assert not due_of(office, "action-plan")


def remarks(page):
    return page.view.remarks.get(plan(page).uid, ())


def approval(office):
    """What the list of plans says of its approval."""
    shown = office.window.go("plans")
    shown.tabs.setCurrentWidget(shown.tabs["plans"])
    shown.refresh(None)
    office.soon(lambda: shown.tabs["plans"].model.rowCount() == 1)
    office.soon(lambda: shown.tabs["plans"].rows() == list(office.services.plans.rows()))
    column = next(one for one in shown.tabs["plans"].spec.columns if one.key == "approved")
    active(office)
    return column.text(shown.tabs["plans"].rows()[0])


def test_the_same_is_begun_from_the_page_of_plans(office):
    page = office.window.go("plans")
    office.press(Key.Key_N, Ctrl)
    office.soon(lambda: page.desk.form is not None)
    first = office.dialog()
    first.fields["school"].setCurrentIndex(0)
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: page.desk.form is not first)
    assert plan(begun(office)).template == "scc-action-plan"
