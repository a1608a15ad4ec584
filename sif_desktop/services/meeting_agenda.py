"""The agenda of a meeting: what stands on it, what came back by rule, what is put on it or off."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.meeting_agenda import DISCUSSED, DROPPED, OPEN, PARKED
from sif_desktop.domain.meeting_types import ITEM_KINDS
from sif_desktop.domain.plan_order import place_at
from sif_desktop.models.changes import Changes
from sif_desktop.models.restricted import unrestricted
from sif_desktop.models.tables.documents import document
from sif_desktop.models.tables.meetings import meeting_item
from sif_desktop.services.agenda_drawing import draw_up
from sif_desktop.services.day_text import words_of
from sif_desktop.services.meeting_found import found_meeting, part_of_meeting
from sif_desktop.services.meeting_parts import of_meeting
from sif_desktop.services.meeting_rows import HELD, PLANNED, UNDER_WAY
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

Row = RowMapping | Mapping[str, Any]
MOST_MINUTES = 600  # a day's meeting
_OFF = (PARKED, DROPPED)


class MeetingAgenda:
    def __init__(self, context: Context) -> None:
        self._context = context

    def add(
        self,
        meeting_uid: str,
        title: str,
        *,
        about_uid: str = "",
        minutes: int = 0,
        kind: str = "topic",
        heading: str = "",
        after: str = "",
    ) -> Added:
        """Put an item on the agenda: after the item `after`, else under its heading or last."""
        named = words_of(title, "The item has no title.")
        if kind not in ITEM_KINDS:
            raise Problem(f"“{kind}” is no kind of item.", "Choose one from the list.")
        with self._context.store.action("Put an item on the agenda") as act:
            found = found_meeting(act.connection, meeting_uid)
            rows = of_meeting(act.connection, meeting_item, meeting_uid)
            at, under = _where(rows, heading.strip(), after)
            uid = act.create(
                meeting_item, found.part, meeting_uid=meeting_uid, kind=kind, title=named,
                heading=under, place=place_at([one["place"] or "" for one in rows], at),
                origin="raised", state=OPEN, about_uid=about_uid,
                minutes=_minutes(minutes),
            )  # fmt: skip
        return Added(uid, act.changes)

    def edit(self, uid: str, title: str, minutes: int, about_uid: str = "") -> Changes:
        """A standing item keeps the rulebook's title."""
        named = words_of(title, "The item has no title.")
        planned = _minutes(minutes)
        with self._context.store.action("Changed an item of the agenda") as act:
            row = part_of_meeting(act.connection, meeting_item, uid)
            if row["origin"] == "standing" and named != row["title"]:
                raise Problem(
                    "The rulebook says what this item is called.", "Put another item beside it."
                )
            about = about_uid or row["about_uid"] or ""
            act.update(meeting_item, uid, title=named, minutes=planned, about_uid=about)
        return act.changes

    def move(self, uid: str, step: int) -> Changes:
        """Up (negative) or down by that many places among what is on the agenda. An item put into
        the midst of a heading comes under it."""
        with self._context.store.action("Moved an item of the agenda") as act:
            row = part_of_meeting(act.connection, meeting_item, uid)
            rows = of_meeting(act.connection, meeting_item, row["meeting_uid"])
            shown = [one for one in rows if one["uid"] == uid or one["state"] not in _OFF]
            now = [one["uid"] for one in shown].index(uid)
            others = [one for one in shown if one["uid"] != uid]
            at = max(0, min(now + step, len(others)))
            if at != now:
                place = place_at([one["place"] or "" for one in others], at)
                heading = _heading_at(others, at, row)
                act.update(meeting_item, uid, place=place, heading=heading)
        return act.changes

    def drop(self, uid: str, why: str = "") -> Changes:
        """Take it off this agenda; it does not come back, and can be put back here. A standing
        item stays. Raises Problem for one."""
        with self._context.store.action("Dropped an item of the agenda") as act:
            row = part_of_meeting(act.connection, meeting_item, uid)
            if row["origin"] == "standing":
                raise Problem(
                    "This item stands on every agenda of this kind of meeting.",
                    "Leave it where it is: the minutes say that nothing was recorded.",
                )
            act.update(meeting_item, uid, state=DROPPED, why_dropped=why.strip())
        return act.changes

    def restore(self, uid: str) -> Changes:
        return self._set("Put an item back on the agenda", uid, OPEN)

    def park(self, uid: str) -> Changes:
        """Keep it for a later meeting: it comes back to the next."""
        return self._set("Parked an item", uid, PARKED)

    def unpark(self, uid: str) -> Changes:
        return self._set("Took an item from the parking list", uid, OPEN)

    def discussed(self, uid: str, yes: bool = True, seconds: int = 0) -> Changes:
        """Say that it was discussed, with the time spent on it since it was last kept."""
        label = "Discussed an item" if yes else "Took back that an item was discussed"
        with self._context.store.action(label) as act:
            row = part_of_meeting(act.connection, meeting_item, uid)
            state = DISCUSSED if yes else OPEN
            spent = (row["spent"] or 0) + max(0, seconds)
            act.update(meeting_item, uid, state=state, why_dropped="", spent=spent)
        return act.changes

    def spend(self, uid: str, seconds: int) -> Changes:
        """Add time spent on an item."""
        with self._context.store.action("Kept the time of an item") as act:
            row = part_of_meeting(act.connection, meeting_item, uid)
            act.update(meeting_item, uid, spent=(row["spent"] or 0) + max(0, seconds))
        return act.changes

    def set_papers(self, uid: str, document_uids: Sequence[str]) -> Changes:
        """Put documents before an item, in this order. Raises Problem for one that is restricted
        or not there."""
        wanted = list(dict.fromkeys(document_uids))
        here = (document.c.uid.in_(wanted), document.c.x_gone == 0, unrestricted(document))
        with self._context.store.action("Put papers before an item") as act:
            part_of_meeting(act.connection, meeting_item, uid)
            known = set(act.connection.scalars(select(document.c.uid).where(*here)))
            if len(known) < len(wanted):
                raise Problem(
                    "One of these documents cannot be put before a meeting.",
                    "It is restricted or was deleted: leave it out.",
                )
            act.update(meeting_item, uid, papers=json.dumps(wanted) if wanted else "")
        return act.changes

    def renew(self, meeting_uid: str) -> Changes:
        """Bring in what came to return since the agenda was drawn up. Raises Problem once the
        meeting is over."""
        with self._context.store.action("Brought the agenda up to date") as act:
            if found_meeting(act.connection, meeting_uid).state not in (PLANNED, UNDER_WAY):
                raise Problem("This meeting is over.", "Draw up the agenda of the next one.")
            agenda_in(act, self._context, meeting_uid)
        return act.changes

    def _set(self, label: str, uid: str, state: str) -> Changes:
        with self._context.store.action(label) as act:
            part_of_meeting(act.connection, meeting_item, uid)
            act.update(meeting_item, uid, state=state, why_dropped="")
        return act.changes


def agenda_in(act: Action, context: Context, meeting_uid: str) -> None:
    """Draw up the agenda of a meeting as part of an action, or bring it up to date: standing items,
    and what returns by rule. What the officer changed stays."""
    draw_up(act, context, found_meeting(act.connection, meeting_uid))


def discuss_in(act: Action, meeting_state: str, item: Row | None) -> None:
    """Something was said under an item while the meeting goes on: it is discussed with that."""
    said = meeting_state in (UNDER_WAY, HELD) and item is not None
    if said and item is not None and (item["state"] or OPEN) == OPEN:
        act.update(meeting_item, item["uid"], state=DISCUSSED, why_dropped="")


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= MOST_MINUTES:
        raise Problem(
            f"An item cannot take {minutes} minutes.", f"Plan up to {MOST_MINUTES}, or none."
        )
    return minutes


def _where(rows: Sequence[Row], heading: str, after: str) -> tuple[int, str]:
    """The index of a new item and the heading it stands under."""
    if after:
        uids = [one["uid"] for one in rows]
        if after not in uids:
            raise Problem("The item it is to follow is not there any more.", "Choose another.")
        at = uids.index(after)
        return at + 1, heading or rows[at]["heading"] or ""
    same = [at for at, one in enumerate(rows) if heading and one["heading"] == heading]
    return (same[-1] + 1 if same else len(rows)), heading


def _heading_at(others: Sequence[Row], at: int, row: Row) -> str:
    """The heading an item has once it is the one at `at`: a standing one's own, else the one on
    both sides of it, or its own while that is beside it."""
    own = row["heading"] or ""
    if row["origin"] == "standing":
        return own
    before = (others[at - 1]["heading"] or "") if at else ""
    after = (others[at]["heading"] or "") if at < len(others) else ""
    if before == after:
        return before
    return own if own in (before, after) else ""
