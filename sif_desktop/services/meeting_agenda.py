"""The agenda of a meeting: what stands on it, what came back by rule, what is put on it or off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sif_desktop.models.changes import Changes
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.context import Context


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
        raise NotImplementedError

    def edit(self, uid: str, title: str, minutes: int, about_uid: str = "") -> Changes:
        """A standing item keeps the rulebook's title."""
        raise NotImplementedError

    def move(self, uid: str, step: int) -> Changes:
        """Up (negative) or down by that many places."""
        raise NotImplementedError

    def drop(self, uid: str, why: str = "") -> Changes:
        """Take it off this agenda; it does not come back. It stays there to be put back."""
        raise NotImplementedError

    def restore(self, uid: str) -> Changes:
        raise NotImplementedError

    def park(self, uid: str) -> Changes:
        """Keep it for a later meeting: it comes back to the next."""
        raise NotImplementedError

    def unpark(self, uid: str) -> Changes:
        raise NotImplementedError

    def discussed(self, uid: str, yes: bool = True) -> Changes:
        raise NotImplementedError

    def spend(self, uid: str, seconds: int) -> Changes:
        """Add time spent on an item."""
        raise NotImplementedError

    def set_papers(self, uid: str, document_uids: Sequence[str]) -> Changes:
        raise NotImplementedError

    def renew(self, meeting_uid: str) -> Changes:
        """Bring in what came to return since the agenda was drawn up."""
        raise NotImplementedError


def agenda_in(act: Action, context: Context, meeting_uid: str) -> None:
    """Draw up the agenda of a meeting as part of an action, or bring it up to date: standing items,
    and what returns by rule. What the officer changed stays."""
    raise NotImplementedError
