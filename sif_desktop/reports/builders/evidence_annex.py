"""What each sentence of a note rests on, for the authority's own file and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    LineBreak,
    Paragraph,
    Run,
    RunsLike,
    Table,
    Text,
)

MARKING = "File copy only: not for circulation"
_COLUMNS = (Column("No.", weight=0.4), Column("Sentence", weight=3), Column("Rests on", weight=3))
_OWN = "The officer’s own sentence; nothing recorded stands below it."
_VISIT = "What was recorded about the visit."


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One printed sentence, (title, text) of each thing it rests on, and whether it is the
    officer's own rather than composed from the record."""

    sentence: str
    rests_on: tuple[tuple[str, str], ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """`sections` are headings of the note with the lines below each, in order."""

    title: str
    provider: str
    day: date
    author: str
    organisation: str
    version: str
    sections: tuple[tuple[str, tuple[AnnexLine, ...]], ...]


def build(facts: AnnexFacts) -> Document:
    """The annex as a document. Raises Problem if it could not be made accessible."""
    return Document(
        title=f"Evidence for: {facts.title} – {facts.provider}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject=f"Evidence annex, {facts.provider}",
        organisation=facts.organisation,
        marking=MARKING,
        version=facts.version,
        date=facts.day,
    )


def _blocks(facts: AnnexFacts) -> Iterator[Block]:
    yield Callout(
        "Not for circulation",
        "This annex holds jottings as they were typed. It stays on the authority’s file.",
    )
    if not any(lines for _, lines in facts.sections):
        yield Paragraph("The note holds no sentence yet.")
    number = 0
    for heading, lines in facts.sections:
        if not lines:
            continue
        yield Heading(2, heading)
        rows: list[list[RunsLike]] = []
        for line in lines:
            number += 1
            rows.append([str(number), line.sentence, _rests(line)])
        columns = [
            Column("No.", weight=0.4),
            Column("Sentence", weight=3),
            Column("Rests on", weight=3),
        ]
        yield Table(columns, rows, layout="portrait")


def _rests(line: AnnexLine) -> list[Run]:
    runs: list[Run] = []
    for title, text in line.rests_on:
        runs += [LineBreak()] if runs else []
        runs += [Text(f"{title}: ", bold=True), Text(text)]
    return runs or [Text(_OWN if line.own else _VISIT)]
