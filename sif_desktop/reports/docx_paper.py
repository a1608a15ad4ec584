"""An authority's paper in Word: its own headers and footers, with our words added to them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml.etree import _Element

from sif_desktop.reports.blocks import Document
from sif_desktop.reports.clean import in_one_line
from sif_desktop.reports.docx_base import PAGE_HEAD, PAGE_LINE, twips
from sif_desktop.reports.docx_xml import field, make, paragraph, words
from sif_desktop.reports.look import Look
from sif_desktop.reports.paper import Paper

_REFERENCES = ("headerReference", "footerReference")
_AGAIN = 500  # added to the number of a picture that stands in the file a second time
_EMBED = qn("r:embed")


class PaperFurniture:
    """Headers and footers of the template the file was begun from; `part` is its main part."""

    def __init__(self, document: Document, look: Look, paper: Paper, part: Any) -> None:
        self.document, self.look, self.paper, self.part = document, look, paper, part
        references = _references(part.element.body.sectPr)
        ids = (str(one.get(qn("r:id"))) for one in references)
        self.bare = {one: deepcopy(part.related_parts[one].element) for one in ids}
        self.made: dict[str, list[_Element]] = {}

    def furnish(self, section: Any, orientation: str, first: bool) -> None:
        """Give the sectPr its headers and footers; only the `first` has a title page."""
        old = _references(section)
        if orientation not in self.made:
            needed = (one for one in old if first or not _is_first(one))
            self.made[orientation] = [self._reference(one, orientation) for one in needed]
        for one in old:
            section.remove(one)
        wanted = (one for one in self.made[orientation] if first or not _is_first(one))
        for place, one in enumerate(wanted):
            section.insert(place, deepcopy(one))
        title = section.find(qn("w:titlePg"))
        if title is not None and not first:
            section.remove(title)

    def _reference(self, old: _Element, orientation: str) -> _Element:
        """A reference to the part on pages of this orientation, our words added."""
        made, kind = deepcopy(old), "header" if old.tag == qn("w:headerReference") else "footer"
        bare = self.bare[str(old.get(qn("r:id")))]
        part = self.part.related_parts[old.get(qn("r:id"))]
        if orientation == "landscape":
            part, relation = getattr(self.part, f"add_{kind}_part")()
            made.set(qn("r:id"), relation)
            self._fill(part, bare, self.part.related_parts[old.get(qn("r:id"))])
        root = part.element
        band = self.paper.foot if kind == "footer" else self.paper.top
        if band(_is_first(old)).is_empty():
            for one in list(root):  # a blank line, which every header must have
                root.remove(one)
        if kind == "footer":
            root.insert(0, self._line(_is_first(old), orientation))
        elif self.paper.title_page and not _is_first(old):
            root.append(self._head(orientation))
        if not len(root):
            root.append(paragraph(PAGE_HEAD, []))
        return made

    def _fill(self, part: Any, bare: _Element, source: Any) -> None:
        """What the upright part holds, moved with the wider page's edge."""
        for one in list(part.element):
            part.element.remove(one)
        for one in bare:
            part.element.append(deepcopy(one))
        for blip in part.element.iter(qn("a:blip")):
            image = source.related_parts[blip.get(_EMBED)]
            blip.set(_EMBED, part.relate_to(image, RELATIONSHIP_TYPE.IMAGE))
        for one in part.element.iter(qn("wp:docPr")):
            one.set("id", str(int(one.get("id") or 0) + _AGAIN))
        upright, wide = (self.look.page(way)[0] for way in ("portrait", "landscape"))
        _widen(part.element, wide - upright, upright / 2)

    # --- our own words --------------------------------------------------------------------------

    def _line(self, first: bool, orientation: str) -> _Element:
        document = self.document
        runs = [words(in_one_line(document.organisation, document.version, document.marking))]
        if not self.paper.numbers(first):
            runs += [words("\tPage "), field("PAGE", "1"), words(" of "), field("NUMPAGES", "1")]
        return paragraph(PAGE_LINE, runs, *self._tabs(orientation))

    def _head(self, orientation: str) -> _Element:
        marking = self.document.marking
        runs = [words(self.document.title)]
        runs += [words("\t"), words(marking, bold=True)] if marking else []
        return paragraph(PAGE_HEAD, runs, *self._tabs(orientation))

    def _tabs(self, orientation: str) -> list[_Element]:
        """The right edge of a wide page; the style has that of an upright one."""
        if orientation == "portrait":
            return []
        usual, wide = (self.look.body_box(way)[0] for way in ("portrait", "landscape"))
        stops = (("clear", usual), ("right", wide))
        return [make("tabs", *(make("tab", val=kind, pos=twips(at)) for kind, at in stops))]


def _references(section: Any) -> list[_Element]:
    return [one for name in _REFERENCES for one in section.findall(qn(f"w:{name}"))]


def _is_first(reference: _Element) -> bool:
    return reference.get(qn("w:type")) == "first"


def _widen(root: _Element, more: float, middle: float) -> None:
    """As `Line.widened` does it for the PDF: tab stops and frames."""
    for tab in root.iter(qn("w:tab")):
        share = {"right": 1.0, "center": 0.5}.get(tab.get(qn("w:val")) or "", 0.0)
        if share:
            tab.set(qn("w:pos"), str(int(tab.get(qn("w:pos")) or 0) + twips(more * share)))
    for frame in root.iter(qn("w:framePr")):
        left, width = (int(frame.get(qn(f"w:{name}")) or 0) for name in ("x", "w"))
        if left + width / 2 > twips(middle):
            frame.set(qn("w:x"), str(left + twips(more)))
