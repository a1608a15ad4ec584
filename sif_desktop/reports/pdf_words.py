"""The operators that show words on a page, written straight into its stream.

reportlab's own text object measures and escapes every string a second time, which is a third of
the time a long document takes.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfmetrics

_ESCAPED = {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))}
_ESCAPED |= {ord(mark): f"\\{mark}" for mark in "\\()"}


def rgb(colour: str) -> str:
    """RRGGBB as three numbers from 0 to 1."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))


class Encoder:
    """Strings in the codes of the fonts embedded in `document`, reportlab's own of one file."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._fonts: dict[str, tuple[Any, str]] = {}

    def shown(self, text: str, font: str, size: float) -> str:
        """The operators that choose the font and show `text` where the last ended."""
        known = self._fonts.get(font) or self._added(font)
        if text.isascii():  # subset 0 begins with these, each as its own code
            return f"{known[1]} {size:g} Tf ({text.translate(_ESCAPED)}) Tj"
        parts = []
        for subset, codes in known[0].splitString(text, self._document):
            name = known[0].getSubsetInternalName(subset, self._document)
            said = codes.decode("latin-1").translate(_ESCAPED)
            parts.append(f"{name} {size:g} Tf ({said}) Tj")
        return " ".join(parts)

    def _added(self, name: str) -> tuple[Any, str]:
        font: Any = pdfmetrics.getFont(name)
        font.splitString(" ", self._document)
        made = self._fonts[name] = font, font.getSubsetInternalName(0, self._document)
        return made
