"""The rulebook changed in the window: what follows in Due and in new visits, and what does not."""

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QPushButton

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models.tables.providers import provider

from .office import PACKS, Ctrl, Key, Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path, registry=Registry([PACKS, tmp_path / "frameworks"]))
    with made.services.context.store.action("Its kind") as act:
        act.update(provider, "oakfield", type="Community school", kind="maintained_school")
    yield made
    made.close()


@pytest.fixture
def page(office):
    found = office.window.go("pack_editor")
    office.soon(lambda: found.view is not None)
    return found


def at(office, page, title):
    titles = [page.index.item(row).text() for row in range(page.index.count())]
    page.index.setCurrentRow(titles.index(title))
    return page


def box(dialog, label):
    return next(one for one in dialog.boxes if one.field.label == label)


def confirm(office, page, dialog, count):
    dialog.verb.click()
    office.soon(lambda: len(page.view.pending) == count and not visible(office))


def visible(office):
    from PySide6.QtWidgets import QDialog

    return [d for d in office.window.findChildren(QDialog) if d.isVisible()]


def save(office, page, version):
    page.save_button.click()
    dialog = office.dialog()
    dialog.verb.click()
    office.soon(lambda: page.view.version == version)
    office.soon(lambda: not visible(office))


def add_question(office, page, words, count=1):
    at(office, page, "Core visit").add_button.click()
    dialog = office.dialog()
    box(dialog, "Question").widget.setPlainText(words)
    kind = box(dialog, "Answered by").widget
    kind.setCurrentIndex(kind.findData("yes_no"))
    confirm(office, page, dialog, count)


@pytest.mark.req("R14-75")
def test_the_editor_opens_from_the_rulebook_by_button_and_by_key(office):
    rulebook = office.window.go("rulebook")
    rulebook.edit_button.click()
    assert office.window.here() == "pack_editor"
    office.window.go("rulebook")
    office.press(Key.Key_E, Ctrl)
    assert office.window.here() == "pack_editor"


@pytest.mark.req("R14-75")
def test_a_changed_cadence_moves_what_is_due_and_undo_moves_it_back(office, page):
    due = office.window.go("due")

    def visits():
        return [row for row in due.model.rows() if row.obligation == "termly-visit"]

    office.soon(lambda: bool(visits()))
    before = [row.day for row in visits()]
    office.window.go("pack_editor")
    at(office, page, "Duties and cadences").line("duty:termly-visit").activated.emit()
    dialog = office.dialog()
    unit = box(dialog, "Counted in").widget
    unit.setCurrentIndex(unit.findData("half_term"))
    confirm(office, page, dialog, 1)
    save(office, page, "1.1")
    assert office.window.messages.text() == "Rulebook version 1.1 saved."
    office.window.go("due")
    office.soon(lambda: [row.day for row in visits()] != before)
    office.context.undo()
    office.soon(lambda: [row.day for row in visits()] == before)


@pytest.mark.req("R14-75")
def test_a_priority_and_a_question_stand_in_a_new_visit_and_not_in_the_old(office, page):
    def asked(uid):
        visit = office.services.visits.record(uid).visit
        form = office.services.visits.pack_of(visit).visit_form(visit.visit_type)
        return [item.label for item in form.items()]

    old = office.planned()
    add_question(office, page, "Is the library open?")
    at(office, page, "Visits and priorities").line("visit:core_visit").activated.emit()
    dialog = office.dialog()
    box(dialog, "Priorities offered as focus").widget.setPlainText("Reading first")
    confirm(office, page, dialog, 2)
    at(office, page, "Indicators").add_button.click()
    dialog = office.dialog()
    box(dialog, "Name").widget.setText("Pupils who feel safe")
    confirm(office, page, dialog, 3)
    save(office, page, "1.1")
    assert page.index.item(page.index.currentRow()).text() == "Indicators"
    assert page.line("indicator:pupils_who_feel_safe") is not None
    assert "Is the library open?" in asked(office.planned("2026-11-25"))
    assert "Is the library open?" not in asked(old)
    office.visit(old)  # still opens, under its own version
    office.window.go("visits").plan("oakfield", "core_visit")
    dialog = office.dialog()
    assert [dialog.focus.itemText(row) for row in range(dialog.focus.count())] == ["Reading first"]
    dialog.reject()


@pytest.mark.req("R14-75")
def test_a_broken_change_is_refused_at_its_field_and_nothing_is_saved(office, page):
    at(office, page, "Visits and priorities").line("visit:core_visit").activated.emit()
    dialog = office.dialog()
    wrong = box(dialog, "At least")
    wrong.widget.setText("often")
    dialog.verb.click()
    office.soon(lambda: "whole number" in wrong.words.text())
    assert wrong.words.text().startswith("“At least” must be")
    assert wrong.words.isVisible()
    assert office.focused() is wrong.widget
    dialog.reject()
    assert page.edits == ()
    assert not page.save_button.isEnabled()


@pytest.mark.req("R14-75")
def test_what_is_locked_says_why_beside_it(office, page):
    at(office, page, "Duties and cadences").line("duty:statement-of-action").activated.emit()
    dialog = office.dialog()
    within = box(dialog, "Within")
    assert not within.widget.isEnabled()
    assert "Education Act 2005" in within.words.text()
    assert within.words.text() in dialog.fault.text()
    assert not dialog.verb.isVisible()
    dialog.reject()


@pytest.mark.req("R14-75")
def test_a_workbook_is_seen_with_all_it_cannot_bring_and_becomes_a_visit(office, page, tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "seen", "What was seen"), ("geopoint", "at")):
        book.active.append(row)
    book.save(tmp_path / "Lunch walk.xlsx")
    page.forms.look_at(tmp_path / "Lunch walk.xlsx")
    dialog = office.dialog()
    assert dialog.questions.item(0).text() == "What was seen"
    assert dialog.lost.item(0).text() == "Sheet survey, row 3: geopoint at"
    confirm(office, page, dialog, 2)
    save(office, page, "1.1")
    kinds = office.services.context.pack().offered_visit_types()
    assert kinds[-1].form == "lunch-walk"
    at(office, page, kinds[-1].title)
    page.forms.save_out(tmp_path / "Out.xlsx")
    office.soon((tmp_path / "Out.xlsx").exists)
    page.forms.print_blank()
    sheet = office.dialog()
    office.soon(sheet.save_button.isEnabled)
    sheet.reject()


@pytest.mark.req("R14-75")
def test_versions_are_told_and_one_goes_back_to_an_earlier_one(office, page):
    add_question(office, page, "Is the library open?")
    save(office, page, "1.1")
    page.index.setCurrentRow(0)
    words = [label.text() for label in page.area.widget().findChildren(QPushButton)]
    assert words == ["Go back to version 1…"]
    page.area.widget().findChild(QPushButton).click()
    office.dialog().confirm.click()
    office.soon(lambda: page.view.version == "1.2")
    form = office.services.context.pack().form("core-visit")
    assert "Is the library open?" not in [item.label for item in form.items()]


def test_a_checklist_is_copied_by_its_title_and_unsaved_changes_are_taken_back(office, page):
    at(office, page, "Book look")
    page.forms.copy()
    dialog = office.dialog()
    dialog.verb.click()
    office.soon(lambda: "no title" in dialog.fault.text())
    dialog.name.setText("Book look in the library")
    confirm(office, page, dialog, 2)
    at(office, page, "Book look in the library")
    page.drop.click()
    office.soon(lambda: page.view.pending == ())
    assert office.services.context.pack().version == "1"
