"""The issue log as a document: who received which copy of what, by which route and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sif_desktop.reports import blocks
from sif_desktop.reports.blocks import Column, ColumnKind, Document
from sif_desktop.reports.clean import long_date


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """One recipient of one version; days ISO or empty, the rest in words."""

    provider: str
    title: str
    number: int
    issued_on: str
    role: str
    name: str
    copy: str
    route: str
    sent_on: str
    note: str


@dataclass(frozen=True, slots=True)
class IssueLogFacts:
    """`about` says of which school and period; `lines` in the order they are printed."""

    about: str
    organisation: str
    author: str
    day: date
    lines: tuple[LoggedLine, ...]


def build(facts: IssueLogFacts) -> Document:
    """The log as a document. Raises Problem if it holds no line."""
    return Document(
        title=f"Issue log: {facts.about}",
        blocks=tuple(_blocks(facts)),
        author=facts.author,
        subject="Who received which copy of each issued document",
        organisation=facts.organisation,
        orientation="landscape",
        date=facts.day,
    )


def _blocks(facts: IssueLogFacts) -> Iterator[blocks.Block]:
    count = len(facts.lines)
    waiting = sum(1 for line in facts.lines if not line.sent_on)
    told = f"{count} line{'' if count == 1 else 's'}"
    yield blocks.Paragraph(
        f"{told}, the newest first. "
        + (f"{waiting} not marked as sent." if waiting else "All are marked as sent.")
    )
    several = len({line.provider for line in facts.lines}) > 1
    noted = any(line.note for line in facts.lines)
    columns = [
        *([Column("School", weight=2.2)] if several else []),
        Column("Document", weight=2.4),
        Column("Issued", ColumnKind.DATE, 1.2),
        Column("Received by", weight=2.2),
        Column("Copy", weight=1.2),
        Column("Route", weight=1.9),
        Column("Sent", ColumnKind.DATE, 1.2),
        *([Column("Note", weight=1.6)] if noted else []),
    ]
    rows = [_row(line, several, noted) for line in facts.lines]
    yield blocks.Table(columns, rows, row_header=True)


def _row(line: LoggedLine, several: bool, noted: bool) -> list[str]:
    who = f"{line.role}, {line.name}" if line.name else line.role
    return [
        *([line.provider or "All schools"] if several else []),
        f"{line.title}, version {line.number}",
        _day(line.issued_on),
        who,
        line.copy,
        f"{line.route[:1].upper()}{line.route[1:]}" or "Not stated",
        _day(line.sent_on) if line.sent_on else "Not marked as sent",
        *([line.note or "None"] if noted else []),
    ]


def _day(iso: str) -> str:
    if not iso:
        return "Not stated"
    day = date.fromisoformat(iso)
    return long_date(day.year, day.month, day.day)
