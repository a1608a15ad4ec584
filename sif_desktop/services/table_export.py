"""What a list shows, as a CSV file or an Excel workbook.

A cell that a spreadsheet would take for a formula is made harmless; a file that is there is never
replaced without being asked; a half-written file never stands under the chosen name.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sif_desktop.domain.errors import Problem
from sif_desktop.services.files import write_aside

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767  # Excel's limit


def export_table(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "Schools",
    replace: bool = False,
) -> int:
    """Write the table to `path`, an .xlsx or a .csv file, and return how many rows it has.

    Raises FileExists unless `replace`, Problem for another kind of file, a full disk or a file
    that is open in another program.
    """
    writers: dict[str, Callable[[Path, list[list[Cell]], str], None]] = {
        ".csv": _write_csv,
        ".xlsx": _write_xlsx,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise Problem(
            f"“{path.name}” is neither a CSV file nor an Excel workbook.",
            "End the name in .csv or .xlsx.",
        )
    lines = [[harmless(cell) for cell in row] for row in (headings, *rows)]
    write_aside(path, lambda aside: writer(aside, lines, title), replace=replace)
    return len(lines) - 1


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet will show it and not compute it; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    words = _NOT_IN_XML.sub("", cell)[: _LONGEST_CELL - 1]
    return f"'{words}" if words.startswith(_FORMULA) else words


def _write_csv(path: Path, lines: list[list[Cell]], _title: str) -> None:
    # With the mark, so that Excel reads the accents; CRLF as the standard has it.
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(lines)
        stream.flush()
        os.fsync(stream.fileno())


def _write_xlsx(path: Path, lines: list[list[Cell]], title: str) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    for number, width in enumerate(_widths(lines), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=words) for words in lines[0]]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for line in lines[1:]:
        sheet.append(line)
    last = get_column_letter(max(1, len(lines[0])))
    sheet.auto_filter.ref = f"A1:{last}{len(lines)}"
    book.save(path)


def _widths(lines: list[list[Cell]]) -> list[int]:
    columns = zip(*lines[:200], strict=False)
    return [min(60, 2 + max(len(str(cell or "")) for cell in column)) for column in columns]
