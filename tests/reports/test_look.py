"""The look keeps its promises: contrast, sizes, a base template that matches it, fonts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sif_desktop.reports.blocks import Document, Paragraph, Table
from sif_desktop.reports.docx_base import base_template
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.docx_writer import write_docx
from sif_desktop.reports.look import LOOK, TextStyle, contrast
from sif_desktop.reports.pdf_check import check_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from sif_desktop.reports.prose import prose


def _styles() -> list[tuple[str, TextStyle]]:
    styles = {name: getattr(LOOK, name) for name in LOOK.__slots__}
    single = [(name, style) for name, style in styles.items() if isinstance(style, TextStyle)]
    return single + [(f"heading {i}", style) for i, style in enumerate(LOOK.headings, 1)]


@pytest.mark.parametrize(("name", "style"), _styles())
def test_every_style_can_be_read_on_every_ground(name: str, style: TextStyle) -> None:
    for ground in ("FFFFFF", LOOK.head_fill, LOOK.callout_fill):
        assert contrast(style.colour, ground) >= 4.5
        assert contrast(LOOK.link, ground) >= 4.5


def test_body_text_is_eleven_points_and_nothing_is_below_eight() -> None:
    assert LOOK.body.size >= 11
    assert min(style.size for _, style in _styles()) >= 8


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_kept_base_template_is_the_one_the_look_makes(resources: Path) -> None:
    kept = (resources / "word" / "base.docx").read_bytes()
    assert kept == base_template(LOOK), "run tools/make_base_template.py"


def test_another_look_is_written_in_both_files() -> None:
    large = replace(LOOK, body=replace(LOOK.body, size=16, leading=22), accent="5A1A6B")
    document = Document("T", (Paragraph("Large words."), Table(["A"], [["1"]])))
    assert check_pdf(write_pdf(document, large)) == []
    assert check_docx(write_docx(document, large)) == []
    assert write_docx(document, large) != write_docx(document)
    assert write_pdf(document, large) != write_pdf(document)


def test_every_font_comes_with_its_licence(resources: Path) -> None:
    fonts = {file.name for file in (resources / "fonts").glob("*.ttf")}
    licences = (resources / "fonts").glob("LICENCE-*.txt")
    covered = {file.stem.removeprefix("LICENCE-"): file.read_text("utf-8") for file in licences}
    assert len(fonts) == 5
    for font in fonts:
        assert "Permission is hereby granted" in covered[font.split("-")[0].removesuffix(".ttf")]


def test_typed_text_becomes_paragraphs_and_lists() -> None:
    blocks = prose(
        "Seen today.\nIn two rooms.\n\n- one\n• two\n1. first\n2. second\n\n3. not a list"
    )
    kinds = [type(block).__name__ for block in blocks]
    assert kinds == ["Paragraph", "ListBlock", "ListBlock", "Paragraph"]
    assert prose(" \n\n ") == []
