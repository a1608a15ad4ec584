"""What is said and decided at a meeting: notes, decisions, actions, money, recommendations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.plan_order import between
from sif_desktop.domain.visibility import Visibility
from sif_desktop.models.changes import Changes, restricted_part
from sif_desktop.models.ids import new_uid
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.tables.meetings import (
    body,
    funding_decision,
    meeting,
    meeting_item,
    meeting_line,
    recommendation,
)
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.day_text import day_of, words_of
from sif_desktop.services.meeting_agenda import discuss_in
from sif_desktop.services.meeting_found import (
    Found,
    found_meeting,
    meeting_to_write,
    part_of_meeting,
)
from sif_desktop.services.meeting_page import contributions_of
from sif_desktop.services.meeting_parts import MADE, of_meeting
from sif_desktop.services.meeting_reviews import ReviewFields, plan_of, review_in
from sif_desktop.services.meeting_rows import LINE_KINDS, REPLIES, Line
from sif_desktop.services.plan_outline import amount_of
from sif_desktop.services.tasks import Added, TaskFields, add_task

if TYPE_CHECKING:
    from sif_desktop.domain.meeting_types import BodyKind
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context

__all__ = [
    "FundingFields",
    "MeetingNotes",
    "RecommendationFields",
    "ReviewFields",
]

_RESTRICTED = Visibility.RESTRICTED.value


@dataclass(frozen=True, slots=True)
class FundingFields:
    """Money decided on; `amount` as typed. An empty fund is the one of the kind of meeting."""

    what: str
    amount: str
    item_uid: str = ""
    plan_uid: str = ""
    action_uid: str = ""
    fund: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationFields:
    """`kind` is a code of the body's; an empty addressee is whom the body recommends to."""

    text: str
    kind: str = ""
    addressee: str = ""
    item_uid: str = ""


class MeetingNotes:
    def __init__(self, context: Context) -> None:
        self._context = context

    # -- lines -------------------------------------------------------------------------------

    def line(
        self, meeting_uid: str, item_uid: str, kind: str, text: str, visibility: str = "school"
    ) -> Added:
        """Note a line (meeting_rows.LINE_KINDS) under an item, which is discussed with that once
        the meeting began; a restricted line is the officer's alone."""
        said = _said(kind, text, visibility)
        with self._context.store.action(f"Noted a {LINE_KINDS[kind].lower()}") as act:
            found = meeting_to_write(act.connection, meeting_uid)
            item = _item(act, meeting_uid, item_uid)
            about = (item["about_uid"] if item else "") or found.provider_uid
            uid = _write_line(
                act, found, item_uid=item_uid, provider_uid=about, kind=kind, text=said,
                visibility=visibility, place=_last(act, meeting_uid),
                at=self._context.moment().isoformat(timespec="seconds"),
            )  # fmt: skip
            discuss_in(act, found.state, item)
        return Added(uid, act.changes)

    def edit_line(
        self,
        uid: str,
        text: str,
        kind: str | None = None,
        visibility: str | None = None,
        *,
        begun: Line | None = None,
    ) -> Changes:
        """A line that becomes restricted, or no longer is, is written anew where it belongs and has
        another uid from then on. `begun` is the line as it was taken up for changing: what came of
        it since stays beside the change."""
        with self._context.store.action("Changed a line") as act:
            row = part_of_meeting(act.connection, meeting_line, uid)
            new_kind = row["kind"] if kind is None else kind
            seen_by = row["visibility"] if visibility is None else visibility
            values = {
                "kind": new_kind, "text": _said(new_kind, text, seen_by), "visibility": seen_by
            }  # fmt: skip
            heads = json.loads((begun.x_heads if begun else "") or row["x_heads"])
            if (seen_by == _RESTRICTED) == (row["visibility"] == _RESTRICTED):
                act.update_begun(meeting_line, uid, heads, values)
            else:
                found = found_meeting(act.connection, row["meeting_uid"])
                kept = {name: row[name] for name in ("item_uid", "provider_uid", "place", "at")}
                act.delete(meeting_line, uid, heads)
                _write_line(act, found, **kept, **values)
        return act.changes

    def delete_line(self, uid: str) -> Changes:
        return self._delete("Deleted a line", meeting_line, uid)

    # -- what is to be done ------------------------------------------------------------------

    def action(
        self, meeting_uid: str, item_uid: str, given: TaskFields, provider_uid: str = ""
    ) -> Added:
        """Agree that something is to be done: a task that knows its meeting and item; about the
        school of the item or the meeting where none is named, about none at a body's meeting."""
        with self._context.store.action("Agreed an action") as act:
            found = meeting_to_write(act.connection, meeting_uid)
            item = _item(act, meeting_uid, item_uid)
            about = provider_uid or (item["about_uid"] if item else "") or found.provider_uid
            uid = add_task(
                act, about or "", given, meeting_uid=meeting_uid, meeting_item=item_uid,
                meeting_place=_after_actions(act, meeting_uid), part=found.part_for(about or ""),
            )  # fmt: skip
            discuss_in(act, found.state, item)
        return Added(uid, act.changes)

    def review(self, meeting_uid: str, plan_uid: str, row_uid: str, given: ReviewFields) -> Changes:
        """Say how a row of a plan stands. Where it is rated, the plan is judged with it, unless it
        was judged later than this meeting. Raises Problem for a rating that needs evidence and has
        none."""
        with self._context.store.action("Reviewed a row of a plan") as act:
            found = meeting_to_write(act.connection, meeting_uid)
            review_in(act, self._context, found, plan_uid, row_uid, given)
        return act.changes

    # -- money -------------------------------------------------------------------------------

    def fund(self, meeting_uid: str, given: FundingFields) -> Added:
        """Raises Problem for what is no amount, nothing, or less."""
        with self._context.store.action("Decided on money") as act:
            found = meeting_to_write(act.connection, meeting_uid)
            item = _item(act, meeting_uid, given.item_uid)
            values = self._funding(act, found, given)
            rows = of_meeting(act.connection, funding_decision, meeting_uid)
            place = between(max((one["place"] or "" for one in rows), default=""), "")
            uid = act.create(
                funding_decision, found.part, meeting_uid=meeting_uid, place=place, **values
            )
            discuss_in(act, found.state, item)
        return Added(uid, act.changes)

    def edit_funding(self, uid: str, given: FundingFields) -> Changes:
        with self._context.store.action("Changed a funding decision") as act:
            row = part_of_meeting(act.connection, funding_decision, uid)
            found = found_meeting(act.connection, row["meeting_uid"])
            act.update(funding_decision, uid, **self._funding(act, found, given))
        return act.changes

    def delete_funding(self, uid: str) -> Changes:
        return self._delete("Deleted a funding decision", funding_decision, uid)

    def _funding(self, act: Action, found: Found, given: FundingFields) -> dict[str, str]:
        what = words_of(given.what, "It is not said what the money is for.")
        money = amount_of(given.amount)
        if not Decimal(money):
            raise Problem("No money is decided on.", "Write the amount in pounds.")
        if given.plan_uid:
            plan = plan_of(act.connection, found, given.plan_uid)
            if given.action_uid and all(one.uid != given.action_uid for one in plan.actions):
                raise Problem("This action is not in the plan any more.", "Choose another.")
        fund = given.fund.strip() or found.type(self._context).fund
        return {
            "what": what, "amount": money, "fund": fund, "item_uid": given.item_uid,
            "plan_uid": given.plan_uid, "action_uid": given.action_uid,
        }  # fmt: skip

    # -- recommendations ---------------------------------------------------------------------

    def recommend(self, meeting_uid: str, given: RecommendationFields) -> Added:
        """Raises Problem for a kind that the body does not make."""
        with self._context.store.action("Made a recommendation") as act:
            found = meeting_to_write(act.connection, meeting_uid)
            item = _item(act, meeting_uid, given.item_uid)
            uid = act.create(
                recommendation, found.part, meeting_uid=meeting_uid, state=MADE,
                made_on=found.day or self._context.today().isoformat(),
                **self._recommendation(act, found, given),
            )  # fmt: skip
            discuss_in(act, found.state, item)
        return Added(uid, act.changes)

    def edit_recommendation(self, uid: str, given: RecommendationFields) -> Changes:
        with self._context.store.action("Changed a recommendation") as act:
            row = part_of_meeting(act.connection, recommendation, uid)
            found = found_meeting(act.connection, row["meeting_uid"])
            act.update(recommendation, uid, **self._recommendation(act, found, given))
        return act.changes

    def delete_recommendation(self, uid: str) -> Changes:
        return self._delete("Deleted a recommendation", recommendation, uid)

    def reply(self, uid: str, state: str, reply: str, on: str = "") -> Changes:
        """What came back (REPLIES), on that day (today); "made" takes it back. Raises Problem for
        a day before it was made or still to come."""
        if state not in REPLIES:
            raise Problem("It is not said what came of it.", "Choose an answer from the list.")
        today = self._context.today().isoformat()
        day = day_of(on, "The day of the reply") or today
        if day > today:
            raise Problem("The day of the reply is still to come.", "Give the day it came.")
        with self._context.store.action("Kept the reply to a recommendation") as act:
            row = part_of_meeting(act.connection, recommendation, uid)
            if state != MADE and day < (row["made_on"] or ""):
                raise Problem("The reply came before the recommendation.", "Check the day.")
            act.update(
                recommendation, uid, state=state, reply=reply.strip() if state != MADE else "",
                replied_on=day if state != MADE else "",
            )  # fmt: skip
        return act.changes

    def _recommendation(
        self, act: Action, found: Found, given: RecommendationFields
    ) -> dict[str, str]:
        text = words_of(given.text, "The recommendation says nothing yet.")
        kind = self._body(act, found)
        makes: Mapping[str, str] = kind.recommends if kind else {}
        if makes and given.kind not in makes:
            raise Problem(
                "It is not said what kind of recommendation this is.",
                f"Choose one of: {', '.join(makes.values())}.",
            )
        addressee = given.addressee.strip() or (kind.recommends_to if kind else "")
        return {
            "text": text, "kind": given.kind, "addressee": addressee, "item_uid": given.item_uid
        }  # fmt: skip

    def _body(self, act: Action, found: Found) -> BodyKind | None:
        code = act.connection.scalar(select(body.c.code).where(body.c.uid == found.body_uid))
        pack = found.rulebook(self._context)
        return next((one for one in pack.bodies if code and one.code == code), None)

    # -- contributions -----------------------------------------------------------------------

    def contribute(self, meeting_uid: str, role: str, text: str) -> Changes:
        """What a service knows about the school; nothing takes it away. Raises Problem for a role
        that is not among `type.contributions`."""
        with self._context.store.action("Kept what a service knows") as act:
            found = meeting_to_write(act.connection, meeting_uid)
            if role not in found.type(self._context).contributions:
                raise Problem("This service is not asked at such a meeting.", "Choose another.")
            query = select(meeting.c.contributions).where(meeting.c.uid == meeting_uid)
            every = contributions_of(act.connection.scalar(query)) | {role: text.strip()}
            kept = {name: words for name, words in sorted(every.items()) if words}
            stored = json.dumps(kept, ensure_ascii=False) if kept else ""
            act.update(meeting, meeting_uid, contributions=stored)
        return act.changes

    def _delete(self, label: str, table: Any, uid: str) -> Changes:
        with self._context.store.action(label) as act:
            act.delete(table, uid)
        return act.changes


def _said(kind: str, text: str, visibility: str) -> str:
    if kind not in LINE_KINDS:
        raise Problem(f"“{kind}” is no kind of line.", "Choose one from the list.")
    if visibility not in set(Visibility):
        raise Problem("It is not said who may see this line.", "Choose one from the list.")
    return words_of(text, "The line says nothing yet.")


def _item(act: Action, meeting_uid: str, item_uid: str) -> Mapping[str, Any] | None:
    """The item of the agenda something is said under; None for none. Raises Problem if it is not
    on this agenda."""
    if not item_uid:
        return None
    row = part_of_meeting(act.connection, meeting_item, item_uid)
    if row["meeting_uid"] != meeting_uid:
        raise Problem("This item is on the agenda of another meeting.", "Choose one of this.")
    return row


def _after_actions(act: Action, meeting_uid: str) -> str:
    """The place after all actions of a meeting."""
    query = select(func.max(task.c.meeting_place)).where(task.c.meeting_uid == meeting_uid)
    return between(act.connection.execute(query).scalar() or "", "")


def _last(act: Action, meeting_uid: str) -> str:
    """The place after all lines of a meeting."""
    rows = of_meeting(act.connection, meeting_line, meeting_uid)
    return between(rows[-1]["place"] or "" if rows else "", "")


def _write_line(act: Action, found: Found, **values: Any) -> str:
    """A restricted line lies in a partition of its own."""
    uid = new_uid()
    hidden = values["visibility"] == _RESTRICTED and not is_restricted(found.part)
    part = restricted_part(uid) if hidden else found.part
    return act.create(meeting_line, part, uid, meeting_uid=found.uid, **values)
