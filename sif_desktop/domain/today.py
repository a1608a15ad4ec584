"""What is due: visits and promises across the caseload, by urgency in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# What each column of Today holds.
NOW, THIS_WEEK, WAITING, LATER = "now", "this week", "waiting", "later"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of Today: a task, a visit or a row of a plan. `due` is ISO or empty."""

    kind: str  # task, visit, plan
    uid: str
    provider_uid: str
    school: str
    what: str
    who: str
    due: str
    column: str
    state: str = ""
    plan_uid: str = ""


@dataclass(frozen=True, slots=True)
class TodayView:
    visits_today: tuple[DueLine, ...]
    lines: tuple[DueLine, ...]
    any_schools: bool = True  # whether the caseload has schools at all

    def column(self, name: str) -> tuple[DueLine, ...]:
        return tuple(line for line in self.lines if line.column == name)

    @property
    def waiting_for_me(self) -> int:
        """The count beside Today: what is due now."""
        return len(self.column(NOW)) + len(self.visits_today)


def arrange(
    tasks: Iterable[Sequence[Any]],
    visits: Iterable[Sequence[Any]],
    today: date,
    *,
    any_schools: bool,
    plans: Iterable[DueLine] = (),
) -> TodayView:
    """The view from rows of the first lists of tasks and visits (`models.firstlists`), and lines of
    plans."""
    lines = [line for row in tasks if (line := _task_line(row, today)) is not None]
    planned = [_visit_line(row, today) for row in visits]
    on_the_day = [line for line in planned if line.due == today.isoformat()]
    rest = [line for line in planned if line.due != today.isoformat()]
    return TodayView(
        tuple(sorted(on_the_day, key=lambda line: line.school)),
        tuple(sorted([*lines, *rest, *plans], key=lambda line: (line.due or "9999", line.school))),
        any_schools,
    )


def _task_line(row: Sequence[Any], today: date) -> DueLine | None:
    uid, provider, school, _visit, what, party, who, due, _measure, snoozed = row
    if snoozed and snoozed > today.isoformat():
        return None
    column = _column(due or "", today)
    if party != "authority" and column in (THIS_WEEK, LATER):
        column = WAITING
    school = school or "Of no school"
    return DueLine("task", uid, provider, school, what or "", who or "", due or "", column, "open")


def _visit_line(row: Sequence[Any], today: date) -> DueLine:
    uid, provider, school, title, _type, day, state, _focus = row
    column = NOW if state == "in_school" else _column(day or "", today)
    return DueLine("visit", uid, provider, school, title or "Visit", "", day or "", column, state)


def plan_line(
    uid: str,
    plan_uid: str,
    provider_uid: str,
    school: str,
    what: str,
    party: str,
    who: str,
    due: date,
    today: date,
) -> DueLine:
    """What a plan asks for: what others owe later waits, what nobody is named for does not."""
    day = due.isoformat()
    column = _column(day, today)
    if party in ("school", "partner") and column in (THIS_WEEK, LATER):
        column = WAITING
    return DueLine("plan", uid, provider_uid, school, what, who, day, column, "open", plan_uid)


def _column(due: str, today: date) -> str:
    """Overdue and today is now; up to Sunday is this week."""
    if not due:
        return LATER
    if due <= today.isoformat():
        return NOW
    end_of_week = today + timedelta(days=6 - today.weekday())
    return THIS_WEEK if due <= end_of_week.isoformat() else LATER
