"""Whether every area for improvement is covered: an action, a milestone each term, a resource and
a monitor, over all plans of a family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sif_desktop.domain.calendar import Term, TermCalendar
from sif_desktop.domain.plan_costs import cost_of, money
from sif_desktop.domain.plan_evaluations import terms_between
from sif_desktop.domain.plans import Action, Milestone, Plan, Priority


class Area(Protocol):
    """An area for improvement of an inspection, as kept."""

    @property
    def uid(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Covered:
    """What serves one area; `gaps` say in words what is missing."""

    uid: str
    number: str
    text: str
    priorities: tuple[Priority, ...]
    actions: tuple[Action, ...]
    milestones: tuple[Milestone, ...]
    resources: tuple[str, ...]
    monitors: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.gaps


def coverage(
    plans: Sequence[Plan], improvements: Iterable[Area], calendar: TermCalendar
) -> tuple[Covered, ...]:
    """One line for each area, in their order."""
    return tuple(_covered(area, plans, calendar) for area in improvements)


def serving(plan: Plan, improvement_uid: str) -> tuple[Priority, ...]:
    """The priorities of a plan that answer an area for improvement."""
    return tuple(one for one in plan.priorities if one.improvement_uid == improvement_uid)


def _covered(area: Area, plans: Sequence[Plan], calendar: TermCalendar) -> Covered:
    those = [plan for plan in plans if serving(plan, area.uid)]
    priorities = tuple(one for plan in those for one in serving(plan, area.uid))
    tops = {one.uid for one in priorities}
    actions = tuple(a for plan in those for a in plan.actions if a.priority_uid in tops)
    doing = {one.uid for one in actions}
    milestones = tuple(
        m
        for plan in those
        for m in plan.milestones
        if m.priority_uid in tops or m.action_uid in doing
    )
    resources = tuple(words for plan in those for words in _resources(plan, doing))
    rows: tuple[Action | Milestone, ...] = (*actions, *milestones)
    named = (row.monitor.strip() for row in rows)
    monitors = tuple(dict.fromkeys(name for name in named if name))
    gaps = _gaps(actions, milestones, resources, monitors, those, calendar)
    return Covered(
        area.uid, area.number, area.text, priorities, actions, milestones, resources, monitors,
        gaps if priorities else ("No priority answers it.",),
    )  # fmt: skip


def _resources(plan: Plan, actions: set[str]) -> Iterable[str]:
    """The resources of these actions, in words and in money."""
    for action in plan.actions:
        if action.uid in actions:
            cost = cost_of(plan, action.uid)
            words = [action.resources.strip(), money(cost) if cost else ""]
            if any(words):
                yield ", ".join(filter(None, words))


def _gaps(
    actions: Sequence[Action],
    milestones: Sequence[Milestone],
    resources: Sequence[str],
    monitors: Sequence[str],
    plans: Sequence[Plan],
    calendar: TermCalendar,
) -> tuple[str, ...]:
    found = [] if actions else ["No action."]
    found += _milestone_gaps(milestones, plans, calendar)
    found += [] if resources else ["No resource."]
    found += [] if monitors else ["Nobody monitors it."]
    return tuple(found)


def _milestone_gaps(
    milestones: Sequence[Milestone], plans: Sequence[Plan], calendar: TermCalendar
) -> list[str]:
    terms = _terms(plans, calendar)
    if not milestones:
        return ["No milestone."]
    if not terms:
        return ["The plan has no start or no end, so that its terms are not known."]
    dated = [one.due for one in milestones if one.due]
    empty = (term for term in terms if not any(term.start <= day <= term.end for day in dated))
    return [f"No milestone in the {term.label}." for term in empty]


def _terms(plans: Sequence[Plan], calendar: TermCalendar) -> tuple[Term, ...]:
    """The terms any of the plans runs in."""
    found = {
        term.start: term
        for plan in plans
        if plan.start and plan.end
        for term in terms_between(plan.start, plan.end, calendar)
    }
    return tuple(found[start] for start in sorted(found))
