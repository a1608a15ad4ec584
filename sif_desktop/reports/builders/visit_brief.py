"""What to know before going into a school, on one side of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Document,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
)

# In which parts lines are given up first where all will not stand on one side.
GIVEN_UP = ("changed", "alerts", "agreed", "promised", "concerns")
_LEAST = (2, 1)  # lines of a part that are kept, and if it must be, to the last


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """`facts` are what is known at a glance; `agreed` what the school and partners said they would
    do, `promised` what the authority did; `blocks` what is held on improvement, SEN, inclusion and
    budget, each under its title; `left_out` counts lines given up for want of room."""

    provider: str
    day: date
    author: str
    organisation: str
    facts: tuple[tuple[str, str], ...]
    agreed: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    look_fors: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    blocks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    left_out: int = 0

    def shorter(self) -> BriefFacts | None:
        """The same with one line less, from the part that can best spare it; None if none can."""
        for least in _LEAST:
            for part in GIVEN_UP:
                lines = getattr(self, part)
                if len(lines) > least:
                    return replace(self, **{part: lines[:-1], "left_out": self.left_out + 1})
            if (shorter := self._shorter_block(least)) is not None:
                return shorter
        return None

    def _shorter_block(self, least: int) -> BriefFacts | None:
        """With a line less in the longest block."""
        longest = max(self.blocks, key=lambda one: len(one[1]), default=("", ()))
        if len(longest[1]) <= least:
            return None
        cut = (longest[0], longest[1][:-1])
        blocks = tuple(cut if one is longest else one for one in self.blocks)
        return replace(self, blocks=blocks, left_out=self.left_out + 1)


def build(facts: BriefFacts) -> Document:
    """The brief as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=f"Before the visit: {facts.provider}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject=f"Brief for a visit to {facts.provider}",
        organisation=facts.organisation,
        marking="For the officer only",
        date=facts.day,
    )


def _blocks(facts: BriefFacts) -> Iterator[Block]:
    if facts.facts:
        yield KeyValue(facts.facts, headings=("At a glance", "Detail"))
    parts = (
        ("To bear in mind", facts.alerts, ""),
        ("Open concerns", facts.concerns, "No concern is open."),
        ("Agreed last time", facts.agreed, "Nothing agreed is open."),
        ("What the authority promised", facts.promised, "Nothing promised is open."),
        ("Changed since the last visit", facts.changed, "Nothing on record has changed."),
        ("To look for", facts.look_fors, ""),
    )
    for heading, lines, _otherwise in parts:
        if lines:
            yield Heading(2, heading)
            yield ListBlock(list(lines))
    if none := " ".join(otherwise for _, lines, otherwise in parts if otherwise and not lines):
        yield Paragraph(none)
    if facts.blocks:
        held = tuple(
            (title, "; ".join(lines) or "Nothing is held.") for title, lines in facts.blocks
        )
        yield Heading(2, "What is held")
        yield KeyValue(held, headings=("On", "Held"))
    if facts.left_out:
        many = "line was" if facts.left_out == 1 else "lines were"
        yield Callout("Shortened", f"{facts.left_out} {many} left out to fit one side.")
