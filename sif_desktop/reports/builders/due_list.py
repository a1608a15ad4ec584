"""What is due as a list on paper, month by month: for a school's wall or an officer's bag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Column, ColumnKind, Document
from sif_desktop.reports.clean import long_date


@dataclass(frozen=True, slots=True)
class DueListLine:
    """`rule` with its paragraph; `state` in words."""

    day: date
    provider: str
    what: str
    rule: str
    state: str


@dataclass(frozen=True, slots=True)
class DueListFacts:
    """`about` says which lines were chosen; `lines` come by day."""

    about: str
    organisation: str
    author: str
    day: date
    lines: tuple[DueListLine, ...]


def build(facts: DueListFacts) -> Document:
    """The list as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=f"What is due: {facts.about}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="What is owed by when, and by which rule",
        organisation=facts.organisation,
        orientation="landscape",
        date=facts.day,
    )


def _blocks(facts: DueListFacts) -> Iterator[blocks.Block]:
    several = len({line.provider for line in facts.lines}) > 1
    for month, lines in groupby(facts.lines, lambda line: f"{line.day:%B %Y}"):
        yield blocks.Heading(2, month)
        yield blocks.Table(_columns(several), [_row(line, several) for line in lines])


def _columns(several: bool) -> list[Column]:
    return [
        Column("By when", ColumnKind.DATE, 1.2),
        *([Column("School", weight=2.0)] if several else []),
        Column("What", weight=2.6),
        Column("Rule", weight=2.6),
        Column("State", ColumnKind.STATUS, 1.4),
    ]


def _row(line: DueListLine, several: bool) -> list[str]:
    return [
        long_date(line.day.year, line.day.month, line.day.day),
        *([line.provider] if several else []),
        line.what,
        line.rule,
        line.state,
    ]
