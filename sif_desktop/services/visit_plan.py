"""A visit as planned: what the rulebook fills in and what may be wrong with it. Pure rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack, VisitType
    from sif_desktop.services.visit_record import VisitRecord

# What a companion is there for.
COMPANION_PARTS = {
    "lead": "Lead",
    "joint": "Joint",
    "shadow": "Shadowing",
    "qa": "Quality assurance",
    "service": "Of another service",
}
HOURS_IN_A_DAY = Decimal("6.5")  # a school day with arriving and leaving
MOST_DAYS = Decimal(30)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    role: str  # a role code of the rulebook
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlannedCompanion:
    name: str
    part: str  # a key of COMPANION_PARTS


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """Dates ISO, times as typed ("9:30"), days as typed ("0.5")."""

    provider_uid: str
    visit_type: str
    visit_date: str
    start_time: str = ""
    end_time: str = ""
    title: str = ""  # empty: the type's own
    focus: str = ""
    areas_agreed: str = ""
    people: tuple[PlannedPerson, ...] = ()
    companions: tuple[PlannedCompanion, ...] = ()
    days_preparation: str = ""
    days_on_site: str = ""
    days_reporting: str = ""
    key_task: str = ""  # a code of the rulebook


def defaults(pack: Pack, kind: VisitType, provider_uid: str, today: date) -> VisitPlan:
    """A plan for today with the people, other services, days and key task of this type."""
    days = kind.days
    return VisitPlan(
        provider_uid,
        kind.code,
        today.isoformat(),
        people=tuple(PlannedPerson(role) for role in kind.meet),
        companions=tuple(PlannedCompanion(pack.role_label(x), "service") for x in kind.join),
        key_task=pack.monitoring.task_of_visit(kind.code),
        days_preparation=_plain(days.preparation) if days else "",
        days_on_site=_plain(days.on_site) if days else "",
        days_reporting=_plain(days.reporting) if days else "",
    )


def from_record(record: VisitRecord) -> VisitPlan:
    visit = record.visit
    shared = set(VisitPlan.__slots__) - {"people", "companions"}
    return VisitPlan(
        **{name: getattr(visit, name) for name in shared},
        people=tuple(PlannedPerson(p.role, p.name) for p in record.people),
        companions=tuple(PlannedCompanion(c.name, c.part) for c in record.companions),
    )


def check(plan: VisitPlan, pack: Pack) -> VisitType:
    """The plan's type. Raises one Problem that names every fault of the plan."""
    kind = pack.visit_type(plan.visit_type)
    faults = faults_of(plan)
    known = {role.code for role in pack.roles}
    faults += [
        f"“{person.role}” is not a role in this rulebook."
        for person in plan.people
        if person.role not in known
    ]
    if plan.key_task and plan.key_task not in pack.monitoring.task_labels:
        faults.append(f"“{plan.key_task}” is no key task of this rulebook.")
    if faults:
        raise Problem(" ".join(faults), "Nothing was saved; put this right and try again.")
    return kind


def faults_of(plan: VisitPlan) -> list[str]:
    """What is wrong with the plan itself, as sentences."""
    faults = []
    if not _is_day(plan.visit_date):
        faults.append("The visit has no date." if not plan.visit_date else "The date is not a day.")
    start, end = clock_time(plan.start_time), clock_time(plan.end_time)
    for name, typed, read in (("start", plan.start_time, start), ("end", plan.end_time, end)):
        if typed.strip() and not read:
            faults.append(f"The {name} “{typed}” is not a time; write it like 9:30.")
    if start and end and end <= start:
        faults.append("The visit ends before it starts.")
    faults += [f"Companion {c.name or '?'} has no part." for c in plan.companions if _bad(c)]
    days = (plan.days_preparation, plan.days_on_site, plan.days_reporting)
    faults += [f"“{typed}” is not a number of days." for typed in days if read_days(typed) is None]
    return faults


def fields(plan: VisitPlan, title: str) -> dict[str, str]:
    """The columns of a checked plan; `title` is the type's own."""
    return {
        "visit_type": plan.visit_type,
        "title": plan.title.strip() or title,
        "focus": plan.focus.strip(),
        "areas_agreed": plan.areas_agreed.strip(),
        "key_task": plan.key_task,
        "visit_date": plan.visit_date,
        "start_time": clock_time(plan.start_time),
        "end_time": clock_time(plan.end_time),
        **check_days((plan.days_preparation, plan.days_on_site, plan.days_reporting)),
    }


def check_days(typed: Sequence[str]) -> dict[str, str]:
    """{column: days}: preparation, on site, reporting. Raises Problem for what is no number."""
    read = [read_days(text) for text in typed]
    for text, days in zip(typed, read, strict=True):
        if days is None:
            raise Problem(f"“{text}” is not a number of days.", "Write it like 0.5, at most 30.")
    names = ("days_preparation", "days_on_site", "days_reporting")
    return dict(zip(names, (days or "" for days in read), strict=True))


def read_days(typed: str) -> str | None:
    """Days as stored ("0.5"); "" for nothing; None for what is not a number of days."""
    text = typed.strip().replace("½", ".5").replace("¼", ".25").replace("¾", ".75")
    if not text:
        return ""
    try:
        days = Decimal(text)
    except InvalidOperation:
        return None
    if not days.is_finite() or not 0 <= days <= MOST_DAYS:
        return None
    return _plain(days)


def total_days(days: Sequence[str | None]) -> str:
    """The sum as text; empty where no days are recorded."""
    read = [Decimal(text) for text in days if text]
    return _plain(sum(read, Decimal(0))) if read else ""


def clock_time(typed: str) -> str:
    """ "9.30" or "930" as "09:30"; empty for nothing and for what is not a time."""
    match = _TIME.fullmatch(typed.strip())
    return f"{int(match[1]):02}:{match[2]}" if match else ""


def minutes_between(start: str, end: str) -> int:
    """Minutes from one "HH:MM" to a later one; 0 if either is missing or the end is earlier."""
    if not clock_time(start) or not clock_time(end):
        return 0
    first, last = (int(t[:2]) * 60 + int(t[3:]) for t in (clock_time(start), clock_time(end)))
    return max(0, last - first)


def days_on_site(start: str, end: str) -> str:
    """Time on site in quarters of a day, at least one quarter; empty where times are missing."""
    minutes = minutes_between(start, end)
    if not minutes:
        return ""
    quarters = (Decimal(minutes) / 60 / HOURS_IN_A_DAY * 4).quantize(Decimal(1), ROUND_HALF_UP)
    return _plain(max(quarters, Decimal(1)) / 4)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _bad(companion: PlannedCompanion) -> bool:
    return companion.part not in COMPANION_PARTS or not companion.name.strip()


def _plain(days: Decimal | float) -> str:
    """1 rather than 1.0, 0.25 rather than 0.250."""
    return f"{Decimal(str(days)).normalize():f}"
