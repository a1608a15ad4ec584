"""By when a document is due: so much time after something that happened, counted and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sif_desktop.domain.calendar import (
    CountedDay,
    TermCalendar,
    WorkingDayRule,
    add_working_days,
)
from sif_desktop.domain.compose_findings import long_date


class Unit(StrEnum):
    DAY = "day"  # calendar days
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"


# What a deadline may count from, beside the dates filled in a letter.
ANCHORS: Mapping[str, str] = {
    "visit": "the visit",
    "feedback": "the feedback",
    "category": "the decision on the category",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """`after` is one of ANCHORS or the code of a letter's date field; `rule` says which days are
    working days."""

    within: int
    unit: Unit
    after: str
    rule: WorkingDayRule = WorkingDayRule.ORDINARY
    source: str = ""
    app_default: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, the rule in words, and where working days are counted each day of the count."""

    day: date
    words: str  # "10 working days after the visit on 3 March 2026, 2.4"
    trace: tuple[CountedDay, ...] = ()


def due(deadline: Deadline, anchor: str, start: date, calendar: TermCalendar | None = None) -> Due:
    """When it is due, counted from `start`, the day of what `anchor` calls by its name."""
    day, trace = _later(deadline, start, calendar)
    rule = "the app’s own rule" if deadline.app_default else deadline.source
    told = f"{many(deadline)} after {anchor} on {long_date(start.isoformat())}"
    return Due(day, ", ".join(filter(None, (told, rule))), trace)


def _later(
    deadline: Deadline, start: date, calendar: TermCalendar | None
) -> tuple[date, tuple[CountedDay, ...]]:
    from dateutil.relativedelta import relativedelta

    match deadline.unit:
        case Unit.WORKING_DAY:
            return add_working_days(start, deadline.within, deadline.rule, calendar)
        case Unit.MONTH:
            return start + relativedelta(months=deadline.within), ()
        case Unit.WEEK:
            return start + timedelta(weeks=deadline.within), ()
    return start + timedelta(days=deadline.within), ()


def many(deadline: Deadline) -> str:
    """How long it is in words: "10 working days"."""
    word = deadline.unit.value.replace("_", " ")
    return f"{deadline.within} {word}{'' if deadline.within == 1 else 's'}"
