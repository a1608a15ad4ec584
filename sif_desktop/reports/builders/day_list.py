"""What schools are entitled to in a year, with what was used and charged, as a list on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Column, ColumnKind, Document


@dataclass(frozen=True, slots=True)
class DayListLine:
    """`title` names the paragraph; `state` is in words."""

    provider: str
    category: str
    title: str
    given: str
    used: str
    planned: str
    state: str


@dataclass(frozen=True, slots=True)
class DayListOfficer:
    officer: str
    schools: int
    given: str
    used: str
    planned: str
    left: str


@dataclass(frozen=True, slots=True)
class DayListCharge:
    provider: str
    basis: str
    count: int
    amount: str


@dataclass(frozen=True, slots=True)
class DayListFacts:
    """`lines` come by school."""

    year: str
    organisation: str
    author: str
    day: date
    lines: tuple[DayListLine, ...]
    officers: tuple[DayListOfficer, ...]
    charges: tuple[DayListCharge, ...]


def build(facts: DayListFacts) -> Document:
    """The list as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=f"Entitlement and days: {facts.year}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="What schools may count on, what was used, and what is left",
        organisation=facts.organisation,
        orientation="landscape",
        date=facts.day,
    )


def _blocks(facts: DayListFacts) -> Iterator[blocks.Block]:
    for school, lines in groupby(facts.lines, lambda line: (line.provider, line.category)):
        yield blocks.Heading(2, ", ".join(filter(None, school)))
        yield blocks.Table(
            [
                Column("Entitlement", weight=3.0),
                Column("Given", weight=2.0),
                Column("Days used", ColumnKind.NUMBER, 0.8),
                Column("Days planned", ColumnKind.NUMBER, 0.9),
                Column("How it stands", ColumnKind.STATUS, 1.8),
            ],
            [[line.title, line.given, line.used, line.planned, line.state] for line in lines],
        )
    if facts.officers:
        yield blocks.Heading(2, "Officers")
        heads = ("Schools", "Days given", "Days used", "Days planned", "Left")
        yield blocks.Table(
            [Column("Officer", weight=2.0), *(Column(h, ColumnKind.NUMBER, 1.0) for h in heads)],
            [
                [one.officer, str(one.schools), one.given, one.used, one.planned, one.left]
                for one in facts.officers
            ],
        )
    if facts.charges:
        yield blocks.Heading(2, "Charges")
        yield blocks.Table(
            [
                Column("School", weight=2.0),
                Column("Basis", weight=2.0),
                Column("Number", ColumnKind.NUMBER, 0.8),
                Column("Amount", ColumnKind.NUMBER, 1.4),
            ],
            [[one.provider, one.basis, str(one.count), one.amount] for one in facts.charges],
        )
