"""Meetings and reports of the protocol of 2014."""

import pytest

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.meetings.data import parts, rhythm, seats, told

PACK = load_pack(PACKS / "telford-2014")
REVIEW = PACK.meeting_type("review_team")


@pytest.mark.req("TW14-35")
def test_the_review_team_meets_each_half_term_and_its_minutes_go_to_school_and_officers():
    assert rhythm(PACK, "review_team") == (0, "", 1, "half_term", 0)
    assert REVIEW.chair == "review_chair"
    assert told(PACK, "review-team-minutes") == [
        "headteacher/school", "chair/governors", "sdm/school", "ad/school", "file/file",
    ]  # fmt: skip


@pytest.mark.req("TW14-43")
def test_the_assistant_director_has_a_progress_report():
    assert told(PACK, "ad-report")[0] == "ad/file"
    assert {"plan_progress", "minutes", "open_actions"} <= set(parts(PACK, "ad-report"))


@pytest.mark.req("TW14-44")
def test_the_formal_review_is_reported_to_staff_and_governors():
    readers = told(PACK, "formal-review-report")
    assert {"all_staff/school", "chair/governors"} <= set(readers)


@pytest.mark.req("TW14-45")
def test_the_service_delivery_manager_meets_governors_each_term_and_hears_hmi():
    review = PACK.meeting_type("governor_review")
    assert (review.chair, review.required_in) == ("sdm", ("4b",))
    assert rhythm(PACK, "governor_review") == (0, "", 1, "term", 0)
    feedback = PACK.meeting_type("hmi_feedback")
    assert feedback.single and "sdm" in seats(PACK, "hmi_feedback")
    assert "attached_officer" in seats(PACK, "hmi_feedback", "optional")


@pytest.mark.req("TW14-49")
def test_the_four_parts_of_the_authority_s_role_are_terms_of_reference():
    assert [one.split()[0] for one in REVIEW.terms] == ["Assess", "Devise", "Monitor", "Remove"]


@pytest.mark.req("TW14-50")
def test_services_take_part_as_relevant_and_head_and_chair_always():
    assert seats(PACK, "review_team") == [
        "review_chair", "attached_officer", "headteacher", "chair",
    ]  # fmt: skip
    assert seats(PACK, "review_team", "optional") == [
        "senior_leader", "ep", "ewo", "bst", "finance", "hr", "capital",
    ]  # fmt: skip


@pytest.mark.req("TW14-51")
def test_the_agenda_has_the_nine_fixed_headings_and_figures_where_there_are_data():
    assert [(one.heading, one.title) for one in REVIEW.agenda] == [
        ("", "Human Resources"),
        ("", "Finance"),
        ("School Developments", "Raising Achievement Plan update"),
        ("School Developments", "Evidence and judgements from monitoring"),
        ("School Developments", "Pupil progress data"),
        ("School Developments", "Attendance"),
        ("School Developments", "Exclusions"),
        ("School Developments", "Leadership and management concerns"),
        ("School Developments", "Exit Strategy"),
    ]
    figures = {one.id: one.figures for one in REVIEW.agenda if one.kind == "figures"}
    assert figures == {
        "progress": ("results", "progress"), "attendance": ("attendance",),
        "exclusions": ("exclusions",),
    }  # fmt: skip


@pytest.mark.req("TW14-52")
def test_a_review_held_is_the_event_that_opens_the_gate_of_categories_three_and_four():
    gates = [gate for scheme in PACK.schemes for gate in scheme.gates]
    assert any(set(REVIEW.events) <= set(gate.events) for gate in gates)
    assert REVIEW.required_in == ("3", "4a", "4b")


@pytest.mark.req("TW14-57")
def test_the_diocese_has_a_seat_and_the_minutes_of_church_schools_alone():
    church, other = {"church_school": "yes"}, {"church_school": "no"}
    assert "diocese" in seats(PACK, "review_team", "optional", **church)
    assert "diocese" not in seats(PACK, "review_team", "optional", **other)
    assert "diocese/school" in told(PACK, "review-team-minutes", **church)
    assert "diocese/school" not in told(PACK, "review-team-minutes", **other)


@pytest.mark.req("TW14-58")
def test_the_progress_of_all_schools_is_fed_back():
    report = PACK.report("all-schools-report")
    assert (report.about, told(PACK, report.id)[0]) == ("authority", "ad/file")
