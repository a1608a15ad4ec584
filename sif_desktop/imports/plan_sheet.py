"""The sheets of a workbook as tables of words: dates, money and percentages as Excel shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.pasted_table import MOST_ROWS
from sif_desktop.domain.plan_file import FileTable
from sif_desktop.imports.plan_table import FileCell, FileRow, table_of, tidy

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_COLUMNS = 60
_FORMULA = ("=", "+", "-", "@")
_Merged = dict[tuple[int, int], tuple[int, int]]  # place -> first row, columns over


def read_workbook(path: Path) -> tuple[tuple[FileTable, ...], tuple[str, ...]]:
    """The sheets that have words, and what was left out."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    computed = load_workbook(path, data_only=True) if _computes(book) else book
    tables, left_out = [], []
    for sheet in book.worksheets:
        table = table_of(f"Sheet {sheet.title}", _rows(sheet, computed[sheet.title]), lettered=True)
        if table.rows and sheet.sheet_state != "visible":
            left_out.append(f"The hidden sheet {sheet.title} was not read.")
        elif table.rows:
            tables.append(table)
    return tuple(tables), tuple(left_out)


def _computes(book: Workbook) -> bool:
    sheets = book.worksheets
    return any(c.data_type == "f" for s in sheets for row in s.iter_rows() for c in row)


def _rows(sheet: Worksheet, computed: Worksheet) -> Iterator[FileRow]:
    merged = _merged(sheet)
    last = min(sheet.max_column, _MOST_COLUMNS)
    rows = sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS + 1), max_col=last)
    for number, cells in enumerate(rows, 1):
        notes = ["The row is hidden: taken all the same."] if _is_hidden(sheet, number) else []
        made = []
        for column, cell in enumerate(cells):
            first, over = merged.get((number, column), (number, 1))
            if over:
                text, note = _said(cell, computed.cell(number, column + 1))
                notes += [note] if note else []
                made.append(FileCell(text, column, over, goes_on=first < number))
        yield FileRow(number, tuple(made), " ".join(notes))


def _merged(sheet: Worksheet) -> _Merged:
    """The first row and the width of each cell that is merged; 0 wide where it only follows."""
    found: _Merged = {}
    for area in sheet.merged_cells.ranges:
        over = area.max_col - area.min_col + 1
        for number in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            for column in range(area.min_col - 1, min(area.max_col, _MOST_COLUMNS)):
                here = column == area.min_col - 1
                found[number, column] = (area.min_row, over if here else 0)
    return found


def _is_hidden(sheet: Worksheet, number: int) -> bool:
    return number in sheet.row_dimensions and bool(sheet.row_dimensions[number].hidden)


def _said(cell: Cell | MergedCell, computed: Cell | MergedCell) -> tuple[str, str]:
    """What Excel shows in the cell, and what is odd about it."""
    value = computed.value
    if cell.data_type == "f" and value is None:
        return str(cell.value), f"Cell {cell.coordinate} was never worked out: its formula is kept."
    if computed.data_type == "e":
        return str(value), f"Cell {cell.coordinate} shows the error {value}."
    return tidy(_words(value, cell.number_format or "")), ""


def _words(value: object, shown: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        return long_date(value.isoformat()[:10])
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(value, shown)
    words = str(value).strip()
    return words[1:] if words.startswith("'") and words[1:].startswith(_FORMULA) else words


def _number(value: int | float, shown: str) -> str:
    if "%" in shown:
        return f"{round(value * 100, 6):g}%"
    if "£" in shown:
        return f"{'−' if value < 0 else ''}£{abs(value):,.2f}".removesuffix(".00")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
