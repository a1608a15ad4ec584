"""How a plan moved between two reviews: what got better or worse, which dates slipped and why.

A review freezes how every row stood; what is compared is always such a picture, never a memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.plan_costs import total
from sif_desktop.domain.plan_status import status_of
from sif_desktop.domain.plans import Plan, Slip

# From the worst to the best, for telling which way a row went.
_RANKS = {
    code: rank
    for rank, code in enumerate(
        ("not_met", "overdue", "at_risk", "not_started", "partly_met", "on_track", "met")
    )
}
_DEGREE_RANKS = {"not": 0, "": 1, "partly": 2, "largely": 3, "fully": 4}


@dataclass(frozen=True, slots=True)
class Stood:
    """How one row stood: a status (a degree, for a success criterion) and its date."""

    level: str  # action, milestone, criterion
    words: str
    status: str
    due: date | None
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A plan as it stood on a day: its rows by uid, in order, and what it cost."""

    day: date
    rows: Mapping[str, Stood]
    cost: str = "0"


@dataclass(frozen=True, slots=True)
class Moved:
    """One row then and now. `direction` is better, worse, same, new or gone; `reason` is why its
    date was moved, where it was."""

    uid: str
    level: str
    words: str
    was: str
    now: str
    was_due: date | None
    due: date | None
    direction: str
    reason: str = ""

    @property
    def slipped(self) -> bool:
        """Whether its date is later than it was."""
        return bool(self.was_due and self.due and self.due > self.was_due)


def picture(plan: Plan, today: date) -> Picture:
    titles = {one.uid: one.title for one in plan.priorities}
    rows: dict[str, Stood] = {}
    for level, some in (("action", plan.actions), ("milestone", plan.milestones)):
        for row in some:
            title = titles.get(row.priority_uid, "")
            rows[row.uid] = Stood(level, row.what, status_of(row, today), row.due, title)
    for one in plan.criteria:
        title = titles.get(one.priority_uid, "")
        rows[one.uid] = Stood("criterion", one.what, one.degree, None, title)
    return Picture(today, rows, str(total(plan)))


def freeze(plan: Plan, today: date) -> str:
    """The plan as it stands, as text to keep."""
    stands = picture(plan, today)
    rows = [
        [uid, row.level, row.words, row.status, _iso(row.due), row.priority]
        for uid, row in stands.rows.items()
    ]
    return json.dumps({"day": today.isoformat(), "rows": rows, "cost": stands.cost})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def thaw(frozen: str) -> Picture:
    """What `freeze` kept."""
    kept = json.loads(frozen)
    rows = {
        uid: Stood(level, words, status, stored_day(due), priority)
        for uid, level, words, status, due, priority in kept["rows"]
    }
    return Picture(date.fromisoformat(kept["day"]), rows, kept["cost"])


def movement(frozen: str, plan: Plan, today: date) -> tuple[Moved, ...]:
    """Every row of a plan as it was frozen and as it is, in the plan's order, those gone last."""
    return moved(thaw(frozen), picture(plan, today), plan.slips)


def moved(was: Picture, now: Picture, slips: Iterable[Slip]) -> tuple[Moved, ...]:
    """The same between any two pictures."""
    slips = sorted(slips, key=lambda slip: (slip.day, slip.uid))
    order = [*now.rows, *(uid for uid in was.rows if uid not in now.rows)]
    return tuple(_moved(uid, was.rows.get(uid), now.rows.get(uid), slips) for uid in order)


def _moved(uid: str, was: Stood | None, now: Stood | None, slips: Iterable[Slip]) -> Moved:
    row = now or was
    assert row is not None
    then, new = was or Stood(row.level, "", "", None), now or Stood(row.level, "", "", None)
    if was is None or now is None:
        direction, reason = "new" if was is None else "gone", ""
    else:
        direction = _direction(was, now)
        reason = _reason(uid, was, now, slips)
    return Moved(
        uid, row.level, row.words, then.status, new.status, then.due, new.due, direction, reason
    )


def which_way(level: str, was: str, now: str) -> str:
    """Whether a rating is better or worse than another, or the same."""
    ranks = _DEGREE_RANKS if level == "criterion" else _RANKS
    before, after = ranks.get(was, 0), ranks.get(now, 0)
    return "better" if after > before else "worse" if after < before else "same"


def _direction(was: Stood, now: Stood) -> str:
    """The status decides; where it is the same, a later date is worse and an earlier one better."""
    way = which_way(now.level, was.status, now.status)
    if way != "same" or not (was.due and now.due) or was.due == now.due:
        return way
    return "better" if now.due < was.due else "worse"


def _reason(uid: str, was: Stood, now: Stood, slips: Iterable[Slip]) -> str:
    """Why its date is what it is now: the reason of the last move to that date."""
    if was.due == now.due:
        return ""
    told = [slip.reason for slip in slips if slip.row_uid == uid and slip.now == now.due]
    return told[-1] if told else ""
