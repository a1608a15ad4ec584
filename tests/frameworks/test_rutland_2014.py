"""What the plan of 2014 asks, row by row, of its pack and the pure rules."""

from datetime import date
from typing import Any

import pytest

from sif_desktop.domain.categories import propose
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.inspections import responses
from sif_desktop.domain.known import Known
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from sif_desktop.domain.obligations import DueState, due
from sif_desktop.domain.triggers import evaluate
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS

PACK = load_pack(PACKS / "rutland-2014")
SCHEME = PACK.schemes[0]
TODAY = date(2014, 11, 26)
BELOW_GOOD = ("requires_improvement", "serious_weaknesses", "special_measures")
MAINTAINED = {"kind": "maintained_school", "maintained": "yes"}
ACADEMY = {"kind": "academy", "maintained": "no"}


def known(provider: dict[str, str] | None = None, *happened: str, **facts: Any) -> Known:
    """A maintained school unless said otherwise; what `happened` did so on 1 October."""
    events = [{"kind": kind, "date": date(2014, 10, 1)} for kind in happened]
    given = {"today": TODAY, "provider": provider or MAINTAINED, "events": events, **facts}
    found, faults = facts_from(given, PACK)
    assert faults == []
    return found


def graded(*outcomes: str) -> list[dict[str, Any]]:
    day, published = date(2014, 5, 13), date(2014, 6, 10)
    return [{"date": day, "outcomes": list(outcomes), "published": published}]


def listed(provider: dict[str, str] | None = None, **facts: Any) -> Known:
    own = {**(provider or MAINTAINED), "category": "scc"}
    held = [{"category": "scc", "since": date(2014, 9, 8)}]
    return known(own, category_history=held, **facts)


def owed(found: Known) -> dict[str, list[tuple[date, DueState]]]:
    items: dict[str, list[tuple[date, DueState]]] = {}
    for item in due(PACK.obligations, found, date(2015, 8, 31)):
        items.setdefault(item.obligation, []).append((item.day, item.state))
    return items


def shown(visit_type: str, answers: dict[str, str] | None = None, **facts: str) -> list[str]:
    """The items a checklist asks with these answers given."""
    said = {**{f"provider.{name}": value for name, value in facts.items()}, **(answers or {})}
    form = PACK.visit_form(visit_type)
    sections = [section for section in form.sections if holds(section.only_if, said)]
    return [i.id for section in sections for i in section.items if holds(i.only_if, said)]


@pytest.mark.req("R14-01")
def test_the_pack_knows_its_authority_its_strategy_and_its_last_day():
    assert (PACK.authority, PACK.service) == (
        "Rutland County Council",
        "People Directorate and Lifelong Learning",
    )
    assert PACK.parent_strategy == "Learning and Achievement Strategy"
    assert PACK.rulebook.issued == PACK.valid_from == date(2014, 2, 1)
    assert not PACK.expired(date(2016, 12, 31)) and PACK.expired(date(2017, 1, 1))


@pytest.mark.req("R14-03", "R14-12")
def test_self_evaluation_is_required_of_maintained_schools_and_may_be_declined_by_academies():
    maintained = owed(known(MAINTAINED, "self_evaluation_declined"))
    assert maintained["self-evaluation"] == [(date(2015, 8, 31), DueState.DUE)]
    academy = owed(known(ACADEMY, "self_evaluation_declined"))
    assert academy["self-evaluation-invited"] == [(date(2015, 8, 31), DueState.DONE)]
    assert "self-evaluation" not in academy and "annual-visit" not in academy
    assert "annual-visit-encouraged" in academy


@pytest.mark.req("R14-09")
def test_every_school_has_a_desktop_review_each_october():
    for provider in (MAINTAINED, ACADEMY, {"kind": "free_school"}):
        days = [day for day, _ in owed(known(provider))["desktop-review"]]
        assert days == [date(2014, 10, 31)]
    assert owed(known(None, "desktop_review"))["desktop-review"][0][1] is DueState.DONE


@pytest.mark.req("R14-13")
def test_a_desktop_review_without_a_self_evaluation_says_so_and_is_whole():
    form = PACK.form("desktop-review")
    held = next(item for item in form.items() if item.id == "self_evaluation.state")
    assert held.required and "No self-evaluation held" in [c.label for c in held.choices]
    asked = shown("desktop_review", {"self_evaluation.state": "not_held"})
    assert "self_evaluation.analysis" not in asked


@pytest.mark.req("R14-10")
def test_the_desktop_review_keeps_actions_of_the_authority_and_of_partners_apart():
    assert {"actions.authority", "actions.partners"} <= set(shown("desktop_review"))


@pytest.mark.req("R14-14")
def test_the_annual_visit_judges_six_things_and_keeps_the_evidence():
    look = PACK.form("annual-visit").sections[0]
    assert [item.id.removeprefix("look.") for item in look.items] == [
        "environment",
        "morale",
        "behaviour",
        "safeguarding",
        "social_cultural",
        "governance",
    ]
    assert all(item.scale == "judgement" and item.evidence for item in look.items)


@pytest.mark.req("R14-15", "R14-16")
def test_the_annual_visit_ends_with_three_answers_and_a_date_for_the_feedback():
    held = set(shown("annual_visit", {"self_evaluation.held": "yes"}))
    three = {f"self_evaluation.{word}" for word in ("accurate", "robust", "challenge")}
    assert three <= held
    without = set(shown("annual_visit", {"self_evaluation.held": "no"}))
    assert three & without == {"self_evaluation.challenge"}
    feedback = next(i for i in PACK.form("annual-visit").items() if i.id == "after.feedback_by")
    assert feedback.required and feedback.kind == "date"


@pytest.mark.req("R14-17")
def test_only_the_areas_agreed_with_the_school_are_asked():
    chosen = next(i for i in PACK.form("annual-visit").items() if i.id == "areas.chosen")
    codes = [choice.value for choice in chosen.choices]
    assert len(codes) == 11

    def areas(*ticked: str) -> set[str]:
        found = shown("annual_visit", {"areas.chosen": "\n".join(ticked)})
        return {name.split(".")[0] for name in found if name.startswith("area_")}

    assert areas() == set()
    assert areas("walk", "finance") == {"area_walk", "area_finance"}
    assert areas(*codes) == {f"area_{code}" for code in codes}
    assert {"areas.other", "areas.agreed"} <= set(shown("annual_visit"))


@pytest.mark.req("R14-20")
def test_a_school_is_told_its_officer_time_each_year():
    assert owed(known())["allocation"] == [(date(2015, 8, 31), DueState.DUE)]
    letter = next(one for one in PACK.letters if one.kind == "allocation_letter")
    fields = {field.code: field for field in letter.text.fields}
    assert fields["days"].required and "resource" in fields
    assert [one.words for one in entitled(PACK.entitlements, known().provider)] == [
        "1 visit",
        "by arrangement",
    ]


@pytest.mark.req("R14-28", "R14-36")
def test_a_concern_names_where_it_came_from():
    assert list(PACK.concerns.sources) == [
        "officer",
        "school_staff",
        "scc_system",
        "strategy_meetings",
        "board",
        "self_evaluation",
        "ofsted",
        "other_regulator",
        "council_service",
    ]


@pytest.mark.req("R14-29")
@pytest.mark.parametrize("outcome", BELOW_GOOD)
def test_a_grade_below_good_or_one_that_is_likely_proposes_the_list(outcome):
    assert propose(SCHEME, known(inspections=graded(outcome))).category == "scc"
    predicted = known(inspections=graded("good"), findings={"likely": "met"})
    assert propose(SCHEME, predicted).category == "scc"
    assert propose(SCHEME, known(inspections=graded("good"))).category == "not_listed"


@pytest.mark.req("R14-30", "R14-33", "R14-34")
def test_reviews_and_powers_are_for_maintained_schools_and_letters_for_academies():
    def steps(provider: dict[str, str], *taken: str) -> list[str]:
        ladder = ladder_for(PACK.ladders, known(provider).provider)
        return [step.code for step in permitted(ladder, taken)]

    begun = ("early_response", "listing")
    assert steps(MAINTAINED, *begun) == ["review", "audit", "assurance"]
    assert steps(MAINTAINED, *begun, "assurance")[-1] == "statutory_powers"
    for kind in ("academy", "free_school"):
        assert steps({"kind": kind}, *begun) == ["assurance"]
        assert steps({"kind": kind}, *begun, "assurance") == ["contact_ofsted", "contact_dfe"]


@pytest.mark.req("R14-32")
def test_nothing_follows_before_assurance_was_sought():
    for ladder in PACK.ladders:
        last = [step for step in ladder.steps if step.only_after == ("assurance",)]
        assert last and ladder.steps[-1] in last


@pytest.mark.req("R14-33")
def test_statutory_powers_are_shut_for_academies_with_the_reason():
    def why(provider: dict[str, str]) -> list[str]:
        facts = known(provider).provider
        return [one.why_not for one in powers_now(PACK.powers, facts, {"assurance"}, {})]

    assert all("Ofsted and the DfE" in reason for reason in why(ACADEMY))
    assert why({**MAINTAINED, "eligible": "warning_notice"}) == [""] * 5


@pytest.mark.req("R14-34")
def test_a_concern_about_an_academy_goes_to_ofsted_and_to_the_department():
    letter = PACK.letter("academy-concern")
    for kind in ("academy", "free_school"):
        told = letter.offered_to({"provider.kind": kind})
        assert [to.code for to in told] == ["ofsted", "dfe"]
    assert letter.offered_to({"provider.kind": "maintained_school"}) == ()


@pytest.mark.req("R14-37")
def test_a_change_of_risk_passes_four_stages_of_which_none_may_be_left_out():
    assert [stage.code for stage in SCHEME.stages] == [
        "recommended",
        "considered",
        "dialogue",
        "agreed",
    ]
    assert all(stage.required and stage.paragraph == "4.3" for stage in SCHEME.stages)


@pytest.mark.req("R14-38")
@pytest.mark.parametrize("closed_by", ["start_of_term_contact", "plan_contact", "strategy_meeting"])
def test_plan_priorities_are_confirmed_in_the_first_fortnight_of_each_term(closed_by):
    autumn = {"year": 2014, "name": "autumn", "start": date(2014, 9, 22), "end": date(2014, 12, 19)}
    terms = {"terms": [autumn]}
    for outcome in BELOW_GOOD:
        found = owed(known(None, closed_by, inspections=graded(outcome), calendar=terms))
        assert found["start-of-term"] == [(date(2014, 10, 6), DueState.DONE)]
    assert "start-of-term" not in owed(known(inspections=graded("good")))


@pytest.mark.req("R14-42")
def test_strategy_meetings_come_every_six_weeks_with_a_week_of_grace():
    meeting = next(o for o in PACK.obligations if o.id == "strategy-meeting")
    assert (meeting.when.count, meeting.when.unit, meeting.tolerance_days) == (6, "week", 7)
    assert owed(listed())["strategy-meeting"][0] == (date(2014, 10, 20), DueState.OVERDUE)
    graded_only = owed(known(inspections=graded("special_measures")))
    assert "strategy-meeting-graded" in graded_only and "strategy-meeting" not in graded_only


@pytest.mark.req("R14-43")
def test_there_are_three_grounds_for_beginning_strategy_meetings():
    found = known(inspections=graded("good"), findings={"challenging": "met"})
    stands = {one.trigger.id: one.word for one in evaluate(PACK.triggers, found)}
    assert [stands[name] for name in ("meetings_grade", "challenging", "slow_response")] == [
        "not_met",
        "met",
        "cannot_tell",
    ]
    assert "strategy-meeting-begun" in owed(known(None, "strategy_meetings_begun"))


@pytest.mark.req("R14-44")
def test_there_are_three_grounds_for_ending_them():
    assert [one.id for one in PACK.case_rules.exit] == ["good", "resolved", "improved"]
    ended = known(None, "strategy_meetings_ended", inspections=graded("requires_improvement"))
    assert not {name for name in owed(ended) if name.startswith("strategy-meeting-g")}


@pytest.mark.req("R14-48")
def test_a_strategy_meeting_unreported_after_one_cycle_is_overdue():
    found = owed(listed(events=[{"kind": "strategy_meeting", "date": date(2014, 9, 10)}]))
    assert found["strategy-meeting-reported"] == [(date(2014, 11, 10), DueState.OVERDUE)]


@pytest.mark.req("R14-49")
def test_a_grade_below_good_opens_the_case_with_its_meetings_and_plan():
    found = known(inspections=graded("requires_improvement"))
    proposed = [one.response for one in responses(PACK.responses, found, found.inspection)]
    ids = [one.id for one in proposed]
    assert ids == ["listing", "strategy-meetings", "action-plan", "assurance"]
    assert proposed[0].opens_case and proposed[2].party == "school"


@pytest.mark.req("R14-39", "R14-52")
def test_a_listed_school_owes_an_agreed_plan_and_its_evaluation_each_term():
    found = owed(listed())
    assert len(found["plan-evaluation"]) == 3
    assert found["action-plan"][0][1] is DueState.OVERDUE
    assert "plan-evaluation" not in owed(known())


@pytest.mark.req("R14-54", "R14-57")
def test_nine_kinds_of_support_are_for_schools_causing_concern_and_seven_for_all_leaders():
    def offered(category: str) -> int:
        facts = {"provider.category": category}
        kinds = (one for one in PACK.catalogue if all(holds(c, facts) for c in one.when))
        return sum(one.paragraph in ("4.9", "5.3") for one in kinds)

    assert (offered("scc"), offered("not_listed")) == (9 + 7, 7)


@pytest.mark.req("R14-26")
def test_phonics_has_its_figures_and_its_visit():
    assert {"phonics_y1", "phonics_y2"} <= PACK.indicators.keys()
    assert {"phonics.administration", "phonics.support", "phonics.retake"} <= set(
        shown("phonics_check")
    )


@pytest.mark.req("R14-65", "R14-61")
def test_the_sen_visit_counts_plans_reviews_and_meetings_for_looked_after_pupils():
    counted = [i.id for i in PACK.form("sen-inclusion").items() if i.kind == "number"]
    assert counted == [
        "sen.plans",
        "sen.reviews",
        "sen.reviews_due",
        "looked_after.pupils",
        "looked_after.peps",
        "looked_after.meetings",
    ]


@pytest.mark.req("R14-67")
def test_special_placements_have_their_kind_their_area_and_their_visit():
    area = next(fact for fact in PACK.facts if fact.code == "placement_area")
    assert list(area.values) == ["in_county", "out_of_county"]
    assert PACK.kind_for("Non-maintained special school", "Special schools") == "special_placement"
    assert PACK.visit_type("contract_monitoring").form == "contract-monitoring"
    assert owed(known({"kind": "special_placement"})) == {}


@pytest.mark.req("R14-68")
@pytest.mark.parametrize(
    ("kind", "basis"),
    [
        ("maintained_school", "s175"),
        ("further_education", "s175"),
        ("academy", "s157"),
        ("free_school", "s157"),
        ("independent_school", "s157"),
        ("early_years_provider", "s40"),
    ],
)
def test_the_safeguarding_visit_shows_the_duty_by_kind(kind, basis):
    asked = shown("safeguarding", kind=kind)
    assert [i for i in asked if i.startswith("safe_basis.s")] == [f"safe_basis.{basis}"]
    assert {"safe_arrangements.working_together", "safe_arrangements.recruitment"} <= set(asked)
    assert "safe_arrangements.allegations" in asked


@pytest.mark.req("R14-69")
def test_early_years_have_checks_of_their_own():
    early = {i for i in shown("safeguarding", kind="early_years_provider") if "early" in i}
    assert early == {"safe_early.training", "safe_early.lead", "safe_early.lead_training"}
    assert not [i for i in shown("safeguarding", kind="academy") if "safe_early" in i]


@pytest.mark.req("R14-70", "R14-71")
def test_safeguarding_has_its_four_parts_and_the_version_of_the_model_policy():
    asked = shown("safeguarding", kind="academy")
    assert len([i for i in asked if i.startswith("safe_strands.")]) == 4
    assert "safe_arrangements.version" in asked


def test_the_levels_of_risk_stay_empty():
    assert [category.code for category in SCHEME.categories] == ["not_listed", "scc"]
