"""What the framework of 2009/10 asks, row by row, of its pack and the pure rules."""

from datetime import date
from typing import Any

import pytest

from sif_desktop.domain.categories import clock, propose
from sif_desktop.domain.form_rules import section_state, visible_sections
from sif_desktop.domain.known import Known
from sif_desktop.domain.obligations import due
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
