"""Faults planted into our own files are caught, so that silence means something."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from sif_desktop.reports.blocks import Document, Heading, Image, Link, Paragraph, Table
from sif_desktop.reports.docx_base import zipped
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf


@pytest.fixture(scope="module")
def document(png: bytes) -> Document:
    return Document(
        "Note",
        (
            Heading(2, "Part"),
            Paragraph([Link("the plan", "https://example.org")]),
            Image(png, alt="A chart"),
            Image(png, alt="Another chart"),
            Table(["A", "B"], [["1", "2"]], caption="Figures"),
            Heading(3, "Detail"),
            Paragraph("Words."),
        ),
    )


# part, what is there, what the fault puts in its place, what the check says
WORD_FAULTS = {
    "no title": ("docProps/core.xml", r"<dc:title>.*?</dc:title>", "", "no title"),
    "no language": ("word/styles.xml", r"<w:lang [^>]*/>", "", "no language"),
    "American English": (
        "word/styles.xml",
        r'w:lang w:val="en-GB"',
        'w:lang w:val="en-US"',
        "en-US",
    ),
    "compatibility mode": ("word/settings.xml", r'w:val="15"', 'w:val="14"', "compatibility"),
    "faint words": ("word/styles.xml", r'w:val="1F2328"', 'w:val="BBBBBB"', "contrast"),
    "no description": ("word/document.xml", r'descr="A chart"', "", "no description"),
    "a file name": ("word/document.xml", r'descr="A chart"', 'descr="x.png"', "file name"),
    "the same number": ("word/document.xml", r'docPr id="2"', 'docPr id="1"', "number 1"),
    "a skipped level": ("word/document.xml", r'"Heading2"', '"Normal"', "skipped"),
    "no first heading": ("word/document.xml", r'"Heading1"', '"Normal"', "0 headings of level 1"),
    "an unknown style": ("word/document.xml", r'"ReportTable"', '"Fancy"', "not defined"),
    "no header row": ("word/document.xml", r"<w:tblHeader/>", "", "header row"),
    "header not marked": ("word/document.xml", r'w:firstRow="1"', 'w:firstRow="0"', "first row"),
    "no table title": ("word/document.xml", r"<w:tblCaption [^>]*/>", "", "no title"),
    "merged cells": ("word/document.xml", r"<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', "merged"),
    "a blank heading": ("word/document.xml", r"<w:t>A</w:t>", "<w:t/>", "without a heading"),
    "a ragged row": (
        "word/document.xml",
        r"</w:tc></w:tr></w:tbl>",
        "</w:tc><w:tc/></w:tr></w:tbl>",
        "lengths",
    ),
    "an empty paragraph": ("word/document.xml", r"<w:t>Words.</w:t>", "", "empty paragraph"),
    "a typed bullet": ("word/document.xml", r"Words\.", "• Words.", "typed by hand"),
    "runs of spaces": ("word/document.xml", r"Words\.", "Words    more.", "spaces"),
    "click here": ("word/document.xml", r">the plan<", ">click here<", "does not say"),
    "a dead link": ("word/document.xml", r' r:id="rId\w+"(?=><w:r>)', "", "nowhere"),
    "a bold heading": (
        "word/document.xml",
        r"(<w:hyperlink .*?</w:hyperlink>)",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Next steps</w:t></w:r>",
        "stands for a heading",
    ),
    "a floating picture": ("word/document.xml", r"wp:inline", "wp:anchor", "floats"),
}


@pytest.mark.parametrize("fault", WORD_FAULTS)
def test_the_word_check_catches(fault: str, document: Document) -> None:
    part, there, instead, said = WORD_FAULTS[fault]
    with ZipFile(BytesIO(write_docx(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(there, instead, parts[part].decode(), flags=re.DOTALL)
    assert count, "the fault was not planted"
    findings = check_docx(zipped(parts | {part: text.encode()}))
    assert any(said in finding for finding in findings), findings


def test_a_file_that_is_no_word_file_is_said_to_be_so() -> None:
    assert "cannot be read" in check_docx(b"no zip")[0]
    assert "cannot be read" in check_docx(zipped({"a.xml": b"<a/>"}))[0]


def _first(file: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(
        one
        for one in file.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{kind}"
    )


def _untag_page(file: pikepdf.Pdf) -> None:
    page = file.pages[0]
    page.Contents = file.make_stream(page.Contents.read_bytes().replace(b"/MCID", b"/Nothing"))


def _without_font(file: pikepdf.Pdf) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
            del one["/FontFile2"]


def _without_scopes(file: pikepdf.Pdf) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH":
            del one["/A"]


def _without(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(file: pikepdf.Pdf) -> None:
        del _first(file, kind)[key]

    return plant


def _renamed(kind: str, other: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(file: pikepdf.Pdf) -> None:
        _first(file, kind).S = pikepdf.Name(f"/{other}")

    return plant


def _drop(*path: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(file: pikepdf.Pdf) -> None:
        place = file.Root
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return plant


PDF_FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "no description": _without("Figure", "/Alt"),
    "no language": _drop("/Lang"),
    "no structure": _drop("/StructTreeRoot"),
    "no parent tree": _drop("/StructTreeRoot", "/ParentTree"),
    "not marked as tagged": _drop("/MarkInfo"),
    "no metadata": _drop("/Metadata"),
    "title not shown": _drop("/ViewerPreferences", "/DisplayDocTitle"),
    "untagged words": _untag_page,
    "a font that is not embedded": _without_font,
    "a skipped level": _renamed("H2", "H4"),
    "a row outside a table": _renamed("Table", "Sect"),
    "a cell that is none": _renamed("TD", "P"),
    "a list item outside a list": _renamed("TR", "LI"),
    "header cells without a scope": _without_scopes,
    "a link without words": lambda file: file.pages[0].Annots[0].__delitem__("/Contents"),
    "a link that nothing owns": lambda file: file.pages[0].Annots[0].__delitem__("/StructParent"),
    "no order of tabs": lambda file: file.pages[0].obj.__delitem__("/Tabs"),
}


@pytest.mark.parametrize("fault", PDF_FAULTS)
def test_the_pdf_check_catches(fault: str, document: Document) -> None:
    broken = BytesIO()
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        PDF_FAULTS[fault](file)
        file.save(broken)
    assert check_pdf(broken.getvalue())


def test_a_file_that_is_no_pdf_is_said_to_be_so() -> None:
    assert "cannot be read" in check_pdf(b"no pdf")[0]
