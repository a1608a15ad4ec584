"""Visits: planned, started, ended, cancelled, deleted; their list; and where the officer was.

A visit keeps the rulebook and version it was planned under, so its forms never change under it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, delete, func, literal_column, or_, select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.dialect import insert_or_set
from sif_desktop.models.ids import new_uid
from sif_desktop.models.restricted import is_restricted, unrestricted
from sif_desktop.models.tables import visits as tables
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.log import setting
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.services import visit_plan
from sif_desktop.services.typed import part_of
from sif_desktop.services.visit_plan import PlannedCompanion, PlannedPerson, VisitPlan
from sif_desktop.services.visit_record import (
    Companion,
    Person,
    Visit,
    VisitRecord,
    read_record,
    read_visit,
)

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack, VisitType
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

__all__ = [
    "Planned",
    "PlannedCompanion",
    "PlannedPerson",
    "VisitList",
    "VisitPlan",
    "VisitRow",
    "VisitService",
]

STATE_WORDS: Mapping[str, str] = {
    "planned": "Planned",
    "in_school": "In school",
    "drafting": "Note to write",
    "with_school": "With the school",
    "issued": "Issued",
    "cancelled": "Cancelled",
}
_PLACE = "open_place"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of the list of visits; dates ISO, times "HH:MM", `days` the sum of all three."""

    uid: str
    provider_uid: str
    provider: str
    title: str
    focus: str
    visit_date: str
    start_time: str
    end_time: str
    state: str
    days: str
    key_task: str = ""  # in words
    restricted: bool = False

    @property
    def state_words(self) -> str:
        return STATE_WORDS.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class VisitList:
    """The newest rows that match, and how many match in all."""

    rows: tuple[VisitRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Planned:
    uid: str
    changes: Changes


# In this form the planner does not go school by school: it takes the newest visits and stops.
_SCHOOL: Any = literal_column("(visit.provider_uid || '')")


class VisitService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def rows(
        self,
        words: str = "",
        states: Sequence[str] = (),
        limit: int = 500,
        *,
        key_task: str = "",
        restricted: bool = False,
    ) -> VisitList:
        """Visits whose school, title or focus hold every word, in one of `states`, newest first;
        of one key task if given. With `restricted` only those that the officer alone may see."""
        visit = tables.visit
        joined = visit.join(provider, provider.c.uid == _SCHOOL)
        where: list[Any] = [visit.c.x_gone == 0, provider.c.x_gone == 0]
        where.append(~unrestricted(visit) if restricted else unrestricted(visit))
        if states:
            where.append(visit.c.state.in_(states))
        if key_task:
            where.append(visit.c.key_task == key_task)
        for word in words.split():
            holds = (provider.c.name, visit.c.title, visit.c.focus)
            where.append(or_(*(column.icontains(word, autoescape=True) for column in holds)))
        columns = (visit, provider.c.name.label("provider"))
        newest = (visit.c.visit_date.desc(), visit.c.start_time.desc(), visit.c.uid)
        with self._context.store.read() as connection:
            query = select(*columns).select_from(joined).where(*where).order_by(*newest)
            found = connection.execute(query.limit(limit)).mappings().all()
            count = select(func.count()).select_from(joined).where(*where)
            total = connection.execute(count).scalar_one() if len(found) == limit else len(found)
        labels = self.key_tasks()
        return VisitList(tuple(_row(row, labels) for row in found), total)

    def key_tasks(self) -> Mapping[str, str]:
        """The authority's own tasks by which its work is told apart: code to label."""
        return self._context.pack().monitoring.task_labels

    def read(self, uid: str) -> Visit:
        """Raises Problem if the visit is not there (any more)."""
        with self._context.store.read() as connection:
            return read_visit(connection, uid)

    def record(self, uid: str) -> VisitRecord:
        """Everything recorded about the visit, text being typed included."""
        with self._context.store.read() as connection:
            return read_record(connection, uid)

    def pack_of(self, visit: Visit) -> Pack:
        """The rulebook the visit was planned under. Raises Problem if it is not installed."""
        return self._context.registry.get(visit.pack, visit.pack_version)

    def types(self) -> tuple[VisitType, ...]:
        """The kinds of visit the authority's rulebook offers."""
        return self._context.pack().offered_visit_types()

    def schools(self) -> tuple[tuple[str, str], ...]:
        """(uid, name) of every school a visit can be planned to, by name."""
        query = select(provider.c.uid, provider.c.name).where(provider.c.x_gone == 0)
        with self._context.store.read() as connection:
            return tuple((r.uid, r.name) for r in connection.execute(query.order_by("name")))

    def people_to_meet(self) -> dict[str, str]:
        """{role code: label} of those at a school or a partner, in the rulebook's order."""
        roles = self._context.pack().roles
        return {role.code: role.label for role in roles if role.side != "authority"}

    def defaults(self, visit_type: str, provider_uid: str = "") -> VisitPlan:
        """An empty plan with what the rulebook says about this type filled in."""
        pack = self._context.pack()
        kind = pack.visit_type(visit_type)
        return visit_plan.defaults(pack, kind, provider_uid, self._context.today())

    def plan_of(self, uid: str) -> VisitPlan:
        """A visit as a plan to be edited."""
        return visit_plan.from_record(self.record(uid))

    # -- planning ----------------------------------------------------------------------------

    def plan(self, plan: VisitPlan) -> Planned:
        """Add a visit. Raises Problem naming everything in the plan that is wrong."""
        pack, school = self._context.pack(), self._school(plan.provider_uid)
        kind = visit_plan.check(plan, pack)
        uid = new_uid()
        store = self._context.store
        with store.action(f"Planned a visit to {school}", place=f"visit:{uid}") as act:
            fields = visit_plan.fields(plan, kind.title)
            origin = {"pack": pack.id, "pack_version": pack.version, "state": "planned"}
            owned = {"provider_uid": plan.provider_uid}
            part = restricted_part(uid) if kind.restricted else plan.provider_uid
            act.create(tables.visit, part, uid, **owned, **origin, **fields)
            _write_people(act, plan, uid)
        return Planned(uid, act.changes)

    def revise(self, uid: str, plan: VisitPlan) -> Changes:
        """Change a planned visit to `plan`. Raises Problem as `plan` does."""
        record = self.record(uid)
        pack = self.pack_of(record.visit)
        kind = visit_plan.check(plan, pack)
        if plan.provider_uid != record.visit.provider_uid:
            raise Problem(
                "A visit cannot be moved to another school.", "Cancel it and plan a new one."
            )
        if plan.visit_type != record.visit.visit_type and record.visit.state != "planned":
            raise Problem(
                "The type of a visit cannot change once it has begun: its answers belong to it.",
                "End this visit and plan another of the type you need.",
            )
        if kind.restricted is not record.visit.restricted:
            raise Problem(
                "A visit cannot become restricted, or cease to be, once it is planned.",
                "Cancel it and plan a new one of the other type.",
            )
        with self._act(record.visit, "Changed the plan of the visit to {}") as act:
            act.update(tables.visit, uid, **visit_plan.fields(plan, kind.title))
            _write_people(act, plan, uid, record.people, record.companions)
        return act.changes

    # -- carrying out ------------------------------------------------------------------------

    def start(self, uid: str, at: datetime | None = None) -> Changes:
        """The officer is in the school. The date becomes that of the day it really is."""
        visit, moment = self.read(uid), at or self._context.moment()
        if visit.state != "planned":
            raise Problem(f"This visit is already {STATE_WORDS[visit.state].lower()}.")
        day, clock = moment.date().isoformat(), f"{moment:%H:%M}"
        with self._act(visit, "Started the visit to {}") as act:
            act.update(
                tables.visit, uid, state="in_school", visit_date=day, start_time=clock, end_time=""
            )
        return act.changes

    def end(
        self, uid: str, at: datetime | None = None, days: tuple[str, str, str] | None = None
    ) -> Changes:
        """The visit is over; `days` of preparation, on site and reporting as the officer says.

        Without `days` the time on site is taken from the clock, in quarters of a day.
        """
        visit, moment = self.read(uid), at or self._context.moment()
        if visit.state != "in_school":
            raise Problem("Only a visit that is under way can be ended.", "Start it first.")
        clock = f"{moment:%H:%M}"
        on_site = visit_plan.days_on_site(visit.start_time, clock) or visit.days_on_site
        used = days or (visit.days_preparation, on_site, visit.days_reporting)
        checked = visit_plan.check_days(used)
        with self._act(visit, "Ended the visit to {}") as act:
            act.update(tables.visit, uid, state="drafting", end_time=clock, **checked)
        return act.changes

    def resume(self, uid: str) -> Changes:
        """Go back into a visit that was ended too early."""
        visit = self.read(uid)
        if visit.state != "drafting":
            raise Problem("Only a visit whose note is not yet with the school can be resumed.")
        with self._act(visit, "Went back into the visit to {}") as act:
            act.update(tables.visit, uid, state="in_school", end_time="")
        return act.changes

    def record_days(self, uid: str, preparation: str, on_site: str, reporting: str) -> Changes:
        """Days used, as typed ("0.5"). Raises Problem for what is not a number of days."""
        checked = visit_plan.check_days((preparation, on_site, reporting))
        with self._act(self.read(uid), "Recorded days used for the visit to {}") as act:
            act.update(tables.visit, uid, **checked)
        return act.changes

    def met(self, person_uid: str, visit_uid: str, met: bool) -> Changes:
        """Whether somebody planned was met."""
        with self._act(self.read(visit_uid), "Noted who was met at {}") as act:
            act.update(tables.meeting_person, person_uid, met="yes" if met else "no")
        return act.changes

    def cancel(self, uid: str) -> Changes:
        visit = self.read(uid)
        if visit.state != "planned":
            raise Problem(
                "Only a planned visit can be cancelled.", "One that has begun is ended instead."
            )
        with self._act(visit, "Cancelled the visit to {}") as act:
            act.update(tables.visit, uid, state="cancelled")
        return act.changes

    def delete(self, uid: str) -> Changes:
        """Delete the visit with all that was noted and the tasks agreed on it; undo brings it back.

        Raises Problem when a note of it has gone to the school.
        """
        visit = self.read(uid)
        if visit.state in ("with_school", "issued"):
            raise Problem(
                "The note of this visit has gone to the school, so the visit stays on record.",
                "Issue a correction if something in it is wrong.",
            )
        with self._act(visit, "Deleted the visit to {}") as act:
            for table in (task, document):
                own = select(table.c.uid).where(table.c.visit_uid == uid, table.c.x_gone == 0)
                for found in act.connection.execute(own).scalars().all():
                    act.delete(table, found)
            act.delete(tables.visit, uid)
        return act.changes

    # -- where the officer was ---------------------------------------------------------------

    def remember_place(self, page: str, **params: str) -> None:
        """Keep on disk what is open, to come back to it after the computer was cut off."""
        value = json.dumps({"page": page, **params})
        with self._context.store.local() as connection:
            row = {"name": _PLACE, "value": value}
            connection.execute(insert_or_set(connection, setting, ["value"]), [row])

    def last_place(self) -> dict[str, str] | None:
        """{"page": …, "visit": …, …} as remembered, or None; only a visit that still exists."""
        with self._context.store.read() as connection:
            query = select(setting.c.value).where(setting.c.name == _PLACE)
            value = connection.execute(query).scalar()
            if value is None:
                return None
            place: dict[str, str] = json.loads(value)
            visit = tables.visit
            there = select(visit.c.uid).where(
                visit.c.uid == place.get("visit", ""), visit.c.x_gone == 0
            )
            return place if connection.execute(there).first() is not None else None

    def forget_place(self) -> None:
        """The officer left it on purpose."""
        with self._context.store.local() as connection:
            connection.execute(delete(setting).where(setting.c.name == _PLACE))

    # -- inside ------------------------------------------------------------------------------

    def _act(self, visit: Visit, label: str) -> Any:
        words = label.format(visit.provider)
        return self._context.store.action(words, place=f"visit:{visit.uid}")

    def _school(self, uid: str) -> str:
        query = select(provider.c.name).where(provider.c.uid == uid, provider.c.x_gone == 0)
        with self._context.store.read() as connection:
            name = connection.execute(query).scalar()
        if name is None:
            raise Problem("The plan does not say which school is visited.", "Choose a school.")
        return str(name)


def _write_people(
    act: Action,
    plan: VisitPlan,
    uid: str,
    people: Sequence[Person] = (),
    companions: Sequence[Companion] = (),
) -> None:
    """Make the people to meet and the companions those of the plan; touch only what differs."""
    part = part_of(act.connection, uid)
    stored_people = {(person.role, person.name): person.uid for person in people}
    stored_companions = {(other.name, other.part): other.uid for other in companions}
    wanted_people = [(person.role, person.name.strip()) for person in plan.people]
    wanted_companions = [(other.name.strip(), other.part) for other in plan.companions]
    for table, stored, wanted, columns in (
        (tables.meeting_person, stored_people, wanted_people, ("role", "name")),
        (tables.companion, stored_companions, wanted_companions, ("name", "part")),
    ):
        for key, row in stored.items():
            if key not in wanted:
                act.delete(table, row)
        for key in dict.fromkeys(wanted):
            if key not in stored:
                new = {"uid": new_uid(), "visit_uid": uid, **dict(zip(columns, key, strict=True))}
                act.create_many(table, part, [new])


def _row(row: RowMapping, key_tasks: Mapping[str, str]) -> VisitRow:
    used = (row["days_preparation"], row["days_on_site"], row["days_reporting"])
    worked_out = ("days", "key_task", "restricted")
    plain = {name: row[name] or "" for name in VisitRow.__slots__ if name not in worked_out}
    task = row["key_task"] or ""
    return VisitRow(
        **plain,
        days=visit_plan.total_days(used),
        key_task=key_tasks.get(task, task),
        restricted=is_restricted(row["x_part"]),
    )
