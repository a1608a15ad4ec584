"""What in a draft could not be made accessible, found before the page is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import Finding, FindingKind, Place, must
from sif_desktop.domain.note import Block, NoteDraft
from sif_desktop.domain.sentences import text_id

if TYPE_CHECKING:
    from sif_desktop.services.documents.issue import Printed


def refused_blocks(draft: NoteDraft) -> Iterator[Finding]:
    """A finding for each part of the draft that the document model refuses."""
    from sif_desktop.reports.builders.draft_blocks import block_of

    for section, block in draft.blocks():
        try:
            block_of(block)
        except Problem as problem:
            yield _finding(section.id, block, problem)


def refused_whole(draft: NoteDraft, printed: Printed) -> Iterator[Finding]:
    """A finding if the document is refused as a whole though each part was taken."""
    try:
        printed.document()
    except Problem as problem:
        place = Place(draft.sections[0].id if draft.sections else "")
        yield must(FindingKind.ACCESSIBILITY, text_id(str(problem)), str(problem), place)


def _finding(section: str, block: Block, problem: Problem) -> Finding:
    said = block.printed()
    place = Place(section, said[0].id if said else "", block.rows[0].id if block.rows else "")
    return must(
        FindingKind.ACCESSIBILITY, f"{block.id}:{text_id(str(problem))}", str(problem), place
    )
