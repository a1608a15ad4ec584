"""Every text of a draft that is read as one piece, and how other words come to stand in it.

A text is named by its line (the id of a section, heading, sentence, row, or own table for the words
over its columns) and its column, which is 0 where there are no cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import Block, BlockKind, NoteDraft

Rewrite = Callable[[NoteDraft, str], NoteDraft]


@dataclass(frozen=True, slots=True)
class Text:
    """`rewrite` is None for what only follows the record. A sentence may be left empty by it; a
    heading without words keeps those it has."""

    line: str
    column: int
    words: str
    rewrite: Rewrite | None


def texts(draft: NoteDraft) -> Iterator[Text]:
    """In the order of the draft."""
    for section in draft.sections:
        yield Text(section.id, 0, section.heading, _heading(note_edit.edit_heading, section.id))
        for block in section.blocks:
            yield from _in_block(block)


def text_at(draft: NoteDraft, line: str, column: int = 0) -> Text:
    """Raises Problem if there is no such text in the draft."""
    for text in texts(draft):
        if (text.line, text.column) == (line, column):
            return text
    raise Problem("This is no longer in the draft.", "Undo may bring it back; or write it again.")


def write(draft: NoteDraft, line: str, column: int, words: str) -> NoteDraft:
    """Other words in one text. Raises Problem if it is gone, or follows the record."""
    text = text_at(draft, line, column)
    if text.rewrite is None:
        raise Problem("This follows the record.", "Change what was recorded, and it follows.")
    return text.rewrite(draft, words)


def _in_block(block: Block) -> Iterator[Text]:
    if block.kind is BlockKind.HEADING:
        yield Text(block.id, 0, block.text, _heading(note_blocks.edit_block_heading, block.id))
    for sentence in block.sentences:
        yield Text(sentence.id, 0, sentence.text, partial(_sentence, sentence.id))
    for column, words in enumerate(block.columns if block.own else ()):
        yield Text(block.id, column, words, partial(_column, block.id, column))
    for row in block.rows:
        for column, cell in enumerate(row.cells):
            change = partial(_cell, row.id, column) if row.own else None
            yield Text(row.id, column, cell, change)


def _heading(edit: Callable[[NoteDraft, str, str], NoteDraft], name: str) -> Rewrite:
    return lambda draft, words: edit(draft, name, words) if words.strip() else draft


def _sentence(name: str, draft: NoteDraft, words: str) -> NoteDraft:
    return note_edit.edit_sentence(draft, name, words)


def _column(block: str, column: int, draft: NoteDraft, words: str) -> NoteDraft:
    return note_tables.edit_column(draft, block, column, words)


def _cell(row: str, column: int, draft: NoteDraft, words: str) -> NoteDraft:
    return note_tables.edit_cell(draft, row, column, words)
