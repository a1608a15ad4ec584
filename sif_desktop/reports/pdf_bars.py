"""Bar charts: bars lie, so that names of any length can be read, with their figures at the end."""

from __future__ import annotations

from dataclasses import replace

from sif_desktop.reports.figures import Chart
from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_room import cut, in_lines, wide
from sif_desktop.reports.pdf_sheet import Sheet

_GAP = 9.0  # between categories, and between names and bars
_LEGEND = 24.0
_KEY = 35.0  # room in the legend for a filling and the gaps around it
_BAR = 13.0
_NAMES = 0.36  # share of the width that names may take
_CLEAR = 4.0  # between a bar and its figure


def draw_bars(chart: Chart, look: Look, width: float, most: float) -> Sheet:
    """The chart, no higher than `most` if its bars can be made thin enough for their figures."""
    count, groups = len(chart.series), len(chart.categories)
    top = _LEGEND if count > 1 else 3.0
    room = (most - top) / groups
    gap = min(_GAP, room * 0.3)
    thick = max(min(_BAR, (room - gap) / count), look.figure.size)
    height = top + groups * (thick * count + gap)
    sheet = Sheet(width, height, look, chart.title, chart.counted_in)
    _Bars(sheet, chart, thick, gap).draw(top)
    return sheet


class _Bars:
    def __init__(self, sheet: Sheet, chart: Chart, thick: float, gap: float) -> None:
        self.sheet, self.chart, self.thick, self.gap = sheet, chart, thick, gap
        self.style = sheet.look.figure
        known = [value for one in chart.series for _, value in one.known()]
        low, high = min(0.0, *known), max(0.0, *known)
        figures = max(wide(chart.shown(value), self.style) for value in known) + _CLEAR
        names = max(wide(name, self.style) for name in chart.categories)
        self.names = min(names, sheet.width * _NAMES)
        left = self.names + _GAP + (figures if low < 0 else 0.0)
        self.unit = (sheet.width - left - figures) / ((high - low) or 1.0)
        self.zero = left - low * self.unit

    def draw(self, top: float) -> None:
        sheet, chart = self.sheet, self.chart
        if len(chart.series) > 1:
            self._legend(sheet.height - 11)
        head = sheet.height - top
        high = self.thick * len(chart.series) + self.gap
        most = 2 if high >= 2 * self.style.leading else 1
        for place, category in enumerate(chart.categories):
            foot = head - self.thick * len(chart.series)
            lines = in_lines(category, self.names, self.style, most)
            sheet.stack(self.names, (head + foot) / 2, lines, self.style, "right")
            for number, one in enumerate(chart.series):
                self._bar(one.values[place], head - self.thick * (number + 1), number)
            head = foot - self.gap
        ends = (self.zero, head + self.gap - 3), (self.zero, sheet.height - top + 3)
        sheet.line(*ends, sheet.look.muted)

    def _bar(self, value: float | None, foot: float, series: int) -> None:
        sheet, thick = self.sheet, self.thick - 1.5
        end = self.zero + (value or 0.0) * self.unit
        if value:
            sheet.bar(min(end, self.zero), foot, abs(end - self.zero), thick, series)
        before = value is not None and value < 0
        style = replace(self.style, colour=sheet.look.muted) if value is None else self.style
        x = end - _CLEAR if before else end + _CLEAR
        said = [self.chart.shown(value)]
        sheet.stack(x, foot + thick / 2, said, style, "right" if before else "left")

    def _legend(self, y: float) -> None:
        """Above the bars, or from the left edge where that is too little room."""
        room = self.sheet.width / len(self.chart.series) - _KEY
        labels = [one.label for one in self.chart.series]
        needed = sum(wide(label, self.style) + _KEY for label in labels)
        x = self.zero if self.zero + needed <= self.sheet.width else 0.0
        for number, label in enumerate(labels):
            shown = label if needed <= self.sheet.width else cut(label, room, self.style)
            self.sheet.bar(x, y, 14, 8, number)
            self.sheet.words(x + 19, y + 0.8, shown, self.style)
            x += wide(shown, self.style) + _KEY
