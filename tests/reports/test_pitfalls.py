"""The inputs that have broken document writers before, each by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import (
    Block,
    Column,
    ColumnKind,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Section,
    Signatory,
    SignatureBlock,
    Table,
    Text,
    plain_text,
)
from sif_desktop.reports.docx_check import check_docx, docx_text
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.layout import arrange, column_widths
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_fonts import text_width
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_script import shaped
from sif_desktop.reports.pdf_writer import write_pdf

Faults = Callable[[Document], list[str]]
_LONG = "Nobody reads a sentence as long as this one with any pleasure at all. "


def _pages(document: Document) -> int:
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        return len(file.pages)


def _plan(rows: int, columns: int = 5) -> Table:
    heads = [Column("Action", weight=2), *(f"Column {i}" for i in range(columns - 1))]
    cells = [[f"Row {n}", *["Some words in a cell"] * (columns - 1)] for n in range(rows)]
    return Table(heads, cells, caption="Plan", row_header=True)


PITFALLS: dict[str, tuple[Block, ...]] = {
    "symbols that the body font lacks": (
        Paragraph("Done ✓ open ☐ next → happy 😀 teacher 👩‍🏫 ﬁnd non\u2011breaking"),
        Heading(2, "✓ ☐ → 🦄"),
        Table(["✓", "☐"], [["→", "🦄"]], caption="→ 😀"),
        Paragraph([Link("the ☐ list 🦄", "https://example.org/☐")]),
    ),
    "Welsh, Arabic, Hebrew and Chinese letters": (
        Paragraph("Ysgol Tŷ Gŵyr, مرحبا بكم في المدرسة, שלום, پنجره گچ, ٹوٹے, 学校 and back."),
        ListBlock(["العربية", "עברית"], ordered=True),
    ),
    "markup typed as words": (
        Paragraph("<b>bold</b> & <para> </w:t> &amp; ]]> %s {x} \\n (a)(b"),
        Table(["<th>", "A & B"], [["</w:tc>", "&lt;"]]),
    ),
    "a hundred thousand characters in a paragraph": (Paragraph(_LONG * 1430),),
    "a hundred thousand characters without a space": (Paragraph("x" * 100_000),),
    "a cell longer than a page": (
        Table(["A", "B"], [["a", _LONG * 120], ["b", "c"]], row_header=True),
    ),
    "a table over several pages": (_plan(90, columns=3),),
    "a word of 200 characters": (
        Heading(2, "z" * 200),
        Paragraph("y" * 200),
        Table(["A", "w" * 200], [["q" * 200, "b"]]),
    ),
    "a paragraph that is nothing but a link over many lines": (
        Paragraph([Link(f"about {_LONG * 4}", "https://example.org")]),
    ),
    "a list whose items run over pages": (
        ListBlock([ListItem(_LONG * 60, ListBlock([_LONG * 60], ordered=True))] * 2),
    ),
    "tables one after another": (_plan(1), _plan(1), KeyValue([("A", "b")])),
    "a letter whose subject stands below the address": (
        *(Paragraph("Jo Bright\nChurch Lane"), Paragraph("Dear Jo,")),
        *(Heading(1, "Your category"), Paragraph("It is agreed."), Heading(2, "Why")),
    ),
    "landscape and back, twice": (
        *(Section("landscape"), _plan(2), Section("portrait"), Paragraph("Back.")),
        *(Section("landscape"), Paragraph("Over."), Section("portrait"), _plan(1)),
    ),
}


@pytest.mark.parametrize("name", PITFALLS)
def test_both_files_pass_with(name: str, faults: Faults) -> None:
    document = Document("Pitfalls", PITFALLS[name], organisation="Borsetshire", marking="Official")
    assert faults(document) == []


def test_a_table_of_500_rows_keeps_every_row_and_repeats_its_header() -> None:
    document = Document("T", (_plan(500),))
    pdf, word = write_pdf(document), write_docx(document)
    assert check_pdf(pdf) == [] and check_docx(word) == []
    assert docx_text(word) == plain_text(document)
    with open_pdf(pdf) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    assert all("Action" in page for page in pages)
    found = re.findall(r"Row (\d+)", " ".join(pages))
    assert found == [str(number) for number in range(500)]


def test_a_character_no_font_has_is_written_in_words_in_both_files() -> None:
    document = Document("T", (Paragraph("Well done 🦄"),))
    assert plain_text(arrange(document))[-1] == "Well done [unicorn face]"


def test_a_table_too_wide_for_the_page_is_turned_with_its_heading() -> None:
    wide = Table([f"Establishment{i}" for i in range(8)], [["x"] * 8])
    document = Document("T", (Paragraph("Before."), Heading(2, "Wide"), wide, Paragraph("After.")))
    kinds = [type(block).__name__ for block in arrange(document).blocks]
    assert kinds == ["Paragraph", "Section", "Heading", "Table", "Section", "Paragraph"]


def test_a_table_too_wide_even_for_landscape_becomes_a_record_for_each_row() -> None:
    labels = [f"Establishment{i}" for i in range(16)]
    rows = [["Ashcombe", *["x"] * 15], ["Fernhill", *["y"] * 15]]
    document = Document("T", (Table(labels, rows, caption="All", row_header=True),))
    records = arrange(document).blocks
    assert [record.caption for record in records if isinstance(record, KeyValue)] == [
        "All, 1 of 2, Ashcombe",
        "All, 2 of 2, Fernhill",
    ]


def test_a_document_that_begins_with_a_wide_table_begins_in_landscape() -> None:
    wide = Table([f"Establishment{i}" for i in range(8)], [["x"] * 8])
    document = Document("T", (wide,))
    assert arrange(document).orientation == "landscape"
    assert _pages(document) == 1


def test_a_heading_never_ends_a_page() -> None:
    fillers = [Paragraph("One line.") for _ in range(90)]
    for count in range(28, 36):
        blocks = (*fillers[:count], Heading(2, "Sought"), Paragraph(_LONG * 5))
        with pikepdf.open(BytesIO(write_pdf(Document("T", blocks)))) as file:
            outline = file.Root.Outlines.First.First
            page = file.pages.index(pikepdf.Page(outline.Dest[0]))
            top = float(outline.Dest[3])
        assert page == 1 or top > 68 + 19 + 6 + 30


def test_a_dates_column_never_breaks_a_date() -> None:
    columns = ["Action", Column("When", ColumnKind.DATE), "Who"]
    table = Table(columns, [[_LONG * 3, "27 November 2026", _LONG * 3]])
    widths = column_widths(table, 450)
    assert widths[1] >= text_width("27 November 2026", 9.5)
    assert sum(widths) == pytest.approx(450)


def test_contents_name_the_pages_and_lead_to_the_headings(faults: Faults) -> None:
    parts = [block for n in range(5) for block in (Heading(2, f"Part {n}"), Paragraph(_LONG * 40))]
    document = Document("T", (Contents(), *parts))
    assert faults(document) == []
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        links = [one for one in file.pages[0].Annots if "/Dest" in one]
        found = [file.pages.index(pikepdf.Page(link.Dest[0])) for link in links]
    assert len(found) == 5 and found == sorted(found) and found[-1] > 0
    shown = [
        "".join(one.itertext(qn("w:t"))).rsplit("Part", 1)[-1]
        for one in docx.Document(BytesIO(write_docx(document))).element.body.iter(qn("w:hyperlink"))
    ]
    assert shown == [f" {number}{page + 1}" for number, page in enumerate(found)]


def test_numbered_lists_begin_again_at_one(faults: Faults) -> None:
    lists = ListBlock(["a", ListItem("b", ListBlock(["c", "d"], ordered=True))], ordered=True)
    document = Document("T", (lists, Paragraph("Between."), lists))
    assert faults(document) == []
    file = docx.Document(BytesIO(write_docx(document)))
    numberings = {one.val for one in file.element.body.iter(qn("w:numId"))}
    assert len(numberings) == 4


def test_pictures_of_every_sort_are_taken(
    make_picture: Callable[..., bytes], faults: Faults
) -> None:
    modes = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"), "JPEG": ("L", "RGB", "CMYK")}
    pictures = [
        Image(make_picture(kind, mode), alt=f"A {mode} picture")
        for kind, some in modes.items()
        for mode in some
    ]
    assert faults(Document("T", tuple(pictures))) == []


def test_a_damaged_picture_is_said_to_be_so(png: bytes) -> None:
    document = Document("T", (Image(png[:60], alt="A chart"),))
    for write in (write_pdf, write_docx):
        with pytest.raises(Problem, match="damaged"):
            write(document)


def test_alt_text_is_in_both_files_and_a_decorative_picture_in_neither_tree(png: bytes) -> None:
    seen = Document("T", (Image(png, alt="Rising line"),))
    unseen = Document("T", (Image(png, decorative=True),))
    with pikepdf.open(BytesIO(write_pdf(seen))) as file:
        figures = [one for one in file.objects if _is_figure(one)]
        assert [str(one.Alt) for one in figures] == ["Rising line"]
    with pikepdf.open(BytesIO(write_pdf(unseen))) as file:
        assert not any(_is_figure(one) for one in file.objects)


def _is_figure(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"


def test_signatures_and_marking_stand_in_both_files(faults: Faults) -> None:
    document = Document(
        "T",
        (SignatureBlock((Signatory("Jo Bright", "Headteacher"), Signatory("Sam Weir"))),),
        marking="Official – sensitive",
        version="Version 3",
    )
    assert faults(document) == []


def test_those_who_sign_are_never_parted_by_a_page() -> None:
    signatures = SignatureBlock(tuple(Signatory(f"Signatory {n}") for n in range(4)))
    for count in range(24, 34):
        document = Document("T", (*[Paragraph("One line.")] * count, signatures))
        with open_pdf(write_pdf(document)) as file:
            pages = [page.get_textpage().get_text_range().count("Signed:") for page in file]
        assert 4 in pages
    file = docx.Document(BytesIO(write_docx(document)))
    kept = [one.style.name for one in file.paragraphs if one.paragraph_format.keep_with_next]
    assert kept == ["Normal", *["Signatory"] * 3]  # the words before them too


def test_what_follows_a_table_does_not_touch_it_in_word(png: bytes, faults: Faults) -> None:
    pictured = (_plan(1), Image(png, alt="A line", caption="Attendance"))
    assert faults(Document("T", pictured)) == []
    document = Document("T", (_plan(1), Paragraph("After."), _plan(1), Heading(2, "Next")))
    paragraphs = docx.Document(BytesIO(write_docx(document))).paragraphs
    spaces = {one.text: one.paragraph_format.space_before for one in paragraphs}
    assert spaces["After."].pt == 12
    assert spaces["Next"] is None  # its style has more


def test_a_pictures_caption_is_tagged_as_one(png: bytes) -> None:
    document = Document("T", (Image(png, alt="Rising line", caption="Attendance"),))
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        kinds = [str(one.S) for one in file.Root.StructTreeRoot.K[0].K]
    assert kinds == ["/H1", "/Figure", "/Caption"]


def test_running_header_and_footer_say_what_they_are() -> None:
    document = Document("T", (Paragraph("Words."),), organisation="Borsetshire", marking="Official")
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        marks = [
            dict(operands[1])
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
        ]
    said = {str(mark.get("/Subtype")) for mark in marks if mark["/Type"] == "/Pagination"}
    assert said == {"/Header", "/Footer"}


def test_the_title_author_and_language_are_the_files_own() -> None:
    document = Document("T & <x>", author="A. Officer", subject="Visit", lang="cy-GB")
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        assert str(file.docinfo.Title) == "T & <x>"
        assert str(file.Root.Lang) == "cy-GB"
        assert file.open_metadata()["dc:title"] == "T & <x>"
    properties = docx.Document(BytesIO(write_docx(document))).core_properties
    assert (properties.title, properties.author) == ("T & <x>", "A. Officer")
    assert properties.language == "cy-GB"


def test_bold_and_links_in_a_cell_stay_where_they_were(faults: Faults) -> None:
    cell = [Text("See "), Text("now", bold=True), Text(": "), Link("the plan", "mailto:a@b.org")]
    assert faults(Document("T", (Table(["A", "B"], [["1", cell]]),))) == []


def test_right_to_left_words_run_to_the_left_and_arabic_letters_join() -> None:
    assert shaped("مرحبا") == "\ufee3\ufeae\ufea3\ufe92\ufe8e"
    assert shaped("سلام") == "\ufeb3\ufefc\ufee1"
    pdf = write_pdf(Document("T", (Paragraph("Named שלום today."),)))
    with open_pdf(pdf) as file:
        page = file[0].get_textpage()
        left = {
            page.get_text_range(i, 1): page.get_charbox(i)[0] for i in range(page.count_chars())
        }
    assert left["N"] < left["ם"] < left["ל"] < left["ש"] < left["y"]


def test_a_long_title_stands_on_one_line_with_a_long_marking_in_word() -> None:
    title = "Minutes: Support and challenge board – Northgate Junior School, corrected version"
    marking = "Official: for those at the meeting and the local authority"
    data = write_docx(Document(title, [Paragraph("One.")], marking=marking))
    with ZipFile(BytesIO(data)) as archive:
        heads = [archive.read(n).decode() for n in archive.namelist() if "header" in n]
    running = next(one for one in heads if "Minutes: Support" in one)
    assert "…" in running and title not in running and marking in running
