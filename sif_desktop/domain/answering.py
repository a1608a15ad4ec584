"""By when a concern, a complaint or a contact is to be answered, and when concerns call for a
review."""

from __future__ import annotations

from datetime import date, timedelta

from sif_desktop.domain.calendar import add_working_days
from sif_desktop.domain.concerns import AnswerTime, ConcernRules
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.obligations import Unit
from sif_desktop.domain.terms import TermCalendar

_MONTHS = {Unit.MONTH: 1, Unit.HALF_TERM: 2, Unit.TERM: 4, Unit.YEAR: 12}


def answer_by(within: AnswerTime, start: date, calendar: TermCalendar | None = None) -> date:
    """The last day to answer what came on `start`."""
    if within.unit is Unit.WORKING_DAY:
        return add_working_days(start, within.count, calendar=calendar)[0]
    if within.unit in _MONTHS:
        return months_after(start, within.count * _MONTHS[within.unit])
    days = 7 if within.unit is Unit.WEEK else 1
    return start + timedelta(days=days * within.count)


def review_wanted(rules: ConcernRules, still_open: int) -> bool:
    """Whether so many open concerns about one provider call for a review."""
    return bool(rules.review_after) and still_open >= rules.review_after
