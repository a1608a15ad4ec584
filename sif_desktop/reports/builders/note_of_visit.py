"""The note of visit: a draft of sentences turned into blocks, and nothing added to its words."""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.builders.draft_blocks import section_blocks
from sif_desktop.reports.builders.draft_facts import DraftFacts


def build(facts: DraftFacts) -> Document:
    """The note as a document. Raises Problem if it could not be made accessible."""
    named = facts.provider.casefold() in facts.title.casefold()
    return Document(
        title=facts.title if named else f"{facts.title} – {facts.provider}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject=f"{facts.title}, {facts.provider}",
        organisation=facts.organisation,
        marking=facts.marking,
        version=facts.version,
        date=facts.day,
        logo=facts.logo,
        logo_alt=facts.logo_alt,
    )


def _blocks(facts: DraftFacts) -> Iterator[blocks.Block]:
    yield from facts.callouts()
    for section in facts.draft.sections:
        inside = list(section_blocks(section))
        if inside:
            yield blocks.Heading(2, section.heading or section.kind.replace("_", " ").capitalize())
            yield from inside
