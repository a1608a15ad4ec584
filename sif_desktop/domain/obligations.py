"""What the rulebook says must happen by when: one engine for cadences, deadlines and clocks.

Pure: the rules, what is known of a provider and a calendar in, due items out. Each item says from
which day it counts, by which rule, day by day where days are counted, from which paragraph, and
what closed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile

from sif_desktop.domain.calendar import (
    CountedDay,
    HalfTerm,
    Term,
    WorkingDayRule,
    academic_year,
    add_working_days,
)
from sif_desktop.domain.criteria import Test, Verdict, answer, entered, months_after
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition
from sif_desktop.domain.known import Event, Known

_DAY = timedelta(days=1)


class Unit(StrEnum):
    DAY = "day"  # calendar days
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    HALF_TERM = "half_term"
    TERM = "term"
    YEAR = "year"  # a school year where something is owed in each, else twelve months


class Anchor(StrEnum):
    """The day a deadline or a series counts from."""

    TERM_START = "term_start"
    PUBLICATION = "publication"  # of the latest inspection report
    FEEDBACK = "feedback"  # its verdict by word of mouth
    INSPECTION = "inspection"
    CATEGORY = "category"  # entry into the present category
    EVENT = "event"  # each event of the kinds in `after`


@dataclass(frozen=True, slots=True)
class Every:
    """Again so many units after it was last done (after the anchor the first time)."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class PerPeriod:
    """At least `count` in every term, half-term or school year."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class EachMonth:
    """By the end of each of these months of every year, 1 for January."""

    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Once for each anchor, so many units after it."""

    count: int
    unit: Unit


When = Every | PerPeriod | EachMonth | Within


@dataclass(frozen=True, slots=True)
class Obligation:
    """`closed_by` are kinds of event, any of which does it; `tolerance_days` is how late it may be
    before it is overdue. It is owed while `applies` and `while_true` hold; `until` ends it for
    good."""

    id: str
    title: str
    when: When
    closed_by: tuple[str, ...]
    anchor: Anchor | None = None
    after: tuple[str, ...] = ()  # kinds of event, for Anchor.EVENT
    applies: tuple[Condition, ...] = ()
    while_true: Test | None = None
    day_rule: WorkingDayRule = WorkingDayRule.ORDINARY
    tolerance_days: int = 0
    paragraph: str = ""


class DueState(StrEnum):
    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed by `day`. `start` is the first day on which an event can close it; `number`
    tells the several of one period apart."""

    obligation: str
    what: str
    day: date
    start: date
    anchor: date
    rule: str
    paragraph: str
    state: DueState
    closed_by: Event | None = None
    trace: tuple[CountedDay, ...] = ()
    number: int = 1


def due(obligations: Iterable[Obligation], known: Known, until: date) -> tuple[Due, ...]:
    """All that is owed of one provider up to `until`, and what of it was done, by date.

    What was owed is looked at from the beginning of the present school year, and from the anchor
    for what counts from one.
    """
    found = [
        item
        for obligation in obligations
        if _owed(obligation, known)
        for item in _SERIES[type(obligation.when)](obligation, known, until)
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.obligation, item.number)))


def _owed(obligation: Obligation, known: Known) -> bool:
    if not all(holds(condition, known.provider) for condition in obligation.applies):
        return False
    test = obligation.while_true
    return test is None or answer(test, known).verdict is Verdict.YES


# --- series ---------------------------------------------------------------------------------------


def _within(obligation: Obligation, known: Known, until: date) -> Iterator[Due]:
    """One item for each anchor."""
    assert isinstance(obligation.when, Within)
    anchors = _anchors(obligation, known, until)
    for start, following in pairwise([*anchors, date.max]):
        day, trace = later(start, obligation.when.count, obligation.when.unit, obligation, known)
        if day <= until:
            yield _item(obligation, known, day, start, start, trace=trace, before=following)


def _every(obligation: Obligation, known: Known, until: date) -> Iterator[Due]:
    """Done items since the anchor, then what is next; later ones follow from their dates."""
    assert isinstance(obligation.when, Every)
    count, unit = obligation.when.count, obligation.when.unit
    start = max(_anchors(obligation, known, known.today), default=None)
    start = start or _year_start(known.today)
    done = sorted(e.day for e in known.events if e.kind in obligation.closed_by)
    before = [day for day in done if day <= start]
    last = before[-1] if before and obligation.anchor is None else start
    for day in (one for one in done if start < one <= known.today):
        owed, trace = later(last, count, unit, obligation, known)
        yield _item(obligation, known, owed, last + _DAY, last, trace=trace)
        last = day
    while True:
        owed, trace = later(last, count, unit, obligation, known)
        if owed > until:
            return
        yield _item(obligation, known, owed, last + _DAY, last, trace=trace)
        last = max(owed, known.today)


def _per_period(obligation: Obligation, known: Known, until: date) -> Iterator[Due]:
    """So many in each period, by its end; events close them in the order they took place."""
    assert isinstance(obligation.when, PerPeriod)
    for first, last in periods(obligation.when.unit, known, until):
        inside = sorted(
            (e for e in known.events if e.kind in obligation.closed_by and first <= e.day <= last),
            key=lambda event: event.day,
        )
        for number in range(1, obligation.when.count + 1):
            closing = inside[number - 1] if number <= len(inside) else None
            item = _item(obligation, known, last, first, first, number=number)
            state = DueState.DONE if closing else _open_state(obligation, known, last)
            yield replace(item, state=state, closed_by=closing)


def _each_month(obligation: Obligation, known: Known, until: date) -> Iterator[Due]:
    assert isinstance(obligation.when, EachMonth)
    for year in range(academic_year(known.today), until.year + 1):
        for month in obligation.when.months:
            first = date(year, month, 1)
            last = months_after(first, 1) - _DAY
            if _year_start(known.today) <= last <= until:
                yield _item(obligation, known, last, first, first)


_SERIES: dict[type, Callable[[Obligation, Known, date], Iterator[Due]]] = {
    Within: _within,
    Every: _every,
    PerPeriod: _per_period,
    EachMonth: _each_month,
}


# --- one item -------------------------------------------------------------------------------------


def _item(
    obligation: Obligation,
    known: Known,
    day: date,
    start: date,
    anchor: date,
    *,
    trace: tuple[CountedDay, ...] = (),
    number: int = 1,
    before: date = date.max,
) -> Due:
    closing = _first(known, obligation.closed_by, start, before)
    return Due(
        obligation.id,
        obligation.title,
        day,
        start,
        anchor,
        rule_words(obligation),
        obligation.paragraph,
        DueState.DONE if closing else _open_state(obligation, known, day),
        closing,
        trace,
        number,
    )


def _first(known: Known, kinds: tuple[str, ...], start: date, before: date) -> Event | None:
    """The earliest event that closes something owed from `start` on."""
    last = min(known.today, before - _DAY)
    fit = [e for e in known.events if e.kind in kinds and start <= e.day <= last]
    return min(fit, key=lambda event: event.day, default=None)


def _open_state(obligation: Obligation, known: Known, day: date) -> DueState:
    late = day + _DAY * obligation.tolerance_days < known.today
    return DueState.OVERDUE if late else DueState.DUE


# --- days -----------------------------------------------------------------------------------------


def _anchors(obligation: Obligation, known: Known, until: date) -> list[date]:
    """The days an obligation counts from, in order; none where nothing has happened yet."""
    latest = known.judged or known.inspection
    match obligation.anchor:
        case Anchor.TERM_START:
            terms = (term for term in _terms(known, until) if term.start <= until)
            return [term.start for term in terms]
        case Anchor.PUBLICATION:
            return [latest.published] if latest and latest.published else []
        case Anchor.FEEDBACK:
            return [latest.feedback] if latest and latest.feedback else []
        case Anchor.INSPECTION:
            return [latest.day] if latest else []
        case Anchor.CATEGORY:
            return [entered(known.categories)] if known.categories else []
        case Anchor.EVENT:
            return sorted(e.day for e in known.events if e.kind in obligation.after)
        case None:
            return []


def later(
    start: date, count: int, unit: Unit, obligation: Obligation, known: Known
) -> tuple[date, tuple[CountedDay, ...]]:
    """The day so many units after `start`, and the count day by day where days are counted."""
    match unit:
        case Unit.DAY:
            return start + _DAY * count, ()
        case Unit.WORKING_DAY:
            return add_working_days(start, count, obligation.day_rule, known.calendar)
        case Unit.WEEK:
            return start + 7 * _DAY * count, ()
        case Unit.MONTH:
            return months_after(start, count), ()
        case Unit.YEAR:
            return months_after(start, 12 * count), ()
        case Unit.TERM | Unit.HALF_TERM:
            return _period_end_after(start, count, unit, known), ()


def _period_end_after(start: date, count: int, unit: Unit, known: Known) -> date:
    """The last day of the countth term or half-term that begins after `start`."""
    horizon = months_after(start, 12 * (count + 1))
    later_ones = [last for first, last in periods(unit, known, horizon, start) if first > start]
    return later_ones[count - 1]


def periods(
    unit: Unit, known: Known, until: date, since: date | None = None
) -> Iterator[tuple[date, date]]:
    """First and last day of each term, half-term or school year from that of `since` (today's
    school year) to that of `until`."""
    terms = _terms(known, until, since)
    match unit:
        case Unit.TERM:
            yield from ((term.start, term.end) for term in terms)
        case Unit.HALF_TERM:
            halves: list[HalfTerm] = [half for term in terms for half in term.halves]
            yield from ((half.span.start, half.span.end) for half in halves)
        case _:
            for year in range(academic_year(since or known.today), academic_year(until) + 1):
                yield date(year, 9, 1), date(year + 1, 8, 31)


def _terms(known: Known, until: date, since: date | None = None) -> list[Term]:
    years = range(academic_year(since or known.today), academic_year(until) + 1)
    every = (term for year in years for term in known.calendar.terms_of(year))
    return list(takewhile(lambda term: term.start <= until, every))


def _year_start(day: date) -> date:
    return date(academic_year(day), 9, 1)


# --- words ----------------------------------------------------------------------------------------

_ANCHOR_WORDS = {
    Anchor.TERM_START: "the start of term",
    Anchor.PUBLICATION: "publication of the report",
    Anchor.FEEDBACK: "the verbal feedback",
    Anchor.INSPECTION: "the inspection",
    Anchor.CATEGORY: "entry into the category",
    Anchor.EVENT: "what it follows",
}


def rule_words(obligation: Obligation) -> str:
    """The rule as people say it: "10 working days after publication of the report"."""
    when = obligation.when
    match when:
        case Within():
            anchor = _ANCHOR_WORDS[obligation.anchor or Anchor.EVENT]
            return f"{_many(when.count, when.unit)} after {anchor}"
        case Every():
            return f"every {_many(when.count, when.unit) if when.count > 1 else _word(when.unit)}"
        case PerPeriod():
            return f"at least {when.count} each {_word(when.unit)}"
        case EachMonth():
            names = [date(2000, month, 1).strftime("%B") for month in when.months]
            return f"by the end of {' and '.join(names)}"


def _word(unit: Unit) -> str:
    return unit.value.replace("_", "-" if unit is Unit.HALF_TERM else " ")


def _many(count: int, unit: Unit) -> str:
    return f"{count} {_word(unit)}{'' if count == 1 else 's'}"
