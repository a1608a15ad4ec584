"""Whether a Word file can be read by everybody: our own check, after Word's accessibility rules.

It reads any .docx, so that it also serves for the templates that authorities bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from sif_desktop.reports.docx_check_body import HEX, body_findings
from sif_desktop.reports.docx_read import MAIN, PAGE_OF, attribute, parts_of, tag
from sif_desktop.reports.look import contrast

_CORE = "{http://purl.org/dc/elements/1.1/}title"


def check_docx(data: bytes) -> list[str]:
    """What is wrong with the file, one sentence for each kind of fault; empty if it passes."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = parts_of(archive)
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        return [f"The file cannot be read as a Word document: {error}."]
    findings = [*_properties(parts), *_settings(parts), *_styles(parts)]
    for name, root in parts.items():
        if name.startswith("word/") and name.rsplit("/", 1)[-1].startswith(MAIN):
            findings += body_findings(name, root, parts)
    return list(dict.fromkeys(findings))


def docx_text(data: bytes) -> list[str]:
    """The words of the body in reading order, one str for each paragraph or cell that has any.

    A line feed stands for a line break; numbers of lists and pages are not words.
    """
    with ZipFile(BytesIO(data)) as archive:
        root = parts_of(archive)["word/document.xml"]
    lines = ("".join(_words(one)).strip() for one in root.iter(tag("p")))
    return [line for line in lines if line]


def _words(one: etree._Element) -> Iterator[str]:
    in_number = False
    for element in one.iter(tag("t"), tag("br"), tag("instrText"), tag("fldChar")):
        if element.tag == tag("instrText"):
            in_number = (element.text or "").startswith(PAGE_OF)
        elif element.tag == tag("fldChar"):
            in_number = in_number and attribute(element, "fldCharType") != "end"
        elif not in_number:
            yield (element.text or "") if element.tag == tag("t") else "\n"


def _properties(parts: dict[str, etree._Element]) -> Iterator[str]:
    core = parts.get("docProps/core.xml")
    title = core.findtext(f".//{_CORE}") if core is not None else None
    if not (title or "").strip():
        yield "The document has no title among its properties."


def _settings(parts: dict[str, etree._Element]) -> Iterator[str]:
    settings = parts.get("word/settings.xml")
    modes = [
        attribute(one, "val")
        for one in (settings.iter(tag("compatSetting")) if settings is not None else ())
        if attribute(one, "name") == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield "Word opens the document in compatibility mode."


def _styles(parts: dict[str, etree._Element]) -> Iterator[str]:
    styles = parts.get("word/styles.xml")
    if styles is None:
        yield "The document has no styles."
        return
    default = styles.find(f".//{tag('docDefaults')}//{tag('lang')}")
    language = attribute(default, "val") if default is not None else ""
    if not language:
        yield "The document names no language."
    elif language.startswith("en") and language != "en-GB":
        yield f"The document's language is {language}, not British English."
    for style in styles.iter(tag("style")):
        if attribute(style, "type") == "table":
            continue  # its words stand on grounds of its own
        colour = style.find(f"{tag('rPr')}/{tag('color')}")
        ground = style.find(f"{tag('pPr')}/{tag('shd')}")
        shown = attribute(colour, "val") if colour is not None else ""
        fill = attribute(ground, "fill") if ground is not None else ""
        fill = fill if HEX.fullmatch(fill) else "FFFFFF"
        if HEX.fullmatch(shown) and contrast(shown, fill) < 4.5:
            yield f"The style “{attribute(style, 'styleId')}” has too little contrast."
