"""Pages of a PDF as pictures, made off the screen's thread.

The library that draws them may only be used by one thread at a time, so every use is behind one
lock; what leaves here are pictures that need the file no longer.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

_LOCK = threading.Lock()
MOST_PIXELS = 30_000_000  # of one page: enough for 200 % text on a large screen


@dataclass(frozen=True, slots=True)
class Drawn:
    """Sizes of all pages in points, and pictures of some of them by page number from 0."""

    pdf: bytes
    scale: float
    sizes: tuple[tuple[float, float], ...]
    images: dict[int, QImage]


def draw_pages(pdf: bytes, scale: float, wanted: Collection[int]) -> Drawn:
    """Draw the `wanted` pages at `scale` device pixels to the point."""
    import pypdfium2

    with _LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sizes = tuple(document.get_page_size(number) for number in range(len(document)))
            images = {
                number: _draw(document, number, _allowed(scale, sizes[number]))
                for number in wanted
                if number < len(sizes)
            }
        finally:
            document.close()
    return Drawn(pdf, scale, sizes, images)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: page from 0, and the top and bottom of their first line in points."""

    page: int
    top: float
    bottom: float


def find_words(pdf: bytes, words: str) -> Spot | None:
    """Where `words` begin on the pages; a few of the first are enough to find them by."""
    import pypdfium2

    if not words.strip():
        return None
    with _LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            found = (_spot(document, number, words) for number in range(len(document)))
            return next((spot for spot in found if spot), None)
        finally:
            document.close()


def _spot(document: Any, number: int, words: str) -> Spot | None:
    page = document[number]
    text = page.get_textpage()
    try:
        searcher = text.search(words)
        match = searcher.get_next()
        searcher.close()
        if match is None or not text.count_rects(*match):
            return None
        _left, bottom, _right, top = text.get_rect(0)
        height = page.get_height()
        return Spot(number, height - top, height - bottom)
    finally:
        text.close()
        page.close()


def _draw(document: Any, number: int, scale: float) -> QImage:
    page = document[number]
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        try:
            shown = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            return shown.copy()  # the buffer goes with the bitmap
        finally:
            bitmap.close()
    finally:
        page.close()


def _allowed(scale: float, size: tuple[float, float]) -> float:
    pixels = size[0] * size[1] * scale * scale
    return scale if pixels <= MOST_PIXELS else scale * (MOST_PIXELS / pixels) ** 0.5
