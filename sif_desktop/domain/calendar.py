"""Working days by the three rules an authority lives by, each count shown day by day.

A period begins on the day after the day that starts it, which need not be a working day itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sif_desktop.domain.bank_holidays import (
    LAST_PUBLISHED_YEAR,
    Nation,
    bank_holidays,
    is_published,
)
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.terms import (
    HalfTerm,
    Holiday,
    Span,
    Term,
    TermCalendar,
    TermName,
    academic_year,
    half_term_of,
    halves_from,
    holiday_of,
    ordinary_terms,
    term_of,
    year_label,
)

__all__ = [
    "CountedDay",
    "HalfTerm",
    "Holiday",
    "Span",
    "Term",
    "TermCalendar",
    "TermName",
    "WorkingDayRule",
    "academic_year",
    "add_working_days",
    "doubts",
    "half_term_of",
    "halves_from",
    "holiday_of",
    "is_working_day",
    "ordinary_terms",
    "term_of",
    "why_not_counted",
    "working_days_between",
    "year_label",
]

_DAY = timedelta(days=1)
_MOST_DAYS = 5000  # about twenty years: anything longer is a slip of the finger
_WEEKEND = {5: "Saturday", 6: "Sunday"}


class WorkingDayRule(StrEnum):
    """Which days count."""

    ORDINARY = "ordinary"  # not weekends, not England's bank holidays
    INSPECTION = "inspection"  # SI 2005/2038: nor school holidays of more than a week
    FOI = "foi"  # Freedom of Information Act s.10(6): nor bank holidays anywhere in the UK


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One line of a count that can be checked by hand: a day, its number or why it has none."""

    day: date
    counted: bool
    why: str  # why it does not count; empty where it does
    number: int  # days counted so far


def why_not_counted(day: date, rule: WorkingDayRule, calendar: TermCalendar | None = None) -> str:
    """Why `day` is not a working day under `rule`; empty if it is one."""
    calendar = calendar or TermCalendar()
    if day.weekday() in _WEEKEND:
        return _WEEKEND[day.weekday()]
    if title := _bank_holiday(day, rule, calendar):
        return title
    if rule is WorkingDayRule.INSPECTION:
        holiday = holiday_of(day, calendar)
        if holiday and holiday.over_a_week:
            return f"{holiday.name}, longer than a week"
    return ""


def _bank_holiday(day: date, rule: WorkingDayRule, calendar: TermCalendar) -> str:
    if title := bank_holidays(day.year).get(day):
        return title
    if day in calendar.extra_bank_holidays:
        return "bank holiday added by hand"
    if rule is not WorkingDayRule.FOI:
        return ""
    for nation in (Nation.SCOTLAND, Nation.NORTHERN_IRELAND):
        if title := bank_holidays(day.year, nation).get(day):
            return f"{title} in {nation.label}"
    return ""


def is_working_day(day: date, rule: WorkingDayRule, calendar: TermCalendar | None = None) -> bool:
    """Whether `day` counts under `rule`."""
    return not why_not_counted(day, rule, calendar)


def add_working_days(
    start: date,
    n: int,
    rule: WorkingDayRule = WorkingDayRule.ORDINARY,
    calendar: TermCalendar | None = None,
) -> tuple[date, tuple[CountedDay, ...]]:
    """The nth working day after `start` (before it if n is negative), and the count day by day.

    With n = 0 it is `start` itself. Raises Problem for more days than any deadline has.
    """
    if abs(n) > _MOST_DAYS:
        raise Problem(f"{abs(n)} working days is more than can be counted.", "Give a date instead.")
    step = _DAY if n > 0 else -_DAY
    day, number, trace = start, 0, []
    while number < abs(n):
        day += step
        why = why_not_counted(day, rule, calendar)
        number += not why
        trace.append(CountedDay(day, not why, why, number))
    return day, tuple(trace)


def working_days_between(
    start: date,
    end: date,
    rule: WorkingDayRule = WorkingDayRule.ORDINARY,
    calendar: TermCalendar | None = None,
) -> int:
    """Working days after `start` up to and including `end`; negative if `end` is the earlier."""
    if end < start:
        return -working_days_between(end, start, rule, calendar)
    days = (start + _DAY * k for k in range(1, (end - start).days + 1))
    return sum(is_working_day(day, rule, calendar) for day in days)


def doubts(
    start: date, end: date, rule: WorkingDayRule, calendar: TermCalendar | None = None
) -> tuple[str, ...]:
    """What a count between two days rests on that nobody has confirmed, as sentences."""
    calendar = calendar or TermCalendar()
    first, last = min(start, end), max(start, end)
    found = []
    if not is_published(last.year) or not is_published(first.year):
        found.append(
            f"Bank holidays are published to {LAST_PUBLISHED_YEAR}; outside the published years "
            "the usual ones are assumed."
        )
    if rule is WorkingDayRule.INSPECTION:
        years = range(academic_year(first), academic_year(last) + 1)
        found += [
            f"No term dates are given for {year_label(year)}; an ordinary year is assumed."
            for year in years
            if not calendar.knows(year)
        ]
    return tuple(found)
