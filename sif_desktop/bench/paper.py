"""Making documents: against LibreOffice converting the same one once, and the bare libraries."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sif_desktop.bench import paper_alone
from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, absent, ratio, timed_pairs
from sif_desktop.reports.blocks import (
    Block,
    Column,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Table,
)
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_writer import write_pdf

_SAID = (
    "Teachers in all six classrooms returned to earlier work before going on, and pupils could say "
    "what they had learnt in the week before. In mathematics, reasoning is still left to the end. "
)
_AREAS = ("Reading", "Mathematics", "Attendance", "Inclusion", "Leadership")
_QUARTER = 9 * 7  # blocks of the plan's 36 parts, seven each

Writer = Callable[[Document], bytes]


def note() -> Document:
    """About four pages: findings by area, a table of what was agreed, lists."""
    return _document("Note of visit", [part for n in range(5) for part in _area(n, 3, 5)])


def plan() -> Document:
    """About sixty pages: the same again, with long tables."""
    return _document("Improvement plan", [part for n in range(36) for part in _area(n, 4, 22)])


def _document(title: str, blocks: list[Block]) -> Document:
    return Document(title, tuple(blocks), date=date(2026, 7, 20))


def _area(number: int, paragraphs: int, rows: int) -> Iterator[Block]:
    area = _AREAS[number % len(_AREAS)]
    yield Heading(2, f"{area}, part {number + 1}")
    for _ in range(paragraphs):
        yield Paragraph(_SAID * 2)
    yield ListBlock([f"{area}: {words}" for words in _SAID.split(", ")])
    columns = (Column("What"), Column("Who"), Column("By when"), Column("What would show it"))
    cells = ("Plan lessons that begin with reasoning", "Headteacher", "14 March 2027", _SAID[:70])
    yield Table(columns, [cells] * rows, caption=f"Agreed for {area} ({number + 1})")


def rows(count: int) -> Document:
    """One table of so many rows."""
    cells = ("Plan lessons that begin with reasoning", "Headteacher", "14 March 2027", _SAID[:70])
    columns = ("What", "Who", "By when", "What would show it")
    return _document("Improvement plan", [Table(columns, [cells] * count, caption="Agreed")])


def measure(place: Place) -> Iterator[Row]:
    short, long = note(), plan()
    yield from _against_office(place, short, long)
    for what, document in (("4-page note", short), ("60-page plan", long)):
        yield _against(place, f"{what}, .docx", write_docx, paper_alone.python_docx, document)
        yield _against(place, f"{what}, tagged .pdf", write_pdf, paper_alone.platypus, document)
    for what, many, few in (
        ("four times the pages", long, _document(long.title, list(long.blocks[:_QUARTER]))),
        ("four times the rows of one table", rows(3000), rows(750)),
    ):
        for ending, write in ((".docx", write_docx), (".pdf", write_pdf)):
            found = timed_pairs(partial(write, many), partial(write, few), min(place.pairs, 5))
            yield ratio("paper", f"{what}, {ending}", "a quarter of them", 4.5, found)


def _against_office(place: Place, short: Document, long: Document) -> Iterator[Row]:
    office = shutil.which("soffice")
    kinds: tuple[tuple[str, float, Document, Callable[[], object]], ...] = (
        ("4-page note, .docx and tagged .pdf", 0.14, short, lambda: _both(short)),
        ("60-page plan, .docx", 0.08, long, lambda: write_docx(long)),
        ("60-page plan, tagged .pdf", 0.35, long, lambda: write_pdf(long)),
    )
    for what, goal, document, make in kinds:
        if office is None:
            yield absent("paper", what, "LibreOffice is not on this machine")
            continue
        convert = _converting(office, document, place.folder)
        found = timed_pairs(make, convert, min(place.pairs, 5))
        yield ratio("paper", what, "LibreOffice converting it once", goal, found)


def _against(place: Place, what: str, ours: Writer, alone: Writer, document: Document) -> Row:
    found = timed_pairs(partial(ours, document), partial(alone, document), min(place.pairs, 5))
    name = alone.__name__.replace("_", "-")
    return ratio("paper", what, f"{name} alone, the same words", None, found)


def _both(document: Document) -> None:
    write_docx(document)
    write_pdf(document)


def _converting(office: str, document: Document, folder: Path) -> Callable[[], object]:
    source = folder / "converted.docx"
    source.write_bytes(write_docx(document))
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    return lambda: subprocess.run([*command, str(source)], capture_output=True, check=True)
