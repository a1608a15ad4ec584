"""Plans: listed, begun from a kind of plan of the rulebook, run, closed.

A plan keeps the rulebook it was begun under. What is in it is edited by `plan_outline`, how it goes
is recorded by `plan_following`, who agreed to it by `plan_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sif_desktop.domain.calendar import TermCalendar
from sif_desktop.domain.criteria import months_after
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Facts
from sif_desktop.domain.plan_status import counts, status_of_plan
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.domain.plans import Plan
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.tables import plans as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.knowing import known_of
from sif_desktop.services.plan_frozen import refuse_frozen
from sif_desktop.services.plan_rows import gone, read_plan, whole
from sif_desktop.services.plan_rulebook import pack_of, template_of, template_or_none
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

DRAFT, RUNNING, CLOSED = "draft", "running", "closed"
STATES = {DRAFT: "Draft", RUNNING: "Running", CLOSED: "Closed"}
_RESTRICTED = restricted_part("")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as listed. `counts` is how many actions and milestones stand how, `next_due` the
    next date still to come or overdue."""

    uid: str
    provider_uid: str
    provider: str
    template: str
    kind: str
    title: str
    state: str
    status: str
    counts: dict[str, int]
    start: date | None
    end: date | None
    next_due: date | None
    unapproved: tuple[str, ...]
    restricted: bool


@dataclass(frozen=True, slots=True)
class PlanFields:
    """What is said of a plan as a whole; days ISO or empty."""

    title: str = ""
    start: str = ""
    end: str = ""
    support_level: str = ""
    remove_by: str = ""
    case_uid: str = ""
    inspection_uid: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan with what its views need beside it."""

    plan: Plan
    template: PlanTemplate
    provider: str
    facts: Facts
    calendar: TermCalendar
    today: date


class PlanService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def rows(
        self, provider_uid: str = "", *, closed: bool = False, restricted: bool = False
    ) -> tuple[PlanRow, ...]:
        """Plans by school and title; restricted ones only when asked for."""
        where: list[Any] = [tables.plan.c.x_gone == 0, provider.c.x_gone == 0]
        if provider_uid:
            where.append(tables.plan.c.provider_uid == provider_uid)
        if not closed:
            where.append(tables.plan.c.state != CLOSED)
        if not restricted:
            where.append(~tables.plan.c.x_part.startswith(_RESTRICTED))
        joined = tables.plan.join(provider, provider.c.uid == tables.plan.c.provider_uid)
        query = select(tables.plan, provider.c.name.label("provider")).select_from(joined)
        query = query.where(*where).order_by(provider.c.name, tables.plan.c.title)
        with self._context.store.read() as connection:
            found = connection.execute(query).mappings().all()
            plans = whole(connection, found)
        return tuple(self._row(one, row["provider"]) for one, row in zip(plans, found, strict=True))

    def page(self, uid: str) -> PlanPage:
        """Raises Problem if the plan is not there (any more)."""
        today = self._context.today()
        with self._context.store.read() as connection:
            plan = read_plan(connection, uid)
            pack = pack_of(self._context, plan)
            facts = known_of(connection, pack, plan.provider_uid, today).provider
            name = connection.scalar(
                select(provider.c.name).where(provider.c.uid == plan.provider_uid)
            )
            calendar = calendar_of(connection, plan.provider_uid)
        return PlanPage(plan, self.template(plan), name or "", facts, calendar, today)

    def plan(self, uid: str) -> Plan:
        """The plan alone. Raises Problem if it is not there (any more)."""
        with self._context.store.read() as connection:
            return read_plan(connection, uid)

    def template(self, plan: Plan) -> PlanTemplate:
        """Raises Problem if the rulebook it was begun under is not installed."""
        return template_of(self._context, plan)

    def offered(self, provider_uid: str) -> tuple[PlanTemplate, ...]:
        """The kinds of plan that may be begun for a school, in the rulebook's order."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            facts = known_of(connection, pack, provider_uid, self._context.today()).provider
        return tuple(one for one in pack.plans if one.fits(facts))

    def defaults(self, template: PlanTemplate) -> PlanFields:
        """What a new plan begins with: today, and as long as the rulebook's plans usually run."""
        start = self._context.today()
        end = months_after(start, template.usual_months) if template.usual_months else None
        return PlanFields(template.title, start.isoformat(), end.isoformat() if end else "")

    # -- writing -----------------------------------------------------------------------------

    def begin(self, provider_uid: str, template_id: str, given: PlanFields) -> Added:
        """Begin a plan. Raises Problem where the rulebook has no such plan for this school."""
        with self._context.store.action("Began a plan") as act:
            uid = self.add(act, provider_uid, template_id, given)
        return Added(uid, act.changes)

    def add(self, act: Action, provider_uid: str, template_id: str, given: PlanFields) -> str:
        """The same as part of an action; returns the plan's uid."""
        from sif_desktop.models.ids import new_uid

        pack, uid = self._context.pack(), new_uid()
        template = pack.plan_template(template_id)
        facts = known_of(act.connection, pack, provider_uid, self._context.today()).provider
        if not template.fits(facts):
            raise Problem(
                f"The rulebook has no {template.title.lower()} for this kind of school.",
                "Choose another kind of plan.",
            )
        part = restricted_part(uid) if template.visibility == "restricted" else provider_uid
        act.create(
            tables.plan, part, uid, provider_uid=provider_uid, pack=pack.id,
            pack_version=pack.version, template=template.id, state=DRAFT, **_checked(given),
        )  # fmt: skip
        return uid

    def edit(self, uid: str, given: PlanFields) -> Changes:
        values = _checked(given)
        with self._context.store.action("Changed a plan") as act:
            refuse_frozen(act.connection, uid)
            act.update(tables.plan, uid, **values)
        return act.changes

    def set_text(self, uid: str, code: str, text: str, row_uid: str = "") -> Changes:
        """A text of the rulebook's own, of the plan or of one of its rows."""
        with self._context.store.action("Wrote a part of a plan") as act:
            refuse_frozen(act.connection, uid)
            part, row = part_of(act.connection, uid), row_uid or uid
            act.put(
                tables.plan_text, part, (row, code), plan_uid=uid, row_uid=row, code=code,
                text=text.strip(),
            )  # fmt: skip
        return act.changes

    def run(self, uid: str) -> Changes:
        """It is worked to from now on."""
        return self._write("Set a plan running", uid, state=RUNNING, closed_on="")

    def close(self, uid: str, outcome: str, on: date | None = None) -> Changes:
        said = words_of(outcome, "A plan is closed with what came of it.")
        day = (on or self._context.today()).isoformat()
        return self._write("Closed a plan", uid, state=CLOSED, closed_on=day, outcome=said)

    def reopen(self, uid: str) -> Changes:
        return self._write("Reopened a plan", uid, state=RUNNING, closed_on="")

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a plan") as act:
            act.delete(tables.plan, uid)
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _row(self, plan: Plan, name: str) -> PlanRow:
        template = template_or_none(self._context, plan)
        today = self._context.today()
        rows = plan.followed
        stand = counts(rows, today)
        days = [row.due for row in rows if row.due and row.judged.status not in _OVER]
        approvals = template.approvals if template else ()
        return PlanRow(
            plan.uid, plan.provider_uid, name, template.title if template else plan.template,
            template.kind if template else "", plan.title, plan.state,
            status_of_plan(plan, today), stand, plan.start, plan.end, min(days, default=None),
            tuple(one.label for one in approvals if plan.said("approval", one.code) is None),
            plan.restricted,
        )  # fmt: skip

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(tables.plan, uid, **values)
        return act.changes


_OVER = ("met", "partly_met", "not_met")


def part_of(connection: Connection, uid: str) -> str:
    """The partition a plan lies in, and with it everything of the plan. Raises Problem if the plan
    is not there (any more)."""
    query = select(tables.plan.c.x_part).where(tables.plan.c.uid == uid, tables.plan.c.x_gone == 0)
    part = connection.scalar(query)
    if part is None:
        raise gone()
    return str(part)


def _checked(given: PlanFields) -> dict[str, str]:
    start, end = day_of(given.start, "The start"), day_of(given.end, "The end")
    if start and end and end < start:
        raise Problem("The plan ends before it starts.", "Correct one of the two dates.")
    return {
        "title": words_of(given.title, "The plan has no title."),
        "from_date": start,
        "to_date": end,
        "support_level": given.support_level.strip(),
        "remove_by": day_of(given.remove_by),
        "case_uid": given.case_uid,
        "inspection_uid": given.inspection_uid,
    }
