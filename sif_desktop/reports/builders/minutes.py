"""Minutes: a draft of sentences as blocks, in which every item of the agenda has its place.

Where a copy holds nothing of an item, it says so: a reader must see that nothing was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sif_desktop.domain.minutes import ITEM
from sif_desktop.domain.note import BlockKind, Section
from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.builders import note_of_visit
from sif_desktop.reports.builders.draft_blocks import block_of, filled_columns
from sif_desktop.reports.builders.draft_facts import DraftFacts

NOTHING = "Nothing recorded."


def build(facts: DraftFacts) -> Document:
    """The minutes as a document. Raises Problem if they could not be made accessible."""
    plain = note_of_visit.build(replace(facts, draft=replace(facts.draft, sections=())))
    return replace(plain, blocks=(*plain.blocks, *_blocks(facts)))


def _blocks(facts: DraftFacts) -> Iterator[blocks.Block]:
    for section in facts.draft.sections:
        inside = list(_inside(section))
        if inside:
            yield blocks.Heading(2, section.heading or section.kind.replace("_", " ").capitalize())
            yield from inside


def _inside(section: Section) -> Iterator[blocks.Block]:
    """What stands under the heading of a section, and in one of items under each of theirs."""
    always = section.kind == ITEM
    waiting: blocks.Heading | None = None
    said = False
    for block in section.blocks:
        if block.kind is BlockKind.HEADING:
            if waiting is not None and always:
                yield from (waiting, blocks.Paragraph(NOTHING))
            waiting = blocks.Heading(3, block.text) if block.text.strip() else None
        elif (made := block_of(filled_columns(block))) is not None:
            if waiting is not None:
                yield waiting
            yield made
            waiting, said = None, True
    if always and (waiting is not None or not said):
        yield from filter(None, (waiting, blocks.Paragraph(NOTHING)))
