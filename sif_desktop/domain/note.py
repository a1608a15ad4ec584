"""The draft of a note as plain data: sections, blocks, sentences, each tied to its evidence.

What comes from the record has an id made of what it came from, so that the draft can be composed
again after the record changed without losing a word the officer wrote. An offered sentence (a
jotting filed to an item) is shown beside the draft but is no part of the note until it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.sentences import text_id
from sif_desktop.domain.visibility import Visibility

FORMAT = 2


class BlockKind(StrEnum):
    HEADING = "heading"  # an area of the findings
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"  # each sentence is one item
    TABLE = "table"
    FACTS = "facts"


class Flag(StrEnum):
    """What the officer should know about a sentence kept when the record changed."""

    NONE = ""
    EVIDENCE_GONE = "evidence_gone"
    RECORD_CHANGED = "record_changed"


@dataclass(frozen=True, slots=True)
class Ref:
    """What a sentence rests on: `kind` is answer, jotting, task, visit; `item` the item's id."""

    kind: str
    uid: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`composed` stands for the record's own words (`text_id`), which may be a jotting's and are
    not kept once edited; it is empty for the officer's own sentence. `lead` is printed bold.
    `visibility` says which copies it stands in, `told` that it was said to the school on the day.
    """

    id: str
    text: str
    evidence: tuple[Ref, ...] = ()
    composed: str = ""
    lead: str = ""
    edited: bool = False
    offered: bool = False
    flag: Flag = Flag.NONE
    visibility: Visibility = Visibility.SCHOOL
    told: bool = False

    @property
    def own(self) -> bool:
        return not self.composed


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table or one fact (two cells); always as the record has it."""

    id: str
    cells: tuple[str, ...]
    evidence: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """HEADING uses `text`; PARAGRAPH and BULLETS sentences; TABLE and FACTS columns and rows."""

    id: str
    kind: BlockKind
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def holds_sentences(self) -> bool:
        return self.kind in (BlockKind.PARAGRAPH, BlockKind.BULLETS)

    def printed(self) -> tuple[Sentence, ...]:
        """The sentences that belong to the note: neither merely offered nor blank."""
        return tuple(s for s in self.sentences if not s.offered and s.text.strip())


@dataclass(frozen=True, slots=True)
class Section:
    """`id` is the layout's kind, numbered where a layout has several of one kind; `copies` are
    those it stands in (all where empty)."""

    id: str
    kind: str
    heading: str
    blocks: tuple[Block, ...] = ()
    heading_edited: bool = False
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """`removed` are ids of composed sentences the officer took out; they do not come back."""

    sections: tuple[Section, ...] = ()
    removed: tuple[str, ...] = ()

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        for section in self.sections:
            for block in section.blocks:
                yield section, block

    def sentences(self) -> Iterator[tuple[Section, Block, Sentence]]:
        for section, block in self.blocks():
            for sentence in block.sentences:
                yield section, block, sentence

    def holds(self, sentence_id: str) -> bool:
        return any(sentence.id == sentence_id for _, _, sentence in self.sentences())

    def find(self, sentence_id: str) -> tuple[Section, Block, Sentence]:
        """Raises Problem if the sentence is not (any longer) in the draft."""
        for found in self.sentences():
            if found[2].id == sentence_id:
                return found
        raise Problem(
            "This sentence is no longer in the draft.", "Undo may bring it back; or write it again."
        )


# --- editing ------------------------------------------------------------------------------------


def edit_sentence(draft: NoteDraft, sentence_id: str, text: str) -> NoteDraft:
    """The officer's words for a sentence. An offered one is thereby kept."""

    def edit(sentence: Sentence) -> Sentence:
        words = text.strip()
        changed = sentence.own or text_id(words) != sentence.composed
        return replace(sentence, text=words, edited=changed, offered=False, flag=Flag.NONE)

    return _with_sentence(draft, sentence_id, lambda found: (edit(found),))


def keep_sentence(draft: NoteDraft, sentence_id: str) -> NoteDraft:
    """Take an offered sentence into the note, or accept a flagged one as it stands."""
    return _with_sentence(
        draft, sentence_id, lambda found: (replace(found, offered=False, flag=Flag.NONE),)
    )


def add_sentence(
    draft: NoteDraft, new_id: str, text: str, *, after: str = "", block_id: str = ""
) -> NoteDraft:
    """The officer's own sentence, after another or at the end of a block."""
    new = Sentence(new_id, text.strip(), edited=True)
    if after:
        evidence = draft.find(after)[2].evidence
        return _with_sentence(draft, after, lambda found: (found, replace(new, evidence=evidence)))
    return _map_blocks(
        draft,
        lambda block: (
            replace(block, sentences=(*block.sentences, new)) if block.id == block_id else block
        ),
    )


def remove_sentence(draft: NoteDraft, sentence_id: str) -> NoteDraft:
    """Take a sentence out; a composed one is remembered so that it does not come back."""
    own = draft.find(sentence_id)[2].own
    without = _with_sentence(draft, sentence_id, lambda _found: ())
    return without if own else replace(without, removed=(*without.removed, sentence_id))


def move_sentence(draft: NoteDraft, sentence_id: str, step: int) -> NoteDraft:
    """Up (-1) or down (+1), past a block's end into the next text of the same section."""
    section, block, sentence = draft.find(sentence_id)
    place = [s.id for s in block.sentences].index(sentence_id)
    target = place + step
    if 0 <= target < len(block.sentences):
        order = [s for s in block.sentences if s.id != sentence_id]
        order.insert(target, sentence)
        moved = replace(block, sentences=tuple(order))
        return _map_blocks(draft, lambda found: moved if found.id == block.id else found)
    texts = [found for found in section.blocks if found.holds_sentences]
    beyond = texts.index(block) + step
    if not 0 <= beyond < len(texts):
        return draft
    without = _with_sentence(draft, sentence_id, lambda _found: ())
    end = (sentence,)

    def land(found: Block) -> Block:
        if found.id != texts[beyond].id:
            return found
        both = (*end, *found.sentences) if step > 0 else (*found.sentences, *end)
        return replace(found, sentences=both)

    return _map_blocks(without, land)


def edit_heading(draft: NoteDraft, section_id: str, text: str) -> NoteDraft:
    """Raises Problem if nothing is left of the heading."""
    words = " ".join(text.split())
    if not words:
        raise Problem("A section needs a heading.", "Write what the section is about.")
    sections = tuple(
        replace(s, heading=words, heading_edited=True) if s.id == section_id else s
        for s in draft.sections
    )
    return replace(draft, sections=sections)


def _with_sentence(
    draft: NoteDraft, sentence_id: str, change: Callable[[Sentence], tuple[Sentence, ...]]
) -> NoteDraft:
    draft.find(sentence_id)

    def mend(block: Block) -> Block:
        out: list[Sentence] = []
        for sentence in block.sentences:
            out += change(sentence) if sentence.id == sentence_id else (sentence,)
        return replace(block, sentences=tuple(out))

    return _map_blocks(draft, mend)


def _map_blocks(draft: NoteDraft, change: Callable[[Block], Block]) -> NoteDraft:
    sections = tuple(replace(s, blocks=tuple(map(change, s.blocks))) for s in draft.sections)
    return replace(draft, sections=sections)


# --- composing again ----------------------------------------------------------------------------


def recompose(old: NoteDraft, fresh: NoteDraft) -> NoteDraft:
    """The draft after the record changed: `fresh` as composed now, with all the officer did kept.

    Edited sentences stay and are flagged where the record below them changed or is gone; composed
    ones nobody touched follow the record; removed ones stay away; tables and facts follow.
    """
    merging = _Merging(old, fresh)
    sections = [merging.section(section) for section in fresh.sections]
    known = {section.id for section in fresh.sections}
    left = (merging.left_over_section(s) for s in old.sections if s.id not in known)
    return NoteDraft((*sections, *(s for s in left if s.blocks)), old.removed)


class _Merging:
    def __init__(self, old: NoteDraft, fresh: NoteDraft) -> None:
        self.composed = {s.id: s for _, _, s in fresh.sentences()}
        self.placed = {s.id for _, _, s in old.sentences()} | set(old.removed)
        self.old_sections = {section.id: section for section in old.sections}

    def section(self, fresh: Section) -> Section:
        old = self.old_sections.get(fresh.id)
        if old is None:
            return replace(fresh, blocks=tuple(map(self._new_block, fresh.blocks)))
        before = {block.id: block for block in old.blocks}
        blocks = [self._block(before.pop(block.id, None), block) for block in fresh.blocks]
        blocks += [left for gone in before.values() if (left := self._left_over(gone))]
        heading = old.heading if old.heading_edited else fresh.heading
        return replace(fresh, heading=heading, heading_edited=old.heading_edited, blocks=(*blocks,))

    def left_over_section(self, gone: Section) -> Section:
        """What the officer wrote in a section the layout no longer shows."""
        left = (self._left_over(block) for block in gone.blocks)
        return replace(gone, blocks=tuple(block for block in left if block))

    def _new_block(self, fresh: Block) -> Block:
        news = tuple(s for s in fresh.sentences if s.id not in self.placed)
        return replace(fresh, sentences=news)

    def _block(self, old: Block | None, fresh: Block) -> Block:
        if old is None or not fresh.holds_sentences:
            return self._new_block(fresh)
        kept = [now for s in old.sentences if (now := self._sentence(s))]
        before = ""
        for sentence in fresh.sentences:
            if sentence.id not in self.placed:
                kept.insert(_after(kept, before), sentence)
            before = sentence.id
        return replace(fresh, sentences=tuple(kept))

    def _left_over(self, gone: Block) -> Block | None:
        """A block the record no longer gives, if the officer's words stand in it."""
        kept = tuple(now for s in gone.sentences if (now := self._sentence(s)))
        return replace(gone, sentences=kept) if kept else None

    def _sentence(self, old: Sentence) -> Sentence | None:
        if old.own:
            return old
        fresh = self.composed.get(old.id)
        if fresh is None:
            return replace(old, flag=Flag.EVIDENCE_GONE) if old.edited else None
        fresh = replace(fresh, visibility=old.visibility, told=old.told)
        if not old.edited:
            return replace(fresh, offered=fresh.offered and old.offered)
        flag = old.flag if fresh.composed == old.composed else Flag.RECORD_CHANGED
        lead = fresh.lead if old.text.startswith(fresh.lead) else old.lead
        kept = replace(fresh, text=old.text, lead=lead, flag=flag)
        return replace(kept, edited=True, offered=False)


def without_offered(draft: NoteDraft) -> NoteDraft:
    """The draft as it is kept: jottings not taken in stay where they were jotted.

    Composing again offers them anew.
    """

    def mend(block: Block) -> Block:
        return replace(block, sentences=tuple(s for s in block.sentences if not s.offered))

    return _map_blocks(draft, mend)


def _after(sentences: list[Sentence], sentence_id: str) -> int:
    ids = [s.id for s in sentences]
    return ids.index(sentence_id) + 1 if sentence_id in ids else len(ids)


# --- JSON ---------------------------------------------------------------------------------------


def to_json(draft: NoteDraft) -> str:
    """The draft as JSON text; equal drafts give equal text."""
    plain = {"format": FORMAT, **asdict(draft)}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> NoteDraft:
    """The draft kept in `text`. Raises Problem if it is damaged or from a newer program."""
    try:
        plain = json.loads(text)
        if plain["format"] > FORMAT:
            raise Problem(
                "This draft was written by a newer version of the program.",
                "Install the newer version to open it.",
            )
        return NoteDraft(tuple(map(_section, plain["sections"])), tuple(plain["removed"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("The draft of this note cannot be read.", "Take it from a backup.") from error


def _section(plain: dict[str, Any]) -> Section:
    parts = {
        "blocks": tuple(map(_block, plain["blocks"])),
        "copies": tuple(plain.get("copies", ())),
    }
    return Section(**{**plain, **parts})


def _block(plain: dict[str, Any]) -> Block:
    parts = {
        "kind": BlockKind(plain["kind"]),
        "sentences": tuple(map(_sentence, plain["sentences"])),
        "columns": tuple(plain["columns"]),
        "rows": tuple(map(_row, plain["rows"])),
    }
    return Block(**{**plain, **parts})


def _refs(plain: list[dict[str, str]]) -> tuple[Ref, ...]:
    return tuple(Ref(**ref) for ref in plain)


def _sentence(plain: dict[str, Any]) -> Sentence:
    parts = {
        "evidence": _refs(plain["evidence"]),
        "flag": Flag(plain["flag"]),
        "visibility": Visibility(plain.get("visibility", Visibility.SCHOOL)),
    }
    return Sentence(**{**plain, **parts})


def _row(plain: dict[str, Any]) -> Row:
    parts = {"cells": tuple(plain["cells"]), "evidence": _refs(plain["evidence"])}
    return Row(**{**plain, **parts})
