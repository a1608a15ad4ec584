"""Standing bodies of the authority: their members by constituency, their meetings, what they
recommended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.meeting_types import BodyKind
from sif_desktop.models.changes import Changes
from sif_desktop.services.meeting_rows import RecommendationLine, SeriesRow
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body as listed. `kind_title` is what the rulebook calls it, "" for one of the authority's
    own; `waiting` how many of its recommendations have no reply."""

    uid: str
    code: str
    kind_title: str
    title: str
    remit: str
    members: int
    last_day: str
    next_day: str
    waiting: int


@dataclass(frozen=True, slots=True)
class MemberFields:
    """`constituency` is a code of the rulebook or words; `substitute_of` the uid of a member."""

    name: str
    constituency: str = ""
    role: str = ""
    email: str = ""
    provider_uid: str = ""
    from_date: str = ""
    to_date: str = ""
    substitute_of: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as listed; `now` says whether the term runs today."""

    uid: str
    name: str
    constituency: str
    constituency_label: str
    role: str
    email: str
    provider_uid: str
    provider: str
    from_date: str
    to_date: str
    substitute_of: str
    substitutes: str  # the name of the member this one stands in for
    now: bool

    @property
    def fields(self) -> MemberFields:
        """What a form begins with."""
        return MemberFields(
            self.name, self.constituency, self.role, self.email, self.provider_uid,
            self.from_date, self.to_date, self.substitute_of,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body. `kind` is None for one of the authority's own; members by constituency and name."""

    row: BodyRow
    kind: BodyKind | None
    members: tuple[MemberRow, ...]
    earlier: tuple[MemberRow, ...]
    series: tuple[SeriesRow, ...]
    recommendations: tuple[RecommendationLine, ...]

    @property
    def constituencies(self) -> dict[str, str]:
        """Those the rulebook names, by code."""
        return dict(self.kind.constituencies) if self.kind else {}


class BodyService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(self) -> tuple[BodyRow, ...]:
        """All bodies by name."""
        raise NotImplementedError

    def of_pack(self) -> tuple[BodyKind, ...]:
        """Those of the rulebook that are not set up yet."""
        raise NotImplementedError

    def page(self, uid: str) -> BodyPage:
        raise NotImplementedError

    def add(self, code: str = "", title: str = "", remit: str = "") -> Added:
        """Set up a body of the rulebook by its code, or one of the authority's own by its name."""
        raise NotImplementedError

    def edit(self, uid: str, title: str, remit: str) -> Changes:
        raise NotImplementedError

    def delete(self, uid: str) -> Changes:
        raise NotImplementedError

    def add_member(self, body_uid: str, given: MemberFields) -> Added:
        raise NotImplementedError

    def edit_member(self, uid: str, given: MemberFields) -> Changes:
        raise NotImplementedError

    def end_member(self, uid: str, on: str = "") -> Changes:
        """Their term ends on that day (today)."""
        raise NotImplementedError

    def delete_member(self, uid: str) -> Changes:
        raise NotImplementedError
