"""The copy of a template that is kept: a Word file of the parts we name, and no others.

So nothing else that a template may hold (macros, links to elsewhere, hidden data) gets into a
document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from sif_desktop.reports.docx_base import settings_xml, theme_xml, twips, zipped
from sif_desktop.reports.docx_read import W, attribute, tag
from sif_desktop.reports.house_style.head_xml import add
from sif_desktop.reports.house_style.letterhead import PAPER_TEXT
from sif_desktop.reports.house_style.pictures import HeadPicture
from sif_desktop.reports.house_style.shapes import A, R
from sif_desktop.reports.house_style.sheet import Sheet
from sif_desktop.reports.look import Look

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_RELATION = R.strip("{}")
_PLAIN = ("styles", "settings", "numbering", "fontTable")
_ENDINGS = {True: "jpg", False: "png"}

Bands = Mapping[tuple[str, str], Sequence[_Element]]  # (header or footer, usage): paragraphs


@dataclass(frozen=True, slots=True)
class Copied:
    """What the copy is made of."""

    look: Look
    sheet: Sheet
    styles: _Element
    numbering: _Element
    theme: _Element | None
    bands: Bands
    pictures: Mapping[str, HeadPicture]


def write_copy(made: Copied) -> bytes:
    """The bytes of the .docx; the same parts give the same bytes."""
    names = {key: f"{key[0]}{number}" for number, key in enumerate(sorted(made.bands), 1)}
    parts = {
        "[Content_Types].xml": _content_types(names.values()),
        "_rels/.rels": _relations(
            [
                ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
                (
                    "rId2",
                    f"{_PACKAGE}/relationships/metadata/core-properties",
                    "docProps/core.xml",
                ),
            ]
        ),
        "docProps/core.xml": _CORE.encode(),
        "word/document.xml": _xml(_document(made.sheet, names)),
        "word/styles.xml": _xml(only_word(made.styles)),
        "word/settings.xml": _declared(settings_xml()),
        "word/numbering.xml": _xml(only_word(made.numbering)),
        "word/fontTable.xml": _xml(_font_table(made.look)),
        "word/theme.xml": _xml(_theme(made)),
        "word/_rels/document.xml.rels": _document_relations(names),
    }
    for key, name in names.items():
        parts |= _band(key[0], name, made.bands[key], made.pictures)
    return zipped(parts)


def only_word(root: _Element) -> _Element:
    """A copy without elements and attributes of other makers, which lean on parts left behind."""
    made = deepcopy(root)
    for one in list(made.iter()):
        parent = one.getparent()
        strange = not str(one.tag).startswith(f"{{{W}}}") or one.tag in _PICTURE_BULLETS
        if parent is not None and strange:
            parent.remove(one)
            continue
        for name in list(one.attrib):
            if not str(name).startswith((f"{{{W}}}", "{http://www.w3.org/XML/")):
                del one.attrib[name]
        if one.tag in _SIDED and attribute(one, "val") in _SIDES:
            one.set(tag("val"), _SIDES[attribute(one, "val")])
        for name in ("val", "color") if one.tag == tag("color") else ("fill", "color"):
            if one.get(tag(name)) is not None and not _COLOUR.fullmatch(attribute(one, name)):
                one.set(tag(name), "auto")
    etree.cleanup_namespaces(made)
    return made


_COLOUR = re.compile(r"auto|[0-9A-Fa-f]{6}")
_SIDED = (tag("jc"), tag("lvlJc"), tag("tab"))
_SIDES = {"start": "left", "end": "right"}  # how other programs write it
_PICTURE_BULLETS = (tag("numPicBullet"), tag("lvlPicBulletId"))


def _band(
    kind: str, name: str, lines: Sequence[_Element], pictures: Mapping[str, HeadPicture]
) -> dict[str, bytes]:
    """A header or footer, its relations, and the pictures in it."""
    root = etree.Element(tag({"header": "hdr", "footer": "ftr"}[kind]), nsmap={"w": W})
    root.extend(deepcopy(one) for one in lines)
    if not lines:
        empty = add(root, "p")
        add(add(empty, "pPr"), "pStyle", val=PAPER_TEXT)
    used = sorted({(one.get(f"{R}embed") or "")[3:] for one in root.iter(f"{A}blip")})
    files = {one: f"media/{one}.{_ending(pictures[one].data)}" for one in used}
    parts = {f"word/{name}.xml": _xml(root)}
    if used:
        parts[f"word/_rels/{name}.xml.rels"] = _relations(
            [(f"pic{one}", f"{_RELATION}/image", files[one]) for one in used]
        )
    return parts | {f"word/{files[one]}": pictures[one].data for one in used}


def _ending(data: bytes) -> str:
    return _ENDINGS[data.startswith(b"\xff\xd8")]


def _document(sheet: Sheet, names: Mapping[tuple[str, str], str]) -> _Element:
    root = etree.Element(tag("document"), nsmap={"w": W, "r": _RELATION})
    section = add(add(root, "body"), "sectPr")
    for (kind, usage), name in names.items():
        reference = add(section, f"{kind}Reference", type=usage)
        reference.set(f"{R}id", name)
    add(section, "pgSz", w=twips(sheet.width), h=twips(sheet.height))
    add(
        section,
        "pgMar",
        top=twips(sheet.top),
        right=twips(sheet.right),
        bottom=twips(sheet.bottom),
        left=twips(sheet.left),
        header=twips(sheet.header_gap),
        footer=twips(sheet.footer_gap),
        gutter=0,
    )
    if sheet.title_page:
        add(section, "titlePg")
    return root


def _font_table(look: Look) -> _Element:
    root = etree.Element(tag("fonts"), nsmap={"w": W})
    for name in dict.fromkeys((look.word_font, *(h.font for h in look.headings if h.font))):
        font = etree.SubElement(root, tag("font"))
        font.set(tag("name"), name)
        add(font, "pitch", val="variable")
    return root


def _theme(made: Copied) -> _Element:
    """Our theme with the template's colours and fonts, which its styles may name."""
    theme = etree.fromstring(theme_xml(made.look))
    for name in ("clrScheme", "fontScheme"):
        theirs = made.theme.find(f".//{A}{name}") if made.theme is not None else None
        ours = theme.find(f".//{A}{name}")
        if theirs is not None and ours is not None:
            parent = ours.getparent()
            assert parent is not None
            parent.replace(ours, deepcopy(theirs))
    return theme


def _document_relations(names: Mapping[tuple[str, str], str]) -> bytes:
    plain = [(part, f"{_RELATION}/{part}", f"{part}.xml") for part in (*_PLAIN, "theme")]
    bands = [(name, f"{_RELATION}/{key[0]}", f"{name}.xml") for key, name in names.items()]
    return _relations(plain + bands)


def _relations(rows: Iterable[tuple[str, str, str]]) -> bytes:
    made = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in rows
    )
    return _declared(f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>')


def _content_types(bands: Iterable[str]) -> bytes:
    named = {f"word/{part}": f"{_WORD}.{part}+xml" for part in _PLAIN}
    named |= {f"word/{name}": f"{_WORD}.{name[:6]}+xml" for name in bands}
    named["word/document"] = f"{_WORD}.document.main+xml"
    named["word/theme"] = f"{_OFFICE}.theme+xml"
    named["docProps/core"] = "application/vnd.openxmlformats-package.core-properties+xml"
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpg": "image/jpeg",
    }
    made = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()
    )
    made += "".join(
        f'<Override PartName="/{part}.xml" ContentType="{kind}"/>' for part, kind in named.items()
    )
    return _declared(f'<Types xmlns="{_PACKAGE}/content-types">{made}</Types>')


def _xml(root: _Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True, xml_declaration=True)


def _declared(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
