"""Each school with its current and its predicted judgement, as a table in four columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.predictions import HEADINGS
from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Column, ColumnKind, Document
from sif_desktop.reports.clean import long_date


@dataclass(frozen=True, slots=True)
class JudgedSchool:
    """`last_on` is ISO or empty."""

    school: str
    current: str
    predicted: str
    last_on: str


@dataclass(frozen=True, slots=True)
class PredictionTableFacts:
    """`rows` in the order they are printed; `counts` are judgements with how many stand so."""

    organisation: str
    author: str
    day: date
    rows: tuple[JudgedSchool, ...]
    counts: tuple[tuple[str, int], ...] = ()


def build(facts: PredictionTableFacts) -> Document:
    """The table as a document. Raises Problem if there is no school."""
    return Document(
        title="Current and predicted judgements",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="Each school’s current and predicted inspection judgement",
        organisation=facts.organisation,
        marking="For the authority only",
        date=facts.day,
    )


def _blocks(facts: PredictionTableFacts) -> Iterator[blocks.Block]:
    if facts.counts:
        said = "; ".join(f"{label}: {count}" for label, count in facts.counts)
        yield blocks.Paragraph(f"How the schools stand now. {said}.")
    columns = [
        Column(HEADINGS[0], weight=2.4),
        Column(HEADINGS[1], weight=1.8),
        Column(HEADINGS[2], weight=2.2),
        Column(HEADINGS[3], ColumnKind.DATE, 1.4),
    ]
    yield blocks.Table(columns, [_row(one) for one in facts.rows], row_header=True)


def _row(one: JudgedSchool) -> list[str]:
    return [
        one.school,
        one.current or "None on record",
        one.predicted or "None",
        _day(one.last_on),
    ]


def _day(iso: str) -> str:
    if not iso:
        return "Not inspected"
    day = date.fromisoformat(iso)
    return long_date(day.year, day.month, day.day)
