"""A report upward: a draft of sentences and tables, across the page where a table is wide."""

from __future__ import annotations

from dataclasses import replace

from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.builders import note_of_visit
from sif_desktop.reports.builders.draft_blocks import filled_columns
from sif_desktop.reports.builders.draft_facts import DraftFacts

_PORTRAIT = 5  # columns that fit beside each other on an upright page


def build(facts: DraftFacts) -> Document:
    """The report as a document. Raises Problem if it could not be made accessible."""
    sections = (
        replace(section, blocks=tuple(map(filled_columns, section.blocks)))
        for section in facts.draft.sections
    )
    draft = replace(facts.draft, sections=tuple(sections))
    made = note_of_visit.build(replace(facts, draft=draft))
    if facts.provider == facts.organisation:  # about all schools: the letterhead says whose it is
        made = replace(made, title=facts.title)
    tables = (block for block in made.blocks if isinstance(block, blocks.Table))
    widest = max((len(table.columns) for table in tables), default=0)
    return replace(made, orientation="landscape") if widest > _PORTRAIT else made
