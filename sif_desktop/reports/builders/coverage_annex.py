"""Which area for improvement is answered by what, in the plans of a family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.plan_coverage import Covered
from sif_desktop.domain.plan_families import Match
from sif_desktop.domain.plans import Plan
from sif_desktop.reports import blocks


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """`plans` stand side by side; `matches` compare their priorities."""

    plans: Sequence[Plan]
    coverage: Sequence[Covered]
    matches: Sequence[Match]
    school: str
    organisation: str
    author: str
    day: date


def build(facts: CoverageFacts) -> blocks.Document:
    """The annex as a document. Raises Problem if it could not be made accessible."""
    return blocks.Document(
        title=f"What the plans cover: {facts.school}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="Areas for improvement and what answers them",
        organisation=facts.organisation,
        orientation="landscape",
        date=facts.day,
    )


def _blocks(facts: CoverageFacts) -> Iterator[blocks.Block]:
    yield blocks.Heading(2, "Areas for improvement")
    if facts.coverage:
        whole = sum(row.whole for row in facts.coverage)
        yield blocks.Paragraph(
            f"{whole} of {len(facts.coverage)} areas have an action, a milestone in each term, a "
            "resource and somebody who monitors them."
        )
        yield blocks.Table(_AREAS, [_area(row) for row in facts.coverage], "Coverage by area")
    else:
        yield blocks.Paragraph("No area for improvement is on record.")
    if len(facts.plans) > 1:
        yield blocks.Heading(2, "Plans side by side")
        yield blocks.Table(_plan_columns(facts), [_match(facts, row) for row in facts.matches])


_AREAS = [
    blocks.Column("Area for improvement", weight=2.4),
    blocks.Column("Priorities", weight=1.8),
    blocks.Column("Actions", weight=2.4),
    blocks.Column("Milestones", weight=2.4),
    blocks.Column("Resources", weight=1.4),
    blocks.Column("Monitored by", weight=1.2),
    blocks.Column("Missing", weight=1.6),
]


def _area(row: Covered) -> list[str]:
    return [
        f"{row.number} {row.text}".strip(),
        _listed([one.title for one in row.priorities]),
        _listed([one.what for one in row.actions]),
        _listed([one.what or one.target for one in row.milestones]),
        _listed(row.resources),
        ", ".join(row.monitors) or "nobody",
        " ".join(row.gaps) or "Nothing",
    ]


def _listed(words: Sequence[str]) -> str:
    """One below the other, each but the last with a semicolon: a bullet would be a list typed by
    hand."""
    return ";\n".join(one for one in words if one) or "none"


def _plan_columns(facts: CoverageFacts) -> list[blocks.Column]:
    """One for each plan; two of the same title are told apart by a number."""
    titles: list[str] = []
    taken = {"area or priority"}
    for one in facts.plans:
        number, title = 1, one.title
        while title.casefold() in taken:
            number += 1
            title = f"{one.title} ({number})"
        taken.add(title.casefold())
        titles.append(title)
    columns = [blocks.Column(title, weight=2.0) for title in titles]
    return [blocks.Column("Area or priority", weight=2.0), *columns]


def _match(facts: CoverageFacts, row: Match) -> list[str]:
    said = ("; ".join(o.title for o in row.priorities.get(p.uid, ())) for p in facts.plans)
    return [row.words or "(no words yet)", *(words or "missing" for words in said)]
