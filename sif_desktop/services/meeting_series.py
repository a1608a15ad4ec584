"""Series of meetings: offered by the rulebook, opened with a reason, kept in time, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.meeting_types import Reason
from sif_desktop.models.changes import Changes
from sif_desktop.services.meeting_rows import SeriesPage, SeriesRow
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class SeriesOffer:
    """A kind of meeting that may be begun. `required` where the rulebook wants it in the school's
    category, `why` says so in words; `open_uid` is the series that stands open already."""

    kind: str
    title: str
    also: str
    required: bool
    why: str
    start: tuple[Reason, ...]
    place: str
    chair: str  # in words
    paragraph: str
    open_uid: str = ""


@dataclass(frozen=True, slots=True)
class SeriesFields:
    """What a series is opened with; about a school or of a body. Days ISO or empty (today)."""

    kind: str
    provider_uid: str = ""
    body_uid: str = ""
    title: str = ""
    start_reasons: tuple[str, ...] = ()
    start_evidence: str = ""
    opened_on: str = ""
    place: str = ""
    chair: str = ""
    case_uid: str = ""


class MeetingSeriesService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def offers(self, provider_uid: str = "", body_uid: str = "") -> tuple[SeriesOffer, ...]:
        """The kinds of meeting that may be begun about a school, or of a body; required first."""
        raise NotImplementedError

    def rows(
        self, state: str = "open", words: str = "", provider_uid: str = ""
    ) -> tuple[SeriesRow, ...]:
        """By school or body; `state` "" for open and closed ones."""
        raise NotImplementedError

    def page(self, uid: str) -> SeriesPage:
        raise NotImplementedError

    def lines_out(self, rows: Iterable[SeriesRow]) -> list[tuple[str, ...]]:
        """The table of how series keep to their rhythm, headings first, to be exported."""
        raise NotImplementedError

    def open(self, given: SeriesFields) -> Added:
        """Raises Problem without a reason and evidence where the rulebook wants them."""
        raise NotImplementedError

    def edit(
        self,
        uid: str,
        *,
        title: str | None = None,
        place: str | None = None,
        chair: str | None = None,
        every: int | None = None,
        unit: str | None = None,
    ) -> Changes:
        """What is None stays; `every` 0 goes back to the rhythm of the rulebook."""
        raise NotImplementedError

    def close(
        self, uid: str, reasons: Sequence[str] = (), evidence: str = "", on: str = ""
    ) -> Changes:
        raise NotImplementedError

    def reopen(self, uid: str) -> Changes:
        raise NotImplementedError

    def delete(self, uid: str) -> Changes:
        raise NotImplementedError
