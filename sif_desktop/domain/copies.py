"""The copies of a document, one for each audience: what stands in which, and what it is called.

From one draft come the school's, the governors' and the file copy. A sentence goes as far as its
visibility, a section stands in the copies it names. Pure: drafts in, drafts and lists out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sif_desktop.domain.note import Block, NoteDraft, Section
from sif_desktop.domain.visibility import Audience, may_show

SCHOOL, GOVERNORS, FILE, REDACTED = "school", "governors", "file", "redacted"
# The copies made from a draft, in the order in which they are told.
COPY_LABELS: Mapping[str, str] = {
    SCHOOL: "School copy",
    GOVERNORS: "Governors’ copy",
    FILE: "File copy",
}
EVERY_LABEL: Mapping[str, str] = {**COPY_LABELS, REDACTED: "Redacted copy"}
ON_FILE, DISCLOSED = "file", "disclosure"  # routes that are no sending
ROUTE_LABELS: Mapping[str, str] = {
    "email": "by email",
    "secure_email": "by secure email",
    "letter": "by letter",
    "portal": "through the portal",
    "by_hand": "by hand",
    ON_FILE: "kept on file",
}
EVERY_ROUTE: Mapping[str, str] = {**ROUTE_LABELS, DISCLOSED: "in a disclosure bundle"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that a copy does not hold, or with empty `text` a whole section."""

    heading: str
    text: str = ""


def copy_label(copy: str) -> str:
    """A copy in words; one this version does not know is shown readably."""
    return EVERY_LABEL.get(copy, copy.replace("_", " ").capitalize())


def route_label(route: str) -> str:
    return EVERY_ROUTE.get(route, route.replace("_", " "))


def for_copy(draft: NoteDraft, copy: str) -> NoteDraft:
    """The draft as this copy holds it."""
    kept = tuple(section for section in draft.sections if _stands(section, copy))
    return replace(draft, sections=kept).map_blocks(lambda block: _shown(block, copy))


def left_out(draft: NoteDraft, copy: str) -> tuple[LeftOut, ...]:
    """What is printed in another copy and not in this one, in the order of the draft."""
    return tuple(_left_out(draft, copy))


def made_copies(received: Collection[str]) -> tuple[str, ...]:
    """The copies to make where these are received: always the school's and the file's."""
    wanted = {SCHOOL, FILE, *received}
    return tuple(copy for copy in COPY_LABELS if copy in wanted)


def told_apart(draft: NoteDraft, received: Collection[str]) -> bool:
    """Whether each copy says on its face which it is: several are received, or words differ."""
    if len(set(received)) > 1:
        return True
    return any(left_out(draft, copy) for copy in made_copies(received))


def face(copy: str, version: str, apart: bool) -> str:
    """What a copy is called beneath its title: “School copy · Version 2”."""
    return f"{copy_label(copy)} · {version}" if apart else version


def _left_out(draft: NoteDraft, copy: str) -> Iterator[LeftOut]:
    for section in draft.sections:
        heading = section.heading or section.kind.replace("_", " ").capitalize()
        if not _stands(section, copy):
            if any(block.printed() or block.rows for block in section.blocks):
                yield LeftOut(heading)
            continue
        for block in section.blocks:
            here = {sentence.id for sentence in _shown(block, copy).sentences}
            yield from (LeftOut(heading, s.text) for s in block.printed() if s.id not in here)


def _stands(section: Section, copy: str) -> bool:
    return not section.copies or copy in section.copies


def _shown(block: Block, copy: str) -> Block:
    audience = Audience(copy)
    return replace(
        block, sentences=tuple(s for s in block.sentences if may_show(s.visibility, audience))
    )
