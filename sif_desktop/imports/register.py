"""Reads the national register of schools in any of its forms, of any year, into `RegisterRow`s.

Columns are found by heading. Rows the officer did not ask for are passed over before anything
else is done with them; what is left out is counted by reason and named by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter, call, itemgetter
from pathlib import Path

from sif_desktop.domain.heads import head_display
from sif_desktop.domain.register import RegisterRow
from sif_desktop.imports.cells import Cells, DateOrder, date_order, words
from sif_desktop.imports.choices import (
    BLANK,
    FACETS,
    Choice,
    Choices,
    FacetCounter,
    RegisterFilter,
)
from sif_desktop.imports.columns import DATE_HEADINGS, Plan, plan_columns
from sif_desktop.imports.reading import (
    Batch,
    IsCancelled,
    Notice,
    Progress,
    Reject,
    Table,
    open_as,
    require,
)
from sif_desktop.imports.recognise import Dialect, FileKind, dialect, layout

__all__ = [
    "Choice",
    "Choices",
    "RegisterFilter",
    "RegisterReader",
    "RegisterReport",
    "RegisterRow",
    "head_display",
    "read_register",
]

_KEPT_REJECTS = 1000
_URN = re.compile(r"[0-9]{6}")
_CHILDRENS_CENTRE_URN = re.compile(r"[0-9]{5}")
_LINK = re.compile(r"\s*([0-9]{5,6})\s+(\S.*)")
_NO_LINKS = "Does not have links"


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What a reading found. `read` counts the rows of the file: kept, skipped and rejected."""

    file_name: str
    dialect: Dialect
    layout: str  # from when the layout is, in words
    encoding: str
    header_row: int
    missing: tuple[str, ...]  # headings wanted and not there
    present: tuple[str, ...]  # fields the file can fill; compare only these
    read: int
    kept: int
    same: int  # of those kept, the ones `known` had already, which were not given as rows
    skipped: dict[str, int]  # reason: rows
    rejected: dict[str, int]  # reason: rows
    rejects: tuple[Reject, ...]  # the first thousand
    notices: tuple[Notice, ...]
    choices: Choices


def read_register(
    path: Path,
    keep: RegisterFilter | None = None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> tuple[RegisterReport, list[RegisterRow]]:
    """Read the whole file; see `RegisterReader` to take the rows one by one.

    Raises `Problem` if it is not the register or cannot be read, `Cancelled` on Cancel.
    """
    reader = RegisterReader(path, keep)
    rows = list(reader.rows(progress, cancelled))
    return reader.report(), rows


class RegisterReader:
    """One pass over a register file: take the `rows()`, then ask for the `report()`.

    Opening it looks over the file and reads the first rows only. Raises `Problem` if the file is
    not the register, lacks the URN or the name column, or cannot be read.
    """

    def __init__(self, path: Path, keep: RegisterFilter | None = None) -> None:
        self.table: Table = open_as(path, FileKind.REGISTER)
        self._urn_place = require(self.table, "URN")
        self._name_place = require(self.table, "EstablishmentName")
        dates = list(filter(words, self.table.sampled(*DATE_HEADINGS)))
        slashed = [text for text in dates if "/" in text]
        self._order = order = date_order(dates)
        self.dialect = dialect(self.table.headings, len(slashed) * 2 > len(dates))
        self._cells = Cells(order)
        if slashed and (len(slashed) < len(dates) or order is DateOrder.UNCLEAR):
            self._cells.note("dates_mixed", slashed[0])
        self._plan = plan_columns(self.table, self._cells)
        self._facets = _facet_counter(self.table, keep or RegisterFilter())
        self._first_line: dict[str, int] = {}
        self._rejected: Counter[str] = Counter()
        self._rejects: list[Reject] = []
        self.marks: dict[str, str] = {}
        self._kept = self._same = self._short = self._overlong = 0

    def rows(
        self,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
        known: Mapping[str, str] | None = None,
    ) -> Iterator[RegisterRow]:
        """The rows the filter wants, in the order of the file. To be called once.

        `known`: URN to the mark of the row last taken into the store. Rows whose mark is still the
        same are only counted (`report().same`), at half the cost of reading them; `marks` then
        holds the marks of the other rows. Leave out of `known` what must be looked at anyway,
        such as providers with local edits.
        """
        make = _row_maker(self._plan)
        mark = _marker(self._plan, self._order)
        for batch in self.table.batches(progress, cancelled):
            rows, lines = self._squared(batch)
            facets = list(map(self._facets.facet_of, rows))
            self._facets.count(facets)
            for refusal, row, line, facet in zip(
                map(self._facets.refusal, facets), rows, lines, facets, strict=False
            ):
                if facet == BLANK and not any(map(str.strip, row)):
                    self._facets.uncount(facet)
                elif not refusal and self._is_sound(row, line, facet):
                    self._kept += 1
                    if known is None or self._is_new(row, mark(row), known):
                        yield make(row)

    def report(self) -> RegisterReport:
        """What has been found so far; complete once all rows have been taken."""
        skipped = self._facets.skipped()
        return RegisterReport(
            file_name=self.table.name,
            dialect=self.dialect,
            layout=layout(self.table.headings),
            encoding=self.table.encoding,
            header_row=self.table.header_row,
            missing=self._plan.missing,
            present=self._plan.present,
            read=self._kept + sum(skipped.values()) + self._rejected.total(),
            kept=self._kept,
            same=self._same,
            skipped=skipped,
            rejected=dict(self._rejected),
            rejects=tuple(sorted(self._rejects, key=attrgetter("line"))),
            notices=self._notices(),
            choices=self._facets.choices(),
        )

    def _squared(self, batch: Batch) -> tuple[list[list[str]], Sequence[int]]:
        """Rows of one width: the headings' and one empty cell that stands for missing columns."""
        rows, lines, width = batch.rows, batch.lines, self._plan.width
        if set(map(len, rows)) - {width}:
            sound = [i for i, row in enumerate(rows) if self._has_cells(row, lines[i], batch)]
            rows, lines = [rows[i] for i in sound], [lines[i] for i in sound]
            for row in rows:
                self._fit(row)
        for row in rows:
            row.append("")
        return rows, lines

    def _has_cells(self, row: list[str], line: int, batch: Batch) -> bool:
        """Whether the row has cells enough; an empty line is passed over without a word."""
        if not row:
            return False
        at_end = batch.last and row is batch.rows[-1] and not self.table.look.ends_with_newline
        if at_end and len(row) < self._plan.width and not self._short:
            self._reject(line, "the file ends in the middle of the row", row[0])
            return False
        if len(row) <= max(self._urn_place, self._name_place):
            self._reject(line, "too few cells", ", ".join(row))
            return False
        return True

    def _fit(self, row: list[str]) -> None:
        width, links = self._plan.width, self._plan.links_place
        if len(row) < width:
            self._short += 1
            row.extend([""] * (width - len(row)))
        elif len(row) > width:
            # The search-page export gives every further link a cell without a heading.
            if links is not None:
                row[links] = "\n".join(row[links:])
            else:
                self._overlong += 1
            del row[width:]

    def _is_sound(self, row: list[str], line: int, facet: tuple[str, ...]) -> bool:
        urn = row[self._urn_place].strip()
        if not _URN.fullmatch(urn) and not _is_centre(urn, facet):
            self._reject(line, "URN is not a number of six digits" if urn else "no URN", urn)
        elif not row[self._name_place].strip():
            self._reject(line, "no name", urn)
        elif (first := self._first_line.setdefault(urn, line)) != line:
            self._reject(line, "URN repeated", f"{urn}, first on line {first:,}")
        else:
            return True
        self._facets.uncount(facet)
        return False

    def _is_new(self, row: list[str], mark: str, known: Mapping[str, str]) -> bool:
        urn = row[self._urn_place].strip()
        if known.get(urn) == mark:
            self._same += 1
            return False
        self.marks[urn] = mark
        return True

    def _reject(self, line: int, reason: str, detail: str) -> None:
        self._rejected[reason] += 1
        if len(self._rejects) < _KEPT_REJECTS:
            self._rejects.append(Reject(line, reason, detail[:80]))

    def _notices(self) -> tuple[Notice, ...]:
        found = [*self.table.notices(), *self._cells.notices()]
        if self._overlong:
            text = "Rows have more cells than there are headings; the cells beyond were not read."
            found.append(Notice("overlong", text, self._overlong))
        cut = self._rejected["the file ends in the middle of the row"]
        if cut:
            text = "The file is cut off at its end. Download it again to have all schools."
            found.append(Notice("cut_off", text, cut))
        if not (self._kept or self._facets.skipped() or self._rejected.total()):
            text = "The file has its headings but no rows, so there is nothing to import."
            found.append(Notice("no_rows", text))
        return tuple(found)


def _is_centre(urn: str, facet: tuple[str, ...]) -> bool:
    """Children's centres have five digits."""
    kind = facet[FACETS.index("type")].casefold()
    centre = kind.startswith("children") or kind.strip() in ("47", "48")
    return centre and _CHILDRENS_CENTRE_URN.fullmatch(urn) is not None


def _facet_counter(table: Table, keep: RegisterFilter) -> FacetCounter:
    plan = plan_columns(table, Cells())  # readers of its own: a facet is no cell to count twice
    places, readers = zip(*map(plan.reader_of, FACETS), strict=True)
    return FacetCounter(keep, places, readers)


def _row_maker(plan: Plan) -> Callable[[list[str]], RegisterRow]:
    """A function from the cells of one row to its `RegisterRow`.

    Each group of columns is read in one sweep; the values are then put in the fields' order.
    """
    many = [g for g in plan.groups if len(g.fields) > 1]
    single = [g for g in plan.groups if len(g.fields) == 1]
    sweeps = [(g.reader, itemgetter(*g.places)) for g in many]
    readers, cells_of = [g.reader for g in single], itemgetter(*(g.places[0] for g in single))
    fields = [name for g in (*many, *single) for name in g.fields]
    la_code, number = fields.index("la_code"), fields.index("establishment_number")
    fields += ["laestab", "sen_types", "links"]
    in_order = itemgetter(*map(fields.index, RegisterRow._fields))
    # Two more places, so that even a single SEN column gives a tuple.
    sen_of = itemgetter(*plan.sen_places, plan.width, plan.width)
    links_place = plan.width if plan.links_place is None else plan.links_place
    new = partial(tuple.__new__, RegisterRow)  # `_make` without its check of the length

    def make(row: list[str]) -> RegisterRow:
        values: list[object] = []
        for read, pick in sweeps:
            values += map(read, pick(row))
        values += map(call, readers, cells_of(row))
        both = values[la_code] and values[number]
        values.append(f"{values[la_code]}{values[number]}" if both else "")
        values.append(_sen_types(sen_of(row)))
        values.append(_links(row[links_place]))
        return new(in_order(values))

    return make


def _marker(plan: Plan, order: DateOrder) -> Callable[[list[str]], str]:
    """A function from the cells of one row to a mark that changes when a field would."""
    links = plan.width if plan.links_place is None else plan.links_place
    places = [place for group in plan.groups for place in group.places]
    cells_of = itemgetter(*(*places, *plan.sen_places, links))
    # Another order of dates or other columns would make other fields of the same cells.
    start = "\x1f".join((order.value, *plan.present, ""))

    def mark(row: list[str]) -> str:
        cells = start + "\x1f".join(cells_of(row))
        return blake2b(cells.encode(), digest_size=8).hexdigest()

    return mark


@cache
def _sen_types(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(words, cells)))


def _links(cell: str) -> tuple[tuple[str, str], ...]:
    if not cell or cell == _NO_LINKS:
        return ()
    found = map(_LINK.match, cell.split("\n"))
    return tuple((match[1], match[2].strip()) for match in found if match)
