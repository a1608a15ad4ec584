"""A pasted table goes into a plan as one action that is undone as one."""

from datetime import date

from sif_desktop.domain.pasted_plan import rows_of, understood
from sif_desktop.domain.pasted_table import read_table
from tests.services.conftest import TODAY

PASTED = (
    "Priority\tSuccess criteria\tAction\tWhose\tLead\tTarget date\tCost\tMilestone\tDate\n"
    "Reading\t80% read well\tCoach\tLA\tKim Rowe\t4/12/2026\t£250\t70% read well\tend of spring 1\n"
    "\t\tBuy books\tSchool\tHead\tsoon\t\t\t\n"
)


def test_a_table_pasted_is_a_plan_and_taken_back_at_once(services, plan):
    before = services.plans.plan(plan)
    template = services.plans.template(before)
    found = rows_of(understood(read_table(PASTED), template), TODAY)
    services.plan_outline.add_many(plan, found.for_outline)
    after = services.plans.plan(plan)
    (top,) = after.priorities
    assert [one.what for one in after.criteria_of(top.uid)] == ["80% read well"]
    coach, books = after.actions_of(top.uid)
    assert (coach.party, coach.lead, coach.due) == ("authority", "Kim Rowe", date(2026, 12, 4))
    assert "£250" in coach.monitoring and books.due is None and "soon" in books.monitoring
    (milestone,) = after.milestones_of(top.uid)
    assert milestone.due is not None and milestone.due.year == 2027
    assert [(one.row, one.message) for one in found.faults] == [
        (3, "“soon” is not a date: kept as words.")
    ]
    services.undo.undo()
    assert services.plans.plan(plan) == before
