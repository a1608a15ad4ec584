"""Terms, half-terms and school holidays, as an authority or a school sets them.

No national file of term dates exists: an authority gives its own, a school may override them, and
where nobody has given any an ordinary English year is assumed and marked as assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise

from sif_desktop.domain.bank_holidays import bank_holidays
from sif_desktop.domain.errors import Problem

_DAY = timedelta(days=1)
_SCHOOL_YEAR_STARTS = 9  # September


class TermName(StrEnum):
    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """The part of a term before (1) or after (2) its half-term, from school day to school day."""

    year: int
    term: TermName
    number: int
    span: Span
    assumed: bool = False

    @property
    def label(self) -> str:
        return f"{self.term.value.title()} {self.number}"


@dataclass(frozen=True, slots=True)
class Term:
    """One term, first to last school day; `year` is the year in which its school year began.

    `half_term` is the holiday within, or None where there is none. Raises Problem if the dates
    are out of order.
    """

    year: int
    name: TermName
    start: date
    end: date
    half_term: Span | None = None
    assumed: bool = False  # an ordinary year put in by the program, not given by anybody

    def __post_init__(self) -> None:
        broken = self.half_term and not (
            self.start < self.half_term.start <= self.half_term.end < self.end
        )
        if self.end < self.start or broken:
            raise Problem(
                f"The dates of {self.label} are out of order.",
                "Give the first day, the half-term holiday within the term, and the last day.",
            )

    @property
    def label(self) -> str:
        return f"{self.name.value} term {year_label(self.year)}"

    @property
    def halves(self) -> tuple[HalfTerm, ...]:
        if self.half_term is None:
            return (self._half(1, self.start, self.end),)
        before, after = self.half_term.start - _DAY, self.half_term.end + _DAY
        while before.weekday() > 4:
            before -= _DAY
        while after.weekday() > 4:
            after += _DAY
        return (self._half(1, self.start, before), self._half(2, after, self.end))

    def _half(self, number: int, start: date, end: date) -> HalfTerm:
        return HalfTerm(self.year, self.name, number, Span(start, end), self.assumed)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A school holiday from the first to the last weekday off; `name` as people call it."""

    name: str
    span: Span
    assumed: bool = False

    @property
    def over_a_week(self) -> bool:
        """True if longer than a week; an ordinary Monday to Friday half-term is not."""
        return (self.span.end - self.span.start).days + 1 > 7


_HOLIDAY_AFTER = {
    TermName.AUTUMN: "Christmas holiday",
    TermName.SPRING: "Easter holiday",
    TermName.SUMMER: "summer holiday",
}


@dataclass(frozen=True, slots=True)
class TermCalendar:
    """The terms somebody gave, in order; years without any are assumed to be ordinary.

    `inset` are days inside a term when pupils stay at home; `extra_bank_holidays` are one-off days
    announced after this version was made.
    """

    terms: tuple[Term, ...] = ()
    inset: frozenset[date] = frozenset()
    extra_bank_holidays: frozenset[date] = frozenset()
    name: str = ""
    _years: Mapping[int, tuple[Term, ...]] = field(init=False, repr=False, compare=False)
    # Asked of every day counted for every school: each year's are worked out once.
    _holidays: dict[int, tuple[Holiday, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        years: dict[int, tuple[Term, ...]] = {}
        for term in sorted(self.terms, key=lambda term: term.start):
            years[term.year] = (*years.get(term.year, ()), term)
        for terms in years.values():
            _check_order(terms)
        object.__setattr__(self, "_years", years)
        object.__setattr__(self, "_holidays", {})

    def knows(self, year: int) -> bool:
        """Whether somebody gave the terms of this school year."""
        return year in self._years

    def terms_of(self, year: int) -> tuple[Term, ...]:
        return self._years.get(year) or ordinary_terms(year)

    def holidays_around(self, year: int) -> tuple[Holiday, ...]:
        """The holidays of this school year and of those before and after it, in order."""
        if year not in self._holidays:
            terms = (term for y in (year - 1, year, year + 1) for term in self.terms_of(y))
            halves = [half for term in terms for half in term.halves]
            between = (_holiday_between(one, after) for one, after in pairwise(halves))
            self._holidays[year] = tuple(holiday for holiday in between if holiday)
        return self._holidays[year]

    def overridden_by(self, own: TermCalendar) -> TermCalendar:
        """This calendar with every school year a school gave for itself put in its place."""
        kept = tuple(term for term in self.terms if not own.knows(term.year))
        own_years = {term.year for term in own.terms}
        inset = {day for day in self.inset if academic_year(day) not in own_years}
        return TermCalendar(
            (*kept, *own.terms),
            frozenset(inset) | own.inset,
            self.extra_bank_holidays | own.extra_bank_holidays,
            own.name or self.name,
        )


def _check_order(terms: tuple[Term, ...]) -> None:
    names = [term.name for term in terms]
    if names != sorted(set(names), key=list(TermName).index):
        raise Problem(
            f"The terms of {year_label(terms[0].year)} are not autumn, spring and summer in order.",
            "Give each term once.",
        )
    for earlier, later in pairwise(terms):
        if later.start <= earlier.end:
            raise Problem(
                f"The {later.label} starts before the {earlier.label} ends.",
                "Correct one of the two dates.",
            )


def academic_year(day: date) -> int:
    """The calendar year in which the school year of `day` began on 1 September."""
    return day.year if day.month >= _SCHOOL_YEAR_STARTS else day.year - 1


def year_label(year: int) -> str:
    """A school year as it is written: 2026 is "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"


def term_of(day: date, calendar: TermCalendar) -> Term | None:
    """The term `day` falls in, its half-term holiday included; None between terms."""
    terms = calendar.terms_of(academic_year(day))
    return next((term for term in terms if term.start <= day <= term.end), None)


def half_term_of(day: date, calendar: TermCalendar) -> HalfTerm | None:
    """The half-term `day` falls in; None in any school holiday."""
    term = term_of(day, calendar)
    return next((half for half in term.halves if day in half.span), None) if term else None


def halves_from(day: date, calendar: TermCalendar) -> Iterator[HalfTerm]:
    """Half-terms that have not ended before `day`, in order, for two years ahead."""
    first = academic_year(day)
    for year in range(first, first + 3):
        for term in calendar.terms_of(year):
            yield from (half for half in term.halves if half.span.end >= day)


def holiday_of(day: date, calendar: TermCalendar) -> Holiday | None:
    """The school holiday `day` falls in, or None in term time (and at a weekend beside it)."""
    around = calendar.holidays_around(academic_year(day))
    return next((holiday for holiday in around if day in holiday.span), None)


def _holiday_between(earlier: HalfTerm, later: HalfTerm) -> Holiday | None:
    """None where there is no weekday between the two."""
    first, last = earlier.span.end + _DAY, later.span.start - _DAY
    while first.weekday() > 4:
        first += _DAY
    while last.weekday() > 4:
        last -= _DAY
    if last < first:
        return None
    within = (earlier.year, earlier.term) == (later.year, later.term)
    name = f"{earlier.term.value} half-term" if within else _HOLIDAY_AFTER[earlier.term]
    return Holiday(name, Span(first, last), earlier.assumed or later.assumed)


@cache
def ordinary_terms(year: int) -> tuple[Term, ...]:
    """An ordinary English school year from September of `year`, every term marked as assumed."""
    christmas = _on_or_before(date(year, 12, 22), 4)
    term_ends, back = _easter_break(year + 1)
    spring_half = _on_or_after(date(year + 1, 2, 12), 0)
    return (
        _term(year, TermName.AUTUMN, _september(year), christmas, _last_monday(year, 10)),
        _term(year, TermName.SPRING, _open_day(christmas + 17 * _DAY), term_ends, spring_half),
        _term(
            year,
            TermName.SUMMER,
            back,
            _school_day_before(date(year + 1, 7, 22)),
            _last_monday(year + 1, 5),
        ),
    )


def _term(year: int, name: TermName, start: date, end: date, half_monday: date) -> Term:
    return Term(year, name, start, end, Span(half_monday, half_monday + 4 * _DAY), assumed=True)


def _september(year: int) -> date:
    first = date(year, 9, 1)
    return _on_or_after(first, 0) if first.weekday() >= 4 else first


def _easter_break(year: int) -> tuple[date, date]:
    """Last day before, and first day after, the two weeks most authorities take at Easter."""
    from dateutil.easter import easter

    sunday = easter(year)
    if sunday.month == 3:
        return sunday - 3 * _DAY, sunday + 15 * _DAY
    if sunday < date(year, 4, 12):
        return sunday - 9 * _DAY, sunday + 8 * _DAY
    return sunday - 16 * _DAY, sunday + 2 * _DAY


def _open_day(day: date) -> date:
    while day.weekday() > 4 or day in bank_holidays(day.year):
        day += _DAY
    return day


def _school_day_before(day: date) -> date:
    while day.weekday() > 4:
        day -= _DAY
    return day


def _last_monday(year: int, month: int) -> date:
    return _on_or_before(date(year, month, 31), 0)


def _on_or_before(day: date, weekday: int) -> date:
    return day - ((day.weekday() - weekday) % 7) * _DAY


def _on_or_after(day: date, weekday: int) -> date:
    return day + ((weekday - day.weekday()) % 7) * _DAY
