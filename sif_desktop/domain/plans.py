"""A plan as a whole: its priorities, actions, milestones and success criteria, and how it stands.

Frozen shapes only; days are dates or None, amounts exact decimals in pounds. What follows from a
plan (its status, costs, coverage, movement) is worked out in the `plan_…` modules beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Judged:
    """What was last said of an action or a milestone, with its sentence of evidence."""

    status: str = ""  # one of plan_status.STATUSES; "" where nothing was said
    on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    uid: str
    place: str
    title: str
    area: str = ""
    current_position: str = ""
    lead: str = ""
    improvement_uid: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """`after` are the uids of actions it waits for; a priority_uid that is none of the plan's
    priorities means that it stands under none."""

    uid: str
    priority_uid: str
    place: str
    what: str
    party: str = ""
    lead: str = ""
    start: date | None = None
    due: date | None = None
    resources: str = ""
    objectives: str = ""
    monitor: str = ""
    monitoring: str = ""
    after: tuple[str, ...] = ()
    support_uid: str = ""
    came_from: str = ""
    judged: Judged = Judged()


@dataclass(frozen=True, slots=True)
class Cost:
    uid: str
    action_uid: str
    what: str
    amount: Decimal
    payer: str = ""
    fund: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    uid: str
    priority_uid: str
    place: str
    what: str
    action_uid: str = ""
    baseline: str = ""
    measure: str = ""
    target: str = ""
    source: str = ""
    monitor: str = ""
    how_often: str = ""
    due: date | None = None
    judged: Judged = Judged()


@dataclass(frozen=True, slots=True)
class Criterion:
    uid: str
    priority_uid: str
    place: str
    what: str
    degree: str = ""  # one of plan_status.DEGREES; "" where nobody judged it
    degree_on: date | None = None
    evidence: str = ""
    if_not: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    uid: str
    priority_uid: str
    term: str
    side: str  # school, authority, agreed
    day: date | None
    rating: str
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A target date that was moved, and why."""

    uid: str
    row_uid: str
    was: date
    now: date
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Word:
    """A dated word on the plan: an approval, a consultation, a stage, a sign-off."""

    uid: str
    kind: str  # approval, consulted, stage, sign_off
    code: str
    day: date
    who: str = ""
    note: str = ""
    out_of_order: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`texts` are by (row uid, code). The rows are in the order of their places."""

    uid: str
    provider_uid: str
    template: str
    title: str
    pack: str = ""  # the rulebook it was begun under
    pack_version: str = ""
    state: str = "draft"  # draft, running, closed
    start: date | None = None
    end: date | None = None
    family: str = ""
    case_uid: str = ""
    inspection_uid: str = ""
    support_level: str = ""
    remove_by: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    restricted: bool = False
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    priorities: tuple[Priority, ...] = ()
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    costs: tuple[Cost, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    slips: tuple[Slip, ...] = ()
    words: tuple[Word, ...] = ()

    def text(self, code: str, row_uid: str = "") -> str:
        """A text of the rulebook's own, of the plan or of one of its rows; "" if unwritten."""
        return self.texts.get((row_uid or self.uid, code), "")

    @property
    def followed(self) -> tuple[Action | Milestone, ...]:
        """Whatever has a date and a status: the actions, then the milestones."""
        rows: tuple[Action | Milestone, ...] = (*self.actions, *self.milestones)
        return rows

    def actions_of(self, priority_uid: str) -> tuple[Action, ...]:
        return tuple(one for one in self.actions if one.priority_uid == priority_uid)

    def milestones_of(self, priority_uid: str) -> tuple[Milestone, ...]:
        return tuple(one for one in self.milestones if one.priority_uid == priority_uid)

    def criteria_of(self, priority_uid: str) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.priority_uid == priority_uid)

    def stray(self) -> tuple[Action | Milestone | Criterion, ...]:
        """Rows whose priority is gone, as when it was deleted elsewhere meanwhile."""
        here = {one.uid for one in self.priorities}
        rows: tuple[Action | Milestone | Criterion, ...] = (*self.followed, *self.criteria)
        return tuple(row for row in rows if row.priority_uid not in here)

    def said(self, kind: str, code: str) -> Word | None:
        """The last such word; None if it was not said."""
        found = [one for one in self.words if (one.kind, one.code) == (kind, code)]
        return max(found, key=lambda one: one.day, default=None)
