"""Kinds of plan as a rulebook defines them: what each holds, who agrees to it, when it is owed.

A rulebook prints its own columns under its own headings; `Column.field` says which part of a plan
stands there: one of `FIELDS`, or a text of the rulebook's own (`OwnText`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sif_desktop.domain.criteria import Test
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition, Facts

KINDS: Mapping[str, str] = {
    "school_plan": "School's plan",
    "authority_plan": "Authority's plan",
    "joint_plan": "Joint plan",
    "support_plan": "Support plan",
    "individual_plan": "Individual support plan",
    "agreement": "Agreement on brokered support",
    "statement": "Statement of action",
    "taper_plan": "Taper plan",
}

# What a column may show, by the kind of row it belongs to, and the word used where a rulebook
# gives none.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "priority": {
        "title": "Priority",
        "area": "Area",
        "current_position": "Current position",
        "lead": "Lead",
        "criteria": "Success criteria",
        "improvement": "Area for improvement",
        "support": "Support",
        "timescale": "Timescale",
        "cost": "Cost",
        "evaluation": "Evaluation",
    },
    "action": {
        "what": "Action",
        "party": "Whose",
        "lead": "Lead",
        "start": "Start",
        "due": "Target date",
        "resources": "Resources",
        "cost": "Cost",
        "payer": "Paid by",
        "objectives": "Objectives",
        "monitor": "Monitored by",
        "monitoring": "How it is monitored",
        "support": "Support",
        "progress": "Progress",
    },
    "milestone": {
        "what": "Milestone",
        "baseline": "Baseline",
        "measure": "Measure",
        "target": "Target",
        "source": "Evidence from",
        "monitor": "Monitored by",
        "how_often": "How often",
        "due": "Date",
        "progress": "Progress",
    },
}


@dataclass(frozen=True, slots=True)
class Column:
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of the rulebook's own, `on` the plan (a part of its preface), a priority, an action or
    a milestone."""

    code: str
    label: str
    on: str = "plan"
    prompt: str = ""
    required: bool = False
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class RequiredArea:
    """A priority in this area must be among those of the plan while `when` holds."""

    area: str
    when: tuple[Condition, ...] = ()
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A body or a person whose dated word the plan needs; `part` says what a contributor does, or
    one who signs off."""

    code: str
    label: str
    role: str = ""
    when: tuple[Condition, ...] = ()
    part: str = ""  # of a contributor: draws_up, consulted; of a sign-off: finalises, signs
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """`approvals` and `contributors` come in any order, `stages` and `sign_offs` in theirs.
    `usual_months` is how long such a plan runs, `notice_months` from when on that is remarked;
    `few` is how many priorities are still few. Zero where the rulebook says nothing."""

    id: str
    title: str
    kind: str
    when: tuple[Condition, ...] = ()
    visibility: str = "school"
    parties: tuple[str, ...] = ("school", "authority")
    owed: Test | None = None
    texts: tuple[OwnText, ...] = ()
    roles: tuple[str, ...] = ()
    priority: tuple[Column, ...] = ()
    actions: tuple[Column, ...] = ()
    milestones: tuple[Column, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    required: tuple[RequiredArea, ...] = ()
    usual_months: int = 0
    notice_months: int = 0
    few: int = 0
    evaluated_per: str = ""  # term, half_term, month, year
    evaluated_by: tuple[str, ...] = ()  # school, authority, agreed
    approvals: tuple[Agreed, ...] = ()
    contributors: tuple[Agreed, ...] = ()
    stages: tuple[Agreed, ...] = ()
    sign_offs: tuple[Agreed, ...] = ()
    deadline: str = ""  # id of the obligation whose day it must be done by
    closes: str = ""  # kind of event that stands for "done": noted when the last sign-off is given
    aligned_with: tuple[str, ...] = ()  # templates it is read beside
    recipients: tuple[str, ...] = ()  # role codes, beside those of the distribution rules
    paragraph: str = ""

    def fits(self, provider: Facts) -> bool:
        """Whether such a plan may be made for this provider."""
        return all(holds(condition, provider) for condition in self.when)

    def texts_on(self, on: str) -> tuple[OwnText, ...]:
        return tuple(text for text in self.texts if text.on == on)

    @property
    def outlined(self) -> bool:
        """Whether it has priorities and actions at all; an agreement may be texts only."""
        return bool(self.priority or self.actions)

    def who(self, agreed: tuple[Agreed, ...], provider: Facts) -> tuple[Agreed, ...]:
        """Those of `agreed` who have a word for such a provider."""
        return tuple(one for one in agreed if all(holds(c, provider) for c in one.when))
