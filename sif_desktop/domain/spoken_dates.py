"""What a date typed as people say it means, on the day it is typed.

A bare weekday is the next one after today; "next Tuesday" is the Tuesday of next week. A date
without its year is the coming one, or the last one where `past` dates are meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from sif_desktop.domain.calendar import (
    Term,
    TermCalendar,
    WorkingDayRule,
    academic_year,
    add_working_days,
)
from sif_desktop.domain.errors import Problem

_DAY = timedelta(days=1)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HINT = 'Try "fri", "12 jan", "12/1/27", "+10 working days", "in 2 weeks" or "end of spring 1".'

_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_COUNT = r"(?P<n>\d{1,4}|" + "|".join(_NUMBERS) + ")"
_UNITS = r"(?P<unit>working days?|wds?|days?|d|weeks?|wks?|w|fortnights?|months?|m|years?)"
_RELATIVE = re.compile(rf"(?P<sign>in |\+|-)? ?{_COUNT} ?{_UNITS}(?P<ago> ago)?")
_DAY_NAME = r"(?P<day>mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = re.compile(
    rf"(?:on )?(?P<which>this |next |last )?{_DAY_NAME}(?P<after> week| next week)?"
)
_MONTH = "(?P<month>" + "|".join(rf"{name[:3].lower()}[a-z]*" for name in MONTHS) + ")"
_YEAR = r"(?:,? ?(?P<year>\d{4}|\d\d))?"
_SPOKEN = (
    re.compile(
        rf"(?:{_DAY_NAME},? )?(?:the )?(?P<dom>\d\d?)(?:st|nd|rd|th)?(?: of)? ?{_MONTH}{_YEAR}"
    ),
    re.compile(rf"(?:{_DAY_NAME},? )?{_MONTH} (?P<dom>\d\d?)(?:st|nd|rd|th)?{_YEAR}"),
)
_NUMERIC = re.compile(r"(?P<dom>\d\d?)[/.\-](?P<mon>\d\d?)(?:[/.\-](?P<year>\d{4}|\d\d))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<mon>\d\d?)-(?P<dom>\d\d?)")
_NTH = re.compile(r"(?:the )?(?P<dom>\d\d?)(?:st|nd|rd|th)")
_EDGE = r"(?P<edge>end|start|beginning) (?:of )?(?:the )?"
_MONTH_EDGE = re.compile(rf"{_EDGE}(?:(?P<which>this |next )?month|{_MONTH}{_YEAR})")
_WEEK_EDGE = re.compile(rf"{_EDGE}(?P<which>this |next )?week")
_YEAR_EDGE = re.compile(rf"{_EDGE}(?P<which>this |next )?(?:school |academic )?year")
_TERM_EDGE = re.compile(
    rf"(?:{_EDGE})?(?P<which>this |next )?(?P<term>autumn|spring|summer)?"
    r" ?(?:(?P<half>[12])|half[ -]term|term)?(?: term)?(?: (?P<year>\d{4}))?"
)
_HALF_TERM = re.compile(r"(?P<where>before |after )?(?:the )?(?:next )?half[ -]term(?: holiday)?")


class Reader:
    """One reading of one text; each `_` method knows one way of speaking, or answers None."""

    def __init__(self, today: date, calendar: TermCalendar, rule: WorkingDayRule, past: bool):
        self.today, self.calendar, self.rule, self.past = today, calendar, rule, past

    def read(self, said: str) -> date | None:
        ways: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
            (_ISO, self._numeric),
            (_NUMERIC, self._numeric),
            (_NTH, self._nth),
            *((pattern, self._spoken) for pattern in _SPOKEN),
            (_RELATIVE, self._relative),
            (_WEEKDAY, self._weekday),
            (_MONTH_EDGE, self._month_edge),
            (_WEEK_EDGE, self._week_edge),
            (_YEAR_EDGE, self._year_edge),
            (_HALF_TERM, self._half_term),
            (_TERM_EDGE, self._term_edge),
        )
        if said in _FIXED:
            return self.today + _FIXED[said] * _DAY
        for pattern, way in ways:
            match = pattern.fullmatch(said)
            if match and (found := way(match)):
                return found
        return None

    def _numeric(self, match: re.Match[str]) -> date:
        month = int(match["mon"])
        if not 1 <= month <= 12:
            raise Problem(
                f"There is no month {month}.", "Write the day first, then the month: 31/1/27."
            )
        return self._dated(int(match["dom"]), month, match["year"])

    def _spoken(self, match: re.Match[str]) -> date | None:
        if not (month := _month(match["month"])):
            return None
        weekday = _weekday(match["day"]) if match["day"] else None
        return self._dated(int(match["dom"]), month, match["year"], weekday)

    def _dated(self, dom: int, month: int, year: str | None, weekday: int | None = None) -> date:
        if year:
            found = _make(int(year) + (2000 if len(year) == 2 else 0), month, dom)
        else:
            found = self._undated(dom, month, weekday)
        if weekday is not None and found.weekday() != weekday:
            raise Problem(
                f"{found.day} {MONTHS[found.month - 1]} {found.year} is a {DAYS[found.weekday()]}, "
                f"not a {DAYS[weekday]}.",
                "Correct the day or the date.",
            )
        return found

    def _undated(self, dom: int, month: int, weekday: int | None) -> date:
        year = self.today.year
        around = [day for y in range(year - 4, year + 5) if (day := _try(y, month, dom))]
        if not around:
            _make(year, month, dom)  # says why there is no such day
        # A weekday says which year is meant: the nearest in which it fits.
        fits = [day for day in around if abs(day.year - year) < 2 and day.weekday() == weekday]
        if fits:
            return min(fits, key=lambda day: abs(day - self.today))
        return self._nearest(around)

    def _nearest(self, ordered: list[date]) -> date:
        if self.past:
            return max(day for day in ordered if day <= self.today)
        return min(day for day in ordered if day >= self.today)

    def _nth(self, match: re.Match[str]) -> date:
        first = self.today.replace(day=1)
        months = [_plus_months(first, k) for k in range(-3, 4)]
        days = [day for m in months if (day := _try(m.year, m.month, int(match["dom"])))]
        if not days:
            raise Problem(f"No month has {match['dom']} days.", HINT)
        return self._nearest(days)

    def _relative(self, match: re.Match[str]) -> date:
        n = _NUMBERS.get(match["n"]) if match["n"] in _NUMBERS else int(match["n"])
        n = (n or 0) * (-1 if match["ago"] or match["sign"] == "-" else 1)
        unit = match["unit"]
        if unit.startswith("w") and ("day" in unit or unit.startswith("wd")):
            return add_working_days(self.today, n, self.rule, self.calendar)[0]
        if unit.startswith(("m", "y")):
            return _plus_months(self.today, n * (12 if unit.startswith("y") else 1))
        days = {"d": 1, "w": 7, "f": 14}[unit[0]]
        return self.today + n * days * _DAY

    def _weekday(self, match: re.Match[str]) -> date:
        weekday, which = _weekday(match["day"]), (match["which"] or "").strip()
        monday = self.today - self.today.weekday() * _DAY
        if match["after"]:
            extra = 7 if match["after"] == " week" else 0
            base = self._next(weekday) if extra else monday + (7 + weekday) * _DAY
            return base + extra * _DAY
        if which in ("this", "next"):
            return monday + (weekday + (7 if which == "next" else 0)) * _DAY
        if which == "last" or self.past:
            return self.today - ((self.today.weekday() - weekday - 1) % 7 + 1) * _DAY
        return self._next(weekday)

    def _next(self, weekday: int) -> date:
        return self.today + ((weekday - self.today.weekday() - 1) % 7 + 1) * _DAY

    def _month_edge(self, match: re.Match[str]) -> date | None:
        first = self.today.replace(day=1)
        if match["month"]:
            if not (month := _month(match["month"])):
                return None
            first = self._named_month(month, match["year"])
        elif match["which"] == "next ":
            first = _plus_months(first, 1)
        return first if match["edge"] != "end" else _plus_months(first, 1) - _DAY

    def _named_month(self, month: int, year: str | None) -> date:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, 1)
        later = month < self.today.month
        return date(self.today.year + (later and not self.past), month, 1)

    def _week_edge(self, match: re.Match[str]) -> date:
        monday = self.today - self.today.weekday() * _DAY
        monday += 7 * _DAY if match["which"] == "next " else 0 * _DAY
        return monday + 4 * _DAY if match["edge"] == "end" else monday

    def _year_edge(self, match: re.Match[str]) -> date:
        year = academic_year(self.today) + (match["which"] == "next ")
        if match["edge"] == "end":
            return self._terms(year)[-1].end
        starts = (self._terms(y)[0].start for y in (year, year + 1))
        return next(day for day in starts if day >= self.today or match["which"])

    def _half_term(self, match: re.Match[str]) -> date | None:
        """The first day of the coming half-term holiday, or the school day before or after it."""
        first = academic_year(self.today)
        for term in (term for year in range(first, first + 3) for term in self._terms(year)):
            if term.half_term and len(term.halves) == 2:
                before, after = term.halves
                day = {"before ": before.span.end, "after ": after.span.start}.get(
                    match["where"] or "", term.half_term.start
                )
                if day >= self.today:
                    return day
        return None

    def _terms(self, year: int) -> tuple[Term, ...]:
        return self.calendar.terms_of(year)

    def _term_edge(self, match: re.Match[str]) -> date | None:
        if not (match["edge"] or match["term"] or match["which"]):
            return None
        spans = self._spans(match)
        ends = match["edge"] == "end"
        days = [end if ends else start for start, end in spans]
        if match["which"] == "next ":
            after = [start for start, _ in spans if start > self.today]
            return days[len(days) - len(after)] if after else None
        if match["year"]:
            return days[0] if days else None
        return next((day for day in days if day >= self.today), None)

    def _spans(self, match: re.Match[str]) -> list[tuple[date, date]]:
        """First and last days of every term or half-term the words may mean, in order."""
        first = int(match["year"]) - 1 if match["year"] else academic_year(self.today)
        terms = [t for year in range(first, first + 3) for t in self._terms(year)]
        if match["year"]:
            terms = [term for term in terms if term.start.year == int(match["year"])]
        wanted = [term for term in terms if match["term"] in (None, term.name.value)]
        if not match["half"] and "half" not in match[0]:
            return [(term.start, term.end) for term in wanted]
        halves = (half for term in wanted for half in term.halves)
        number = match["half"]
        return [
            (half.span.start, half.span.end)
            for half in halves
            if not number or half.number == int(number)
        ]


_FIXED = {
    "today": 0,
    "now": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "day before yesterday": -2,
}


def _weekday(name: str) -> int:
    return next(n for n, day in enumerate(DAYS) if day.lower().startswith(name[:3]))


def _month(name: str) -> int | None:
    """1 to 12 for a month's name or any beginning of it; None for another word that begins so."""
    if name == "sept":
        return 9
    return next((n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name)), None)


def _try(year: int, month: int, dom: int) -> date | None:
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _make(year: int, month: int, dom: int) -> date:
    found = _try(year, month, dom)
    if found is None:
        name = MONTHS[month - 1]
        last = (_plus_months(date(year, month, 1), 1) - _DAY).day
        raise Problem(f"{name} {year} has {last} days, not {dom}.", "Correct the day.")
    return found


def _plus_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    wanted = (_try(year, month + 1, dom) for dom in range(day.day, 27, -1))
    return next((d for d in wanted if d), None) or date(year, month + 1, min(day.day, 28))
