"""Fonts for the PDF: whether a font's file may be embedded, and which face of which family it is.

Only TrueType outlines can be embedded, and only where the font's maker permits it (OS/2 fsType).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from mmap import mmap

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.look import Face

MOST_BYTES = 20_000_000
_SAME_WIDTHS = {"arial", "helvetica", "liberation sans", "arimo"}  # those of our own
_RESTRICTED, _NO_SUBSET, _BITMAPS = 0x0002, 0x0100, 0x0200
_REGULAR, _BOLD = 400, 600


@dataclass(frozen=True, slots=True)
class FontFile:
    """What a font's file says of itself."""

    family: str
    bold: bool
    italic: bool
    weight: int
    refusal: str = ""  # why it cannot be embedded: the rest of “The font … ”


class NoFont(Exception):
    """The bytes are not a font at all."""


def needs_no_file(font: str) -> bool:
    """Whether our own faces stand for this font, letter by letter as wide."""
    return font.casefold() in _SAME_WIDTHS


def describe(data: bytes | mmap) -> FontFile:
    """Only what is asked for is read of a file that is mapped. Raises NoFont."""
    try:
        return _described(data)
    except (struct.error, IndexError, UnicodeDecodeError, KeyError) as error:
        raise NoFont from error


def _described(data: bytes | mmap) -> FontFile:
    kind = data[:4]
    if kind not in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        raise KeyError("not a font")
    start = struct.unpack_from(">L", data, 12)[0] if kind == b"ttcf" else 0
    tables = _tables(data, start)
    names = _names(data, *tables["name"])
    weight, rights, slant = _os2(data, *tables["OS/2"]) if "OS/2" in tables else (400, 0, 0)
    style = names.get(2, "").casefold()
    bold = bool(slant & 0x20) or "bold" in style
    italic = bool(slant & 0x01) or "italic" in style or "oblique" in style
    return FontFile(names.get(1, ""), bold, italic, weight, _refusal(kind, tables, rights))


def _refusal(kind: bytes, tables: Mapping[str, tuple[int, int]], rights: int) -> str:
    if kind == b"OTTO" or "glyf" not in tables:
        return "has PostScript outlines (OpenType-CFF), which cannot be embedded"
    if kind == b"ttcf":
        return "comes in a collection (.ttc), which cannot be embedded"
    if "fvar" in tables:
        return "is a variable font, which cannot be embedded"
    if rights & 0x000F == _RESTRICTED or rights & (_NO_SUBSET | _BITMAPS):
        return "may not be embedded: its licence forbids it"
    return ""


def _tables(data: bytes | mmap, start: int) -> dict[str, tuple[int, int]]:
    count = struct.unpack_from(">H", data, start + 4)[0]
    found: dict[str, tuple[int, int]] = {}
    for number in range(count):
        name, _, offset, length = struct.unpack_from(">4sLLL", data, start + 12 + 16 * number)
        found[name.decode("latin-1").strip()] = (offset, length)
    return found


def _names(data: bytes | mmap, offset: int, _length: int) -> dict[int, str]:
    """{1: family, 2: style} in English, as Word shows them."""
    _, count, strings = struct.unpack_from(">HHH", data, offset)
    found: dict[int, str] = {}
    for number in range(count):
        platform, _, language, name, length, at = struct.unpack_from(
            ">HHHHHH", data, offset + 6 + 12 * number
        )
        if name not in (1, 2):
            continue
        raw = data[offset + strings + at : offset + strings + at + length]
        if platform == 3 and language == 0x409:
            found[name] = raw.decode("utf-16-be")
        elif platform == 1 and name not in found:
            found[name] = raw.decode("mac-roman")
    return found


def _os2(data: bytes | mmap, offset: int, _length: int) -> tuple[int, int, int]:
    """Weight, rights of embedding, and what fsSelection says."""
    _, _, weight, _, rights = struct.unpack_from(">HhHHH", data, offset)
    return weight, rights, struct.unpack_from(">H", data, offset + 62)[0]


def faces_of(files: Iterable[bytes]) -> tuple[Face, ...]:
    """The faces of one family, under a name made from their content; none without a regular one.

    Files that cannot be embedded, or that the PDF library cannot read, are passed over.
    """
    chosen: dict[tuple[bool, bool], tuple[int, bytes]] = {}
    for data in files:
        try:
            found = describe(data)
        except NoFont:
            continue
        wanted = _BOLD + 100 if found.bold else _REGULAR
        far, key = abs(found.weight - wanted), (found.bold, found.italic)
        if not found.refusal and pdf_fonts.can_draw(data) and far < chosen.get(key, (9999, b""))[0]:
            chosen[key] = (far, data)
    if (False, False) not in chosen:
        return ()
    digest = hashlib.sha256(b"".join(data for _, (_, data) in sorted(chosen.items()))).hexdigest()
    return tuple(
        Face(f"House{digest[:10]}", bold, italic, data)
        for (bold, italic), (_, data) in sorted(chosen.items())
    )
