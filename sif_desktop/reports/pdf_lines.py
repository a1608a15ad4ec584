"""Line charts: each line bears its name at its end, and no two have the same dashes and marker."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from sif_desktop.reports.figures import Chart, Series
from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_room import cut, in_lines, wide
from sif_desktop.reports.pdf_sheet import Point, Sheet

_HEIGHT = 190.0
_TOP, _BOTTOM = 8.0, 32.0
_INSET = 12.0  # from the edges of the plot to the first and last points
_NAMES = 0.26  # share of the width that the names of the lines may take
_MARKED = 15.0  # from the plot to the names, with a marker between
_TICKS = 5
_FLAT = 0.35  # a scale begins at nought unless the figures vary by less than this share


def draw_lines(chart: Chart, look: Look, width: float, most: float) -> Sheet:
    return _Lines(chart, look, width, min(_HEIGHT, most)).drawn()


def ticks(low: float, high: float) -> list[float]:
    """A few round numbers in even steps, the first not above `low` and the last not below `high`.

    They begin at nought unless the figures lie close together and far from it.
    """
    if low > 0 and high - low > _FLAT * high:
        low = 0.0
    if high < 0 and high - low > -_FLAT * low:
        high = 0.0
    rough = ((high - low) or abs(high) or 1.0) / (_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def spread(wanted: list[float], apart: float) -> list[float]:
    """Places as near as may be to the `wanted` ones, in their order, none closer than `apart`."""
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    clusters: list[list[int]] = []
    for number in order:
        clusters.append([number])
        while len(clusters) > 1 and _touch(clusters[-2], clusters[-1], wanted, apart):
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    found = [0.0] * len(wanted)
    for cluster in clusters:
        for place, number in enumerate(cluster):
            found[number] = _foot(cluster, wanted, apart) + place * apart
    return found


def _foot(cluster: list[int], wanted: list[float], apart: float) -> float:
    """Where the lowest of some that stand side by side goes: their middle is where they want."""
    return sum(wanted[number] for number in cluster) / len(cluster) - (len(cluster) - 1) * apart / 2


def _touch(below: list[int], above: list[int], wanted: list[float], apart: float) -> bool:
    return _foot(below, wanted, apart) + len(below) * apart > _foot(above, wanted, apart)


class _Lines:
    def __init__(self, chart: Chart, look: Look, width: float, height: float) -> None:
        self.chart, self.look, self.style = chart, look, look.figure
        self.muted = replace(self.style, colour=look.muted)
        known = [value for one in chart.series for _, value in one.known()]
        self.ticks = ticks(min(known), max(known))
        self.sheet = Sheet(width, height, look, chart.title, self._note())
        self.left = max(wide(self._tick(value), self.style) for value in self.ticks) + 8
        names = max(wide(one.label, replace(self.style, bold=True)) for one in chart.series)
        self.names = min(names, width * _NAMES)
        self.right = width - self.names - _MARKED - 4

    def drawn(self) -> Sheet:
        self._ground()
        self._categories()
        for number, one in enumerate(self.chart.series):
            self._line(one, number)
        self._ends()
        return self.sheet

    def _note(self) -> str:
        first = self.ticks[0]
        scale = f"The scale begins at {self._tick(first)}." if first > 0 else ""
        return " ".join(part for part in (self.chart.counted_in, scale) if part)

    def _x(self, place: int) -> float:
        steps = max(len(self.chart.categories) - 1, 1)
        return self.left + _INSET + place * (self.right - self.left - 2 * _INSET) / steps

    def _y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return _BOTTOM + (value - low) / (high - low) * (self.sheet.height - _TOP - _BOTTOM)

    def _tick(self, value: float) -> str:
        said = f"{value:,.10g}".replace("-", "−")
        return f"{said}%" if self.chart.unit == "%" else said

    def _ground(self) -> None:
        for value in self.ticks:
            y, is_foot = self._y(value), value == self.ticks[0]
            colour = self.look.muted if is_foot else self.look.rule
            self.sheet.line((self.left, y), (self.right, y), colour, 0.8 if is_foot else 0.5)
            self.sheet.stack(self.left - 5, y, [self._tick(value)], self.muted, "right")

    def _categories(self) -> None:
        names = self.chart.categories
        room = self._x(1) - self._x(0)
        widest = max(wide(word, self.style) for name in names for word in name.split(" "))
        every = max(1, math.ceil((widest + 4) / room))
        for place in range(0, len(names), every):
            x, y = self._x(place), _BOTTOM - 13
            self.sheet.line((x, _BOTTOM), (x, _BOTTOM - 3), self.look.muted)
            for line in in_lines(names[place], room * every - 4, self.style):
                self.sheet.words(x, y, line, self.style, "centre")
                y -= self.style.leading

    def _points(self, series: Series) -> list[tuple[int, Point]]:
        return [(place, (self._x(place), self._y(value))) for place, value in series.known()]

    def _line(self, series: Series, number: int) -> None:
        """The line, broken where a figure is missing."""
        points = self._points(series)
        for (before, start), (place, end) in pairwise(points):
            if place == before + 1:
                self.sheet.track(start, end, number)
        for _, (x, y) in points:
            self.sheet.marker(x, y, number, self.look.series[number])

    def _ends(self) -> None:
        """Names at the lines' ends with their markers, moved apart where they would touch."""
        ends = [self._points(one)[-1][1][1] for one in self.chart.series]
        places = spread(ends, self.style.leading)
        for number, (one, y) in enumerate(zip(self.chart.series, places, strict=True)):
            style = replace(self.style, colour=self.look.series[number], bold=True)
            self.sheet.marker(self.right + 8, y, number, style.colour)
            label = cut(one.label, self.names, style)
            self.sheet.stack(self.right + _MARKED, y, [label], style, "left")
