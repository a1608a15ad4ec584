"""Entitlement and days through the window, from the keyboard."""

import csv

import pytest
from PySide6.QtWidgets import QLabel

from sif_desktop.models.tables.providers import provider
from sif_desktop.ui import messages
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.lists import LineRow

from .office import Key, Office


@pytest.fixture
def office(qtbot, tmp_path, request):
    made = Office(qtbot, tmp_path, getattr(request, "param", "england-2026"))
    yield made
    made.close()


def made_a(office, **register):
    with office.services.context.store.action("What it is") as act:
        act.update(provider, "oakfield", attached_officer="Kim Rowe", **register)


def days(office):
    page = office.window.go("days")
    office.soon(lambda: page.model.rowCount() > 0)
    page.table.setFocus()
    return page


def line(page, entitlement):
    return next(r for r in page.model.rows() if r.account.entitlement.id == entitlement)


def fill(dialog, **values):
    for name, text in values.items():
        field = dialog.fields[name]
        if hasattr(field, "findData"):
            field.setCurrentIndex(field.findData(text))
        else:
            field.setText(text)


def confirm(office, dialog, then):
    dialog.verb.click()
    office.soon(then)
    office.window.activateWindow()  # as a desktop does when a dialog closes
    office.soon(office.window.isActiveWindow)


@pytest.mark.parametrize("office", ["kent-2009"], indirect=True)
@pytest.mark.req("K09-43", "K09-44")
def test_days_are_used_agreed_and_told_in_a_letter_by_keys(office):
    made_a(office, kind="school", category="substantial")
    page = days(office)
    assert page.buttons["charge"].isEnabled() is False  # this rulebook names no charges
    office.press(Key.Key_U)
    form = office.dialog()
    office.soon(form.isActiveWindow)
    office.type("Coaching of the leader of mathematics")
    fill(form, preparation="1", on_site="6", reporting="0.5")
    confirm(office, form, lambda: line(page, "partner-substantial").account.is_over)
    assert line(page, "partner-substantial").state == "over by 0.5 days"
    assert page.model.index(0, 6).data() == "▲ over by 0.5 days"
    assert "5.3" in page.told.text() and "1 preparation, 6 on site" in page.told.text()
    page.table.setFocus()
    office.press(Key.Key_A)
    form = office.dialog()
    fill(form, on_site="3", who="Headteacher")
    confirm(office, form, lambda: not line(page, "partner-substantial").account.is_over)
    assert line(page, "partner-substantial").state == "2.5 days left"
    page.table.setFocus()
    office.press(Key.Key_L)
    office.soon(lambda: office.window.page("composer").isVisible())
    office.soon(lambda: line(page, "partner-substantial").letter == "drafting")
    (letter,) = office.services.documents.documents()
    told = {one.code: one.value for one in office.services.documents.open(letter.uid).form}
    assert told["entitlement"] == "up to 7 days and more by arrangement, 3 days agreed"
    assert told["arranged"] == "3"
    office.soon(lambda: not office.jobs.findChildren(Job))  # the preview of the letter is made


@pytest.mark.parametrize("office", ["rutland-2015"], indirect=True)
@pytest.mark.req("R15-28", "R15-34")
def test_an_item_is_declined_with_who_and_a_charge_is_summed(office, tmp_path, monkeypatch):
    made_a(office, kind="school", category="green")
    page = days(office)
    page.table.select_key("oakfield telephone")
    office.press(Key.Key_N)
    form = office.dialog()
    confirm(office, form, lambda: "who answered" in form.fault.text())  # refused, form kept
    fill(form, who="Chair of governors")
    confirm(office, form, lambda: line(page, "telephone").declined)
    page.table.setFocus()
    page.table.select_key("oakfield table-top-review")
    assert not page.buttons["answer"].isEnabled()
    office.press(Key.Key_C)
    form = office.dialog()
    fill(form, item="officer", on_site="1.5", rate="412.35")
    confirm(office, form, lambda: page.charges.rowCount() > 0)
    page.tabs.setCurrentIndex(2)
    assert page.charges.index(0, 4).data() == "£618.53"
    said = []
    monkeypatch.setattr(messages, "say", lambda _parent, words: said.append(words))
    page.files.export_to(tmp_path / "charges.csv")
    office.soon(lambda: bool(said))
    with (tmp_path / "charges.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.DictReader(file))["Amount"] == "£618.53"


def test_the_page_of_a_school_has_its_days_and_a_record_is_corrected_there(office):
    made_a(office, kind="maintained_school")
    page = office.window.go("school", {"uid": "oakfield", "part": "days"}) or office.window.page(
        "school"
    )

    def rows(words):
        found = page.sections.findChildren(LineRow)
        return [row for row in found if row.isVisible() and row.text.startswith(words)]

    office.soon(lambda: bool(rows("Core visits")))
    rows("Core visits")[0].asked.emit("U")
    form = office.dialog()
    fill(form, title="Survey", on_site="4")
    confirm(office, form, lambda: bool(rows("Use: Survey")))
    assert rows("Core visits")[0].right == "▲ over by 1 day"
    rows("Use: Survey")[0].activated.emit()
    form = office.dialog()
    fill(form, on_site="1")
    confirm(
        office,
        form,
        lambda: any(row.right.startswith("2 days left") for row in rows("Core visits")),
    )
    office.services.undo.undo()
    assert office.services.days.of_school("oakfield").lines[0].account.is_over


def test_letters_are_drafted_for_all_shown_and_another_year_is_chosen(office):
    made_a(office, kind="maintained_school")
    page = days(office)
    page.draft_letters()
    office.soon(lambda: bool(page.model.rows()) and line(page, "core-days").letter == "drafting")
    page.years.setCurrentIndex(page.years.findData(2027))
    page.years.activated.emit(page.years.currentIndex())
    office.soon(lambda: line(page, "core-days").letter == "")
    assert page.title() == "Days" and page.state()["year"] == 2027


def test_without_schools_the_page_says_what_will_stand_here(office):
    with office.services.context.store.action("Gone") as act:
        act.delete(provider, "oakfield")
    page = office.window.go("days")
    office.soon(lambda: page._empty is not None)
    assert "Nobody is entitled to anything yet." in [
        one.text() for one in page.findChildren(QLabel)
    ]


def test_the_list_narrows_to_what_is_over(office):
    made_a(office, kind="maintained_school")
    page = days(office)
    page.which.setCurrentText("Over")
    page.which.activated.emit(page.which.currentIndex())
    assert page.model.rowCount() == 0 and page.count.text() == "None."
