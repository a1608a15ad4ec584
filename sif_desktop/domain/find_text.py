"""Finding words in a draft, and putting others in their place.

What follows the record is found too, but only a sentence takes other words, and is then marked as
edited; tables and facts of the record and jottings not taken in stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.note import Block, BlockKind, NoteDraft

_Rewrite = Callable[[NoteDraft, str], NoteDraft]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    match_case: bool = False
    whole_words: bool = False

    def pattern(self) -> re.Pattern[str]:
        words = re.escape(self.text)
        if self.whole_words:
            words = rf"(?<!\w){words}(?!\w)"
        return re.compile(words, 0 if self.match_case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """`line` is the id of a section, block, sentence or row; `column` the cell of a row or of the
    words over a table's columns."""

    line: str
    column: int
    start: int
    length: int
    changeable: bool


@dataclass(frozen=True, slots=True)
class _Place:
    line: str
    column: int
    text: str
    rewrite: _Rewrite | None


def find(draft: NoteDraft, query: Query) -> tuple[Hit, ...]:
    """Every place where the words stand, in the order of the draft."""
    if not query.text:
        return ()
    pattern = query.pattern()
    return tuple(
        Hit(place.line, place.column, m.start(), len(m[0]), place.rewrite is not None)
        for place in _places(draft)
        for m in pattern.finditer(place.text)
    )


def replace_all(draft: NoteDraft, query: Query, new: str) -> NoteDraft:
    """Other words at every place that takes them."""
    pattern = query.pattern()
    for place in tuple(_places(draft)):
        if place.rewrite is not None and pattern.search(place.text):
            draft = place.rewrite(draft, pattern.sub(lambda _found: new, place.text))
    return draft


def replace_one(draft: NoteDraft, hit: Hit, new: str) -> NoteDraft:
    """Other words at one place, if it is still there."""
    for place in _places(draft):
        if (place.line, place.column) == (hit.line, hit.column) and place.rewrite is not None:
            end = hit.start + hit.length
            return place.rewrite(draft, place.text[: hit.start] + new + place.text[end:])
    return draft


def _places(draft: NoteDraft) -> Iterator[_Place]:
    for section in draft.sections:
        heading = partial(_reworded, note_edit.edit_heading, section.id)
        yield _Place(section.id, 0, section.heading, heading)
        for block in section.blocks:
            yield from _in_block(block)


def _in_block(block: Block) -> Iterator[_Place]:
    if block.kind is BlockKind.HEADING:
        rewrite = partial(_reworded, note_blocks.edit_block_heading, block.id)
        yield _Place(block.id, 0, block.text, rewrite)
    for sentence in block.sentences:
        said = None if sentence.offered else partial(_sentence, sentence.id)
        yield _Place(sentence.id, 0, sentence.text, said)
    for column, words in enumerate(block.columns if block.own else ()):
        yield _Place(block.id, column, words, partial(_column, block.id, column))
    for row in block.rows:
        for column, cell in enumerate(row.cells):
            change = partial(_cell, row.id, column) if row.own else None
            yield _Place(row.id, column, cell, change)


def _reworded(
    edit: Callable[[NoteDraft, str, str], NoteDraft], name: str, draft: NoteDraft, text: str
) -> NoteDraft:
    """A heading left without words keeps those it has."""
    return edit(draft, name, text) if text.strip() else draft


def _sentence(name: str, draft: NoteDraft, text: str) -> NoteDraft:
    if not text.strip():
        return note_edit.remove_sentence(draft, name)
    return note_edit.edit_sentence(draft, name, text)


def _column(block: str, column: int, draft: NoteDraft, text: str) -> NoteDraft:
    return note_tables.edit_column(draft, block, column, text)


def _cell(row: str, column: int, draft: NoteDraft, text: str) -> NoteDraft:
    return note_tables.edit_cell(draft, row, column, text)
