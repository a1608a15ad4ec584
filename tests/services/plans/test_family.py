"""Plans side by side, through the store."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.inspection_lines import ImprovementFields, InspectionFields
from sif_desktop.services.plans import PlanFields
from sif_desktop.services.tasks import TaskFields


@pytest.fixture
def areas(services) -> tuple[str, ...]:
    """Three areas for improvement of an inspection of Oakfield."""
    lines = tuple(map(ImprovementFields, ("Reading", "Attendance", "Governance")))
    kind = services.context.pack().inspection_kinds[0].code
    given = InspectionFields(kind, "2026-10-06", improvements=lines)
    uid = services.inspections.record("oakfield", given).uid
    return tuple(one.uid for one in services.inspections.line(uid).given.improvements)


def test_areas_for_improvement_become_priorities_once(services, plan, areas):
    family = services.plan_family
    assert [one.text for one in family.areas_to_pull(plan)] == [
        "Reading", "Attendance", "Governance",
    ]  # fmt: skip
    family.pull_improvements(plan, areas[:2])
    family.pull_improvements(plan, areas[1:2])
    found = services.plans.plan(plan).priorities
    assert [(one.title, one.improvement_uid) for one in found] == [
        ("Reading", areas[0]), ("Attendance", areas[1]),
    ]  # fmt: skip
    assert [one.uid for one in family.areas_to_pull(plan)] == [areas[2]]


@pytest.mark.req("TW14-42")
def test_plans_beside_one_another_show_what_matches_and_what_is_uncovered(services, plan, areas):
    family, outline = services.plan_family, services.plan_outline
    family.pull_improvements(plan, areas[:2])
    outline.add(plan, "priority", {"title": "Early years"})
    other = family.start_beside(plan, "authority-support", PlanFields("Support")).uid
    outline.add(other, "priority", {"title": "early  years."})
    third = services.plans.begin("oakfield", "taper-plan", PlanFields("Taper")).uid
    family.put_beside(third, other)
    found = family.family(other)
    assert [one.uid for one in found.plans] == [plan, other, third]
    assert found == family.family(plan) == family.family(third)
    assert [one.text for one in found.areas] == ["Reading", "Attendance", "Governance"]
    assert [one.words for one in found.uncovered] == [f"{found.areas[2].number} Governance".strip()]
    early = found.matches[-1]
    assert early.improvement_uid == "" and early.missing == (third,)
    assert len(early.priorities[other]) == 2  # the copied one and the one typed again
    assert [line.whole for line in found.coverage] == [False, False, False]


def test_the_matrix_is_whole_when_each_area_has_all_it_needs(services, plan, areas):
    family, outline = services.plan_family, services.plan_outline
    family.pull_improvements(plan, areas[:1])
    (top,) = services.plans.plan(plan).priorities
    fields = {"what": "Coach", "resources": "Two days", "monitor": "Chair"}
    outline.add(plan, "action", fields, priority_uid=top.uid)
    for due in ("2026-12-01", "2027-02-01"):
        outline.add(plan, "milestone", {"what": "70%", "due": due}, priority_uid=top.uid)
    first = family.coverage(plan)[0]
    assert first.whole, first.gaps


def test_what_was_agreed_on_visits_becomes_actions_once(services, plan):
    family = services.plan_family
    given = TaskFields("Read to Year 2", "school", "Ms Ash", "2026-12-10", "Seen in a visit")
    uid = services.tasks.add("oakfield", given).uid
    services.tasks.add("hill-top", given)
    assert [one.uid for one in family.tasks_to_pull(plan)] == [uid]
    family.pull_tasks(plan, [uid])
    family.pull_tasks(plan, [uid])
    (action,) = services.plans.plan(plan).actions
    assert (action.what, action.party, action.lead) == ("Read to Year 2", "school", "Ms Ash")
    assert (action.due.isoformat(), action.came_from) == ("2026-12-10", uid)
    assert family.tasks_to_pull(plan) == ()


def test_a_restricted_plan_stands_alone(services, plan):
    alone = services.plans.begin("oakfield", "individual-support", PlanFields("Zanzibarine")).uid
    with pytest.raises(Problem, match="stands alone"):
        services.plan_family.start_beside(alone, "taper-plan", PlanFields("Taper"))
    with pytest.raises(Problem, match="stands alone"):
        services.plan_family.put_beside(alone, plan)
    begun = services.plan_family.start_beside(plan, "individual-support", PlanFields("Zanzibarine"))
    assert "Zanzibarine" not in repr(services.plan_family.family(plan))
    assert [one.uid for one in services.plan_family.family(begun.uid).plans] == [begun.uid]


def test_only_plans_of_one_school_stand_beside_one_another(services, plan):
    other = services.plans.begin("hill-top", "taper-plan", PlanFields("Taper")).uid
    with pytest.raises(Problem, match="not another plan of the same school"):
        services.plan_family.put_beside(other, plan)
