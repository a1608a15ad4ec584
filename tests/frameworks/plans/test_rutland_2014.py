"""The kinds of plan of 4.4 and 4.8 of the strategic plan of 2014."""

from datetime import date

import pytest

from sif_desktop.domain.obligations import DueState
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.plans.templates import (
    codes,
    deadline,
    fields,
    in_category,
    known,
    labels,
    offered,
    owed,
)

PACK = load_pack(PACKS / "rutland-2014")
PLAN = PACK.plan_template("scc-action-plan")
ALONE = PACK.plan_template("individual-action-plan")
TODAY = date(2014, 11, 26)


@pytest.mark.req("R14-39", "R14-51")
def test_governing_body_senior_team_and_authority_each_approve():
    approvals = [(one.code, one.paragraph) for one in PLAN.approvals]
    assert approvals == [
        ("governing_body", "4.4, 4.8"), ("senior_team", "4.8"), ("authority", "4.4"),
    ]  # fmt: skip


@pytest.mark.req("R14-39")
def test_the_agreed_plan_is_owed_within_six_weeks_and_its_event_ends_that():
    listed = in_category(PACK, "scc", date(2014, 10, 6), kind="maintained_school")
    assert deadline(PACK, PLAN, listed) == [(date(2014, 11, 17), DueState.DUE)]
    owing = next(one for one in PACK.obligations if one.id == PLAN.deadline)
    assert PLAN.closes in owing.closed_by


@pytest.mark.req("R14-39")
@pytest.mark.parametrize("kind", ["maintained_school", "academy", "free_school"])
def test_listing_or_a_grade_below_good_asks_for_the_plan_and_a_good_grade_does_not(kind):
    assert owed(PACK, in_category(PACK, "scc", date(2014, 10, 6), kind=kind)) == [PLAN.id]
    for outcome, wanted in (
        ("requires_improvement", [PLAN.id]), ("serious_weaknesses", [PLAN.id]),
        ("special_measures", [PLAN.id]), ("good", []), ("outstanding", []),
    ):  # fmt: skip
        graded = [{"date": date(2014, 5, 13), "outcomes": [outcome]}]
        assert owed(PACK, known(PACK, TODAY, provider={"kind": kind}, inspections=graded)) == wanted


@pytest.mark.req("R14-50")
def test_the_joint_plan_holds_what_each_side_does_who_monitors_how_and_who_pays():
    assert (PLAN.kind, PLAN.parties) == ("joint_plan", ("school", "authority"))
    assert labels(PLAN.actions) == [
        "Action", "School or Local Authority", "Lead", "Start", "Target date",
        "Objective for attainment or progress", "Resources, the school’s own first", "Cost",
        "Paid by", "Monitored and evaluated by", "How it is monitored", "Progress",
    ]  # fmt: skip
    assert fields(PLAN.actions) >= {"party", "monitor", "monitoring", "resources", "payer"}
    assert labels(PLAN.milestones) == [
        "Milestone", "Target", "Date", "Monitored and evaluated by", "Progress",
    ]  # fmt: skip


@pytest.mark.req("R14-51")
def test_it_runs_four_months_and_longer_is_remarked():
    assert (PLAN.usual_months, PLAN.notice_months) == (4, 4)
    assert "objectives" in fields(PLAN.actions)


@pytest.mark.req("R14-52")
def test_each_priority_has_outcomes_and_success_criteria_and_is_evaluated_each_term():
    assert labels(PLAN.priority) == [
        "Priority",
        "Outcomes",
        "Success criteria",
        "Termly evaluation",
    ]
    assert PLAN.evaluated_per == "term"


@pytest.mark.req("R14-53")
def test_review_arrangements_must_be_written_and_three_roles_have_their_part():
    required = [text.label for text in PLAN.texts_on("plan") if text.required]
    assert required == ["Local Authority review arrangements"]
    names = {role.code: role.label for role in PACK.roles}
    assert [names[code] for code in PLAN.roles] == [
        "Local Authority", "Governing Body", "Senior management team",
    ]  # fmt: skip


def test_an_individual_plan_is_restricted_written_by_three_and_agreed_in_writing_by_two():
    assert (ALONE.kind, ALONE.visibility) == ("individual_plan", "restricted")
    assert codes(ALONE, ALONE.contributors, "draws_up") == ["headteacher", "officer", "teacher"]
    assert codes(ALONE, ALONE.approvals) == ["school", "authority"]
    assert PLAN.visibility == "school"


def test_a_college_is_offered_no_plan():
    assert offered(PACK, kind="free_school") == [PLAN.id, ALONE.id]
    assert offered(PACK, kind="further_education") == []
