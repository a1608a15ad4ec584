"""When a plan is to be evaluated, by whom, and which evaluations are missing.

A rulebook says how often (each term, half-term, month or year) and whose view is asked for; each
priority is evaluated in every such period the plan runs in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sif_desktop.domain.calendar import Term, TermCalendar, academic_year, year_label
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.plans import Evaluation, Plan
from sif_desktop.domain.spoken_dates import MONTHS

SIDES = {"school": "School", "authority": "Authority", "agreed": "Agreed"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A term, half-term, month or school year in which a plan runs; `due` is by when it is to be
    evaluated: its last day, or the plan's own if that is earlier."""

    code: str  # 2026-autumn, 2026-autumn-1, 2026-11, 2026
    label: str
    first: date
    last: date
    due: date


@dataclass(frozen=True, slots=True)
class Missing:
    """An evaluation nobody has written yet."""

    priority_uid: str
    period: Period
    side: str
    overdue: bool


def periods(plan: Plan, per: str, calendar: TermCalendar, today: date) -> tuple[Period, ...]:
    """The periods a plan runs in, in order; those of a plan without an end up to today. None where
    it has no start or the rulebook does not say how often."""
    if plan.start is None:
        return ()
    start, end = plan.start, plan.closed_on or plan.end or max(plan.start, today)
    made = (
        Period(code, label, first, last, min(last, end))
        for code, label, first, last in _spans(per, start, end, calendar)
        if first <= end and last >= start
    )
    return tuple(made)


def missing(
    plan: Plan, template: PlanTemplate, calendar: TermCalendar, today: date
) -> tuple[Missing, ...]:
    """Evaluations owed and not written, of periods that have begun, by date."""
    written = {(e.priority_uid, e.term, e.side) for e in plan.evaluations if e.text or e.rating}
    begun = [
        one for one in periods(plan, template.evaluated_per, calendar, today) if one.first <= today
    ]
    return tuple(
        Missing(priority.uid, period, side, period.due < today)
        for period in begun
        for priority in plan.priorities
        for side in template.evaluated_by
        if (priority.uid, period.code, side) not in written
    )


def evaluation_of(plan: Plan, priority_uid: str, term: str, side: str) -> Evaluation | None:
    """What one side wrote of a priority in a period; None if nothing."""
    wanted = (priority_uid, term, side)
    found = [e for e in plan.evaluations if (e.priority_uid, e.term, e.side) == wanted]
    return max(found, key=lambda one: (one.day or date.min, one.uid), default=None)


def terms_between(start: date, end: date, calendar: TermCalendar) -> tuple[Term, ...]:
    """The terms with a day between two days, both included."""
    years = range(academic_year(start), academic_year(end) + 1)
    every = (term for year in years for term in calendar.terms_of(year))
    return tuple(term for term in every if term.start <= end and term.end >= start)


_Span = tuple[str, str, date, date]


def _spans(per: str, start: date, end: date, calendar: TermCalendar) -> Iterator[_Span]:
    match per:
        case "term":
            for term in terms_between(start, end, calendar):
                yield f"{term.year}-{term.name.value}", term.label, term.start, term.end
        case "half_term":
            for term in terms_between(start, end, calendar):
                for half in term.halves:
                    code = f"{term.year}-{term.name.value}-{half.number}"
                    label = f"{half.label} {year_label(term.year)}"
                    yield code, label, half.span.start, half.span.end
        case "month":
            yield from _months(start, end)
        case "year":
            for year in range(academic_year(start), academic_year(end) + 1):
                yield str(year), year_label(year), date(year, 9, 1), date(year + 1, 8, 31)


def _months(start: date, end: date) -> Iterator[_Span]:
    first = start.replace(day=1)
    while first <= end:
        following = months_after(first, 1)
        label = f"{MONTHS[first.month - 1]} {first.year}"
        yield f"{first:%Y-%m}", label, first, following - _DAY
        first = following
