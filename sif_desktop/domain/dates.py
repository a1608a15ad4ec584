"""Dates as officers type them and read them; days are said in British school style."""

from __future__ import annotations

from datetime import date

from sif_desktop.domain.calendar import (
    TermCalendar,
    WorkingDayRule,
    working_days_between,
)
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.spoken_dates import DAYS, HINT, MONTHS, Reader

_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_EARLIEST, _LATEST = 1900, 2199


def stored_day(iso: str | None) -> date | None:
    """The day of what is kept as ISO text, a time of day left aside; None for nothing."""
    return date.fromisoformat(iso[:10]) if iso else None


def parse_date(
    text: str,
    today: date,
    calendar: TermCalendar | None = None,
    rule: WorkingDayRule = WorkingDayRule.ORDINARY,
    *,
    past: bool = False,
) -> date:
    """The date meant by `text` when typed on `today`: "fri", "12/1/27", "end of spring 1" …

    `past` prefers the last such day where the words leave it open. Raises Problem, with a hint,
    where nothing or nothing possible is meant.
    """
    said = " ".join(text.lower().split())[:80]
    if not said:
        raise Problem("No date is given.", HINT)
    try:
        found = Reader(today, calendar or TermCalendar(), rule, past).read(said)
    except (OverflowError, ValueError):  # a number of days or years no calendar reaches
        found = None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        raise Problem(f"“{text.strip()[:40]}” is not a date the program understands.", HINT)
    return found


def say(day: date, today: date) -> str:
    """A date on screen: "today", "tomorrow", "Fri 12 January", with the year if it is far off."""
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away]
    said = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"
    return said if abs(away) < 180 else f"{said} {day.year}"


def say_long(day: date) -> str:
    """A date in a document: "Friday 12 January 2027"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_due(
    day: date,
    today: date,
    calendar: TermCalendar | None = None,
    rule: WorkingDayRule = WorkingDayRule.ORDINARY,
) -> str:
    """How near a deadline is: "today", "in 3 working days", "2 working days overdue".

    Beyond two weeks ahead it is the date; beyond two months late it is counted in months.
    """
    away = (day - today).days
    if away in (0, 1):
        return _NEAR[away]
    if away > 14:
        return say(day, today)
    if away < -62:
        return f"{-away // 30} months overdue"
    count = abs(working_days_between(today, day, rule, calendar))
    if away > 0:
        return f"in {_days(count)}" if count else say(day, today)
    return f"{_days(count)} overdue" if count else "due before the weekend"


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
