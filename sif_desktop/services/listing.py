"""Listing a school as causing concern: one action that begins all the rulebook has begin with it.

What begins is a row of parts, each of which writes its own into the same action and is linked to
the case; what comes to belong to a listing is one part more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.services.cases import CaseService
from sif_desktop.services.inspections import InspectionService
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.case_lines import CaseFields
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Listing:
    """What is begun. `inspection` is the one it follows from, "" for none, and `follow` the ids of
    what else follows from it and is taken on."""

    provider_uid: str
    case_uid: str
    inspection: str
    follow: Collection[str]


Part = Callable[["Action", Listing], None]


class ListingService:
    def __init__(self, context: Context, more: Sequence[Part] = ()) -> None:
        """`more` are parts beside those of the service itself."""
        self._context = context
        self._cases, self._inspections = CaseService(context), InspectionService(context)
        self._parts: tuple[Part, ...] = (self._tasks, *more)

    def list_school(
        self,
        provider_uid: str,
        given: CaseFields,
        inspection: str = "",
        follow: Collection[str] = (),
    ) -> Added:
        """Open the case and begin with it all that belongs to a listing: one action, one undo.

        Raises Problem as opening a case does, or if the inspection is of another school.
        """
        if inspection and self._inspections.line(inspection).provider_uid != provider_uid:
            raise Problem("The inspection is of another school.", "Open the school's own.")
        with self._context.store.action("Listed as causing concern") as act:
            case_uid = self._cases.open_in(act, provider_uid, given)
            listing = Listing(provider_uid, case_uid, inspection, follow)
            for part in self._parts:
                part(act, listing)
        return Added(case_uid, act.changes)

    def _tasks(self, act: Action, listing: Listing) -> None:
        """What follows from the inspection, as tasks of the school."""
        if listing.inspection and listing.follow:
            self._inspections.take_on_in(act, listing.inspection, listing.follow)
