"""Plans typed in a school's own workbook or document, read back cell by cell."""

from datetime import date

import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import Workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_file import Held
from sif_desktop.imports.plan_table import read_plan_file


def saved(book, tmp_path, name="plan.xlsx"):
    book.save(tmp_path / name)
    return tmp_path / name


def cells(table):
    return [row.cells for row in table.rows]


def messages(table):
    return [(one.row, one.column, one.message) for one in table.faults]


def document(rows, width):
    file = docx.Document()
    table = file.add_table(rows=len(rows), cols=width)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return file, table


def test_a_workbook_says_what_excel_shows(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Actions"
    sheet.append(["Action", "By when", "Cost", "Target", "Lead"])
    sheet.append(["Coach", date(2026, 12, 4), 250, 0.8, "Head"])
    sheet["C2"].number_format, sheet["D2"].number_format = "£#,##0.00", "0%"
    sheet.append(["Buy  books\n\nnow", None, 3.0, 1.5, "'=1+1"])
    (table,) = read_plan_file(saved(book, tmp_path)).tables
    assert table.where == "Sheet Actions" and table.lettered
    assert cells(table)[1:] == [
        ("Coach", "4 December 2026", "£250", "80%", "Head"),
        ("Buy books\nnow", "", "3", "1.5", "=1+1"),
    ]
    assert table.faults == ()


def test_merged_cells_of_a_workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    for line in (
        ("Action", "Lead", "By when", "Cost"),
        ("Reading first", None, None, None),
        ("Coach", "Head", "4/12/2026", "£250"),
        ("Buy books", None, "11/12/2026", None),
        ("Call home", "both columns", None, None),
    ):
        sheet.append(line)
    for area in ("A2:D2", "B3:B4", "B5:C5"):
        sheet.merge_cells(area)
    (table,) = read_plan_file(saved(book, tmp_path)).tables
    assert [row.across for row in table.rows] == [False, True, False, False, False]
    assert table.held == (Held(3, 4, 1),)
    assert messages(table) == [
        (2, None, "One cell goes across the table: taken as a priority."),
        (5, 1, "One cell goes over 2 columns: its words are of the first."),
    ]


def test_formulas_hidden_sheets_and_hidden_rows_are_said(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Action", "Cost"])
    sheet.append(["Coach", "=100+50"])
    sheet.append(["Buy books", "#N/A"])
    sheet["B3"].data_type = "e"
    sheet.row_dimensions[3].hidden = True
    lists = book.create_sheet("Lists")
    lists.append(["Head"])
    lists.sheet_state = "hidden"
    file = read_plan_file(saved(book, tmp_path))
    (table,) = file.tables
    assert cells(table)[1:] == [("Coach", "=100+50"), ("Buy books", "#N/A")]
    first, second = (message for _, _, message in messages(table))
    assert "Cell B2 was never worked out" in first
    assert "The row is hidden" in second and "Cell B3 shows the error #N/A." in second
    assert file.left_out == ("The hidden sheet Lists was not read.",)


def test_merged_and_missing_cells_of_a_document(tmp_path):
    rows = [
        ("Action", "Lead", "By when"),
        ("Coach", "Head", "4/12/2026"),
        ("Buy books", "", "11/12/2026"),
        ("Reading", "", ""),
        ("Call", "Ms A", ""),
    ]
    file, table = document(rows, 3)
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(3, 0).merge(table.cell(3, 2))
    short = table.rows[4]._tr
    short.remove(short.tc_lst[2])
    (found,) = read_plan_file(saved(file, tmp_path, "plan.docx")).tables
    assert cells(found) == [tuple(row) for row in rows]
    assert found.held == (Held(2, 3, 1),)
    assert [row.across for row in found.rows] == [False, False, False, True, False]
    assert messages(found)[-1] == (
        5, None, "It has 2 cells instead of 3: the others are taken as empty."
    )  # fmt: skip


def test_what_was_marked_as_taken_out_of_a_document_is_not_read(tmp_path):
    file, table = document([("Action", "Lead"), ("Coach", "Head"), ("Old row", "Gone")], 2)
    run = table.cell(1, 0).paragraphs[0].add_run(" them all")
    struck = OxmlElement("w:del")
    run._r.addprevious(struck)
    struck.append(run._r)
    properties = table.rows[2]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    table.cell(1, 1).paragraphs[0].add_run().add_break()
    table.cell(1, 1).paragraphs[0].add_run("and chair")
    (found,) = read_plan_file(saved(file, tmp_path, "plan.docx")).tables
    assert cells(found) == [("Action", "Lead"), ("Coach", "Head\nand chair")]


def test_a_table_inside_a_cell_is_told_with_the_cell(tmp_path):
    file, table = document([("Action", "Lead"), ("Coach", "Head")], 2)
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "weekly"
    (found,) = read_plan_file(saved(file, tmp_path, "plan.docx")).tables
    assert cells(found)[1] == ("Coach\nweekly", "Head")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an Excel or Word file"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old format or protected by a password"),
        (b"PK\x03\x04 cut off", "not an Excel or Word file"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path, content, said):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    with pytest.raises(Problem, match=said):
        read_plan_file(path)


def test_a_file_without_tables_or_not_there_is_refused(tmp_path):
    with pytest.raises(Problem, match="no table"):
        read_plan_file(saved(docx.Document(), tmp_path, "plan.docx"))
    with pytest.raises(Problem, match="no table"):
        read_plan_file(saved(Workbook(), tmp_path))
    with pytest.raises(Problem, match="gone"):
        read_plan_file(tmp_path / "gone.xlsx")
