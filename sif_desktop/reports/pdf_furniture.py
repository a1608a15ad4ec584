"""What stands on every page of a PDF, around the text: artifacts all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.clean import in_one_line
from sif_desktop.reports.look import Look, TextStyle
from sif_desktop.reports.pdf_canvas import Stretch, TagCanvas
from sif_desktop.reports.pdf_room import cut, wide


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
        self._running(top, (left, right), document.title if number > 1 else "")
        canvas.hairline(left, bottom + 11, right, look.rule)
        about = in_one_line(document.organisation, document.version)
        self._words(about, left, bottom, (right - left) * 0.8, look.furniture)
        canvas.late_words(right, bottom, lambda: f"Page {number} of {total()}", look.furniture)
        canvas.furniture = False

    def _running(self, y: float, edges: tuple[float, float], title: str) -> None:
        """Title and marking on one line: a long marking goes before the title."""
        (left, right), plain = edges, self.look.furniture
        bold, marking = replace(plain, bold=True), self.document.marking
        room = min(wide(marking, bold), right - left) if marking else 0
        self._words(title, left, y, right - left - room - (12 if room else 0), plain)
        self._words(marking, right - room, y, room + 1, bold)

    def _words(self, text: str, x: float, y: float, room: float, style: TextStyle) -> None:
        """One line, cut to `room` points; nothing where there is no room."""
        if not text or room <= 0:
            return
        said = pdf_fonts.in_fonts(cut(text, room, style), style.bold, family=style.family)
        parts = [Stretch(part, font, style.colour, None) for font, part in said]
        self.canvas.write_lines(style.size, [(x, y, parts)])
