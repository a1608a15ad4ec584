"""The slip that goes out with a draft: its sentences by number, and room for the school's answers.

On paper there are boxes to tick and lines to write on; in Word the fields of `docx_slip` take their
place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sif_desktop.domain import slip
from sif_desktop.domain.slip import SlipLine
from sif_desktop.reports.blocks import (
    Block,
    Column,
    Document,
    Heading,
    KeyValue,
    LineBreak,
    Paragraph,
    RunsLike,
    Table,
    Text,
)

COLUMNS = (
    Column("No.", weight=0.8),
    Column("Sentence of the draft", weight=3.8),
    Column("Accurate?", weight=2.2),
    Column("If it is not accurate: what it should say", weight=3.2),
)
_TICKS = (Text("☐\u00a0Accurate"), LineBreak(), Text("☐\u00a0Inaccurate"))
_ON_SCREEN = (
    "Please choose for each sentence whether it is accurate. Where it is not, write beside it what "
    "it should say. Leave the sentences themselves as they are, save the file as a Word document "
    "and send it back."
)
_ON_PAPER = (
    "Please tick for each sentence whether it is accurate. Where it is not, write beside it what "
    "it should say. Then send this paper back."
)


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """`reference` says which draft it asks about; `form` is for what is filled in on screen."""

    title: str
    provider: str
    day: date
    author: str
    organisation: str
    version: str
    lines: tuple[SlipLine, ...]
    reference: str
    marking: str = ""
    form: bool = False
    logo: bytes = b""
    logo_alt: str = ""


def build(facts: SlipFacts) -> Document:
    """The slip as a document. Raises Problem if it could not be made accessible."""
    named = facts.provider.casefold() in facts.title.casefold()
    about = facts.title if named else f"{facts.title} – {facts.provider}"
    return Document(
        title=f"Is the draft accurate? {about}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject=f"Slip to answer, {facts.provider}",
        organisation=facts.organisation,
        marking=facts.marking,
        version=facts.version,
        date=facts.day,
        logo=facts.logo,
        logo_alt=facts.logo_alt,
    )


def _blocks(facts: SlipFacts) -> Iterator[Block]:
    yield Paragraph(_ON_SCREEN if facts.form else _ON_PAPER)
    for heading, lines in groupby(facts.lines, lambda line: line.heading):
        yield Heading(2, heading)
        yield _table(tuple(lines), facts.form)
    yield Heading(2, "Your reply")
    yield _reply(facts.form)
    yield Paragraph((Text("Reference of this slip: "), Text(facts.reference)))


def _table(lines: Sequence[SlipLine], form: bool) -> Table:
    answer: RunsLike = slip.CHOOSE if form else _TICKS
    rows: list[list[RunsLike]] = [
        [str(line.number), line.text, answer, slip.WRITE if form else ""] for line in lines
    ]
    room = () if form else [2] * len(rows)
    return Table(COLUMNS, rows, row_header=True, layout="portrait", room=room, even=True)


def _reply(form: bool) -> Block:
    said = (slip.WRITE_OTHER, slip.WRITE_NAME)
    labels = (slip.OTHER_LABEL, slip.WHO_LABEL)
    if form:
        return KeyValue(tuple(zip(labels, said, strict=True)), headings=("About", "Your answer"))
    rows = [[label, ""] for label in labels]
    columns = (Column("About", weight=1), Column("Your answer", weight=2.4))
    return Table(columns, rows, row_header=True, layout="portrait", room=[4, 1])
