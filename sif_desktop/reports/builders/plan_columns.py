"""What stands in a column of a printed plan, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_costs import cost_of, cost_of_priority, money
from sif_desktop.domain.plan_status import DEGREES, STATUSES, status_of, status_of_priority
from sif_desktop.domain.plan_templates import Column, PlanTemplate
from sif_desktop.domain.plans import Action, Cost, Criterion, Judged, Milestone, Plan, Priority
from sif_desktop.reports import tables
from sif_desktop.reports.clean import long_date

# Columns that need room, against 1.
_WIDE = {"what": 3.0, "resources": 1.6, "objectives": 1.6, "monitoring": 1.6, "progress": 1.8,
         "target": 1.6, "measure": 1.4, "source": 1.4}  # fmt: skip
_KINDS = {"start": tables.ColumnKind.DATE, "due": tables.ColumnKind.DATE}


def columns_of(given: Iterable[Column]) -> list[tables.Column]:
    return [
        tables.Column(one.label, _KINDS.get(one.field, tables.ColumnKind.TEXT),
                      _WIDE.get(one.field, 1.0))
        for one in given
    ]  # fmt: skip


def day_words(day: date | None) -> str:
    return long_date(day.year, day.month, day.day) if day else ""


def action_cell(plan: Plan, column: Column, row: Action, today: date) -> str:
    match column.field:
        case "what" | "lead" | "resources" | "objectives" | "monitor" | "monitoring" as name:
            return str(getattr(row, name))
        case "party":
            return PARTIES.get(row.party, "")
        case "start":
            return day_words(row.start)
        case "due":
            return day_words(row.due)
        case "cost":
            return money(cost_of(plan, row.uid)) if _costs(plan, row.uid) else ""
        case "payer":
            payers = (PARTIES.get(cost.payer, "") for cost in _costs(plan, row.uid))
            return ", ".join(dict.fromkeys(filter(None, payers)))
        case "support":
            return plan.text(column.field, row.uid)
        case "progress":
            return progress(row, row.judged, today)
    return plan.text(column.field, row.uid)


def milestone_cell(plan: Plan, column: Column, row: Milestone, today: date) -> str:
    match column.field:
        case "what" | "baseline" | "measure" | "target" | "source" | "monitor" | "how_often" as n:
            return str(getattr(row, n))
        case "due":
            return day_words(row.due)
        case "progress":
            return progress(row, row.judged, today)
    return plan.text(column.field, row.uid)


def priority_cell(
    plan: Plan,
    template: PlanTemplate,
    column: Column,
    row: Priority,
    improvements: Mapping[str, str],
    today: date,
) -> str:
    """A part of the head of a priority; several lines where it lists."""
    match column.field:
        case "title" | "current_position" | "lead" as name:
            return str(getattr(row, name))
        case "area":
            return template.areas.get(row.area, "")
        case "improvement":
            return improvements.get(row.improvement_uid, "")
        case "criteria":
            return "\n".join(_criterion(one) for one in plan.criteria_of(row.uid))
        case "cost":
            return money(cost_of_priority(plan, row.uid))
        case "support":
            supported = (one for one in plan.actions_of(row.uid) if one.party == "authority")
            return plan.text("support", row.uid) or "\n".join(one.what for one in supported)
        case "timescale":
            return _timescale(plan, row)
        case "evaluation":
            said = [one for one in plan.evaluations if one.priority_uid == row.uid and one.text]
            return (
                "\n".join(one.text for one in said)
                or STATUSES[status_of_priority(plan, row.uid, today)]
            )
    return plan.text(column.field, row.uid)


def progress(row: Action | Milestone, said: Judged, today: date) -> str:
    """The status in words, with the day and the evidence it was said on."""
    words = STATUSES[status_of(row, today)]
    when = f" ({day_words(said.on)})" if said.on else ""
    return f"{words}{when}. {said.evidence}".strip() if said.evidence else f"{words}{when}"


def _criterion(one: Criterion) -> str:
    degree = DEGREES.get(one.degree, "")
    return f"{one.what}: {degree.lower()}" if degree else one.what


def _costs(plan: Plan, action_uid: str) -> list[Cost]:
    return [cost for cost in plan.costs if cost.action_uid == action_uid]


def _timescale(plan: Plan, row: Priority) -> str:
    days = [one.due for one in plan.actions_of(row.uid) if one.due]
    days += [one.due for one in plan.milestones_of(row.uid) if one.due]
    return f"by {day_words(max(days))}" if days else ""
