"""A row of a plan reviewed at a meeting: what is said of it there, and the plan judged with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_status import DEGREES, SAYABLE, status_of, status_of_priority
from sif_desktop.domain.plans import Criterion, Milestone, Plan, Priority
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables.meetings import meeting_item, meeting_review
from sif_desktop.services.meeting_agenda import discuss_in
from sif_desktop.services.meeting_parts import of_meeting
from sif_desktop.services.plan_following import judge_criterion_in, judge_in
from sif_desktop.services.plan_rows import gone, read_plan

if TYPE_CHECKING:
    from datetime import date

    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context
    from sif_desktop.services.meeting_found import Found

Reviewed = Priority | Milestone | Criterion


@dataclass(frozen=True, slots=True)
class ReviewFields:
    """How a priority, milestone or success criterion stands: `rating` is one of
    plan_status.SAYABLE, or of DEGREES for a criterion; "" leaves it as it stood."""

    rating: str = ""
    progress: str = ""
    evidence: str = ""
    successes: str = ""
    barriers: str = ""


def plan_of(connection: Connection, found: Found, plan_uid: str) -> Plan:
    """The plan a meeting is about. Raises Problem if it is not there, restricted, or of another
    school."""
    plan = read_plan(connection, plan_uid)
    if plan.restricted:
        raise gone()
    if plan.provider_uid != found.provider_uid:
        raise Problem("This plan is of another school.", "Choose a plan of this one.")
    return plan


def review_in(
    act: Action, context: Context, found: Found, plan_uid: str, row_uid: str, given: ReviewFields
) -> None:
    plan = plan_of(act.connection, found, plan_uid)
    rows: tuple[Reviewed, ...] = (*plan.priorities, *plan.milestones, *plan.criteria)
    row = next((one for one in rows if one.uid == row_uid), None)
    if row is None:
        raise Problem("This row of the plan is not there any more.", "It may have been deleted.")
    _check(row, given.rating)
    today = context.today()
    words = {
        name: getattr(given, name).strip()
        for name in ("progress", "evidence", "successes", "barriers")
    }
    changed = {**words, "rating": given.rating} if given.rating else words
    if not _reviewed(act, found.uid, row_uid):
        whole = {**words, "rating": given.rating, "was": _stands(plan, row, today)}
        # Nothing of what is empty: a colleague may have filled in just that.
        changed = {name: value for name, value in whole.items() if value}
    act.put(
        meeting_review, found.part, (found.uid, row_uid), meeting_uid=found.uid,
        plan_uid=plan_uid, row_uid=row_uid, **changed,
    )  # fmt: skip
    _discuss(act, found, row)
    if given.rating:
        _judge(act, row, given.rating, words["evidence"] or words["progress"], _day(found, today))


def _discuss(act: Action, found: Found, row: Reviewed) -> None:
    """The item that such rows are reviewed under is discussed with that."""
    kind = {Priority: "priorities", Milestone: "milestones", Criterion: "criteria"}[type(row)]
    for item in of_meeting(act.connection, meeting_item, found.uid):
        if item["kind"] == kind:
            discuss_in(act, found.state, item)


def _check(row: Reviewed, rating: str) -> None:
    known = DEGREES if isinstance(row, Criterion) else SAYABLE
    if rating and rating not in known:
        raise Problem("It is not said how it stands.", "Choose one of the words in the list.")


def _reviewed(act: Action, meeting_uid: str, row_uid: str) -> bool:
    uid = keyed_uid(meeting_review.name, meeting_uid, row_uid)
    return uid in act.rows({uid: meeting_review.name})


def _stands(plan: Plan, row: Reviewed, today: date) -> str:
    if isinstance(row, Priority):
        return status_of_priority(plan, row.uid, today)
    return row.degree if isinstance(row, Criterion) else status_of(row, today)


def _day(found: Found, today: date) -> str:
    """The day of the meeting; today for one that is reviewed beforehand."""
    return min(found.day or today.isoformat(), today.isoformat())


def _judge(act: Action, row: Reviewed, rating: str, evidence: str, day: str) -> None:
    """The plan's own word, unless a later one was said since."""
    if isinstance(row, Milestone):
        if row.judged.on is None or row.judged.on.isoformat() <= day:
            judge_in(act, "milestone", row.uid, rating, evidence, day)
    elif isinstance(row, Criterion) and (row.degree_on is None or row.degree_on.isoformat() <= day):
        judge_criterion_in(act, row.uid, rating, evidence, row.if_not, day)
