"""Meetings: planned, held or not, who came; what is said at them is kept by `meeting_notes`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.models.changes import Changes
from sif_desktop.services.meeting_rows import MeetingPage, MeetingRow
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class MeetingFields:
    """When and where; `day` ISO, times like 14:30. `kind` is a kind of meeting held within the
    series, such as a summative one; "" for the series' own. Empty place and chair are the series'."""

    day: str
    start_time: str = ""
    end_time: str = ""
    place: str = ""
    chair: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonFields:
    """`role` is a code of the rulebook or words; side school, authority or partner; part core,
    optional or invited."""

    name: str
    role: str = ""
    side: str = ""
    part: str = "invited"
    email: str = ""


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
        raise NotImplementedError

    def page(self, uid: str, *, restricted: bool = False) -> MeetingPage:
        raise NotImplementedError

    def series_of(self, meeting_uid: str) -> str:
        """The uid of the series a meeting belongs to."""
        raise NotImplementedError

    def invitation(self, uid: str) -> bytes:
        """The meeting as a calendar file (.ics) to send to those asked."""
        raise NotImplementedError

    # -- writing -----------------------------------------------------------------------------

    def plan(self, series_uid: str, given: MeetingFields) -> Added:
        """Plan the next meeting with whom the rulebook wants there and its agenda."""
        raise NotImplementedError

    def edit(self, uid: str, given: MeetingFields) -> Changes:
        raise NotImplementedError

    def cancel(self, uid: str, why: str) -> Changes:
        raise NotImplementedError

    def missed(self, uid: str, why: str) -> Changes:
        raise NotImplementedError

    def begin(self, uid: str) -> Changes:
        raise NotImplementedError

    def end(self, uid: str) -> Changes:
        """Held: the plans reviewed at it are kept as they stand."""
        raise NotImplementedError

    def reopen(self, uid: str) -> Changes:
        raise NotImplementedError

    def delete(self, uid: str) -> Changes:
        raise NotImplementedError

    def set_next(self, uid: str, day: str) -> Changes:
        """The day agreed for the next meeting, as the minutes say it."""
        raise NotImplementedError

    def write_summary(self, uid: str, text: str) -> Changes:
        raise NotImplementedError

    # -- people ------------------------------------------------------------------------------

    def add_person(self, meeting_uid: str, given: PersonFields) -> Added:
        raise NotImplementedError

    def edit_person(self, uid: str, given: PersonFields) -> Changes:
        raise NotImplementedError

    def remove_person(self, uid: str) -> Changes:
        raise NotImplementedError

    def attend(self, person_uid: str, attendance: str, stand_in: str = "") -> Changes:
        """`attendance` of meeting_rows.ATTENDANCE, or "" for not said."""
        raise NotImplementedError

    def everybody_present(self, meeting_uid: str) -> Changes:
        """All of whom nothing was said yet were there."""
        raise NotImplementedError
