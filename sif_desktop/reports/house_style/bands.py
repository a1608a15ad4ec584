"""Plain paragraphs of a letterhead as the bands that are laid out for the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from lxml.etree import _Element

from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.house_style.shapes import WP, A, R
from sif_desktop.reports.house_style.styles import Styles, Words, points
from sif_desktop.reports.look import FAMILY, TextStyle
from sif_desktop.reports.paper import PAGE, PAGES, Band, Frame, Line, Picture, Piece, Span

_EMU = 12700
_FIELDS = {"PAGE": PAGE, "NUMPAGES": PAGES}
PictureData = Callable[[str], bytes]  # by the id of its relation


class BandReader:
    """`families` are {font's name in small letters: family of faces for the PDF}."""

    def __init__(self, styles: Styles, families: Mapping[str, str], picture: PictureData) -> None:
        self._styles, self._families, self._picture = styles, families, picture

    def fonts(self, paragraphs: Iterable[_Element]) -> list[str]:
        """Names of the fonts that words in these paragraphs are in."""
        found: list[str] = []
        for one in paragraphs:
            style = one.find(f"{tag('pPr')}/{tag('pStyle')}")
            name = attribute(style, "val") if style is not None else ""
            for run in one.iter(tag("r")):
                if next(run.iter(tag("t")), None) is not None:
                    found.append(self._words(name, run.find(tag("rPr"))).font)
        return list(dict.fromkeys(found))

    def read(self, paragraphs: Iterable[_Element]) -> Band:
        return Band(tuple(self._line(one) for one in paragraphs))

    def _line(self, one: _Element) -> Line:
        properties = one.find(tag("pPr"))
        style = properties.find(tag("pStyle")) if properties is not None else None
        name = attribute(style, "val") if style is not None else ""
        setting = self._styles.setting(name, properties)
        parts = self._parts(one, name)
        sizes = [piece.style.size for part in parts for piece in part if isinstance(piece, Span)]
        return Line(
            parts=tuple(_whole_numbers(part) for part in parts),
            tabs=setting.tabs,
            align=setting.align,
            left=setting.left + min(setting.first, 0.0) if len(parts) > 1 else setting.left,
            right=setting.right,
            before=setting.before,
            after=setting.after,
            line=setting.line,
            exact=setting.exact,
            size=max(sizes, default=self._styles.words(name).size),
            fill=setting.fill,
            over=setting.over,
            under=setting.under,
            frame=_frame(properties),
        )

    def _parts(self, one: _Element, name: str) -> list[tuple[Piece, ...]]:
        """What tabs set apart."""
        parts: list[list[Piece]] = [[]]
        for element in one.iter(tag("r"), tag("fldSimple")):
            if element.tag == tag("fldSimple"):
                look = element.find(f"{tag('r')}/{tag('rPr')}")
                words = self._words(name, look)
                parts[-1].append(Span(_FIELDS[attribute(element, "instr")], self._style(words)))
            elif element.getparent().tag != tag("fldSimple"):  # type: ignore[union-attr]
                self._run(element, name, parts)
        return [tuple(part) for part in parts]

    def _run(self, run: _Element, name: str, parts: list[list[Piece]]) -> None:
        words = self._words(name, run.find(tag("rPr")))
        for one in run:
            if one.tag == tag("tab"):
                parts.append([])
            elif one.tag == tag("t") and one.text:
                text = one.text.upper() if words.capitals else one.text
                parts[-1].append(Span(text, self._style(words)))
            elif one.tag == tag("drawing"):
                parts[-1].append(self._drawn(one))

    def _words(self, name: str, look: _Element | None) -> Words:
        style = look.find(tag("rStyle")) if look is not None else None
        chain = self._styles.chain(attribute(style, "val")) if style is not None else []
        return self._styles.words(name, *(one.find(tag("rPr")) for one in chain), look)

    def _style(self, words: Words) -> TextStyle:
        return TextStyle(
            words.size,
            words.size * 1.2,
            words.colour or "000000",
            bold=words.bold,
            italic=words.italic,
            family=self._families.get(words.font.casefold(), FAMILY),
        )

    def _drawn(self, drawing: _Element) -> Picture:
        extent, said = (next(drawing.iter(f"{WP}{name}")) for name in ("extent", "docPr"))
        across, down = (int(extent.get(name) or 0) / _EMU for name in ("cx", "cy"))
        blip = next(drawing.iter(f"{A}blip"))
        data = self._picture(blip.get(f"{R}embed") or "")
        return Picture(data, said.get("descr") or "", across, down)


def _frame(properties: _Element | None) -> Frame | None:
    found = properties.find(tag("framePr")) if properties is not None else None
    if found is None:
        return None
    x, y, width = (points(found, name) or 0.0 for name in ("x", "y", "w"))
    return Frame(x, y, width, attribute(found, "vAnchor") == "text")


def _whole_numbers(part: Sequence[Piece]) -> tuple[Piece, ...]:
    """Words with the number of pages among them are written at the end, so they are one piece."""
    spans = [piece for piece in part if isinstance(piece, Span)]
    if not any(PAGES in span.text for span in spans):
        return tuple(part)
    words = "".join(span.text for span in spans)
    pictures = (piece for piece in part if isinstance(piece, Picture))
    return (*pictures, replace(spans[0], text=words))
