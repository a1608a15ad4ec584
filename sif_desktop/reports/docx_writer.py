"""Documents as accessible Word files. The same document gives the same bytes."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from lxml.etree import _Element

from sif_desktop.reports.blocks import Document, PageBreak, Section
from sif_desktop.reports.docx_base import base_template, twips, zipped
from sif_desktop.reports.docx_blocks import BodyMaker
from sif_desktop.reports.docx_furniture import Furniture
from sif_desktop.reports.docx_paper import PaperFurniture
from sif_desktop.reports.docx_xml import make, paragraph
from sif_desktop.reports.layout import arrange, introduces
from sif_desktop.reports.look import LOOK, Look

_BASE = Path(__file__).resolve().parents[2] / "resources" / "word" / "base.docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _template(look: Look) -> bytes:
    return look.paper.template if look.paper else _base(look)


@cache
def _base(look: Look) -> bytes:
    return _BASE.read_bytes() if look == LOOK else base_template(look)


def write_docx(document: Document, look: Look = LOOK) -> bytes:
    """The bytes of `document` as a .docx file.

    Raises Problem if one of its pictures cannot be read.
    """
    printed = arrange(document, look)
    file = docx.Document(BytesIO(_template(look)))
    _describe(file, printed)
    _Body(file, printed, look).fill()
    saved = BytesIO()
    file.save(saved)
    with ZipFile(saved) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _describe(file: Any, document: Document) -> None:
    """Properties of the file, and the language of its words."""
    moment = datetime.combine(document.date or date(2000, 1, 1), time(), UTC)
    properties = file.core_properties
    properties.title = document.title[:255]
    properties.author = (document.author or document.organisation)[:255]
    properties.last_modified_by = properties.author
    properties.subject = document.subject[:255]
    properties.language = document.lang
    properties.created = properties.modified = moment
    for lang in file.styles.element.iter(f"{_W}lang"):
        lang.set(f"{_W}val", document.lang)
    for lang in file.settings.element.iter(f"{_W}themeFontLang"):
        lang.set(f"{_W}val", document.lang)


class _Body:
    """Fills the body of a file, section by section."""

    def __init__(self, file: Any, document: Document, look: Look) -> None:
        self.file, self.document, self.look = file, document, look
        self.body = file.element.body
        self.end = file.element.body.sectPr
        self.maker = BodyMaker(document, look, file)
        self.furniture = (
            PaperFurniture(document, look, look.paper, file.part)
            if look.paper
            else Furniture(document, look, file.part)
        )
        self.first = True

    def fill(self) -> None:
        made = self.maker.opening()
        turn = False
        blocks = self.document.blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Section):
                self._close_section(made)
                made, turn = [], False
                self.maker.orientation = block.orientation
            elif isinstance(block, PageBreak):
                turn = True
            else:
                fresh = self.maker.block(block)
                if place + 1 < len(blocks) and introduces(block, blocks[place + 1]):
                    fresh[0][0].insert(1, make("keepNext"))
                if turn:
                    _break_before(fresh)
                made, turn = made + fresh, False
        self._add(made)
        self._set_up(self.end)

    def _add(self, made: list[_Element]) -> None:
        """Append, with room after each table; Word itself needs something between two, and after
        the last."""
        for place, element in enumerate(made):
            self.end.addprevious(element)
            following = made[place + 1] if place + 1 < len(made) else None
            if element.tag != f"{_W}tbl":
                continue
            if following is None or following.tag == element.tag:
                self.end.addprevious(paragraph("AfterTable", []))
            else:
                _space_before(following, self.look.table_after)

    def _close_section(self, made: list[_Element]) -> None:
        self._add(made)
        section = deepcopy(self.end)
        self._set_up(section)
        last = self.end.getprevious()
        properties = last.find(f"{_W}pPr")
        properties.append(section)

    def _set_up(self, section: _Element) -> None:
        """Paper and furniture of the section that ends here."""
        orientation = self.maker.orientation
        width, height = self.look.page(orientation)
        size = section.find(f"{_W}pgSz")
        assert size is not None
        size.set(f"{_W}w", str(twips(width)))
        size.set(f"{_W}h", str(twips(height)))
        if orientation == "landscape":
            size.set(f"{_W}orient", "landscape")
        self.furniture.furnish(section, orientation, self.first)
        self.first = False


def _space_before(element: _Element, points: float) -> None:
    """Room over a paragraph, unless its style has more of it."""
    properties = element[0]
    style = next(properties.iter(f"{_W}pStyle")).get(f"{_W}val") or ""
    if style.startswith(("Heading", "Signature")):
        return
    spacing = properties.find(f"{_W}spacing")
    if spacing is None:
        properties.append(spacing := make("spacing"))
    spacing.set(f"{_W}before", str(twips(points)))


def _break_before(made: list[_Element]) -> None:
    """The first of `made` on a new page; a table's first cell carries it for the table."""
    if not made:
        return
    first = next(made[0].iter(f"{_W}pPr"))
    first.insert(_place_after_keeps(first), make("pageBreakBefore"))


def _place_after_keeps(properties: _Element) -> int:
    """Where the schema wants pageBreakBefore: after the style and keepNext."""
    early = {f"{_W}pStyle", f"{_W}keepNext", f"{_W}keepLines"}
    return sum(1 for one in properties if one.tag in early)
