"""What a school may expect, on a sheet for everybody: the categories, what puts a school into
each, the criteria by their numbers, and what each is entitled to. Nothing of any one school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sif_desktop.reports.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)

_SILENT = "The rulebook does not say."


@dataclass(frozen=True, slots=True)
class SheetCategory:
    """`reached` says when the rules propose it; `expects` what follows from it."""

    title: str
    reached: str
    expects: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class SheetCriterion:
    number: str
    text: str
    answered: str = ""  # the steps of its scale, where it has one
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class SheetStrand:
    title: str
    baseline: str
    criteria: tuple[SheetCriterion, ...]


@dataclass(frozen=True, slots=True)
class SheetScheme:
    """`told` are sentences on the whole: for whom it is, what one criterion alone means."""

    title: str
    told: tuple[str, ...]
    categories: tuple[SheetCategory, ...]
    strands: tuple[SheetStrand, ...]


@dataclass(frozen=True, slots=True)
class SheetEntitlement:
    title: str
    amount: str
    whom: str
    terms: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class CategorySheetFacts:
    title: str
    based_on: str
    version: str
    schemes: tuple[SheetScheme, ...]
    entitlements: tuple[SheetEntitlement, ...]
    organisation: str = ""
    logo: bytes = b""
    logo_alt: str = ""


def build(facts: CategorySheetFacts) -> Document:
    """The sheet as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=facts.title,
        blocks=tuple(_blocks(facts)),
        subject="Categories, criteria and entitlements, for schools to read",
        organisation=facts.organisation,
        version=f"From the rulebook, version {facts.version}",
        logo=facts.logo,
        logo_alt=facts.logo_alt,
    )


def _blocks(facts: CategorySheetFacts) -> Iterator[Block]:
    if facts.based_on:
        yield Paragraph(f"From: {facts.based_on}.")
    if not facts.schemes:
        yield Paragraph("The rulebook sorts schools into no categories.")
    for scheme in facts.schemes:
        yield from _scheme(scheme)
    yield Heading(2, "What each is entitled to")
    if facts.entitlements:
        columns = [Column("What", weight=2), Column("How much"), Column("For whom", weight=1.6)]
        columns += [Column("Terms", weight=1.4), Column("Paragraph")]
        rows = [_row(e.title, e.amount, e.whom, e.terms, e.paragraph) for e in facts.entitlements]
        yield Table(columns, rows, row_header=True, layout="portrait")
    else:
        yield Paragraph("The rulebook names no entitlements.")


def _scheme(scheme: SheetScheme) -> Iterator[Block]:
    yield Heading(2, scheme.title)
    for words in scheme.told:
        yield Paragraph(words)
    yield Heading(3, "The categories")
    columns = [Column("Category", weight=1.2), Column("When the rules propose it", weight=3)]
    columns += [Column("What follows", weight=2), Column("Paragraph")]
    rows = [_row(c.title, c.reached or _SILENT, c.expects, c.paragraph) for c in scheme.categories]
    yield Table(columns, rows, row_header=True, layout="portrait")
    for strand in scheme.strands:
        yield from _strand(strand)


def _strand(strand: SheetStrand) -> Iterator[Block]:
    yield Heading(3, strand.title)
    if strand.baseline:
        yield Paragraph(f"Expected of all: {strand.baseline.rstrip('.')}.")
    graded = any(one.answered for one in strand.criteria)
    columns = [Column("No."), Column("Criterion", weight=5)]
    columns += [Column("Steps", weight=2)] if graded else []
    columns += [Column("Paragraph", weight=1.4)]
    rows = [
        _row(one.number, one.text, *([one.answered] if graded else []), one.paragraph)
        for one in strand.criteria
    ]
    yield Table(columns, rows, row_header=True, layout="portrait")


def _row(*cells: str) -> list[str]:
    """A line of a table; an empty cell says so to those who hear it read."""
    return [cell or "–" for cell in cells]
