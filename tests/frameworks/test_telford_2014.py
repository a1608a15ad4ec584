"""What the protocol of 2014 asks, row by row, of its pack and the pure rules."""

from datetime import date
from typing import Any

import pytest

from sif_desktop.domain.categories import clock, propose
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.inspections import responses
from sif_desktop.domain.known import Finding, Known
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from sif_desktop.domain.obligations import due
from sif_desktop.domain.triggers import evaluate
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS

PACK = load_pack(PACKS / "telford-2014")
SCHEME = PACK.schemes[0]
TODAY = date(2014, 11, 26)
ALL_MET = {c.id: "met" for c in SCHEME.criteria if c.strand in "1234" and not c.presumed}
GOOD = [{"date": date(2013, 5, 14), "outcomes": ["good"]}]


def known(provider: dict[str, str] | None = None, **facts: Any) -> Known:
    """A maintained school, good and with every criterion met, unless said otherwise."""
    findings = {**ALL_MET, **facts.pop("findings", {})}
    given = {
        "today": TODAY,
        "provider": provider or {"kind": "maintained_school"},
        "findings": findings,
        "inspections": GOOD,
        **facts,
    }
    found, faults = facts_from(given, PACK)
    assert faults == []
    return found


def held(category: str, since: date, **facts: Any) -> Known:
    own = {"kind": "maintained_school", "category": category}
    return known(own, category_history=[{"category": category, "since": since}], **facts)


def owed(found: Known) -> dict[str, list[date]]:
    items: dict[str, list[date]] = {}
    for item in due(PACK.obligations, found, date(2015, 8, 31)):
        items.setdefault(item.obligation, []).append(item.day)
    return items


def rights(**provider: str) -> dict[str, str]:
    found = known({"kind": "maintained_school", **provider})
    return {one.id: one.charge for one in entitled(PACK.entitlements, found.provider)}


@pytest.mark.req("TW14-06")
def test_intervention_is_for_one_of_the_protocol_s_reasons_which_an_officer_judges():
    found = known(findings={"leadership": "met", "plans": "not_met"})
    words = {one.trigger.id: one.word for one in evaluate(PACK.triggers, found)}
    assert words["leadership"] == "met" and words["plans"] == "not_met"
    asked = {"performance", "self_evaluation", "plans", "leadership", "slow_to_good"}
    assert asked <= words.keys() and words["performance"] == "cannot_tell"


@pytest.mark.req("TW14-07", "TW14-56")
def test_support_is_free_bought_or_part_of_intervention_by_category():
    assert "category-two" not in rights(category="1")
    assert rights(category="2")["category-two"] == "traded"
    assert rights(category="3")["intervention"] == "mandatory"
    assert {"intervention", "early-visits"} <= rights(category="4b").keys()
    assert "early-visits" not in rights(category="4a")
    bought = {one.code for one in PACK.catalogue if one.charge == "traded"}
    assert {"co_coaching", "dual_observation", "brokered", "review_two"} <= bought


@pytest.mark.req("TW14-09")
def test_an_academy_is_assessed_each_year_as_any_school():
    academy = known({"kind": "academy"})
    assert SCHEME.fits(academy.provider)
    assert owed(academy)["annual-assessment"] == owed(known())["annual-assessment"]


@pytest.mark.req("TW14-14")
@pytest.mark.parametrize(
    ("category", "right"),
    [
        ("community", "recruitment-statutory"),
        ("voluntary_controlled", "recruitment-statutory"),
        ("voluntary_aided", "recruitment-on-request"),
        ("foundation", "recruitment-on-request"),
        ("trust", "recruitment-on-request"),
        ("academy", "recruitment-on-request"),
    ],
)
def test_who_governs_a_school_decides_how_it_has_advice_on_appointments(category, right):
    mine = {name for name in rights(governance_category=category) if "recruitment" in name}
    assert mine == {right}


@pytest.mark.req("TW14-21", "TW14-22", "TW14-23", "TW14-24", "TW14-25")
def test_criteria_stand_in_five_strands_each_met_not_met_or_not_judged():
    counts = {strand.id: 0 for strand in SCHEME.strands}
    for criterion in SCHEME.criteria:
        if criterion.strand:
            counts[criterion.strand] += 1
    assert counts == {"1": 9, "2": 5, "3": 8, "4": 22, "5": 8}
    open_one = propose(SCHEME, known(findings={"S1.1": "not_met", "S2.4": "not_judged"}))
    assert (open_one.category, [r.criterion for r in open_one.open]) == ("", ["S2.4"])
    by_figures = {one.id for one in SCHEME.criteria if one.test is not None}
    assert {"S1.1", "S1.2", "S2.1"} <= by_figures


@pytest.mark.req("TW14-24", "TW14-25")
def test_walks_and_leadership_checklists_ask_by_those_criteria():
    walk = [item.id for item in PACK.visit_form("learning_walk").items()]
    leadership = [item.id for item in PACK.form("leadership").items()]
    assert len(walk) >= 8 and len(leadership) >= 10


@pytest.mark.req("TW14-26")
def test_temporary_situations_are_kept_with_their_dates_and_several_at_once():
    situation = next(fact for fact in PACK.facts if fact.code == "situation")
    assert situation.several and len(situation.values) == 8
    alone = propose(SCHEME, known(findings={"S5.5": "met"}))
    exceptional = propose(SCHEME, known(findings={"S5.5": "met", "exceptional": "met"}))
    assert (alone.category, exceptional.category) == ("1", "2")


@pytest.mark.req("TW14-28")
def test_category_one_has_nothing_unmet_and_its_practice_can_be_kept():
    assert propose(SCHEME, known()).category == "1"
    assert any(fact.code == "practice_to_share" and fact.several for fact in PACK.facts)


@pytest.mark.req("TW14-33")
def test_category_three_owes_plan_review_and_joint_judgements_each_term():
    found = held("3", date(2014, 9, 8))
    assert {"plan-review", "review-team", "raising-achievement-plan"} <= owed(found).keys()
    assert len(owed(found)["plan-review"]) == 3
    assert not {"plan-review", "review-team"} & owed(held("2", date(2014, 9, 8))).keys()
    joint = PACK.visit_form("joint_monitoring")
    assert len(list(joint.items())) >= 7


@pytest.mark.req("TW14-36")
def test_category_three_is_to_be_left_within_a_year():
    running = clock(SCHEME, held("3", date(2014, 9, 8)))
    assert running is not None and running.expected == date(2015, 9, 8)
    assert clock(SCHEME, held("2", date(2014, 9, 8))) is None


@pytest.mark.req("TW14-12")
def test_an_academy_s_ladder_has_five_steps_taken_in_their_order():
    ladder = ladder_for(PACK.ladders, {"provider.kind": "academy"})
    assert ladder is not None
    assert [step.mode for step in ladder.steps] == [
        "informal",
        "informal",
        "letter",
        "letter",
        "letter",
    ]
    taken: list[str] = []
    while now := permitted(ladder, taken):
        assert len(now) == 1
        taken.append(now[0].code)
    assert taken == [step.code for step in ladder.steps] and len(taken) == 5
    assert ladder.steps[-1].who == ("secretary_of_state", "ofsted")


@pytest.mark.req("TW14-39", "TW14-46")
def test_five_powers_follow_the_warning_notice_and_none_reaches_an_academy():
    names = PACK.event_kinds()
    school, academy = {"provider.kind": "maintained_school"}, {"provider.kind": "academy"}
    before = powers_now(PACK.powers, school, [], names)
    after = powers_now(PACK.powers, school, ["warning_notice"], names)
    never = powers_now(PACK.powers, academy, ["warning_notice"], names)
    assert len(after) == 5 and all(one.why_not == "" for one in after)
    assert all(one.why_not.startswith("Only after") for one in before)
    assert all("maintained schools" in one.why_not for one in never)
    ladder = ladder_for(PACK.ladders, school)
    assert ladder is not None and ladder.steps[-1].code == "warning_notice"


@pytest.mark.req("TW14-41", "TW14-44")
def test_special_measures_lead_to_weekly_visits_a_review_and_a_case():
    found = known(inspections=[{"date": date(2014, 11, 4), "outcomes": ["special_measures"]}])
    assert found.inspection is not None
    proposed = {
        one.response.id: one.response for one in responses(PACK.responses, found, found.inspection)
    }
    assert not proposed["weekly-visits"].required and proposed["statement"].opens_case
    assert PACK.visit_type("weekly_visit").title
    assert owed(held("4b", date(2014, 9, 8)))["governor-review"]


@pytest.mark.req("TW14-53", "TW14-54")
def test_reviews_of_both_types_are_visits_the_first_free_the_second_bought():
    charges = {one.code: one.charge for one in PACK.catalogue}
    assert (charges["review_one"], charges["review_two"]) == ("free", "traded")
    for code in ("review_type_1", "review_type_2"):
        assert PACK.visit_form(code).sections


def test_nothing_judged_is_nothing_proposed():
    nothing = known(findings=dict.fromkeys(ALL_MET, Finding.NOT_JUDGED))
    assert propose(SCHEME, nothing).category == ""


@pytest.mark.req("TW14-48")
def test_4b_is_left_only_once_ofsted_has_removed_the_school():
    met_with = [{"kind": "review_team", "date": date(2014, 10, 6)}]
    still = propose(SCHEME, held("4b", date(2013, 9, 2), events=met_with))
    removed = [{"date": date(2014, 9, 16), "outcomes": ["removed_from_category"]}]
    gone = propose(SCHEME, held("4b", date(2013, 9, 2), events=met_with, inspections=removed))
    assert still.category == "1" and len(still.blocked_by) == 1
    assert gone.category == "1" and gone.blocked_by == ()


@pytest.mark.req("TW14-30")
@pytest.mark.parametrize(
    ("since", "word", "category"),
    [(date(2013, 11, 26), "met", "3"), (date(2013, 11, 27), "not_met", "2")],
)
def test_twelve_months_in_category_two_raise_a_trigger_and_lead_to_three(since, word, category):
    unmet = {"S1.1": "not_met", "S1.2": "not_met", "slow_progress": "met"}
    found = held("2", since, findings=unmet)
    words = {one.trigger.id: one.word for one in evaluate(PACK.triggers, found)}
    assert words["twelve_months"] == word
    assert propose(SCHEME, found).category == category
    serious = known(findings={"serious_concerns": "met"})
    assert propose(SCHEME, serious).category == "3"


@pytest.mark.req("TW14-37")
def test_the_chain_of_a_school_ends_in_the_warning_notice_that_opens_4a():
    ladder = ladder_for(PACK.ladders, {"provider.kind": "maintained_school"})
    assert ladder is not None
    chain = [step.code for step in ladder.steps]
    assert chain[1:] == ["reported_director", "leadership_review", "warning_notice"]
    judged = {"inadequate_despite_support": "met"}
    met_with = [{"kind": "review_team", "date": date(2014, 10, 6)}]
    warned = [*met_with, {"kind": "warning_notice", "date": date(2014, 11, 3)}]
    before = propose(SCHEME, held("3", date(2014, 1, 6), findings=judged, events=met_with))
    after = propose(SCHEME, held("3", date(2014, 1, 6), findings=judged, events=warned))
    assert (before.category, len(before.blocked_by)) == ("4a", 1)
    assert (after.category, after.blocked_by) == ("4a", ())


@pytest.mark.req("TW14-40")
@pytest.mark.parametrize("outcome", ["serious_weaknesses", "special_measures"])
def test_4b_follows_ofsted_and_owes_what_category_three_owes_and_more(outcome):
    judged = [{"date": date(2014, 11, 4), "outcomes": [outcome]}]
    assert propose(SCHEME, known(inspections=judged)).category == "4b"
    three, four = (set(owed(held(code, date(2014, 9, 8)))) for code in ("3", "4b"))
    assert three - {"staff-briefing"} < four
