"""Timelines: a row for each step, its name at the left, its days on a common line of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sif_desktop.reports.clean import short_month
from sif_desktop.reports.figures import Milestone, Step, Timeline
from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_room import in_lines, wide
from sif_desktop.reports.pdf_sheet import DIAMOND, Sheet

_ROW, _ROW_LEAST = 23.0, 14.0
_BAR = 10.0
_TOP = 33.0  # the months, and below them the word for today
_NAMES = 0.34  # share of the width for the names of steps
_BETWEEN = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200)  # months from one mark to the next
_MARK = 48.0  # least room for a mark


def draw_timeline(timeline: Timeline, look: Look, width: float, most: float) -> Sheet:
    row = max(min(_ROW, (most - _TOP) / len(timeline.steps)), _ROW_LEAST)
    sheet = Sheet(width, _TOP + row * len(timeline.steps) + 2, look, timeline.title)
    _Rows(sheet, timeline, row).draw()
    return sheet


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


class _Rows:
    def __init__(self, sheet: Sheet, timeline: Timeline, row: float) -> None:
        self.sheet, self.timeline, self.row = sheet, timeline, row
        self.style = sheet.look.figure
        days = [day for step in timeline.steps for day in (step.start, step.end)]
        days += [timeline.today] if timeline.today else []
        self.months = _month(min(days)), _month(max(days)) + 1
        self.first, self.last = map(_first_day, self.months)
        names = max(wide(step.label, self.style) for step in timeline.steps)
        self.names = min(names, sheet.width * _NAMES)
        self.left = self.names + 14
        self.head = sheet.height - _TOP

    def draw(self) -> None:
        self._marks()
        if self.timeline.today:
            self._today(self.timeline.today)
        lines = 2 if self.row >= 2 * self.style.leading else 1
        for number, step in enumerate(self.timeline.steps):
            foot = self.head - self.row * (number + 1)
            self.sheet.line((0, foot), (self.sheet.width, foot), self.sheet.look.rule, 0.4)
            name = in_lines(step.label, self.names, self.style, lines)
            self.sheet.stack(0, foot + self.row / 2, name, self.style, "left")
            self._step(step, foot + self.row / 2)

    def _x(self, day: date) -> float:
        """Where a day begins."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + share * (self.sheet.width - self.left)

    def _marks(self) -> None:
        sheet, look = self.sheet, self.sheet.look
        sheet.line((0, self.head), (sheet.width, self.head), look.accent, 0.8)
        muted = replace(self.style, colour=look.muted)
        for day, words in self._months():
            x = self._x(day)
            sheet.line((x, self.head), (x, 2), look.rule, 0.4)
            if x + wide(words, self.style) <= sheet.width:
                sheet.words(x, sheet.height - 9, words, muted)

    def _months(self) -> Iterator[tuple[date, str]]:
        first, last = self.months
        room = (self.sheet.width - self.left) / (last - first)
        between = next((n for n in _BETWEEN if n * room >= _MARK), _BETWEEN[-1])
        for month in range(-(-first // between) * between, last, between):
            day = _first_day(month)
            yield day, str(day.year) if between >= 12 else short_month(day.year, day.month)

    def _step(self, step: Step, middle: float) -> None:
        start, end = self._x(step.start), self._x(step.end + timedelta(days=1))
        if isinstance(step, Milestone):
            day = f"{step.day.day} {short_month(step.day.year, step.day.month)}"
            self._note(f"{day}: {step.status}" if step.status else day, start, start, middle)
            self.sheet.marker(start, middle, DIAMOND, self.sheet.look.accent, 5.0)
        else:
            self._note(step.status, start, end, middle)
            self.sheet.bar(start, middle - _BAR / 2, max(end - start, 2.0), _BAR)

    def _note(self, words: str, start: float, end: float, middle: float) -> None:
        """Words behind a step, or before it where there is no room behind."""
        room = wide(words, self.style)
        x = end + 9 if end + 9 + room <= self.sheet.width else start - 9 - room
        if words:
            self.sheet.blank(x - 1, middle - 6, room + 2, 12)
            self.sheet.stack(x, middle, [words], self.style, "left")

    def _today(self, today: date) -> None:
        sheet, x = self.sheet, self._x(today)
        style = replace(self.style, colour=sheet.look.callout_bar, bold=True)
        sheet.line((x, self.head + 4), (x, 2), style.colour, 1.0, (3, 2))
        words = f"Today, {today.day} {short_month(today.year, today.month)}"
        half = wide(words, style) / 2
        middle = min(max(x, half), sheet.width - half)
        sheet.words(middle, self.head + 7, words, style, "centre")
