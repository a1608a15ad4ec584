"""Pages of a finished PDF as plain pictures, and where words stand on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.reports.pdf_open import open_pdf

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PIXELS = 30_000_000  # of one page: enough for 200 % text on a large screen


@dataclass(frozen=True, slots=True)
class Picture:
    """Red, green, blue and one byte unused for each pixel; `stride` bytes for each line."""

    pixels: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True)
class Pages:
    """Sizes of all pages in points, and pictures of some of them by page number from 0."""

    sizes: tuple[tuple[float, float], ...]
    pictures: dict[int, Picture]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: page from 0, and the top and bottom of their first line in points."""

    page: int
    top: float
    bottom: float


def draw_pages(pdf: bytes, scale: float, wanted: Collection[int]) -> Pages:
    """Draw the `wanted` pages at `scale` pixels to the point."""
    with open_pdf(pdf) as document:
        sizes = tuple(document.get_page_size(number) for number in range(len(document)))
        pictures = {
            number: _draw(document, number, _allowed(scale, sizes[number]))
            for number in wanted
            if number < len(sizes)
        }
    return Pages(sizes, pictures)


def find_words(pdf: bytes, words: str) -> Spot | None:
    """Where `words` begin on the pages; a few of the first are enough to find them by."""
    if not words.strip():
        return None
    with open_pdf(pdf) as document:
        found = (_spot(document, number, words) for number in range(len(document)))
        return next((spot for spot in found if spot), None)


def _spot(document: PdfDocument, number: int, words: str) -> Spot | None:
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


def _draw(document: PdfDocument, number: int, scale: float) -> Picture:
    page = document[number]
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        try:
            return Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            bitmap.close()
    finally:
        page.close()


def _allowed(scale: float, size: tuple[float, float]) -> float:
    pixels = size[0] * size[1] * scale * scale
    return scale if pixels <= MOST_PIXELS else scale * (MOST_PIXELS / pixels) ** 0.5
