"""What a template's styles come to: defaults, styles that build on others, and what is set by hand.

Lengths are points. A colour is RRGGBB, or "" where the style leaves it to Word (black on white).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.look import Align
from sif_desktop.reports.paper import Rule

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_ON = ("", "1", "true", "on")
_THEME_NAMES = {
    "text1": "dk1",
    "dark1": "dk1",
    "background1": "lt1",
    "light1": "lt1",
    "text2": "dk2",
    "dark2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_SHORT = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_MOST = 1700.0  # points: twice the height of the paper, which nothing on it exceeds
_LARGEST = 200.0  # points, of words
LINE = 1.15  # a single line of most fonts, as a share of their size


@dataclass(frozen=True, slots=True)
class Words:
    """How words look."""

    font: str = ""
    size: float = 10.0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: `line` is a share of a single line, or points if `exact`."""

    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: bool = False
    align: Align = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    fill: str = ""
    over: Rule | None = None
    under: Rule | None = None
    tabs: tuple[tuple[float, str], ...] = ()  # (place from the left margin, left/center/right)

    def leading(self, size: float) -> float:
        """From one line of words of this size to the next."""
        return self.line if self.exact else size * LINE * self.line


class Styles:
    """The styles of a template. `theme` is its theme part, if it has one."""

    def __init__(self, root: _Element, theme: _Element | None) -> None:
        self.root = root
        self.fonts, self.colours = _theme(theme)
        self.by_id = {attribute(one, "styleId"): one for one in root.iter(tag("style"))}
        self.by_name = {style_name(one): one for one in self.by_id.values()}
        default = [s for s in self.by_id.values() if attribute(s, "default") in ("1", "true")]
        self.normal = next(
            (attribute(s, "styleId") for s in default if attribute(s, "type") == "paragraph"), ""
        )

    def chain(self, style_id: str) -> list[_Element]:
        """The style and what it builds on, the base first."""
        found: list[_Element] = []
        while style_id in self.by_id and self.by_id[style_id] not in found:
            found.insert(0, self.by_id[style_id])
            based = found[0].find(tag("basedOn"))
            style_id = attribute(based, "val") if based is not None else ""
        return found

    def words(self, style_id: str = "", *by_hand: _Element | None) -> Words:
        """How words in a paragraph of this style look, with run properties set by hand on top."""
        made = Words()
        for properties in (*self._run_properties(style_id), *by_hand):
            if properties is not None:
                made = self._with_words(made, properties)
        return made

    def setting(self, style_id: str = "", *by_hand: _Element | None) -> Setting:
        """How a paragraph of this style is set, with paragraph properties set by hand on top."""
        made = Setting()
        defaults = self.root.find(f"{tag('docDefaults')}/{tag('pPrDefault')}/{tag('pPr')}")
        chain = [one.find(tag("pPr")) for one in self.chain(style_id or self.normal)]
        for properties in (defaults, *chain, *by_hand):
            if properties is not None:
                made = self._with_setting(made, properties)
        return made

    def colour(self, element: _Element | None, name: str = "val", theme: str = "Color") -> str:
        """The colour an element names, in the open or by the theme; "" for Word's choice."""
        if element is None:
            return ""
        shown = attribute(element, name)
        if _HEX.fullmatch(shown):
            return shown.upper()
        named = attribute(element, f"theme{theme}")
        return self.colours.get(_THEME_NAMES.get(named, named), "")

    def ground(self, fill: _Element | str | None) -> str:
        """The colour of a drawn box's ground: VML's “#1d3f66 [3204]”, or an a:solidFill."""
        if isinstance(fill, str):
            found = re.match(r"#([0-9A-Fa-f]{6})", fill)
            return found[1].upper() if found else ""
        for one in fill if fill is not None else ():
            value = one.get("val") or ""
            value = self.colours.get(_THEME_NAMES.get(value, _SHORT.get(value, value)), value)
            if _HEX.fullmatch(value):
                return value.upper()
        return ""

    def _run_properties(self, style_id: str) -> Iterator[_Element | None]:
        yield self.root.find(f"{tag('docDefaults')}/{tag('rPrDefault')}/{tag('rPr')}")
        for one in self.chain(style_id or self.normal):
            yield one.find(tag("rPr"))

    def _with_words(self, made: Words, properties: _Element) -> Words:
        size, colour = properties.find(tag("sz")), properties.find(tag("color"))
        return Words(
            font=self._font(properties.find(tag("rFonts"))) or made.font,
            size=_half(size) or made.size,
            colour=self.colour(colour) if colour is not None else made.colour,
            bold=_switch(properties, "b", made.bold),
            italic=_switch(properties, "i", made.italic),
            capitals=_switch(properties, "caps", _switch(properties, "smallCaps", made.capitals)),
            hidden=_switch(properties, "vanish", made.hidden),
        )

    def _font(self, fonts: _Element | None) -> str:
        if fonts is None:
            return ""
        theme = attribute(fonts, "asciiTheme")
        if theme:
            return self.fonts.get("major" if theme.startswith("major") else "minor", "")
        return attribute(fonts, "ascii")

    def _with_setting(self, made: Setting, properties: _Element) -> Setting:
        made = _spaced(made, properties.find(tag("spacing")))
        made = _indented(made, properties.find(tag("ind")))
        shade, align = properties.find(tag("shd")), properties.find(tag("jc"))
        borders, tabs = properties.find(tag("pBdr")), properties.find(tag("tabs"))
        if shade is not None:
            made = replace(made, fill=self.colour(shade, "fill", "Fill"))
        if align is not None:
            made = replace(made, align=_ALIGN.get(attribute(align, "val"), "left"))
        if borders is not None:
            over, under = (self._edge(borders.find(tag(s))) for s in ("top", "bottom"))
            made = replace(made, over=over, under=under)
        if tabs is not None:
            made = replace(made, tabs=_with_tabs(made.tabs, tabs))
        return made

    def _edge(self, edge: _Element | None) -> Rule | None:
        if edge is None or attribute(edge, "val") in ("nil", "none", ""):
            return None
        weight, gap = (number(attribute(edge, name)) for name in ("sz", "space"))
        return Rule(self.colour(edge, "color") or "000000", weight / 8, gap)


_ALIGN: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}


def style_name(style: _Element) -> str:
    """A style's name as Word compares it: built-in names in small letters."""
    name = style.find(tag("name"))
    return attribute(name, "val").casefold() if name is not None else ""


def number(text: str | None, most: float = _MOST) -> float:
    """The number in `text`, between -`most` and `most`; 0 if it is none."""
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return min(max(found, -most), most) if found == found else 0.0  # not a number differs from all


def points(element: _Element | None, name: str) -> float | None:
    """A w: attribute in twentieths of a point, as points; None if it is not there."""
    text = attribute(element, name) if element is not None else ""
    return number(text, _MOST * 20) / 20 if text else None


def _spaced(made: Setting, spacing: _Element | None) -> Setting:
    before, after = points(spacing, "before"), points(spacing, "after")
    made = replace(
        made,
        before=made.before if before is None else before,
        after=made.after if after is None else after,
    )
    line = points(spacing, "line")
    if line is None or spacing is None:
        return made
    exact = attribute(spacing, "lineRule") in ("exact", "atLeast")
    return replace(made, line=line if exact else line / 12, exact=exact)


def _indented(made: Setting, indent: _Element | None) -> Setting:
    left, right = (
        points(indent, new if points(indent, old) is None else old)
        for old, new in (("left", "start"), ("right", "end"))
    )
    first, hanging = points(indent, "firstLine"), points(indent, "hanging")
    return replace(
        made,
        left=made.left if left is None else left,
        right=made.right if right is None else right,
        first=made.first if first is None and hanging is None else (first or -(hanging or 0)),
    )


def _with_tabs(old: Iterable[tuple[float, str]], tabs: _Element) -> tuple[tuple[float, str], ...]:
    stops = dict(old)
    for one in tabs.findall(tag("tab")):
        at, kind = points(one, "pos"), attribute(one, "val")
        if at is not None and kind == "clear":
            stops.pop(at, None)
        elif at is not None and kind != "bar":
            stops[at] = {"center": "center", "right": "right", "end": "right"}.get(kind, "left")
    return tuple(sorted(stops.items()))


def _half(size: _Element | None) -> float:
    half = number(attribute(size, "val"), 2 * _LARGEST) / 2 if size is not None else 0.0
    return half if half >= 1 else 0.0


def _switch(properties: _Element, name: str, before: bool) -> bool:
    found = properties.find(tag(name))
    return before if found is None else attribute(found, "val") in _ON


def _theme(root: _Element | None) -> tuple[dict[str, str], dict[str, str]]:
    """Fonts (major, minor) and colours by their names in the theme."""
    fonts: dict[str, str] = {}
    colours: dict[str, str] = {}
    if root is None:
        return fonts, colours
    for kind in ("major", "minor"):
        latin = root.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
        if latin is not None:
            fonts[kind] = latin.get("typeface") or ""
    for scheme in root.iter(f"{_DRAWING}clrScheme"):
        for one in scheme:
            shown = one.find(f"{_DRAWING}srgbClr")
            system = one.find(f"{_DRAWING}sysClr")
            value = shown.get("val") if shown is not None else None
            if value is None and system is not None:
                value = system.get("lastClr")
            if value and _HEX.fullmatch(value):
                colours[str(one.tag).rsplit("}", 1)[-1]] = value.upper()
    return fonts, colours
