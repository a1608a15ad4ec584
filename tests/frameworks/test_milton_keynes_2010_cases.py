"""Inspections, concerns and cases of the framework of 2010, row by row."""

from datetime import date

import pytest

from sif_desktop.domain.criteria import answer
from sif_desktop.domain.inspections import responses
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from tests.frameworks.milton_keynes_2010 import (
    GIVEN,
    PACK,
    SCHEME,
    held,
    known,
)


@pytest.mark.req("MK10-104", "MK10-109")
def test_an_ofsted_category_brings_the_list_of_tasks_and_its_removal_after_care():
    church = {**GIVEN["provider"], "church_school": "yes"}
    facts = known(
        provider=church, inspections=[{"date": date(2026, 10, 6), "outcomes": ["special_measures"]}]
    )
    found = responses(PACK.responses, facts, facts.inspections[-1])
    assert [one.response.id for one in found][:4] == [
        *("feedback", "diocese", "statement", "target-date")
    ]
    assert any(one.response.opens_case for one in found)
    removed = known(
        inspections=[{"date": date(2026, 10, 6), "outcomes": ["removed_from_category"]}]
    )
    found = responses(PACK.responses, removed, removed.inspections[-1])
    assert "aftercare" in {one.response.id for one in found}


@pytest.mark.req("MK10-85", "MK10-146", "MK10-97")
def test_a_concern_names_its_source_and_the_day_the_school_was_told():
    assert {"officer", "school", "ofsted", "governing_body"} <= set(PACK.concerns.sources)
    assert PACK.concerns.told_required
    letter = PACK.letter("directorate-concern")
    assert {"told_on", "escalate"} <= {wanted.code for wanted in letter.text.fields}


@pytest.mark.req("MK10-147")
def test_a_formal_warning_names_the_group_affected():
    fields = {wanted.code: wanted for wanted in PACK.letter("warning-notice").text.fields}
    assert fields["group"].required


def steps(*taken: str) -> list[str]:
    ladder = ladder_for(PACK.ladders, {"provider.kind": "maintained_school"})
    assert ladder
    return [step.code for step in permitted(ladder, taken)]


SEVEN = ("sip_manager", "contact", "alert", "action_agreed", "support_agreed", "told_register")


@pytest.mark.req("MK10-96")
def test_the_seven_steps_of_an_emerging_concern_follow_one_another():
    ladder = PACK.ladders[0]
    assert [step.code for step in ladder.steps][:7] == [*SEVEN, "review"]
    assert steps() == ["sip_manager"]
    assert steps(*SEVEN[:3]) == ["action_agreed", "ad_meeting"]


@pytest.mark.req("MK10-98")
def test_a_school_that_does_not_act_comes_to_the_meeting_and_then_the_warning():
    assert steps(*SEVEN, "review")[0] == "ad_meeting"
    assert steps(*SEVEN, "review", "ad_meeting")[0] == "warning_notice"


@pytest.mark.req("MK10-102")
def test_six_sanctions_are_open_after_the_warning_to_a_maintained_school_only():
    taken = {*SEVEN, "review", "ad_meeting", "warning_notice"}
    six = [
        *("formal_warning", "appoint_governors", "suspend_budget", "collaboration"),
        *("performance_report", "interim_executive_board"),
    ]
    for maintained, expected in (("yes", six), ("no", [])):
        provider = {"provider.kind": "maintained_school", "provider.maintained": maintained}
        now = powers_now(PACK.powers, provider, taken, {})
        found = [one.power.code for one in now if not one.why_not]
        assert [code for code in found if code in six] == expected
    assert all(power.statute for power in PACK.powers)


@pytest.mark.req("MK10-112")
@pytest.mark.parametrize(("category", "listed"), [("LA3", "no"), ("LA4a", "yes"), ("LA4b", "yes")])
def test_schools_causing_concern_are_those_of_4a_and_4b(category, listed):
    rule = PACK.case_rules.listed_when
    assert rule and answer(rule, known(**held(category))).verdict == listed


@pytest.mark.req("MK10-05", "MK10-76", "MK10-77")
def test_a_category_is_agreed_with_head_and_chair_beside_the_capacity_to_improve():
    required = [stage.code for stage in SCHEME.stages if stage.required]
    assert required == ["sip_judges", "agreed_head", "agreed_chair", "in_report", "told_by_letter"]
    assert SCHEME.capacity and SCHEME.capacity.scale == "inspection-grade"
    assert SCHEME.prevails == "officer"


@pytest.mark.req("MK10-80", "MK10-81", "MK10-82", "MK10-83", "MK10-85")
@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("LA1", "able to help other schools"),
        ("LA2", "fast progress starts from low entry"),
        ("LA3", "upward path"),
        ("LA4a", "alert"),
        ("LA4b", "immediate, radical action"),
    ],
)
def test_each_category_says_what_it_means(category, words):
    found = SCHEME.category(category)
    assert found and words in found.expectation


@pytest.mark.req("MK10-20")
def test_the_governance_visit_asks_for_each_duty_and_for_those_of_an_employer():
    duties = ("cohesion", "sen", "equality", "health", "employer", "direction", "challenge")
    assert {f"gov.{duty}" for duty in duties} <= {i.id for i in PACK.form("governance").items()}


@pytest.mark.req("MK10-108")
def test_outside_support_is_brokered_for_4b_which_uses_its_own_budget_first():
    catalogue = {kind.code: kind for kind in PACK.catalogue}
    assert catalogue["outside"].when[0].values == ("LA4b",)
    assert catalogue["traded"].charge == "delegated_budget"
