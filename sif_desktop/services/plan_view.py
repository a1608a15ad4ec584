"""All that the page of one plan shows, read in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.plan_checks import checks
from sif_desktop.domain.plan_movement import Moved, moved, picture, thaw
from sif_desktop.models.tables.inspections import improvement, inspection
from sif_desktop.models.tables.plans import plan_review
from sif_desktop.services.plan_family import Family, PlanFamily
from sif_desktop.services.plan_following import PlanFollowing, ReviewRow
from sif_desktop.services.plan_words import PlanWords, PlanWordsView
from sif_desktop.services.plans import PlanPage, PlanService
from sif_desktop.services.support import SupportService

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class PlanView:
    """`improvements` are the school's areas for improvement by uid, in words; `supports` its
    programmes and agreements of support by uid; `remarks` what the
    checks find, by row: what it is, and what to do; `roles` the texts about roles by code.
    `moves` is what moved since each review by its uid, and under "" how everything stands."""

    page: PlanPage
    improvements: Mapping[str, str]
    supports: Mapping[str, str]
    remarks: Mapping[str, tuple[tuple[str, str], ...]]
    roles: Mapping[str, str]
    words: PlanWordsView
    family: Family
    reviews: tuple[ReviewRow, ...]
    moves: Mapping[str, tuple[Moved, ...]]


class PlanViewService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._plans = PlanService(context)
        self._following = PlanFollowing(context)
        self._words = PlanWords(context)
        self._family = PlanFamily(context)
        self._support = SupportService(context)

    def read(self, uid: str) -> PlanView:
        """Raises Problem if the plan is not there (any more)."""
        page = self._plans.page(uid)
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in checks(page.plan, page.template, page.facts, page.calendar, page.today):
            found[one.row_uid].append((one.message, one.remedy))
        remarks = {row: tuple(said) for row, said in found.items()}
        improvements = self._improvements(page.plan.provider_uid)
        roles = {role: self._context.pack().role_label(role) for role in page.template.roles}
        reviews = self._following.reviews(uid)
        return PlanView(
            page,
            improvements,
            {row.uid: row.title for row in self._support.rows(page.plan.provider_uid, ended=True)},
            remarks,
            roles,
            self._words.view(uid),
            self._family.family(uid),
            reviews,
            self._moves(page),
        )

    def _moves(self, page: PlanPage) -> dict[str, tuple[Moved, ...]]:
        table, plan = plan_review, page.plan
        query = select(table.c.uid, table.c.frozen).where(
            table.c.plan_uid == plan.uid, table.c.x_gone == 0
        )
        with self._context.store.read() as connection:
            frozen = {row.uid: row.frozen for row in connection.execute(query)}
        now = picture(plan, page.today)
        found = {uid: moved(thaw(text), now, plan.slips) for uid, text in frozen.items()}
        as_it_is = (replace(one, was="", direction="") for one in moved(now, now, ()))
        return {**found, "": tuple(as_it_is)}

    def _improvements(self, provider_uid: str) -> dict[str, str]:
        one = improvement
        joined = one.join(inspection, inspection.c.uid == one.c.inspection_uid)
        query = (
            select(one.c.uid, one.c.number, one.c.text, inspection.c.day)
            .select_from(joined)
            .where(
                inspection.c.provider_uid == provider_uid,
                inspection.c.x_gone == 0,
                one.c.x_gone == 0,
            )
            .order_by(inspection.c.day.desc(), one.c.number)
        )
        with self._context.store.read() as connection:
            rows = connection.execute(query).all()
        return {row.uid: f"{row.number} {row.text}".strip() for row in rows}
