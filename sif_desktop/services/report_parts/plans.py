"""Parts of a report from plans: how the priorities go, and how far the success criteria came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.plan_status import DEGREES, STATUSES, status_of, status_of_priority
from sif_desktop.domain.plans import Criterion, Plan, Priority
from sif_desktop.domain.report_parts import ReportPart
from sif_desktop.domain.upward_report import Lack, Line, PartFacts, Shown
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables import plans as tables
from sif_desktop.services.plan_rows import whole
from sif_desktop.services.report_parts.asked import Asked

_NO_PLANS = "No plan is running."
_UNSUCCESSFUL = ("partly", "not")


def plan_progress(asked: Asked, part: ReportPart) -> PartFacts:
    """The priorities of each running plan: how each stands, what is done and what is late."""
    shown = tuple(
        Shown(
            f"plan:{plan.uid}",
            asked.titled(plan.provider_uid, plan.title),
            columns=("Priority", "How it stands", "Done and overdue", "Evaluation"),
            lines=tuple(_priority(asked, plan, one) for one in plan.priorities),
            empty="This plan has no priorities yet.",
        )
        for plan in _running(asked)
    )
    return PartFacts(part, shown=shown or (Shown("plans", empty=_NO_PLANS),))


def _priority(asked: Asked, plan: Plan, one: Priority) -> Line:
    rows = [row for row in plan.followed if row.priority_uid == one.uid]
    counted = Counter(status_of(row, asked.today) for row in rows)
    done = f"{counted['met']} of {len(rows)} met"
    late = f"; {counted['overdue']} overdue" if counted["overdue"] else ""
    status = STATUSES[status_of_priority(plan, one.uid, asked.today)]
    said = _evaluation(plan, one.uid, asked.until)
    return Line(one.uid, (one.title, status, f"{done}{late}", said or "None yet"))


def _evaluation(plan: Plan, priority_uid: str, until: str) -> str:
    """The latest words of evaluation up to that day, those agreed before one side's own."""
    said = [
        one
        for one in plan.evaluations
        if one.priority_uid == priority_uid and one.text
        and (one.day is None or one.day.isoformat() <= until)
    ]  # fmt: skip
    last = max(
        said,
        key=lambda one: (one.day.isoformat() if one.day else "", one.side == "agreed"),
        default=None,
    )
    if last is None:
        return ""
    return f"{last.text} ({long_date(last.day.isoformat())})" if last.day else last.text


def criteria(asked: Asked, part: ReportPart) -> PartFacts:
    """Each success criterion with its degree; what was not successful, with its redesign."""
    plans = _running(asked)
    shown = tuple(
        Shown(
            f"plan:{plan.uid}",
            asked.titled(plan.provider_uid, plan.title),
            columns=("Success criterion", "Degree of success", "If not successful", "Evidence"),
            lines=tuple(map(_criterion, plan.criteria)),
            empty="This plan has no success criteria.",
        )
        for plan in plans
    )
    lacks = tuple(lack for plan in plans for one in plan.criteria for lack in _lacks(plan, one))
    return PartFacts(part, shown=shown or (Shown("plans", empty=_NO_PLANS),), lacks=lacks)


def _criterion(one: Criterion) -> Line:
    redesign = one.if_not or ("Not stated" if one.degree in _UNSUCCESSFUL else "Not needed")
    degree = DEGREES.get(one.degree, "Not judged yet")
    return Line(one.uid, (one.what, degree, redesign, one.evidence or "None recorded"))


def _lacks(plan: Plan, one: Criterion) -> Iterator[Lack]:
    if one.degree not in DEGREES:
        message = f"The success criterion “{one.what}” is not judged."
        yield Lack(one.uid, message, firm=True, plan=plan.uid)
    if one.degree in _UNSUCCESSFUL and not one.if_not.strip():
        message = f"“{one.what}” was not successful, and no redesign is named."
        yield Lack(one.uid, message, firm=True, plan=plan.uid)


def _running(asked: Asked) -> tuple[Plan, ...]:
    table = tables.plan
    query = select(table).where(
        table.c.state == "running", table.c.x_gone == 0, unrestricted(table)
    )
    if asked.provider_uid:
        query = query.where(table.c.provider_uid == asked.provider_uid)
    rows = asked.connection.execute(query.order_by(table.c.title, table.c.uid)).mappings().all()
    here = [row for row in rows if row["provider_uid"] in asked.schools]
    plans = whole(asked.connection, here)
    return tuple(sorted(plans, key=lambda plan: asked.schools[plan.provider_uid]))
