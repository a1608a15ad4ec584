"""Reads the tables of a plan typed in a school's own Excel workbook or Word document.

Only reads: what the headings mean is for `domain.plan_file`. A file is packed, so its true size is
looked up before anything is unpacked.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.pasted_table import MOST_ROWS, RowFault, TableRow
from sif_desktop.domain.plan_file import FileTable, Held
from sif_desktop.imports.sniff import unreadable

MOST_UNPACKED = 50_000_000  # bytes
_HINT = "Choose an Excel workbook (.xlsx) or a Word document (.docx)."
_PRIORITY = re.compile(r"(?:\w+ )?(?:priority|objective|key issue)\b", re.IGNORECASE)
_OLD = b"\xd0\xcf\x11\xe0"


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
    members = _members(path)
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


def _members(path: Path) -> frozenset[str]:
    try:
        with path.open("rb") as stream:
            old = stream.read(4) == _OLD
        if old:
            message = f"“{path.name}” is in an old format or protected by a password."
            raise Problem(message, "Save it as .xlsx or .docx without a password.")
        with zipfile.ZipFile(path) as packed:
            names = frozenset(packed.namelist())
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Problem(f"“{path.name}” is no Excel or Word file.", _HINT) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if not names & {"xl/workbook.xml", "word/document.xml"}:
        raise Problem(f"“{path.name}” is no Excel or Word file.", _HINT)
    if size > MOST_UNPACKED:
        message = f"“{path.name}” is too large for a plan: {size // 1_000_000} MB unpacked."
        raise Problem(message, "Choose a file that holds the plan alone.")
    return names


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
