"""A template's styles put right, each change named: colours, capitals, numbers, alignment."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.house_style.colours import LEAST, WHITE, readable
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.house_style.styles import Styles, Words, style_name
from sif_desktop.reports.look import contrast

HEADINGS = tuple(f"heading {level}" for level in range(1, 5))
USED = (*HEADINGS, "normal", "list paragraph", "caption", "hyperlink", "header", "footer")
KEPT_WITH_NEXT = (*HEADINGS, "caption")
_SMALL = 11.0
_SMALL_FURNITURE = 8.0


def shown(name: str) -> str:
    """A style's name as Word shows it."""
    return name.title() if name.casefold() in USED else name


def mend_styles(styles: Styles, faults: Faults) -> None:
    """Put right what keeps the styles from being read, in place."""
    _missing(styles, faults)
    _contrast(styles, faults)
    for name in (*HEADINGS, "normal", "list paragraph", "caption"):
        style = styles.by_name.get(name)
        if style is not None:
            _plain(style, shown(name), faults)
            if name in KEPT_WITH_NEXT:
                _keep_with_next(style)
    _sizes(styles, faults)
    _language(styles.root, faults)


def _missing(styles: Styles, faults: Faults) -> None:
    missing = [name for name in USED if name not in styles.by_name]
    if all(name in missing for name in HEADINGS):
        faults.corrected(
            "no_headings",
            "The template has no heading styles.",
            "Headings are set in the template's own font and in its colours. To have your own, "
            "write a line in the style Heading 1, 2 and 3 each, and save the template again.",
        )
        missing = [name for name in missing if name not in HEADINGS]
    for name in missing:
        if name not in ("normal", "header", "footer"):
            faults.corrected(
                f"style:{name}",
                f"The style “{shown(name)}” is missing.",
                "The program's own is added, in the template's font and colours.",
            )


# --- contrast -------------------------------------------------------------------------------------


def _contrast(styles: Styles, faults: Faults) -> None:
    others: list[str] = []
    for style in sorted(styles.by_id.values(), key=lambda one: _depth(styles, one)):
        if attribute(style, "type") in ("table", "numbering"):
            continue
        name = style_name(style)
        colour, ground = _seen(styles, style)
        if contrast(colour, ground) >= LEAST:
            continue
        better = readable(colour, ground)
        set_colour(style, better)
        if name in USED:
            faults.corrected(
                f"contrast:{name}",
                f"The style “{shown(name)}” is #{colour} on {_ground(ground)}, a contrast of "
                f"{contrast(colour, ground):.1f} to 1, where {LEAST} is needed to be read.",
                f"Documents use #{better} in its place.",
            )
        elif not name.endswith(" char"):  # the twin of a paragraph style
            others.append(_name(style))
    if others:
        faults.corrected(
            "contrast:others",
            f"Other styles with too little contrast: {', '.join(sorted(others))}.",
            "They are made darker in the same way. Documents do not use them.",
        )


def _depth(styles: Styles, style: _Element) -> tuple[int, str]:
    """What others build on comes first."""
    style_id = attribute(style, "styleId")
    return len(styles.chain(style_id)), style_id


def _seen(styles: Styles, style: _Element) -> tuple[str, str]:
    """The colour of a style's words and of what they stand on."""
    style_id = attribute(style, "styleId")
    return styles.words(style_id).colour or "000000", styles.setting(style_id).fill or WHITE


def _ground(colour: str) -> str:
    return "white" if colour == WHITE else f"#{colour}"


def _name(style: _Element) -> str:
    name = style.find(tag("name"))
    return attribute(name, "val") if name is not None else attribute(style, "styleId")


def set_colour(style: _Element, colour: str) -> None:
    """Give a style its words' colour in the open, not by the theme."""
    properties = style.find(tag("rPr"))
    if properties is None:
        properties = etree.Element(tag("rPr"))
        _put(style, properties, ("tblPr", "trPr", "tcPr", "tblStylePr"))
    for old in properties.findall(tag("color")):
        properties.remove(old)
    made = etree.Element(tag("color"))
    made.set(tag("val"), colour)
    _put(properties, made, _AFTER_COLOUR)


_AFTER_COLOUR = (
    *("spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd"),
    *("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
)


def _put(parent: _Element, child: _Element, followers: tuple[str, ...]) -> None:
    """Where the schema wants it: before the first of what may only follow."""
    names = {tag(name) for name in followers}
    place = next((i for i, one in enumerate(parent) if one.tag in names), len(parent))
    parent.insert(place, child)


# --- the rest -------------------------------------------------------------------------------------


def _plain(style: _Element, name: str, faults: Faults) -> None:
    """No capitals, numbers or justified lines."""
    if _dropped(style, "rPr", "caps", "smallCaps"):
        faults.corrected(
            f"capitals:{name}",
            f"The style “{name}” turns words into capitals, which are harder to read and may be "
            "spelt out letter by letter.",
            "Documents show them as typed.",
        )
    if _dropped(style, "pPr", "numPr"):
        faults.corrected(
            f"numbers:{name}",
            f"The style “{name}” numbers its paragraphs.",
            "Documents number lists only, so that Word and PDF say the same.",
        )
    align = style.find(f"{tag('pPr')}/{tag('jc')}")
    if align is not None and attribute(align, "val") in ("both", "distribute"):
        align.set(tag("val"), "left")
        faults.corrected(
            f"justified:{name}",
            f"The style “{name}” is justified, which makes uneven gaps that are hard to read.",
            "Documents set it to the left.",
        )
    _dropped(style, "pPr", "framePr")


def _keep_with_next(style: _Element) -> None:
    """A heading or caption at the foot of a page goes to the next with what it is over."""
    properties = style.find(tag("pPr"))
    if properties is None:
        properties = etree.Element(tag("pPr"))
        _put(style, properties, ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
    for old in properties.findall(tag("keepNext")):
        properties.remove(old)
    properties.insert(0, etree.Element(tag("keepNext")))


def _dropped(style: _Element, within: str, *names: str) -> bool:
    properties = style.find(tag(within))
    found = [properties.find(tag(name)) for name in names] if properties is not None else []
    gone = [one for one in found if one is not None]
    for one in gone:
        assert properties is not None
        properties.remove(one)
    return bool(gone)


def _sizes(styles: Styles, faults: Faults) -> None:
    body: Words = styles.words()
    if body.size < _SMALL:
        faults.mend(
            "small",
            f"Ordinary text is {body.size:g} points, smaller than the 11 that accessible documents "
            "need (12 is better).",
            "Set the style Normal to 11 or 12 points in the template and choose it again.",
        )


def _language(root: _Element, faults: Faults) -> None:
    found = root.find(f"{tag('docDefaults')}/{tag('rPrDefault')}/{tag('rPr')}/{tag('lang')}")
    language = attribute(found, "val") if found is not None else ""
    if language == "en-GB":
        return
    said = f"The template's language is {language}" if language else "The template has no language"
    faults.corrected(
        "language", f"{said}, so that readers' programs would speak it wrongly.",
        "Documents are marked as British English.",
    )  # fmt: skip
