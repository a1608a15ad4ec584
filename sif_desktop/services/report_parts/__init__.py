"""The parts of a report, each gathered from the record by what kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.upward_report import PartFacts, with_given
from sif_desktop.services.report_parts import (
    categories,
    concerns,
    inspections,
    meetings,
    plans,
    work,
)
from sif_desktop.services.report_parts.asked import Asked

Gather = Callable[[Asked, ReportPart], PartFacts]


def _own_words(asked: Asked, part: ReportPart) -> PartFacts:  # noqa: ARG001
    """Nothing of the record: the officer's words, or an answer."""
    return PartFacts(part)


# Kind of part (domain.report_parts.PART_KINDS) -> what gathers it.
GATHER: Mapping[str, Gather] = {
    "text": _own_words,
    "question": _own_words,
    "plan_progress": plans.plan_progress,
    "criteria": plans.criteria,
    "key_issues": inspections.key_issues,
    "minutes": meetings.minutes,
    "concerns": concerns.concerns,
    "cases": concerns.cases,
    "comparison": categories.comparison,
    "category_counts": categories.counts,
    "category_changes": categories.changes,
    "inspections": inspections.published,
    "recommendations": meetings.recommendations,
    "visits": work.visits,
    "open_actions": work.open_actions,
}


def gather(asked: Asked) -> tuple[PartFacts, ...]:
    """Every part in the rulebook's order; a few statements for each, however many schools."""
    filled = asked.filled or {}
    return tuple(with_given(GATHER[part.kind](asked, part), filled) for part in asked.report.parts)
