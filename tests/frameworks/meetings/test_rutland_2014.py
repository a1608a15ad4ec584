"""Meetings, bodies and reports of the strategic plan of 2014."""

import pytest

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.meetings.data import offered, parts, rhythm, seats, told

PACK = load_pack(PACKS / "rutland-2014")
STRATEGY = PACK.meeting_type("strategy_meeting")


@pytest.mark.req("R14-04")
def test_evidence_can_be_kept_by_the_nine_aspects_of_the_inspection_of_the_authority():
    aspects = PACK.monitoring.aspects
    assert [one.code for one in aspects] == [
        "leadership", "policy", "knowledge", "intervention", "impact", "brokerage", "leaders",
        "governance", "funding",
    ]  # fmt: skip
    assert {one.paragraph for one in aspects} == {"1.10"}


@pytest.mark.req("R14-08")
def test_the_partnership_board_has_six_constituencies_and_papers_of_its_own():
    assert list(PACK.body("lapb").constituencies) == [
        "maintained_schools", "academies", "diocese", "authority", "elected_members", "others",
    ]  # fmt: skip
    papers = PACK.report("board-pack")
    assert (papers.about, papers.body) == ("authority", "lapb")
    assert {"category_counts", "cases", "comparison"} <= set(parts(PACK, "board-pack"))
    assert "concerns" not in parts(PACK, "board-pack")


@pytest.mark.req("R14-41")
def test_a_strategy_meeting_goes_through_every_priority():
    (item,) = [one for one in STRATEGY.agenda if one.kind == "priorities"]
    assert item.paragraph == "4.5, 4.10" and "what has gone well" in item.prompt


@pytest.mark.req("R14-42")
def test_it_is_held_every_six_weeks_at_the_school_with_a_week_s_grace_that_is_the_app_s():
    assert rhythm(PACK, "strategy_meeting") == (6, "week", 0, "", 7)
    assert STRATEGY.place == "At the school" and STRATEGY.rhythms[0].app_default
    assert (STRATEGY.required_in, STRATEGY.events) == (("scc",), ("strategy_meeting",))


@pytest.mark.req("R14-43", "R14-44")
def test_three_criteria_begin_a_series_and_three_end_it_each_noted_as_an_event():
    assert [one.code for one in STRATEGY.start] == ["ofsted_grade", "circumstances", "urgency"]
    assert [one.code for one in STRATEGY.end] == ["good", "resolved", "sustained"]
    assert {one.paragraph for one in (*STRATEGY.start, *STRATEGY.end)} == {"4.5"}
    assert STRATEGY.begins == ("strategy_meetings_begun",)
    assert STRATEGY.ends == ("strategy_meetings_ended",)


@pytest.mark.req("R14-45", "R14-46")
def test_the_core_is_head_senior_staff_chair_head_of_service_and_officer():
    core = ["headteacher", "senior_leader", "chair", "service_lead", "attached_officer"]
    assert seats(PACK, "strategy_meeting") == core
    assert seats(PACK, "strategy_meeting", "optional") == ["early_years_adviser", "sen_officer"]


@pytest.mark.req("R14-47")
@pytest.mark.parametrize(
    ("denomination", "diocese"),
    [("church_of_england", ["diocese_ce"]), ("roman_catholic", ["diocese_rc"]), ("none", [])],
)
def test_the_diocese_of_the_school_s_own_denomination_has_a_seat(denomination, diocese):
    optional = seats(PACK, "strategy_meeting", "optional", denomination=denomination)
    assert [role for role in optional if role.startswith("diocese")] == diocese
    minutes = told(PACK, "strategy-meeting-minutes", denomination=denomination)
    assert [one for one in minutes if "diocese" in one] == [f"{one}/school" for one in diocese]


@pytest.mark.req("R14-48")
def test_minutes_go_to_the_two_monthly_meeting_whose_papers_gather_them():
    assert STRATEGY.reports_to == "scc_meeting"
    assert rhythm(PACK, "scc_meeting") == (2, "month", 0, "", 0)
    kinds = [one.kind for one in PACK.meeting_type("scc_meeting").agenda]
    assert {"reported", "concerns", "cases", "categories"} <= set(kinds)
    papers = PACK.report("scc-pack")
    assert (papers.body, papers.periods) == ("scc", ("meeting",))
    assert {"minutes", "concerns", "cases", "category_changes"} <= set(parts(PACK, "scc-pack"))


@pytest.mark.req("R14-73")
def test_the_group_for_looked_after_children_has_the_virtual_head_in_the_chair_and_no_names():
    meeting = PACK.meeting_type("lac_meeting")
    assert (meeting.chair, meeting.rhythms) == ("virtual_head", ())
    assert all("no names" in one.prompt for one in meeting.agenda if one.kind == "topic")


@pytest.mark.req("R14-74")
def test_sacre_meets_three_times_a_year_and_recommends_to_the_partnership_board():
    assert rhythm(PACK, "sacre_meeting") == (0, "", 3, "year", 0)
    body = PACK.body("sacre")
    assert (body.refers_to, len(body.recommends)) == ("lapb", 2)


def test_strategy_meetings_are_about_schools_and_no_early_years_provider():
    assert offered(PACK, "strategy_meeting", kind="academy")
    assert not offered(PACK, "strategy_meeting", kind="early_years_provider")
