"""Files that are no templates, templates changed at random, and fonts."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from sif_desktop.domain.errors import Problem
from sif_desktop.reports.blocks import (
    Document,
    Paragraph,
)
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.house_style.sample import sample_document
from sif_desktop.reports.house_style.template import read_template
from sif_desktop.reports.look import LOOK
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from tests.reports import make_template as t
from tests.reports.house_style.readings import (
    HEADS,
    NAME,
    fonts_of,
    read,
    said,
    with_rights,
)

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
    assert b"DejaVuSans" in fonts_of(pdf)


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
    font = with_rights(_sans(resources), rights)
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
