"""Evidence for the inspection of the authority: what was marked with each aspect, by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Column, ColumnKind, Document


@dataclass(frozen=True, slots=True)
class AspectLine:
    """`day` is ISO; `kind` says what sort of record it is."""

    aspect: str
    day: str
    provider: str
    kind: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class AspectFacts:
    """`lines` come by aspect, in the rulebook's order; `period` in words."""

    period: str
    organisation: str
    author: str
    day: date
    lines: tuple[AspectLine, ...]


def build(facts: AspectFacts) -> Document:
    """The list as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=f"Evidence by aspect: {facts.period}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="Records marked as evidence for the inspection of the authority",
        organisation=facts.organisation,
        orientation="landscape",
        date=facts.day,
    )


def _blocks(facts: AspectFacts) -> Iterator[blocks.Block]:
    columns = [
        Column("Date", ColumnKind.DATE, 1.2),
        Column("School", weight=1.8),
        Column("Kind of record", weight=1.4),
        Column("Record", weight=2.4),
        Column("Note", weight=3.0),
    ]
    for aspect, lines in groupby(facts.lines, lambda line: line.aspect):
        yield blocks.Heading(2, aspect)
        yield blocks.Table(
            columns,
            [
                [long_date(one.day), one.provider, one.kind, one.title, one.note or "None"]
                for one in lines
            ],
        )
