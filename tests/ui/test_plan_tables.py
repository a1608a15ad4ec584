"""A plan the school has in Word or Excel becomes rows through the window."""

from docx import Document
from openpyxl import Workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from sif_desktop.domain.pasted_plan import LEAVE_OUT
from sif_desktop.ui.widgets.buttons import Button
from tests.ui.office import Ctrl, Key, Shift
from tests.ui.test_plan_pages import begun, office, plan  # noqa: F401

PASTED = (
    "Priority\tSuccess criteria\tAction\tLead\tBy when\tColour\n"
    "Reading\t80% read well\tCoach\tKim Rowe\t4/12/2026\tred\n"
    "\t\tBuy books\tHead\tsoon\tgreen\n"
)


def offered(office):  # noqa: F811
    dialog = office.dialog()
    office.soon(dialog.verb.isEnabled)
    return dialog


def test_a_pasted_table_is_looked_at_put_away_and_added_by_keyboard(office):  # noqa: F811
    page = begun(office)
    page.take_focus()
    QGuiApplication.clipboard().setText(PASTED)
    office.press(Key.Key_V, Ctrl)
    dialog = offered(office)
    assert dialog.verb.text() == "Add 4 rows"
    assert dialog.count.text() == "1 priority, 2 actions, 1 success criterion"
    assert [dialog.faults.item(n).text() for n in range(dialog.faults.count())] == [
        "Row 3: “soon” is not a date: kept as words."
    ]
    colour = dialog.columns.choices[5]
    colour.setFocus()
    office.press(Key.Key_Down)  # "Leave out" comes after keeping it
    office.soon(dialog.verb.isEnabled)
    assert dialog.columns.columns()[5] == LEAVE_OUT
    office.press(Key.Key_Escape)
    office.soon(lambda: not dialog.isVisible())
    assert not plan(page).priorities
    office.window.activateWindow()
    office.soon(office.window.isActiveWindow)
    page.take_focus()
    office.press(Key.Key_V, Ctrl | Shift)
    dialog = offered(office)
    assert dialog.columns.columns()[5] == LEAVE_OUT
    office.press(Key.Key_Return)
    office.soon(lambda: len(plan(page).actions) == 2)
    coach, books = plan(page).actions
    assert (coach.what, coach.lead, books.due) == ("Coach", "Kim Rowe", None)
    assert "red" not in coach.monitoring and "soon" in books.monitoring
    office.context.undo()
    office.soon(lambda: not plan(page).actions and not plan(page).priorities)


def test_a_table_of_a_word_file_goes_under_the_priority_of_the_cursor(office, tmp_path):  # noqa: F811
    page = begun(office)
    top = office.services.plan_outline.add(plan(page).uid, "priority", {"title": "Reading"})
    office.context.announce(top.changes)
    office.soon(lambda: len(plan(page).priorities) == 1)
    page.outline.select(top.uid)
    made = Document()
    for heads, words in (
        (("Name", "Post"), ("Kim", "Head")),
        (("Action", "Lead"), ("Coach", "Kim")),
    ):
        table = made.add_table(2, 2)
        for row, cells in zip(table.rows, (heads, words), strict=True):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
        made.add_paragraph("")
    made.save(tmp_path / "plan.docx")
    page.pasting.look_at(tmp_path / "plan.docx", top.uid)
    dialog = offered(office)
    assert "has no headings of a plan" in dialog.about.text()
    office.press(Key.Key_Return)
    office.soon(lambda: len(plan(page).actions) == 1)
    assert plan(page).actions[0].priority_uid == top.uid


def test_all_tables_of_a_workbook_are_added_at_once(office, tmp_path):  # noqa: F811
    page = begun(office)
    book = Workbook()
    book.active.append(["Action", "Lead"])
    book.active.append(["Coach", "Kim"])
    other = book.create_sheet("Attendance")
    other.append(["Action", "Lead"])
    other.append(["Call home", "Sam"])
    book.save(tmp_path / "plan.xlsx")
    page.pasting.look_at(tmp_path / "plan.xlsx")
    dialog = offered(office)
    assert dialog.which.count() == 2
    button = next(b for b in dialog.findChildren(Button) if b.text() == "Add all 2 tables")
    button.click()
    office.soon(lambda: [one.what for one in plan(page).actions] == ["Coach", "Call home"])
    office.context.undo()
    office.soon(lambda: not plan(page).actions)


def test_a_file_without_a_plan_is_said_to_be_none(office, tmp_path):  # noqa: F811
    page = begun(office)
    made = Document()
    made.add_paragraph("No table here.")
    made.save(tmp_path / "plan.docx")
    page.pasting.look_at(tmp_path / "plan.docx")
    office.soon(lambda: bool(office.window.findChildren(QMessageBox)))
    words = office.window.findChildren(QMessageBox)[0].text()
    assert "plan.docx" in words
