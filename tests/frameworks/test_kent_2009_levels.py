"""What Kent's strategy of 2009 asks of levels of support and entitlements, row by row."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sif_desktop.domain.day_accounts import Entry, Nature, Split, account
from sif_desktop.domain.entitlements import entitled
from sif_desktop.domain.form_rules import holds
from tests.frameworks.kent_2009 import (
    LEVELS,
    PACK,
    SCHOOL,
    SCHOOL_KINDS,
    SETTING,
    at_level,
    known,
    proposed,
    shown,
    table,
    told,
    words,
)

# --- providers and people -----------------------------------------------------------------------


@pytest.mark.req("K09-01", "K09-48")
def test_each_kind_of_provider_has_its_scheme():
    assert [kind.code for kind in PACK.provider_kinds] == [*SCHOOL_KINDS, "setting"]
    for kind in PACK.provider_kinds:
        scheme = PACK.scheme_for({"provider.kind": kind.code})
        assert scheme is not None
        assert scheme.id == ("settings" if kind.code == "setting" else "schools")


@pytest.mark.req("K09-02", "K09-21")
def test_one_improvement_partner_for_schools_and_settings():
    assert PACK.role_label("attached_officer") == "Improvement partner (SIP)"
    for visit_type in ("sip_visit", "setting_visit"):
        assert PACK.visit_type(visit_type)


@pytest.mark.req("K09-05", "K09-17")
def test_leader_and_board_are_called_by_the_kind_of_provider():
    assert told("sip_visit", kind="school") == ["headteacher", "chair"]
    assert told("sip_visit", kind="pru_conventional") == ["pru_manager", "management_committee"]
    assert told("sip_visit", kind="pru_ac") == ["ac_pru_manager", "management_committee"]
    assert told("setting_visit", kind="setting") == ["manager", "owner"]


@pytest.mark.req("K09-06", "K09-07", "K09-09", "K09-22", "K09-30", "K09-33")
def test_what_is_known_of_a_provider_with_dates():
    facts = {fact.code: fact for fact in PACK.facts}
    assert "link_provider" in facts["setting_type"].values
    assert {"maintained", "pvi", "contracted"} == set(facts["ownership"].values)
    assert {"lcsp", "contract_holder", "managed_by"} <= facts.keys()
    assert "nursery education funding" in facts["pvi_directory"].values["removed"]
    assert facts["programmes"].several  # a programme, not a level


# --- levels of support --------------------------------------------------------------------------


@pytest.mark.req("K09-36")
@pytest.mark.parametrize("scheme", PACK.schemes, ids=lambda one: one.id)
def test_four_levels_in_each_scheme(scheme):
    assert [one.code for one in scheme.categories] == LEVELS
    assert [one.severity for one in scheme.categories] == [0, 1, 2, 3]


@pytest.mark.req("K09-35")
def test_a_level_passes_four_dated_stages():
    scheme = PACK.scheme_for({"provider.kind": "school"})
    assert [stage.code for stage in scheme.stages] == [
        "agreed_head",
        "verified_sip",
        "recorded_sef",
        "logged_note",
    ]
    assert all(stage.required for stage in scheme.stages)


@pytest.mark.req("K09-37", "K09-38", "K09-39", "K09-40")
def test_criteria_by_level_with_their_sources():
    scheme = PACK.scheme_for({"provider.kind": "school"})
    by_strand = {
        strand: [one.id for one in scheme.criteria if one.strand == strand]
        for strand in ("high", "general", "substantial", "intensive")
    }
    assert {f"HC{n}" for n in range(1, 7)} <= set(by_strand["high"])
    assert {f"GS{n}" for n in range(1, 6)} <= set(by_strand["general"])
    assert {f"SS{n}" for n in range(1, 8)} <= set(by_strand["substantial"])
    assert by_strand["intensive"] == [f"IS{n}" for n in range(1, 9)]
    ofsted = {one.id for one in scheme.criteria if "Ofsted Framework 2009" in one.paragraph}
    assert {"HC2", "GS2", "SS4", "IS4"} <= ofsted and "IS8" not in ofsted


@pytest.mark.req("K09-42")
@pytest.mark.parametrize(
    ("attainment", "progress", "level"),
    [
        ("above_average", "outstanding", "high_capacity"),
        ("high", "good", "high_capacity"),
        ("above_average", "good", "general"),
        ("average", "outstanding", "general"),
        ("high", "satisfactory", "substantial"),
        ("low_improving", "good", "substantial"),
        ("high", "inadequate", "intensive"),
        ("low_static", "satisfactory_static", "intensive"),
        ("low", "good", ""),
    ],
)
def test_attainment_and_progress_lead_to_a_level(attainment, progress, level):
    assert table(attainment, progress) == level


@pytest.mark.req("K09-42")
def test_exceptions_are_chosen_and_each_belongs_to_its_cell():
    assert table("average", "outstanding", "HC6.effective") == "high_capacity"
    assert table("average", "good", "HC6.effective") == "general"
    assert table("low", "outstanding") == ""
    assert table("low", "outstanding", "GS5.exception") == "general"
    assert table("low_improving", "satisfactory_improving") == ""
    assert table("low_improving", "satisfactory_improving", "SS6.exception") == "substantial"


@pytest.mark.req("K09-38")
def test_a_new_head_comes_from_the_day_of_taking_up_post():
    best = {"attainment": "high", "progress": "outstanding"}
    for day, level in ((date(2008, 11, 26), "general"), (date(2008, 11, 25), "high_capacity")):
        events = [{"kind": "head_appointed", "date": day}]
        assert proposed(findings=best, events=events) == level


@pytest.mark.req("K09-37", "K09-38")
@pytest.mark.parametrize("judgement", ["outcomes", "capacity"])
def test_the_table_proposes_no_level_that_a_judgement_speaks_against(judgement):
    for progress in ("good", "outstanding"):
        graded = {"attainment": "high", "progress": progress, judgement: "satisfactory"}
        assert proposed(findings=graded) == ""
    graded = {"attainment": "average", "progress": "good", judgement: "satisfactory"}
    assert proposed(findings=graded) == ""


@pytest.mark.req("K09-38")
def test_satisfactory_capacity_is_an_exception_for_general_only():
    graded = {"capacity": "satisfactory", "progress": "good", "GS2.exception": "met"}
    assert proposed(findings={**graded, "attainment": "average"}) == "general"
    assert proposed(findings={**graded, "attainment": "high"}) == ""


@pytest.mark.req("K09-39")
def test_concerns_evidenced_by_area_or_partner_count():
    assert table("high", "good", "SS7") == "substantial"


@pytest.mark.req("K09-40")
@pytest.mark.parametrize("judgement", ["outcomes", "capacity", "equality", "safeguarding"])
def test_one_inadequate_judgement_is_enough_for_intensive(judgement):
    best = {"attainment": "high", "progress": "outstanding"}
    assert proposed(findings={**best, judgement: "good"}) == "high_capacity"
    assert proposed(findings={**best, judgement: "satisfactory"}) != "intensive"
    assert proposed(findings={**best, judgement: "inadequate"}) == "intensive"


@pytest.mark.req("K09-40")
@pytest.mark.parametrize("criterion", ["IS5", "IS8"])
def test_what_is_found_by_hand_is_enough_too(criterion):
    assert table("high", "outstanding", criterion) == "intensive"


@pytest.mark.req("K09-33")
def test_a_national_challenge_school_may_have_high_capacity():
    best = {"attainment": "high", "progress": "outstanding"}
    assert proposed({**SCHOOL, "programmes": "national_challenge"}, findings=best) == LEVELS[0]


@pytest.mark.req("K09-16")
def test_capacity_is_judged_by_its_three_parts():
    for visit_type in ("sip_visit", "setting_visit"):
        items = shown(visit_type)
        assert {"capacity.record", "capacity.accuracy", "capacity.weaknesses"} <= set(items)
        assert "capacity.barriers" in items
    assert all(scheme.capacity is not None for scheme in PACK.schemes)


# --- settings -----------------------------------------------------------------------------------


def setting(quality: str = "", events: Any = (), **findings: str) -> str:
    graded = {"quality": quality} if quality else {}
    seen = {**graded, **{name.replace("__", "."): value for name, value in findings.items()}}
    return proposed(SETTING, findings=seen, events=list(events))


@pytest.mark.req("K09-49", "K09-50", "K09-51", "K09-52")
def test_settings_are_sorted_by_key_criteria_others_beside_them():
    scheme = PACK.scheme_for({"provider.kind": "setting"})
    key = {one.id for one in scheme.criteria if one.strand == "key"}
    assert key == {"EHC1", *(f"EGS{n}" for n in (1, 2, 3)), *(f"ESS{n}" for n in (1, 2, 3)),
                   "EIS1", "EIS2"}  # fmt: skip
    others = [one.id for one in scheme.criteria if one.strand == "other"]
    assert setting(**dict.fromkeys(others, "met")) == ""


@pytest.mark.req("K09-49", "K09-50")
def test_one_key_criterion_is_enough():
    assert setting("good") == "high_capacity"
    assert setting("satisfactory_good_features") == "general"
    assert setting("good", EGS1="met") == "general"
    assert setting("good", [{"kind": "leader_appointed", "date": date(2009, 9, 1)}]) == "general"
    assert proposed({**SETTING, "leader_standing": "acting"}) == "substantial"


@pytest.mark.req("K09-51", "K09-52")
@pytest.mark.parametrize(
    ("left_on", "level"),
    [
        (date(2008, 11, 26), "intensive"),
        (date(2008, 11, 25), "substantial"),
        (date(2007, 11, 26), "substantial"),
        (date(2007, 11, 25), "high_capacity"),
    ],
)
def test_removal_from_a_category_is_looked_back_to_for_one_year_and_for_two(left_on, level):
    assert setting("good", [{"kind": "left_ofsted_category", "date": left_on}]) == level


@pytest.mark.req("K09-52")
def test_concern_in_many_areas_tells_intensive_from_substantial():
    areas = ("breadth", "skills", "involvement", "turnover", "staffing")
    for count, level in ((1, "substantial"), (2, "substantial"), (3, "intensive")):
        found = {f"concern__{area}": "met" for area in areas[:count]}
        rest = {f"concern__{area}": "not_met" for area in areas[count:]}
        assert setting("needs_improvement", **found, **rest) == level


@pytest.mark.req("K09-52")
@pytest.mark.parametrize("outcome", ["inadequate_1", "inadequate_2_welfare"])
def test_an_inadequate_setting_is_intensive(outcome):
    one = [{"date": date(2009, 10, 6), "outcomes": [outcome]}]
    assert proposed(SETTING, inspections=one) == "intensive"


# --- entitlements -------------------------------------------------------------------------------


@pytest.mark.req("K09-43", "K09-44")
@pytest.mark.parametrize(
    ("level", "partner", "adviser"),
    [
        ("high_capacity", "up to 5 days", "up to 10 days"),
        ("general", "5 days", "up to 10 days"),
        ("substantial", "up to 7 days and more by arrangement", "up to 15 days"),
        ("intensive", "up to 10 days", "up to 20 days"),
    ],
)
def test_days_of_the_partner_or_instead_of_the_adviser(level, partner, adviser):
    name = level.replace("_", "-")
    assert words({**SCHOOL, "category": level}) == {f"partner-{name}": partner}
    challenged = words({**SCHOOL, "category": level, "programmes": "national_challenge"})
    assert challenged == {f"adviser-{name}": adviser, "plan-support": "by arrangement"}


@pytest.mark.req("K09-23")
@pytest.mark.parametrize("level", LEVELS)
def test_the_authority_owes_an_academy_no_days_of_a_partner(level):
    assert words({"kind": "academy", "maintained": "no", "category": level}) == {}


@pytest.mark.req("K09-43")
def test_used_and_planned_days_are_counted_against_the_number():
    half, name = Decimal("0.5"), "partner-intensive"
    entries = [
        Entry(name, Nature.USED, Split(half, Decimal(2), half)),
        Entry(name, Nature.PLANNED, Split(on_site=Decimal(1))),
    ]
    (given,) = entitled(PACK.entitlements, at_level("intensive", SCHOOL).provider)
    found = account(given, entries)
    assert (found.used.total, found.planned.total, found.left) == (3, 1, 6)


@pytest.mark.req("K09-53")
@pytest.mark.parametrize("kind", ["sessional", "full_day_care", "link_provider"])
@pytest.mark.parametrize("level", LEVELS)
def test_visits_by_type_of_setting_and_level(kind, level):
    more = kind != "sessional" and level in ("substantial", "intensive")
    (said,) = words({**SETTING, "setting_type": kind, "category": level}).values()
    assert said == f"{6 if more else 3} visits and 1 more if required"


@pytest.mark.req("K09-45")
def test_kinds_of_support_are_those_of_the_level():
    def offered(level: str, **facts: str) -> set[str]:
        given = known({**SCHOOL, "category": level, **facts}).provider
        return {kind.code for kind in PACK.catalogue if all(holds(c, given) for c in kind.when)}

    assert "ask_training" in offered("general")
    assert {"ensuring_success"} <= offered("substantial", stages="primary")
    assert "ensuring_success" not in offered("substantial", stages="secondary")
    assert {"rays", "ast", "intensive_programme"} <= offered("intensive") - offered("substantial")
