"""Pages of a PDF as pictures, made off the screen's thread.

The library that draws them may only be used by one thread at a time, so every use is behind one
lock; what leaves here are pictures that need the file no longer.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass

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


def _draw(document: object, number: int, scale: float) -> QImage:
    page = document[number]  # type: ignore[index]
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
