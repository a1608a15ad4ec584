"""Facts, entitlements and triggers of the framework of 2010, row by row."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sif_desktop.domain.day_accounts import Entry, Nature, Split, account
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.triggers import evaluate
from tests.frameworks.milton_keynes_2010 import (
    GIVEN,
    PACK,
    figures,
    known,
)


@pytest.mark.req("MK10-18")
def test_a_school_has_a_governance_category_and_may_have_several_specialisms():
    facts = {fact.code: fact for fact in PACK.facts}
    categories = facts["governance_category"]
    assert set(categories.values) == {
        *("community", "foundation", "voluntary_aided", "trust", "academy")
    }
    assert not categories.several and facts["specialisms"].several


def entitlements(**provider: Any) -> dict[str, str]:
    asked = known(provider={**GIVEN["provider"], **provider}).provider
    return {one.id: one.words for one in entitled(PACK.entitlements, asked)}


@pytest.mark.req("MK10-07", "MK10-54")
def test_every_school_has_5_5_days_for_preparation_site_and_reporting_and_more_by_category():
    assert entitlements(category="LA1")["sip-days"] == "5.5 days and more by arrangement"
    went = Split(Decimal(1), Decimal(2), Decimal("0.5"))
    (given, *_) = entitled(PACK.entitlements, {"provider.kind": "maintained_school"})
    found = account(given, [Entry("sip-days", Nature.USED, went)])
    assert (found.used, found.left) == (went, 2)


@pytest.mark.req("MK10-26", "MK10-87")
def test_a_national_challenge_school_has_up_to_20_days_in_place_of_the_sips():
    found = entitlements(phase="secondary", programmes=["national_challenge"])
    assert found["national-challenge-days"] == "up to 20 days"
    assert "sip-days" not in found


@pytest.mark.req("MK10-87")
@pytest.mark.parametrize(
    ("kind", "stage", "package"),
    [
        ("maintained_school", "primary", "bespoke-primary"),
        ("special", "secondary", "bespoke-special"),
        ("maintained_school", "secondary", ""),
    ],
)
def test_primary_and_special_schools_in_4b_have_a_bespoke_package(kind, stage, package):
    found = entitlements(kind=kind, stages=[stage], category="LA4b")
    assert [one for one in found if one.startswith("bespoke")] == ([package] if package else [])
    assert not [one for one in entitlements(kind=kind, stages=[stage]) if "bespoke" in one]


SECONDARY = {"stages": ["secondary", "sixth_form"], "sixth_form": "yes"}
SPECIAL = {"kind": "special", "stages": ["primary", "secondary"]}


def trigger(trigger_id: str, own: list[dict[str, Any]] | None = None, **provider: Any) -> str:
    """How a trigger stands: met, not_met, cannot_tell, or "" where it is not asked."""
    facts = known(provider={**GIVEN["provider"], **provider}, indicators=own or [])
    stands = {one.trigger.id: one.word for one in evaluate(PACK.triggers, facts)}
    return stands.get(trigger_id, "")


LIMITS = [
    pytest.param("T2", figures("outcomes", 3, 2, 1), figures("outcomes", 3, 2, 2), {}, id="T2"),
    pytest.param("T4", figures("gap", 5, 6), figures("gap", 5, 5), {}, id="T4"),
    pytest.param("T6", figures("quarters_below", 3), figures("quarters_below", 2), {}, id="T6"),
    pytest.param(
        "T15", figures("budget_variance", -5.1), figures("budget_variance", -5), SECONDARY, id="5%"
    ),
    pytest.param(
        "T15", figures("budget_variance", 8.1), figures("budget_variance", 8), {}, id="8%"
    ),
    pytest.param(
        "T15", figures("budget_variance", 8.1), figures("budget_variance", 8), SPECIAL, id="special"
    ),
    pytest.param(
        "T17",
        figures("value_added", 99, 99, comparator=100),
        figures("value_added", 100, 99, comparator=100),
        {},
        id="T17",
    ),
    pytest.param(
        "T18",
        figures("cva_ks12_percentile", 24.9),
        [*figures("cva_ks12_percentile", 25), *figures("cva_ks24_percentile", 25)],
        {},
        id="T18",
    ),
    pytest.param(
        "T19",
        figures("floor", 54, comparator=55),
        figures("floor", 55, comparator=55),
        {},
        id="T19",
    ),
    pytest.param("T20", figures("eyfs_six", 46.9), figures("eyfs_six", 47), {}, id="T20"),
    pytest.param(
        "T21",
        figures("ks1_contextual", 14.9, comparator=15),
        figures("ks1_contextual", 15, comparator=15),
        {},
        id="T21",
    ),
    pytest.param("T22", figures("one_a_g", 79.9), figures("one_a_g", 80), SECONDARY, id="T22"),
    pytest.param(
        "T23",
        figures("sixth_form_value_added", 4, 3, 2, 1),
        figures("sixth_form_value_added", 4, 3, 2, 2),
        SECONDARY,
        id="T23",
    ),
]


@pytest.mark.req("MK10-117", "MK10-119", "MK10-121", "MK10-130", "MK10-132", "MK10-133")
@pytest.mark.req("MK10-134", "MK10-135", "MK10-136", "MK10-137", "MK10-138")
@pytest.mark.parametrize(("name", "past", "at", "provider"), LIMITS)
def test_a_trigger_is_met_past_its_limit_and_not_at_it(name, past, at, provider):
    assert trigger(name, past, **provider) == "met"
    assert trigger(name, at, **provider) == "not_met"
    assert trigger(name, [], **provider) == "cannot_tell"


@pytest.mark.req("MK10-26")
@pytest.mark.parametrize(("value", "word"), [(29.9, "met"), (30, "not_met")])
def test_the_national_challenge_makes_the_floor_30_per_cent(value, word):
    results = [*figures("five_ac_em", value), *figures("floor", 60, comparator=55)]
    assert trigger("T19", results, **SECONDARY) == word


@pytest.mark.req("MK10-132", "MK10-135", "MK10-137", "MK10-138")
def test_a_trigger_is_asked_only_of_the_schools_of_its_table():
    assert [trigger(f"T{n}", **SPECIAL) for n in range(17, 24)] == [""] * 7
    assert trigger("T20", **SECONDARY) == trigger("T22") == trigger("T23") == ""
    assert trigger("T15", kind="pru") == ""
    assert trigger("T24", **SPECIAL) == trigger("T24") == "cannot_tell"


BY_HAND = ("T1", "T3", "T5", "T7", "T9", "T10", "T11", "T12", "T13", "T16", "T24")


@pytest.mark.req("MK10-116", "MK10-118", "MK10-120", "MK10-122", "MK10-124", "MK10-126")
@pytest.mark.req("MK10-128", "MK10-131", "MK10-139")
@pytest.mark.parametrize("name", BY_HAND)
def test_an_officer_alone_can_say_that_such_a_trigger_is_met(name):
    assert trigger(name) == "cannot_tell"
    stands = {one.trigger.id: one.word for one in evaluate(PACK.triggers, known({name: "met"}))}
    assert stands[name] == "met"


@pytest.mark.req("MK10-127")
def test_the_trigger_about_allegations_alone_is_restricted():
    hidden = [one.id for one in PACK.triggers if one.visibility != "school"]
    assert hidden == ["T12"]


@pytest.mark.req("MK10-123", "MK10-129")
def test_a_survey_inspection_and_an_unapproved_budget_are_triggers():
    survey = [{"date": date(2026, 6, 2), "outcomes": ["survey_inadequate"], "kind": "survey"}]
    stands = {
        one.trigger.id: one.word for one in evaluate(PACK.triggers, known(inspections=survey))
    }
    assert stands["T8"] == "met"
    assert trigger("T14", budget="unapproved") == "met"
    assert trigger("T14", budget="approved") == "not_met"
    assert "survey" in {kind.code for kind in PACK.inspection_kinds}


@pytest.mark.req("MK10-115")
def test_performance_data_and_safeguarding_weigh_first():
    first = {one.id for one in PACK.triggers if one.first}
    assert first == {"T2", "T3", "T4", "T6", "T12", *(f"T{n}" for n in range(17, 24))}
    assert len(PACK.concerns.sources) >= 6
