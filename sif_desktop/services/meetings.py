"""Meetings: planned, held or not, who came; what is said at them is kept by `meeting_notes`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.meeting_types import MeetingType
from sif_desktop.domain.plan_movement import freeze
from sif_desktop.domain.plan_order import between, spread
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables.meetings import (
    meeting,
    meeting_item,
    meeting_person,
    meeting_review,
    meeting_series,
)
from sif_desktop.models.tables.plans import plan, plan_review
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.meeting_agenda import agenda_in
from sif_desktop.services.meeting_fields import (
    MeetingFields,
    PersonFields,
    checked,
    of_meeting,
    person_values,
    refuse_future,
    refuse_state,
    stored,
)
from sif_desktop.services.meeting_invitation import invitation_text
from sif_desktop.services.meeting_lists import (
    OPEN,
    SeriesFound,
    find_meetings,
    holding,
    one_meeting,
    one_series,
)
from sif_desktop.services.meeting_page import read_page
from sif_desktop.services.meeting_people import (
    members_on,
    roster,
)
from sif_desktop.services.meeting_rows import (
    ATTENDANCE,
    CANCELLED,
    HELD,
    MISSED,
    PLANNED,
    PRESENT,
    SUBSTITUTE,
    UNDER_WAY,
    MeetingPage,
    MeetingRow,
)
from sif_desktop.services.plan_rows import read_plan
from sif_desktop.services.plans import part_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

__all__ = ["MeetingFields", "MeetingService", "PersonFields"]


class MeetingService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- reading -----------------------------------------------------------------------------

    def rows(
        self,
        words: str = "",
        provider_uid: str = "",
        series_uid: str = "",
        states: Sequence[str] = (),
    ) -> tuple[MeetingRow, ...]:
        """Meetings, the newest first; all states where none is named."""
        where = holding(words)
        if provider_uid:
            where.append(meeting.c.provider_uid == provider_uid)
        if series_uid:
            where.append(meeting.c.series_uid == series_uid)
        if states:
            where.append(meeting.c.state.in_(states))
        with self._context.store.read() as connection:
            return find_meetings(connection, self._context, *where)

    def page(self, uid: str, *, restricted: bool = False) -> MeetingPage:
        """Raises Problem if the meeting, or the rulebook of its series, is not there."""
        with self._context.store.read() as connection:
            return read_page(connection, self._context, uid, restricted)

    def series_of(self, meeting_uid: str) -> str:
        """The uid of the series a meeting belongs to."""
        with self._context.store.read() as connection:
            return str(stored(connection, meeting_uid)["series_uid"])

    def kinds_within(self, series_uid: str) -> tuple[MeetingType, ...]:
        """The kinds of meeting that are held within a series, its own first."""
        with self._context.store.read() as connection:
            found = one_series(connection, self._context, series_uid)
        return _kinds(self._context, found)

    def stand_ins(self, meeting_uid: str) -> dict[str, tuple[str, ...]]:
        """Who may stand in for whom by the body's list of members: by the name of the member."""
        with self._context.store.read() as connection:
            row = stored(connection, meeting_uid)
            body_uid = connection.scalar(
                select(meeting_series.c.body_uid).where(meeting_series.c.uid == row["series_uid"])
            )
            members = members_on(connection, body_uid or "", row["day"] or "")
        names = {one["uid"]: one["name"] or "" for one in members}
        found: dict[str, tuple[str, ...]] = {}
        for one in members:
            holder = names.get(one["substitute_of"] or "", "")
            if holder:
                found[holder] = (*found.get(holder, ()), one["name"] or "")
        return found

    def invitation(self, uid: str) -> bytes:
        """The meeting as a calendar file (.ics) to send to those asked."""
        with self._context.store.read() as connection:
            row = one_meeting(connection, self._context, uid)
            sequence = int(stored(connection, uid)["x_rev"])
            people = connection.execute(of_meeting(meeting_person, uid)).mappings().all()
            items = connection.execute(of_meeting(meeting_item, uid)).mappings().all()
        now = datetime.now(UTC)
        me = self._context.me()
        return invitation_text(row, people, items, (me.name, me.email), sequence, now)

    # -- writing -----------------------------------------------------------------------------

    def plan(self, series_uid: str, given: MeetingFields) -> Added:
        """Plan the next meeting with whom the rulebook wants there and its agenda."""
        with self._context.store.action("Planned a meeting") as act:
            uid = self.plan_in(act, series_uid, given)
        return Added(uid, act.changes)

    def plan_in(self, act: Action, series_uid: str, given: MeetingFields) -> str:
        """The same as part of an action; returns the meeting's uid."""
        found = one_series(act.connection, self._context, series_uid)
        if found.row.state != OPEN:
            raise Problem("This series of meetings is closed.", "Reopen it to plan a meeting.")
        values, kind = checked(given), _kind(self._context, found, given.kind)
        part = found.row.provider_uid or TEAM
        uid = act.create(
            meeting, part, series_uid=series_uid, provider_uid=found.row.provider_uid or None,
            kind=kind.code, state=PLANNED, **_with_series(values, found),
        )  # fmt: skip
        asked = roster(
            act.connection, self._context, kind, found.stored, found.facts, values["day"]
        )
        people = [
            {"uid": new_uid(), "meeting_uid": uid, "attendance": "", "place": place, **asdict(one)}
            for place, one in zip(spread(len(asked)), asked, strict=True)
        ]
        act.create_many(meeting_person, part, people)
        agenda_in(act, self._context, uid)
        return uid

    def edit(self, uid: str, given: MeetingFields) -> Changes:
        """The kind of a meeting stays as it was planned."""
        values = checked(given)
        with self._context.store.action("Changed a meeting") as act:
            row = stored(act.connection, uid)
            if row["state"] == HELD:
                refuse_future(self._context, values["day"])
            found = one_series(act.connection, self._context, row["series_uid"])
            act.update(meeting, uid, **_with_series(values, found))
        return act.changes

    def cancel(self, uid: str, why: str) -> Changes:
        """It is not to be held, with the reason."""
        said = words_of(why, "A meeting is cancelled with a reason.")
        return self._turn("Cancelled a meeting", uid, CANCELLED, (PLANNED, UNDER_WAY), said)

    def missed(self, uid: str, why: str) -> Changes:
        """It was to be held and was not, with the reason."""
        said = words_of(why, "A meeting that was not held is recorded with the reason.")
        return self._turn("Recorded a missed meeting", uid, MISSED, (PLANNED, UNDER_WAY), said)

    def begin(self, uid: str) -> Changes:
        """It is under way from now on; what came to return since then is on the agenda."""
        with self._context.store.action("Began a meeting") as act:
            refuse_state(stored(act.connection, uid), (PLANNED,))
            act.update(meeting, uid, state=UNDER_WAY, why="")
            agenda_in(act, self._context, uid)
        return act.changes

    def end(self, uid: str) -> Changes:
        """Held: the plans reviewed at it are kept as they stand."""
        with self._context.store.action("Ended a meeting") as act:
            row = stored(act.connection, uid)
            refuse_state(row, (PLANNED, UNDER_WAY))
            refuse_future(self._context, row["day"] or "")
            act.update(meeting, uid, state=HELD, why="")
            self._freeze(act, row)
        return act.changes

    def reopen(self, uid: str) -> Changes:
        """One that was held is under way again, any other planned again."""
        with self._context.store.action("Reopened a meeting") as act:
            row = stored(act.connection, uid)
            refuse_state(row, (HELD, MISSED, CANCELLED))
            act.update(meeting, uid, state=UNDER_WAY if row["state"] == HELD else PLANNED, why="")
            query = select(plan_review.c.uid).where(
                plan_review.c.meeting_uid == uid, plan_review.c.x_gone == 0
            )
            for (kept,) in act.connection.execute(query).all():
                act.delete(plan_review, kept)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a meeting") as act:
            act.delete(meeting, uid)
        return act.changes

    def set_next(self, uid: str, day: str) -> Changes:
        """The day agreed for the next meeting, as the minutes say it."""
        return self._write("Agreed the next meeting", uid, next_day=day_of(day))

    def write_summary(self, uid: str, text: str) -> Changes:
        """What came of the meeting in a few words."""
        return self._write("Wrote a summary", uid, summary=text.strip())

    # -- people ------------------------------------------------------------------------------

    def add_person(self, meeting_uid: str, given: PersonFields) -> Added:
        """Ask somebody besides, or note that they came."""
        values = person_values(given)
        with self._context.store.action("Added somebody to a meeting") as act:
            row = stored(act.connection, meeting_uid)
            query = of_meeting(meeting_person, meeting_uid)
            last = [one["place"] or "" for one in act.connection.execute(query).mappings()][-1:]
            uid, place = new_uid(), between(last[0] if last else "", "")
            person = {"uid": uid, "meeting_uid": meeting_uid, "attendance": "", "place": place}
            act.create_many(meeting_person, row["x_part"], [{**person, **values}])
        return Added(uid, act.changes)

    def edit_person(self, uid: str, given: PersonFields) -> Changes:
        """Whether they came stays."""
        values = person_values(given)
        with self._context.store.action("Changed somebody at a meeting") as act:
            act.update(meeting_person, uid, **values)
        return act.changes

    def remove_person(self, uid: str) -> Changes:
        with self._context.store.action("Took somebody off a meeting") as act:
            act.delete(meeting_person, uid)
        return act.changes

    def attend(self, person_uid: str, attendance: str, stand_in: str = "") -> Changes:
        """`attendance` of meeting_rows.ATTENDANCE, or "" for not said. Raises Problem for
        somebody represented by nobody."""
        if attendance and attendance not in ATTENDANCE:
            raise Problem(f"“{attendance}” is neither present, apologies, absent nor represented.")
        name = stand_in.strip() if attendance == SUBSTITUTE else ""
        if attendance == SUBSTITUTE and not name:
            raise Problem("It does not say who stood in.", "Enter the name of the substitute.")
        with self._context.store.action("Recorded who came") as act:
            act.update(meeting_person, person_uid, attendance=attendance, stand_in=name)
        return act.changes

    def everybody_present(self, meeting_uid: str) -> Changes:
        """All who have a name and of whom nothing was said yet were there."""
        with self._context.store.action("Recorded who came") as act:
            stored(act.connection, meeting_uid)
            rows = act.connection.execute(of_meeting(meeting_person, meeting_uid)).mappings().all()
            for row in rows:
                if row["name"] and not row["attendance"]:
                    act.update(meeting_person, row["uid"], attendance=PRESENT)
        return act.changes

    # -- inside ------------------------------------------------------------------------------

    def _turn(
        self, label: str, uid: str, state: str, before: Sequence[str], why: str = ""
    ) -> Changes:
        with self._context.store.action(label) as act:
            refuse_state(stored(act.connection, uid), before)
            act.update(meeting, uid, state=state, why=why)
        return act.changes

    def _freeze(self, act: Action, row: RowMapping) -> None:
        """Keep each plan that was reviewed at the meeting as it stands at its end."""
        reviewed = select(meeting_review.c.plan_uid).where(
            meeting_review.c.meeting_uid == row["uid"], meeting_review.c.x_gone == 0
        )
        there = select(plan.c.uid).where(plan.c.uid.in_(reviewed), plan.c.x_gone == 0)
        plans = act.connection.scalars(there.order_by(plan.c.title, plan.c.uid)).all()
        if not plans:
            return
        found, today = one_meeting(act.connection, self._context, row["uid"]), self._context.today()
        people = act.connection.execute(of_meeting(meeting_person, row["uid"])).mappings().all()
        came = [_came(one) for one in people if one["attendance"] in (PRESENT, SUBSTITUTE)]
        for uid in plans:
            act.create(
                plan_review, part_of(act.connection, uid), plan_uid=uid, day=row["day"],
                title=found.title, who=", ".join(came), summary=row["summary"] or "",
                meeting_uid=row["uid"], frozen=freeze(read_plan(act.connection, uid), today),
            )  # fmt: skip

    def _write(self, label: str, uid: str, **values: str) -> Changes:
        with self._context.store.action(label) as act:
            act.update(meeting, uid, **values)
        return act.changes


def _came(row: RowMapping) -> str:
    name, stand_in = row["name"] or "", row["stand_in"] or ""
    if row["attendance"] != SUBSTITUTE:
        return name
    return f"{stand_in} (for {name})" if name else stand_in


def _kinds(context: Context, found: SeriesFound) -> tuple[MeetingType, ...]:
    stored = found.stored
    pack = context.registry.get(stored["pack"] or "", stored["pack_version"] or "")
    own = pack.meeting_type(found.row.kind)
    return (own, *(one for one in pack.meetings if one.of == own.code))


def _kind(context: Context, found: SeriesFound, code: str) -> MeetingType:
    kinds = {one.code: one for one in _kinds(context, found)}
    kind = kinds.get(code or found.row.kind)
    if kind is None:
        raise Problem("Such a meeting is not held within this series.", "Choose another kind.")
    return kind


def _with_series(values: dict[str, str], found: SeriesFound) -> dict[str, str]:
    own = {name: found.stored[name] or "" for name in ("place", "chair")}
    return {**values, **{name: values[name] or own[name] for name in own}}
