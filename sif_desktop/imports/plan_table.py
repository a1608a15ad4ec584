"""Reads the tables of a plan typed in a school's own Excel workbook or Word document.

Only reads: what the headings mean is for `domain.plan_file`. A file is packed, so its true size is
looked up before anything is unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_table import MOST_ROWS, RowFault, TableRow
from sif_desktop.domain.plan_file import FileTable, Held
from sif_desktop.imports.packed import office_parts
from sif_desktop.imports.sniff import unreadable

_HINT = "Choose an Excel workbook (.xlsx) or a Word document (.docx)."
_PRIORITY = re.compile(r"(?:\w+ )?(?:priority|objective|key issue)\b", re.IGNORECASE)
_MAIN = ("xl/workbook.xml", "word/document.xml")


@dataclass(frozen=True, slots=True)
class FileCell:
    """A cell as the file has it: from which column (0 is the first), over how many; `goes_on` says
    that it is the rest of the cell above it."""

    text: str
    column: int
    over: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    number: int
    cells: tuple[FileCell, ...]
    note: str = ""  # what is odd about the row as the file has it


@dataclass(frozen=True, slots=True)
class PlanFile:
    """`left_out` are parts of the file that were not read, each as a sentence."""

    name: str
    tables: tuple[FileTable, ...]
    left_out: tuple[str, ...] = ()


def read_plan_file(path: Path) -> PlanFile:
    """All tables of the file. Raises Problem for what is neither workbook nor document, is too
    large, damaged or has no table."""
    path = Path(path)
    members = office_parts(path, _MAIN, "an Excel or Word file", _HINT)
    try:
        if "xl/workbook.xml" in members:
            from sif_desktop.imports.plan_sheet import read_workbook

            tables, left_out = read_workbook(path)
        else:
            from sif_desktop.imports.plan_word import read_document

            tables, left_out = read_document(path), ()
    except Problem:
        raise
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:  # the readers raise whatever a damaged part makes them stumble over
        hint = "Open it in Excel or Word and save it again."
        raise Problem(f"“{path.name}” is damaged.", hint) from error
    if not tables:
        raise Problem(f"“{path.name}” has no table with words in it.", _HINT)
    return PlanFile(path.name, tables, left_out)


def table_of(where: str, rows: Iterable[FileRow], *, lettered: bool) -> FileTable:
    """A table of these rows, without those that have no words."""
    some = [row for row in rows if any(cell.text for cell in row.cells)]
    faults = []
    if len(some) > MOST_ROWS:
        faults.append(RowFault(MOST_ROWS, "The table is too long: only its beginning was read."))
    some = some[:MOST_ROWS]
    width = max((cell.column + cell.over for row in some for cell in row.cells), default=0)
    if lettered:  # a sheet's empty columns to the right are none of the table
        width = max((c.column + 1 for row in some for c in row.cells if c.text), default=0)
    made = tuple(_row(row, width, faults) for row in some)
    return FileTable(where, made, tuple(_held(some)), tuple(faults), lettered)


def _row(row: FileRow, width: int, faults: list[RowFault]) -> TableRow:
    worded = [cell for cell in row.cells if cell.text]
    texts = [""] * width
    for cell in worded:
        texts[cell.column] = cell.text
    if row.note:
        faults.append(RowFault(row.number, row.note))
    if _goes_across(row, worded, width):
        message = "One cell goes across the table: taken as a priority."
        faults.append(RowFault(row.number, message))
        return TableRow(row.number, (worded[0].text,) + ("",) * (width - 1), across=True)
    for cell in worded:
        if cell.over > 1:
            message = f"One cell goes over {cell.over} columns: its words are of the first."
            faults.append(RowFault(row.number, message, cell.column))
    return TableRow(row.number, tuple(texts))


def _goes_across(row: FileRow, worded: list[FileCell], width: int) -> bool:
    if len(worded) != 1 or width < 2 or any(cell.goes_on for cell in row.cells):
        return False
    wide = 2 * worded[0].over > width and worded[0].over > 1
    return wide or bool(_PRIORITY.match(worded[0].text) and width > 2)


def _held(rows: list[FileRow]) -> list[Held]:
    """The cells merged downwards over rows that have words."""
    began: dict[int, int] = {}
    found: dict[tuple[int, int], int] = {}
    for row in rows:
        for cell in row.cells:
            if not cell.goes_on:
                began[cell.column] = row.number
            elif cell.column in began:
                found[began[cell.column], cell.column] = row.number
    return [Held(first, last, column) for (first, column), last in found.items()]


def tidy(text: str) -> str:
    """A cell's words without spare spaces and empty lines."""
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
