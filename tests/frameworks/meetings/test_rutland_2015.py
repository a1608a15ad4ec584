"""Meetings, bodies and reports of the service report of 2015."""

import pytest

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.meetings.data import parts, seats, told

PACK = load_pack(PACKS / "rutland-2015")


@pytest.mark.req("R15-17", "R15-21")
@pytest.mark.parametrize(
    ("kind", "says", "events"),
    [
        ("cabinet_attendance", "Key actions to become good", ("cabinet_attended",)),
        (
            "cabinet_and_scrutiny",
            "Why the school was judged inadequate",
            ("cabinet_attended", "scrutiny_attended"),
        ),
    ],
)
def test_head_and_chair_come_once_before_members_with_the_lines_of_the_grade(kind, says, events):
    meeting = PACK.meeting_type(kind)
    assert {"headteacher", "chair", "portfolio_member"} <= set(seats(PACK, kind))
    assert (meeting.single, meeting.events) == (True, events)
    assert says in [one.title for one in meeting.agenda]


@pytest.mark.req("R15-18", "R15-19")
def test_no_clear_evidence_in_the_quarterly_report_leads_to_a_call_in():
    report = PACK.report("quarterly-report")
    assert report.periods == ("quarter",)
    assert told(PACK, report.id)[0] == "portfolio_member/school"
    assert parts(PACK, report.id).count("plan_progress") == 1
    (question,) = [one for one in report.parts if one.kind == "question"]
    assert question.heading == "Clear evidence of improvement" and question.required
    assert question.if_no and question.if_no.event == "no_clear_improvement"
    assert "calls in" in question.if_no.task and question.if_no.role == "lead_officer"
    owed = {one.id: one for one in PACK.obligations}
    assert report.id.replace("-", "_") in owed["quarterly-report"].closed_by
    assert PACK.meeting_type("call_in").events[0] in owed["call-in"].closed_by


@pytest.mark.req("R15-26")
def test_the_board_s_paper_sets_schools_beside_each_other_by_figures_and_category():
    report = PACK.report("board-comparison")
    assert (report.about, report.body) == ("authority", "epb")
    assert {"comparison", "category_counts"} <= set(parts(PACK, report.id))
    assert all(code in PACK.indicators for one in report.parts for code in one.figures)


@pytest.mark.req("R15-27")
def test_the_lead_member_for_schools_has_an_overview():
    assert told(PACK, "lead-member-overview")[0] == "lead_member/school"
    assert "category_counts" in parts(PACK, "lead-member-overview")


@pytest.mark.req("R15-32")
def test_the_performance_board_recommends_four_things_to_the_council():
    body = PACK.body("epb")
    assert list(body.recommends) == ["policy", "strategy", "provision", "evaluation"]
    assert (body.recommends_to, body.refers_to) == ("Council", "council")


@pytest.mark.req("R15-33")
def test_the_collaboration_programme_has_a_roster_by_constituency_with_substitutes():
    body = PACK.body("collaboration")
    assert list(body.constituencies) == ["headteachers", "chairs", "officers", "members", "invited"]
    assert "substitutes" in body.constituencies["invited"]
    meeting = PACK.meeting_type("collaboration_meeting")
    assert (meeting.about, meeting.body, meeting.rhythms) == ("body", "collaboration", ())
