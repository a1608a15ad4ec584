"""An authority's template: read, its faults named one by one, and documents written on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import gate
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pypdfium2 import PdfDocument

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import (
    Column,
    Document,
    Heading,
    Paragraph,
    Section,
    Table,
)
from sif_desktop.reports.docx_check import check_docx, docx_text
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.house_style.sample import sample_document
from sif_desktop.reports.house_style.template import Reading, read_template
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.look import LOOK, contrast
from sif_desktop.reports.paper import Span
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from tests.reports import make_template as t
from tests.reports.test_any_document import documents

NAME = "Letterhead.dotx"
WORDS = "Borsetshire County Council: a green hill under a sun"


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


@pytest.fixture(scope="module")
def council() -> Reading:
    return read(t.make_template())


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


@pytest.fixture
def checked() -> Callable[[Reading, Document], tuple[bytes, bytes]]:
    """Writes a document in a style, checks both files with everything, and gives them."""

    def check(reading: Reading, document: Document) -> tuple[bytes, bytes]:
        pdf, word = write_pdf(document, reading.look), write_docx(document, reading.look)
        assert faults_of(reading, document, pdf, word) == []
        return pdf, word

    return check


# --- the council's template -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [
        "style:heading 2",
        "style:heading 4",
        "style:caption",
        "contrast:heading 3",
        "language",
        "alt:",
        "pages:the footer of page one",
        "body:text",
        "compatibility",
        "font:DejaVu Serif",
    ],
)
def test_each_fault_of_the_councils_template_is_named_once(start: str) -> None:
    assert len(said(t.make_template(), start)) > 60


def test_nothing_else_is_found_in_it() -> None:
    assert len(ids(t.make_template())) == 11  # both footers number their pages


def test_poor_contrast_is_told_with_style_colour_ratio_and_what_is_used_instead() -> None:
    words = said(t.make_template(), "contrast:heading 3")
    assert "“Heading 3” is #8FB9A8 on white, a contrast of 2.2 to 1" in words
    assert "#607C71" in words
    assert contrast("607C71", "FFFFFF") >= 4.5


def test_the_look_is_the_councils(council: Reading) -> None:
    look = council.look
    assert (look.body.size, look.word_font) == (11.5, "Arial")
    assert look.headings[0].colour == t.GREEN
    assert look.headings[0].font == t.HEADING_FONT
    assert look.headings[1].colour == t.GREEN, "a missing heading takes after the one above"
    assert look.headings[2].colour == "607C71"
    assert look.margin_left == pytest.approx(1276 / 20)
    assert look.accent == t.GREEN
    for style in (look.cell_head, look.contents, look.callout, *look.headings):
        for ground in ("FFFFFF", look.head_fill, look.callout_fill):
            assert contrast(look.link, ground) >= 4.5
        assert contrast(style.colour, "FFFFFF") >= 4.5


def test_a_note_in_it_passes_every_check_in_both_files(
    council: Reading, checked: Callable[..., tuple[bytes, bytes]]
) -> None:
    pdf, word = checked(council, sample_document(t.COUNCIL))
    assert _figures(pdf) == [WORDS]
    parts = _parts(word)
    heads = "".join(root for name, root in parts.items() if name.startswith("word/header"))
    feet = "".join(root for name, root in parts.items() if name.startswith("word/footer"))
    assert WORDS in heads
    assert "County Hall, Borchester" in heads
    assert "www.borsetshire.example.org" in feet
    assert feet.count("Official – sensitive") == 2
    assert feet.count("NUMPAGES") == 2, "theirs, made whole; ours is not added to it"
    assert 'w:val="en-GB"' in parts["word/styles.xml"]
    assert "en-US" not in parts["word/styles.xml"]


def test_its_own_styles_stay_and_ours_fill_the_gaps(council: Reading) -> None:
    styles = _parts(write_docx(sample_document(t.COUNCIL), council.look))["word/styles.xml"]
    assert styles.count('w:styleId="Heading1"') == 1
    assert t.HEADING_FONT in styles
    assert 'w:val="Department"' in styles, "a style of the council's own"
    for ours in ("Heading2", "Caption", "Callout", "TableText", "PageLine"):
        assert f'w:styleId="{ours}"' in styles


def test_the_authority_is_not_named_twice(council: Reading) -> None:
    document = arrange(sample_document(t.COUNCIL), council.look)
    assert (document.organisation, document.logo) == ("", b"")
    assert document.author == "Robin Practice"


def test_only_a_logo_without_words_waits_for_the_officer() -> None:
    severities = {
        f.id.split(":")[0]: f.severity for f in read_template(NAME, t.make_template()).faults
    }
    assert severities.pop("alt") == "ask"
    assert set(severities.values()) == {"corrected"}
    assert {fault.severity for fault in read(t.make_template()).faults} == {"corrected"}


def test_a_line_alone_in_a_header_is_drawn_in_both_files(
    checked: Callable[..., tuple[bytes, bytes]],
) -> None:
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="0B5D4E"/></w:pBdr>'
    reading = read(t.make_template(later_header=t.para("", looks=rule)))
    assert reading.look.paper.header.lines[0].under.colour == t.GREEN
    _, word = checked(reading, sample_document(t.COUNCIL))
    assert any("pBdr" in x for name, x in _parts(word).items() if name.startswith("word/header"))


def test_our_own_line_begins_at_the_top_of_an_empty_header() -> None:
    reading = read(t.make_template(later_header=""))
    word = _parts(write_docx(sample_document(t.COUNCIL), reading.look))
    heads = [x for name, x in word.items() if name.startswith("word/header") and "PageHead" in x]
    assert [x.count("<w:p>") + x.count("<w:p ") for x in heads] == [1]


def test_a_paper_without_a_letterhead_gets_the_authoritys_name_and_logo(
    checked: Callable[..., tuple[bytes, bytes]], png: bytes
) -> None:
    reading = read(t.make_template(header="", later_header="", footer=""))
    assert "no_letterhead" in [fault.id for fault in reading.faults]
    pdf, word = checked(reading, sample_document("Vale Council", png, "Vale Council logo"))
    assert _figures(pdf) == ["Vale Council logo"]
    assert "Vale Council" in docx_text(word)


def test_the_same_document_in_the_same_style_gives_the_same_bytes(council: Reading) -> None:
    again = read(t.make_template())
    document = sample_document(t.COUNCIL)
    assert write_pdf(document, again.look) == write_pdf(document, council.look)
    assert write_docx(document, again.look) == write_docx(document, council.look)


def test_wide_pages_carry_the_paper_too(
    council: Reading, checked: Callable[..., tuple[bytes, bytes]]
) -> None:
    columns = [Column(f"Quite a long column heading {n}") for n in range(9)]
    rows = [[f"What stands in column {n} here" for n in range(9)]]
    blocks = (
        Paragraph("Upright."),
        Section("landscape"),
        Heading(2, "Wide"),
        Table(columns, rows, layout="landscape"),
        Section("portrait"),
        Paragraph("Upright again."),
    )
    pdf, word = checked(council, Document("Plan", blocks, marking="Official", version="Version 2"))
    pages = PdfDocument(pdf)
    assert [round(page.get_width()) for page in pages] == [595, 842, 595]
    for number, page in enumerate(pages, 1):
        text = page.get_textpage().get_text_bounded()
        assert "www.borsetshire.example.org" in text
        assert f"Page {number} of 3" in text
        assert "Version 2 · Official" in text
    wide = [p for name, p in _parts(word).items() if name.startswith("word/footer")]
    assert sum("www.borsetshire.example.org" in one for one in wide) == 3


def test_a_document_with_every_kind_of_block_passes_and_is_judged(
    council: Reading,
    whole: Document,
    checked: Callable[..., tuple[bytes, bytes]],
    judge: Callable[[Sequence[bytes]], list[list[str]]],
) -> None:
    pdf, _ = checked(council, whole)
    assert judge([pdf, write_pdf(sample_document(t.COUNCIL), council.look)]) == [[], []]


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(document=documents())
def test_any_document_on_the_councils_paper_passes_every_check(
    council: Reading, document: Document
) -> None:
    pdf, word = write_pdf(document, council.look), write_docx(document, council.look)
    assert faults_of(council, document, pdf, word) == []


def test_the_file_names_no_part_that_we_did_not_put_there(council: Reading) -> None:
    extra = {"word/vbaProject.bin": b"macro", "customXml/item1.xml": b"<a>secret</a>"}
    reading = read(t.make_template(kind=t.DOTM, extra=extra))
    with ZipFile(BytesIO(write_docx(sample_document(t.COUNCIL), reading.look))) as archive:
        names = archive.namelist()
        content = archive.read("[Content_Types].xml").decode()
    assert not any("vba" in name or "custom" in name for name in names)
    assert "macroEnabled" not in content
    assert "macros" in [fault.id for fault in reading.faults]


# --- letterheads ----------------------------------------------------------------------------------

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


@pytest.mark.parametrize("kind", HEADS)
def test_a_letterhead_of_this_kind_is_named_and_prints(
    kind: str, checked: Callable[..., tuple[bytes, bytes]]
) -> None:
    header, faults = HEADS[kind]
    data = t.make_template(header=header)
    for start in faults:
        assert len(said(data, start)) > 60
    pdf, word = checked(read(data), sample_document(t.COUNCIL))
    text = PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert t.COUNCIL in text
    heads = "".join(x for name, x in _parts(word).items() if name.startswith("word/header"))
    assert t.COUNCIL in heads
    assert "txbxContent" not in heads
    assert "wp:anchor" not in heads


def test_a_text_box_stays_where_it_stood() -> None:
    reading = read(t.make_template(header=t.text_box(ADDRESS) + t.floating_logo()))
    frames = [line.frame for line in reading.look.paper.first_header.lines if line.frame]
    millimetres = {(round(f.x / 72 * 25.4), round(f.y / 72 * 25.4)) for f in frames}
    assert millimetres == {(133, 13), (140, 10)}, "its words stand a little inside the box's edge"


def test_words_beside_the_logo_in_a_table_stay_beside_it() -> None:
    header = t.layout_table(f"<w:p>{t.inline()}</w:p>", ADDRESS)
    lines = read(t.make_template(header=header)).look.paper.first_header.lines
    logo, words = lines[0], lines[1:5]
    assert logo.frame and logo.frame.in_flow
    assert all(line.frame is None and line.left == pytest.approx(225) for line in words)


def test_the_text_of_page_one_begins_below_what_floats() -> None:
    tall = t.floating_logo((60, 60), down=("page", 10)) + t.para("")
    pdf = write_pdf(sample_document(t.COUNCIL), read(t.make_template(header=tall)).look)
    page = PdfDocument(pdf)[0].get_textpage()
    title = page.search("Note of visit").get_next()
    _, bottom, _, top = page.get_charbox(title[0])
    assert 842 - top > 70 / 25.4 * 72
    assert bottom > 842 / 2


def test_a_template_made_from_a_document_of_ours_does_not_say_our_lines_twice(
    council: Reading,
) -> None:
    document = sample_document(t.COUNCIL)
    again = read(write_docx(document, council.look))
    text = PdfDocument(write_pdf(document, again.look))[0].get_textpage().get_text_bounded()
    assert text.count("Version 1 · Official – sensitive") == 1


# --- pictures -------------------------------------------------------------------------------------


def _pictured(data: bytes, alt: str = "") -> bytes:
    header = f"<w:p>{t.inline(alt=alt)}</w:p>{t.para(t.COUNCIL)}"
    return t.make_template(header=header, media={"media/logo.png": data})


@pytest.mark.parametrize("alt", ["", "logo.png", "Picture 3", "Image", "LOGO"])
def test_words_that_say_nothing_are_asked_for(alt: str) -> None:
    reading = read_template(NAME, _pictured(t.logo(), alt))
    assert [picture.alt for picture in reading.pictures] == [""]


def test_words_that_say_something_are_kept_without_the_machines_note() -> None:
    alt = "A green hill under a sun Description automatically generated"
    reading = read_template(NAME, _pictured(t.logo(), alt))
    assert [picture.alt for picture in reading.pictures] == ["A green hill under a sun"]
    assert not any(fault.id.startswith("alt") for fault in reading.faults)


def test_a_logo_20_000_pixels_wide_is_made_small() -> None:
    wide = Image.new("RGB", (20_000, 400), "green")
    out = BytesIO()
    wide.save(out, "PNG")
    (picture,) = read_template(NAME, _pictured(out.getvalue())).pictures
    with Image.open(BytesIO(picture.data)) as kept:
        assert kept.size == (2000, 40)


def test_a_logo_in_cmyk_is_made_rgb() -> None:
    (picture,) = read_template(NAME, _pictured(t.logo(kind="JPEG", mode="CMYK"))).pictures
    with Image.open(BytesIO(picture.data)) as kept:
        assert kept.mode == "RGB"


def test_of_an_animated_logo_the_first_picture_is_used() -> None:
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    (picture,) = read_template(NAME, _pictured(out.getvalue())).pictures
    with Image.open(BytesIO(picture.data)) as kept:
        assert kept.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("data", "start"),
    [(b"not a picture at all", "picture:"), (b"\x01\x00\x00\x00" + b"x" * 80, "drawing:")],
)
def test_a_logo_that_cannot_be_shown_is_left_out_and_said(data: bytes, start: str) -> None:
    assert "left out" in said(_pictured(data), start)
    assert read_template(NAME, _pictured(data)).pictures == ()


def test_a_linked_logo_is_left_out_and_said() -> None:
    header = f"<w:p>{t.inline('rId9')}</w:p>{t.para(t.COUNCIL)}"
    assert "linked" in said(t.make_template(header=header), "linked:")


# --- styles and paper -----------------------------------------------------------------------------


def _with_style(*styles: str) -> bytes:
    names = {one.split('w:name w:val="')[1].split('"')[0] for one in styles}
    kept = [s for s in t.COUNCIL_STYLES if not any(f'w:name w:val="{n}"' in s for n in names)]
    return t.make_template(styles=(*kept, *styles))


def test_a_template_without_headings_is_given_ours_in_its_font(
    checked: Callable[..., tuple[bytes, bytes]],
) -> None:
    plain = tuple(s for s in t.COUNCIL_STYLES if "heading" not in s)
    data = t.make_template(styles=plain, defaults="Gill Sans MT")
    assert "no heading styles" in said(data, "no_headings")
    assert not [one for one in ids(data) if one.startswith("style:heading")]
    _, word = checked(read(data), sample_document(t.COUNCIL))
    assert "Gill Sans MT" in _parts(word)["word/styles.xml"]


def test_a_template_with_no_styles_at_all_is_used(
    checked: Callable[..., tuple[bytes, bytes]],
) -> None:
    header = f"<w:p>{t.inline()}</w:p><w:p><w:r><w:t>{t.COUNCIL}</w:t></w:r></w:p>"
    checked(read(t.make_template(styles=(), header=header)), sample_document(t.COUNCIL))


@pytest.mark.parametrize(
    ("style", "start"),
    [
        (t.style("heading 1", "Heading1", "<w:caps/>"), "capitals:Heading 1"),
        (t.style("Normal", looks='<w:jc w:val="both"/>', based=""), "justified:Normal"),
        (
            t.style("heading 2", "H2", looks='<w:numPr><w:numId w:val="3"/></w:numPr>'),
            "numbers:Heading 2",
        ),
        (t.style("Normal", run=t.size(9), based=""), "small"),
        (t.style("Subtle", run=t.colour("BBBBBB")), "contrast:others"),
    ],
)
def test_a_style_that_is_hard_to_read_is_named(style: str, start: str) -> None:
    assert len(said(_with_style(style), start)) > 60


def test_a_heading_on_a_coloured_ground_keeps_it_in_both_files(
    checked: Callable[..., tuple[bytes, bytes]],
) -> None:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{t.GREEN}"/>'
    style = t.style("heading 2", "Heading2", t.colour("FFFFFF") + t.size(14), ground)
    reading = read(_with_style(style))
    assert reading.look.headings[1].fill == t.GREEN
    assert reading.look.headings[1].colour == "FFFFFF"
    checked(reading, sample_document(t.COUNCIL))


def test_a_style_named_like_ours_but_of_another_id_is_found(
    checked: Callable[..., tuple[bytes, bytes]],
) -> None:
    style = t.style("heading 2", "berschrift2", t.colour("7A1F5C") + t.size(15))
    reading = read(_with_style(style, t.style("Something", "Callout", based="berschrift2")))
    assert reading.look.headings[1].colour == "7A1F5C"
    checked(reading, sample_document(t.COUNCIL))


@pytest.mark.parametrize(
    ("more", "start"),
    [
        ({"page": '<w:pgSz w:w="12240" w:h="15840"/>'}, "paper"),
        ({"page": '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'}, "landscape"),
        ({"margins": 'w:left="200" w:right="1276" w:top="1400" w:bottom="1400"'}, "margin:left"),
        ({"margins": 'w:left="4000" w:right="4000" w:top="1400" w:bottom="1400"'}, "margins:wide"),
        ({"margins": 'w:left="900" w:right="900" w:top="6000" w:bottom="6000"'}, "margins:tall"),
        ({"settings": "<w:evenAndOddHeaders/>"}, "even"),
        ({"header": t.para("") * 40 + t.para(t.COUNCIL)}, "tall"),
        ({"body": t.floating_logo()}, "body:drawn"),
    ],
)
def test_paper_that_cannot_be_used_as_it_is_is_named(
    more: dict[str, str], start: str, checked: Callable[..., tuple[bytes, bytes]]
) -> None:
    data = t.make_template(**more)  # type: ignore[arg-type]
    assert len(said(data, start)) > 60
    checked(read(data), sample_document(t.COUNCIL))


def test_one_header_for_every_page_stands_on_every_page(
    checked: Callable[..., tuple[bytes, bytes]],
) -> None:
    data = t.make_template(later_header=t.council_header())
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:titlePg/>", b"")
    pdf, _ = checked(read(t.zip_of(parts)), sample_document(t.COUNCIL))
    for page in PdfDocument(pdf):
        assert "County Hall, Borchester" in page.get_textpage().get_text_bounded()


# --- files that are no templates ------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "Word 97 to 2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE, "not a Word template"),
        (t.make_template()[:3000], "damaged or cut off"),
        (b"PK\x03\x04 and then nothing", "damaged or cut off"),
        (b"", "damaged or cut off"),
        (b"%PDF-1.7", "is a PDF"),
        (b"{\\rtf1", "rich text"),
        (b"<!DOCTYPE html><html>", "web page"),
        (t.zip_of({"a.txt": b"x"}), "a zip file"),
        (t.zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (t.make_template(kind="application/vnd.ms-excel.main+xml"), "workbook or slides"),
        (t.make_template(extra={"word/styles.xml": b"<w:styles"}), "damaged or cut off"),
        (
            t.make_template(extra={"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "damaged or cut off",
        ),
        (t.make_template(extra={"word/styles.xml": b"<a>" + b" " * 21_000_000}), "far more"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(Problem) as refused:
        read_template("Paper.dot", data)
    assert words in refused.value.message
    assert "Paper.dot" in refused.value.message
    assert len(refused.value.hint) > 40


def test_a_paper_without_room_for_text_is_refused() -> None:
    data = t.make_template(later_header=t.para(t.COUNCIL) * 40)
    with pytest.raises(Problem, match="leave no room for text"):
        read_template(NAME, data)


def test_a_docx_and_a_docm_are_read_like_a_dotx() -> None:
    for kind in (t.DOCX, t.DOTM):
        assert read(t.make_template(kind=kind)).look.headings[0].colour == t.GREEN


# --- templates changed at random ------------------------------------------------------------------

ODD = (
    *("", "x", "-1", "0", "1e999", "nan", "99999999999999999999", "rId1", "header1", "FF00ZZ"),
    *("auto", "ffffff", "\u202e", "-99999", "true", "both", "Heading1", "Normal", "😀"),
)


def spoilt(data: bytes, random: Random) -> bytes:
    """The template with a few values, elements and words changed, dropped or doubled."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 6)):
        name = random.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        root = etree.fromstring(parts[name])
        one, other = random.choice(list(root.iter())), random.choice(list(root.iter()))
        parent, chance = one.getparent(), random.random()
        if chance < 0.6 and one.attrib:
            one.set(random.choice(list(one.attrib)), random.choice(ODD))
        elif chance < 0.75 and parent is not None:
            parent.remove(one)
        elif chance < 0.9:
            other.append(deepcopy(one))
        elif one.text:
            one.text = random.choice(ODD)
        parts[name] = etree.tostring(root)
    return t.zip_of(parts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kind=st.sampled_from(sorted(HEADS)), random=st.randoms(use_true_random=False))
def test_a_template_changed_at_random_is_refused_plainly_or_prints(
    kind: str, random: Random
) -> None:
    try:
        reading = read(spoilt(t.make_template(header=HEADS[kind][0]), random))
    except Problem as problem:
        assert problem.hint
        return
    document = sample_document(t.COUNCIL)
    assert check_pdf(write_pdf(document, reading.look)) == []
    assert check_docx(write_docx(document, reading.look)) == []


# --- fonts ----------------------------------------------------------------------------------------


def _sans(resources: Path) -> bytes:
    return (resources / "fonts" / "DejaVuSans.ttf").read_bytes()


def test_a_font_that_is_found_and_may_be_embedded_is_in_the_pdf(
    resources: Path, checked: Callable[..., tuple[bytes, bytes]]
) -> None:
    data = t.make_template(defaults="DejaVu Sans")
    reading = read(data, lambda name: [_sans(resources)] if name == "DejaVu Sans" else [])
    assert [face.name for face in reading.look.faces] == [reading.look.body.family]
    assert [f.id for f in reading.faults if "DejaVu Sans" in f.id] == ["faces:DejaVu Sans"]
    words = "Plain words, ✓ and Ŵ, and 日 that no font has."
    pdf, _ = checked(reading, Document("Fonts", (Paragraph(words),)))
    assert b"DejaVuSans" in _fonts_of(pdf)


def test_a_font_that_is_not_here_is_named_and_ours_used() -> None:
    data = t.make_template(defaults="Gill Sans MT")
    assert "is not on this computer" in said(data, "font:Gill Sans MT")
    assert read(data).look.body.family == LOOK.body.family


@pytest.mark.parametrize(
    ("rights", "is_used"), [(0, True), (8, True), (4, True), (2, False), (0x100, False)]
)
def test_what_a_fonts_licence_forbids_is_not_done(
    rights: int, is_used: bool, resources: Path
) -> None:
    font = _with_rights(_sans(resources), rights)
    data = t.make_template(defaults="DejaVu Sans")
    reading = read_template(NAME, data, {}, lambda name: [font] if "Sans" in name else [])
    assert bool(reading.look.faces) is is_used
    if not is_used:
        (fault,) = [f for f in reading.faults if f.id == "font:DejaVu Sans"]
        assert "its licence forbids it" in fault.what


def test_a_font_with_postscript_outlines_is_refused_by_name(resources: Path) -> None:
    font = b"OTTO" + _sans(resources)[4:]
    data = t.make_template(defaults="DejaVu Sans")
    reading = read_template(NAME, data, {}, lambda name: [font] if "Sans" in name else [])
    (fault,) = [f for f in reading.faults if f.id == "font:DejaVu Sans"]
    assert "“DejaVu Sans” has PostScript outlines (OpenType-CFF)" in fault.what


def test_a_damaged_font_is_refused(resources: Path) -> None:
    data = t.make_template(defaults="DejaVu Sans")
    for font in (_sans(resources)[:20_000], b"rubbish", b""):
        reading = read_template(NAME, data, {}, lambda _, font=font: [font])
        assert reading.look.faces == ()


# --- what the tests ask of files ------------------------------------------------------------------


def _parts(word: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(word)) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}


def _figures(pdf: bytes) -> list[str]:
    """Descriptions of the figures of a PDF, in the order of its objects."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        return [str(o.Alt) for o in found if o.get("/S") == "/Figure"]


def _fonts_of(pdf: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(o.get("/FontName", "")) for o in found if o.get("/Type") == "/FontDescriptor"]
    return " ".join(names).encode()


def _with_rights(font: bytes, rights: int) -> bytes:
    """The font with another fsType in its OS/2 table."""
    count = int.from_bytes(font[4:6], "big")
    for number in range(count):
        at = 12 + 16 * number
        if font[at : at + 4] == b"OS/2":
            place = int.from_bytes(font[at + 8 : at + 12], "big") + 8
            return font[:place] + rights.to_bytes(2, "big") + font[place + 2 :]
    raise AssertionError("the font has no OS/2 table")
