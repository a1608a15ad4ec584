"""By when a plan, such as a statement of action, is due: counted by the rulebook's obligation from
the inspection the plan answers, or said plainly why the day cannot be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.calendar import CountedDay, doubts
from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.known import Inspection, Known
from sif_desktop.domain.obligations import Anchor, Due, DueState, Obligation, Unit, Within, due
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.plans import Plan
from sif_desktop.models.tables.inspections import inspection
from sif_desktop.services.knowing import known_of

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack

_HORIZON_MONTHS = 36


@dataclass(frozen=True, slots=True)
class PlanDeadline:
    """`day` is None where it cannot be told; `unknown` says why, in a sentence. `doubts` are what
    the count rests on and nobody has confirmed."""

    what: str
    rule: str
    paragraph: str
    day: date | None = None
    anchor: date | None = None
    state: DueState = DueState.DUE
    trace: tuple[CountedDay, ...] = ()
    doubts: tuple[str, ...] = ()
    unknown: str = ""


def deadline_of(
    connection: Connection, pack: Pack, today: date, plan: Plan, template: PlanTemplate
) -> PlanDeadline | None:
    """None where the rulebook sets no day for such a plan."""
    obligation = next((one for one in pack.obligations if one.id == template.deadline), None)
    if obligation is None:
        return None
    known = known_of(connection, pack, plan.provider_uid, today)
    day = _inspected_on(connection, plan)
    if day is not None:
        known = _as_of(known, day)
    found = due([obligation], known, months_after(today, _HORIZON_MONTHS))
    if not found:
        return PlanDeadline(
            obligation.title, "", obligation.paragraph, unknown=_why_not(obligation, known)
        )
    return _told(obligation, max(found, key=lambda one: one.anchor), known)


def _told(obligation: Obligation, one: Due, known: Known) -> PlanDeadline:
    counted = isinstance(obligation.when, Within) and obligation.when.unit is Unit.WORKING_DAY
    said = doubts(one.anchor, one.day, obligation.day_rule, known.calendar) if counted else ()
    return PlanDeadline(
        one.what, one.rule, one.paragraph, one.day, one.anchor, one.state, one.trace, said
    )


def _inspected_on(connection: Connection, plan: Plan) -> date | None:
    """The day of the inspection the plan answers; None if it names none."""
    query = select(inspection.c.day).where(
        inspection.c.uid == plan.inspection_uid, inspection.c.x_gone == 0
    )
    return stored_day(connection.scalar(query)) if plan.inspection_uid else None


def _as_of(known: Known, day: date) -> Known:
    """What is known with that inspection as the latest one."""
    return replace(known, inspections=tuple(one for one in known.inspections if one.day <= day))


def _why_not(obligation: Obligation, known: Known) -> str:
    latest = known.inspection
    if latest is None:
        return "No inspection is recorded that would start the count. Record it with its dates."
    if missing := _undated(obligation, latest):
        return (
            f"The inspection of {long_date(latest.day.isoformat())} has no {missing}, from which"
            " the days are counted. Enter it with the inspection."
        )
    return (
        f"After the inspection of {long_date(latest.day.isoformat())} the rulebook sets no day:"
        " its outcome does not ask for this."
    )


def _undated(obligation: Obligation, latest: Inspection) -> str:
    if obligation.anchor is Anchor.PUBLICATION and latest.published is None:
        return "date of publication"
    if obligation.anchor is Anchor.FEEDBACK and latest.feedback is None:
        return "date of the feedback by word of mouth"
    return ""
