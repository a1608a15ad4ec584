"""Listing a school as causing concern: one action that begins all the rulebook has begin with it.

What begins is a row of parts, each of which writes its own into the same action and is linked to
the case: what follows from an inspection, the meetings, the plan. The same meetings and plans may
be begun without a case, where a category asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.meeting_types import MeetingType
from sif_desktop.domain.plan_owed import owed_plans
from sif_desktop.domain.plan_templates import PlanTemplate
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.plans import plan
from sif_desktop.services.cases import CaseService
from sif_desktop.services.inspections import InspectionService
from sif_desktop.services.knowing import known_of
from sif_desktop.services.meeting_series import MeetingSeriesService, SeriesFields
from sif_desktop.services.plans import CLOSED, PlanService
from sif_desktop.services.series_offers import SeriesOffer, offers_for_school
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.models.changes import Action
    from sif_desktop.services.case_lines import CaseFields
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Beginning:
    """Meetings and plans (by the rulebook's ids) that are begun about a school."""

    series: tuple[SeriesFields, ...] = ()
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToBegin:
    """What the rulebook has begun about a school that is listed, and is not there yet; what it
    asks for in the school's category comes first."""

    series: tuple[SeriesOffer, ...]
    plans: tuple[PlanTemplate, ...]

    def __bool__(self) -> bool:
        return bool(self.series or self.plans)


@dataclass(frozen=True, slots=True)
class Listing:
    """What is begun. `inspection` is the one it follows from, "" for none, and `follow` the ids of
    what else follows from it and is taken on; `why` is why the school is listed."""

    provider_uid: str
    case_uid: str
    inspection: str
    follow: Collection[str]
    begin: Beginning
    why: str = ""


Part = Callable[["Action", Listing], None]


class ListingService:
    def __init__(self, context: Context, more: Sequence[Part] = ()) -> None:
        """`more` are parts beside those of the service itself."""
        self._context = context
        self._cases, self._inspections = CaseService(context), InspectionService(context)
        self._series, self._plans = MeetingSeriesService(context), PlanService(context)
        self._parts: tuple[Part, ...] = (self._tasks, self._meetings, self._empty_plans, *more)

    def wanted(self, provider_uid: str) -> ToBegin:
        """What the rulebook asks for in the school's category and is not there yet."""
        found, asked = self._found(provider_uid)
        plans = tuple(one for one in found.plans if one.id in asked)
        return ToBegin(tuple(one for one in found.series if one.required), plans)

    def to_begin(self, provider_uid: str) -> ToBegin:
        """The meetings and plans that may begin with a listing, or that the category asks for."""
        return self._found(provider_uid)[0]

    def _found(self, provider_uid: str) -> tuple[ToBegin, list[str]]:
        """What may begin, and the ids of the plans that are owed now."""
        pack = self._context.pack()
        with self._context.store.read() as connection:
            known = known_of(connection, pack, provider_uid, self._context.today())
            offers = offers_for_school(connection, self._context, provider_uid)
            there = _plans_there(connection, provider_uid)
        category = known.provider.get("provider.category", "")
        kinds = {one.code: one for one in pack.meetings}
        series = (
            one
            for one in offers
            if not one.open_uid and not one.single and _begins(kinds[one.kind], category)
        )
        asked = [one.id for one in owed_plans(pack.plans, known)]
        fit = (
            one
            for one in pack.plans
            if one.owed is not None and one.fits(known.provider) and one.id not in there
        )
        plans = sorted(fit, key=lambda one: one.id not in asked)
        return ToBegin(tuple(series), tuple(plans)), asked

    def list_school(
        self,
        provider_uid: str,
        given: CaseFields,
        inspection: str = "",
        follow: Collection[str] = (),
        begin: Beginning | None = None,
    ) -> Added:
        """Open the case and begin with it all that belongs to a listing: one action, one undo.

        Raises Problem as opening a case or a series does, or if the inspection is of another
        school.
        """
        if inspection and self._inspections.line(inspection).provider_uid != provider_uid:
            raise Problem("The inspection is of another school.", "Open the school's own.")
        with self._context.store.action("Listed as causing concern") as act:
            case_uid = self._cases.open_in(act, provider_uid, given)
            listing = Listing(
                provider_uid, case_uid, inspection, follow, begin or Beginning(), given.why
            )
            for part in self._parts:
                part(act, listing)
        return Added(case_uid, act.changes)

    def begin(self, provider_uid: str, given: Beginning, why: str = "") -> Changes:
        """Begin meetings and plans together, as the category asks for them: one action. `why` is
        the evidence for meetings that need one to begin. Raises Problem where nothing is chosen."""
        if not given.series and not given.plans:
            raise Problem("Nothing is chosen to begin.", "Tick what is to begin, or cancel.")
        with self._context.store.action("Began what the category asks for") as act:
            listing = Listing(provider_uid, "", "", (), given, why)
            self._meetings(act, listing)
            self._empty_plans(act, listing)
        return act.changes

    def _meetings(self, act: Action, listing: Listing) -> None:
        """The series of meetings, for the reason of the listing where none of their own is said."""
        for one in listing.begin.series:
            said = one.start_evidence.strip() or listing.why
            fields = replace(
                one, provider_uid=listing.provider_uid, body_uid="", case_uid=listing.case_uid,
                start_evidence=said,
            )  # fmt: skip
            self._series.open_in(act, fields)

    def _empty_plans(self, act: Action, listing: Listing) -> None:
        """Plans without a row yet, under the rulebook's headings."""
        for template_id in listing.begin.plans:
            template = self._context.pack().plan_template(template_id)
            fields = replace(
                self._plans.defaults(template), case_uid=listing.case_uid,
                inspection_uid=listing.inspection,
            )  # fmt: skip
            self._plans.add(act, listing.provider_uid, template_id, fields)

    def _tasks(self, act: Action, listing: Listing) -> None:
        """What follows from the inspection, as tasks of the school."""
        if listing.inspection and listing.follow:
            self._inspections.take_on_in(act, listing.inspection, listing.follow)


def _begins(found: MeetingType, category: str) -> bool:
    """Whether such meetings begin with a listing: what the rulebook wants in this category, may
    have, or wants of a school it has not sorted into one."""
    if not category:
        return bool(found.required_in)
    return category in (*found.required_in, *found.offered_in)


def _plans_there(connection: Connection, provider_uid: str) -> set[str]:
    """The kinds of plan a school has that are not closed."""
    query = select(plan.c.template).where(
        plan.c.provider_uid == provider_uid, plan.c.x_gone == 0, plan.c.state != CLOSED
    )
    return set(connection.scalars(query))
