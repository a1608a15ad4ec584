"""Reads a CSV file another office made: finds the encoding, the separator and the header row.

Rows are read in batches so that progress and Cancel cost nothing, and memory stays flat. Nothing
is rejected for its length; what cannot be read at all is named with its line.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.imports.recognise import FileKind, heading, recognise, refusal
from sif_desktop.imports.sniff import Look, look_at, unreadable

T = TypeVar("T")
Progress = Callable[[int, int], None]  # bytes done, bytes in all
IsCancelled = Callable[[], bool]

_SAMPLE = 500
# So few that the cells of a batch stay in the processor's cache: 500 take half as long again.
_BATCH = 20
_REPORT_EVERY = 25  # batches: every 500 rows
_HEADER_LINES = 10
_LONGEST_HEADER = 200_000
_SEPARATORS = (",", ";", "\t")
# Comes after the last line; a quotation mark that is never closed swallows it.
_END = "\x03end of file\x03"
_AGAIN = "Download or save the file again, then choose the new one."


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the officer should know though the file was read: a whole sentence, how many
    cells or rows it concerns, and a few examples."""

    code: str
    text: str
    count: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out: its line in the file, why (a short phrase), and what stood there."""

    line: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """A few rows as read; `lines` gives the line on which each begins."""

    rows: list[list[str]]
    lines: Sequence[int]
    last: bool


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A smaller file read whole; `read` counts its rows, those left out included."""

    file_name: str
    encoding: str
    header_row: int
    missing: tuple[str, ...]  # headings wanted and not there
    read: int
    rows: tuple[T, ...]
    rejects: tuple[Reject, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file whose header row was found. `header_row` counts lines from 1."""

    path: Path
    look: Look
    separator: str
    header_row: int
    headings: tuple[str, ...]
    kind: FileKind

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def encoding(self) -> str:
        return self.look.encoding

    def column(self, *names: str) -> int | None:
        """Where the first of these headings stands, whatever its case and spacing; or None."""
        places = {heading(text): place for place, text in reversed(list(enumerate(self.headings)))}
        return next((places[heading(n)] for n in names if heading(n) in places), None)

    def notices(self) -> tuple[Notice, ...]:
        """What the look over the bytes found worth telling."""
        lost = self.look.unreadable
        if not lost:
            return ()
        text = "Some characters could not be read and show as �."
        return (Notice("unreadable", text, lost),)

    def sampled(self, *headings: str) -> list[str]:
        """The cells of these columns, trimmed, in the first rows; empty ones are left out."""
        rows = next(self.batches(size=_SAMPLE)).rows
        places = [place for name in headings if (place := self.column(name)) is not None]
        cells = (row[place].strip() for row in rows for place in places if place < len(row))
        return list(filter(None, cells))

    def reading(
        self,
        headings: Iterable[tuple[str, ...]],
        rows: Sequence[T],
        rejects: Sequence[Reject],
        notices: Sequence[Notice],
    ) -> Reading[T]:
        """What became of this file; `headings` as for `padded_rows`."""
        return Reading(
            file_name=self.name,
            encoding=self.encoding,
            header_row=self.header_row,
            missing=tuple(names[0] for names in headings if self.column(*names) is None),
            read=len(rows) + len(rejects),
            rows=tuple(rows),
            rejects=tuple(rejects),
            notices=(*self.notices(), *notices),
        )

    def batches(
        self,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
        size: int = _BATCH,
    ) -> Iterator[Batch]:
        """All rows below the header, in batches; blank lines are empty rows.

        Raises `Cancelled` when `cancelled()` says so, and `Problem` for a cell that is too large
        or a quotation mark that is never closed.
        """
        try:
            with _open_text(self.path, self.look) as text:
                for _ in range(self.header_row):
                    text.readline()
                yield from self._batches(text, progress, cancelled, size)
        except OSError as error:
            raise unreadable(self.path, error) from error

    def _batches(
        self, text: TextIO, progress: Progress | None, cancelled: IsCancelled | None, size: int
    ) -> Iterator[Batch]:
        reader = csv.reader(chain(text, (_END,)), delimiter=self.separator)
        line = begun = self.header_row + 1
        for number in count():
            if number % _REPORT_EVERY == 0:
                self._tell(text, progress, cancelled)
            rows: list[list[str]] = []
            before = reader.line_num
            try:
                rows.extend(islice(reader, size))
            except csv.Error as error:
                raise self._too_large(_lines(line, rows)[-1], reader.line_num) from error
            lines: Sequence[int] = range(line, line + len(rows) + 1)
            if reader.line_num - before != len(rows):
                lines = _lines(line, rows)
            line, begun = lines[-1], lines[-2] if rows else begun
            last = len(rows) < size or rows[-1] == [_END]
            if last and (not rows or rows.pop() != [_END]):
                place = f"a quotation mark on line {begun:,} is never closed"
                raise Problem(f"“{self.name}” is cut off: {place}.", _AGAIN)
            yield Batch(rows, lines, last)
            if last:
                break
        if progress:
            progress(self.look.size, self.look.size)

    def _tell(self, text: TextIO, progress: Progress | None, cancelled: IsCancelled | None) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(text.buffer.tell(), self.look.size)

    def _too_large(self, line: int, lines_read: int) -> Problem:
        place = f"Line {line:,} of “{self.name}”"
        if self.header_row + lines_read > line:
            message = f"{place} opens a quotation mark that is not closed again."
        else:
            message = f"{place} has a cell of more than {csv.field_size_limit():,} characters."
        return Problem(message, "Mend that line, or download the file again.")


def padded_rows(
    table: Table,
    headings: Sequence[tuple[str, ...]],
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Each row's line and its trimmed cells under these headings (or their other names), "" where
    the column or the cell is not there; empty rows are passed over."""
    places = [table.column(*names) for names in headings]
    for batch in table.batches(progress, cancelled):
        for line, row in zip(batch.lines, batch.rows, strict=False):
            width = len(row)
            cells = [row[p].strip() if p is not None and p < width else "" for p in places]
            if any(cells):
                yield line, cells


def open_table(path: Path) -> Table:
    """Look over the file and find its header row, separator and kind.

    Raises `Problem` for a file that is no table (see `sniff.look_at`).
    """
    path = Path(path)
    look = look_at(path)
    try:
        with _open_text(path, look) as text:
            first = [text.readline(_LONGEST_HEADER) for _ in range(_HEADER_LINES)]
    except OSError as error:
        raise unreadable(path, error) from error
    header_row, separator, headings, kind = _find_header(first)
    if not any(headings):
        raise Problem(f"“{path.name}” holds no words, only blank lines.", _AGAIN)
    return Table(path, look, separator, header_row, headings, kind)


def open_as(path: Path, wanted: FileKind) -> Table:
    """Open a file that must be of the kind `wanted`; any other is refused by name."""
    table = open_table(path)
    if table.kind is not wanted:
        raise refusal(table.name, table.kind, wanted)
    return table


def require(table: Table, *names: str) -> int:
    """Where the first of these columns stands; a `Problem` that names it if it is missing."""
    place = table.column(*names)
    if place is None:
        raise Problem(
            f"“{table.name}” has no {names[0]} column (its headings are on line"
            f" {table.header_row}).",
            f"Download the file again with the {names[0]} column included.",
        )
    return place


def _open_text(path: Path, look: Look) -> TextIO:
    return path.open(encoding=look.codec, errors="replace", newline="")


def _find_header(lines: Sequence[str]) -> tuple[int, str, tuple[str, ...], FileKind]:
    """The first line that is some file's header; else one with a URN heading; else the first."""
    with_urn = None
    for number, line in enumerate(lines, start=1):
        for separator in _SEPARATORS:
            cells = _cells(line, separator)
            kind = recognise(cells)
            if kind is not FileKind.UNKNOWN:
                return number, separator, cells, kind
            if with_urn is None and any(heading(cell) == "urn" for cell in cells):
                with_urn = (number, separator, cells, kind)
    if with_urn:
        return with_urn
    number, line = next(((n, x) for n, x in enumerate(lines, 1) if x.strip()), (1, ""))
    return number, ",", _cells(line, ","), FileKind.UNKNOWN


def _cells(line: str, separator: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader((line,), delimiter=separator), [])
    except csv.Error:
        return ()
    return tuple(" ".join(cell.split()) for cell in row)


def _lines(first: int, rows: Iterable[Sequence[str]]) -> list[int]:
    """The line each row begins on, and the one after the last, where cells may hold line breaks."""
    lines = [first]
    for row in rows:
        breaks = sum(
            cell.count("\n") + cell.count("\r") - cell.count("\r\n")
            for cell in row
            if "\n" in cell or "\r" in cell
        )
        lines.append(lines[-1] + 1 + breaks)
    return lines
