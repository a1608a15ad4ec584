"""How an action, a milestone, a priority and a plan stand, in words and dates.

What a person said holds, but for one thing: a row past its date that is neither met nor judged
otherwise afterwards is overdue, whatever was hoped of it before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sif_desktop.domain.plans import Action, Criterion, Milestone, Plan

STATUSES: Mapping[str, str] = {
    "not_started": "Not started",
    "on_track": "On track",
    "at_risk": "At risk",
    "overdue": "Overdue",
    "met": "Met",
    "partly_met": "Partly met",
    "not_met": "Not met",
}
# What a person may say; "overdue" follows from the date.
SAYABLE = tuple(code for code in STATUSES if code != "overdue")
FINAL = ("met", "partly_met", "not_met")
NEEDS_EVIDENCE = ("at_risk", *FINAL)
DEGREES: Mapping[str, str] = {
    "fully": "Fully met",
    "largely": "Largely met",
    "partly": "Partly met",
    "not": "Not met",
}
# The worse first: what a whole takes from its parts.
_WORST = ("not_met", "overdue", "at_risk", "partly_met", "on_track", "not_started", "met")


def status_of(row: Action | Milestone, today: date) -> str:
    """One of STATUSES, as of today."""
    said = row.judged.status or "not_started"
    if said not in FINAL and row.due is not None and row.due < today:
        return "overdue"
    return said


def rolled_up(statuses: Iterable[str]) -> str:
    """The status of a whole of which these are the parts: the worst of them; but a whole of which
    some is met and the rest not begun is on its way. "not_started" where there are none."""
    counted = Counter(statuses)
    worst = next((one for one in _WORST if counted[one]), "not_started")
    return "on_track" if worst == "not_started" and counted["met"] else worst


def status_of_priority(plan: Plan, priority_uid: str, today: date) -> str:
    rows = [row for row in plan.followed if row.priority_uid == priority_uid]
    return rolled_up(status_of(row, today) for row in rows)


def status_of_plan(plan: Plan, today: date) -> str:
    return rolled_up(status_of(row, today) for row in plan.followed)


def counts(rows: Iterable[Action | Milestone], today: date) -> dict[str, int]:
    """How many stand how, in the order of STATUSES, those without any left out."""
    counted = Counter(status_of(row, today) for row in rows)
    return {code: counted[code] for code in STATUSES if counted[code]}


def degrees(criteria: Iterable[Criterion]) -> dict[str, int]:
    """How many success criteria came how far, in the order of DEGREES; "" is how many nobody has
    judged. Those without any are left out."""
    counted = Counter(one.degree for one in criteria)
    return {code: counted[code] for code in (*DEGREES, "") if counted[code]}


def is_open(row: Action | Milestone) -> bool:
    """Whether it is still to be done or to be judged."""
    return row.judged.status not in FINAL


def share_met(rows: Iterable[Action | Milestone]) -> int | None:
    """Per cent of them that are met; None where there are none."""
    every = list(rows)
    met = sum(row.judged.status == "met" for row in every)
    return 100 * met // len(every) if every else None
