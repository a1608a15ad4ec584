"""The action planning template of Appendix 2, and the plans of section 15, of 2009/10."""

from datetime import date

import pytest

from sif_desktop.domain.obligations import DueState
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.plans.templates import (
    asked_areas,
    codes,
    deadline,
    in_category,
    known,
    labels,
    offered,
    owed,
    preface,
)

PACK = load_pack(PACKS / "milton-keynes-2010")
PLAN = PACK.plan_template("improvement-plan")
LA_PLAN = PACK.plan_template("la-action-plan")
STATEMENT = PACK.plan_template("statement-of-action")
TAPER = PACK.plan_template("taper-plan")
SINCE = date(2009, 11, 2)
SCHOOL = {"kind": "maintained_school", "maintained": "yes", "phase": "primary"}


@pytest.mark.req("MK10-140")
@pytest.mark.parametrize("plan", [PLAN, LA_PLAN], ids=lambda plan: plan.id)
def test_the_table_has_the_appendix_s_columns_word_for_word_and_in_order(plan):
    assert labels(plan.priority) == ["Improvement Priority", "Current position", "Success Criteria"]
    assert labels(plan.milestones) == [
        "Targets", "Evaluation & Responsible body/officer", "How often",
    ]  # fmt: skip
    assert labels(plan.actions) == [
        "Activity", "Lead", "Start", "Target completion date", "Resources", "Objective(s)",
        "Monitoring", "Progress",
    ]  # fmt: skip


@pytest.mark.req("MK10-141")
@pytest.mark.parametrize("plan", [PLAN, LA_PLAN], ids=lambda plan: plan.id)
def test_the_preface_has_the_appendix_s_seven_parts_in_order(plan):
    assert preface(plan) == [
        "Context",
        "Profile (in relation to ECM outcomes)",
        "Capacity of Leadership Team effectiveness of self-evaluation processes and Service"
        " Improvement Plan",
        "Future of service/school",
        "LA Role/Evaluation",
        "Key priorities for improvement (LA and/or inspection agency)",
        "Progress since review/inspection",
    ]


@pytest.mark.req("MK10-30")
@pytest.mark.parametrize(
    ("category", "asked"),
    [("LA1", []), ("LA2", []), ("LA3", []), ("LA4a", ["teaching"]), ("LA4b", ["teaching"])],
)
def test_an_intervention_school_needs_a_priority_on_learning_and_teaching(category, asked):
    assert asked_areas(PLAN, category=category) == asked
    assert PLAN.areas["teaching"] == "Learning and teaching, with teachers’ subject knowledge"


@pytest.mark.parametrize(
    ("category", "wanted"),
    [("LA3", []), ("LA4a", []), ("LA4b", ["improvement-plan", "la-action-plan"])],
)
def test_la4b_owes_the_school_s_plan_and_the_authority_s(category, wanted):
    assert owed(PACK, in_category(PACK, category, SINCE, **SCHOOL)) == wanted


def test_the_authority_s_plan_is_drawn_up_by_four_and_read_beside_the_school_s():
    assert codes(LA_PLAN, LA_PLAN.contributors, "draws_up") == [
        "service_lead", "sip", "headteacher", "governors",
    ]  # fmt: skip
    assert LA_PLAN.aligned_with == ("improvement-plan",)
    for category, there in (("LA3", False), ("LA4a", True), ("LA4b", True)):
        assert (LA_PLAN.id in offered(PACK, category=category)) is there


def test_the_statement_follows_both_outcomes_and_the_diocese_has_a_word_in_a_church_school_s():
    for outcome, wanted in (
        ("satisfactory", []), ("notice_to_improve", [STATEMENT.id]),
        ("special_measures", [STATEMENT.id]),
    ):  # fmt: skip
        graded = [{"date": SINCE, "outcomes": [outcome]}]
        found = known(PACK, date(2009, 11, 26), provider=SCHOOL, inspections=graded)
        assert owed(PACK, found) == wanted
    assert "diocese" in codes(STATEMENT, STATEMENT.contributors, church_school="yes")
    assert "diocese" not in codes(STATEMENT, STATEMENT.contributors, church_school="no")
    assert STATEMENT.id not in offered(PACK, kind="academy", maintained="no")


def test_where_the_framework_gives_no_days_the_act_s_ten_working_days_count():
    one = {"date": SINCE, "outcomes": ["special_measures"], "published": date(2009, 11, 16)}
    found = known(PACK, date(2009, 12, 1), provider=SCHOOL, inspections=[one])
    assert deadline(PACK, STATEMENT, found) == [(date(2009, 11, 30), DueState.OVERDUE)]


def test_support_tapers_and_two_plans_have_the_same_initials():
    assert TAPER.kind == "taper_plan" and TAPER.texts[0].required
    secondary = {"phase": "secondary", "programmes": "national_challenge"}
    assert {"raising-achievement-plan", "raising-attainment-plan"} <= set(
        offered(PACK, **secondary)
    )
    assert not {"raising-achievement-plan", "raising-attainment-plan"} & set(
        offered(PACK, **SCHOOL)
    )
