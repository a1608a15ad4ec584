"""A template read as an officer would, and what the tests ask of the files written in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import gate

from sif_desktop.reports.blocks import (
    Document,
)
from sif_desktop.reports.house_style.template import Reading, read_template
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.paper import Span
from tests.reports import make_template as t

NAME = "Letterhead.dotx"
WORDS = "Borsetshire County Council: a green hill under a sun"

ADDRESS = "".join(t.para(line) for line in (t.COUNCIL, *t.ADDRESS))

HEADS = {
    "text box": (t.floating_logo() + t.text_box(ADDRESS) + t.para(""), ("text_box:", "floating:")),
    "coloured text box": (
        t.text_box(t.para(t.COUNCIL, run=t.colour("FFFFFF")), fill=t.GREEN) + t.floating_logo(),
        ("text_box:",),
    ),
    "table": (
        t.layout_table(f"<w:p>{t.inline()}</w:p>", ADDRESS),
        ("table:",),
    ),
    "coloured table": (
        t.layout_table(t.para(t.COUNCIL, run=t.colour("FFFFFF")), t.para(""), fill=t.GREEN),
        ("table:",),
    ),
    "watermark": (t.council_header() + t.watermark(), ("background:",)),
    "background picture": (
        t.council_header() + t.floating_logo((210, 297), at=("page", 0), behind=1),
        ("background:",),
    ),
    "date field": (
        t.council_header()
        + '<w:p><w:fldSimple w:instr="DATE \\@ d"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>',
        ("field:",),
    ),
    "drawn line": (
        t.council_header()
        + '<w:p><w:r><w:pict><v:line from="0,0" to="400,0"/></w:pict></w:r></w:p>',
        ("shape:",),
    ),
    "pale words": (
        t.council_header() + t.para("Ask us", run=t.colour("CCCCCC")),
        ("contrast:the",),
    ),
    "tiny words": (t.council_header() + t.para("Registered", run=t.size(5)), ("small:the",)),
}


def read(data: bytes, fonts: Callable[[str], list[bytes]] | None = None) -> Reading:
    """The reading, with every picture of the letterhead described."""
    first = read_template(NAME, data)
    words = {picture.id: WORDS for picture in first.pictures if not picture.alt}
    return read_template(NAME, data, words, fonts or (lambda _: []))


def ids(data: bytes) -> list[str]:
    return [fault.id for fault in read_template(NAME, data).faults]


def said(data: bytes, start: str) -> str:
    """The one fault whose id begins so, as the officer reads it."""
    (found,) = [f for f in read_template(NAME, data).faults if f.id.startswith(start)]
    return f"{found.what} {found.remedy}"


def faults_of(reading: Reading, document: Document, pdf: bytes, word: bytes) -> list[str]:
    """Everything wrong with both files; in the PDF the letterhead is read first."""
    printed = arrange(document, reading.look)
    meant, head = gate.said_by_model(printed), reading.look.paper.top(True)
    letterhead = [
        "".join(piece.text for piece in part if isinstance(piece, Span))
        for line in head.lines
        for part in line.parts
    ]
    pictures = [*(picture.alt for picture in head.pictures()), *meant.pictures]
    on_paper = replace(meant, words=[*gate.one_space(letterhead), *meant.words], pictures=pictures)
    gates = (gate.pdf_faults(pdf, on_paper), gate.word_faults(word, meant))
    return [fault for found in gates for faults in found.values() for fault in faults]


def parts_of(word: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(word)) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}


def figures(pdf: bytes) -> list[str]:
    """Descriptions of the figures of a PDF, in the order of its objects."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        return [str(o.Alt) for o in found if o.get("/S") == "/Figure"]


def fonts_of(pdf: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(o.get("/FontName", "")) for o in found if o.get("/Type") == "/FontDescriptor"]
    return " ".join(names).encode()


def with_rights(font: bytes, rights: int) -> bytes:
    """The font with another fsType in its OS/2 table."""
    count = int.from_bytes(font[4:6], "big")
    for number in range(count):
        at = 12 + 16 * number
        if font[at : at + 4] == b"OS/2":
            place = int.from_bytes(font[at + 8 : at + 12], "big") + 8
            return font[:place] + rights.to_bytes(2, "big") + font[place + 2 :]
    raise AssertionError("the font has no OS/2 table")
