"""What Kent's strategy of 2009 asks of visits, inspections and ladders, row by row."""

from datetime import date

import pytest

from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.inspections import next_window
from sif_desktop.domain.obligations import DueState
from tests.frameworks.kent_2009 import (
    PACK,
    SCHOOL,
    SETTING,
    at_level,
    follows,
    inspected,
    known,
    open_powers,
    owed,
    shown,
    stands,
    steps,
    told,
)

# --- what is owed -------------------------------------------------------------------------------


@pytest.mark.req("K09-55")
def test_an_intensive_setting_is_monitored_monthly_and_both_hear():
    found = owed(at_level("intensive", SETTING, date(2009, 11, 2)))
    assert found["monthly-monitoring"][:2] == [
        (date(2009, 12, 2), DueState.DUE),
        (date(2010, 1, 2), DueState.DUE),
    ]
    assert "monthly-monitoring" not in owed(at_level("substantial", SETTING))
    assert told("intensive_monitoring", kind="setting") == ["manager", "owner", "area_ey_adviser"]


@pytest.mark.req("K09-61")
@pytest.mark.parametrize(
    ("rhythm", "first"),
    [("monthly", date(2009, 12, 2)), ("termly", None), ("seasonal", date(2010, 2, 2))],
)
def test_joint_evaluation_is_as_often_as_the_need_is(rhythm, first):
    provider = {**SCHOOL, "evaluation_rhythm": rhythm}
    found = owed(at_level("intensive", provider, date(2009, 11, 2)))
    named = [name for name in found if name.startswith("joint-evaluation")]
    assert named == [f"joint-evaluation-{rhythm}"]
    assert first in (None, found[named[0]][0][0])
    assert not any(n.startswith("joint") for n in owed(at_level("substantial", provider)))


@pytest.mark.req("K09-61")
@pytest.mark.parametrize("outcome", ["special_measures", "notice_to_improve"])
def test_a_school_in_an_ofsted_category_is_evaluated_jointly(outcome):
    found = owed(inspected(outcome, {**SCHOOL, "evaluation_rhythm": "termly"}))
    assert "joint-evaluation-termly" in found


@pytest.mark.req("K09-61")
def test_a_joint_evaluation_has_a_section_for_each_key_issue_and_its_readers():
    sections = [section.id for section in PACK.visit_form("joint_evaluation").sections]
    assert [name for name in sections if name.startswith("issue_")][:2] == ["issue_1", "issue_2"]
    assert "frame.joint" in shown("joint_evaluation")
    church = told("joint_evaluation", kind="school", church_school="yes")
    assert church[-2:] == ["acso", "diocesan_officer"]
    assert "diocesan_officer" not in told("joint_evaluation", kind="school", church_school="no")


@pytest.mark.req("K09-27")
def test_national_challenge_has_a_yearly_plan_and_a_floor_of_thirty():
    flagged = known({**SCHOOL, "programmes": "national_challenge"})
    assert owed(flagged)["raising-attainment-plan"] == [(date(2010, 8, 31), DueState.DUE)]
    assert "raising-attainment-plan" not in owed(known())
    secondary = {**SCHOOL, "stages": "secondary"}
    for value, word in ((29.9, "met"), (30.0, "not_met")):
        figure = [{"code": "gcse_5ac_em", "year": 2009, "value": value}]
        assert stands("floor", known(secondary, indicators=figure)) == word


@pytest.mark.req("K09-57")
def test_areas_in_writing_are_followed_by_a_meeting():
    raised = [{"kind": "areas_raised", "date": date(2009, 11, 2)}]
    assert owed(known(events=raised))["action-meeting"] == [(date(2009, 11, 30), DueState.DUE)]
    items = {item.id: item for item in PACK.form("sip-visit").items()}
    assert {choice.value for choice in items["areas.actions"].choices} == {
        "plan",
        "money",
        "staff",
        "specialists",
    }


@pytest.mark.req("K09-08", "K09-46")
def test_self_evaluation_goes_stale_in_settings_and_prus():
    fact = next(one for one in PACK.facts if one.code == "self_evaluation")
    assert fact.remind_after_months == 12
    assert "sef.updated" in shown("setting_visit", kind="setting")
    assert "child.day" in shown("setting_visit", kind="setting")


# --- visits -------------------------------------------------------------------------------------


@pytest.mark.req("K09-04", "K09-28")
def test_a_setting_is_asked_about_six_areas_and_its_leaders_duties():
    titles = [section.title for section in PACK.form("setting-visit").sections]
    for area in ("Leadership and management", "Self-evaluation", "Teaching and learning",
                 "Inclusion", "Partnership with parents", "Curriculum"):  # fmt: skip
        assert area in titles
    assert {"leading.welfare", "inclusion.agencies"} <= set(shown("setting_visit"))


@pytest.mark.req("K09-15")
def test_well_being_and_involvement_are_observed_on_their_own_scale():
    items = {item.id: item for item in PACK.form("setting-visit").items()}
    for name in ("child.wellbeing", "child.involvement"):
        assert items[name].scale == "involvement"
    assert [step.key for step in PACK.scale("involvement").steps] == ["5", "4", "3", "2", "1"]


@pytest.mark.req("K09-17")
def test_governance_asks_what_each_kind_of_board_answers_for():
    assert {"board.accounts", "board.duties"} <= set(shown("governance", kind="school"))
    assert {"board.money", "board.contract"} <= set(shown("governance", kind="setting"))
    assert "policies.capability" in shown("governance", kind="school")


@pytest.mark.req("K09-25", "K09-34")
def test_the_visit_comments_on_the_plan_and_a_contract_where_there_is_one():
    assert {"plan.objectives", "plan.impact", "plan.resources"} <= set(shown("sip_visit"))
    assert "plan.contract" in shown("sip_visit", kind="pru_ac")
    assert "plan.contract" not in shown("sip_visit", kind="school")


@pytest.mark.req("K09-58")
@pytest.mark.parametrize(
    ("kind", "adviser"),
    [
        ("school", "senior_phase_adviser"),
        ("setting", "senior_phase_adviser"),
        ("special_school", "senior_adviser_ia"),
        ("pru_conventional", "senior_adviser_ia"),
        ("pru_ac", "senior_adviser_ia"),
    ],
)
def test_insufficient_progress_is_copied_to_adviser_and_area(kind, adviser):
    usual = told("sip_visit", kind=kind)
    more = told("sip_visit", kind=kind, progress="insufficient")
    assert more == [*usual, adviser, "acso", "lcsp_manager"]


# --- inspections --------------------------------------------------------------------------------


@pytest.mark.req("K09-03", "K09-08", "K09-66")
@pytest.mark.parametrize(
    ("provider", "outcome", "window"),
    [
        (SCHOOL, "good", (date(2009, 10, 6), date(2014, 10, 6))),
        (SCHOOL, "satisfactory", (date(2009, 10, 6), date(2012, 10, 6))),
        (SETTING, "good", (date(2009, 10, 6), date(2012, 10, 6))),
        (SETTING, "inadequate_1", (date(2010, 4, 6), date(2010, 10, 6))),
    ],
)
def test_when_the_next_inspection_is_to_be_expected(provider, outcome, window):
    coming = next_window(PACK.windows, inspected(outcome, provider))
    assert coming is not None and (coming.first, coming.last) == window


@pytest.mark.req("K09-03")
def test_a_satisfactory_school_is_ready_for_a_visit_from_twelve_months_on():
    assert follows(inspected("satisfactory")) == {"monitoring-visit": date(2010, 10, 6)}


@pytest.mark.req("K09-62", "K09-63")
@pytest.mark.parametrize("outcome", ["special_measures", "notice_to_improve"])
@pytest.mark.parametrize("kind", ["school", "special_school", "pru_conventional", "pru_ac"])
def test_consultation_at_the_feedback_and_a_statement_ten_days_after_publication(outcome, kind):
    days = {"feedback": date(2009, 10, 7), "published": date(2009, 10, 30)}
    assert follows(inspected(outcome, {"kind": kind}, **days)) == {
        "consult-on-plan": date(2009, 10, 7),
        "statement-of-action": date(2009, 11, 9),
    }


@pytest.mark.req("K09-63")
def test_before_publication_no_day_is_set():
    assert follows(inspected("special_measures"))["statement-of-action"] is None


@pytest.mark.req("K09-64")
def test_the_statement_says_who_was_consulted_by_kind():
    letter = PACK.letter("statement-of-action")
    fields = {field.code for field in letter.text.fields}
    assert {"acso_on", "lcsp_on", "consulted_on", "parents_on"} <= fields
    assert {"diocese_on", "attendance_on"} <= fields


@pytest.mark.req("K09-65")
@pytest.mark.parametrize(
    ("kind", "finalised"),
    [("school", "principal_phase_adviser"), ("special_school", "senior_adviser_ia"),
     ("pru_ac", "senior_adviser_ia")],
)  # fmt: skip
def test_the_statement_is_finalised_by_kind_and_signed_off_in_order(kind, finalised):
    sign_off = PACK.letter("statement-of-action").sign_off
    facts = {"provider.kind": kind}
    signers = [one.role for one in sign_off.by if all(holds(c, facts) for c in one.when)]
    assert signers[-3:] == [finalised, "acso", "head_of_service"]


@pytest.mark.req("K09-66", "K09-67")
def test_what_an_inadequate_setting_is_answered_with():
    assert list(follows(inspected("inadequate_1", SETTING))) == ["notice-of-action", "follow-up"]
    welfare = follows(inspected("inadequate_2_welfare", SETTING))
    assert list(welfare) == ["enforcement", "outside-help"]
    learning = follows(inspected("inadequate_2_learning", SETTING))
    assert list(learning) == ["setting-notice-to-improve", "outside-help"]


@pytest.mark.req("K09-67")
def test_ofsted_checks_every_three_months_after_inadequate_2_only():
    checks = owed(inspected("inadequate_2_welfare", SETTING))["ofsted-check"]
    assert [day for day, _ in checks][:2] == [date(2010, 1, 6), date(2010, 4, 6)]
    assert "ofsted-check" not in owed(inspected("inadequate_1", SETTING))


# --- concerns, ladders, powers ------------------------------------------------------------------


@pytest.mark.req("K09-56", "K09-68")
def test_sources_of_concern_and_the_two_stages_of_a_complaint():
    concerns = PACK.concerns
    assert {"self_evaluation", "data", "complaint", "partner", "lcsp"} <= set(concerns.sources)
    assert concerns.told_required
    assert [stage.code for stage in concerns.stages] == ["officer", "director"]


@pytest.mark.req("K09-47")
def test_a_contracted_pru_has_a_ladder_of_its_own():
    contracted = {"kind": "pru_ac", "ownership": "contracted"}
    began = ("note_raised", "action_agreed")
    assert "contract_variation" in steps(contracted, *began)
    assert "decommissioning" not in steps(contracted, *began)
    assert "decommissioning" in steps(contracted, *began, "contract_variation")
    staffed = {"kind": "pru_conventional", "ownership": "maintained"}
    assert "contract_variation" not in steps(staffed, *began)


@pytest.mark.req("K09-74", "K09-30")
@pytest.mark.parametrize("ground", ["inadequate_twice", "deregistered", "census", "overpayment"])
def test_a_pvi_setting_may_be_removed_at_once_on_one_of_four_grounds(ground):
    assert "directory_removal" in steps({**SETTING, "pvi_ground": ground})
    assert "directory_removal" not in steps(SETTING)
    other = {**SETTING, "ownership": "maintained", "pvi_ground": ground}
    assert "directory_removal" not in steps(other)


@pytest.mark.req("K09-74")
@pytest.mark.parametrize(
    ("event", "trigger"),
    [
        ("ofsted_deregistered", "pvi.deregistered"),
        ("ofsted_closed", "pvi.deregistered"),
        ("census_missed", "pvi.census"),
        ("overpayment_unpaid", "pvi.overpayment"),
    ],
)
def test_what_ends_a_place_on_the_directory(event, trigger):
    happened = known(SETTING, events=[{"kind": event, "date": date(2009, 11, 3)}])
    assert (stands(trigger, known(SETTING)), stands(trigger, happened)) == ("not_met", "met")


@pytest.mark.req("K09-74")
def test_two_judgements_are_for_the_officer_to_say_and_the_census_is_due_in_january():
    assert stands("pvi.inadequate", known(SETTING)) == "cannot_tell"
    said = known(SETTING, findings={"pvi.inadequate": "met"})
    assert stands("pvi.inadequate", said) == "met"
    assert owed(known(SETTING))["early-years-census"] == [(date(2010, 1, 31), DueState.DUE)]


@pytest.mark.req("K09-70", "K09-71", "K09-72")
def test_powers_with_their_sections_and_whose_they_are():
    found = {one.code: one for one in PACK.powers}
    for code, section in (
        ("warning_notice", "60, 61 and 62"),
        ("arrangements", "63"),
        ("governors", "64"),
        ("interim_members", "65"),
        ("budget", "66"),
        ("ss_governors", "67"),
        ("ss_closure", "68"),
        ("ss_interim_members", "69"),
        ("health_and_safety", "39(3)"),
        ("discipline", "62"),
    ):
        assert found[code].statute.endswith(section)
        assert (found[code].by == "secretary_of_state") is code.startswith("ss_")


@pytest.mark.req("K09-75", "K09-70")
@pytest.mark.parametrize("ground", ["no_response", "special_measures", "notice_to_improve"])
def test_statutory_powers_are_a_last_resort(ground):
    assert open_powers(SCHOOL) == ["health_and_safety", "discipline"]
    assert {"warning_notice", "budget"} <= set(open_powers({**SCHOOL, "last_resort": ground}))
    assert open_powers({**SETTING, "last_resort": ground}) == []
    assert open_powers({"kind": "academy", "maintained": "no", "last_resort": ground}) == []


@pytest.mark.req("K09-20")
def test_the_committee_hears_of_concern_action_and_impact():
    letter = PACK.letter("committee-report")
    assert letter.kind == "members_letter"
    assert [field.code for field in letter.text.fields] == ["concern", "action", "impact"]
