"""The plans reviewed at a meeting: every priority, milestone and success criterion as it stands,
and as it was found at the last meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, or_, select

from sif_desktop.domain.plan_status import status_of, status_of_priority
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.meetings import meeting, meeting_review
from sif_desktop.models.tables.plans import plan as plan_table
from sif_desktop.services.meeting_rows import PlanUnderReview, ReviewRow
from sif_desktop.services.plan_rows import whole
from sif_desktop.services.plan_rulebook import template_or_none

if TYPE_CHECKING:
    from sif_desktop.domain.plans import Plan
    from sif_desktop.services.context import Context
    from sif_desktop.services.meeting_found import Found

Row = RowMapping
_Said = Mapping[str, Row]  # by the row of the plan


def plans_under_review(
    connection: Connection, context: Context, found: Found, order: Sequence[str]
) -> tuple[PlanUnderReview, ...]:
    """Every running plan of the school and any other one this meeting reviewed, by title;
    restricted plans are left out. `order` are the meetings of the series up to this one."""
    uid = found.uid
    said = _reviews(connection, found.series_uid)
    here = {row["row_uid"]: row for row in said if row["meeting_uid"] == uid}
    at = {one: place for place, one in enumerate(order) if one != uid}
    earlier = [row for row in said if row["meeting_uid"] in at]
    earlier.sort(key=lambda row: at[row["meeting_uid"]])
    before = {row["row_uid"]: row for row in earlier if row["rating"]}
    wanted = {row["plan_uid"] for row in here.values()}
    query = select(plan_table).where(
        plan_table.c.provider_uid == found.provider_uid, plan_table.c.x_gone == 0,
        or_(plan_table.c.state == "running", plan_table.c.uid.in_(wanted)),
        unrestricted(plan_table),
    ).order_by(plan_table.c.title, plan_table.c.uid)  # fmt: skip
    plans = whole(connection, connection.execute(query).mappings().all())
    today = context.today()
    return tuple(_under_review(context, one, here, before, today) for one in plans)


def _reviews(connection: Connection, series_uid: str) -> list[Row]:
    joined = meeting_review.join(meeting, meeting.c.uid == meeting_review.c.meeting_uid)
    query = (
        select(meeting_review, meeting.c.day)
        .select_from(joined)
        .where(meeting.c.series_uid == series_uid, meeting.c.x_gone == 0)
        .where(meeting_review.c.x_gone == 0, unrestricted(meeting_review))
        .order_by(meeting_review.c.uid)
    )
    return list(connection.execute(query).mappings())


def _under_review(
    context: Context, plan: Plan, here: _Said, before: _Said, today: date
) -> PlanUnderReview:
    template = template_or_none(context, plan)
    kind = template.title if template else plan.template
    tops = [*(one.uid for one in plan.priorities), *_strays(plan)]
    rows = [row for top in tops for row in _under(plan, top, here, before, today)]
    return PlanUnderReview(plan.uid, plan.title, plan.template, kind, tuple(rows))


def _strays(plan: Plan) -> list[str]:
    """Where rows stand that are under no priority of the plan."""
    return list(dict.fromkeys(row.priority_uid for row in plan.stray()))


def _under(plan: Plan, top: str, here: _Said, before: _Said, today: date) -> list[ReviewRow]:
    """A priority with its milestones and criteria."""
    rows = []
    priority = next((one for one in plan.priorities if one.uid == top), None)
    if priority is not None:
        # The plan has no word of its own for it: what was said last holds until another is said.
        said = before.get(top)
        stands = said["rating"] if said else status_of_priority(plan, top, today)
        plain = (plan.uid, top, "priority", top, priority.title, priority.lead, "")
        rows.append(_row(plain, stands, here, before))
    for mile in plan.milestones_of(top):
        due = mile.due.isoformat() if mile.due else ""
        plain = (plan.uid, mile.uid, "milestone", top, mile.what, mile.monitor, due)
        rows.append(_row(plain, status_of(mile, today), here, before))
    for one in plan.criteria_of(top):
        plain = (plan.uid, one.uid, "criterion", top, one.what, "", "")
        rows.append(_row(plain, one.degree, here, before))
    return rows


def _row(
    plain: tuple[str, str, str, str, str, str, str], stands: str, here: _Said, before: _Said
) -> ReviewRow:
    """`stands` is how it stands where this meeting said nothing else."""
    now, then = here.get(plain[1]), before.get(plain[1])
    said = {name: (now[name] or "") if now else "" for name in _SAID}
    return ReviewRow(
        *plain,
        rating=(now["rating"] if now else "") or stands,
        before=(then["rating"] or "") if then else "",
        before_on=(then["day"] or "") if then else "",
        review_uid=now["uid"] if now else "",
        **said,
    )


_SAID = ("progress", "evidence", "successes", "barriers")
