"""A letter: address, date and reference, salutation, subject, text, closing and signature.

The address comes first, below the letterhead, where a window envelope shows it. The subject is the
heading of level 1, so that a letter is found by it like any document.
"""

from __future__ import annotations

from collections.abc import Iterator

from sif_desktop.domain import note
from sif_desktop.domain.letter import BODY, CLOSING, OPENING
from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Document, Signatory, SignatureBlock, Text
from sif_desktop.reports.builders.draft_blocks import section_blocks
from sif_desktop.reports.builders.draft_facts import DraftFacts


def build(facts: DraftFacts) -> Document:
    """The letter as a document. Raises Problem if it could not be made accessible."""
    said = {
        row.id: row.cells[1] for _, block in facts.draft.blocks() for row in block.rows if row.id
    }
    return Document(
        title=_subject(facts),
        blocks=tuple(_blocks(facts, said)),
        author=facts.author,
        subject=f"{facts.title}, {facts.provider}",
        organisation=facts.organisation,
        marking=facts.marking,
        version=facts.version,
        logo=facts.logo,
        logo_alt=facts.logo_alt,
    )


def _subject(facts: DraftFacts) -> str:
    body = (section for section in facts.draft.sections if section.kind == BODY)
    return next((section.heading for section in body if section.heading), facts.title)


def _blocks(facts: DraftFacts, said: dict[str, str]) -> Iterator[blocks.Block]:
    for section in facts.draft.sections:
        if section.kind == OPENING:
            yield from _opening(said)
        elif section.kind == BODY:
            yield blocks.Heading(1, _subject(facts))
            yield from facts.callouts()
            yield from section_blocks(section, level=2)
        elif section.kind == CLOSING:
            yield from _closing(said)
        else:
            yield from _further(section)


def _opening(said: dict[str, str]) -> Iterator[blocks.Block]:
    yield from _lines(said.get("to:address", ""))
    reference = said.get("to:reference", "")
    about = (said.get("to:date", ""), f"Our reference: {reference}" if reference else "")
    yield from _lines("\n".join(filter(None, about)))
    yield from _lines(said.get("to:salutation", ""))


def _closing(said: dict[str, str]) -> Iterator[blocks.Block]:
    yield from _lines(said.get("end:words", ""))
    name, _, role = said.get("end:signatory", "").partition("\n")
    if name:
        yield SignatureBlock((Signatory(name, role),), lines=False)
    for code, label in (("enclosures", "Enclosed"), ("copies", "Copies to")):
        lines = said.get(f"end:{code}", "").split("\n")
        if any(lines):
            yield blocks.Paragraph([Text(f"{label}: ", bold=True), Text(f"{'; '.join(lines)}.")])


def _further(section: note.Section) -> Iterator[blocks.Block]:
    inside = list(section_blocks(section))
    if inside:
        yield blocks.Heading(2, section.heading or section.kind.replace("_", " ").capitalize())
        yield from inside


def _lines(text: str) -> Iterator[blocks.Block]:
    """One paragraph with a line for each line of `text`; none if it is empty."""
    if text.strip():
        yield blocks.Paragraph(text.strip())
