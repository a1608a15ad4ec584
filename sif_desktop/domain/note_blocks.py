"""Editing the blocks and sections of a draft: the officer's own ones, their kinds, their order.

Every function raises Problem if what it changes is not (any longer) in the draft. What the record
gives stays the record's: it is moved and reworded here, never taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import (
    TEXT_KINDS,
    Block,
    BlockKind,
    NoteDraft,
    Section,
    Sentence,
)
from sif_desktop.domain.sentences import clean_line

FIRST_KIND = "header"  # of a section that stays at the top, with nothing above it


def add_block(draft: NoteDraft, new: Block, section_id: str, after: str = "") -> NoteDraft:
    """A block of the officer's own after another one, or at the beginning of its section."""
    section = draft.section(section_id)
    at = _place(section, after) + 1 if after else 0
    blocks = (*section.blocks[:at], new, *section.blocks[at:])
    return _with_blocks(draft, section_id, blocks)


def remove_block(draft: NoteDraft, block_id: str) -> NoteDraft:
    """Take out a block of the officer's own; the record's sentences in it do not come back."""
    section, block = draft.find_block(block_id)
    if not removable(block):
        raise Problem(
            "This part comes from the record and cannot be taken out whole.",
            "Take out its sentences, or change what was recorded.",
        )
    composed = tuple(s.id for s in block.sentences if not s.own and not s.offered)
    left = [found for found in section.blocks if found.id != block_id]
    without = _with_blocks(draft, section.id, left)
    return replace(without, removed=(*draft.removed, *composed))


def removable(block: Block) -> bool:
    """Whether the officer may take it out; a heading of the record then has its own words again."""
    return block.own or (block.edited and block.kind is BlockKind.HEADING)


def edit_block_heading(draft: NoteDraft, block_id: str, text: str) -> NoteDraft:
    """The officer's words for a heading within a section. Raises Problem if none are left."""
    words = clean_line(text)
    if not words:
        raise Problem("A heading needs words.", "Write what stands under it.")
    block = draft.find_block(block_id)[1]
    return _with_block(draft, replace(block, text=words, edited=True))


def set_kind(draft: NoteDraft, block_id: str, kind: BlockKind) -> NoteDraft:
    """Paragraph, bulleted or numbered list: the same sentences, set in another way."""
    block = draft.find_block(block_id)[1]
    if not block.holds_sentences or kind not in TEXT_KINDS:
        raise Problem("Only text can become a list or a paragraph.")
    return _with_block(draft, replace(block, kind=kind, edited=True))


def break_block(
    draft: NoteDraft, sentence_id: str, new_id: str, kind: BlockKind | None = None
) -> NoteDraft:
    """A sentence and all after it in its block go into a new block of `kind` below it."""
    section, block, sentence = draft.find(sentence_id)
    at = block.sentences.index(sentence)
    new = Block(new_id, kind or block.kind, sentences=block.sentences[at:], edited=True)
    kept = _with_block(draft, replace(block, sentences=block.sentences[:at]))
    return add_block(kept, new, section.id, after=block.id)


def join_block(draft: NoteDraft, block_id: str) -> NoteDraft:
    """The sentences of the officer's own block become the end of the text above it, if any."""
    section, block = draft.find_block(block_id)
    above = shown_before(section, block)
    if not block.own or not block.holds_sentences or above is None or not above.holds_sentences:
        return draft
    both = replace(above, sentences=(*above.sentences, *block.sentences))
    left = [found for found in section.blocks if found.id != block_id]
    return _with_block(_with_blocks(draft, section.id, left), both)


def shown_before(section: Section, block: Block) -> Block | None:
    """The block above this one in which there is something to see."""
    above = section.blocks[: _place(section, block.id)]
    return next((found for found in reversed(above) if not found.empty), None)


def move_block(draft: NoteDraft, block_id: str, step: int) -> NoteDraft:
    """Up (-1) or down (+1) past what is next to it; a heading takes along what is under it."""
    section, block = draft.find_block(block_id)
    units = _units(section.blocks, whole=block.kind is BlockKind.HEADING)
    here = next(n for n, unit in enumerate(units) if unit[0].id == block_id)
    seen = [n for n, unit in enumerate(units) if n == here or not unit[0].empty]
    target = seen.index(here) + step
    if not 0 <= target < len(seen):
        return draft
    moved = units.pop(here)
    units.insert(seen[target], moved)
    return _with_blocks(draft, section.id, [found for unit in units for found in unit])


def _units(blocks: Sequence[Block], *, whole: bool) -> list[list[Block]]:
    """What moves as one: each block, or with `whole` each heading and what stands under it."""
    units: list[list[Block]] = []
    for block in blocks:
        if whole and units and block.kind is not BlockKind.HEADING:
            units[-1].append(block)
        else:
            units.append([block])
    return units


def move_section(draft: NoteDraft, section_id: str, step: int) -> NoteDraft:
    """A whole section up or down; what opens the document stays where it is."""
    here = draft.sections.index(draft.section(section_id))
    there = here + step
    if not 0 <= there < len(draft.sections):
        return draft
    first, second = draft.sections[here], draft.sections[there]
    if FIRST_KIND in (first.kind, second.kind):
        return draft
    order = list(draft.sections)
    order[here], order[there] = second, first
    return replace(draft, sections=tuple(order))


def place_for_text(section: Section, block_id: str) -> str:
    """The block in which a sentence written at this block comes to stand: the block itself, or the
    text below it before the next heading; "" if there is none."""
    at = _place(section, block_id) if block_id else -1
    if at >= 0 and section.blocks[at].holds_sentences:
        return block_id
    for block in section.blocks[at + 1 :]:
        if block.holds_sentences or block.kind is BlockKind.HEADING:
            return block.id if block.holds_sentences else ""
    return ""


def sentences_of_section(section: Section) -> tuple[Sentence, ...]:
    """Those that stand in the note."""
    return tuple(sentence for block in section.blocks for sentence in block.printed())


def _place(section: Section, block_id: str) -> int:
    for number, block in enumerate(section.blocks):
        if block.id == block_id:
            return number
    raise Problem("This part is no longer in the draft.", "Undo may bring it back.")


def _with_block(draft: NoteDraft, block: Block) -> NoteDraft:
    return draft.map_blocks(lambda found: block if found.id == block.id else found)


def _with_blocks(draft: NoteDraft, section_id: str, blocks: Sequence[Block]) -> NoteDraft:
    return draft.map_sections(
        lambda s: replace(s, blocks=tuple(blocks)) if s.id == section_id else s
    )
