"""Letterheads, pictures, styles and paper of every make."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.house_style.sample import sample_document
from sif_desktop.reports.house_style.template import Reading, read_template
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from tests.reports import make_template as t
from tests.reports.house_style.readings import (
    ADDRESS,
    HEADS,
    NAME,
    ids,
    parts_of,
    read,
    said,
)
from tests.services.reading import page_texts

# --- letterheads ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", HEADS)
def test_a_letterhead_of_this_kind_is_named_and_prints(
    kind: str, checked: Callable[..., tuple[bytes, bytes]]
) -> None:
    header, faults = HEADS[kind]
    data = t.make_template(header=header)
    for start in faults:
        assert len(said(data, start)) > 60
    pdf, word = checked(read(data), sample_document(t.COUNCIL))
    assert t.COUNCIL in page_texts(pdf)[0]
    heads = "".join(x for name, x in parts_of(word).items() if name.startswith("word/header"))
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
    with open_pdf(pdf) as file:
        page = file[0].get_textpage()
        title = page.search("Note of visit").get_next()
        _, bottom, _, top = page.get_charbox(title[0])
    assert 842 - top > 70 / 25.4 * 72
    assert bottom > 842 / 2


def test_a_template_made_from_a_document_of_ours_does_not_say_our_lines_twice(
    council: Reading,
) -> None:
    document = sample_document(t.COUNCIL)
    again = read(write_docx(document, council.look))
    text = page_texts(write_pdf(document, again.look))[0]
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
    assert "Gill Sans MT" in parts_of(word)["word/styles.xml"]


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
    assert all("County Hall, Borchester" in text for text in page_texts(pdf))
