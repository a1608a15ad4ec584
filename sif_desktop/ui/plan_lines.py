"""A plan as lines of an outline: priorities with their criteria, actions and milestones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_status import DEGREES, STATUSES, status_of, status_of_priority
from sif_desktop.domain.plans import Action, Criterion, Milestone, Plan, Priority
from sif_desktop.ui.theme import Status

SHOWN: dict[str, Status] = {
    "not_started": Status.NONE,
    "on_track": Status.ON_TRACK,
    "at_risk": Status.AT_RISK,
    "overdue": Status.OVERDUE,
    "met": Status.MET,
    "partly_met": Status.WAITING,
    "not_met": Status.AT_RISK,
}
LEVEL_WORDS = {
    "priority": "Priority",
    "action": "Action",
    "milestone": "Milestone",
    "criterion": "Success criterion",
}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line. `index` is its place among its like under its priority; `status` one of STATUSES,
    "" for a success criterion nobody judged. `cost` is None where none is set."""

    level: str
    uid: str
    priority_uid: str
    depth: int
    index: int
    words: str
    party: str = ""
    lead: str = ""
    start: date | None = None
    due: date | None = None
    status: str = ""
    status_words: str = ""
    cost: Decimal | None = None


def outline_lines(plan: Plan, today: date) -> tuple[OutlineLine, ...]:
    """Every line in the order of the outline; rows whose priority is gone come last."""
    costs: dict[str, Decimal] = {}
    for cost in plan.costs:
        costs[cost.action_uid] = costs.get(cost.action_uid, Decimal(0)) + cost.amount
    lines: list[OutlineLine] = []
    for number, priority in enumerate(plan.priorities):
        lines.append(_priority(plan, priority, number, today))
        lines += _under(
            plan.criteria_of(priority.uid), plan.actions_of(priority.uid),
            plan.milestones_of(priority.uid), costs, today,
        )  # fmt: skip
    stray = plan.stray()
    lines += _under(
        (one for one in stray if isinstance(one, Criterion)),
        (one for one in stray if isinstance(one, Action)),
        (one for one in stray if isinstance(one, Milestone)),
        costs, today,
    )  # fmt: skip
    return tuple(lines)


def _priority(plan: Plan, one: Priority, index: int, today: date) -> OutlineLine:
    status = status_of_priority(plan, one.uid, today)
    return OutlineLine(
        "priority", one.uid, "", 0, index, one.title, lead=one.lead, status=status,
        status_words=STATUSES[status],
    )  # fmt: skip


def _under(
    criteria: Iterable[Criterion],
    actions: Iterable[Action],
    milestones: Iterable[Milestone],
    costs: dict[str, Decimal],
    today: date,
) -> Iterator[OutlineLine]:
    for index, criterion in enumerate(criteria):
        yield OutlineLine(
            "criterion", criterion.uid, criterion.priority_uid, 1, index, criterion.what,
            status_words=DEGREES.get(criterion.degree, ""),
        )  # fmt: skip
    actions = tuple(actions)
    numbered = list(enumerate(milestones))
    known = {action.uid for action in actions}
    for index, action in enumerate(actions):
        status = status_of(action, today)
        yield OutlineLine(
            "action", action.uid, action.priority_uid, 1, index, action.what,
            PARTIES.get(action.party, ""), action.lead, action.start, action.due, status,
            STATUSES[status], costs.get(action.uid),
        )  # fmt: skip
        for place, one in numbered:
            if one.action_uid == action.uid:
                yield _milestone(one, 2, place, today)
    for place, one in numbered:
        if one.action_uid not in known:
            yield _milestone(one, 1, place, today)


def _milestone(one: Milestone, depth: int, index: int, today: date) -> OutlineLine:
    status = status_of(one, today)
    return OutlineLine(
        "milestone", one.uid, one.priority_uid, depth, index, one.what or one.target,
        lead=one.monitor, due=one.due, status=status, status_words=STATUSES[status],
    )  # fmt: skip
