"""What a rulebook says of watching schools: its key tasks, levels of risk and statutory checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# How accurate a school's view of itself is, where the rulebook has no criterion for it.
ACCURACY: Mapping[str, str] = {
    "accurate": "Accurate",
    "partly": "Accurate in part",
    "inaccurate": "Not accurate",
}


@dataclass(frozen=True, slots=True)
class KeyTask:
    """One of the authority's own tasks, and what of its work belongs to it by codes: types of
    visit, kinds of support, kinds of event such as meetings."""

    code: str
    label: str
    visits: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """The higher the severity, the greater the risk."""

    code: str
    label: str
    severity: int
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class StatutoryCheck:
    code: str
    label: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of what an inspection of the authority itself looks at: evidence is kept by it."""

    code: str
    label: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class MonitoringRules:
    """`self_evaluation` is the criterion that the accuracy of a school's own view answers;
    `support_task` the key task of support of no kind that the rulebook names."""

    key_tasks: tuple[KeyTask, ...] = ()
    risk_levels: tuple[RiskLevel, ...] = ()
    checks: tuple[StatutoryCheck, ...] = ()
    self_evaluation: str = ""
    support_task: str = ""
    aspects: tuple[Aspect, ...] = ()

    @property
    def task_labels(self) -> dict[str, str]:
        return {one.code: one.label for one in self.key_tasks}

    def task_of_visit(self, visit_type: str) -> str:
        return next((one.code for one in self.key_tasks if visit_type in one.visits), "")

    def task_of_support(self, item: str) -> str:
        named = (one.code for one in self.key_tasks if item in one.support)
        return next(named, self.support_task)

    def task_of_event(self, kind: str) -> str:
        return next((one.code for one in self.key_tasks if kind in one.events), "")

    def level(self, code: str) -> RiskLevel | None:
        return next((one for one in self.risk_levels if one.code == code), None)


def waited(raised_on: str, began_on: str) -> str:
    """How long a need waited for its support, in words; "" where either day is missing."""
    if not raised_on or not began_on:
        return ""
    days = (date.fromisoformat(began_on) - date.fromisoformat(raised_on)).days
    return "at once" if days == 0 else f"after {days} day{'' if days == 1 else 's'}"
