"""What the framework of 2009/10 asks, row by row, of its pack and the pure rules."""

from datetime import date
from typing import Any

import pytest

from sif_desktop.domain.categories import clock, propose
from sif_desktop.domain.criteria import answer
from sif_desktop.domain.entitlements import Used, accounts, entitled
from sif_desktop.domain.form_rules import section_state, visible_sections
from sif_desktop.domain.inspections import responses
from sif_desktop.domain.known import Known
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from sif_desktop.domain.obligations import due
from sif_desktop.domain.triggers import evaluate
from sif_desktop.frameworks.checker import examine
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS

FOLDER = PACKS / "milton-keynes-2010"
PACK = load_pack(FOLDER)
SCHEME = PACK.schemes[0]
GIVEN = examine(FOLDER)[0].models["situations.yaml"].given
AUTUMN = {"visit.term": "autumn"}


def known(findings: dict[str, str] | None = None, **own: Any) -> Known:
    """The school all of whose LA1, LA2 and LA3 indicators are in place, but for what is given."""
    facts = {**GIVEN, **own, "findings": {**GIVEN["findings"], **(findings or {})}}
    found, faults = facts_from(facts, PACK)
    assert faults == []
    return found


def proposal(findings: dict[str, str] | None = None, **own: Any) -> str:
    return propose(SCHEME, known(findings, **own)).category


def held(category: str, since: date = date(2026, 9, 14)) -> dict[str, Any]:
    return {"category_history": [{"category": category, "since": since}]}


def owed(category: str = "LA3", **own: Any) -> set[str]:
    found = due(PACK.obligations, known(**held(category), **own), date(2027, 8, 31))
    return {item.obligation for item in found}


def figures(code: str, *values: float, comparator: float | None = None) -> list[dict[str, Any]]:
    """Values of successive years, the last that of 2026."""
    first = 2027 - len(values)
    beside = {} if comparator is None else {"comparator": comparator}
    return [
        {"code": code, "year": first + at, "value": value, **beside}
        for at, value in enumerate(values)
    ]


def items(visit_type: str, **facts: str) -> list[str]:
    shown = visible_sections(PACK.visit_form(visit_type), {}, facts)
    return [item.id for section in shown for item in section.items]


def recipients(visit_type: str) -> set[tuple[str, str]]:
    layout = PACK.layout("note_of_visit", visit_type)
    told = PACK.recipients(layout, {"provider.kind": "maintained_school"})
    return {(who.role, who.copy) for who in told}


# --- categories -------------------------------------------------------------------------------


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


# --- what is owed -----------------------------------------------------------------------------


@pytest.mark.req("MK10-55")
@pytest.mark.parametrize("category", ["LA1", "LA4b"])
def test_every_category_is_owed_a_sip_visit_in_each_term(category):
    found = due(PACK.obligations, known(**held(category)), date(2027, 8, 31))
    visits = [item for item in found if item.obligation == "sip-visit"]
    assert len(visits) == 3


@pytest.mark.req("MK10-21")
def test_a_sip_is_changed_after_three_years():
    allocated = [{"kind": "sip_allocated", "date": date(2024, 1, 8)}]
    found = due(PACK.obligations, known(events=allocated), date(2027, 8, 31))
    assert [item.day for item in found if item.obligation == "sip-rotation"] == [date(2027, 1, 8)]


@pytest.mark.req("MK10-60", "MK10-84", "MK10-111")
def test_4a_is_reviewed_each_half_term_and_owes_no_group():
    assert {"case-review", "intervention-report"} <= owed("LA4a")
    assert not {"tig", "la-action-plan", "ad-meeting"} & owed("LA4a")
    assert "case-review" not in owed("LA3")


@pytest.mark.req("MK10-86", "MK10-100", "MK10-105")
def test_4b_owes_two_groups_a_term_the_plan_and_the_assistant_directors_meeting():
    assert {"tig", "la-action-plan", "ad-meeting"} <= owed("LA4b")
    found = due(PACK.obligations, known(**held("LA4b")), date(2026, 12, 31))
    assert [item.number for item in found if item.obligation == "tig"] == [1, 2]


@pytest.mark.req("MK10-99")
def test_a_change_of_category_owes_a_letter_to_head_and_chair():
    found = due(PACK.obligations, known(**held("LA3", date(2026, 11, 9))), date(2026, 12, 31))
    letters = [item for item in found if item.obligation == "category-told"]
    assert [(item.day, item.state.value) for item in letters] == [(date(2026, 11, 23), "overdue")]
    assert PACK.letter("category-letter").to[0].roles == ("headteacher", "chair")


@pytest.mark.req("MK10-114")
def test_categories_are_reported_to_the_directorate_once_a_year():
    found = due(PACK.obligations, known(), date(2027, 8, 31))
    assert len([item for item in found if item.obligation == "directorate-report"]) == 1


# --- visits -----------------------------------------------------------------------------------


@pytest.mark.req("MK10-22", "MK10-62")
def test_the_sips_report_has_its_three_parts_and_three_recipients():
    form = PACK.visit_form("sip_termly")
    assert {"self_evaluation", "priorities", "action"} <= {section.id for section in form.sections}
    assert {"priorities.suitable", "priorities.progress"} <= set(items("sip_termly"))
    assert recipients("sip_termly") == {
        ("headteacher", "school"),
        ("chair", "governors"),
        ("file", "file"),
    }


@pytest.mark.req("MK10-71", "MK10-76", "MK10-77")
def test_the_autumn_report_cannot_leave_out_category_capacity_or_a_factor():
    sections = {section.id: section for section in PACK.visit_form("sip_termly").sections}
    category = sections["category"]
    assert section_state(category, {}).blocks
    required = [item.id for item in category.items if item.required and item.evidence]
    assert required == [
        *(f"category.{x}" for x in ("leadership", "achievement", "current", "ofsted", "ecm")),
        *("category.code", "category.capacity"),
    ]
    assert {"category.school_view", "category.school_evidence"} <= set(
        items("sip_termly", **AUTUMN)
    )
    assert "category.code" not in items("sip_termly", **{"visit.term": "spring"})


@pytest.mark.req("MK10-14", "MK10-56")
def test_the_sip_chooses_from_the_vulnerable_groups_and_the_sources_of_evidence():
    asked = {item.id: item for item in PACK.visit_form("sip_termly").items()}
    groups = [choice.value for choice in asked["self.vulnerable"].choices]
    assert groups == ["care", "ldd", "offenders", "need", "mobile"]
    sources = {choice.value for choice in asked["self.evidence"].choices}
    assert {"self_evaluation", "raise", "fft", "tracking"} <= sources


@pytest.mark.req("MK10-27")
def test_the_learning_walk_looks_for_the_22_features_and_the_eleven_of_a_culture():
    walk, culture, _ = PACK.form("learning-walk").sections
    assert (len(walk.items), len(culture.items)) == (22, 11)
    assert walk.items[0].id == "walk.partnership" and walk.items[-1].id == "walk.beyond"


@pytest.mark.req("MK10-49")
def test_the_safeguarding_visit_asks_for_what_the_authority_provides():
    asked = items("safeguarding")
    assert {"safe.policy", "safe.manual", "safe.training", "safe.lado"} <= set(asked)


@pytest.mark.req("MK10-63")
def test_an_audit_is_for_one_of_four_reasons_and_talked_over_with_head_and_chair():
    asked = {item.id: item for item in PACK.visit_form("audit").items()}
    assert len(asked["audit.reason"].choices) == 4
    assert all(
        asked[f"audit.{x}"].required for x in ("reason", "lead", "funding", "head_on", "chair_on")
    )


@pytest.mark.req("MK10-24", "MK10-25", "MK10-61")
def test_advice_on_the_heads_objectives_is_restricted_and_in_no_school_copy():
    layout = PACK.layout("note_of_visit", "objectives_advice")
    assert layout.marking.startswith("Restricted")
    assert recipients("objectives_advice") == {("chair", "governors"), ("file", "file")}
    assert PACK.layout("note_of_visit", "governing_body_report").id == "governing-body-report"
    for visit_type in ("sip_termly", "governing_body_report", "objectives_advice"):
        facts = AUTUMN if visit_type == "sip_termly" else {}
        assert "quality.assured" in items(visit_type, **facts)


@pytest.mark.req("MK10-30")
@pytest.mark.parametrize(("category", "asked"), [("LA4a", True), ("LA4b", True), ("LA3", False)])
def test_a_plan_of_a_school_causing_concern_is_asked_for_its_teaching_priority(category, asked):
    shown = items("sip_termly", **{"provider.category": category})
    assert ("priorities.teaching" in shown) is asked


@pytest.mark.req("MK10-36")
def test_support_is_agreed_with_the_school_in_writing():
    letter = PACK.letter("support-agreement")
    assert letter.to[0].roles == ("headteacher", "chair")
    assert {"kinds", "impact"} <= {wanted.code for wanted in letter.text.fields}


# --- facts, entitlements, triggers ------------------------------------------------------------


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
    used = [Used("sip-days", preparation=1, on_site=2, reporting=0.5)]
    account = accounts(PACK.entitlements, {"provider.kind": "maintained_school"}, used)[0]
    assert (account.used, account.left) == (3.5, 2.0)


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


# --- inspections, concerns, cases -------------------------------------------------------------


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
