"""Faults planted into our own files are caught, so that silence means something.

Each fault names the gates that must catch it: the checker within the program (page-validation), the
veraPDF engine, the comparison of what the file says with what was meant (text), our own check of
Word files (accessibility) and the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import gate
import pikepdf
import pytest

from sif_desktop.reports.blocks import Document, Heading, Image, Link, ListBlock, Paragraph, Table
from sif_desktop.reports.docx_base import zipped
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange
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
            Table(["A", "B"], [["1", "2"]], caption="Figures", row_header=True),
            Heading(3, "Detail"),
            ListBlock(["one", "two"]),
            Paragraph("Words."),
        ),
    )


# --- Word ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """What is there in a part, what the fault puts in its place, the gate and what it says."""

    there: str
    instead: str
    said: str
    gate: str = "accessibility"
    part: str = "word/document.xml"


_STYLES, _SETTINGS = "word/styles.xml", "word/settings.xml"
WORD_FAULTS = {
    "no title": Edit(r"<dc:title>.*?</dc:title>", "", "no title", part="docProps/core.xml"),
    "no language": Edit(r"<w:lang [^>]*/>", "", "no language", part=_STYLES),
    "American English": Edit('w:lang w:val="en-GB"', 'w:lang w:val="en-US"', "en-US", part=_STYLES),
    "compatibility mode": Edit('w:val="15"', 'w:val="14"', "compatibility", part=_SETTINGS),
    "faint words": Edit('w:val="1F2328"', 'w:val="BBBBBB"', "contrast", part=_STYLES),
    "no description": Edit(' descr="A chart"', "", "no description"),
    "a file name": Edit('descr="A chart"', 'descr="x.png"', "file name"),
    "the same number": Edit('docPr id="2"', 'docPr id="1"', "number 1"),
    "a skipped level": Edit('"Heading2"', '"Normal"', "skipped"),
    "no first heading": Edit('"Heading1"', '"Normal"', "0 headings of level 1"),
    "an unknown style": Edit('"ReportTable"', '"Fancy"', "not defined"),
    "no header row": Edit("<w:tblHeader/>", "", "header row"),
    "header not marked": Edit('w:firstRow="1"', 'w:firstRow="0"', "first row"),
    "no table title": Edit("<w:tblCaption [^>]*/>", "", "no title"),
    "merged cells": Edit("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', "merged"),
    "a blank heading": Edit("<w:t>A</w:t>", "<w:t/>", "without a heading"),
    "a ragged row": Edit("</w:tc></w:tr></w:tbl>", "</w:tc><w:tc/></w:tr></w:tbl>", "lengths"),
    "an empty paragraph": Edit("<w:t>Words.</w:t>", "", "empty paragraph"),
    "a typed bullet": Edit(r"Words\.", "• Words.", "typed by hand"),
    "runs of spaces": Edit(r"Words\.", "Words    more.", "spaces"),
    "click here": Edit(">the plan<", ">click here<", "does not say"),
    "a dead link": Edit(r' r:id="rId\w+"(?=><w:r>)', "", "nowhere"),
    "a bold heading": Edit(
        r"(<w:hyperlink .*?</w:hyperlink>)",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Next steps</w:t></w:r>",
        "stands for a heading",
    ),
    "a floating picture": Edit("wp:inline", "wp:anchor", "floats"),
    "an element out of order": Edit(
        "<w:tblHeader/></w:trPr>", "</w:trPr><w:tblHeader/>", "tblHeader", "schema"
    ),
    "an element of no standard": Edit("<w:cantSplit/>", "<w:keepWhole/>", "keepWhole", "schema"),
    "a measure that is none": Edit(
        'w:w="\\d+" w:type="dxa"', 'w:w="wide" w:type="dxa"', "w", "schema"
    ),
    "a lost word": Edit(r"Words\.", "Word.", "words:", "text"),
    "words in another order": Edit("<w:t>one</w:t>", "<w:t>two</w:t>", "words:", "text"),
    "a heading of another level": Edit('"Heading3"', '"Heading2"', "headings:", "text"),
    "a first column that names nothing": Edit(
        'w:firstColumn="1"', 'w:firstColumn="0"', "heads:", "text"
    ),
    "another description": Edit('descr="A chart"', 'descr="A map"', "pictures:", "text"),
}


@pytest.mark.parametrize("fault", WORD_FAULTS)
def test_a_gate_for_word_files_catches(fault: str, document: Document) -> None:
    edit = WORD_FAULTS[fault]
    with ZipFile(BytesIO(write_docx(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(edit.there, edit.instead, parts[edit.part].decode(), flags=re.DOTALL)
    assert count, "the fault was not planted"
    broken = zipped(parts | {edit.part: text.encode()})
    findings = gate.word_faults(broken, gate.said_by_model(arrange(document)))[edit.gate]
    assert any(edit.said in finding for finding in findings), findings


def test_a_file_that_is_no_word_file_is_said_to_be_so() -> None:
    assert "cannot be read" in check_docx(b"no zip")[0]
    assert "cannot be read" in check_docx(zipped({"a.xml": b"<a/>"}))[0]


# --- PDF ----------------------------------------------------------------------------------------

Plant = Callable[[pikepdf.Pdf], None]


def _elements(file: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a kind, in the order of the file."""
    found = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in found if one.get("/S") == f"/{kind}"]


def _without(kind: str, key: str) -> Plant:
    def plant(file: pikepdf.Pdf) -> None:
        for one in _elements(file, kind):
            del one[key]

    return plant


def _renamed(kind: str, other: str) -> Plant:
    def plant(file: pikepdf.Pdf) -> None:
        for one in _elements(file, kind):
            one.S = pikepdf.Name(f"/{other}")

    return plant


def _drop(*path: str) -> Plant:
    def plant(file: pikepdf.Pdf) -> None:
        place = file.Root
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return plant


def _in_page(there: bytes, instead: bytes) -> Plant:
    """The stream of the page with something put in the place of its first `there`."""

    def plant(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        stream = page.Contents.read_bytes()
        assert there in stream
        page.Contents = file.make_stream(stream.replace(there, instead, 1))

    return plant


def _in_metadata(there: bytes, instead: bytes) -> Plant:
    def plant(file: pikepdf.Pdf) -> None:
        text = file.Root.Metadata.read_bytes()
        assert there in text
        file.Root.Metadata.write(text.replace(there, instead))

    return plant


def _font(key: str) -> Plant:
    def plant(file: pikepdf.Pdf) -> None:
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary) and key in one:
                del one[key]

    return plant


def _other_letters(file: pikepdf.Pdf) -> None:
    """Words shown as before, read aloud as others."""
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            text = one.ToUnicode.read_bytes().replace(b"<57> <0057>", b"<57> <0058>")
            one.ToUnicode.write(text)


def _swapped(file: pikepdf.Pdf) -> None:
    """Two paragraphs of the tree in each other's place, on the page where they were."""
    kids = file.Root.StructTreeRoot.K[0].K
    first, last = kids[1], kids[len(kids) - 1]
    kids[1], kids[len(kids) - 1] = last, first


def _owned_by_nobody(file: pikepdf.Pdf) -> None:
    del _elements(file, "P")[-1]["/K"]


def _owned_twice(file: pikepdf.Pdf) -> None:
    _elements(file, "P")[-1].K = _elements(file, "H1")[0].K


def _gap(file: pikepdf.Pdf) -> None:
    """The parent tree knows one mark less than the page has."""
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    numbers[1] = pikepdf.Array(list(numbers[1])[:-1])


def _shifted(file: pikepdf.Pdf) -> None:
    """The parent tree names for each mark the owner of the next."""
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    owners = list(numbers[1])
    numbers[1] = pikepdf.Array([*owners[1:], owners[0]])


def _link_key(key: str) -> Plant:
    return lambda file: file.pages[0].Annots[0].__delitem__(key)


@dataclass(frozen=True)
class Fault:
    plant: Plant
    gates: frozenset[str]


def _by(plant: Plant, *gates: str) -> Fault:
    return Fault(plant, frozenset(gates))


PAGE, VERA, TEXT = "page-validation", "veraPDF", "text"
PDF_FAULTS: dict[str, Fault] = {
    "no description": _by(_without("Figure", "/Alt"), PAGE, VERA, TEXT),
    "no language": _by(_drop("/Lang"), PAGE, VERA),
    "no structure": _by(_drop("/StructTreeRoot"), PAGE, VERA, TEXT),
    "no parent tree": _by(_drop("/StructTreeRoot", "/ParentTree"), PAGE, VERA),
    "a gap in the parent tree": _by(_gap, VERA, TEXT),
    "a parent tree that names others": _by(_shifted, TEXT),
    "not marked as tagged": _by(_drop("/MarkInfo"), PAGE, VERA),
    "no metadata": _by(_drop("/Metadata"), PAGE, VERA),
    "no title": _by(_in_metadata(b"dc:title", b"dc:headline"), PAGE, VERA),
    "no claim to the standard": _by(_in_metadata(b"pdfuaid:part", b"pdfuaid:piece"), PAGE, VERA),
    "title not shown": _by(_drop("/ViewerPreferences", "/DisplayDocTitle"), PAGE, VERA),
    "words that nothing marks": _by(_in_page(b"BDC", b"BDC EMC"), PAGE, VERA, TEXT),
    "a mark without a number": _by(_in_page(b"/MCID", b"/Nothing"), PAGE, VERA, TEXT),
    "words hidden as decoration": _by(_in_page(b"/H1 <</MCID 0>> BDC", b"/Artifact BMC"), TEXT),
    "words in no element": _by(_owned_by_nobody, TEXT),
    "words in two elements": _by(_owned_twice, TEXT),
    "words out of order": _by(_swapped, TEXT),
    "other words than were meant": _by(_in_page(b"(Words.)", b"(Swords)"), TEXT),
    "words read as others": _by(_other_letters, TEXT),
    "a font that is not embedded": _by(_font("/FontFile2"), PAGE, VERA),
    "a font whose letters have no names": _by(_font("/ToUnicode"), PAGE, VERA),
    "a letter the font has not": _by(_in_page(b"(Words.)", b"(W\\037rds.)"), VERA),
    "a skipped level": _by(_renamed("H2", "H4"), PAGE, VERA, TEXT),
    "a heading that is none": _by(_renamed("H3", "P"), TEXT),
    "an element of no standard": _by(_renamed("H3", "Fancy"), PAGE, VERA, TEXT),
    "a header cell that is none": _by(_renamed("TH", "TD"), TEXT),
    "header cells without a scope": _by(_without("TH", "/A"), PAGE, VERA),
    "a row outside a table": _by(_renamed("Table", "Sect"), PAGE, VERA),
    "a cell that is none": _by(_renamed("TD", "P"), PAGE, VERA),
    "a list item outside a list": _by(_renamed("L", "Sect"), PAGE, VERA),
    "a label outside an item": _by(_renamed("LI", "P"), PAGE, VERA),
    "a link without words": _by(_link_key("/Contents"), PAGE, VERA),
    "a link that nothing owns": _by(_link_key("/StructParent"), PAGE, VERA),
    "no order of tabs": _by(lambda file: file.pages[0].obj.__delitem__("/Tabs"), PAGE, VERA),
    "another order of tabs": _by(
        lambda file: file.pages[0].obj.__setitem__("/Tabs", pikepdf.Name.R), PAGE, VERA
    ),
    "a page the tree does not know": _by(
        lambda file: file.pages[0].obj.__delitem__("/StructParents"), VERA
    ),
}


def _broken(document: Document, plant: Plant) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        plant(file)
        file.save(out)
    return out.getvalue()


def test_the_gates_for_pdf_catch_what_they_are_there_for(
    document: Document, judge: Callable[[Sequence[bytes]], list[list[str]]]
) -> None:
    broken = {name: _broken(document, fault.plant) for name, fault in PDF_FAULTS.items()}
    verdicts = dict(zip(broken, judge([*broken.values()]), strict=True))
    meant = gate.said_by_model(arrange(document))
    missed = {}
    for name, data in broken.items():
        found = gate.pdf_faults(data, meant) | {VERA: verdicts[name]}
        barked = {by for by, some in found.items() if some}
        if not PDF_FAULTS[name].gates <= barked:
            missed[name] = f"only {sorted(barked)} barked"
    assert missed == {}


def test_each_gate_is_needed_and_the_whole_file_passes_them_all(document: Document) -> None:
    assert len(PDF_FAULTS) >= 25
    alone = {next(iter(one.gates)) for one in PDF_FAULTS.values() if len(one.gates) == 1}
    assert alone == {TEXT, VERA}
    assert gate.faults(arrange(document), write_pdf(document), write_docx(document)) == []


def test_a_file_that_is_no_pdf_is_said_to_be_so() -> None:
    assert "cannot be read" in check_pdf(b"no pdf")[0]
