"""Small parts of the XML of a letterhead: paragraphs, frames, fields and pictures in the line."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from xml.sax.saxutils import quoteattr

from lxml import etree
from lxml.etree import _Element

from sif_desktop.reports.docx_base import twips
from sif_desktop.reports.docx_read import W, tag
from sif_desktop.reports.house_style.shapes import PIC, WP, A, R, Spot

EMU = 12700  # to the point
_ORDER = ("pStyle", "framePr", "pBdr", "shd", "tabs", "spacing", "ind", "jc")


def copied(one: _Element) -> _Element:
    """A property with its own parts (borders, tab stops), and nothing else that stands in it."""
    made = _bare(one)
    made.extend(_bare(part) for part in one if part.tag in _PARTS)
    return made


def _bare(one: _Element) -> _Element:
    made = etree.Element(one.tag)
    for name, value in one.attrib.items():
        made.set(name, value)
    return made


_PARTS = {tag(name) for name in ("top", "left", "bottom", "right", "tab")}


def put_property(properties: _Element, child: _Element) -> None:
    """Among a paragraph's properties, in the order the schema asks for; in place of an old one."""
    for old in properties.findall(child.tag):
        properties.remove(old)
    rank = [tag(name) for name in _ORDER]
    place = sum(1 for one in properties if rank.index(str(one.tag)) < rank.index(str(child.tag)))
    properties.insert(place, child)


def add(parent: _Element, name: str, **attributes: str | int) -> _Element:
    made = etree.Element(tag(name))
    for key, value in attributes.items():
        made.set(tag(key), str(value))
    if parent.tag == tag("pPr"):
        put_property(parent, made)
    else:
        parent.append(made)
    return made


def close_up(properties: _Element, above: bool, below: bool) -> None:
    """No space between the lines of what was one paragraph."""
    if not above and not below:
        return
    spacing = properties.find(tag("spacing"))
    if spacing is None:
        spacing = add(properties, "spacing")
    for name, wanted in (("before", above), ("after", below)):
        if wanted:
            spacing.set(tag(name), "0")


def frame(paragraph: _Element, spot: Spot, width: float) -> None:
    properties = paragraph.find(tag("pPr"))
    assert properties is not None
    place: dict[str, str | int] = {
        "w": max(twips(width), 20),
        "hSpace": 0,
        "wrap": "around",
        "vAnchor": "text" if spot.in_flow else "page",
        "hAnchor": "page",
        "x": twips(spot.x) or 1,  # Word takes 0 for “as it comes”
        "y": twips(spot.y) or 1,
    }
    add(properties, "framePr", **place)


def is_framed(paragraph: _Element) -> bool:
    return paragraph.find(f"{tag('pPr')}/{tag('framePr')}") is not None


def has_content(paragraph: _Element) -> bool:
    """Whether anything of it can be seen."""
    said = any((one.text or "").strip() for one in paragraph.iter(tag("t")))
    shown = paragraph.iter(tag("drawing"), tag("fldSimple"), tag("pBdr"))
    return said or next(shown, None) is not None


def picture_height(paragraph: _Element) -> float:
    sizes = [int(one.get("cy") or 0) / EMU for one in paragraph.iter(f"{WP}extent")]
    return max(sizes, default=0.0)


def run_of(properties: _Element, content: _Element) -> _Element:
    run = etree.Element(tag("r"))
    if len(properties):
        run.append(deepcopy(properties))
    run.append(content)
    return run


def text_of(text: str) -> _Element:
    made = etree.Element(tag("t"))
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def number_fields(instructions: Sequence[str], properties: _Element | None) -> list[_Element]:
    """Fields, words such as “ of ” between them."""
    made: list[_Element] = []
    look = properties if properties is not None else etree.Element(tag("rPr"))
    for one in instructions:
        if one in ("PAGE", "NUMPAGES"):
            simple = etree.Element(tag("fldSimple"))
            simple.set(tag("instr"), one)
            simple.append(run_of(look, text_of("1")))
            made.append(simple)
        else:
            made.append(run_of(look, text_of(one)))
    return made


_INLINE = """<w:r xmlns:w="{w}" xmlns:r="{r}"><w:drawing>
<wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>
<wp:docPr id="{number}" name="Picture {number}" descr={alt}/>
<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}">
<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="pic{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r>""".replace("\n", "")
_NUMBERS_FROM = 9000  # ids of a document's own pictures count from 1


def inline_picture(picture: str, alt: str, size: tuple[float, float], number: int) -> _Element:
    """A run with the picture of this id in the line; its relation is called “pic” and the id."""
    made = _INLINE.format(
        w=W,
        r=R.strip("{}"),
        wp=WP.strip("{}"),
        a=A.strip("{}"),
        pic=PIC.strip("{}"),
        cx=max(round(size[0] * EMU), 1),
        cy=max(round(size[1] * EMU), 1),
        number=_NUMBERS_FROM + number,
        alt=quoteattr(alt),
        id=picture,
    )
    return etree.fromstring(made)
