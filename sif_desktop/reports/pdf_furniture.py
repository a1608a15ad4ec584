"""What stands on every page of a PDF, around the text: artifacts all."""

from __future__ import annotations

from collections.abc import Callable

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.clean import in_one_line
from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_canvas import Stretch, TagCanvas


class Furniture:
    """Our own running header and footer."""

    def __init__(self, canvas: TagCanvas, document: Document, look: Look) -> None:
        self.canvas, self.document, self.look = canvas, document, look

    def draw(self, number: int, orientation: str, total: Callable[[], int]) -> None:
        """Furnish the current page, `number` from 1; `total` is asked at the end."""
        document, look, canvas = self.document, self.look, self.canvas
        width, height = look.page(orientation)
        left, right = look.margin_left, width - look.margin_right
        top, bottom = height - look.furniture_gap, look.furniture_gap
        canvas.furniture = True
        room = self._wide(document.marking, bold=True) if document.marking else 0
        if number > 1:
            self._words(document.title, left, top, right - left - room - (12 if room else 0))
        if document.marking:
            self._words(document.marking, right - room, top, room + 1, bold=True)
        canvas.hairline(left, bottom + 11, right, look.rule)
        about = in_one_line(document.organisation, document.version)
        self._words(about, left, bottom, (right - left) * 0.8)
        canvas.late_words(right, bottom, lambda: f"Page {number} of {total()}", look.furniture)
        canvas.furniture = False

    def _words(self, text: str, x: float, y: float, room: float, bold: bool = False) -> None:
        """One line, cut to `room` points."""
        style = self.look.furniture
        while text and self._wide(text, bold) > room:
            text = text[:-2].rstrip() + "…"
        parts = [
            Stretch(part, font, style.colour, None)
            for font, part in pdf_fonts.in_fonts(text, bold, family=style.family)
        ]
        if parts and text:
            self.canvas.write_lines(style.size, [(x, y, parts)])

    def _wide(self, text: str, bold: bool) -> float:
        style = self.look.furniture
        return pdf_fonts.text_width(text, style.size, bold, style.family)
