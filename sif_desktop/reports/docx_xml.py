"""The few kinds of Word XML that our documents are made of.

Words are written as XML text: the parser makes elements of a whole table at once, ten times faster
than they can be made one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from lxml import etree
from lxml.etree import _Element

SPACES = "".join(f' xmlns:{prefix}="{nsmap[prefix]}"' for prefix in ("w", "r"))


@cache
def _named(tag: str) -> tuple[str, dict[str, str], str]:
    """The full name of `w:tag`, or of `tag` if it has a prefix, its name space, and its prefix."""
    prefixed = tag if ":" in tag else f"w:{tag}"
    prefix = prefixed.split(":")[0]
    return qn(prefixed), {prefix: nsmap[prefix]}, prefix


@cache
def _attribute(prefix: str, name: str) -> str:
    return qn(f"{prefix}:{name.rstrip('_')}")


def make(tag: str, *kids: _Element, **attributes: str | int) -> _Element:
    """Element `w:tag`, or `tag` if it has a prefix, with attributes of the same prefix."""
    name, spaces, prefix = _named(tag)
    named = {_attribute(prefix, key): str(value) for key, value in attributes.items()}
    element: _Element = oxml_parser.makeelement(name, named, spaces)
    element.extend(kids)
    return element


def parsed(xml: str) -> list[_Element]:
    """The elements of some XML text in which w: and r: are known; for a few small ones."""
    return list(etree.fromstring(f"<w:x{SPACES}>{xml}</w:x>", oxml_parser))


def parsed_whole(xml: str) -> _Element:
    """The one element of XML text whose own tag bears SPACES.

    An element that has them from a parent takes time by the square of its size to be moved.
    """
    return etree.fromstring(xml, oxml_parser)


def words_xml(text: str, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """A run. A line feed breaks the line, a tab goes to the next tab stop."""
    looks = f'<w:rStyle w:val="{style}"/>' if style else ""
    looks += "<w:b/>" * bold + "<w:i/>" * italic
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    if "\n" not in text and "\t" not in text:
        return f"<w:r>{looks}{_said(text)}</w:r>"
    lines = ("<w:tab/>".join(map(_said, line.split("\t"))) for line in text.split("\n"))
    return f"<w:r>{looks}{'<w:br/>'.join(lines)}</w:r>"


def words(text: str, bold: bool = False, italic: bool = False, style: str = "") -> _Element:
    """`words_xml` as an element."""
    return parsed(words_xml(text, bold, italic, style))[0]


def _said(text: str) -> str:
    if not text:
        return ""
    kept = ' xml:space="preserve"' if text[0] == " " or text[-1] == " " else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"


def paragraph(style: str, runs: Iterable[_Element], *looks: _Element) -> _Element:
    """A paragraph in a style; `looks` are what its properties hold besides, in schema order."""
    properties = make("pPr", make("pStyle", val=style), *looks)
    return make("p", properties, *runs)


def field(instruction: str, shown: str) -> _Element:
    """A simple field with what it shows until Word works it out."""
    return make("fldSimple", words(shown), instr=instruction)


def field_mark(kind: str) -> _Element:
    """begin, separate or end of a field that holds paragraphs."""
    return make("r", make("fldChar", fldCharType=kind))


def field_code(instruction: str) -> _Element:
    code = make("instrText")
    code.text = instruction
    return make("r", code)
