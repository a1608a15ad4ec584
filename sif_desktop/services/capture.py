"""What is noted in the school: typing kept within half a second, jottings, rooms, answers, actions.

Typing is a draft, durable when `typing` returns; it becomes one logged change when its field is
left (`settle`). Jottings, grades and ticks are logged at once. Every write is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.forms import Answer, Item
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.ids import new_uid
from sif_desktop.models.tables import visits as tables
from sif_desktop.models.tables.log import draft
from sif_desktop.services.capture_view import Capture, PresentRisk, read_capture
from sif_desktop.services.last_time import LastTime, last_answers
from sif_desktop.services.tasks import Added, TaskFields, add_task
from sif_desktop.services.typed import (
    ACTION_STRIP,
    JOT_LINE,
    Field,
    Typing,
    action_line,
    answer_columns,
    answer_text,
    answer_uid,
    clean,
    drop_drafts,
    jot_line,
    jotting_text,
    notes_part,
    part_of,
    provider_of,
    put_answer,
    visit_text,
)
from sif_desktop.services.visit_plan import clock_time
from sif_desktop.services.visit_record import read_visit

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

__all__ = [
    "Capture",
    "CaptureService",
    "Field",
    "PresentRisk",
    "action_line",
    "answer_text",
    "answer_uid",
    "jot_line",
    "jotting_text",
    "visit_text",
]


class CaptureService:
    def __init__(self, context: Context, clock: Callable[[], datetime] | None = None) -> None:
        self._context = context
        self._store = context.store
        self._clock = clock or context.moment
        self._typing = Typing(context.store)

    # -- reading -----------------------------------------------------------------------------

    def open(self, visit_uid: str) -> Capture:
        """The visit for the capture screen; typing left from a cut-off session is settled first."""
        self._typing.settle_visit(visit_uid)
        return self.read(visit_uid)

    def read(self, visit_uid: str) -> Capture:
        """The visit as it stands, text being typed included and left as it is."""
        return read_capture(self._context, visit_uid)

    def last_time(self, visit_uid: str) -> dict[str, LastTime]:
        """{item: what was answered on the visit before}."""
        with self._store.read() as connection:
            visit = read_visit(connection, visit_uid)
            pack = self._context.registry.get(visit.pack, visit.pack_version)
            form = pack.visit_form(visit.visit_type)
            return last_answers(connection, visit, pack, form, self._context.registry)

    # -- jottings ----------------------------------------------------------------------------

    def typing(self, texts: Mapping[Field, str]) -> None:
        """Keep what is being typed, all fields in one transaction; durable when this returns."""
        self._typing.keep(texts)

    def settle(self, field: Field) -> Changes | None:
        """The field was left: its draft becomes one logged change; None if nothing was typed."""
        return self._typing.settle(field)

    def settle_visit(self, visit_uid: str) -> None:
        """Everything typed on the visit becomes logged changes, but for lines not yet entered."""
        self._typing.settle_visit(visit_uid)

    # -- jottings ----------------------------------------------------------------------------

    def add_jotting(
        self,
        visit_uid: str,
        text: str,
        room: str = "",
        companion: str = "",
        *,
        form: str = "",
        item: str = "",
        parked: bool = False,
    ) -> Added:
        """Keep a line with the time of its entry; the jot line is empty afterwards."""
        words = _said(text, "This jotting is empty.")
        uid = new_uid()
        with self._store.action("Added a jotting", place=_place(visit_uid)) as act:
            act.create(
                tables.jotting,
                notes_part(act.connection, visit_uid),
                uid,
                visit_uid=visit_uid,
                at=self._after_the_last(act, visit_uid),
                room_uid=room,
                companion=companion,
                text=words,
                form=form,
                item=item,
                parked="yes" if parked else "",
            )
            drop_drafts(act.connection, JOT_LINE, visit_uid)
        return Added(uid, act.changes)

    def edit_jotting(self, uid: str, text: str) -> Changes:
        words = _said(text, "This jotting is empty; delete it instead.")
        with self._store.action("Changed a jotting") as act:
            act.update(tables.jotting, uid, text=words)
            drop_drafts(act.connection, "jotting", uid)
        return act.changes

    def discard_edit(self, uid: str) -> None:
        """Leave a jotting as it was before it was taken up for changing."""
        with self._store.local() as connection:
            drop_drafts(connection, "jotting", uid)

    def file_to_item(self, jottings: Iterable[str], form: str, item: str) -> Changes:
        """File lines under an item of the form; an empty item takes them out again."""
        label = "Filed a jotting" if item else "Took a jotting out of its item"
        values = {"form": form if item else "", "item": item, "parked": ""}
        return self._change_jottings(label, jottings, values)

    def park(self, jottings: Iterable[str], parked: bool = True) -> Changes:
        """Set lines aside; a parked line belongs to no item."""
        aside = {"parked": "yes", "form": "", "item": ""}
        label = "Parked a jotting" if parked else "Took up a parked jotting"
        return self._change_jottings(label, jottings, aside if parked else {"parked": ""})

    def move_to_room(self, jottings: Iterable[str], room: str) -> Changes:
        return self._change_jottings("Moved a jotting to a room", jottings, {"room_uid": room})

    def delete_jottings(self, jottings: Iterable[str]) -> Changes:
        with self._store.action("Deleted a jotting") as act:
            for uid in jottings:
                act.delete(tables.jotting, uid)
        return act.changes

    def _change_jottings(
        self, label: str, jottings: Iterable[str], values: Mapping[str, str]
    ) -> Changes:
        with self._store.action(label) as act:
            for uid in jottings:
                act.update(tables.jotting, uid, **values)
        return act.changes

    # -- rooms -------------------------------------------------------------------------------

    def enter_room(
        self, visit_uid: str, place: str, year_group: str = "", subject: str = ""
    ) -> Added:
        """Go into a room not yet visited. Raises Problem if nothing is said about it."""
        if not (place or year_group or subject).strip():
            raise Problem("This room has no name.", "Write a year, a subject or a place.")
        uid = new_uid()
        with self._store.action("Went into a room", place=_place(visit_uid)) as act:
            act.create(
                tables.room,
                notes_part(act.connection, visit_uid),
                uid,
                visit_uid=visit_uid,
                place=place.strip(),
                year_group=year_group.strip(),
                subject=subject.strip(),
                entered_at=self._stamp(),
            )
        return Added(uid, act.changes)

    def edit_room(self, uid: str, place: str, year_group: str = "", subject: str = "") -> Changes:
        values = {"place": place, "year_group": year_group, "subject": subject}
        with self._store.action("Changed a room") as act:
            act.update(tables.room, uid, **{name: text.strip() for name, text in values.items()})
        return act.changes

    def delete_room(self, uid: str) -> Changes:
        """Take the room away; its jottings stay, without a room."""
        inside = select(tables.jotting.c.uid).where(
            tables.jotting.c.room_uid == uid, tables.jotting.c.x_gone == 0
        )
        with self._store.action("Deleted a room") as act:
            for found in act.connection.execute(inside).scalars().all():
                act.update(tables.jotting, found, room_uid="")
            act.delete(tables.room, uid)
        return act.changes

    # -- answers -----------------------------------------------------------------------------

    def record_answer(self, visit_uid: str, form: str, item: Item, given: Answer) -> Changes:
        """Keep an answer whole, with the wording as asked; drafts of it are part of `given`."""
        key = (visit_uid, form, item.id)
        with self._store.action(f"Answered “{item.label}”", place=_place(visit_uid)) as act:
            part = part_of(act.connection, visit_uid)
            uid = put_answer(act, part, key, answer_columns(visit_uid, form, item, given))
            drop_drafts(act.connection, "answer", uid)
        return act.changes

    # -- actions, feedback, present risk -------------------------------------------------------

    def agree_action(
        self, visit_uid: str, given: TaskFields, *, form: str = "", item: str = ""
    ) -> Added:
        """What was agreed becomes a task of school, authority or partner; the strip is emptied."""
        with self._store.action("Agreed an action", place=_place(visit_uid)) as act:
            provider = provider_of(act.connection, visit_uid)
            part = part_of(act.connection, visit_uid)
            where = {"visit_uid": visit_uid, "form": form, "item": item}
            uid = add_task(act, provider, given, part=part, **where)
            drop_drafts(act.connection, ACTION_STRIP, visit_uid)
        return Added(uid, act.changes)

    def discard_action(self, visit_uid: str) -> None:
        """The action being typed is not wanted."""
        with self._store.local() as connection:
            drop_drafts(connection, ACTION_STRIP, visit_uid)

    def give_feedback(
        self, visit_uid: str, to: str, text: str = "", on: date | None = None
    ) -> Changes:
        """To whom (role codes or names) the main points were told, and when."""
        said = _said(to, "It does not say who was told.")
        day = (on or self._context.today()).isoformat()
        with self._store.action("Recorded the feedback given", place=_place(visit_uid)) as act:
            fields = {"feedback_to": said, "feedback_date": day}
            if text.strip():
                fields["feedback_text"] = text.strip()
            act.update(tables.visit, visit_uid, **fields)
            for column in fields:
                which = (draft.c.tbl == "visit") & (draft.c.row == visit_uid)
                act.connection.execute(delete(draft).where(which, draft.c.col == column))
        return act.changes

    def write_visit(self, visit_uid: str, **texts: str) -> Changes:
        """Strengths, areas for development, support, summary, what to look for next time."""
        with self._store.action("Wrote about the visit", place=_place(visit_uid)) as act:
            act.update(tables.visit, visit_uid, **texts)
            for column in texts:
                which = (draft.c.tbl == "visit") & (draft.c.row == visit_uid)
                act.connection.execute(delete(draft).where(which, draft.c.col == column))
        return act.changes

    def record_risk(
        self,
        visit_uid: str,
        *,
        told_role: str,
        route: str,
        told_at: str = "",
        item: str = "",
        note: str = "",
    ) -> Added:
        """Who was told of a present risk, when and how: a restricted record, in no document.

        `told_at` is a time of the day ("10:42"); "now" and nothing are this moment. Raises Problem
        if it is none of these.
        """
        said = _said(told_role, "It does not say who was told of the risk.")
        how = _said(route, "It does not say by which route they were told.")
        uid, moment = new_uid(), self._stamp()
        told = clock_time(told_at)
        if told_at.strip().casefold() not in ("", "now") and not told:
            raise Problem(f"“{told_at}” is not a time.", "Write it like 10:42, or leave it empty.")
        with self._store.action("Recorded a present risk", place=_place(visit_uid)) as act:
            act.create(
                tables.present_risk,
                restricted_part(uid),
                uid,
                visit_uid=visit_uid,
                item=item,
                noticed_at=moment,
                told_role=said,
                told_at=f"{moment[:10]}T{told}" if told else moment,
                route=how,
                note=note.strip(),
            )
        return Added(uid, act.changes)

    # -- inside ------------------------------------------------------------------------------

    def _after_the_last(self, act: Action, visit_uid: str) -> str:
        """Now, but never before the visit's last jotting: a clock put back keeps their order."""
        jotting = tables.jotting
        newest = select(func.max(jotting.c.at)).where(jotting.c.visit_uid == visit_uid)
        last, moment = act.connection.execute(newest).scalar(), self._stamp()
        if last is None or last < moment:
            return moment
        later = datetime.fromisoformat(last) + timedelta(milliseconds=1)
        return later.isoformat(timespec="milliseconds")

    def _stamp(self) -> str:
        """This moment by the clock on the wall; milliseconds keep lines of one minute in order."""
        return self._clock().isoformat(timespec="milliseconds")


def _said(text: str, fault: str) -> str:
    words = clean(text).strip()
    if not words:
        raise Problem(fault)
    return words


def _place(visit_uid: str) -> str:
    return f"visit:{visit_uid}"
