"""Plans the rulebook asks of a school that nobody has begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.plan_owed import owed_plans
from sif_desktop.models.tables.plans import plan
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.knowing import known_of, known_of_all

if TYPE_CHECKING:
    from sif_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class OwedPlan:
    """A kind of plan a school must have and has not: it does not meet the rulebook until then."""

    provider_uid: str
    provider: str
    template: str
    title: str
    paragraph: str
    restricted: bool = False

    @property
    def key(self) -> str:
        return f"{self.provider_uid}/{self.template}"


class OwedPlans:
    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(self, provider_uid: str = "") -> tuple[OwedPlan, ...]:
        """By school; a closed plan counts no more. A fixed number of statements."""
        pack, today = self._context.pack(), self._context.today()
        with self._context.store.read() as connection:
            if provider_uid:
                known = {provider_uid: known_of(connection, pack, provider_uid, today)}
            else:
                known = known_of_all(connection, pack, today)
            query = select(provider.c.uid, provider.c.name)
            names = {row.uid: row.name for row in connection.execute(query)}
            made = select(plan.c.provider_uid, plan.c.template)
            made = made.where(plan.c.x_gone == 0, plan.c.state != "closed")
            there = {(row.provider_uid, row.template) for row in connection.execute(made)}
        found = (
            OwedPlan(
                uid, names.get(uid) or "", one.id, one.title, one.paragraph,
                one.visibility == "restricted",
            )
            for uid, what in known.items()
            if what.provider.get("provider.status") != "closed"
            for one in owed_plans(pack.plans, what)
            if (uid, one.id) not in there
        )  # fmt: skip
        return tuple(sorted(found, key=lambda row: (row.provider, row.title)))
