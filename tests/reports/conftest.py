"""The gate for both files of a document, the judge for batches of PDF, and pictures to try."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    ColumnKind,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Milestone,
    PageBreak,
    Paragraph,
    Section,
    Series,
    Signatory,
    SignatureBlock,
    Span,
    Table,
    Text,
    Timeline,
)
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.pdf_writer import write_pdf

sys.path.append(str(Path(__file__).parents[2] / "tools"))

import gate
import verapdf


@pytest.fixture(scope="session")
def pdf_words() -> Callable[[bytes], list[str]]:
    """The words of a PDF in the order of its structure tree."""
    return lambda data: gate.said_by_pdf(data).words


@pytest.fixture(scope="session")
def schema_faults() -> Callable[[bytes], list[str]]:
    """What the Open XML schema check says about a Word file."""
    return gate.schema_faults


@pytest.fixture(scope="session")
def faults() -> Callable[[Document], list[str]]:
    """Everything wrong with both files of a document; words that differ are a fault too."""

    def find(document: Document) -> list[str]:
        return gate.faults(arrange(document), write_pdf(document), write_docx(document))

    return find


@pytest.fixture
def judge(tmp_path: Path) -> Callable[[Sequence[bytes]], list[list[str]]]:
    """The rules of PDF/UA-1 that each file breaks, by veraPDF, all in one start of Java.

    Without Java the test is skipped, loudly; never where changes are checked.
    """

    def ask(files: Sequence[bytes]) -> list[list[str]]:
        paths = [tmp_path / f"{number}.pdf" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        try:
            found = verapdf.judge(paths)
        except verapdf.NoJudgeError as missing:
            if verapdf.must_judge():
                pytest.fail(f"Not judged, though CI is set: {missing}")
            pytest.skip(f"NOT JUDGED by veraPDF: {missing}")
        return [found[path] for path in paths]

    return ask


def _picture(kind: str, mode: str = "RGB") -> bytes:
    out = BytesIO()
    Pillow.new(mode, (60, 40)).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="session")
def png() -> bytes:
    return _picture("PNG")


@pytest.fixture(scope="session")
def make_picture() -> Callable[..., bytes]:
    return _picture


@pytest.fixture(scope="session")
def resources() -> Path:
    return Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="session")
def whole(png: bytes) -> Document:
    """A document with a block of every kind, upright and across."""
    figures = Chart(
        "Absence by term",
        "lines",
        "Term",
        ("Autumn", "Spring", "Summer"),
        [Series("Ashcombe", [7.2, 6.0, 4.8]), Series("Borsetshire", [6.1, None, 5.6])],
        "%",
    )
    bars = Chart("Pupils by year", "bars", "Year", ("1", "2"), [Series("On roll", [28, -3])])
    steps = (
        Span("Phonics checks", date(2026, 9, 20), date(2026, 12, 18), "done"),
        Milestone("Report to governors", date(2027, 3, 4), "not started"),
    )
    wide = Table([f"Establishment{n}" for n in range(8)], [["x"] * 8] * 2, "Wide", row_header=True)
    wider = Table([f"Establishment{n}" for n in range(16)], [["y"] * 16], "Wider", row_header=True)
    blocks: tuple[Block, ...] = (
        Callout("Urgent concern", "Two pupils left the site ✓ ☐ → 😀."),
        Contents(depth=3),
        Heading(2, "What was seen"),
        Paragraph([Text("Now", bold=True), Text(" مرحبا ", italic=True), Text("שלום Gŵyr 学校.")]),
        Paragraph([Text("See"), LineBreak(), Link("the plan", "https://example.org/?a=(1)")]),
        ListBlock(["one", ListItem("two", ListBlock(["inner"], ordered=True))]),
        Heading(3, "Facts"),
        KeyValue([("School", "Ashcombe"), ("Visit", "14 May 2026")], "About this visit"),
        Table(["A", Column("B", ColumnKind.NUMBER)], [["x", "1"], ["y", "2"]], "Figures"),
        Image(png, alt="A chart", caption="The reading corner", width=0.4),
        Image(png, decorative=True, width=0.1),
        figures,
        wide,
        Section("landscape"),
        bars,
        PageBreak(),
        Timeline("The plan", steps, date(2027, 1, 20)),
        Section("portrait"),
        wider,
        SignatureBlock((Signatory("Jo Bright", "Headteacher"), Signatory("Sam Weir"))),
    )
    return Document(
        "Note of visit",
        blocks,
        author="A. Officer",
        subject="Termly visit",
        organisation="Borsetshire",
        marking="Official – sensitive",
        version="Version 2",
        date=date(2026, 5, 14),
        logo=png,
        logo_alt="Borsetshire",
    )
