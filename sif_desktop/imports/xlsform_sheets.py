"""Opens an XLSForm workbook: its three sheets as rows of cells by heading.

A workbook is a packed file, so its true size is looked up before anything is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.imports.packed import office_parts
from sif_desktop.imports.sniff import unreadable

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 5_000  # of one sheet
_MAX_COLUMNS = 200
_NAMES = ("survey", "choices", "settings")
_HINT = "Choose an XLSForm workbook (.xlsx) with the sheets survey, choices and settings."
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the workbook the checklist cannot hold: where it stands and what it is."""

    sheet: str
    row: int
    what: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One filled row; `cells` are trimmed texts by heading in lower case, empty ones left out."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def problem(self, message: str, hint: str) -> Problem:
        return Problem(f"Sheet {self.sheet}, row {self.number}: {message}", hint)

    def left_out(self, what: str) -> LeftOut:
        return LeftOut(self.sheet, self.number, what)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The rows of the three sheets, and the names of sheets that are not read."""

    survey: tuple[SheetRow, ...]
    choices: tuple[SheetRow, ...]
    settings: tuple[SheetRow, ...]
    others: tuple[str, ...]


def read_sheets(path: Path) -> Sheets:
    """Raises Problem for what is no workbook, too large, or has no filled survey sheet."""
    office_parts(path, ("xl/workbook.xml",), "an Excel workbook", _HINT)
    try:
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return _sheets(path, book)
        finally:
            book.close()
    except Problem:
        raise
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:  # the reader raises whatever a damaged part makes it stumble over
        raise Problem(f"“{path.name}” is a damaged workbook.", "Save it again in Excel.") from error


def _sheets(path: Path, book: Workbook) -> Sheets:
    places = {name.strip().lower(): name for name in book.sheetnames}
    if "survey" not in places:
        raise Problem(f"“{path.name}” has no sheet called survey.", _HINT)
    rows = {
        name: tuple(_rows(name, book[places[name]].iter_rows(values_only=True)))
        for name in _NAMES
        if name in places
    }
    if not rows["survey"]:
        raise Problem("Sheet survey, row 2: there is no question.", _HINT)
    others = tuple(name for lower, name in places.items() if lower not in _NAMES)
    return Sheets(rows["survey"], rows.get("choices", ()), rows.get("settings", ()), others)


def _rows(sheet: str, lines: Iterable[tuple[object, ...]]) -> Iterator[SheetRow]:
    heads: list[str] = []
    for number, line in enumerate(lines, start=1):
        if number > MAX_ROWS:
            message = f"Sheet {sheet}, row {number}: a checklist has at most {MAX_ROWS:,} rows."
            raise Problem(message, "Remove the rows that hold nothing of the checklist.")
        texts = [_text(cell) for cell in line[:_MAX_COLUMNS]]
        if not heads:
            heads = [" ".join(text.lower().split()) for text in texts]
            continue
        cells = {head: text for head, text in zip(heads, texts, strict=False) if head and text}
        if cells:
            yield SheetRow(sheet, number, cells)


def _text(cell: object) -> str:
    """A cell as words; the mark that keeps a spreadsheet from computing them is taken off."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = "" if cell is None else str(cell).strip()
    return words[1:] if words.startswith("'") and words[1:].startswith(_FORMULA) else words
