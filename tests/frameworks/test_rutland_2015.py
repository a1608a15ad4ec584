"""What the report of 2015 asks, row by row, of its pack and the pure rules."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sif_desktop.domain.categories import propose
from sif_desktop.domain.day_accounts import Entry, Nature, Split, account
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.form_rules import holds, visible_sections
from sif_desktop.domain.inspections import Response, responses
from sif_desktop.domain.known import Known
from sif_desktop.domain.ladders import ladder_for, permitted, powers_now
from sif_desktop.domain.obligations import DueState, due
from sif_desktop.domain.triggers import evaluate
from sif_desktop.frameworks.facts_file import facts_from
from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS

PACK = load_pack(PACKS / "rutland-2015")
SCHEME = PACK.schemes[0]
TODAY = date(2015, 11, 26)
MAINTAINED = {"kind": "maintained_school", "maintained": "yes"}
ACADEMY = {"kind": "academy", "maintained": "no", "trust": "yes"}
COLOURS = ("green", "amber", "red")


def known(provider: dict[str, str] | None = None, **facts: Any) -> Known:
    given = {"today": TODAY, "provider": provider or MAINTAINED, **facts}
    found, faults = facts_from(given, PACK)
    assert faults == []
    return found


def in_category(code: str, **facts: Any) -> Known:
    held = [{"category": code, "since": date(2015, 9, 7)}]
    return known({**MAINTAINED, "category": code}, category_history=held, **facts)


def inspected(outcome: str, provider: dict[str, str] | None = None, **facts: Any) -> Known:
    one = {"date": date(2015, 10, 6), "outcomes": [outcome], "published": date(2015, 11, 2)}
    return known(provider, inspections=[one], **facts)


def follows(outcome: str, provider: dict[str, str] | None = None) -> dict[str, Response]:
    found = inspected(outcome, provider)
    proposed = responses(PACK.responses, found, found.inspection)
    return {one.response.id: one.response for one in proposed}


def owed(found: Known) -> dict[str, list[tuple[date, DueState]]]:
    items: dict[str, list[tuple[date, DueState]]] = {}
    for item in due(PACK.obligations, found, date(2016, 12, 31)):
        items.setdefault(item.obligation, []).append((item.day, item.state))
    return items


def figures(code: str, *values: float, group: str = "", comparator: float | None = None) -> Any:
    """Values of successive years, the last that of 2015."""
    beside = {} if comparator is None else {"comparator": comparator}
    first = 2016 - len(values)
    return [
        {"code": code, "year": first + at, "value": value, "group": group, **beside}
        for at, value in enumerate(values)
    ]


def stands(trigger: str, found: Known) -> str:
    return {one.trigger.id: one.word for one in evaluate(PACK.triggers, found)}[trigger]


@pytest.mark.req("R15-02")
def test_early_years_settings_are_a_kind_of_provider():
    assert {kind.code for kind in PACK.provider_kinds} == {
        "maintained_school",
        "academy",
        "early_years_setting",
    }
    assert "review-visits" in owed(known({"kind": "early_years_setting"}))


@pytest.mark.req("R15-03")
def test_a_concern_about_an_academy_goes_to_it_to_its_chain_and_to_the_department():
    ladder = ladder_for(PACK.ladders, known(ACADEMY).provider)
    steps = {step.code: step for step in ladder.steps}
    assert list(steps) == ["discuss_academy", "discuss_chain", "discuss_dfe"]
    after = [step.code for step in permitted(ladder, {"discuss_academy"})]
    assert after == ["discuss_chain", "discuss_dfe"]  # one without a chain goes on
    assert [step.who for step in steps.values()] == [
        ("headteacher", "chair"),
        ("trust_leader",),
        ("dfe",),
    ]


@pytest.mark.req("R15-05")
def test_the_pack_cites_its_parent_strategy():
    assert PACK.parent_strategy == "Education Strategic Plan 2015-2018"


@pytest.mark.req("R15-11", "R15-22")
def test_groups_of_schools_and_a_proposed_sponsor_are_kept_with_their_dates():
    facts = {fact.code: fact for fact in PACK.facts}
    assert facts["group"].several and "multi_academy_trust" in facts["group"].values
    assert not facts["sponsor"].values  # any name


@pytest.mark.req("R15-12", "R15-13", "R15-24")
def test_amber_is_encouraged_into_partnership_and_red_required_to_change():
    asked = {"amber": "formal-partnership", "red": "academy-or-merger"}
    for code in COLOURS:
        found = owed(in_category(code))
        raised = {name for name in asked.values() if name in found}
        assert raised == ({asked[code]} if code in asked else set())
    formed = [{"kind": "partnership_formed", "date": date(2015, 11, 2)}]
    done = owed(in_category("amber", events=formed))["formal-partnership"]
    assert done == [(date(2016, 9, 7), DueState.DONE)]
    expected = {one.code: one.expectation for one in SCHEME.categories}
    assert "encouraged" in expected["amber"] and "Required" in expected["red"]


@pytest.mark.req("R15-14")
@pytest.mark.parametrize("outcome", ["requires_improvement", "inadequate", "special_measures"])
def test_underperformance_has_members_and_officers_talk_with_chair_and_head(outcome):
    assert "talk" in follows(outcome)
    assert {"leader", "portfolio_member", "lead_officer", "chair", "headteacher"} <= {
        role.code for role in PACK.roles
    }


@pytest.mark.req("R15-15", "R15-16")
@pytest.mark.parametrize(
    ("outcome", "id_"), [("outstanding", "congratulation"), ("good", "congratulation-and-plans")]
)
def test_a_good_grade_brings_an_invitation_that_may_be_declined(outcome, id_):
    found = follows(outcome)
    assert list(found) == [id_]
    assert not found[id_].required and found[id_].letter == "congratulation"
    assert ("how the school will become outstanding" in found[id_].task) is (outcome == "good")


@pytest.mark.req("R15-17", "R15-20")
def test_grade_3_brings_cabinet_and_a_warning_letter_that_opens_the_case():
    found = follows("requires_improvement", MAINTAINED)
    assert list(found) == ["talk", "cabinet", "warning-letter"]
    cabinet = found["cabinet"]
    assert cabinet.required and cabinet.letter == "cabinet-attendance"
    assert "must improve" in cabinet.task and "make it good" in cabinet.task
    letter = found["warning-letter"]
    assert letter.opens_case and PACK.letter(letter.letter).kind == "warning_notice"


@pytest.mark.req("R15-20")
def test_an_academy_gets_no_warning_letter():
    found = follows("requires_improvement", ACADEMY)
    assert "warning-letter" not in found and found["procedures-academy"].opens_case


@pytest.mark.req("R15-18")
def test_reports_are_quarterly_until_the_school_is_regraded():
    reports = owed(inspected("requires_improvement"))["quarterly-report"]
    assert [day for day, _ in reports][:3] == [
        date(2016, 2, 2),
        date(2016, 5, 2),
        date(2016, 8, 2),
    ]
    for outcome in ("good", "inadequate"):
        assert "quarterly-report" not in owed(inspected(outcome))


@pytest.mark.req("R15-19")
def test_a_report_without_clear_evidence_has_cabinet_call_the_school_in():
    event = [{"kind": "no_clear_improvement", "date": date(2015, 11, 20)}]
    called = owed(inspected("requires_improvement", events=event))
    assert called["call-in"] == [(date(2015, 12, 20), DueState.DUE)]
    assert "call-in" not in owed(inspected("requires_improvement"))


@pytest.mark.req("R15-21", "R15-22")
def test_grade_4_brings_three_steps_and_special_measures_a_sponsor_too():
    grade_4 = ["talk", "cabinet-inadequate", "scrutiny-inadequate", "interventions"]
    assert list(follows("inadequate", MAINTAINED)) == [*grade_4, "academy-required"]
    special = list(follows("special_measures", MAINTAINED))
    assert special == [*grade_4, "academy-required", "academy-sponsor"]
    assert list(follows("special_measures", ACADEMY)) == grade_4


def test_settings_have_no_chair_to_call_before_members():
    assert follows("inadequate", {"kind": "early_years_setting"}) == {}


@pytest.mark.req("R15-26")
def test_every_school_is_compared_by_the_board_each_year():
    assert owed(known())["board-comparison"][0] == (date(2016, 8, 31), DueState.DUE)


@pytest.mark.req("R15-27", "R15-28", "R15-30")
def test_the_core_is_for_all_and_the_entitlement_may_be_declined():
    by_charge: dict[str, set[str]] = {}
    for one in entitled(PACK.entitlements, known(ACADEMY).provider):
        by_charge.setdefault(one.charge, set()).add(one.id)
        assert one.may_decline is (one.charge == "entitlement")
    assert by_charge == {
        "core": {
            "table-top-review",
            "board-comparison",
            "strategic-consideration",
            "council-services",
            "special-needs",
            "lead-member",
        },
        "entitlement": {
            "officer",
            "review-visits",
            "collaboration",
            "representation",
            "telephone",
            "admissions",
        },
    }


@pytest.mark.req("R15-29")
def test_review_visits_are_counted_against_the_two():
    found = {one.id: one for one in entitled(PACK.entitlements, known().provider)}
    went = [Entry("review-visits", Nature.USED, Split(on_site=Decimal("0.5")))]
    visits = account(found["review-visits"], went)
    assert (visits.visits_used, visits.visits_left, visits.words) == (1, 1, "1 visit left")


@pytest.mark.req("R15-31", "R15-40")
def test_amber_and_red_have_the_sliding_scale_and_green_is_never_left_with_nothing():
    found = {
        code: {one.id: one for one in entitled(PACK.entitlements, in_category(code).provider)}
        for code in COLOURS
    }
    assert found["green"]["review-visits"].visits == 2
    for code in ("amber", "red"):
        added = found[code].keys() - found["green"].keys()
        assert added == {"sliding-scale"}
        assert found[code]["sliding-scale"].words == "by arrangement"  # nobody has set it


@pytest.mark.req("R15-34")
def test_only_additional_provision_is_charged_and_no_rate_is_made_up():
    assert {charge.code for charge in PACK.charges} == {
        "core",
        "entitlement",
        "targeted",
        "charged",
    }
    assert all(charge.rate is None for charge in PACK.charges)
    assert {kind.code for kind in PACK.catalogue if kind.charge == "charged"} == {
        "officer",
        "brokered",
    }


@pytest.mark.req("R15-42")
def test_three_categories_each_with_its_descriptor_in_sixteen_strands():
    assert [(one.code, one.colour, one.severity) for one in SCHEME.categories] == [
        ("green", "green", 0),
        ("amber", "amber", 1),
        ("red", "red", 2),
    ]
    assert len(SCHEME.criteria) == len(SCHEME.strands) == 16
    assert {criterion.scale for criterion in SCHEME.criteria} == {"category-strand"}
    assert [step.value for step in PACK.scale("category-strand").steps] == list(COLOURS)


@pytest.mark.req("R15-43")
def test_no_number_of_strands_makes_a_category_they_are_counted():
    mixed = {"progress": "red", "attainment": "red", "sef": "amber", "teaching": "green"}
    found = propose(SCHEME, known({**MAINTAINED, "sixth_form": "no"}, findings=mixed))
    assert found.category == ""
    assert dict(found.counts) == {"red": 2, "amber": 1, "green": 1, "not_judged": 11}


@pytest.mark.req("R15-44")
def test_progress_is_asked_in_the_subjects_of_the_phase():
    form = PACK.form("review-visit")

    def asked(stages: str) -> list[str]:
        facts = {"provider.stages": stages}
        shown = [item for section in form.sections for item in section.items]
        return [i.id for i in shown if i.id.startswith("progress.") and holds(i.only_if, facts)]

    assert "progress.primary" in asked("primary") and "progress.secondary" not in asked("primary")
    assert "progress.secondary" in asked("secondary")


@pytest.mark.req("R15-45")
@pytest.mark.parametrize(
    ("value", "floor", "word"),
    [(64.0, 65.0, "met"), (65.0, 65.0, "not_met"), (64.0, None, "cannot_tell")],
)
def test_attainment_is_held_against_the_floor_of_the_year(value, floor, word):
    found = known(indicators=figures("floor", value, comparator=floor))
    assert stands("attainment.r", found) == word


@pytest.mark.req("R15-47", "R15-49")
def test_trends_and_growing_gaps_are_offered_as_evidence():
    falling = known(indicators=figures("expected_progress", 94.0, 92.0, 90.0))
    assert stands("trend.r", falling) == "met"
    growing = known(indicators=figures("gap", 10.0, 12.0, 15.0, group="Pupil premium"))
    assert stands("gaps.r", growing) == "met"
    assert propose(SCHEME, falling).category == ""


@pytest.mark.req("R15-48")
def test_the_rubric_says_that_amber_and_red_do_not_differ_for_pupil_premium():
    premium = next(one for one in SCHEME.criteria if one.id == "pp")
    assert "same test" in premium.text


@pytest.mark.req("R15-50")
def test_the_last_grade_and_a_prediction_speak_to_the_inspection_strand():
    assert stands("ofsted.a", inspected("requires_improvement")) == "met"
    assert stands("ofsted.r", inspected("serious_weaknesses")) == "met"
    assert stands("ofsted.r", known()) == "cannot_tell"
    predicted = inspected("good", findings={"at_risk.a": "met"})
    assert (stands("at_risk.a", predicted), stands("ofsted.a", predicted)) == ("met", "not_met")


@pytest.mark.req("R15-52")
def test_capacity_is_judged_beside_the_category():
    assert SCHEME.capacity is not None and SCHEME.capacity.scale == "category-strand"


@pytest.mark.req("R15-55", "R15-56", "R15-58")
@pytest.mark.parametrize("strand", ["assessment", "behaviour", "governance"])
def test_a_strand_has_three_descriptors(strand):
    text = next(one.text for one in SCHEME.criteria if one.id == strand)
    assert all(f"{colour}:" in text for colour in COLOURS)


@pytest.mark.req("R15-54", "R15-59")
def test_teaching_names_its_three_sources_and_parents_their_date_and_count():
    items = {item.id: item for item in PACK.form("review-visit").items()}
    sources = items["outcomes.teaching_evidence"].choices
    assert [choice.value for choice in sources] == ["data", "work", "lessons"]
    assert items["school_priorities.parent_view_on"].kind == "date"
    assert items["school_priorities.complaints"].kind == "number"


@pytest.mark.req("R15-38")
def test_partners_are_looked_at_in_amber_and_red_only():
    form = PACK.visit_form("review_visit")
    shown = {
        code: [s.id for s in visible_sections(form, {}, {"provider.category": code})]
        for code in COLOURS
    }
    assert [code for code in COLOURS if "partner_impact" in shown[code]] == ["amber", "red"]


@pytest.mark.req("R15-60")
def test_the_council_intervenes_only_where_a_school_is_amber_or_red():
    def open_in(category: str) -> list[str]:
        facts = in_category(category).provider
        return [p.power.code for p in powers_now(PACK.powers, facts, (), {}) if not p.why_not]

    assert open_in("green") == []
    assert open_in("amber") == open_in("red") == ["warning_notice"]  # not yet eligible for more
