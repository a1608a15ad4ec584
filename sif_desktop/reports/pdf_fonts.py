"""The embedded fonts: which one shows a character, and how wide words are.

Body text is Liberation Sans (the widths of Arial); a character it lacks is taken from DejaVu Sans;
a character neither has is written out in words by `drawable`, for both kinds of file alike. A house
style may put faces of its own before these two.
"""

from __future__ import annotations

import struct
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from sif_desktop.reports import pdf_script
from sif_desktop.reports.look import FAMILY, Face

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FALLBACK = "SifFallback"
_FACES = {
    FAMILY: "LiberationSans-Regular.ttf",
    f"{FAMILY}-Bold": "LiberationSans-Bold.ttf",
    f"{FAMILY}-Italic": "LiberationSans-Italic.ttf",
    f"{FAMILY}-BoldItalic": "LiberationSans-BoldItalic.ttf",
    FALLBACK: "DejaVuSans.ttf",
}


def _unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """A ToUnicode map without entries for unused codes, which reportlab's own sends to U+0000."""
    pairs = [
        f"<{code:02X}> <{_letters(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char not in (0, 0xFEFF, 0xFFFE)
    ]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange\n"
        f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _letters(code: int) -> str:
    """What a glyph says: the form of an Arabic letter says the letter."""
    char = chr(code)
    return unicodedata.normalize("NFKC", char) if pdf_script.is_form(code) else char


@cache
def register() -> None:
    """Make the fonts known to reportlab; harmless to repeat."""
    ttfonts.makeToUnicodeCMap = _unicode_map
    for name, file in _FACES.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(FOLDER / file)))


_adopting = threading.Lock()  # pages are made on several threads
_adopted: dict[str, frozenset[int]] = {}  # name of a face that is not ours -> what it shows


def adopt(faces: Iterable[Face]) -> None:
    """Make the faces of a house style known too; harmless to repeat.

    Faces of one name must have the same bytes, or earlier documents would change.
    """
    with _adopting:
        for one in faces:
            if one.name not in _adopted:
                pdfmetrics.registerFont(ttfonts.TTFont(one.name, BytesIO(one.data)))
                _adopted[one.name] = _shows(one.name)


def can_draw(data: bytes) -> bool:
    """Whether the bytes are a font that can be drawn in, with every plain letter in it."""
    try:
        font = ttfonts.TTFont("trial", BytesIO(data))
    except (ttfonts.TTFError, struct.error, KeyError, ValueError, AssertionError, IndexError):
        return False
    letters = font.face.charToGlyph
    return all(letters.get(code) for code in range(0x20, 0x7F))


def face(bold: bool = False, italic: bool = False, family: str = FAMILY) -> str:
    """The name of the face of this weight and slope: our own where the family has none."""
    name = Face(family, bold, italic, b"").name
    return name if family == FAMILY or name in _adopted else face(bold, italic)


def _shows(name: str) -> frozenset[int]:
    font: Any = pdfmetrics.getFont(name)
    return frozenset(font.face.charToGlyph)


@cache
def _covered() -> tuple[frozenset[int], frozenset[int]]:
    """Code points that every body face has, and that the fallback has."""
    register()
    body = (_shows(name) for name in _FACES if name != FALLBACK)
    return frozenset.intersection(*body), _shows(FALLBACK)


def _in_words(char: str) -> str:
    body, fallback = _covered()
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and all(ord(part) in body or ord(part) in fallback for part in plain):
        return plain
    if unicodedata.category(char) == "Cf":
        return ""
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}').lower()}]"


def drawable(text: str) -> str:
    """`text` with each character that no font has replaced by a plain form or its name."""
    if text.isascii():
        return text
    body, fallback = _covered()
    known = (body | fallback).__contains__
    return "".join(_letters(ord(char)) if known(ord(char)) else _in_words(char) for char in text)


def in_fonts(
    text: str, bold: bool = False, italic: bool = False, family: str = FAMILY
) -> list[tuple[str, str]]:
    """`text`, already drawable, as (font name, part) in order."""
    name, ours = face(bold, italic, family), face(bold, italic)
    if text.isascii():
        return [(name, text)]
    body, _ = _covered()
    first = _adopted.get(name, body)

    def font_of(char: str) -> str:
        if ord(char) in first or char == "\n":
            return name
        return ours if ord(char) in body else FALLBACK

    made: list[tuple[str, str]] = []
    for place, part in enumerate(pdf_script.RUN.split(text)):
        if place % 2:
            made.append(_in_one_font(pdf_script.shaped(part), ours))
        else:
            made += [(font, "".join(chars)) for font, chars in groupby(part, font_of)]
    return made


def _in_one_font(run: str, name: str) -> tuple[str, str]:
    """A right-to-left run is laid out as a whole, hence in one font.

    A form that the font lacks is left as the plain letter.
    """
    body, fallback = _covered()
    if all(ord(char) in body for char in run):
        return name, run
    kept = (char if ord(char) in fallback else _letters(ord(char)) for char in run)
    return FALLBACK, "".join(kept)


@lru_cache(maxsize=50_000)
def width(text: str, font: str, size: float) -> float:
    """The width of `text` in points, in one named font."""
    return float(pdfmetrics.stringWidth(text, font, size))


def text_width(text: str, size: float, bold: bool = False, family: str = FAMILY) -> float:
    """The width of `text` in points, whatever fonts it needs."""
    register()
    return sum(width(part, font, size) for font, part in in_fonts(text, bold, family=family))
