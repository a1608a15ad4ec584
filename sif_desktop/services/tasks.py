"""Tasks: what somebody promised to do by a date, on a visit or besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, or_, select, text

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.parties import PARTIES
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.restricted import is_restricted, unrestricted
from sif_desktop.models.tables.meetings import body, meeting, meeting_series
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.tasks import task
from sif_desktop.models.tables.visits import visit
from sif_desktop.services.plan_due import PlanDue, due_rows

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

OPEN, DONE, DROPPED = "open", "done", "dropped"
_WORKED_OUT = ("overdue", "snoozed", "plan_uid", "plan_row", "restricted", "origin", "about")
_AHEAD = timedelta(weeks=4)  # how far what plans ask for is listed
# What a task's meeting is read by, beside its own row.
_AGREED_AT = (
    meeting.c.day.label("met_on"),
    meeting.c.kind.label("met_as"),
    meeting_series.c.kind.label("series_kind"),
    meeting_series.c.pack,
    meeting_series.c.pack_version,
    body.c.title.label("about"),
)
# The very words of the index of open tasks: ten years of done ones are never looked at.
_STILL_OPEN = text("task.state = 'open' AND task.x_gone = 0")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as listed; dates ISO or empty. `overdue` is as of today. What a plan asks for is
    listed like a task, with its `plan_uid` and the row of the plan it is. `origin` says in words
    where it was agreed; `about` is the body of one that is about no school."""

    uid: str
    provider_uid: str
    provider: str
    visit_uid: str
    visit_date: str
    what: str
    party: str
    who: str
    due: str
    measure: str
    state: str
    done_on: str
    done_note: str
    snoozed_until: str
    snooze_reason: str
    overdue: bool = False
    snoozed: bool = False
    plan_uid: str = ""
    plan_row: str = ""
    restricted: bool = False
    meeting_uid: str = ""
    meeting_item: str = ""
    origin: str = ""
    about: str = ""

    @property
    def owner(self) -> str:
        """Whose it is, in words: the person if named, else the party."""
        party = PARTIES.get(self.party, "")
        both = self.who and party and self.who.casefold() != party.casefold()
        return f"{self.who} ({party.lower()})" if both else self.who or party


@dataclass(frozen=True, slots=True)
class TaskFields:
    """What can be said about a task; `due` is ISO or empty."""

    what: str
    party: str = ""
    who: str = ""
    due: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    uid: str
    changes: Changes


class TaskService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(
        self,
        states: Sequence[str] = (OPEN,),
        words: str = "",
        provider_uid: str = "",
        limit: int = 5000,
        *,
        restricted: bool = False,
    ) -> tuple[TaskRow, ...]:
        """Tasks by due date, those without one last; those of restricted visits only when asked
        for. One statement."""
        joined = task.outerjoin(provider, provider.c.uid == task.c.provider_uid)
        joined = joined.outerjoin(visit, visit.c.uid == task.c.visit_uid)
        joined = joined.outerjoin(meeting, meeting.c.uid == task.c.meeting_uid)
        joined = joined.outerjoin(meeting_series, meeting_series.c.uid == meeting.c.series_uid)
        joined = joined.outerjoin(body, body.c.uid == meeting_series.c.body_uid)
        where: list[Any] = [task.c.state.in_(states), task.c.x_gone == 0]
        if tuple(states) == (OPEN,):
            where = [_STILL_OPEN]
        if not restricted:
            where.append(unrestricted(task))
        if provider_uid:
            where.append(task.c.provider_uid == provider_uid)
        for word in words.split():
            holds = (provider.c.name, body.c.title, task.c.what, task.c.who, task.c.measure)
            where.append(or_(*(column.icontains(word, autoescape=True) for column in holds)))
        columns = (task, provider.c.name.label("provider"), visit.c.visit_date, *_AGREED_AT)
        order = (task.c.due.is_(None), task.c.due == "", task.c.due, task.c.uid)
        query = select(*columns).select_from(joined).where(*where).order_by(*order).limit(limit)
        with self._context.store.read() as connection:
            found = connection.execute(query).mappings().all()
        today, titles = self._context.today().isoformat(), _Titles(self._context)
        return tuple(_row(row, today, titles) for row in found)

    def in_plans(self, until: date | None = None) -> tuple[TaskRow, ...]:
        """What plans ask for by then (four weeks ahead), as tasks; restricted plans left out."""
        today = self._context.today()
        with self._context.store.read() as connection:
            found = due_rows(connection, self._context, until or today + _AHEAD)
        return tuple(_of_plan(one) for one in found)

    def add(self, provider_uid: str, given: TaskFields, visit_uid: str = "") -> Added:
        """Raises Problem if it does not say for which school or what, or the date is none."""
        if not provider_uid:
            raise Problem("The task does not say which school it is about.", "Choose a school.")
        with self._context.store.action("Added a task") as act:
            uid = add_task(act, provider_uid, given, visit_uid=visit_uid)
        return Added(uid, act.changes)

    def edit(self, uid: str, given: TaskFields) -> Changes:
        return self._write("Changed a task", uid, **_checked(given))

    def done(self, uid: str, note: str = "", on: date | None = None) -> Changes:
        """Done on that day (default today), with what was seen."""
        day = (on or self._context.today()).isoformat()
        return self._write(
            "Marked a task done", uid, state=DONE, done_on=day, done_note=note.strip()
        )

    def drop(self, uid: str, note: str = "") -> Changes:
        """It is no longer to be done; the note says why."""
        day = self._context.today().isoformat()
        return self._write(
            "Dropped a task", uid, state=DROPPED, done_on=day, done_note=note.strip()
        )

    def reopen(self, uid: str) -> Changes:
        values = {"state": OPEN, "done_on": "", "snoozed_until": "", "snooze_reason": ""}
        return self._write("Reopened a task", uid, **values)

    def snooze(self, uid: str, until: date, reason: str) -> Changes:
        """Keep it out of sight until that day. Raises Problem without a reason or a later day."""
        if not reason.strip():
            raise Problem("A task is put off with a reason.", "Write in a few words why it waits.")
        if until <= self._context.today():
            raise Problem(
                "A task is put off to a day that is still to come.", "Choose a later day."
            )
        values = {"snoozed_until": until.isoformat(), "snooze_reason": reason.strip()}
        return self._write("Put a task off", uid, **values)

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a task") as act:
            act.delete(task, uid)
        return act.changes

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(task, uid, **values)
        return act.changes


def add_task(
    act: Action,
    provider_uid: str,
    given: TaskFields,
    *,
    visit_uid: str = "",
    form: str = "",
    item: str = "",
    meeting_uid: str = "",
    meeting_item: str = "",
    meeting_place: str = "",
    part: str = "",
) -> str:
    """Write a task as part of an action, into the partition `part` (its school's, or the team's
    where it is about none); returns its uid. Raises Problem as `TaskService.add`."""
    uid, values = new_uid(), _checked(given)
    where: dict[str, str | None] = {"provider_uid": provider_uid or None, "visit_uid": visit_uid}
    where |= {"form": form, "item": item}
    if meeting_uid:
        where |= {"meeting_uid": meeting_uid, "meeting_item": meeting_item}
        where["meeting_place"] = meeting_place
    act.create(task, part or provider_uid or TEAM, uid, state=OPEN, **where, **values)
    return uid


def _checked(given: TaskFields) -> dict[str, str]:
    if not given.what.strip():
        raise Problem("A task says what is to be done.", "Write it in a few words.")
    if given.party and given.party not in PARTIES:
        raise Problem(f"“{given.party}” is not school, authority or partner.")
    if given.due:
        try:
            date.fromisoformat(given.due)
        except ValueError:
            raise Problem(f"“{given.due}” is not a date.", "Write it like 14 March 2026.") from None
    return {part.name: getattr(given, part.name).strip() for part in fields(given)}


class _Titles:
    """What meetings are called in the rulebooks of their series, each looked up once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[tuple[str, str, str], str] = {}

    def of(self, row: RowMapping) -> str:
        code = row["met_as"] or row["series_kind"] or ""
        key = (row["pack"] or "", row["pack_version"] or "", code)
        if key not in self._found:
            self._found[key] = self._read(*key)
        return self._found[key]

    def _read(self, pack: str, version: str, code: str) -> str:
        try:
            return self._context.registry.get(pack, version).meeting_type(code).title
        except Problem:  # a rulebook that is not installed here
            return "Meeting"


def _origin(row: RowMapping, titles: _Titles) -> str:
    if row["meeting_uid"] and row["series_kind"]:
        when = f", {long_date(row['met_on'])}" if row["met_on"] else ""
        return f"{titles.of(row)}{when}"
    return f"Visit, {long_date(row['visit_date'])}" if row["visit_date"] else ""


def _row(row: RowMapping, today: str, titles: _Titles) -> TaskRow:
    waits = bool(row["snoozed_until"] and row["snoozed_until"] > today)
    late = row["state"] == OPEN and bool(row["due"]) and row["due"] < today and not waits
    shown = [name for name in TaskRow.__slots__ if name not in _WORKED_OUT]
    plain = {name: row[name] or "" for name in shown}
    hidden = is_restricted(row["x_part"])
    return TaskRow(
        **plain, overdue=late, snoozed=waits, restricted=hidden, about=row["about"] or "",
        origin=_origin(row, titles),
    )  # fmt: skip


def _of_plan(one: PlanDue) -> TaskRow:
    return TaskRow(
        one.key, one.provider_uid, one.provider, "", "", f"{one.what} ({one.plan})", one.party,
        one.who, one.day.isoformat(), "", OPEN, "", "", "", "", overdue=one.overdue,
        plan_uid=one.plan_uid, plan_row=one.uid,
    )  # fmt: skip
