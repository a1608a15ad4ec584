"""The template's styles and lists with ours beside them: its own are kept, ours fill the gaps."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from sif_desktop.reports.docx_base import numbering_xml, paper_styles_xml, styles_xml
from sif_desktop.reports.docx_read import W, attribute, tag
from sif_desktop.reports.house_style.head_xml import add
from sif_desktop.reports.house_style.letterhead import PAPER_TEXT
from sif_desktop.reports.house_style.styles import style_name
from sif_desktop.reports.look import Look

_LANGUAGE = "en-GB"
_FIRST_OF_THEIRS = 100  # ids below are for our own lists
_NAMES = ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle")


def merge_styles(theirs: _Element, look: Look) -> tuple[_Element, dict[str, str]]:
    """All styles documents need, and {old id: new id} of those that had to be called otherwise.

    The writers name styles by our ids, so a style with the name of one of ours gets its id.
    """
    merged = deepcopy(theirs)
    ours = [*_parsed(styles_xml(look)), *_parsed(paper_styles_xml(look)), _paper_text()]
    wanted = {style_name(one): one for one in ours if one.tag == tag("style")}
    renamed = _rename(merged, wanted)
    known = {style_name(one) for one in merged.iter(tag("style"))}
    merged.extend(deepcopy(one) for name, one in wanted.items() if name not in known)
    rename_uses(merged, renamed)
    _set_language(merged)
    return merged, renamed


def rename_uses(root: _Element, renamed: dict[str, str]) -> None:
    """Have everything in `root` that names a style name it as it is called now."""
    for one in root.iter(*(tag(name) for name in _NAMES)):
        old = attribute(one, "val")
        one.set(tag("val"), renamed.get(old, old))


def merge_numbering(theirs: _Element | None, look: Look) -> _Element:
    """Our lists under our ids, theirs under others."""
    merged = _parsed(numbering_xml(look))
    abstract, numbers = _lists(theirs, "abstractNum"), _lists(theirs, "num")
    first = merged.find(tag("num"))
    assert first is not None
    for one in abstract:
        _shift(one, "abstractNumId")
        first.addprevious(one)
    for one in numbers:
        _shift(one, "numId")
        _shift(one.find(tag("abstractNumId")), "val")
        merged.append(one)
    return merged


def shift_numbers(root: _Element) -> None:
    """Have the styles in `root` name their lists as `merge_numbering` calls them."""
    for one in root.iter(tag("numId")):
        if attribute(one, "val") != "0":
            _shift(one, "val")


def _lists(root: _Element | None, name: str) -> Iterable[_Element]:
    found = root.findall(tag(name)) if root is not None else []
    return [deepcopy(one) for one in found]


def _shift(one: _Element | None, name: str) -> None:
    if one is not None and attribute(one, name).isdigit():
        one.set(tag(name), str(int(attribute(one, name)) + _FIRST_OF_THEIRS))


def _rename(merged: _Element, wanted: dict[str, _Element]) -> dict[str, str]:
    """Give styles named like ours our ids; whatever else has one of our ids gets another."""
    ids = {attribute(one, "styleId"): name for name, one in wanted.items()}
    taken = {attribute(one, "styleId") for one in merged.iter(tag("style"))} | set(ids)
    renamed: dict[str, str] = {}
    given: set[str] = set()
    for one in list(merged.iter(tag("style"))):
        old, name = attribute(one, "styleId"), style_name(one)
        new = old
        if name in wanted and attribute(one, "type") == attribute(wanted[name], "type"):
            new = attribute(wanted[name], "styleId")
            if new in given:  # the same name in other letters
                merged.remove(one)
            given.add(new)
        elif name in wanted:
            merged.remove(one)  # called like ours, but of another kind
            continue
        elif old in ids:
            new = next(f"{old}{n}" for n in range(2, 99) if f"{old}{n}" not in taken)
            taken.add(new)
        if new != old:
            one.set(tag("styleId"), new)
            renamed[old] = new
    return renamed


def _set_language(root: _Element) -> None:
    """British English throughout."""
    for one in root.iter(tag("lang")):
        one.set(tag("val"), _LANGUAGE)
    defaults = root.find(tag("docDefaults"))
    if defaults is None:
        defaults = etree.Element(tag("docDefaults"))
        root.insert(0, defaults)
    runs = defaults.find(tag("rPrDefault"))
    if runs is None:
        runs = etree.Element(tag("rPrDefault"))
        defaults.insert(0, runs)
    properties = runs.find(tag("rPr"))
    if properties is None:
        properties = add(runs, "rPr")
    if properties.find(tag("lang")) is None:
        add(properties, "lang", val=_LANGUAGE)


def _parsed(xml: str) -> _Element:
    return etree.fromstring(xml)


def _paper_text() -> _Element:
    """Paragraphs of a letterhead that had no style of their own."""
    style = etree.Element(tag("style"), nsmap={"w": W})
    for name, value in (("type", "paragraph"), ("customStyle", "1"), ("styleId", PAPER_TEXT)):
        style.set(tag(name), value)
    add(style, "name", val="Paper Text")
    add(style, "basedOn", val="Normal")
    return style
