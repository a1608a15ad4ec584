"""Plans through the window: begun, written by keys, seen in time."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from sif_desktop.models import drafts
from sif_desktop.models.tables.providers import provider
from tests.ui.office import Ctrl, Key, Office

Alt = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    with made.services.context.store.action("What it is") as act:
        act.update(provider, "oakfield", kind="maintained_school")
    yield made
    made.close()


def begun(office):
    """A plan begun by keyboard from the list; its page."""
    office.window.go("plans", {})
    office.soon(office.window.isActiveWindow)
    office.press(Key.Key_N, Ctrl)
    office.soon(lambda: office.window.page("plans").desk.form is not None)
    first = office.dialog()
    first.fields["school"].setCurrentIndex(0)
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: office.window.page("plans").desk.form is not first)
    office.dialog()
    office.press(Key.Key_Return, Ctrl)
    page = office.window.page("plan")
    office.soon(lambda: page.view is not None)
    office.window.activateWindow()
    office.soon(office.window.isActiveWindow)
    return page


def plan(page):
    return page.view.page.plan


def test_a_list_and_a_lens_are_made_only_when_they_are_looked_at(office):
    page = begun(office)
    assert list(office.window.page("plans").tabs.made) == ["plans"]
    assert list(page.tabs.made) == ["outline"]
    page.tabs.setCurrentIndex(2)
    assert list(page.tabs.made) == ["outline", "review"]
    assert page.tabs.count() == 5 and page.tabs.tabText(2) == "Review"


def test_a_plan_is_begun_and_written_by_keyboard_alone(office):
    page = begun(office)
    page.take_focus()
    office.press(Key.Key_P)
    office.soon(lambda: len(plan(page).priorities) == 1)
    office.soon(lambda: page.outline.panel.fields["title"].editor is not None)
    office.type("Reading")
    page.outline.tree.setFocus()
    office.soon(lambda: plan(page).priorities[0].title == "Reading")
    office.press(Key.Key_A)
    office.soon(lambda: len(plan(page).actions) == 1)
    office.type("Coach the leaders")
    page.outline.tree.setFocus()
    office.soon(lambda: plan(page).actions[0].what == "Coach the leaders")
    assert plan(page).actions[0].priority_uid == plan(page).priorities[0].uid
    office.press(Key.Key_D, Ctrl)
    office.soon(lambda: len(plan(page).actions) == 2)
    second = plan(page).actions[1].uid
    office.soon(lambda: page.outline.tree.current_uid() == second)
    office.press(Key.Key_Up, Alt)
    office.soon(lambda: plan(page).actions[0].uid == second)
    office.press(Key.Key_BracketRight, Ctrl)
    office.soon(lambda: len(plan(page).milestones) == 1 and len(plan(page).actions) == 1)
    office.press(Key.Key_Delete)
    office.soon(lambda: not plan(page).milestones)
    office.context.undo()
    office.soon(lambda: len(plan(page).milestones) == 1)


def test_what_is_typed_survives_a_crash_before_the_field_is_left(office):
    page = begun(office)
    page.take_focus()
    office.press(Key.Key_P)
    office.soon(lambda: "title" in page.outline.panel.fields)
    office.soon(lambda: page.outline.panel.fields["title"].editor is not None)
    office.type("Half a thought")
    uid = plan(page).uid
    (priority,) = office.services.plans.plan(uid).priorities

    def kept():
        with office.services.context.store.read() as connection:
            return drafts.of_row(connection, "plan_priority", priority.uid)

    office.soon(lambda: kept() == {"title": "Half a thought"})
    assert office.services.plans.plan(uid).priorities[0].title == ""
    office.services.plan_typing.settle_plan(uid)  # what opening the plan again begins with
    assert office.services.plans.plan(uid).priorities[0].title == "Half a thought"


def test_a_date_is_tried_in_the_timeline_and_kept_by_enter(office):
    page = begun(office)
    uid = plan(page).uid
    made = office.services.plan_outline.add(
        uid, "action", {"what": "Coach", "start": "2026-11-26", "due": "2026-12-10"}
    )
    office.context.announce(made.changes)
    office.soon(lambda: len(plan(page).actions) == 1)
    page.tabs.setCurrentWidget(page.timeline)
    chart = page.timeline.chart
    chart.setFocus()
    office.soon(lambda: len(chart.rows) == 1)
    office.press(Key.Key_Right, Ctrl)
    assert "not kept yet" in chart.accessibleDescription()
    assert plan(page).actions[0].due == date(2026, 12, 10)
    office.press(Key.Key_Escape)
    assert "not kept yet" not in chart.accessibleDescription()
    office.press(Key.Key_Right, Ctrl)
    office.press(Key.Key_Return)
    office.soon(lambda: plan(page).actions[0].due == date(2026, 12, 17))
    assert plan(page).actions[0].start == date(2026, 11, 26)
    office.press(Key.Key_Return)
    office.soon(lambda: page.tabs.currentWidget() is page.outline)


def test_an_action_follows_another_by_key_and_what_it_waits_for_is_drawn(office):
    page = begun(office)
    uid = plan(page).uid
    outline = office.services.plan_outline
    first = outline.add(uid, "action", {"what": "Train", "due": "2026-12-01"}).uid
    made = outline.add(uid, "action", {"what": "Coach", "due": "2026-12-20"})
    office.context.announce(made.changes)
    office.soon(lambda: len(plan(page).actions) == 2)
    page.outline.select(made.uid)
    page.outline.tree.setFocus()
    office.press(Key.Key_F)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    form.fields["more"].setCurrentIndex(form.fields["more"].findData(first))
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: plan(page).actions[1].after == (first,))
    page.tabs.setCurrentWidget(page.timeline)
    office.soon(lambda: len(page.timeline.chart.rows) == 2)
    assert page.timeline.chart.rows[1].after == (first,)


def test_a_judgement_needs_its_sentence_and_a_review_shows_what_moved(office):
    page = begun(office)
    uid = plan(page).uid
    made = office.services.plan_outline.add(
        uid, "milestone", {"what": "80 per cent secure", "due": "2026-12-10"}
    )
    office.services.plan_following.review(uid, "First look", "Head", "")
    office.context.announce(made.changes)
    page.tabs.setCurrentWidget(page.review)
    office.soon(lambda: page.review.model.rowCount() == 1 and bool(page.view.reviews))
    page.review.table.setFocus()
    office.press(Key.Key_4)  # met
    office.type("82 per cent in the December check")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: plan(page).milestones[0].judged.status == "met")
    office.soon(lambda: page.review.model.row(0).direction == "better")


def test_an_approval_is_recorded_on_the_agreement_and_the_plan_is_no_longer_unapproved(office):
    page = begun(office)
    assert "not approved by" in page._subtitle.text()
    uid = plan(page).uid
    for code in ("governing_body", "senior_team", "authority"):
        changes = office.services.plan_words.approve(uid, code, "2026-11-23", "Ms Rowe")
    office.context.announce(changes)
    office.soon(lambda: "not approved by" not in page._subtitle.text())
