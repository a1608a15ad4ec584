"""The few kinds of Word XML that our documents are made of.

Elements are made directly rather than through python-docx's objects: a table of 500 rows is then
linear in its cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

_name = cache(qn)


def make(tag: str, *kids: _Element, **attributes: str | int) -> _Element:
    """Element `w:tag`, or `tag` if it has a prefix, with attributes of the same prefix."""
    prefixed = tag if ":" in tag else f"w:{tag}"
    prefix = prefixed.split(":")[0]
    element: _Element = OxmlElement(prefixed)
    for name, value in attributes.items():
        element.set(_name(f"{prefix}:{name.rstrip('_')}"), str(value))
    element.extend(kids)
    return element


def words(text: str, bold: bool = False, italic: bool = False, style: str = "") -> _Element:
    """A run. A line feed breaks the line, a tab goes to the next tab stop."""
    looks = [make("rStyle", val=style)] if style else []
    looks += [make("b")] if bold else []
    looks += [make("i")] if italic else []
    run = make("r", *([make("rPr", *looks)] if looks else []))
    for place, line in enumerate(text.split("\n")):
        run.extend([make("br")] if place else [])
        for stop, part in enumerate(line.split("\t")):
            run.extend([make("tab")] if stop else [])
            if part:
                run.append(_said(part))
    return run


def _said(text: str) -> _Element:
    said = make("t")
    said.text = text
    if text[0] == " " or text[-1] == " ":
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return said


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
