"""The council’s template: its faults named one by one, and documents written on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from sif_desktop.reports.blocks import (
    Column,
    Document,
    Heading,
    Paragraph,
    Section,
    Table,
)
from sif_desktop.reports.docx_check import docx_text
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.house_style.sample import sample_document
from sif_desktop.reports.house_style.template import Reading, read_template
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.look import contrast
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from tests.reports import make_template as t
from tests.reports.house_style.readings import (
    NAME,
    WORDS,
    faults_of,
    figures,
    ids,
    parts_of,
    read,
    said,
)
from tests.reports.test_any_document import documents

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
    assert figures(pdf) == [WORDS]
    parts = parts_of(word)
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
    styles = parts_of(write_docx(sample_document(t.COUNCIL), council.look))["word/styles.xml"]
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
    assert any("pBdr" in x for name, x in parts_of(word).items() if name.startswith("word/header"))


def test_our_own_line_begins_at_the_top_of_an_empty_header() -> None:
    reading = read(t.make_template(later_header=""))
    word = parts_of(write_docx(sample_document(t.COUNCIL), reading.look))
    heads = [x for name, x in word.items() if name.startswith("word/header") and "PageHead" in x]
    assert [x.count("<w:p>") + x.count("<w:p ") for x in heads] == [1]


def test_a_paper_without_a_letterhead_gets_the_authoritys_name_and_logo(
    checked: Callable[..., tuple[bytes, bytes]], png: bytes
) -> None:
    reading = read(t.make_template(header="", later_header="", footer=""))
    assert "no_letterhead" in [fault.id for fault in reading.faults]
    pdf, word = checked(reading, sample_document("Vale Council", png, "Vale Council logo"))
    assert figures(pdf) == ["Vale Council logo"]
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
    with open_pdf(pdf) as pages:
        assert [round(page.get_width()) for page in pages] == [595, 842, 595]
        said = [page.get_textpage().get_text_bounded() for page in pages]
    for number, text in enumerate(said, 1):
        assert "www.borsetshire.example.org" in text
        assert f"Page {number} of 3" in text
        assert "Version 2 · Official" in text
    wide = [p for name, p in parts_of(word).items() if name.startswith("word/footer")]
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
