"""The kinds of plan of the strategy of 2009, and its Statement of Action by kind of provider."""

from datetime import date

import pytest

from sif_desktop.domain.known import Known
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

PACK = load_pack(PACKS / "kent-2009")
PLAN = PACK.plan_template("provider-plan")
RAP = PACK.plan_template("raising-attainment-plan")
SUPPORT = PACK.plan_template("la-support-plan")
STATEMENT = PACK.plan_template("statement-of-action")
INSPECTED = ["school", "special_school", "academy", "pru_conventional", "pru_ac"]
HEAD = ["headteacher", "governors"]
IA_KINDS = ["special_school", "pru_conventional", "pru_ac"]


@pytest.mark.req("K09-34")
def test_each_priority_says_its_impact_in_three_ways_and_has_action_and_resources():
    assert labels(PLAN.priority) == [
        "Priority", "Area", "Expected impact: achievement", "Expected impact: attitudes",
        "Expected impact: views", "Success criteria",
    ]  # fmt: skip
    assert "Deployment of resources" in labels(PLAN.actions) and "what" in fields(PLAN.actions)


@pytest.mark.req("K09-59")
def test_few_priorities_are_five_and_may_be_about_four_kinds_of_classroom_work():
    assert PLAN.few == 5
    assert list(PLAN.areas)[:4] == ["teaching", "curriculum", "assessment", "classroom"]


@pytest.mark.req("K09-60")
def test_brokered_support_stands_with_an_action_of_the_plan_and_is_evaluated_there():
    assert labels(PLAN.actions)[-3:-1] == [
        "Brokered support", "Brokered support, evaluated for its impact",
    ]  # fmt: skip
    assert "support_evaluated" in {text.code for text in PLAN.texts_on("action")}
    assert offered(PACK, kind="setting")[0] == PLAN.id


def inspected(
    outcome: str, published: date | None, today: date, *done: date, kind: str = "school"
) -> Known:
    one = {"date": date(2009, 11, 3), "outcomes": [outcome], "published": published}
    events = [{"kind": STATEMENT.closes, "date": day} for day in done]
    return known(PACK, today, provider={"kind": kind}, inspections=[one], events=events)


@pytest.mark.req("K09-63")
@pytest.mark.parametrize("kind", INSPECTED)
@pytest.mark.parametrize("outcome", ["special_measures", "notice_to_improve"])
def test_the_statement_is_due_ten_calendar_days_after_publication(kind, outcome):
    published = date(2009, 11, 20)
    found = inspected(outcome, published, date(2009, 11, 30), kind=kind)
    assert owed(PACK, found) == [STATEMENT.id]
    assert deadline(PACK, STATEMENT, found) == [(date(2009, 11, 30), DueState.DUE)]
    late = inspected(outcome, published, date(2009, 12, 1), kind=kind)
    assert deadline(PACK, STATEMENT, late) == [(date(2009, 11, 30), DueState.OVERDUE)]


@pytest.mark.req("K09-63")
def test_signed_off_it_is_done_and_unpublished_or_satisfactory_has_no_day():
    today = date(2009, 12, 1)
    signed = inspected("special_measures", date(2009, 11, 20), today, date(2009, 11, 30))
    assert deadline(PACK, STATEMENT, signed) == [(date(2009, 11, 30), DueState.DONE)]
    assert deadline(PACK, STATEMENT, inspected("special_measures", None, today)) == []
    assert deadline(PACK, STATEMENT, inspected("satisfactory", date(2009, 11, 20), today)) == []


@pytest.mark.req("K09-64")
@pytest.mark.parametrize("kind", INSPECTED)
def test_who_draws_it_up_depends_on_the_kind(kind):
    more = ["senior_adviser_ia"] if kind in IA_KINDS else []
    drawn = codes(STATEMENT, STATEMENT.contributors, "draws_up", kind=kind)
    assert drawn == ["partner", "senior_phase_adviser", *more]


@pytest.mark.req("K09-64")
@pytest.mark.parametrize(
    ("provider", "school_side", "more"),
    [
        ({"kind": "school"}, HEAD, []),
        ({"kind": "school", "church_school": "yes"}, HEAD, ["diocesan_officer"]),
        ({"kind": "special_school"}, HEAD, []),
        ({"kind": "pru_conventional"}, ["pru_manager", "management_committee"], ["head_abs"]),
        ({"kind": "pru_ac"}, ["ac_pru_manager", "management_committee"], ["head_abs"]),
    ],
)
def test_who_is_consulted_depends_on_the_kind(provider, school_side, more):
    consulted = codes(STATEMENT, STATEMENT.contributors, "consulted", **provider)
    assert consulted == ["acso", "lcsp_manager", *school_side, "parents", *more]


@pytest.mark.req("K09-65")
@pytest.mark.parametrize("kind", INSPECTED)
def test_it_is_finalised_by_kind_then_signed_by_area_and_head_of_service(kind):
    first = "senior_adviser_ia" if kind in IA_KINDS else "principal_phase_adviser"
    assert codes(STATEMENT, STATEMENT.sign_offs, kind=kind) == [first, "acso", "head_of_service"]
    assert codes(STATEMENT, STATEMENT.sign_offs, "finalises", kind=kind) == [first]


def test_the_raising_attainment_plan_is_owed_in_the_national_challenge_by_the_year():
    provider = {"kind": "school", "programmes": ["national_challenge"]}
    found = known(PACK, date(2009, 11, 26), provider=provider)
    assert owed(PACK, found) == [RAP.id]
    assert deadline(PACK, RAP, found)[0] == (date(2010, 8, 31), DueState.DUE)
    assert list(RAP.areas.values()) == ["English", "Mathematics", "Leadership", "Management"]


def test_a_setting_with_intensive_support_has_a_plan_evaluated_each_month_and_no_statement():
    setting = in_category(PACK, "intensive", date(2009, 9, 7), kind="setting")
    school = in_category(PACK, "intensive", date(2009, 9, 7), kind="school")
    assert (owed(PACK, setting), owed(PACK, school)) == ([SUPPORT.id], [])
    assert (SUPPORT.evaluated_per, SUPPORT.recipients) == ("month", ("owner",))
    assert STATEMENT.id not in offered(PACK, kind="setting")


@pytest.mark.parametrize("kind", ["pru_conventional", "pru_ac"])
def test_the_plan_for_a_pru_s_development_is_drawn_up_by_attendance_and_behaviour(kind):
    plan = PACK.plan_template("pru-development-plan")
    assert plan.kind == "authority_plan" and plan.id in offered(PACK, kind=kind)
    assert codes(plan, plan.contributors, "draws_up") == ["head_abs"]
    assert plan.id not in offered(PACK, kind="school")
