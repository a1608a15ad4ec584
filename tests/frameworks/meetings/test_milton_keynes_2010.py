"""Meetings, bodies and reports of the framework of 2009/10."""

import pytest

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.meetings.data import parts, rhythm, seats, told

PACK = load_pack(PACKS / "milton-keynes-2010")
TIG = PACK.meeting_type("tig")


@pytest.mark.req("MK10-34", "MK10-65")
@pytest.mark.parametrize("kind", ["consultative", "strategy_managers"])
def test_the_groups_of_schools_meet_each_half_term(kind):
    assert rhythm(PACK, kind) == (1, "half_term", 0, "", 0)
    assert PACK.meeting_type(kind).about == "body"


@pytest.mark.req("MK10-38")
def test_how_often_intelligence_is_shared_hangs_on_the_category_with_numbers_of_the_app():
    meeting = PACK.meeting_type("intelligence")
    found = {one.code: rhythm(PACK, "intelligence", category=one.code) for one in PACK.categories}
    assert found["LA4b"] == (0, "", 1, "half_term", 0)
    assert found["LA4a"] == (0, "", 1, "term", 0)
    assert all(found.values()) and all(one.app_default for one in meeting.rhythms)
    assert {"est", "governor_services", "attached_officer"} <= set(meeting.contributions)


@pytest.mark.req("MK10-84", "MK10-86")
def test_the_group_goes_by_both_names_is_required_in_4b_and_possible_in_4a():
    assert (TIG.title, TIG.also) == ("Targeted Intervention Group", "Targeted Intervention Board")
    assert (TIG.required_in, TIG.offered_in) == (("LA4b",), ("LA4a",))


@pytest.mark.req("MK10-100")
def test_head_and_chair_meet_the_assistant_director_with_two_items():
    meeting = PACK.meeting_type("ad_meeting")
    assert (meeting.single, meeting.chair, len(meeting.agenda)) == (True, "ad", 2)
    assert seats(PACK, "ad_meeting") == ["ad", "headteacher", "chair"]


def test_head_and_chair_are_always_there_and_others_by_the_issue():
    assert rhythm(PACK, "tig") == (0, "", 2, "term", 0)
    assert seats(PACK, "tig") == ["headteacher", "chair", "service_lead"]
    assert {"consultant", "senior_leader"} <= set(seats(PACK, "tig", "optional"))


@pytest.mark.req("MK10-106")
def test_milestones_criteria_and_money_are_on_the_agenda():
    kinds = [one.kind for one in TIG.agenda]
    assert {"milestones", "criteria", "funding"} <= set(kinds)
    assert TIG.fund == "Intervention funding"


@pytest.mark.req("MK10-107")
def test_the_summative_meeting_is_held_in_the_group_s_series_and_opens_the_way_out():
    meeting = PACK.meeting_type("summative_meeting")
    gates = [gate for scheme in PACK.schemes for gate in scheme.gates]
    assert meeting.of == "tig"
    assert any(set(meeting.events) <= set(gate.events) for gate in gates)
    assert {"exit", "categories"} <= {one.kind for one in meeting.agenda}


@pytest.mark.req("MK10-111")
def test_the_termly_report_judges_each_criterion_and_closes_what_is_owed():
    report = PACK.report("intervention-report")
    criteria = report.parts[0]
    assert (criteria.kind, report.periods, report.body) == ("criteria", ("term",), "smg")
    assert criteria.columns == (
        "Success criterion", "Degree of success", "Action if not successful",
    )  # fmt: skip
    owed = next(one for one in PACK.obligations if one.id == "intervention-report")
    assert report.id.replace("-", "_") in owed.closed_by
    again = [one.if_no for one in report.parts if one.if_no]
    assert "designs it anew" in again[0].task
    assert told(PACK, report.id)[0] == "ad/file"


@pytest.mark.req("MK10-114")
def test_the_leadership_team_has_counts_and_changes_of_categories():
    report = PACK.report("categorisation-report")
    assert (report.about, report.body, report.periods[0]) == ("authority", "dlt", "year")
    assert parts(PACK, report.id)[:2] == ["category_counts", "category_changes"]
