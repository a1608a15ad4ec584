"""What people paste, attach and print to: both files come out right, or a sentence says why not."""

from __future__ import annotations

import cProfile
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from PIL import Image as Pillow

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Series,
    Signatory,
    SignatureBlock,
    Table,
)
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_writer import write_pdf

Faults = Callable[[Document], list[str]]

TEXTS = {
    "ticks, boxes and arrows": "Done ✓ open ☐ crossed ☒ next → back ← both ↔ so ⇒ star ★ ● ■",
    "emoji of every make": "😀 👩🏽‍🏫 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧 ❤️ 1️⃣ 👨‍👩‍👧‍👦",
    "Welsh": "Ysgol Gŵyr, tŷ, Ŵŵ Ŷŷ Ââ Êê Îî Ôô Ûû Ẁẁ Ẃẃ Ẅẅ Ỳỳ, llŷr, môr",
    "Arabic with figures and brackets": "السنة 6 (الرياضيات): ٣٤٪ من التلاميذ، جيد جدًّا!",
    "Arabic, Persian and Urdu": "مرحبا بكم في المدرسة پنجره گچ ٹوٹے",
    "Hebrew with points": "שָׁלוֹם בֵּית סֵפֶר",
    "Polish, Turkish, Vietnamese": "Zażółć gęślą jaźń, İıŞşĞğ, Trường Tiểu học Nguyễn Huệ",
    "Greek, Cyrillic, Chinese, Hindi": "Σχολείο школа 学校 विद्यालय",
    "accents typed apart": "cafe\u0301 n\u0303 a\u0302\u0301\u0323 Z\u0351\u036b\u0343",
    "zero-width and joiners": "one\u200btwo\u200cthree\u200dfour\u2060five\ufeffsix\u00ad.",
    "control characters": "bell\x07 null\x00 escape\x1b[31m tab\x0b feed\x0c del\x7f c1\x85\x9f.",
    "directions turned about": "user\u202egnp.exe\u202c \u2066isolated\u2069 \u200eleft\u200fright",
    "half characters and none": "lone\ud83d high, \udc00 low, \ufffe \uffff \ufdd0 private \ue000.",
    "every kind of space": "a\u00a0b\u2003c\u2009d\u202fe\u3000f\u1680g\tend",
    "every kind of line end": "one\r\ntwo\rthree\u2028four\u2029five\x85six",
    "quotes, dashes and signs": "‘a’ “b” – — … • § ¶ † ‰ ½ ¼ ² ³ £ € ¥ © ® ™ ≥ ≤ ≠ ≈ ± × ÷ − √ ∞",
    "fractions and ligatures": "⅓ ⅔ ⅛ ﬁ ﬂ ﬀ ﬃ Ⅳ ① ㎏",
    "mathematics in bold letters": "𝐁𝐨𝐥𝐝 𝓢𝓬𝓻𝓲𝓹𝓽 ℝ ∑ ∫",
    "formulae and templates": "=1+1 {{name}} {%p if %} ${x} <%= %> %s %(a)s {0}",
    "markup": "<b>bold</b> & &amp; &#0; <w:t> ]]> <!-- --> <?xml?> \\n (a)(b \\001 >> endobj",
}


def _everywhere(text: str) -> tuple[Block, ...]:
    """The text in every place that takes one."""
    return (
        Callout(f"Urgent {text}", f"Now {text}"),
        Contents(f"In this {text}", 4),
        Heading(2, f"Heading {text}"),
        Paragraph([Link(f"about {text}", "https://example.org/%E2%98%90?a=(1)")]),
        ListBlock([f"item {text}"], ordered=True),
        Table([f"Head {text}", "B"], [[f"cell {text}", text]], f"Table {text}", row_header=True),
        KeyValue([(f"Fact {text}", f"is {text}")], f"Facts {text}"),
        Chart(
            f"Chart {text}",
            "bars",
            f"Over {text}",
            ("x", f"y {text}"),
            [Series(f"Series {text}", [1, 2])],
            text,
            alt=f"Rising {text}",
        ),
        SignatureBlock((Signatory(f"Name {text}", f"Role {text}"),)),
    )


@pytest.mark.parametrize("name", TEXTS)
def test_both_files_say_the_same_and_pass_with(name: str, faults: Faults) -> None:
    text = TEXTS[name]
    document = Document(
        f"Title {text}",
        _everywhere(text),
        author=text,
        subject=text,
        organisation=f"Council {text}",
        marking=f"Official {text}",
        version=f"Version {text}",
    )
    assert faults(document) == []


@pytest.mark.parametrize("length", [1, 9, 60])
def test_a_marking_longer_than_its_line_is_cut_at_the_margin_and_the_title_gives_way(
    length: int,
) -> None:
    marking = "OFFICIAL and not for circulation " * length
    document = Document(
        "A note", [Paragraph("One."), PageBreak(), Paragraph("Two.")], marking=marking
    )
    with open_pdf(write_pdf(document)) as file:
        page = file[1].get_textpage()
        head = [page.get_rect(n) for n in range(page.count_rects())][:2]
        assert max(right for _, _, right, _ in head) < file[1].get_width() - 50
        assert ("A note" in page.get_text_range()) is (length == 1)


# --- tables ---------------------------------------------------------------------------------------


def _rows(count: int) -> Document:
    columns = [Column("Action", weight=2), "Who", "By when", "What would show it"]
    said = ("Headteacher", "14 March 2027", "Reasoning seen in four lessons in five")
    rows = [[f"Row {number}", *said] for number in range(count)]
    return Document("T", (Table(columns, rows, "Plan", row_header=True),))


def _calls(work: Callable[[], object]) -> int:
    """Function calls that the work takes: the same on any machine, however busy."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("write", [write_pdf, write_docx])
def test_twice_the_rows_take_twice_the_work(write: Callable[[Document], bytes]) -> None:
    few, many = _rows(600), _rows(1200)
    write(few)
    assert _calls(lambda: write(many)) < 2.2 * _calls(lambda: write(few))


def test_a_table_of_3000_rows_keeps_every_row_whole_under_a_header_on_every_page() -> None:
    pdf = write_pdf(_rows(3000))
    with open_pdf(pdf) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    assert len(pages) > 60 and all("What would show it" in page for page in pages)
    found = re.findall(r"Row (\d+)", " ".join(pages))
    assert found == [str(number) for number in range(3000)]
    with pikepdf.open(BytesIO(pdf)) as file:
        body = file.Root.StructTreeRoot.K[0].K[1].K[2]
        on = [{cell.Pg.objgen for cell in row.K} for row in body.K]
    assert len(on) == 3000 and all(len(pages) == 1 for pages in on)
    table = docx.Document(BytesIO(write_docx(_rows(3000)))).tables[0]._tbl
    assert len(table.tr_lst) == 3001
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table.tr_lst)
    assert table.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("before", [0, 5, 30])
def test_a_cell_longer_than_a_page_goes_on_under_the_header_and_loses_no_word(before: int) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    rows = [["First", "short"]] * before + [["Second", words], ["Third", "short"]]
    table = Table(["Action", "What was said"], rows)
    with open_pdf(write_pdf(Document("T", (Paragraph("Above."), table)))) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    assert len(pages) > 3 and all(page.count("What was said") == 1 for page in pages)
    assert re.findall(r"word\d+", " ".join(pages)) == words.split()
    assert "word0" in pages[before // 30]  # begun where there is room, not on a page of its own


@pytest.mark.parametrize("columns", [2, 6, 14])
def test_words_of_200_characters_stay_within_the_page(columns: int, faults: Faults) -> None:
    long = "supercalifragilistic" * 10
    rows = [[long] * columns, ["short"] * columns]
    heads = [f"{long}{number}" for number in range(columns)]
    document = Document(long, (Heading(2, long), Paragraph(long), Table(heads, rows)))
    assert faults(document) == []
    with open_pdf(write_pdf(document)) as file:
        for page in file:
            text = page.get_textpage()
            edges = [text.get_charbox(number)[2] for number in range(text.count_chars())]
            assert max(edges) < page.get_width() - 60


# --- pictures -------------------------------------------------------------------------------------


def _saved(picture: Pillow.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def _claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def _text_bomb() -> bytes:
    plain = _saved(Pillow.new("RGB", (9, 9)), "PNG")
    data = b"note\0\0" + zlib.compress(b"\0" * 20_000_000, 9)
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return plain[:33] + chunk + plain[33:]


TAKEN: dict[str, Callable[[], bytes]] = {
    "20,000 pixels wide": lambda: _saved(Pillow.new("RGB", (20_000, 300), "teal"), "PNG"),
    "20,000 pixels high": lambda: _saved(Pillow.new("L", (30, 20_000), 90), "JPEG"),
    "one pixel": lambda: _saved(Pillow.new("RGB", (1, 1)), "PNG"),
    "CMYK": lambda: _saved(Pillow.new("CMYK", (60, 40), (0, 90, 90, 0)), "JPEG"),
    "grey with transparency": lambda: _saved(Pillow.new("LA", (60, 40), (90, 9)), "PNG"),
    "sixteen bits": lambda: _saved(Pillow.new("I;16", (60, 40), 40_000), "PNG"),
    "moving": lambda: _saved(
        Pillow.new("RGB", (60, 40), "red"),
        "PNG",
        save_all=True,
        append_images=[Pillow.new("RGB", (60, 40), "blue")],
    ),
    "turned by the camera": lambda: _saved(Pillow.new("RGB", (60, 40)), "JPEG", exif=_turned()),
}


def _turned() -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    return exif


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_is_taken_that_is(name: str, faults: Faults) -> None:
    data = TAKEN[name]()
    document = Document("T", (Image(data, alt="A chart"),), logo=data, logo_alt="The council")
    assert faults(document) == []
    assert len(write_pdf(document)) < 400_000 and len(write_docx(document)) < 400_000


def _is_picture(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"


def test_of_a_moving_picture_the_first_stays() -> None:
    document = Document("T", (Image(TAKEN["moving"](), alt="A sign"),))
    with pikepdf.open(BytesIO(write_pdf(document))) as file:
        (picture,) = (one for one in file.objects if _is_picture(one))
        assert pikepdf.PdfImage(picture).as_pil_image().getpixel((5, 5)) == (255, 0, 0)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "400 million pixels": (lambda: _claims(20_000, 20_000), "too large"),
    "a claim beyond all paper": (lambda: _claims(2**31 - 1, 2**31 - 1), "too large"),
    "a hundred million pixels": (lambda: _claims(10_000, 10_000), "too large"),
    "a picture of nothing": (lambda: _claims(0, 0), "damaged"),
    "a bomb in its notes": (_text_bomb, "damaged"),
    "half a picture": (lambda: TAKEN["CMYK"]()[:200], "damaged"),
    "a head and rubbish": (lambda: b"\x89PNG\r\n\x1a\n" + b"rubbish" * 40, "damaged"),
    "a page": (lambda: b"%PDF-1.7", "neither PNG nor JPEG"),
    "an animation": (
        lambda: _saved(Pillow.new("P", (9, 9)), "GIF"),
        "neither PNG nor JPEG",
    ),
    "a drawing with code": (lambda: b"<svg onload='x()'/>", "neither PNG nor JPEG"),
    "nothing": (lambda: b"", "neither PNG nor JPEG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_sentence_refuses(name: str) -> None:
    make, said = REFUSED[name]
    data = make()
    for write in (write_pdf, write_docx):
        with pytest.raises(Problem, match=said) as caught:
            write(Document("T", (Image(data, alt="A chart"),)))
        assert caught.value.hint.endswith(".")
