"""Reports that go upward, as a rulebook defines them: to whom, how often, of which parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What a part of a report is filled from. `text` is the officer's own words, `question` is answered
# yes or no; the rest come from the record.
PART_KINDS: Mapping[str, str] = {
    "text": "The officer’s own words",
    "question": "A question answered yes or no",
    "plan_progress": "Priorities of the running plans and how each goes",
    "criteria": "Success criteria with the degree of success judged",
    "key_issues": "Areas for improvement of the last inspection, each with its progress",
    "minutes": "Minutes of meetings since the last report",
    "concerns": "Open concerns",
    "cases": "Schools causing concern, action taken, impact",
    "comparison": "Schools beside each other by figures and category",
    "category_counts": "How many schools are in each category, and were before",
    "category_changes": "Changes of category",
    "inspections": "Inspections published",
    "recommendations": "Recommendations and what became of them",
    "visits": "Visits made",
    "open_actions": "Actions not yet done",
}


@dataclass(frozen=True, slots=True)
class IfNo:
    """What follows from a question answered no: an event, and a task of `party` within so many
    days."""

    task: str
    party: str
    role: str = ""
    within_days: int = 0
    event: str = ""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """`columns` rename what a table shows, in its own order; `figures` are codes of measures."""

    id: str
    heading: str
    kind: str = "text"
    prompt: str = ""
    required: bool = False
    figures: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    if_no: IfNo | None = None
    paragraph: str = ""
