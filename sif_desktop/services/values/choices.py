"""The program's own codes and the words for them, by table and field, as their pages say them."""

from __future__ import annotations

from collections.abc import Mapping

from sif_desktop.domain.compose import PARTY_LABELS
from sif_desktop.domain.copies import EVERY_LABEL, EVERY_ROUTE
from sif_desktop.domain.meeting_types import ITEM_KINDS
from sif_desktop.domain.plan_evaluations import SIDES as VIEWS
from sif_desktop.domain.plan_status import DEGREES, STATUSES
from sif_desktop.domain.plan_steps import KINDS as PLAN_STEPS
from sif_desktop.domain.slip import VERDICTS
from sif_desktop.services import (
    case_lines,
    case_page,
    concerns,
    day_lines,
    meeting_rows,
    plans,
    support,
)
from sif_desktop.services.documents.views import STATE_WORDS as DOCUMENT_STATES
from sif_desktop.services.figure_lines import STATES as FIGURE_STATES
from sif_desktop.services.inspection_lines import PROGRESS, SAFEGUARDING
from sif_desktop.services.last_time import STATE_WORDS as ANSWER_STATES
from sif_desktop.services.meeting_people import SIDES
from sif_desktop.services.meeting_syntax import SEEN_BY
from sif_desktop.services.visit_plan import COMPANION_PARTS
from sif_desktop.services.visits import STATE_WORDS as VISIT_STATES

_YES = {"yes": "Yes", "no": "No"}
_OPEN = {"open": "Open", "closed": "Closed"}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "answer.state": {"open": "Open", "answered": "Answered", **ANSWER_STATES},
    "case_file.state": case_lines.STATES,
    "closed_day.kind": {"inset": "INSET day", "bank_holiday": "Bank holiday"},
    "concern.kind": concerns.KINDS,
    "concern.state": _OPEN,
    "document.state": DOCUMENT_STATES,
    "document_copy.copy": EVERY_LABEL,
    "indicator_value.state": FIGURE_STATES,
    "inspection.predecessor": _YES,
    "inspection.safeguarding": SAFEGUARDING,
    "inspection_improvement.state": PROGRESS,
    "jotting.parked": _YES,
    "judgement.state": {"open": "Open", "decided": "Decided"},
    "meeting.state": meeting_rows.STATE_WORDS,
    "meeting_item.kind": ITEM_KINDS,
    "meeting_item.origin": meeting_rows.ORIGINS,
    "meeting_item.state": {
        "open": "Open", "discussed": "Discussed", "parked": "Parked", "dropped": "Taken off",
    },
    "meeting_line.kind": meeting_rows.LINE_KINDS,
    "meeting_line.visibility": SEEN_BY,
    "meeting_person.attendance": meeting_rows.ATTENDANCE,
    "meeting_person.part": {"core": "Core", "optional": "Optional", "invited": "Invited"},
    "meeting_person.side": SIDES,
    "meeting_review.rating": {**STATUSES, **DEGREES},
    "meeting_review.was": {**STATUSES, **DEGREES},
    "meeting_series.state": _OPEN,
    "meeting_series.unit": {
        "week": "weeks", "month": "months", "half_term": "half-terms", "term": "terms",
        "year": "years", "rulebook": "As the rulebook says",
    },
    "monitoring_entry.kind": {
        "judgement": "Judgement", "self_evaluation": "Self-evaluation",
        "statutory": "Statutory check",
    },
    "plan.state": plans.STATES,
    "plan_action.party": PARTY_LABELS,
    "plan_action.status": STATUSES,
    "plan_cost.payer": PARTY_LABELS,
    "plan_criterion.degree": DEGREES,
    "plan_evaluation.rating": STATUSES,
    "plan_evaluation.side": VIEWS,
    "plan_milestone.status": STATUSES,
    "plan_step.kind": {**PLAN_STEPS, "agreed": "Agreed", "closes": "Finished"},
    "provider.sixth_form": _YES,
    "recipient.copy": EVERY_LABEL,
    "recipient.route": EVERY_ROUTE,
    "recommendation.state": meeting_rows.REPLIES,
    "slip_answer.state": {
        "open": "To decide", "agreed": "Accurate", "accepted": "Accepted", "declined": "Declined",
    },
    "slip_answer.verdict": VERDICTS,
    "step.kind": {"step": "Step", "power": "Formal power", **case_page.OTHER},
    "support.commissioner": support.COMMISSIONERS,
    "support.impact": support.IMPACTS,
    "support.kind": {**support.KINDS, **day_lines.KINDS},
    "support.mode": support.MODES,
    "support.state": {
        "running": "Running", "ended": "Ended", **day_lines.NATURES, **day_lines.ANSWERS,
        "offered": "Offered",
    },
    "support.sustained": support.SUSTAINED,
    "task.party": PARTY_LABELS,
    "task.state": {"open": "Open", "done": "Done", "dropped": "Dropped"},
    "term_date.name": {"autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"},
    "visit.state": VISIT_STATES,
    "visit_companion.part": COMPANION_PARTS,
    "visit_person.met": _YES,
}  # fmt: skip
