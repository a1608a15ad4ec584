"""How a series of meetings keeps to its rhythm, and on which day its next meeting had best be.

Pure: the rhythm, the days on which it met, today and the calendar in; what was owed, kept, late or
missed out. A day is proposed in term time, on a working day, with the reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from sif_desktop.domain.calendar import WorkingDayRule, holiday_of, why_not_counted
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.known import Known
from sif_desktop.domain.meeting_types import Rhythm
from sif_desktop.domain.obligations import Every, Obligation, Unit, later, periods
from sif_desktop.domain.terms import TermCalendar

_DAY = timedelta(days=1)
_ORDINARY = Obligation("", "", Every(1, Unit.WEEK), ())
_LOOK_AHEAD = 24  # months of periods that are looked through for the next one
_EARLIER = 7  # days a meeting may be brought forward to lie in term time
_FURTHEST = 120  # days on which a school day is looked for


class Kept(StrEnum):
    """What became of a meeting that was owed."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSED = "missed"
    OWED = "owed"


@dataclass(frozen=True, slots=True)
class Owed:
    """A meeting owed by a day, and the day it was held. `span` is the time it belongs to."""

    by: date
    kept: Kept
    held: date | None
    span: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Pace:
    """How a series stands. `due` is the day the next meeting is owed by, None once it is closed or
    where the rulebook does not say how often."""

    owed: tuple[Owed, ...] = ()
    due: date | None = None
    overdue: bool = False

    @property
    def late(self) -> int:
        """How many of those owed were late, were missed, or are overdue."""
        fell_short = sum(one.kept in (Kept.LATE, Kept.MISSED) for one in self.owed)
        return fell_short + self.overdue

    @property
    def in_time(self) -> int:
        return sum(one.kept is Kept.IN_TIME for one in self.owed)


def pace(
    rhythm: Rhythm | None,
    opened: date | None,
    held: Iterable[date],
    today: date,
    calendar: TermCalendar,
    closed: date | None = None,
) -> Pace:
    """How a series opened and, it may be, closed on these days kept to its rhythm up to today."""
    days = sorted(held)
    start = min([day for day in (opened, *days) if day], default=None)
    if rhythm is None or start is None:
        return Pace()
    until = min(today, closed) if closed else today
    known = Known(until, calendar=calendar)
    find = _spaced if rhythm.every else _per_period
    found = tuple(find(rhythm, start, days, known))
    if closed:
        return Pace(tuple(one for one in found if one.kept is not Kept.OWED))
    first = next((one.by for one in found if one.kept is Kept.OWED), None)
    grace = timedelta(days=rhythm.tolerance_days)
    return Pace(found, first, first is not None and first + grace < today)


def _spaced(rhythm: Rhythm, start: date, held: Sequence[date], known: Known) -> Iterator[Owed]:
    """So many units after the last one, or after the beginning; ends with the one now owed."""
    grace, last = timedelta(days=rhythm.tolerance_days), start

    def following(day: date) -> date:
        return later(day, rhythm.every, Unit(rhythm.unit), _ORDINARY, known)[0]

    for day in held:
        by = following(last)
        while following(by) + grace < day:  # a whole turn went by without one
            yield Owed(by, Kept.MISSED, None, (last, by))
            last, by = by, following(by)
        if day > start:  # the first meeting may be the beginning
            yield Owed(by, Kept.LATE if day > by + grace else Kept.IN_TIME, day, (last, by))
        last = day
    by = following(last)
    while following(by) + grace < known.today:
        yield Owed(by, Kept.MISSED, None, (last, by))
        last, by = by, following(by)
    yield Owed(by, Kept.OWED, None, (last, by))


def _per_period(rhythm: Rhythm, start: date, held: Sequence[date], known: Known) -> Iterator[Owed]:
    """At least so many in each period, which goes on through the holiday after it. The period of
    the beginning owes as many as the part that was left of it had room for."""
    grace = timedelta(days=rhythm.tolerance_days)
    spans = _spans(rhythm.per, start, known)
    for (first, last), (following, _) in pairwise(spans):
        if last < start:
            continue
        count = rhythm.at_least
        if first < start:
            count = count * (last - start).days // max(1, (last - first).days)
        inside = [day for day in held if max(first, start) <= day < following]
        over = last + grace < known.today
        for number in range(count):
            span = _part(max(first, start), last, number, count)
            day = inside[number] if number < len(inside) else None
            if day is not None:
                yield Owed(last, Kept.LATE if day > last + grace else Kept.IN_TIME, day, span)
            else:
                yield Owed(last, Kept.MISSED if over else Kept.OWED, None, span)
        if not over and len(inside) < count:
            return


def _spans(per: str, start: date, known: Known) -> list[tuple[date, date]]:
    horizon = months_after(known.today, _LOOK_AHEAD)
    if per == "month":
        first, found = start.replace(day=1), []
        while first <= horizon:
            found.append((first, months_after(first, 1) - _DAY))
            first = months_after(first, 1)
        return found
    return list(periods(Unit(per), known, horizon, start))


def _part(first: date, last: date, number: int, count: int) -> tuple[date, date]:
    """The part of a period that the meeting of this number in it belongs to."""
    length = (last - first).days
    cuts = (length * number // count, length * (number + 1) // count)
    return first + _DAY * cuts[0], first + _DAY * cuts[1]


# --- the day proposed -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day for the next meeting, and why in words."""

    day: date
    why: str


def propose(
    rhythm: Rhythm | None, stand: Pace, today: date, calendar: TermCalendar
) -> Proposal | None:
    """The day on which the next meeting had best be; None where nothing says how often."""
    if rhythm is None or stand.due is None:
        return None
    owed = next(one for one in stand.owed if one.kept is Kept.OWED)
    said = f"{rhythm_words(rhythm)}{f' ({rhythm.paragraph})' if rhythm.paragraph else ''}"
    why = f"{said}: owed by {_long(owed.by)}"
    if owed.by <= today:
        day = _first(today + _DAY, calendar)
        return Proposal(day, f"{why}, which has passed; {_long(day)} is the next day in term.")
    target = _target(rhythm, owed, today)
    day, shut = _nearest(target, today, calendar), _why_shut(target, calendar)
    moved = f"; {_long(target)} is {shut}, so another day near it is proposed" if shut else ""
    return Proposal(day, f"{why}{moved}.")


def _target(rhythm: Rhythm, owed: Owed, today: date) -> date:
    """The day it is owed by where that is counted in weeks, months or years; the middle of its
    part of the term otherwise, so that the several of a term lie apart."""
    if rhythm.every and rhythm.unit not in ("term", "half_term"):
        return owed.by
    first, last = owed.span
    if rhythm.every:  # owed by the end of the term after the last meeting
        first = max(first, last - timedelta(days=70 if rhythm.unit == "term" else 30))
    middle = first + (last - first) // 2
    return middle if middle > today else today + (owed.by - today) // 2


def _nearest(target: date, today: date, calendar: TermCalendar) -> date:
    """The target, a day up to a week before it, or the first after it."""
    for back in range(_EARLIER + 1):
        day = target - _DAY * back
        if day > today and not _why_shut(day, calendar):
            return day
    return _first(target, calendar)


def _first(day: date, calendar: TermCalendar) -> date:
    for ahead in range(_FURTHEST):
        if not _why_shut(day + _DAY * ahead, calendar):
            return day + _DAY * ahead
    return day


def _why_shut(day: date, calendar: TermCalendar) -> str:
    """Why no school meets on a day; empty where it does."""
    if holiday := holiday_of(day, calendar):
        return f"in the {holiday.name}"
    if why := why_not_counted(day, WorkingDayRule.ORDINARY, calendar):
        return f"a {why}" if why.endswith("day") and " " not in why else f"closed ({why})"
    return "an INSET day" if day in calendar.inset else ""


def rhythm_words(rhythm: Rhythm) -> str:
    """A rhythm as people say it: “Every 6 weeks”, “At least 2 each term”."""
    if rhythm.every:
        unit = rhythm.unit.replace("_", "-")
        words = f"Every {unit}" if rhythm.every == 1 else f"Every {rhythm.every} {unit}s"
    else:
        words = f"At least {rhythm.at_least} each {rhythm.per.replace('_', '-')}"
    return words


def _long(day: date) -> str:
    return long_date(day.isoformat())
