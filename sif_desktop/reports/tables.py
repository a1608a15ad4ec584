"""Tables that can be read aloud: a label over each column, whole rows, nothing merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from unicodedata import normalize

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.clean import clean_line
from sif_desktop.reports.runs import Runs, RunsLike, assign, needed, one_of, runs_text, tidy_runs

Layout = Literal["auto", "portrait", "landscape", "stacked"]


class ColumnKind(StrEnum):
    """What a column holds; writers align and break its cells by this."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"  # always words: colour or a mark alone is refused


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` is the share of spare width the column asks for, against the others' weights."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT
    weight: float = 1.0

    def __post_init__(self) -> None:
        assign(self, label=needed(self.label, "A column heading"), kind=ColumnKind(self.kind))
        if not 0 < self.weight <= 100:
            raise Problem(f"Column “{self.label}” has the weight {self.weight}.", "Use 0.1 to 100.")


@dataclass(frozen=True, slots=True, init=False)
class Table:
    """A header row of labels and rows of the same length; a str cell is plain words.

    With `row_header` the first cell names its row. `layout` auto lets width decide; stacked gives
    each row as a record of its own. `room` gives each row space for so many lines of handwriting,
    on paper that is filled in by hand; empty where nothing is. The columns of an `even` one take
    their weights of the width whatever they hold, so that several of a kind line up.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str
    row_header: bool
    layout: Layout
    room: tuple[int, ...]
    even: bool

    def __init__(
        self,
        columns: Sequence[Column | str],
        rows: Sequence[Sequence[RunsLike]],
        caption: str = "",
        row_header: bool = False,
        layout: Layout = "auto",
        room: Sequence[int] = (),
        even: bool = False,
    ) -> None:
        made = tuple(col if isinstance(col, Column) else Column(col) for col in columns)
        cells = tuple(tuple(tidy_runs(cell) for cell in row) for row in rows)
        one_of(layout, ("auto", "portrait", "landscape", "stacked"), "The layout of a table")
        assign(self, columns=made, rows=cells, caption=clean_line(caption))
        assign(self, row_header=row_header, layout=layout, room=tuple(room), even=even)
        _check_table(self)


def _check_table(table: Table) -> None:
    name = f"The table “{table.caption}”" if table.caption else "A table"
    labels = [normalize("NFKC", column.label).casefold() for column in table.columns]
    if not labels or not table.rows:
        raise Problem(f"{name} has no {'rows' if labels else 'columns'}.", "Say it in a sentence.")
    if table.room and len(table.room) != len(table.rows):
        raise Problem(f"{name} has room for {len(table.room)} rows, not {len(table.rows)}.")
    if len(set(labels)) < len(labels):
        raise Problem(f"{name} has two columns with the same heading.", "Give each its own name.")
    for number, row in enumerate(table.rows, 1):
        if len(row) != len(labels):
            raise Problem(
                f"{name}, row {number}: {len(row)} cells for {len(labels)} columns.",
                "Every row needs one cell for each column; cells cannot be merged.",
            )
        if table.row_header and not row[0]:
            raise Problem(f"{name}, row {number}: the first cell is empty.", "It names the row.")
        for column, cell in zip(table.columns, row, strict=True):
            if cell and column.kind is ColumnKind.STATUS and not _has_letters(cell):
                raise Problem(
                    f"{name}, row {number}, “{column.label}”: a mark stands without words.",
                    "Write the status out, for example “Red: not started”.",
                )


def _has_letters(runs: Runs) -> bool:
    return any(char.isalnum() for char in runs_text(runs))


@dataclass(frozen=True, slots=True, init=False)
class KeyValue:
    """Facts by name: a table of two columns whose first names the second."""

    pairs: tuple[tuple[str, Runs], ...]
    caption: str
    headings: tuple[str, str]

    def __init__(
        self,
        pairs: Sequence[tuple[str, RunsLike]],
        caption: str = "",
        headings: tuple[str, str] = ("Item", "Detail"),
    ) -> None:
        made = tuple((needed(key, "The name of a fact"), tidy_runs(value)) for key, value in pairs)
        first, second = (needed(label, "A column heading") for label in headings)
        if not made:
            raise Problem("A table of facts has no rows.", "Leave it out.")
        assign(self, pairs=made, caption=clean_line(caption), headings=(first, second))
