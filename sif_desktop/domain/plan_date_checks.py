"""Dates of a plan that are odd or cannot be kept: before it starts, after it ends, in holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.bank_holidays import bank_holidays
from sif_desktop.domain.calendar import TermCalendar, holiday_of
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.plans import Action, Plan

_WEEKEND = {5: "Saturday", 6: "Sunday"}
_LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """One remark: about which row and field, what it is, what to do. A `warning` is a fault most
    readers would see; a `note` is worth a look."""

    row_uid: str
    field: str
    message: str
    remedy: str
    weight: str = "note"


def note(row_uid: str, field: str, message: str, remedy: str) -> PlanCheck:
    return PlanCheck(row_uid, field, message, remedy)


def warning(row_uid: str, field: str, message: str, remedy: str) -> PlanCheck:
    return PlanCheck(row_uid, field, message, remedy, "warning")


def plan_dates(plan: Plan, template: PlanTemplate) -> Iterator[PlanCheck]:
    if plan.start is None:
        yield note(plan.uid, "start", "The plan has no start.", "Give the day it begins.")
    if plan.end is None:
        yield note(plan.uid, "end", "The plan has no end.", "Give the day it runs to.")
    if plan.start is None or plan.end is None:
        return
    if plan.end < plan.start:
        yield warning(
            plan.uid, "end", "The plan ends before it starts.", "Correct one of the two dates."
        )
    months = template.notice_months
    if months and plan.end > months_after(plan.start, months):
        usual = template.usual_months or months
        yield note(
            plan.uid, "end", f"The plan runs for more than {_months(months)}.",
            f"Such a plan usually runs for {_months(usual)}. Shorten it, or leave it as it is.",
        )  # fmt: skip


def row_dates(plan: Plan, calendar: TermCalendar) -> Iterator[PlanCheck]:
    """Of every action and milestone, whichever of its dates is odd."""
    ends = {one.uid: one.due for one in plan.actions}
    for row in plan.followed:
        if isinstance(row, Action):
            yield from _action(plan, row, ends)
        if row.due is not None:
            yield from _within(plan, row.uid, "due", row.due)
            yield from _in_school(row.uid, row.due, calendar)


def _action(plan: Plan, row: Action, ends: dict[str, date | None]) -> Iterator[PlanCheck]:
    if row.start is None:
        return
    yield from _within(plan, row.uid, "start", row.start)
    if row.due is not None and row.due < row.start:
        yield warning(
            row.uid, "due", "The action is due before it starts.", "Correct one of the two dates."
        )
    waits = [day for uid in row.after if (day := ends.get(uid)) is not None]
    if waits and row.start < max(waits):
        yield note(
            row.uid, "start", f"It starts before what it follows is due ({_day(max(waits))}).",
            "Start it later, or take the link away.",
        )  # fmt: skip


def _within(plan: Plan, uid: str, field: str, day: date) -> Iterator[PlanCheck]:
    said = "The date" if field == "due" else "The start"
    if plan.start is not None and day < plan.start:
        yield warning(
            uid, field, f"{said} is before the plan starts on {_day(plan.start)}.",
            "Give a later day.",
        )  # fmt: skip
    if plan.end is not None and day > plan.end:
        yield warning(
            uid, field, f"{said} is after the plan ends on {_day(plan.end)}.",
            "Give an earlier day, or let the plan run longer.",
        )  # fmt: skip
    if plan.end is None and plan.start and day > months_after(plan.start, 12 * _LONGEST_YEARS):
        yield warning(
            uid, field, f"{said} is more than {_LONGEST_YEARS} years off.", "Check the year."
        )


def _in_school(uid: str, day: date, calendar: TermCalendar) -> Iterator[PlanCheck]:
    """Whether anybody is at school on the day: the first of the reasons why not."""
    why = _out_of_school(day, calendar)
    if why:
        yield note(uid, "due", f"{_day(day)} is {why}.", "Give a day when pupils are in school.")


def _out_of_school(day: date, calendar: TermCalendar) -> str:
    if holiday := holiday_of(day, calendar):
        assumed = ", as term dates are assumed" if holiday.assumed else ""
        return f"in the {holiday.name}{assumed}"
    if day.weekday() in _WEEKEND:
        return f"a {_WEEKEND[day.weekday()]}"
    if title := bank_holidays(day.year).get(day):
        return f"a bank holiday ({title})"
    if day in calendar.extra_bank_holidays:
        return "a bank holiday"
    return "a day when pupils stay at home" if day in calendar.inset else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"
