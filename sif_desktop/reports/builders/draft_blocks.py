"""The sections of a draft as blocks of a document; nothing is added to their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sif_desktop.domain import note
from sif_desktop.domain.note import BlockKind
from sif_desktop.domain.signing import SIGNATURES
from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Column, ColumnKind, Signatory, SignatureBlock, Text

# Shares of the width by number of columns; dates never need much.
_WEIGHTS = {2: (2.0, 1.0), 4: (3.0, 1.5, 1.2, 2.4)}
_NUMBERED = "No."  # a first column that holds a number needs hardly any
_NUMBERED_WEIGHTS = {4: (0.5, 3.4, 1.8, 1.3), 5: (0.5, 2.6, 0.8, 1.8, 1.6)}
_DATES = frozenset({"By when", "Date"})
EMPTY_CELL = "Not stated"


def section_blocks(section: note.Section, level: int = 3) -> Iterator[blocks.Block]:
    """What stands in a section, its areas headed at `level`; none where it is empty.

    A heading only if something stands under it.
    """
    waiting: blocks.Heading | None = None
    for block in section.blocks:
        if block.kind is BlockKind.HEADING:
            waiting = blocks.Heading(level, block.text) if block.text.strip() else None
            continue
        made = block_of(block)
        if made is not None:
            if waiting is not None:
                yield waiting
                waiting = None
            yield made


def filled_columns(block: note.Block) -> note.Block:
    """A table of the record without the columns in which no row has anything."""
    if block.kind is not BlockKind.TABLE or block.own or not block.rows:
        return block
    kept = [n for n in range(len(block.columns)) if any(row.cells[n].strip() for row in block.rows)]
    if len(kept) in (0, len(block.columns)):
        return block
    rows = (replace(row, cells=tuple(row.cells[n] for n in kept)) for row in block.rows)
    return replace(block, columns=tuple(block.columns[n] for n in kept), rows=tuple(rows))


def block_of(block: note.Block) -> blocks.Block | None:
    """What a block of the draft is printed as; None if nothing stands in it. Raises Problem if it
    could not be made accessible."""
    printed = block.printed()
    match block.kind:
        case BlockKind.PARAGRAPH if printed:
            return blocks.Paragraph(_runs(printed))
        case BlockKind.BULLETS | BlockKind.NUMBERED if printed:
            items = [blocks.ListItem(_runs((s,))) for s in printed]
            return blocks.ListBlock(items, ordered=block.kind is BlockKind.NUMBERED)
        case BlockKind.TABLE if rows := _said(block):
            return _table(block, rows)
        case BlockKind.FACTS if block.id == SIGNATURES:
            return SignatureBlock(
                tuple(Signatory(row.cells[1] or row.cells[0], row.cells[0]) for row in block.rows)
            )
        case BlockKind.FACTS if block.rows:
            first, second = block.columns
            pairs = [(row.cells[0], row.cells[1] or EMPTY_CELL) for row in block.rows]
            return blocks.KeyValue(pairs, headings=(first, second))
    return None


def _runs(sentences: tuple[note.Sentence, ...]) -> list[blocks.Run]:
    runs: list[blocks.Run] = []
    for sentence in sentences:
        gap = " " if runs else ""
        lead = sentence.lead if sentence.text.startswith(sentence.lead) else ""
        if lead:
            runs += [Text(gap + lead, bold=True), Text(sentence.text[len(lead) :])]
        else:
            runs.append(Text(gap + sentence.text))
    return [run for run in runs if not isinstance(run, Text) or run.text]


def _said(block: note.Block) -> list[tuple[str, ...]]:
    """The rows in which something is written."""
    rows = (tuple(cell.strip() for cell in row.cells) for row in block.rows)
    return [row for row in rows if any(row)]


def _table(block: note.Block, said: list[tuple[str, ...]]) -> blocks.Table:
    count = len(block.columns)
    shares = _NUMBERED_WEIGHTS if block.columns[0] == _NUMBERED else _WEIGHTS
    weights = shares.get(count, (1.0,) * count)
    if block.own:
        weights = (1.0,) * count
    labels = [label or f"Column {number}" for number, label in enumerate(block.columns, 1)]
    columns = [
        Column(label, ColumnKind.DATE if label in _DATES else ColumnKind.TEXT, weight)
        for label, weight in zip(labels, weights, strict=True)
    ]
    rows = [[cell or EMPTY_CELL for cell in row] for row in said]
    return blocks.Table(columns, rows, row_header=True)
