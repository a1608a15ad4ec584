"""The part of the Word check that looks at paragraphs, tables, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.look import contrast

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
HEX = re.compile(r"[0-9A-Fa-f]{6}")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TEXT_BOX = (tag("txbxContent"), "{urn:schemas-microsoft-com:vml}textbox")
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)", re.IGNORECASE)
_BULLET = re.compile(r"\s*[•▪◦·]\s+\S")
_BARE = re.compile(r"(\w+://|www\.)\S*|click here|here|link|read more|more", re.IGNORECASE)

Parts = dict[str, etree._Element]
Check = Callable[[etree._Element], Iterator[str]]


def body_findings(name: str, root: etree._Element, parts: Parts) -> list[str]:
    """Faults of one part that holds words: the document, a header or a footer."""
    findings: list[str] = []
    checks: list[Check] = [_pictures, _floating, _paragraphs, _tables, _contrast]
    if name == "word/document.xml":
        checks += [_headings]
    for check in checks:
        findings += check(root)
    findings += _known_styles(root, parts)
    folder, file = name.rsplit("/", 1)
    return findings + list(_links(root, parts.get(f"{folder}/_rels/{file}.rels")))


def _said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(tag("t")))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
    return attribute(style, "val") if style is not None else "Normal"


def _pictures(root: etree._Element) -> Iterator[str]:
    seen: set[str] = set()
    for properties in root.iter(f"{_DRAWING}docPr"):
        alt = (properties.get("descr") or "").strip()
        if not alt and next(properties.iter(_DECORATIVE), None) is None:
            yield f"A picture ({properties.get('name')}) has no description."
        if _FILE_NAME.fullmatch(alt):
            yield f"A picture's description is a file name: {alt}."
        number = properties.get("id") or ""
        if number in seen:
            yield f"Two pictures have the number {number}."
        seen.add(number)


def _floating(root: etree._Element) -> Iterator[str]:
    if next(root.iter(f"{_DRAWING}anchor"), None) is not None:
        yield "A picture floats beside the text; place it in line with the text."
    if next(root.iter(*_TEXT_BOX), None) is not None:
        yield "There is a text box, which many readers pass over."


def _headings(root: etree._Element) -> Iterator[str]:
    above, firsts = 0, 0
    for paragraph in root.iter(tag("p")):
        found = re.fullmatch(r"Heading([1-9])", _style(paragraph))
        if not found:
            continue
        level = int(found[1])
        firsts += level == 1
        if level > above + 1:
            yield f"A heading level is skipped before “{_said(paragraph)}”."
        if not _said(paragraph).strip():
            yield "A heading is empty."
        above = level
    if firsts != 1:
        yield f"The document has {firsts} headings of level 1; it needs one."


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(tag("p")):
        parent = paragraph.getparent()
        in_cell = parent is not None and parent.tag == tag("tc")
        text = _said(paragraph)
        if not text.strip() and not in_cell and _is_spacing(paragraph):
            yield "An empty paragraph is used for spacing."
        if "   " in text:
            yield "A run of spaces is used for layout."
        if _BULLET.match(text) and not _has_numbering(paragraph):
            yield f"A list item is typed by hand: “{text[:40]}”."
        if not in_cell and _looks_like_heading(paragraph):
            yield f"Bold text stands for a heading: “{text[:40]}”."


def _is_spacing(paragraph: etree._Element) -> bool:
    """Whether an empty paragraph could be left out: Word needs one after some tables."""
    inside = paragraph.iter(tag("drawing"), tag("sectPr"), tag("pict"), tag("fldSimple"))
    parent, before = paragraph.getparent(), paragraph.getprevious()
    furniture = parent is not None and parent.tag in (tag("hdr"), tag("ftr"))
    after_table = before is not None and before.tag == tag("tbl")
    return next(inside, None) is None and not after_table and not furniture


def _has_numbering(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{tag('pPr')}/{tag('numPr')}") is not None


def _looks_like_heading(paragraph: etree._Element) -> bool:
    if _style(paragraph) != "Normal":
        return False
    runs = [run for run in paragraph.iter(tag("r")) if _said(run).strip()]
    text = _said(paragraph).strip()
    bold = all(run.find(f"{tag('rPr')}/{tag('b')}") is not None for run in runs)
    short = len(text) < 60 and not text.endswith((".", ":", ";", "?", "!", ","))
    following = paragraph.getnext()
    return bool(runs) and bold and short and following is not None and following.tag == tag("p")


def _tables(root: etree._Element) -> Iterator[str]:
    for table in root.iter(tag("tbl")):
        title = table.find(f"{tag('tblPr')}/{tag('tblCaption')}")
        name = attribute(title, "val") if title is not None else ""
        said = f"The table “{name}”" if name else "A table"
        if not name:
            yield "A table has no title."
        if next(table.iterancestors(tag("tbl")), None) is not None:
            yield f"{said} stands inside another table."
        if next(table.iter(tag("gridSpan"), tag("vMerge")), None) is not None:
            yield f"{said} has merged cells."
        yield from _header(table, said)


def _header(table: etree._Element, said: str) -> Iterator[str]:
    rows = table.findall(tag("tr"))
    first = rows[0] if rows else table
    if first.find(f"{tag('trPr')}/{tag('tblHeader')}") is None:
        yield f"{said} has no header row that repeats."
    look = table.find(f"{tag('tblPr')}/{tag('tblLook')}")
    if look is None or attribute(look, "firstRow") not in ("1", "true", "on"):
        yield f"{said} does not mark its first row as a header."
    if len({len(row.findall(tag("tc"))) for row in rows}) > 1:
        yield f"{said} has rows of different lengths."
    if any(not _said(cell).strip() for cell in first.findall(tag("tc"))):
        yield f"{said} has a column without a heading."


def _contrast(root: etree._Element) -> Iterator[str]:
    for run in root.iter(tag("r")):
        colour = run.find(f"{tag('rPr')}/{tag('color')}")
        shown = attribute(colour, "val") if colour is not None else "auto"
        if HEX.fullmatch(shown) and contrast(shown, _ground(run)) < 4.5:
            yield f"Words have too little contrast: “{_said(run)[:40]}”."


def _ground(run: etree._Element) -> str:
    """The colour set by hand behind the paragraph a run stands in."""
    for paragraph in run.iterancestors(tag("p")):
        shade = paragraph.find(f"{tag('pPr')}/{tag('shd')}")
        fill = attribute(shade, "fill") if shade is not None else ""
        return fill if HEX.fullmatch(fill) else "FFFFFF"
    return "FFFFFF"


def _known_styles(root: etree._Element, parts: Parts) -> Iterator[str]:
    styles = parts.get("word/styles.xml")
    known = {
        attribute(style, "styleId")
        for style in (styles.iter(tag("style")) if styles is not None else ())
    }
    for used in root.iter(tag("pStyle"), tag("rStyle"), tag("tblStyle")):
        if attribute(used, "val") not in known:
            yield f"The style “{attribute(used, 'val')}” is used but not defined."


def _links(root: etree._Element, relations: etree._Element | None) -> Iterator[str]:
    targets = {
        one.get("Id"): one.get("Target") for one in (relations if relations is not None else ())
    }
    for link in root.iter(tag("hyperlink")):
        text = _said(link).strip()
        if not text or _BARE.fullmatch(text):
            yield f"A link does not say where it leads: “{text}”."
        if not attribute(link, "anchor") and not targets.get(link.get(_RELATION)):
            yield f"The link “{text}” leads nowhere."
