"""A school requiring intervention under the framework of 2010: a family of three plans, two reviews
with a slip, and the way out."""

from datetime import date

import pytest

from sif_desktop.services.support import SupportFields
from tests.ui.journey import (
    SCHOOL,
    active,
    asked,
    category,
    confirmed,
    fill,
    inspection_form,
    open_decision,
    recorded,
    working_by,
)
from tests.ui.office import Ctrl, Key
from tests.ui.plan_journey import (
    added,
    begun,
    chosen,
    lens,
    movement,
    opened,
    plan,
    pulled,
    review_kept,
)

AREAS = ("Phonics", "Attendance")
MAINTAINED = {"kind": "maintained_school", "type": "Community school"}
SPAN = {"start": "2026-11-24", "end": "2027-03-24"}


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "milton-keynes-2010", **MAINTAINED) as made:
        yield made


def decided(office, code, count):
    """Decide a category on its page, every stage of the decision filled in."""
    page = category(office)
    form = open_decision(office)
    fill(office, form.category, code)
    fill(office, form.reasons, "The evidence of the inspection.")
    fill(office, form.capacity, "3")
    if form.overruled.isVisible():
        fill(office, form.overruled, "The inspection prevails.")
    for row in form.stages:
        fill(office, row.words, "Agreed by telephone")
    confirmed(office, form, page, count)
    assert page._view.present == code


def inspected(office):
    form = inspection_form(office, "Oakfield Primary School")
    form.outcomes.tick("special_measures")
    form.asked.show_lines([("", words) for words in AREAS])
    follows = recorded(office, form, day="3 November 2026", published="20 November 2026")
    follows.reject()
    active(office)


def beside(office, page, template):
    """Begin a plan of this kind beside the one that is open."""
    coverage = lens(office, page, "coverage")
    coverage.beside.click()
    office.dialog()
    return begun(office, template=template)


def written(office, page, area):
    """An action that is paid for and watched, with a milestone in each term, for one area."""
    priority = next(one for one in plan(page).priorities if one.title == area)
    chosen(office, page, priority.uid)
    action = added(
        office, page, "action", f"Coach for {area}", lead="Ms Rye", due="11 December 2026",
        resources="Two days of supply", monitoring="Seen in lessons",
    )  # fmt: skip
    for day in ("11 December 2026", "12 March 2027"):
        chosen(office, page, priority.uid)
        added(office, page, "milestone", f"{area} by {day}", due=day, monitor="Mr Ash")
    return action


def covered(office, page):
    coverage = lens(office, page, "coverage")
    return {row.text: row.whole for row in coverage.model.rows()}


def family(page):
    return [one.template for one in page.view.family.plans]


@pytest.mark.req("MK10-104", "MK10-106", "MK10-107", "MK10-140")
def test_a_school_goes_into_intervention_with_three_plans_and_out_by_a_taper(office):
    decided(office, "LA4b", 1)
    inspected(office)
    wanted = {one.template for one in office.services.plans_owed.rows(SCHOOL)}
    assert wanted == {"improvement-plan", "la-action-plan", "statement-of-action"}
    # The school's plan first: the areas of the inspection become its priorities.
    shown = office.window.go("plans")
    shown.desk.begin(SCHOOL, "improvement-plan")
    office.dialog()
    page = begun(office, **SPAN)
    pulled(office, page)
    office.soon(lambda: [one.title for one in plan(page).priorities] == list(AREAS))
    school = plan(page).uid
    action = written(office, page, "Phonics")
    assert covered(office, page) == {"Phonics": True, "Attendance": False}
    # The other two are begun beside it with the same priorities; what is missing is filled in.
    beside(office, page, "la-action-plan")
    written(office, page, "Attendance")
    statement = beside(office, page, "statement-of-action")
    assert sorted(family(statement)) == sorted(wanted)
    assert covered(office, page) == {"Phonics": True, "Attendance": True}
    assert not office.services.plans_owed.rows(SCHOOL)
    # It runs, and is looked at: the first review keeps how it stands.
    opened(office, school)
    page.run()
    office.soon(lambda: plan(page).state == "running")
    review_kept(office, page, title="First look", summary="A start is made.")
    # By the second one an action has slipped, with the reason, and a milestone is met.
    office.day = date(2027, 1, 18)
    opened(office, school)
    office.soon(lambda: page.view.page.today == date(2027, 1, 18))
    outline = chosen(office, page, action)
    outline.tree.setFocus()
    office.press(Key.Key_D)
    office.dialog()
    asked(office, day="2027-02-05", reason="The coach was ill.")
    office.soon(lambda: bool(plan(page).slips))
    review = lens(office, page, "review")
    first = next(one for one in plan(page).milestones if one.due == date(2026, 12, 11))
    review.select(first.uid)
    review.table.setFocus()
    met = list(review.card.choices()).index("met") + 1
    office.type(str(met))
    office.type("Nine in ten pass the check.")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: plan(page).milestones[0].judged.status == "met")
    review_kept(office, page, title="Second look", summary="Better, and later.")
    assert [one.title for one in page.view.reviews] == ["Second look", "First look"]
    review.since.setCurrentIndex(1)
    review.since.activated.emit(1)
    moved = movement(office, page)
    way, due, reason = moved["Coach for Phonics"]
    assert (way, due, reason) == ("▼ Worse", "11 Dec → 5 Feb", "The coach was ill.")
    assert moved["Phonics by 11 December 2026"][0] == "▲ Better"
    # The summative meeting: the plan closes with what came of it, the support tapers.
    office.day = date(2027, 3, 24)
    day = date(2027, 3, 22)
    office.services.obligations.mark_done(SCHOOL, "summative_meeting", day, "Stable")
    opened(office, school)
    page.close_plan()
    office.dialog()
    asked(office, outcome="Secure: the inspectors found it good.")
    office.soon(lambda: plan(page).state == "closed")
    assert plan(page).outcome == "Secure: the inspectors found it good."
    beside(office, page, "taper-plan")
    assert plan(page).template == "taper-plan" and "taper-plan" in family(page)
    decided(office, "LA3", 2)


@pytest.mark.req("MK10-39")
def test_a_support_item_is_tied_to_an_action_in_both_plans(office):
    decided(office, "LA4b", 1)
    inspected(office)
    support = office.services.support
    given = SupportFields("Phonics programme", from_date="2026-11-02", exit_condition="Secure")
    tied = support.start(SCHOOL, given).uid
    shown = office.window.go("plans")
    shown.desk.begin(SCHOOL, "improvement-plan")
    office.dialog()
    page = begun(office, **SPAN)
    pulled(office, page)
    for last in (False, True):
        chosen(office, page, plan(page).priorities[0].uid)
        action = added(office, page, "action", "Train the staff")
        chosen(office, page, action)
        box = page.outline.panel.fields["support_uid"]
        box.setCurrentIndex(box.findData(tied))
        box.activated.emit(box.currentIndex())
        office.soon(lambda: plan(page).actions[0].support_uid == tied)
        if not last:
            beside(office, page, "la-action-plan")
    coverage = lens(office, page, "coverage")
    column = next(one for one in coverage.model.columns if one.key == "support")
    row = next(one for one in coverage.model.rows() if one.text == "Phonics")
    assert column.text(row) == "Phonics programme (Improvement plan, LA Action Plan)"
