"""What is due, seen and answered from the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sif_desktop.domain.obligations import DueState
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.models.tables.providers import provider
from sif_desktop.ui.navigation import NavButton
from sif_desktop.ui.widgets.lists import LineRow

from .office import Key, Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    with made.services.context.store.action("Inspected") as act:
        act.update(provider, "oakfield", type="Community school", kind="maintained_school")
        act.create(
            inspection, "oakfield", provider_uid="oakfield", day="2026-09-22",
            published_on="2026-11-02", outcomes="special_measures",
        )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def page(office):
    page = office.window.go("due")
    office.soon(lambda: page.model.rowCount() > 3)
    page.table.setFocus()
    return page


def rows(page):
    return page.model.rows()


def choose_in(box, words):
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())


def choose(office, page, obligation):
    row = next(row for row in rows(page) if row.obligation == obligation)
    page.table.select_key(row.key)
    return row


def test_the_latest_comes_first_in_words_with_its_days_to_check(office, page):
    first = page.model.index(1, 0).data(Qt.ItemDataRole.DisplayRole)  # under its heading
    assert first.startswith("▲") and "overdue" in first
    row = choose(office, page, "statement-of-action")
    assert page.details.model.rowCount() == len(row.trace) > 10
    assert page.details.model.rows()[-1].number == 10


def test_what_is_due_stands_under_headings_the_cursor_passes_over(office, page):
    choose_in(page.narrowing.which, "The whole school year")
    headings = {line: page.model.index(line, 0).data() for line in page.model.headings()}
    words = [text.rsplit(" (", 1)[0] for text in headings.values()]
    order = ["Overdue", "This week", "This month", "Later", "Done"]
    assert len(words) > 1 and words == [one for one in order if one in words]
    assert page.model.rowCount() == len(rows(page)) + len(headings)
    assert all(page.table.columnSpan(line, 0) > 1 for line in headings)
    page.table.select_key(rows(page)[0].key)
    for _ in rows(page)[1:]:
        before = page.table.current_row()
        office.press(Key.Key_Down)
        assert page.table.current_row() not in (None, before)
    assert page.table.current_row() == rows(page)[-1]


def test_sorted_by_another_column_the_list_has_no_headings(office, page):
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert page.model.headings() == []
    what = [row.what for row in rows(page)]
    assert what == sorted(what, key=str.casefold)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert page.model.headings()


def test_how_far_an_earlier_year_was_kept_is_chosen_on_the_page(office, page):
    page.tabs.setCurrentIndex(2)
    assert page.year.isVisible() and page.year.words() == "2026/27"
    before = page.kept.rows()
    page.year.box.setCurrentText("2024/25")
    page.year.box.activated.emit(page.year.box.currentIndex())
    office.soon(lambda: page.kept.rows() != before)
    assert all(row.waiting == 0 for row in page.kept.rows())  # a year that is over
    page.restore(page.state())
    office.soon(lambda: page.kept.rows() != before and page.year.words() == "2024/25")


def test_d_notes_what_was_done_and_the_line_goes(office, page):
    choose(office, page, "statement-of-action")
    office.press(Key.Key_D)
    dialog = office.dialog()
    dialog._day.set_value(date(2026, 11, 13))
    dialog.verb.click()
    office.soon(lambda: "statement-of-action" not in {row.obligation for row in rows(page)})
    done = office.services.obligations.cycle("oakfield")
    (line,) = [row for row in done if row.obligation == "statement-of-action"]
    assert line.closed_on == date(2026, 11, 13)


def test_a_day_to_come_is_refused_in_the_dialog_and_nothing_is_kept(office, page):
    choose(office, page, "statement-of-action")
    office.press(Key.Key_D)
    dialog = office.dialog()
    dialog._day.set_value(date(2026, 12, 24))
    dialog.verb.click()
    office.soon(lambda: "still to come" in dialog.fault.text())
    dialog.reject()
    cycle = office.services.obligations.cycle("oakfield")
    assert not any(row.closed_on for row in cycle if row.obligation == "statement-of-action")


def test_v_plans_the_visit_that_would_do_it(office, page):
    choose(office, page, "termly-visit")
    office.press(Key.Key_V)
    dialog = office.dialog()
    assert dialog.type.currentData() == "core_visit"
    assert dialog.school.currentText() == "Oakfield Primary School"
    dialog.reject()


def test_enter_opens_the_school_whose_page_has_the_same_list(office, page):
    choose(office, page, "statement-of-action")
    office.press(Key.Key_Return)
    school = office.window.page("school")
    office.soon(lambda: school.title() == "Oakfield Primary School")
    office.soon(lambda: "statement" in words_of(school.sections.owed))


def words_of(widget):
    return " ".join(one.accessibleName() for one in widget.findChildren(QWidget)).casefold()


def test_the_list_narrows_to_what_is_overdue_and_says_how_many(office, page):
    choose_in(page.narrowing.which, "Overdue")
    assert {row.state for row in rows(page)} == {DueState.OVERDUE}
    assert f"{len(rows(page))} overdue" in page.count.text()


def test_how_far_the_year_was_kept_is_counted_by_school_and_by_duty(office, page):
    assert page.kept.rowCount() == 1
    assert page.kept_by_duty.rowCount() > 3


def test_what_is_shown_goes_out_as_a_workbook_and_as_a_calendar(
    office, page, tmp_path, monkeypatch
):
    from sif_desktop.ui import messages

    said = []
    monkeypatch.setattr(messages, "say", lambda _parent, words: said.append(words))
    page.files.export_to(tmp_path / "due.csv")
    office.soon(lambda: len(said) == 1)
    page.files.save_calendar_to(tmp_path / "due.ics")
    office.soon(lambda: len(said) == 2)
    lines = (tmp_path / "due.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == len(rows(page)) + 1
    assert (tmp_path / "due.ics").read_bytes().count(b"BEGIN:VEVENT") == len(rows(page))


def test_the_list_narrows_to_one_duty_one_officer_and_this_term(office, page):
    with office.services.context.store.action("Attached") as act:
        act.update(provider, "oakfield", attached_officer="Kim Rowe")
    page.refresh(None)
    office.soon(lambda: page.narrowing.officer.count() == 2)
    choose_in(page.narrowing.officer, "Kim Rowe")
    choose_in(page.narrowing.which, "This term")
    assert rows(page) and all(row.day <= date(2026, 12, 18) for row in rows(page))
    what = rows(page)[-1].what
    choose_in(page.narrowing.duty, what)
    assert {row.what for row in rows(page)} == {what}
    state = page.state()
    page.narrowing.restore({})
    page.narrowing.restore(state)
    assert page.narrowing.words() == f"this term, Kim Rowe, {what}"


def test_the_month_is_walked_by_key_and_shows_what_a_day_asks_for(office, page):
    opened = []
    page.month.opened.connect(opened.append)
    page.tabs.setCurrentIndex(1)
    grid = page.month.grid
    grid.cells.setFocus()
    late = choose_late(page)
    while grid.day > late.day:
        office.press(Key.Key_Left)
    assert "▲" in grid.cells.currentItem().text()
    office.press(Key.Key_Return)
    assert late.what in office.focused().accessibleName()
    office.press(Key.Key_Return)
    assert opened and opened[0].day == late.day


def choose_late(page):
    return next(row for row in rows(page) if row.state is DueState.OVERDUE)


def test_pages_turn_the_month_and_home_comes_back(office, page):
    page.tabs.setCurrentIndex(1)
    grid = page.month.grid
    grid.cells.setFocus()
    office.press(Key.Key_PageDown)
    office.press(Key.Key_PageDown)
    assert (grid.day, grid.cells.accessibleName()) == (date(2027, 1, 24), "January 2027")
    office.press(Key.Key_PageUp)
    office.press(Key.Key_Down)
    assert grid.day == date(2026, 12, 31)
    office.press(Key.Key_Right)
    assert grid.cells.accessibleName() == "January 2027"
    office.press(Key.Key_Home)
    assert grid.day == date(2026, 11, 24)


def test_what_is_shown_is_printed_as_a_list(office, page):
    choose_in(page.narrowing.which, "The whole school year")
    page.files.print_list()
    sheet = office.dialog()
    office.soon(sheet.save_button.isEnabled)
    assert sheet.windowTitle() == "What is due: the whole school year"
    sheet.reject()


def test_the_school_s_list_leads_back_to_the_days_counted(office, page):
    office.window.go("school", {"uid": "oakfield", "part": "owed"})
    school = office.window.page("school")
    office.soon(lambda: school.title() == "Oakfield Primary School")
    office.soon(lambda: "statement" in words_of(school.sections.owed))
    lines = school.sections.owed.findChildren(LineRow)
    next(line for line in lines if "statement" in line.text).activated.emit()
    office.soon(lambda: office.window.here() == "due")
    office.soon(lambda: page.details.model.rowCount() > 10)
    assert page.table.current_row().obligation == "statement-of-action"


@pytest.mark.req("K09-63")
def test_today_says_what_is_overdue_by_the_rulebook_and_so_does_the_side_bar(office):
    today = office.window.go("today")
    office.soon(lambda: today.owed.isVisible())
    said = words_of(today.owed)
    assert "oakfield primary school" in said and "overdue" in said
    late = office.services.obligations.pressing(5).overdue
    buttons = {one.spec.key: one for one in office.window.sidebar.findChildren(NavButton)}
    assert buttons["due"].count == late > 0
    today.owed.all.click()
    office.soon(lambda: office.window.here() == "due")
