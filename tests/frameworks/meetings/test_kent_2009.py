"""Meetings, bodies and reports of the strategy of 2009."""

import pytest

from sif_desktop.frameworks.loader import load_pack
from tests.frameworks.conftest import PACKS
from tests.frameworks.meetings.data import offered, parts, seats, told

PACK = load_pack(PACKS / "kent-2009")


@pytest.mark.req("K09-20")
def test_the_overview_committee_reads_three_columns():
    (cases, _comment) = PACK.report("poc-report").parts
    assert cases.columns == ("School", "Action taken", "Impact on outcomes")
    assert PACK.report("poc-report").body == "poc"
    assert "dioceses" in PACK.body("poc").constituencies


@pytest.mark.req("K09-55")
def test_a_setting_s_monthly_report_goes_to_owner_and_authority_and_closes_the_month():
    report = PACK.report("setting-monthly-report")
    assert report.periods == ("month",)
    assert told(PACK, report.id)[:2] == ["owner/governors", "area_ey_adviser/school"]
    owed = next(one for one in PACK.obligations if one.id == "monthly-monitoring")
    assert "setting_monthly_report" in owed.closed_by


@pytest.mark.req("K09-57")
@pytest.mark.parametrize(
    ("kind", "there"),
    [
        ("school", ["headteacher", "chair", "attached_officer"]),
        ("pru_conventional", ["pru_manager", "management_committee", "attached_officer"]),
        ("setting", ["manager", "owner", "attached_officer"]),
    ],
)
def test_after_a_written_concern_three_meet_on_action_and_support(kind, there):
    assert seats(PACK, "after_note_meeting", kind=kind) == there
    assert PACK.meeting_type("after_note_meeting").events == ("action_meeting",)


@pytest.mark.req("K09-61")
@pytest.mark.parametrize(("church", "diocese"), [("yes", True), ("no", False)])
def test_the_joint_evaluation_has_both_authors_key_issues_and_a_chosen_rhythm(church, diocese):
    report = PACK.report("joint-evaluation-report")
    assert {"attached_officer", "headteacher"} <= set(report.authors)
    assert report.periods == ("month", "term", "quarter")
    assert parts(PACK, report.id)[0] == "key_issues"
    readers = told(PACK, report.id, kind="school", church_school=church)
    assert "acso/school" in readers
    assert ("diocesan_officer/school" in readers) is diocese
    owed = [one for one in PACK.obligations if one.id.startswith("joint-evaluation-")]
    assert len(owed) == 3
    assert all("joint_evaluation_report" in one.closed_by for one in owed)


def test_after_an_inspection_the_plan_s_changes_are_consulted_on_but_not_with_settings():
    meeting = PACK.meeting_type("post_inspection_consult")
    assert meeting.events == ("plan_consultation",)
    assert offered(PACK, meeting.code, kind="pru_ac")
    assert not offered(PACK, meeting.code, kind="setting")


@pytest.mark.req("K09-69")
def test_evaluations_have_the_audiences_the_strategy_names():
    assert {"lcsp_board", "challenge_board", "ht_forum"} <= {one.code for one in PACK.bodies}
    assert "comparison" in parts(PACK, "evaluation-report")
