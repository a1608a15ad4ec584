"""What a plan costs: by who pays, by fund, by action and by priority; exact sums in pounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plans import Cost, Plan

NOTHING = Decimal(0)


def totals(plan: Plan) -> Mapping[str, Decimal]:
    """The sum of each payer, in the order school, authority, partner; "" is what nobody was said
    to pay. Payers of nothing are left out."""
    found = _summed((cost.payer, cost) for cost in plan.costs)
    order = [*(code for code in PARTIES if code in found), *sorted(found.keys() - PARTIES.keys())]
    return {payer: found[payer] for payer in order}


def by_fund(plan: Plan) -> Mapping[str, Decimal]:
    """The sum drawn from each fund; costs from none are left out."""
    return _summed((cost.fund, cost) for cost in plan.costs if cost.fund)


def cost_of(plan: Plan, action_uid: str) -> Decimal:
    return _sum(cost for cost in plan.costs if cost.action_uid == action_uid)


def cost_of_priority(plan: Plan, priority_uid: str) -> Decimal:
    """What all actions under a priority cost."""
    under = {action.uid for action in plan.actions_of(priority_uid)}
    return _sum(cost for cost in plan.costs if cost.action_uid in under)


def total(plan: Plan) -> Decimal:
    return _sum(plan.costs)


def money(amount: Decimal) -> str:
    """An amount as people write it: £1,250, or £99.50 where there are pence."""
    exact = amount.quantize(Decimal("0.01"))
    pounds = f"{abs(exact):,.2f}".removesuffix(".00")
    return f"{'−' if exact < 0 else ''}£{pounds}"


def _summed(costs: Iterable[tuple[str, Cost]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for name, cost in costs:
        found[name] = found.get(name, NOTHING) + cost.amount
    return found


def _sum(costs: Iterable[Cost]) -> Decimal:
    return sum((cost.amount for cost in costs), NOTHING)
