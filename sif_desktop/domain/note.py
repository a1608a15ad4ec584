"""The draft of a note as plain data: sections, blocks, sentences, each tied to its evidence.

What comes from the record has an id made of what it came from, so that the draft can be composed
again after the record changed without losing a word the officer wrote. An offered sentence (a
jotting filed to an item) is shown beside the draft but is no part of the note until it is kept.

Edited in `note_edit` (sentences), `note_blocks` and `note_tables`; composed again in `note_merge`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.visibility import Visibility

FORMAT = 3
OWN = "own:"  # begins the id of what the officer made


class BlockKind(StrEnum):
    HEADING = "heading"  # an area of the findings
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"  # each sentence is one item
    NUMBERED = "numbered"  # likewise
    TABLE = "table"
    FACTS = "facts"


TEXT_KINDS = (BlockKind.PARAGRAPH, BlockKind.BULLETS, BlockKind.NUMBERED)


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
    """One row of a table or one fact (two cells): the officer's own, or as the record has it."""

    id: str
    cells: tuple[str, ...]
    evidence: tuple[Ref, ...] = ()

    @property
    def own(self) -> bool:
        return self.id.startswith(OWN)


@dataclass(frozen=True, slots=True)
class Block:
    """HEADING uses `text`; PARAGRAPH, BULLETS and NUMBERED sentences; TABLE and FACTS columns and
    rows. `edited`: a heading's words or a text's kind are the officer's, not the record's.
    """

    id: str
    kind: BlockKind
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    edited: bool = False

    @property
    def holds_sentences(self) -> bool:
        return self.kind in TEXT_KINDS

    @property
    def own(self) -> bool:
        return self.id.startswith(OWN)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see of it: a place where sentences may come to stand."""
        return not (self.sentences or self.rows or self.columns or self.kind is BlockKind.HEADING)

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
        raise _gone("sentence")

    def section(self, section_id: str) -> Section:
        """Raises Problem if the section is not (any longer) in the draft."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise _gone("section")

    def find_block(self, block_id: str) -> tuple[Section, Block]:
        """Raises Problem if the block is not (any longer) in the draft."""
        for found in self.blocks():
            if found[1].id == block_id:
                return found
        raise _gone("part")

    def find_row(self, row_id: str) -> tuple[Section, Block, Row]:
        """Raises Problem if the row is not (any longer) in the draft."""
        for section, block in self.blocks():
            for row in block.rows:
                if row.id == row_id:
                    return section, block, row
        raise _gone("row")

    def map_sections(self, change: Callable[[Section], Section]) -> NoteDraft:
        return replace(self, sections=tuple(map(change, self.sections)))

    def with_block(self, section: Section, block: Block) -> NoteDraft:
        """The draft with this block in the place of the one of its id in this section."""
        blocks = tuple(block if found.id == block.id else found for found in section.blocks)
        mended = replace(section, blocks=blocks)
        sections = tuple(mended if found is section else found for found in self.sections)
        return replace(self, sections=sections)

    def map_blocks(self, change: Callable[[Block], Block]) -> NoteDraft:
        return self.map_sections(lambda s: replace(s, blocks=tuple(map(change, s.blocks))))


def _gone(what: str) -> Problem:
    return Problem(
        f"This {what} is no longer in the draft.", "Undo may bring it back; or write it again."
    )


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
        "edited": plain.get("edited", False),
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
