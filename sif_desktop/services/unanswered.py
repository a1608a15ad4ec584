"""The questions a meeting would ask and the record cannot answer yet, each with where to go.

What is restricted is not looked at: nobody at a meeting can ask about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from sif_desktop.domain.dates import stored_day
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_status import is_open
from sif_desktop.domain.plan_steps import steps
from sif_desktop.domain.plans import Plan
from sif_desktop.domain.unanswered import (
    Asked,
    Late,
    MeetingFact,
    MilestoneFact,
    PlanFact,
    SchoolFacts,
    questions,
)
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.cases import case_file, concern
from sif_desktop.models.tables.judgements import judgement
from sif_desktop.models.tables.meetings import meeting, meeting_series
from sif_desktop.models.tables.plans import plan
from sif_desktop.models.tables.providers import provider, provider_status
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import BEEN_THERE, visit
from sif_desktop.services.calendars import calendars_of
from sif_desktop.services.inspection_rows import open_schools
from sif_desktop.services.meeting_rows import HELD
from sif_desktop.services.minutes_issued import issued_minutes
from sif_desktop.services.plan_rows import whole
from sif_desktop.services.plan_rulebook import template_or_none
from sif_desktop.services.report_parts.meetings import kind_title
from sif_desktop.services.visit_facts import school_facts

if TYPE_CHECKING:
    from sif_desktop.services.context import Context

# Record -> the page that opens at it.
_PAGES = {
    "provider": "school",
    "task": "tasks",
    "plan": "plan",
    "meeting": "meeting",
    "case_file": "case",
}


@dataclass(frozen=True, slots=True)
class Question:
    """`page` and `params` open the record where it is answered."""

    code: str
    text: str
    provider_uid: str
    provider: str
    page: str
    params: Mapping[str, str]


class Unanswered:
    def __init__(self, context: Context) -> None:
        self._context = context

    def questions(self, meeting_uid: str) -> tuple[Question, ...]:
        """Before this meeting: about its school, or of a body about every open one. A fixed number
        of statements. Raises Problem if the meeting is gone."""
        today = self._context.today()
        with self._context.store.read() as connection:
            here = select(meeting.c.provider_uid, meeting.c.x_gone)
            row = connection.execute(here.where(meeting.c.uid == meeting_uid)).first()
            if row is None or row.x_gone:
                raise Problem("This meeting has been deleted.", "Undo brings it back.")
            names = _schools(connection, row.provider_uid or "", today)
            gathering = _Gathering(connection, self._context, row.provider_uid or "", meeting_uid)
            asked = questions(gathering.facts(names), today)
        return tuple(_question(one, names[one.provider_uid]) for one in asked)


def _question(one: Asked, name: str) -> Question:
    params = {"uid": one.uid}
    if one.table == "concern":
        return Question(one.code, one.text, one.provider_uid, name, "cases",
                        {"list": "concerns", **params})  # fmt: skip
    return Question(one.code, one.text, one.provider_uid, name, _PAGES[one.table], params)


def _schools(connection: Connection, provider_uid: str, today: date) -> dict[str, str]:
    if provider_uid:
        query = select(provider.c.name).where(provider.c.uid == provider_uid)
        return {provider_uid: connection.execute(query).scalar_one() or ""}
    return {row["uid"]: row["name"] or "" for row in open_schools(connection, today)}


class _Gathering:
    """What is known of one school, or of all; each kind of record is read once."""

    def __init__(
        self, connection: Connection, context: Context, provider_uid: str, meeting_uid: str
    ) -> None:
        self._connection, self._context = connection, context
        self._uid, self._meeting = provider_uid, meeting_uid
        self._pack, self._today = context.pack(), context.today()

    def facts(self, names: Mapping[str, str]) -> list[SchoolFacts]:
        visits, reasoned = self._last_visits(), self._reasoned()
        held, calendars = self._categories(), calendars_of(self._connection)
        tasks, plans, meetings = self._tasks(), self._plans(), self._meetings()
        untold, reviews = self._untold(), self._reviews()
        facts = self._school_facts()
        found = []
        for uid in names:
            category, since = held.get(uid, ("", ""))
            mine = plans[uid]
            found.append(
                SchoolFacts(
                    provider_uid=uid,
                    last_visit=stored_day(visits.get(uid, "")),
                    category=self._pack.category_label(category) if category else "",
                    category_since=stored_day(since),
                    reasoned_on=stored_day(reasoned.get(uid, "")),
                    late=(*tasks[uid], *(one for p in mine for one in self._late(p))),
                    milestones=tuple(one for p in mine for one in _milestones(p)),
                    meetings=tuple(meetings[uid]),
                    plans=tuple(self._plan(p, facts.get(uid, {})) for p in mine),
                    untold=tuple(untold[uid]),
                    reviews=tuple(reviews[uid]),
                    calendar=calendars.get(uid, calendars[""]),
                )
            )
        return found

    def _rows(self, table: Table, *where: Any, order: str = "uid") -> Sequence[RowMapping]:
        query = select(table).where(table.c.x_gone == 0, unrestricted(table), *where)
        if self._uid:
            query = query.where(table.c.provider_uid == self._uid)
        ordered = query.order_by(table.c[order], table.c.uid)
        return self._connection.execute(ordered).mappings().all()

    def _last_visits(self) -> dict[str, str]:
        been = (visit.c.state.in_(BEEN_THERE), visit.c.visit_date <= self._today.isoformat())
        query = select(visit.c.provider_uid, func.max(visit.c.visit_date)).where(
            visit.c.x_gone == 0, unrestricted(visit), *been
        )
        if self._uid:
            query = query.where(visit.c.provider_uid == self._uid)
        rows = self._connection.execute(query.group_by(visit.c.provider_uid))
        return {uid: day or "" for uid, day in rows}

    def _reasoned(self) -> dict[str, str]:
        rows = self._rows(judgement, judgement.c.state == "decided", order="decided_on")
        return {
            row["provider_uid"]: row["decided_on"] or ""
            for row in rows
            if (row["reasons"] or "").strip()
        }

    def _categories(self) -> dict[str, tuple[str, str]]:
        now = provider_status.c.what == "category"
        rows = self._rows(provider_status, now, order="from_date")
        return {
            row["provider_uid"]: (row["value"] or "", row["from_date"] or "")
            for row in rows
            if not row["to_date"]
        }

    def _tasks(self) -> defaultdict[str, list[Late]]:
        found: defaultdict[str, list[Late]] = defaultdict(list)
        late = (task.c.state == "open", task.c.due != "", task.c.due < self._today.isoformat())
        for row in self._rows(task, *late, order="due"):
            said = row["snooze_reason"] or row["done_note"] or ""
            due = date.fromisoformat(row["due"])
            found[row["provider_uid"]].append(Late("task", row["uid"], row["what"], due, said))
        return found

    def _plans(self) -> defaultdict[str, list[Plan]]:
        rows = self._rows(plan, plan.c.state.in_(("draft", "running")), order="title")
        found: defaultdict[str, list[Plan]] = defaultdict(list)
        for one in whole(self._connection, rows):
            found[one.provider_uid].append(one)
        return found

    def _late(self, one: Plan) -> Iterable[Late]:
        for row in one.actions:
            if one.state == "running" and row.due and row.due < self._today and is_open(row):
                yield Late("plan", one.uid, row.what, row.due, row.judged.evidence)

    def _plan(self, one: Plan, facts: Mapping[str, str]) -> PlanFact:
        template = template_or_none(self._context, one)
        owed = steps(one, template, facts) if template else ()
        waits = (step.label for step in owed if step.kind == "approval" and step.said is None)
        return PlanFact(one.uid, one.title, one.state, ", ".join(waits))

    def _school_facts(self) -> dict[str, dict[str, str]]:
        query = select(provider).where(provider.c.x_gone == 0)
        if self._uid:
            query = query.where(provider.c.uid == self._uid)
        return {
            row["uid"]: school_facts(self._pack, {k: v or "" for k, v in row.items()})
            for row in self._connection.execute(query).mappings()
        }

    def _meetings(self) -> defaultdict[str, list[MeetingFact]]:
        rows = [
            row
            for row in self._rows(meeting, meeting.c.state == HELD, order="day")
            if row["provider_uid"] and row["day"] and row["uid"] != self._meeting
        ]
        shut = select(meeting_series.c.uid).where(~unrestricted(meeting_series))
        restricted = set(self._connection.execute(shut).scalars())
        issued = issued_minutes(self._connection, {row["uid"] for row in rows})
        last = {row["series_uid"]: row["uid"] for row in rows}
        found: defaultdict[str, list[MeetingFact]] = defaultdict(list)
        for row in rows:
            if row["series_uid"] not in restricted:
                later = last[row["series_uid"]] != row["uid"]
                title = kind_title(self._pack, row["kind"] or "")
                day, done = date.fromisoformat(row["day"]), bool(row["agreed_on"])
                fact = MeetingFact(row["uid"], title, day, row["uid"] in issued, done, later)
                found[row["provider_uid"]].append(fact)
        return found

    def _untold(self) -> defaultdict[str, list[tuple[str, date]]]:
        found: defaultdict[str, list[tuple[str, date]]] = defaultdict(list)
        if self._pack.concerns.told_required:
            for row in self._rows(concern, concern.c.state == "open", order="raised_on"):
                raised = stored_day(row["raised_on"])
                if raised and not row["told_school_on"]:
                    found[row["provider_uid"]].append((row["uid"], raised))
        return found

    def _reviews(self) -> defaultdict[str, list[tuple[str, date]]]:
        found: defaultdict[str, list[tuple[str, date]]] = defaultdict(list)
        past = (case_file.c.state != "closed", case_file.c.review_on < self._today.isoformat())
        for row in self._rows(case_file, *past, case_file.c.review_on != ""):
            found[row["provider_uid"]].append((row["uid"], date.fromisoformat(row["review_on"])))
        return found


def _milestones(one: Plan) -> Iterable[MilestoneFact]:
    for row in one.milestones if one.state == "running" else ():
        judged = row.judged
        yield MilestoneFact(one.uid, row.what, row.due, judged.status, judged.evidence)
