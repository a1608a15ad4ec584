"""Making documents: against LibreOffice converting the same one once, and a bare PDF canvas."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path

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
    plain_text,
)
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_writer import write_pdf

_SAID = (
    "Teachers in all six classrooms returned to earlier work before going on, and pupils could say "
    "what they had learnt in the week before. In mathematics, reasoning is still left to the end. "
)
_AREAS = ("Reading", "Mathematics", "Attendance", "Inclusion", "Leadership")
_LINES, _LEADING, _SIZE, _WIDTH = 50, 14, 11, 90


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


def canvas(document: Document) -> bytes:
    """The document's words on bare pages: no tags, no tables, no measuring of words."""
    # Named, not imported: this is the yardstick beside the writer, not another writer.
    library = import_module("reportlab.pdfgen.canvas")
    target = BytesIO()
    pages = library.Canvas(target)
    pages.setFont("Helvetica", _SIZE)
    lines = 0
    for text in plain_text(document):
        for start in range(0, len(text), _WIDTH):
            if lines and lines % _LINES == 0:
                pages.showPage()
                pages.setFont("Helvetica", _SIZE)
            pages.drawString(56, 780 - _LEADING * (lines % _LINES), text[start : start + _WIDTH])
            lines += 1
    pages.save()
    return target.getvalue()


def measure(place: Place) -> Iterator[Row]:
    office = shutil.which("soffice")
    short, long = note(), plan()
    kinds: tuple[tuple[str, float, Document, Callable[[], object]], ...] = (
        ("4-page note, .docx and tagged .pdf", 0.14, short, lambda: _both(short)),
        ("60-page plan, .docx", 0.08, long, lambda: write_docx(long)),
        ("60-page plan, tagged .pdf", 0.35, long, lambda: write_pdf(long)),
    )
    for what, goal, document, make in kinds:
        if office is None:
            yield absent("paper", what, "LibreOffice is not on this machine; see the next line")
            yield _against_canvas(place, what, document, make)
        else:
            convert = _converting(office, document, place.folder)
            found = timed_pairs(make, convert, min(place.pairs, 5))
            yield ratio("paper", what, "LibreOffice converting it once", goal, found)
    half = _document("Improvement plan", list(long.blocks[: len(long.blocks) // 4]))
    found = timed_pairs(lambda: write_pdf(long), lambda: write_pdf(half), min(place.pairs, 5))
    yield ratio("paper", "four times the rows, .pdf", "a quarter of the plan", 4.5, found)
    found = timed_pairs(lambda: write_docx(long), lambda: write_docx(half), min(place.pairs, 5))
    yield ratio("paper", "four times the rows, .docx", "a quarter of the plan", 4.5, found)


def _both(document: Document) -> None:
    write_docx(document)
    write_pdf(document)


def _against_canvas(place: Place, what: str, document: Document, make: Callable[[], object]) -> Row:
    found = timed_pairs(make, lambda: canvas(document), min(place.pairs, 5))
    return ratio("paper", what, "its words on a bare canvas, no goal set", None, found)


def _converting(office: str, document: Document, folder: Path) -> Callable[[], object]:
    source = folder / "converted.docx"
    source.write_bytes(write_docx(document))
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    return lambda: subprocess.run([*command, str(source)], capture_output=True, check=True)
