"""What a plan costs, for any plan at all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from sif_desktop.domain import plan_costs
from sif_desktop.domain.plans import Action, Cost, Plan
from tests.domain.any_plan import plans


@given(plans())
def test_every_sum_is_the_sum_of_the_costs_it_is_made_of(plan):
    total = sum((cost.amount for cost in plan.costs), Decimal(0))
    assert plan_costs.total(plan) == total
    assert sum(plan_costs.totals(plan).values(), Decimal(0)) == total
    assert sum((plan_costs.cost_of(plan, a.uid) for a in plan.actions), Decimal(0)) == total
    for payer, amount in plan_costs.totals(plan).items():
        assert amount == sum(cost.amount for cost in plan.costs if cost.payer == payer)
    for fund, amount in plan_costs.by_fund(plan).items():
        assert fund and amount == sum(cost.amount for cost in plan.costs if cost.fund == fund)


@given(plans())
def test_a_priority_costs_what_its_actions_cost(plan):
    for priority in plan.priorities:
        under = [plan_costs.cost_of(plan, action.uid) for action in plan.actions_of(priority.uid)]
        assert plan_costs.cost_of_priority(plan, priority.uid) == sum(under, Decimal(0))


@given(plans())
def test_an_action_moved_elsewhere_changes_no_total(plan):
    moved = replace(plan, actions=tuple(replace(a, priority_uid="") for a in plan.actions))
    assert plan_costs.totals(moved) == plan_costs.totals(plan)


@pytest.mark.req("R14-50")
def test_school_and_authority_pay_each_their_part_and_funds_run_up():
    cover = Cost("1", "a", "Cover", Decimal("250"), "school")
    hours = Cost("2", "a", "Adviser", Decimal("1000.50"), "authority", "Intervention funding")
    more = Cost("3", "a", "Books", Decimal("99.50"), "authority", "Intervention funding")
    plan = Plan("p", "s", "t", "T", actions=(Action("a", "", "h", "Coach"),),
                costs=(hours, cover, more))  # fmt: skip
    assert plan_costs.totals(plan) == {"school": 250, "authority": 1100}
    assert list(plan_costs.totals(plan)) == ["school", "authority"]
    assert plan_costs.by_fund(plan) == {"Intervention funding": 1100}


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1250", "£1,250"), ("99.5", "£99.50"), ("0", "£0"), ("1234567.05", "£1,234,567.05")],
)
def test_money_is_written_as_people_write_it(amount, words):
    assert plan_costs.money(Decimal(amount)) == words
