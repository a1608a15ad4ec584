"""The picture of a chart or timeline, for both kinds of file."""

from __future__ import annotations

from functools import lru_cache

from sif_desktop.reports.figures import Chart, Timeline
from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_bars import draw_bars
from sif_desktop.reports.pdf_lines import draw_lines
from sif_desktop.reports.pdf_timeline import draw_timeline


@lru_cache(maxsize=32)
def figure_picture(figure: Chart | Timeline, look: Look, width: float, most: float) -> bytes:
    """PNG bytes of a picture `width` points across and at most `most` high."""
    if isinstance(figure, Timeline):
        return draw_timeline(figure, look, width, most).png()
    draw = draw_bars if figure.kind == "bars" else draw_lines
    return draw(figure, look, width, most).png()
