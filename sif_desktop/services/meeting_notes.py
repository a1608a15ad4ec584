"""What is said and decided at a meeting: notes, decisions, actions, reviews of plans, money,
recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.models.changes import Changes
from sif_desktop.services.tasks import Added, TaskFields

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class ReviewFields:
    """How a priority, milestone or success criterion stands: `rating` is one of
    plan_status.SAYABLE, or of DEGREES for a criterion; "" leaves it as it stood."""

    rating: str = ""
    progress: str = ""
    evidence: str = ""
    successes: str = ""
    barriers: str = ""


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

    def line(
        self, meeting_uid: str, item_uid: str, kind: str, text: str, visibility: str = "school"
    ) -> Added:
        """Note a line (meeting_rows.LINE_KINDS) under an item; a restricted one is the officer's
        alone."""
        raise NotImplementedError

    def edit_line(
        self, uid: str, text: str, kind: str | None = None, visibility: str | None = None
    ) -> Changes:
        raise NotImplementedError

    def delete_line(self, uid: str) -> Changes:
        raise NotImplementedError

    def action(
        self, meeting_uid: str, item_uid: str, given: TaskFields, provider_uid: str = ""
    ) -> Added:
        """Agree that something is to be done: a task that knows its meeting and item; about the
        school of the item or the meeting where none is named, about none at a body's meeting."""
        raise NotImplementedError

    def review(self, meeting_uid: str, plan_uid: str, row_uid: str, given: ReviewFields) -> Changes:
        """Say how a row of a plan stands. The plan is judged with it, where it is rated."""
        raise NotImplementedError

    def fund(self, meeting_uid: str, given: FundingFields) -> Added:
        raise NotImplementedError

    def edit_funding(self, uid: str, given: FundingFields) -> Changes:
        raise NotImplementedError

    def delete_funding(self, uid: str) -> Changes:
        raise NotImplementedError

    def recommend(self, meeting_uid: str, given: RecommendationFields) -> Added:
        raise NotImplementedError

    def edit_recommendation(self, uid: str, given: RecommendationFields) -> Changes:
        raise NotImplementedError

    def delete_recommendation(self, uid: str) -> Changes:
        raise NotImplementedError

    def reply(self, uid: str, state: str, reply: str, on: str = "") -> Changes:
        """What came back: accepted, partly, declined, or withdrawn; "made" takes it back."""
        raise NotImplementedError

    def contribute(self, meeting_uid: str, role: str, text: str) -> Changes:
        """What a service knows about the school (`type.contributions`)."""
        raise NotImplementedError
