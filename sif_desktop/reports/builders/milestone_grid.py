"""The milestones of a plan over its terms: one row a milestone, one column a term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.plan_status import STATUSES, status_of
from sif_desktop.domain.plans import Milestone, Plan
from sif_desktop.reports import blocks
from sif_desktop.reports.builders.plan_columns import day_words


@dataclass(frozen=True, slots=True)
class GridTerm:
    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class GridFacts:
    """`terms` are those the plan runs in, holidays counted to the term before them."""

    plan: Plan
    school: str
    organisation: str
    author: str
    day: date
    terms: Sequence[GridTerm]


def build(facts: GridFacts) -> blocks.Document:
    """The grid as a document. Raises Problem if it could not be made accessible."""
    return blocks.Document(
        title=f"Milestones of {facts.plan.title}: {facts.school}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="Milestones by term",
        organisation=facts.organisation,
        marking="Restricted" if facts.plan.restricted else "",
        orientation="landscape",
        date=facts.day,
    )


def _blocks(facts: GridFacts) -> Iterator[blocks.Block]:
    plan = facts.plan
    if not plan.milestones:
        yield blocks.Paragraph("The plan has no milestones yet.")
        return
    titles = {one.uid: one.title for one in plan.priorities}
    for uid in dict.fromkeys([*titles, *(one.priority_uid for one in plan.milestones)]):
        rows = plan.milestones_of(uid)
        if rows:
            title = titles.get(uid) or "Under no priority"
            yield blocks.Heading(2, title)
            table = [[*_words(row), *_terms(facts, row)] for row in rows]
            yield blocks.Table(_columns(facts), table, f"Milestones of “{title}” by term")


def _columns(facts: GridFacts) -> list[blocks.Column]:
    return [
        blocks.Column("Milestone", weight=2.4),
        blocks.Column("From and to", weight=1.4),
        blocks.Column("Monitored by"),
        *(blocks.Column(term.label, weight=1.4) for term in facts.terms),
        blocks.Column("No date or another term"),
    ]


def _words(row: Milestone) -> list[str]:
    aims = " to ".join(part for part in (row.baseline, row.target) if part)
    return [row.what, aims, row.monitor]


def _terms(facts: GridFacts, row: Milestone) -> list[str]:
    said = f"{STATUSES[status_of(row, facts.day)]}, {day_words(row.due) or 'no date'}"
    at = next(
        (n for n, t in enumerate(facts.terms) if row.due and t.first <= row.due <= t.last),
        len(facts.terms),
    )
    return [said if place == at else "" for place in range(len(facts.terms) + 1)]
