"""Tasks and visits as lists, answered from the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from sif_desktop.services.plans import PlanFields
from sif_desktop.services.tasks import DONE, OPEN, TaskFields
from sif_desktop.ui.pages import tasks as tasks_page
from sif_desktop.ui.widgets.lists import LineRow

from .office import Ctrl, Key, Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(office):
    tasks = office.services.tasks
    tasks.add("oakfield", TaskFields("Send the plan", "school", "Head", "2026-11-20"))
    tasks.add("oakfield", TaskFields("Moderate Y5", "authority", "Kim Rowe", "2026-12-04"))
    page = office.window.go("tasks")
    office.soon(lambda: page.model.rowCount() == 2)
    page.table.setFocus()
    return page


def shown(page):
    return [page.model.row(n).what for n in range(page.model.rowCount())]


def test_the_overdue_comes_first_and_says_so_in_words(office, page):
    first = page.model.index(0, 0).data(Qt.ItemDataRole.DisplayRole)
    assert shown(page)[0] == "Send the plan"
    assert first.startswith("▲") and "overdue" in first


def test_space_marks_a_task_done_with_a_note_and_undo_brings_it_back(office, page, monkeypatch):
    monkeypatch.setattr(tasks_page, "ask_done", lambda _parent, _what: "seen by email")
    office.press(Key.Key_Space)
    office.soon(lambda: shown(page) == ["Moderate Y5"])
    (row,) = office.services.tasks.rows((DONE,))
    assert row.done_note == "seen by email"
    office.context.undo()
    office.soon(lambda: len(shown(page)) == 2)


def test_s_puts_a_task_off_and_delete_drops_it(office, page, monkeypatch):
    monkeypatch.setattr(
        tasks_page, "ask_snooze", lambda _parent, _what, _today: (date(2026, 12, 1), "head away")
    )
    office.press(Key.Key_S)
    office.soon(lambda: shown(page) == ["Moderate Y5"])
    page.which.setCurrentIndex(3)
    page.refresh(None)
    office.soon(lambda: shown(page) == ["Send the plan"])
    page.which.setCurrentIndex(0)
    page.refresh(None)
    office.soon(lambda: shown(page) == ["Moderate Y5"])
    page.table.setFocus()
    page.table.select_key(page.model.row(0).uid)
    office.press(Key.Key_Delete)
    office.soon(lambda: page.model.rowCount() == 0)


def test_a_task_is_added_and_changed_in_a_dialog(office, page):
    office.press(Key.Key_N, Ctrl)
    dialog = office.dialog()
    dialog.verb.click()
    office.soon(dialog.fault.isVisible)
    assert "what is to be done" in dialog.fault.text()
    dialog.what.setPlainText("Ring the chair")
    dialog.due.set_value(date(2026, 12, 1))
    dialog.verb.click()
    office.soon(lambda: "Ring the chair" in shown(page))
    added = next(row for row in office.services.tasks.rows((OPEN,)) if row.what == "Ring the chair")
    assert (added.due, added.party) == ("2026-12-01", "authority")


def test_a_task_gone_to_from_elsewhere_is_found_in_the_list_that_holds_it(office, page):
    done = office.services.tasks.rows((OPEN,))[1]
    office.services.tasks.done(done.uid)
    office.window.go("tasks", {"uid": done.uid})
    office.soon(lambda: page.which.currentText() == "Done" and page.model.rowCount() == 1)
    assert page.table.current_row().uid == done.uid


def test_visits_are_found_by_words_and_opened_by_enter(office):
    office.planned("2026-11-24", focus="Reading")
    uid = office.planned("2026-12-01", focus="Attendance")
    page = office.window.go("visits")
    office.soon(lambda: page.model.rowCount() == 2)
    page.filter.setFocus()
    office.type("attend")
    office.soon(lambda: page.model.rowCount() == 1)
    office.press(Key.Key_Down)
    office.press(Key.Key_Return)
    office.soon(lambda: office.window.here() == "visit")
    assert office.window.page("visit").control.uid == uid


def test_a_planned_visit_is_cancelled_and_brought_back(office):
    uid = office.planned()
    page = office.window.go("visits")
    office.soon(lambda: page.model.rowCount() == 1)
    page._cancel.click()
    office.soon(lambda: office.services.visits.read(uid).state == "cancelled")
    office.context.undo()
    office.soon(lambda: office.services.visits.read(uid).state == "planned")


def test_what_plans_ask_for_stands_among_the_tasks_and_in_today_and_opens_its_plan(
    office, page, monkeypatch
):
    services = office.services
    fields = PlanFields("Improvement plan", "2026-09-07", "2027-03-23")
    plan = services.plans.begin("oakfield", "improvement-plan", fields).uid
    given = {"what": "Coach", "due": "2026-11-18", "party": "authority"}
    action = services.plan_outline.add(plan, "action", given).uid
    page.refresh(None)
    office.soon(lambda: page.model.rowCount() == 3)
    assert shown(page)[0] == "Coach (Improvement plan)"
    page.table.select_key(page.model.row(0).uid)
    assert not any(button.isEnabled() for button in (page.done, page.drop, page.snooze))
    gone = []
    monkeypatch.setattr(type(page), "go", lambda _page, key, **params: gone.append((key, params)))
    page.table.setFocus()
    office.press(Key.Key_Return)
    assert gone == [("plan", {"uid": plan, "row": action})]
    today = office.window.go("today")
    today.refresh(None)
    office.soon(lambda: any("Coach (Improvement plan)" in said for said in words_of(today)))


def words_of(page):
    return [row.accessibleName() for row in page.findChildren(LineRow)]
