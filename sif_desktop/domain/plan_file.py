"""A plan typed in a school's own Excel or Word file: which of its tables are of the plan, where
their headings stand, and what merged cells mean.

A file has several tables, headings below a title, headings in two tiers, headings once more on
every page. All of it is cut here into parts that `pasted_plan` reads like a pasted table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sif_desktop.domain.calendar import TermCalendar
from sif_desktop.domain.pasted_plan import PastedRow, Reading, Target, guess, rows_of, understood
from sif_desktop.domain.pasted_table import PastedTable, RowFault, TableRow
from sif_desktop.domain.plan_templates import PlanTemplate

_HEADINGS_WITHIN = 15  # rows from the top of a table
_LONGEST_HEADING = 60
_SECTION = re.compile(r"(?:\w+ )?(?:priority|objective|key issue|area for improvement)\b", re.I)
# What holds for each row beside a merged cell; a cost or a resource would be counted twice.
_HOLDS: Mapping[str, tuple[str, ...]] = {
    "action": ("party", "lead", "start", "due", "monitor"),
    "milestone": ("monitor", "how_often", "due"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A cell merged downwards, from one row to another."""

    first: int
    last: int
    column: int


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table as it stands in the file; `where` says in which sheet or which table."""

    where: str
    rows: tuple[TableRow, ...]
    held: tuple[Held, ...] = ()
    faults: tuple[RowFault, ...] = ()
    lettered: bool = False  # columns are called A, B, C …

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class FilePart:
    """Rows under one row of headings."""

    where: str
    reading: Reading
    held: tuple[Held, ...] = ()
    lettered: bool = False

    def column_name(self, number: int) -> str:
        """How a column is found in the file: its letter or number, and its heading."""
        name = column_letters(number) if self.lettered else str(number + 1)
        headings = self.reading.headings
        heading = " ".join(headings[number].split()) if number < len(headings) else ""
        return f"{name} ({heading})" if heading else name

    def given(self, column: int, target: Target | None) -> FilePart:
        """The part with a column given to a field, to LEAVE_OUT, or (None) kept with its row's
        words. A field is of one column: another that had it is kept with the words."""
        others = {n: one for n, one in self.reading.columns.items() if n != column}
        if target is not None and any(target):
            others = {n: one for n, one in others.items() if one != target}
        columns = others if target is None else {**others, column: target}
        return replace(self, reading=replace(self.reading, columns=columns))


@dataclass(frozen=True, slots=True)
class FileFault:
    where: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file makes of a plan, in its order."""

    rows: tuple[PastedRow, ...]
    faults: tuple[FileFault, ...]


def column_letters(number: int) -> str:
    """A, B … Z, AA as a workbook calls its columns."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- parts ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Cut:
    """A part while its rows are gathered."""

    table: FileTable
    head: TableRow
    columns: Mapping[int, Target]
    rows: list[TableRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def part(self) -> FilePart:
        numbers = {row.number for row in self.rows}
        faults = [*self.faults, *(one for one in self.table.faults if one.row in numbers)]
        table = PastedTable((self.head, *self.rows), tuple(faults))
        held = tuple(one for one in self.table.held if one.first in numbers)
        reading = Reading(table, True, self.columns)
        return FilePart(self.table.where, reading, held, self.table.lettered)


def parts_of(
    tables: Iterable[FileTable], template: PlanTemplate
) -> tuple[tuple[FilePart, ...], tuple[FileTable, ...]]:
    """The parts of the plan, and the tables that are none of it. If no table has headings that are
    understood, the first is taken as it stands."""
    cuts: list[_Cut] = []
    passed: list[FileTable] = []
    for table in tables:
        found = list(_cuts(table, template, cuts[-1] if cuts else None))
        cuts += found
        passed += [] if found else [table]
    if not cuts and passed:
        first = max(passed[:1], key=lambda one: one.width)
        table_as_is = PastedTable(first.rows, first.faults)
        reading = understood(table_as_is, template)
        part = FilePart(first.where, reading, first.held, first.lettered)
        return (part,), tuple(passed[1:])
    return tuple(cut.part for cut in cuts), tuple(passed)


def _cuts(table: FileTable, template: PlanTemplate, before: _Cut | None) -> Iterator[_Cut]:
    at = _first_headings(table, template)
    if at is None:
        if before is not None and table.width == len(before.head.cells):
            goes_on = _Cut(table, before.head, before.columns, list(table.rows))
            yield goes_on
        return
    above = table.rows[:at]
    cut, at = _begin(table, at, template)
    for row in above:
        _above(cut, row)
    while at < len(table.rows):
        row = table.rows[at]
        if not _reads_as_headings(row, template):
            cut.rows.append(row)
            at += 1
        elif _same(row, cut.head):
            cut.faults.append(RowFault(row.number, "The headings stand here again: left out."))
            at += 1
        else:
            yield cut
            cut, at = _begin(table, at, template)
    yield cut


def _begin(table: FileTable, at: int, template: PlanTemplate) -> tuple[_Cut, int]:
    """A part with the headings at this row, and the row after them; two tiers are put together."""
    head = table.rows[at]
    below = table.rows[at + 1] if at + 1 < len(table.rows) else None
    if below is not None and not below.across and _second_tier(head, below, template):
        pairs = zip(head.cells, below.cells, strict=True)
        cells = tuple(under or over for over, under in pairs)
        head, at = TableRow(below.number, cells), at + 1
    return _Cut(table, head, guess(head.cells, template)), at + 1


def _second_tier(head: TableRow, below: TableRow, template: PlanTemplate) -> bool:
    worded = [cell for cell in below.cells if cell]
    every = all(len(cell) <= _LONGEST_HEADING for cell in worded)
    gap = any(under and not over for over, under in zip(head.cells, below.cells, strict=True))
    return gap and every and len(guess(below.cells, template)) == len(worded) < len(head.cells)


def _above(cut: _Cut, row: TableRow) -> None:
    """A row above the headings: a priority's own line is kept, anything else is said."""
    words = next(filter(None, row.cells), "")
    if row.across and _SECTION.match(words):
        cut.rows.append(row)
        return
    said = " | ".join(" ".join(cell.split()) for cell in row.cells if cell)
    cut.faults.append(RowFault(row.number, f"It stands above the headings, not taken: “{said}”."))


def _first_headings(table: FileTable, template: PlanTemplate) -> int | None:
    for at, row in enumerate(table.rows[:_HEADINGS_WITHIN]):
        worded = [cell for cell in row.cells if cell]
        fits = len(guess(row.cells, template))
        if not row.across and fits >= 2 and 2 * fits >= len(worded) and _short_cells(worded):
            return at
    return None


def _reads_as_headings(row: TableRow, template: PlanTemplate) -> bool:
    """Whether a row further down is headings again: nearly all its cells are known as such."""
    worded = [cell for cell in row.cells if cell]
    if row.across or len(worded) < 2 or not _short_cells(worded):
        return False
    fits = len(guess(row.cells, template))
    return fits == len(worded) or (fits >= 3 and 3 * fits >= 2 * len(worded))


def _short_cells(cells: Sequence[str]) -> bool:
    return all(len(cell) <= _LONGEST_HEADING for cell in cells)


def _same(row: TableRow, head: TableRow) -> bool:
    return [cell.casefold() for cell in row.cells] == [cell.casefold() for cell in head.cells]


# --- the plan -------------------------------------------------------------------------------------


def plan_of(parts: Iterable[FilePart], today: date, calendar: TermCalendar) -> FilePlan:
    """The rows of a plan that all parts make, and what is odd about them by place."""
    rows: list[PastedRow] = []
    faults: list[FileFault] = []
    for part in parts:
        whole, said = filled(part)
        found = rows_of(whole.reading, today, calendar)
        rows += found.rows
        faults += (
            FileFault(part.where, one.row, _named(part, one.column), one.message)
            for one in sorted((*found.faults, *said), key=lambda one: one.row)
        )
    return FilePlan(tuple(rows), tuple(faults))


def _named(part: FilePart, column: int | None) -> str:
    return "" if column is None else part.column_name(column)


def filled(part: FilePart) -> tuple[FilePart, list[RowFault]]:
    """The part with what a merged cell says of who and when written beside each of its rows."""
    columns, table = part.reading.columns, part.reading.table
    mains = {level: column for column, (level, name) in columns.items() if name == "what"}
    cells = {row.number: list(row.cells) for row in table.rows}
    said: list[RowFault] = []
    for held in part.held:
        level, name = columns.get(held.column, ("", ""))
        words = cells[held.first][held.column] if held.first in cells else ""
        if not words or level == "priority":
            continue
        rows = range(held.first + 1, held.last + 1)
        holds = name in _HOLDS.get(level, ())
        for number in rows if holds else ():
            beside = cells.get(number)
            if beside and level in mains and beside[mains[level]] and not beside[held.column]:
                beside[held.column] = words
        what = "taken for each of them" if holds else f"taken for row {held.first} alone"
        message = f"One cell goes over rows {held.first} to {held.last}: {what}."
        said.append(RowFault(held.first, message, held.column))
    rows_now = tuple(replace(row, cells=tuple(cells[row.number])) for row in table.rows)
    reading = replace(part.reading, table=replace(table, rows=rows_now))
    return replace(part, reading=reading), said
