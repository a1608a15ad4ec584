"""The five categories of the framework of 2010, row by row."""

from datetime import date

import pytest

from sif_desktop.domain.categories import clock, propose
from tests.frameworks.milton_keynes_2010 import (
    PACK,
    SCHEME,
    figures,
    held,
    known,
    proposal,
)


@pytest.mark.req("MK10-06")
def test_there_are_five_categories_from_outstanding_to_causing_concern():
    by_severity = sorted(SCHEME.categories, key=lambda one: one.severity)
    assert [one.code for one in by_severity] == ["LA1", "LA2", "LA3", "LA4a", "LA4b"]


@pytest.mark.req("MK10-89")
@pytest.mark.parametrize("indicator", [f"LA3.{n}" for n in range(1, 13)])
def test_each_satisfactory_indicator_is_needed_by_every_better_category(indicator):
    found = propose(SCHEME, known({indicator: "not_met"}))
    assert found.category == ""
    assert (indicator, "LA1") in {(one.criterion, one.proposal) for one in found.would_change}


@pytest.mark.req("MK10-89", "MK10-91")
@pytest.mark.parametrize("indicator", [f"LA2.{n}" for n in range(1, 17)])
def test_each_good_indicator_unmet_leaves_the_school_satisfactory_and_is_named(indicator):
    found = propose(SCHEME, known({indicator: "not_met"}))
    assert found.category == "LA3"
    assert indicator in {reason.criterion for reason in found.reasons}


@pytest.mark.req("MK10-90")
@pytest.mark.parametrize("indicator", [f"LA1.{n}" for n in range(1, 17)])
def test_each_outstanding_indicator_unmet_leaves_the_school_good(indicator):
    assert proposal({indicator: "not_met"}) == "LA2"


@pytest.mark.req("MK10-90", "MK10-91", "MK10-92")
@pytest.mark.parametrize(
    ("grade", "category"), [("1", "LA1"), ("2", "LA1"), ("3", "LA3"), ("4", "LA4a")]
)
def test_the_grade_of_leadership_bounds_the_category(grade, category):
    assert proposal({"grade.leadership": grade}) == category


@pytest.mark.req("MK10-90")
def test_an_outstanding_school_has_no_aspect_less_than_good():
    assert proposal({"grade.provision": "2"}) == "LA1"
    assert proposal({"grade.provision": "3"}) == "LA2"


@pytest.mark.req("MK10-92")
def test_a_satisfactory_school_has_a_balanced_budget():
    deficit = figures("budget_balance", -1)
    assert proposal({"LA3.B": "not_judged"}, indicators=deficit) == ""
    assert proposal({"LA3.B": "not_judged"}, indicators=figures("budget_balance", 0)) == "LA1"


@pytest.mark.req("MK10-93")
@pytest.mark.parametrize("indicator", [f"LA4a.{n}" for n in range(1, 17)])
def test_any_one_indicator_puts_a_school_at_risk_and_is_the_reason(indicator):
    found = propose(SCHEME, known({indicator: "met"}))
    assert found.category == "LA4a"
    assert [reason.criterion for reason in found.reasons] == [indicator]


@pytest.mark.req("MK10-94")
@pytest.mark.parametrize("indicator", [*(f"LA4b.{n}" for n in range(1, 9)), "LA4b.C2", "LA4b.C3"])
def test_any_one_indicator_of_the_last_category_stands_before_all_others(indicator):
    assert proposal({indicator: "met", "LA4a.1": "met"}) == "LA4b"


@pytest.mark.req("MK10-94", "MK10-112")
@pytest.mark.parametrize("outcome", ["notice_to_improve", "special_measures"])
def test_an_ofsted_category_is_4b(outcome):
    inspections = [{"date": date(2026, 10, 6), "outcomes": [outcome]}]
    assert proposal({"LA4b.C4": "not_judged"}, inspections=inspections) == "LA4b"


@pytest.mark.req("MK10-94")
@pytest.mark.parametrize(("values", "category"), [((54, 54, 54), "LA4b"), ((55, 54, 54), "LA1")])
def test_three_years_below_the_floor_are_counted_on_the_series(values, category):
    below = figures("floor", *values, comparator=55)
    assert proposal({"LA4b.1": "not_judged"}, indicators=below) == category


@pytest.mark.req("MK10-83")
@pytest.mark.parametrize("route", [f"LA4a.R{n}" for n in range(1, 8)])
def test_each_way_into_4a_is_a_tick_that_stands_unticked(route):
    assert proposal({route: "not_judged"}) == "LA1"
    assert proposal({route: "met"}) == "LA4a"


@pytest.mark.req("MK10-83")
@pytest.mark.parametrize(("day", "category"), [(26, "LA4a"), (25, "LA1")])
def test_removal_from_an_ofsted_category_looks_back_one_year(day, category):
    removed = [{"date": date(2025, 11, day), "outcomes": ["removed_from_category"]}]
    assert proposal({"LA4a.R3": "not_judged"}, inspections=removed) == category


@pytest.mark.req("MK10-113")
def test_a_governing_body_may_ask_for_4a():
    asked = [{"kind": "governing_body_request", "date": date(2026, 11, 10)}]
    assert proposal({"LA4a.R8": "not_judged"}, events=asked) == "LA4a"


@pytest.mark.req("MK10-79")
@pytest.mark.parametrize("category", ["LA4a", "LA4b"])
def test_a_category_of_concern_is_expected_to_be_left_within_a_year(category):
    running = clock(SCHEME, known(**held(category, date(2026, 11, 2))))
    assert running and running.expected == date(2027, 11, 2)
    assert clock(SCHEME, known(**held("LA3"))) is None


@pytest.mark.req("MK10-107")
def test_only_a_summative_meeting_leads_out_of_4b():
    review = {"kind": "case_review", "date": date(2026, 11, 9)}
    summative = {"kind": "summative_meeting", "date": date(2026, 11, 20)}
    shut = propose(SCHEME, known(events=[review], **held("LA4b")))
    assert [reason.paragraph for reason in shut.blocked_by] == ["15, monitoring"]
    assert not propose(SCHEME, known(events=[review, summative], **held("LA4b"))).blocked_by


@pytest.mark.req("MK10-78")
@pytest.mark.parametrize("reason", ["results_dip", "sustained_improvement", "autumn_round"])
def test_a_change_out_of_turn_needs_a_reason(reason):
    event = {"kind": reason, "date": date(2026, 11, 9)}
    assert propose(SCHEME, known(**held("LA3"))).blocked_by
    assert not propose(SCHEME, known(events=[event], **held("LA3"))).blocked_by


@pytest.mark.req("MK10-70")
def test_a_category_is_no_inspection_judgement_and_the_letter_says_so():
    assert not {one.code for one in PACK.categories} & set(PACK.outcomes)
    letter = PACK.letter("category-letter")
    assert any("no equivalent" in text for part in letter.text.parts for text in part.texts)
