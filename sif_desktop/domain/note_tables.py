"""Editing the officer's own tables of a draft: cells, rows and columns.

Every function raises Problem if what it changes is not in the draft, or is the record's.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Row
from sif_desktop.domain.sentences import clean_line

Cells = Sequence[Sequence[str]]
MAX_COLUMNS = 8  # more cannot be read on a page


def new_table(block_id: str, cells: Cells, row_ids: Sequence[str]) -> Block:
    """A table whose columns are headed by the first row of `cells`; `row_ids` name the rest."""
    width = max(map(len, cells))
    if width > MAX_COLUMNS:
        raise Problem(
            f"A table of {width} columns cannot be read on a page.",
            f"Take at most {MAX_COLUMNS} columns.",
        )
    head, *rows = (_filled(row, width) for row in cells)
    made = tuple(Row(name, row) for name, row in zip(row_ids, rows, strict=False))
    return Block(block_id, BlockKind.TABLE, columns=head, rows=made)


def cells_of(text: str) -> list[list[str]]:
    """The cells of a table copied from a spreadsheet or a word processor; none if it is no table.

    Cells are parted by tabs; one with line breaks stands in quotes.
    """
    if "\t" not in text.strip("\n"):
        return []
    rows = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    cells = [[clean_line(cell) for cell in row] for row in rows]
    return [row for row in cells if any(row)]


def add_row(draft: NoteDraft, block_id: str, row_id: str, after: str = "") -> NoteDraft:
    """An empty row after another one, or as the first."""
    above = draft.find_row(after)[2] if after else None

    def change(block: Block) -> Block:
        at = block.rows.index(above) + 1 if above else 0
        new = Row(row_id, ("",) * len(block.columns))
        return replace(block, rows=(*block.rows[:at], new, *block.rows[at:]))

    return _in_table(draft, block_id, change)


def remove_row(draft: NoteDraft, row_id: str) -> NoteDraft:
    block = draft.find_row(row_id)[1]
    left = tuple(row for row in block.rows if row.id != row_id)
    return _in_table(draft, block.id, lambda found: replace(found, rows=left))


def move_row(draft: NoteDraft, row_id: str, step: int) -> NoteDraft:
    _, block, row = draft.find_row(row_id)
    here = block.rows.index(row)
    if not 0 <= here + step < len(block.rows):
        return draft
    order = [found for found in block.rows if found.id != row_id]
    order.insert(here + step, row)
    return _in_table(draft, block.id, lambda found: replace(found, rows=tuple(order)))


def edit_cell(draft: NoteDraft, row_id: str, column: int, text: str) -> NoteDraft:
    return paste_cells(draft, row_id, column, [[text]], ())


def paste_cells(
    draft: NoteDraft, row_id: str, column: int, cells: Cells, row_ids: Sequence[str]
) -> NoteDraft:
    """Put `cells` into the table from this cell on; rows it lacks are added, named by `row_ids`.

    Raises Problem if they are more columns than there is room for.
    """
    _, block, row = draft.find_row(row_id)
    _check_room(block, column, cells)

    def change(found: Block) -> Block:
        rows, at, names = list(found.rows), found.rows.index(row), iter(row_ids)
        for number, values in enumerate(cells, start=at):
            if number == len(rows):
                rows.append(Row(next(names), ("",) * len(found.columns)))
            old = rows[number].cells
            new = (*old[:column], *map(clean_line, values), *old[column + len(values) :])
            rows[number] = replace(rows[number], cells=new)
        return replace(found, rows=tuple(rows))

    return _in_table(draft, block.id, change)


def paste_over(
    draft: NoteDraft, block_id: str, column: int, cells: Cells, row_ids: Sequence[str]
) -> NoteDraft:
    """Put `cells` into the table from the words over a column on: the first row heads the columns.

    Raises Problem if they are more columns than there is room for.
    """
    block = draft.find_block(block_id)[1]
    _check_room(block, column, cells)
    if cells[1:]:
        first = block.rows[0].id if block.rows else row_ids[-1]
        draft = draft if block.rows else add_row(draft, block_id, first)
        draft = paste_cells(draft, first, column, cells[1:], row_ids)
    for number, words in enumerate(cells[0], start=column):
        draft = edit_column(draft, block_id, number, words)
    return draft


def edit_column(draft: NoteDraft, block_id: str, column: int, text: str) -> NoteDraft:
    """The words over a column."""

    def change(block: Block) -> Block:
        columns = (*block.columns[:column], clean_line(text), *block.columns[column + 1 :])
        return replace(block, columns=columns)

    return _in_table(draft, block_id, change)


def add_column(draft: NoteDraft, block_id: str, at: int) -> NoteDraft:
    """An empty column before column `at`, or with `at` the number of columns as the last."""
    if len(draft.find_block(block_id)[1].columns) >= MAX_COLUMNS:
        raise Problem(
            "The table has as many columns as can be read on a page.", "Begin a second table."
        )
    return _in_columns(draft, block_id, lambda cells: (*cells[:at], "", *cells[at:]))


def remove_column(draft: NoteDraft, block_id: str, column: int) -> NoteDraft:
    """Raises Problem for the last column: then it is the table that goes."""
    if len(draft.find_block(block_id)[1].columns) == 1:
        raise Problem("A table needs a column.", "Take out the table instead.")
    return _in_columns(draft, block_id, lambda cells: (*cells[:column], *cells[column + 1 :]))


def _in_columns(
    draft: NoteDraft, block_id: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> NoteDraft:
    def mend(block: Block) -> Block:
        rows = tuple(replace(row, cells=change(row.cells)) for row in block.rows)
        return replace(block, columns=change(block.columns), rows=rows)

    return _in_table(draft, block_id, mend)


def _in_table(draft: NoteDraft, block_id: str, change: Callable[[Block], Block]) -> NoteDraft:
    block = draft.find_block(block_id)[1]
    if block.kind is not BlockKind.TABLE or not block.own:
        raise Problem(
            "This table follows the record.", "Change what was recorded, and the table follows."
        )
    return draft.map_blocks(lambda found: change(found) if found.id == block_id else found)


def _check_room(block: Block, column: int, cells: Cells) -> None:
    if column + max(map(len, cells)) > len(block.columns):
        raise Problem(
            "What was copied has more columns than there is room for from this cell on.",
            "Add columns to the table first, or paste into the first cell.",
        )


def _filled(row: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(map(clean_line, (*row, *[""] * (width - len(row)))))
