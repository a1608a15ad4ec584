"""A table pasted from Word or Excel, cell by cell, with nothing lost.

Excel separates cells by tabs and quotes those with line breaks; Word breaks a row in two at every
paragraph of a cell, leaves merged cells out or empty, and quotes nothing. What each column means
and what rows of a plan it makes is in `pasted_plan`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_ROWS, MOST_LETTERS = 5_000, 2_000_000
_SECTION = re.compile(r"(?:priority|objective|key issue|area|aim|strand|goal|target|issue)\b|\d+\W")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is odd about a row of the table (counted from 1, with the headings), and what was made
    of it; `column` (counted from 0) where it is about one cell."""

    row: int
    message: str
    column: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `across` says that it is one cell across the table, such as a sub-heading."""

    number: int
    cells: tuple[str, ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class PastedTable:
    """All rows as wide as the widest; the first may be headings."""

    rows: tuple[TableRow, ...]
    faults: tuple[RowFault, ...]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def read_table(text: str) -> PastedTable:
    """The cells of what was pasted. Never raises: what cannot be made out is said by row."""
    faults: list[RowFault] = []
    lines = list(_lines(text[:MOST_LETTERS], faults))
    if len(text) > MOST_LETTERS or len(lines) > MOST_ROWS:
        faults.append(RowFault(MOST_ROWS, "The table is too long: only its beginning was read."))
    rows = list(_rows(lines[:MOST_ROWS], faults))
    width = max((len(row.cells) for row in rows if not row.across), default=1)
    padded = tuple(
        TableRow(row.number, row.cells + ("",) * (width - len(row.cells)), row.across)
        for row in rows
    )
    return PastedTable(padded, tuple(sorted(faults, key=lambda one: one.row)))


_Line = tuple[int, list[str]]


def _lines(text: str, faults: list[RowFault]) -> Iterator[_Line]:
    """The cells of each line with its number, lines without any words left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\0", "")
    quoted = _quoted_well(text)
    if not quoted:
        faults.append(RowFault(1, "A quotation mark is not closed: all are taken as words."))
    held = io.StringIO(text, newline="")
    as_words = csv.reader(held, delimiter="\t", quoting=csv.QUOTE_NONE)
    reader = csv.reader(held, delimiter="\t") if quoted else as_words
    # The limit is one for the whole program: files are still read under the ordinary one.
    usual = csv.field_size_limit(MOST_LETTERS + 1)
    try:
        every = list(reader)
    finally:
        csv.field_size_limit(usual)
    for number, cells in enumerate(every, 1):
        tidy = [_tidy(cell) for cell in cells]
        if any(tidy):
            yield number, tidy


def _quoted_well(text: str) -> bool:
    """Whether every cell that begins with a quotation mark ends with one, as Excel writes them."""
    rest = re.sub(r'(?:(?<=\t)|(?<=\n)|^)"(?:[^"]|"")*"(?=\t|\n|$)', "", text)
    return not re.search(r'(?:(?<=\t)|(?<=\n)|^)"', rest)


def _tidy(cell: str) -> str:
    lines = (" ".join(line.split()) for line in cell.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _rows(lines: Sequence[_Line], faults: list[RowFault]) -> Iterator[TableRow]:
    """Lines put together again where a paragraph broke a row in two."""
    width = _usual_width(lines)
    at = 0
    while at < len(lines):
        number, cells = lines[at]
        at += 1
        joined = False
        while len(cells) < width and at < len(lines) and _goes_on(cells, lines[at][1], width):
            following = lines[at][1]
            cells = [
                *cells[:-1],
                "\n".join(filter(None, (cells[-1], following[0]))),
                *following[1:],
            ]
            joined, at = True, at + 1
        across = len(cells) == 1 < width
        if joined:
            faults.append(RowFault(number, "The row was broken in two and put together again."))
        elif across:
            faults.append(RowFault(number, "One cell goes across the table: taken as a priority."))
        elif len(cells) < width:
            short = f"It has {len(cells)} cells instead of {width}: the others are taken as empty."
            faults.append(RowFault(number, short))
        elif len(cells) > width:
            long = f"It has {len(cells)} cells instead of {width}: none was left out."
            faults.append(RowFault(number, long))
        yield TableRow(number, tuple(cells), across)


def _usual_width(lines: Sequence[_Line]) -> int:
    """How many cells a row has: as many as the headings, or as most rows have if that is more."""
    counts = [len(cells) for _, cells in lines]
    if not counts:
        return 1
    return max(counts[0], max(sorted(set(counts)), key=counts.count))


def _goes_on(cells: Sequence[str], following: Sequence[str], width: int) -> bool:
    """Whether the next line is the rest of this one: together they fill a row, and this one is no
    sub-heading."""
    if len(cells) + len(following) - 1 > width:
        return False
    first, rest = cells[-1], following[0]
    if len(cells) == 1:
        small = rest[:1].islower() or rest[:1] in "-•–(&" or first.endswith((",", ";", ":", " and"))
        return small and not (_SECTION.match(first.casefold()) and not rest[:1].islower())
    return len(following) > 1 or len(cells) + len(following) - 1 < width
