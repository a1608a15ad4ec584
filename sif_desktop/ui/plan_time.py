"""A plan laid out in time: which row spans what, and where a day stands at a zoom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sif_desktop.domain.calendar import TermCalendar, academic_year
from sif_desktop.domain.plan_status import STATUSES, status_of
from sif_desktop.domain.plans import Action, Plan
from sif_desktop.ui.plan_lines import outline_lines

# Pixels a day at 100 %, from far to near.
ZOOMS = {"Year": 1.6, "Term": 4.0, "Month": 9.0, "Week": 26.0}
_AIR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One row: a priority has no days of its own but those it spans. `was` are days its date stood
    on before it was moved."""

    level: str
    uid: str
    depth: int
    words: str
    start: date | None
    due: date | None
    status: str
    was: tuple[date, ...] = ()
    after: tuple[str, ...] = ()

    def told(self) -> str:
        """The row as it is read out."""
        days = " to ".join(f"{day.day} {day:%B %Y}" for day in (self.start, self.due) if day)
        moved = f"moved {len(self.was)} times" if len(self.was) > 1 else "moved once"
        parts = (
            self.words,
            days or "no date",
            STATUSES.get(self.status, "").lower(),
            moved if self.was else "",
        )
        return ", ".join(part for part in parts if part)


def time_rows(plan: Plan, today: date) -> tuple[TimeRow, ...]:
    """The rows in the order of the outline; success criteria have no time and are left out."""
    rows = {one.uid: one for one in plan.followed}
    found = []
    for line in outline_lines(plan, today):
        if line.level == "criterion":
            continue
        row = rows.get(line.uid)
        if row is None:
            found.append(_priority(plan, line.uid, line.words, line.status))
            continue
        action = row if isinstance(row, Action) else None
        was = tuple(one.was for one in plan.slips if one.row_uid == row.uid)
        found.append(
            TimeRow(
                line.level, line.uid, line.depth, line.words, action.start if action else None,
                row.due, status_of(row, today), was, action.after if action else (),
            )
        )  # fmt: skip
    return tuple(found)


def _priority(plan: Plan, uid: str, words: str, status: str) -> TimeRow:
    under = [row for row in plan.followed if row.priority_uid == uid]
    starts = [one.start for one in under if isinstance(one, Action) and one.start]
    dues = [one.due for one in under if one.due]
    days = [*starts, *dues]
    return TimeRow(
        "priority", uid, 0, words, min(days, default=None), max(dues, default=None), status
    )


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days to pixels and back; `first` stands at 0. `zoom` is pixels a day at 100 % text."""

    first: date
    last: date
    per_day: float
    zoom: float = 1.0

    @property
    def width(self) -> int:
        return round(((self.last - self.first).days + 1) * self.per_day)

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return (day - self.first).days * self.per_day

    def day(self, x: float) -> date:
        return self.first + timedelta(days=int(x // self.per_day))


def scale_of(
    plan: Plan, rows: tuple[TimeRow, ...], today: date, zoom: float, grown: float = 1.0
) -> TimeScale:
    """From a little before the first day of the plan to a little after its last, and today; `grown`
    is how much larger than at 100 % the text is."""
    days = [day for row in rows for day in (row.start, row.due, *row.was) if day]
    days += [day for day in (plan.start, plan.end, today) if day]
    first, last = min(days) - _AIR, max(days) + _AIR
    return TimeScale(first - timedelta(days=first.weekday()), last, zoom * grown, zoom)


@dataclass(frozen=True, slots=True)
class Tick:
    day: date
    label: str
    major: bool


def ticks(scale: TimeScale) -> Iterator[Tick]:
    """Months, and the weeks between them where there is room."""
    room = 3 if scale.zoom > 20 else 10  # days the name of a month needs
    day = scale.first
    while day <= scale.last:
        if day.day == 1:
            label = f"{day:%b %Y}" if day.month == 1 or scale.zoom < 3 else f"{day:%B}"
            yield Tick(day, label if scale.zoom > 1.2 else "", True)
        elif day.weekday() == 0 and scale.zoom >= 6 and room < day.day < 28:
            yield Tick(day, f"{day.day}", False)
        day += timedelta(days=1)


def closed_spans(scale: TimeScale, calendar: TermCalendar) -> tuple[tuple[date, date], ...]:
    """The holidays within the scale, first and last day each."""
    years = range(academic_year(scale.first), academic_year(scale.last) + 1)
    spans = {
        (one.span.start, one.span.end) for year in years for one in calendar.holidays_around(year)
    }
    return tuple(sorted(span for span in spans if span[1] >= scale.first and span[0] <= scale.last))
