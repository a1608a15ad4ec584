"""What is drawn in a letterhead: pictures and text boxes, in line or floating, new form or old.

Only where things stand is worked out here; what becomes of them is `letterhead`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from sif_desktop.reports.docx_read import tag
from sif_desktop.reports.house_style.pictures import Crop
from sif_desktop.reports.house_style.sheet import Sheet
from sif_desktop.reports.house_style.styles import number

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12700  # to the point
_FAR = 1700.0 * _EMU
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75, "": 1.0}
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|in|cm|mm|px|)")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something floats: `x` from the paper's left; `y` from its top or, with `in_flow`,
    from the paragraph it is anchored in."""

    x: float
    y: float
    in_flow: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing drawn: a picture (`relation` is the id of its data) or a box of words, else only
    drawn. `spot` is None in line. Sizes in points."""

    width: float
    height: float
    spot: Spot | None
    relation: str = ""
    alt: str = ""
    crop: Crop = (0, 0, 0, 0)
    words: _Element | None = None  # w:txbxContent
    fill: _Element | str | None = None  # the ground of a box: a colour, or a:solidFill
    watermark: bool = False
    behind: bool = False


def shapes_of(element: _Element, sheet: Sheet) -> Iterator[Shape]:
    """Everything drawn by a w:drawing, w:pict, w:object or mc:AlternateContent."""
    if element.tag == f"{MC}AlternateContent":
        wanted = element.find(f"{MC}Choice")
        if wanted is None:
            wanted = element.find(f"{MC}Fallback")
        for child in wanted if wanted is not None else ():
            yield from shapes_of(child, sheet)
    elif element.tag == tag("drawing"):
        for holder in element:
            yield from _drawing(holder, sheet)
    elif element.tag in (tag("pict"), tag("object")):
        for child in element:
            yield from _old(child, sheet)


# --- DrawingML ------------------------------------------------------------------------------------


def _drawing(holder: _Element, sheet: Sheet) -> Iterator[Shape]:
    extent, said = holder.find(f"{WP}extent"), holder.find(f"{WP}docPr")
    across, down = (_emu(extent, name) for name in ("cx", "cy"))
    floating = holder.tag == f"{WP}anchor"
    base = Shape(
        across,
        down,
        _spot(holder, sheet, across, down) if floating else None,
        alt=(said.get("descr") or "") if said is not None else "",
        behind=holder.get("behindDoc") in ("1", "true"),
    )
    for inside in holder.iter(f"{A}graphicData"):
        for one in inside:
            yield from _inside(one, base)


def _inside(one: _Element, base: Shape) -> Iterator[Shape]:
    if one.tag == f"{PIC}pic":
        yield _picture(one, base)
    elif one.tag == f"{WPS}wsp":
        ground = one.find(f"{WPS}spPr/{A}solidFill")
        yield replace(base, words=one.find(f"{WPS}txbx/{tag('txbxContent')}"), fill=ground)
    elif one.tag == f"{WPG}wgp":
        yield from _group(one, base)
    else:
        yield base


def _group(group: _Element, base: Shape) -> Iterator[Shape]:
    """Members of a group at their places in it; its description is taken for its pictures'."""
    frame = group.find(f"{WPG}grpSpPr/{A}xfrm")
    start, size = (_pair(frame, name) for name in ("chOff", "chExt"))
    scale = (base.width / size[0] if size[0] else 1.0, base.height / size[1] if size[1] else 1.0)
    for one in group.iter(f"{PIC}pic", f"{WPS}wsp"):
        own = next(one.iter(f"{A}xfrm"), None)
        at, extent = _pair(own, "off"), _pair(own, "ext")
        spot = base.spot
        if spot is not None:
            shift = ((at[0] - start[0]) * scale[0], (at[1] - start[1]) * scale[1])
            spot = Spot(spot.x + shift[0], spot.y + shift[1], spot.in_flow)
        member = replace(base, width=extent[0] * scale[0], height=extent[1] * scale[1], spot=spot)
        yield from _inside(one, member)


def _picture(one: _Element, base: Shape) -> Shape:
    blip, cut = next(one.iter(f"{A}blip"), None), next(one.iter(f"{A}srcRect"), None)
    own = one.find(f"{PIC}nvPicPr/{PIC}cNvPr")
    left, top, right, bottom = (
        number(cut.get(side), 100_000) / 100_000 if cut is not None else 0.0 for side in "ltrb"
    )
    return replace(
        base,
        relation=(blip.get(f"{R}embed") or "") if blip is not None else "",
        alt=base.alt or ((own.get("descr") or "") if own is not None else ""),
        crop=(left, top, right, bottom),
    )


def _spot(anchor: _Element, sheet: Sheet, across: float, down: float) -> Spot:
    sides, edges = (sheet.left, sheet.right, sheet.width), (sheet.top, sheet.bottom, sheet.height)
    x = _place(anchor.find(f"{WP}positionH"), across, _LEVEL, sides)
    tall = anchor.find(f"{WP}positionV")
    in_flow = tall is not None and tall.get("relativeFrom") in ("paragraph", "line")
    y = _offset(tall) if in_flow else _place(tall, down, _UPRIGHT, edges)
    return Spot(x, y, in_flow)


_LEVEL = ("leftMargin", "rightMargin", ("left", "inside"), ("right", "outside"))
_UPRIGHT = ("topMargin", "bottomMargin", ("top", "inside"), ("bottom", "outside"))


def _place(
    position: _Element | None,
    size: float,
    names: tuple[str, str, tuple[str, ...], tuple[str, ...]],
    edges: tuple[float, float, float],
) -> float:
    """From the paper's edge; `edges` are both margins and the whole length."""
    near, far, whole = edges
    origin = position.get("relativeFrom") if position is not None else "margin"
    start, end = {
        "page": (0.0, whole),
        names[0]: (0.0, near),
        names[1]: (whole - far, whole),
    }.get(origin or "", (near, whole - far))
    align = position.find(f"{WP}align") if position is not None else None
    if align is None:
        return start + _offset(position)
    if align.text in names[2]:
        return start
    return end - size if align.text in names[3] else (start + end - size) / 2


def _offset(position: _Element | None) -> float:
    found = position.find(f"{WP}posOffset") if position is not None else None
    return number(found.text, _FAR) / _EMU if found is not None else 0.0


def _emu(element: _Element | None, name: str) -> float:
    return number(element.get(name), _FAR) / _EMU if element is not None else 0.0


def _pair(frame: _Element | None, name: str) -> tuple[float, float]:
    found = frame.find(f"{A}{name}") if frame is not None else None
    one, two = ("x", "y") if name.endswith(("off", "Off")) else ("cx", "cy")
    return _emu(found, one), _emu(found, two)


# --- VML, which Word wrote until 2007 -------------------------------------------------------------


def _old(one: _Element, sheet: Sheet) -> Iterator[Shape]:
    if one.tag == f"{V}shapetype" or not str(one.tag).startswith(V):
        return
    parts = (part.partition(":") for part in (one.get("style") or "").split(";"))
    style = {name.strip(): value.strip() for name, _, value in parts}
    width, height = (_length(style.get(name, "")) for name in ("width", "height"))
    spot = _old_spot(style, sheet, width) if style.get("position") == "absolute" else None
    base = Shape(width, height, spot, alt=one.get("alt") or "")
    if one.tag == f"{V}group":
        members = one.iter(f"{V}shape", f"{V}rect", f"{V}roundrect")
        yield from (_old_shape(member, base) for member in members)
    else:
        yield _old_shape(one, base)


def _old_shape(one: _Element, base: Shape) -> Shape:
    picture = one.find(f"{V}imagedata")
    return replace(
        base,
        relation=(picture.get(f"{R}id") or "") if picture is not None else "",
        alt=base.alt or one.get("alt") or "",
        words=next(one.iter(tag("txbxContent")), None),
        fill=one.get("fillcolor") if one.get("filled") not in ("f", "false") else None,
        watermark=one.find(f"{V}textpath") is not None or "WaterMark" in (one.get("id") or ""),
    )


def _old_spot(style: dict[str, str], sheet: Sheet, width: float) -> Spot:
    x = _length(style.get("margin-left", style.get("left", "")))
    y = _length(style.get("margin-top", style.get("top", "")))
    level = style.get("mso-position-horizontal", "")
    within_page = style.get("mso-position-horizontal-relative") == "page"
    start, end = (0.0, sheet.width) if within_page else (sheet.left, sheet.width - sheet.right)
    at = {"left": start, "right": end - width, "center": (start + end - width) / 2}
    upright = style.get("mso-position-vertical-relative", "text")
    return Spot(
        at.get(level, start + x),
        y + (sheet.top if upright == "margin" else 0.0),
        upright not in ("page", "margin"),
    )


def _length(text: str) -> float:
    found = _LENGTH.match(text.strip())
    return number(found[1]) * _UNITS[found[2]] if found else 0.0
