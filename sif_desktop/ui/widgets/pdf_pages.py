"""Pages of a PDF as pictures for the screen, made off its thread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtGui import QImage

from sif_desktop.services import pdf_pages
from sif_desktop.services.pdf_pages import Picture


@dataclass(frozen=True, slots=True)
class Drawn:
    """Sizes of all pages in points, and pictures of some of them by page number from 0."""

    sizes: tuple[tuple[float, float], ...]
    images: dict[int, QImage]


def draw_pages(pdf: bytes, scale: float, wanted: Collection[int]) -> Drawn:
    """Draw the `wanted` pages at `scale` device pixels to the point."""
    pages = pdf_pages.draw_pages(pdf, scale, wanted)
    return Drawn(pages.sizes, {number: _image(one) for number, one in pages.pictures.items()})


def _image(of: Picture) -> QImage:
    kind = QImage.Format.Format_RGBX8888
    return QImage(of.pixels, of.width, of.height, of.stride, kind).copy()  # keeps its own pixels
