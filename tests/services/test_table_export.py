"""A list leaves the program as a file no spreadsheet will run."""

import csv

import pytest
from openpyxl import load_workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.services.files import FileExists
from sif_desktop.services.table_export import export_table

HEADINGS = ("Name", "Pupils", "Note")
ROWS = [
    ("Ärmel & Söhne", 210, "=HYPERLINK(1)"),
    ("@school", None, "-2+3"),
    ("+44", 0, "plain\x0btext"),
]


def test_csv_cells_are_harmless_and_numbers_stay_numbers(tmp_path):
    path = tmp_path / "out.csv"
    assert export_table(path, HEADINGS, ROWS) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[1] == ["Ärmel & Söhne", "210", "'=HYPERLINK(1)"]
    assert lines[2] == ["'@school", "", "'-2+3"]
    assert lines[3] == ["'+44", "0", "plaintext"]


def test_a_workbook_holds_the_same_with_no_formula(tmp_path):
    path = tmp_path / "out.xlsx"
    export_table(path, HEADINGS, ROWS, title="Schools: mine")
    sheet = load_workbook(path).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1] == ["Ärmel & Söhne", 210, "'=HYPERLINK(1)"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["A1"].font.bold


def test_a_file_that_is_there_is_replaced_only_when_told(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("mine")
    with pytest.raises(FileExists):
        export_table(path, HEADINGS, ROWS)
    assert path.read_text() == "mine"
    export_table(path, HEADINGS, ROWS, replace=True)
    assert "Name" in path.read_text(encoding="utf-8-sig")


def test_other_kinds_of_file_and_missing_folders_are_said_plainly(tmp_path):
    with pytest.raises(Problem, match="neither a CSV file nor an Excel workbook"):
        export_table(tmp_path / "out.pdf", HEADINGS, ROWS)
    with pytest.raises(Problem, match="could not be written"):
        export_table(tmp_path / "gone" / "out.csv", HEADINGS, ROWS)
    assert list(tmp_path.iterdir()) == []
