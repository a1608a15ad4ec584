"""Plans that belong together, such as the school's, the authority's and the statement of action:
begun beside one another, compared, and filled from the inspection and from visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_coverage import Covered, coverage
from sif_desktop.domain.plan_families import Match, matches
from sif_desktop.domain.plans import Plan
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables import plans as tables
from sif_desktop.models.tables.inspections import improvement, inspection
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.calendars import calendar_of
from sif_desktop.services.plan_outline import add_row, add_rows
from sif_desktop.services.plan_rows import read_plan, whole
from sif_desktop.services.plans import PlanFields, PlanService, part_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

_RESTRICTED = restricted_part("")


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One thing an inspection asked to be improved."""

    uid: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Family:
    """The plans in the order they were begun, what matches, and how
    far each area for improvement is covered."""

    plans: tuple[Plan, ...]
    areas: tuple[AreaRow, ...]
    matches: tuple[Match, ...]
    coverage: tuple[Covered, ...]

    @property
    def uncovered(self) -> tuple[Match, ...]:
        """The areas no plan answers."""
        return tuple(one for one in self.matches if one.uncovered)


@dataclass(frozen=True, slots=True)
class TaskToPull:
    """An open task of the school that is in no plan of it yet."""

    uid: str
    what: str
    party: str
    who: str
    due: str
    visit_uid: str


class PlanFamily:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._plans = PlanService(context)

    # -- reading -----------------------------------------------------------------------------

    def family(self, plan_uid: str) -> Family:
        """The plan with those beside it. Raises Problem if it is not there (any more). A restricted
        plan is shown alone: nothing of it stands beside others."""
        with self._context.store.read() as connection:
            plans = _family(connection, plan_uid)
            areas = _areas(connection, plans)
            calendar = calendar_of(connection, plans[0].provider_uid)
        return Family(
            plans, areas, matches(plans, areas), coverage(plans, areas, calendar),
        )  # fmt: skip

    def coverage(self, plan_uid: str) -> tuple[Covered, ...]:
        """How far each area for improvement is covered by the plan and those beside it."""
        return self.family(plan_uid).coverage

    def areas_to_pull(self, plan_uid: str) -> tuple[AreaRow, ...]:
        """The areas for improvement that are no priority of this plan yet."""
        with self._context.store.read() as connection:
            plan = read_plan(connection, plan_uid)
            answered = {one.improvement_uid for one in plan.priorities}
            return tuple(one for one in _areas(connection, [plan]) if one.uid not in answered)

    def tasks_to_pull(self, plan_uid: str) -> tuple[TaskToPull, ...]:
        """What was agreed on visits and is still open, and no action of this plan yet."""
        with self._context.store.read() as connection:
            plan = read_plan(connection, plan_uid)
            query = select(task).where(
                task.c.provider_uid == plan.provider_uid, task.c.state == "open",
                task.c.x_gone == 0, unrestricted(task),
            ).order_by(task.c.due, task.c.uid)  # fmt: skip
            rows = connection.execute(query).mappings().all()
        drawn = {one.came_from for one in plan.actions}
        names = ("uid", "what", "party", "who", "due", "visit_uid")
        return tuple(
            TaskToPull(*(row[name] or "" for name in names))
            for row in rows
            if row["uid"] not in drawn
        )

    # -- writing -----------------------------------------------------------------------------

    def start_beside(
        self, plan_uid: str, template_id: str, given: PlanFields, *, priorities: bool = True
    ) -> Added:
        """Begin another plan of the same school beside this one, with the same priorities if
        wanted. It answers the same inspection and belongs to the same case."""
        with self._context.store.action("Began a plan beside another") as act:
            plan = read_plan(act.connection, plan_uid)
            if plan.restricted:
                raise Problem("A restricted plan stands alone.", "Begin the other plan by itself.")
            fields = replace(
                given, inspection_uid=given.inspection_uid or plan.inspection_uid,
                case_uid=given.case_uid or plan.case_uid,
            )  # fmt: skip
            uid = self._plans.add(act, plan.provider_uid, template_id, fields)
            if not part_of(act.connection, uid).startswith(_RESTRICTED):
                act.update(tables.plan, uid, family=plan.family or plan.uid)
            if priorities and self._context.pack().plan_template(template_id).priority:
                rows = [
                    ("priority", {"title": one.title, "improvement_uid": one.improvement_uid})
                    for one in plan.priorities
                ]
                add_rows(act, uid, rows)
        return Added(uid, act.changes)

    def put_beside(self, plan_uid: str, other_uid: str) -> Changes:
        """Let a plan there is stand beside another of the same school."""
        with self._context.store.action("Put a plan beside another") as act:
            plan, other = read_plan(act.connection, plan_uid), read_plan(act.connection, other_uid)
            if plan.restricted or other.restricted:
                raise Problem("A restricted plan stands alone.", "Leave it by itself.")
            if plan.uid == other.uid or plan.provider_uid != other.provider_uid:
                raise Problem("This is not another plan of the same school.", "Choose another.")
            act.update(tables.plan, plan_uid, family=other.family or other.uid)
        return act.changes

    def pull_improvements(self, plan_uid: str, improvement_uids: Sequence[str]) -> Changes:
        """Make areas for improvement priorities of the plan; those it has already are left."""
        with self._context.store.action("Took priorities from the inspection") as act:
            plan = read_plan(act.connection, plan_uid)
            answered = {one.improvement_uid for one in plan.priorities}
            rows = [
                ("priority", {"title": area.text, "improvement_uid": area.uid})
                for area in _areas(act.connection, [plan])
                if area.uid in improvement_uids and area.uid not in answered
            ]
            add_rows(act, plan_uid, rows)
        return act.changes

    def pull_tasks(
        self, plan_uid: str, task_uids: Sequence[str], priority_uid: str = ""
    ) -> Changes:
        """Make tasks actions of the plan, at the end of a priority; those it has are left."""
        with self._context.store.action("Took actions from visits") as act:
            plan = read_plan(act.connection, plan_uid)
            drawn = {one.came_from for one in plan.actions}
            query = select(task).where(task.c.uid.in_(task_uids), task.c.x_gone == 0)
            rows = {row["uid"]: row for row in act.connection.execute(query).mappings()}
            for uid in dict.fromkeys(task_uids):
                if uid in rows and uid not in drawn:
                    add_row(act, plan_uid, "action", _action(rows[uid]), priority_uid)
        return act.changes


def _action(row: RowMapping) -> dict[str, str]:
    return {
        "what": row["what"] or "",
        "party": row["party"] or "",
        "lead": row["who"] or "",
        "due": row["due"] or "",
        "monitoring": row["measure"] or "",
        "came_from": row["uid"],
    }


def _family(connection: Connection, uid: str) -> tuple[Plan, ...]:
    plan = read_plan(connection, uid)
    if plan.restricted:
        return (plan,)
    table, key = tables.plan, plan.family or plan.uid
    where: list[Any] = [
        table.c.x_gone == 0, table.c.provider_uid == plan.provider_uid,
        ~table.c.x_part.startswith(_RESTRICTED), (table.c.uid == key) | (table.c.family == key),
    ]  # fmt: skip
    query = select(table).where(*where).order_by(table.c.uid != key, table.c.title, table.c.uid)
    return whole(connection, connection.execute(query).mappings().all())


def _areas(connection: Connection, plans: Iterable[Plan]) -> tuple[AreaRow, ...]:
    """The areas for improvement of the inspections the plans answer; of the school's latest where
    they name none."""
    plans = list(plans)
    named = {one.inspection_uid for one in plans if one.inspection_uid}
    if not named:
        latest = (
            select(inspection.c.uid)
            .join(improvement, improvement.c.inspection_uid == inspection.c.uid)
            .where(
                inspection.c.provider_uid == plans[0].provider_uid, inspection.c.x_gone == 0,
                improvement.c.x_gone == 0,
            )
            .order_by(inspection.c.day.desc())
        )  # fmt: skip
        named = {found} if (found := connection.scalar(latest.limit(1))) else set()
    query = select(improvement).where(
        improvement.c.inspection_uid.in_(named), improvement.c.x_gone == 0
    )
    rows = connection.execute(query).mappings().all()
    found_rows = [AreaRow(row["uid"], row["number"] or "", row["text"] or "") for row in rows]
    return tuple(sorted(found_rows, key=lambda one: (_number(one.number), one.number, one.uid)))


def _number(text: str) -> int:
    digits = "".join(letter for letter in text if letter.isdigit())
    return int(digits[:9] or 0)
