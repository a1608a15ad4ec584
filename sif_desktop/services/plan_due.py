"""What is due across all plans: actions, milestones and evaluations, in a fixed number of
statements however many plans there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Table, func, select, text

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.plan_evaluations import SIDES, missing
from sif_desktop.domain.plans import Evaluation, Plan, Priority
from sif_desktop.models.changes import batched, restricted_part
from sif_desktop.models.tables import plans as tables
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.calendars import calendars_of
from sif_desktop.services.plan_rulebook import template_or_none

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

_RESTRICTED = restricted_part("")
_CLOSED = "closed"
# The very words of the index of rows to be followed: what is done with is never looked at.
_OPEN = (
    "coalesce({table}.status, '') NOT IN ('met', 'partly_met', 'not_met') AND {table}.x_gone = 0"
)


@dataclass(frozen=True, slots=True)
class PlanDue:
    """One thing a plan asks for by `day`. `uid` is the row's, the priority's for an evaluation;
    `party` is whose it is: school, authority, partner, "" where nobody says."""

    uid: str
    level: str  # action, milestone, evaluation
    plan_uid: str
    plan: str
    provider_uid: str
    provider: str
    what: str
    party: str
    who: str
    day: date
    overdue: bool

    @property
    def key(self) -> str:
        """What tells it from all other lines."""
        return f"{self.level}/{self.uid}/{self.day}/{self.party}"


def due_rows(
    connection: Connection, context: Context, until: date, restricted: bool = False
) -> tuple[PlanDue, ...]:
    """See `PlanFollowing.due`."""
    today = context.today()
    plans = {row["uid"]: row for row in _plans(connection, restricted)}
    found = [
        *_dated(connection, tables.plan_action, "action", plans, today, until),
        *_dated(connection, tables.plan_milestone, "milestone", plans, today, until),
        *_evaluations(connection, context, plans, until),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.provider, one.what)))


def _plans(connection: Connection, restricted: bool) -> Iterable[RowMapping]:
    table = tables.plan
    where: list[Any] = [table.c.x_gone == 0, provider.c.x_gone == 0]
    where.append(func.coalesce(table.c.state, "") != _CLOSED)
    if not restricted:
        where.append(~table.c.x_part.startswith(_RESTRICTED))
    joined = table.join(provider, provider.c.uid == table.c.provider_uid)
    query = select(table, provider.c.name.label("provider")).select_from(joined).where(*where)
    return connection.execute(query).mappings()


def _dated(
    connection: Connection,
    table: Table,
    level: str,
    plans: dict[str, RowMapping],
    today: date,
    until: date,
) -> Iterator[PlanDue]:
    query = select(table).where(
        text(_OPEN.format(table=table.name)),
        table.c.due > "",
        table.c.due <= until.isoformat(),
    )
    for row in connection.execute(query).mappings():
        plan, day = plans.get(row["plan_uid"]), stored_day(row["due"])
        if plan is not None and day is not None:
            who = (row["lead"] if level == "action" else row["monitor"]) or ""
            party = (row["party"] if level == "action" else "") or ""
            yield _due(plan, row["uid"], level, row["what"] or "", party, who, day, today)


def _evaluations(
    connection: Connection, context: Context, plans: dict[str, RowMapping], until: date
) -> Iterator[PlanDue]:
    """The evaluations of the period that has begun and of those before it, not written yet."""
    today = context.today()
    kinds = {uid: template_or_none(context, _slim(row, [], [])) for uid, row in plans.items()}
    templates = {uid: one for uid, one in kinds.items() if one is not None and one.evaluated_per}
    asked = {uid: plans[uid] for uid in templates}
    if not asked:
        return
    calendars = calendars_of(connection)
    priorities = _by_plan(connection, tables.plan_priority, asked)
    written = _by_plan(connection, tables.plan_evaluation, asked)
    for uid, row in asked.items():
        plan = _slim(row, priorities[uid], written[uid])
        titles = {one.uid: one.title for one in plan.priorities}
        calendar = calendars.get(plan.provider_uid, calendars[""])
        for one in missing(plan, templates[uid], calendar, today):
            if one.period.due <= until:
                what = f"Evaluation, {one.period.label}: {titles[one.priority_uid]}"
                party = "school" if one.side == "school" else "authority"
                side = SIDES[one.side]
                day = one.period.due
                yield _due(row, one.priority_uid, "evaluation", what, party, side, day, today)


def _by_plan(
    connection: Connection, table: Table, uids: Iterable[str]
) -> defaultdict[str, list[RowMapping]]:
    found: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for some in batched(list(uids), 500):
        query = select(table).where(table.c.plan_uid.in_(some), table.c.x_gone == 0)
        for row in connection.execute(query).mappings():
            found[row["plan_uid"]].append(row)
    return found


def _slim(row: RowMapping, priorities: list[RowMapping], written: list[RowMapping]) -> Plan:
    """As much of a plan as the rule about evaluations looks at."""
    return Plan(
        row["uid"],
        row["provider_uid"],
        row["template"] or "",
        row["title"] or "",
        row["pack"] or "",
        row["pack_version"] or "",
        start=stored_day(row["from_date"]),
        end=stored_day(row["to_date"]),
        priorities=tuple(
            Priority(one["uid"], one["place"] or "", one["title"] or "") for one in priorities
        ),
        evaluations=tuple(
            Evaluation(
                one["uid"], one["priority_uid"] or "", one["term"] or "", one["side"] or "", None,
                one["rating"] or "", one["text"] or "",
            )
            for one in written
        ),
    )  # fmt: skip


def _due(
    plan: RowMapping,
    uid: str,
    level: str,
    what: str,
    party: str,
    who: str,
    day: date,
    today: date,
) -> PlanDue:
    return PlanDue(
        uid, level, plan["uid"], plan["title"] or "", plan["provider_uid"], plan["provider"], what,
        party, who, day, day < today,
    )  # fmt: skip
