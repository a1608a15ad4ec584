"""Text as it may stand in a document: composed, printable, one space between words.

What people paste carries control characters, zero-width characters and runs of spaces. Word files
refuse some of them outright, and a screen reader stumbles over the rest.
"""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need these
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NO_BREAK = {"\u00a0", "\u202f", "\u2007"}
_MONTHS = "January February March April May June July August September October November December"


def _not_text(char: str) -> bool:
    """Non-characters, which no file may hold, and the marks that choose between two emoji forms."""
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xFE00 <= code <= 0xFE0F


def _printable(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Zs":
        return "\u00a0" if char in _NO_BREAK else " "
    if kind in ("Zl", "Zp") or char in "\t\r\n\f\v":
        return " "
    if kind in ("Cc", "Cs") or (kind == "Cf" and char not in _JOINERS) or _not_text(char):
        return ""
    return char


def clean_text(text: str) -> str:
    """`text` in NFC without control or invisible characters; any white space is one space.

    Space at the ends is kept (runs of one paragraph lean on it); strip where none is wanted.
    """
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text)
    kept = "".join(map(_printable, text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept))


def clean_line(text: str) -> str:
    """`clean_text` without space at the ends: for titles, headings, labels and captions."""
    return clean_text(text).strip()


def has_words(text: str) -> bool:
    """Whether anything of `text` can be seen."""
    return any(not char.isspace() and char not in _JOINERS for char in text)


def in_one_line(*parts: str) -> str:
    """What there is of `parts`, set apart by dots."""
    return " · ".join(part for part in parts if part)


def long_date(year: int, month: int, day: int) -> str:
    """ "14 May 2026", whatever language the machine speaks."""
    return f"{day} {_MONTHS.split()[month - 1]} {year}"


def short_month(year: int, month: int) -> str:
    """ "May 2026"."""
    return f"{_MONTHS.split()[month - 1][:3]} {year}"
