"""Headers and footers of a Word file."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.section import Section as WordSection
from lxml.etree import _Element

from sif_desktop.reports.blocks import Document
from sif_desktop.reports.clean import in_one_line
from sif_desktop.reports.docx_base import W, twips
from sif_desktop.reports.docx_xml import field, make, paragraph, words
from sif_desktop.reports.look import Look

_LINE = 100  # characters of a running header that stand side by side on an upright page


class Furniture:
    """Our own; sections of one orientation share theirs."""

    def __init__(self, document: Document, look: Look, part: Any) -> None:
        self.document, self.look, self.part = document, look, part
        self.made: dict[str, list[_Element]] = {}

    def furnish(self, section: Any, orientation: str, first: bool) -> None:
        """Give the sectPr its headers and footers; the `first` has its own on its first page."""
        for kind in ("header", "footer"):
            for old in section.findall(f"{{{W}}}{kind}Reference"):
                section.remove(old)
        if orientation in self.made:
            for place, one in enumerate(self.made[orientation]):
                section.insert(place, deepcopy(one))
        else:
            self._write(section, orientation, first)
            self.made[orientation] = [
                deepcopy(one) for one in section if one.tag.endswith("Reference")
            ]
        if first:
            section.append(make("titlePg"))

    def _write(self, section: Any, orientation: str, first: bool) -> None:
        word = WordSection(section, self.part)
        marking = self.document.marking
        marked = [words("\t"), words(marking, bold=True)] if marking else []
        about = (self.document.organisation, self.document.version)
        foot = [words(in_one_line(*about) + "\tPage ")]
        foot += [field("PAGE", "1"), words(" of "), field("NUMPAGES", "1")]
        running = [words(_beside(self.document.title, marking)), *deepcopy(marked)]
        parts = [(word.header, "Header", running), (word.footer, "Footer", foot)]
        if first:
            parts.append((word.first_page_header, "Header", marked))
            parts.append((word.first_page_footer, "Footer", deepcopy(foot)))
        for part, style, runs in parts:
            self._write_part(part, style, runs, orientation)

    def _write_part(self, part: Any, style: str, runs: list[_Element], orientation: str) -> None:
        part.is_linked_to_previous = False
        root = part._element
        for old in list(root):
            root.remove(old)
        looks = []
        if orientation == "landscape":
            usual, wide = (self.look.body_box(way)[0] for way in ("portrait", "landscape"))
            stops = (("clear", usual), ("right", wide))
            looks = [make("tabs", *(make("tab", val=k, pos=twips(at)) for k, at in stops))]
        root.append(paragraph(style, runs, *looks))


def _beside(title: str, marking: str) -> str:
    """The title as far as it stands on one line with the marking."""
    room = max(_LINE - len(marking), _LINE // 5)
    return title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
