"""A sheet to draw a figure on, and the picture made of it.

Drawn as a page with the document's own fonts and then turned into pixels, so that a figure is the
same in both kinds of file. Lengths are points from the bottom left.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from sif_desktop.reports import pdf_fonts, pdf_script
from sif_desktop.reports.look import Look, TextStyle
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_room import in_lines, wide

DOTS_PER_INCH = 200
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.4, 2.2), (7, 2.2, 1.4, 2.2))
DISC, SQUARE, TRIANGLE, DIAMOND = range(4)
_CORNERS: dict[int, tuple[tuple[float, float], ...]] = {
    SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    TRIANGLE: ((-1.15, -0.9), (1.15, -0.9), (0, 1.15)),
    DIAMOND: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
}

Align = Literal["left", "centre", "right"]
Point = tuple[float, float]


class Sheet:
    """The ground of a figure, `width` by `height`, with its title and a note above.

    Series are numbered from 0: each has its own colour, filling, dashes and marker, so that none is
    told from another by colour alone.
    """

    def __init__(self, width: float, height: float, look: Look, title: str, note: str = "") -> None:
        pdf_fonts.register()
        self.width, self.height, self.look = width, height, look
        head = [(line, look.figure_title) for line in in_lines(title, width, look.figure_title, 3)]
        head += [(note, look.figure_note)] if note else []
        y = height + head[-1][1].after + sum(style.leading for _, style in head)
        self._target = BytesIO()
        self._canvas: Any = Canvas(self._target, (width, y), invariant=True)
        for line, style in head:
            y -= style.leading
            self.words(0, y + style.leading - style.size, line, style)

    def png(self) -> bytes:
        """The sheet as a picture; draw no more after this."""
        self._canvas.showPage()
        self._canvas.save()
        out = BytesIO()
        with open_pdf(self._target.getvalue()) as file:
            page = file[0]
            bitmap = page.render(scale=DOTS_PER_INCH / 72)
            bitmap.to_pil().convert("RGB").save(out, "PNG")
            bitmap.close()
            page.close()
        return out.getvalue()

    # --- words ----------------------------------------------------------------------------------

    def words(self, x: float, y: float, text: str, style: TextStyle, align: Align = "left") -> None:
        """One line whose foot is at y, beginning, centred or ending at x."""
        x -= wide(text, style) * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        self._ink(style.colour)
        for font, part in pdf_fonts.in_fonts(text, style.bold, family=style.family):
            shown = part[::-1] if pdf_script.RUN.fullmatch(part) else part
            self._canvas.setFont(font, style.size)
            self._canvas.drawString(x, y, shown)
            x += pdf_fonts.width(part, font, style.size)

    def stack(
        self, x: float, middle: float, lines: Sequence[str], style: TextStyle, align: Align
    ) -> None:
        """Lines one below the other, half of them above `middle`."""
        y = middle + style.leading * (len(lines) / 2 - 1) + (style.leading - style.size * 0.7) / 2
        for line in lines:
            self.words(x, y, line, style, align)
            y -= style.leading

    # --- shapes ---------------------------------------------------------------------------------

    def _ink(self, colour: str, weight: float = 1.0, dashes: Sequence[float] = ()) -> None:
        self._canvas.setFillColor(HexColor(f"#{colour}"))
        self._canvas.setStrokeColor(HexColor(f"#{colour}"))
        self._canvas.setLineWidth(weight)
        self._canvas.setDash(*([list(dashes)] if dashes else []))

    def line(
        self,
        start: Point,
        end: Point,
        colour: str,
        weight: float = 0.6,
        dashes: Sequence[float] = (),
    ) -> None:
        self._ink(colour, weight, dashes)
        self._canvas.line(*start, *end)

    def blank(self, x: float, y: float, width: float, height: float) -> None:
        """Take away what has been drawn there."""
        self._ink("FFFFFF")
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    def bar(self, x: float, y: float, width: float, height: float, series: int = 0) -> None:
        """A bar in the filling of its series: solid, slanted, level or crossed lines."""
        self._ink(self.look.series[series], 0.9)
        self._canvas.rect(x, y, width, height, stroke=1, fill=int(series == 0))
        if series == 0 or width <= 0:
            return
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x, y, width, height)
        self._canvas.clipPath(path, stroke=0)
        self._hatch(x, y, width, height, series)
        self._canvas.restoreState()

    def _hatch(self, x: float, y: float, width: float, height: float, series: int) -> None:
        if series == 2:
            for step in range(1, ceil(height / 2.4)):
                self._canvas.line(x, y + step * 2.4, x + width, y + step * 2.4)
            return
        for step in range(ceil((width + height) / 4)):
            at = x + step * 4 - height
            self._canvas.line(at, y, at + height, y + height)
            if series == 3:
                self._canvas.line(at, y + height, at + height, y)

    def track(self, start: Point, end: Point, series: int) -> None:
        """A line in the dashes of its series."""
        self.line(start, end, self.look.series[series], 1.7, DASHES[series])

    def marker(self, x: float, y: float, shape: int, colour: str, size: float = 3.0) -> None:
        self._ink(colour)
        if shape == DISC:
            self._canvas.circle(x, y, size, stroke=0, fill=1)
            return
        first, *others = _CORNERS[shape]
        path = self._canvas.beginPath()
        path.moveTo(x + first[0] * size, y + first[1] * size)
        for across, up in others:
            path.lineTo(x + across * size, y + up * size)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)
