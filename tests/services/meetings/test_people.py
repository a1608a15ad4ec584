"""Who is asked to a meeting by the rulebook, who came, and whose place stayed empty."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.bodies import MemberFields
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields, PersonFields

from .conftest import BESIDE, SCHOOL, holds

DAY = "2026-12-01"


def planned(services, series, day=DAY):
    return services.meetings.plan(series, MeetingFields(day)).uid


def people(services, uid):
    return services.meetings.page(uid).people


def by_role(services, uid):
    return {one.role: one for one in people(services, uid)}


# Whom the rulebook asks -------------------------------------------------------------------------


@pytest.mark.req("R14-45")
def test_the_school_is_asked_by_its_roles_and_who_came_is_recorded(rutland, series):
    holds(rutland, SCHOOL, "headteacher", "Mrs Asha Verma", email="head@oakfield.example")
    holds(rutland, SCHOOL, "senior_leader", "Mr Ben Cole")
    holds(rutland, SCHOOL, "senior_leader", "Ms Di Ames")
    holds(rutland, SCHOOL, "chair", "Dr Ada Finn")
    uid = planned(rutland, series)
    school = [(one.role, one.name) for one in people(rutland, uid) if one.side == "school"]
    assert school[0] == ("headteacher", "Mrs Asha Verma") and school[-1] == ("chair", "Dr Ada Finn")
    assert {name for role, name in school if role == "senior_leader"} == {
        "Mr Ben Cole",
        "Ms Di Ames",
    }
    found = by_role(rutland, uid)
    attend = rutland.meetings.attend
    attend(found["headteacher"].uid, "present")
    attend(found["chair"].uid, "substitute", "Mr Ned Hall")
    attend(found["senior_leader"].uid, "apologies")
    attend(found["attached_officer"].uid, "absent")
    after = by_role(rutland, uid)
    assert (after["chair"].attendance, after["chair"].stand_in) == ("substitute", "Mr Ned Hall")
    assert after["chair"].there and not after["senior_leader"].there
    assert after["attached_officer"].attendance == "absent"


@pytest.mark.req("R14-46")
def test_core_and_optional_members_are_told_apart_and_a_missing_core_member_is_shown(
    rutland, series
):
    holds(rutland, SCHOOL, "headteacher", "Mrs Asha Verma")
    uid = planned(rutland, series)
    found = by_role(rutland, uid)
    assert found["attached_officer"].name == "Kim Rowe"
    assert {role: found[role].part for role in ("service_lead", "sen_officer")} == {
        "service_lead": "core", "sen_officer": "optional",
    }  # fmt: skip
    rutland.meetings.everybody_present(uid)
    missing = {one.role for one in rutland.meetings.page(uid).missing_core}
    assert missing == {"service_lead", "senior_leader", "chair"}
    assert found["service_lead"].name == ""


@pytest.mark.req("R14-47", "TW14-57")
@pytest.mark.parametrize("where", [SCHOOL, BESIDE])
def test_the_diocese_is_asked_to_a_church_school(rutland, series, where):
    holds(rutland, where, "diocese_ce", "Canon Joy Pike", email="pike@diocese.example")
    found = by_role(rutland, planned(rutland, series))
    assert found["diocese_ce"].name == "Canon Joy Pike"
    assert (found["diocese_ce"].email, found["diocese_ce"].side) == (
        "pike@diocese.example", "partner",
    )  # fmt: skip
    assert "diocese_rc" not in found


@pytest.mark.req("TW14-57")
def test_the_diocese_is_asked_to_the_review_of_a_church_school_only(telford):
    holds(telford, SCHOOL, "diocese", "Canon Joy Pike")
    uid = telford.meeting_series.open(SeriesFields("review_team", SCHOOL)).uid
    assert by_role(telford, planned(telford, uid))["diocese"].name == "Canon Joy Pike"
    values = {**telford.schools.entry(SCHOOL).values, "religious_character": "None"}
    telford.schools.edit(SCHOOL, values)
    assert "diocese" not in by_role(telford, planned(telford, uid, "2026-12-08"))


@pytest.mark.req("R14-47")
def test_a_catholic_school_has_the_catholic_diocese_asked(rutland, series):
    values = {**rutland.schools.entry(SCHOOL).values, "religious_character": "Roman Catholic"}
    rutland.schools.edit(SCHOOL, values)
    found = by_role(rutland, planned(rutland, series))
    assert "diocese_rc" in found and "diocese_ce" not in found


def test_whoever_held_a_role_before_is_not_asked(rutland, series):
    holds(rutland, SCHOOL, "headteacher", "Mr Old Gray", "2019-09-01", "2026-08-31")
    holds(rutland, SCHOOL, "headteacher", "Mrs Asha Verma", "2026-09-01")
    named = [one.name for one in people(rutland, planned(rutland, series)) if one.side == "school"]
    assert named[0] == "Mrs Asha Verma" and "Mr Old Gray" not in named


def test_a_seat_of_the_authority_is_asked_as_at_the_last_meeting(rutland, series):
    first = planned(rutland, series, "2026-11-20")
    seat = by_role(rutland, first)["service_lead"]
    given = PersonFields("Jo Bright", "service_lead", "authority", "core", "jo@vale.example")
    rutland.meetings.edit_person(seat.uid, given)
    rutland.meetings.end(first)
    later = by_role(rutland, planned(rutland, series))["service_lead"]
    assert (later.name, later.email) == ("Jo Bright", "jo@vale.example")


def test_the_roster_takes_the_same_statements_however_many_people(
    rutland, series, count_statements
):
    with count_statements() as few:
        planned(rutland, series)
    for number in range(6):
        holds(rutland, SCHOOL, "senior_leader", f"Leader {number}")
    with count_statements() as many:
        planned(rutland, series, "2026-12-08")
    reading = [sum(one.startswith("SELECT") for one in found) for found in (few, many)]
    assert reading[0] == reading[1]


# Who came ---------------------------------------------------------------------------------------


def test_somebody_is_represented_by_a_name(rutland, series):
    found = by_role(rutland, planned(rutland, series))
    with pytest.raises(Problem, match="who stood in"):
        rutland.meetings.attend(found["chair"].uid, "substitute")
    with pytest.raises(Problem, match="neither present"):
        rutland.meetings.attend(found["chair"].uid, "late")


def test_how_often_each_role_was_filled_is_told_over_the_meetings_held(rutland, series):
    holds(rutland, SCHOOL, "headteacher", "Mrs Asha Verma")
    for day, came in (("2026-09-10", "present"), ("2026-10-20", "apologies")):
        uid = planned(rutland, series, day)
        rutland.meetings.attend(by_role(rutland, uid)["headteacher"].uid, came)
        rutland.meetings.end(uid)
    planned(rutland, series)
    turnout = {one.role: one for one in rutland.meeting_series.page(series).turnout}
    head = turnout["headteacher"]
    assert (head.label, head.part, head.asked, head.came) == ("Headteacher", "core", 2, 1)
    assert turnout["chair"].came == 0


def test_somebody_may_be_asked_besides_and_taken_off_again(rutland, series):
    uid = planned(rutland, series)
    added = rutland.meetings.add_person(uid, PersonFields("Sam Rowe", "Speech therapist")).uid
    assert people(rutland, uid)[-1].role_label == "Speech therapist"
    rutland.meetings.remove_person(added)
    assert "Sam Rowe" not in [one.name for one in people(rutland, uid)]
    with pytest.raises(Problem, match="who it is"):
        rutland.meetings.add_person(uid, PersonFields(" "))


# Bodies -----------------------------------------------------------------------------------------


@pytest.mark.req("R14-08")
def test_the_members_of_a_body_on_the_day_are_asked_without_their_substitutes(rutland):
    board = rutland.bodies.add("lapb").uid
    add = rutland.bodies.add_member
    member = add(board, MemberFields("Ann Gale", "academies", from_date="2026-09-01")).uid
    add(board, MemberFields("Bo Lee", "diocese", to_date="2026-08-31"))
    add(board, MemberFields("Cy Dunn", "academies", substitute_of=member))
    uid = rutland.meeting_series.open(SeriesFields("partnership_board", body_uid=board)).uid
    meeting = planned(rutland, uid)
    assert [(one.name, one.role_label) for one in people(rutland, meeting)] == [
        ("Ann Gale", "Academies")
    ]
    assert rutland.meetings.stand_ins(meeting) == {"Ann Gale": ("Cy Dunn",)}


def test_a_member_who_holds_a_role_of_the_rulebook_is_not_asked_twice(rutland):
    group = rutland.bodies.add("scc").uid
    lead = "Head of Lifelong Learning Services"
    rutland.bodies.add_member(group, MemberFields("Nia Ford", role=lead))
    uid = rutland.meeting_series.open(SeriesFields("scc_meeting", body_uid=group)).uid
    asked = people(rutland, planned(rutland, uid))
    assert [one.name for one in asked if one.role_label == lead] == ["Nia Ford"]


@pytest.mark.req("R15-33")
def test_attendance_of_a_series_is_put_out_by_person_and_role(rutland, series):
    holds(rutland, SCHOOL, "headteacher", "Mrs Asha Verma")
    uid = planned(rutland, series, "2026-09-10")
    rutland.meetings.attend(by_role(rutland, uid)["headteacher"].uid, "substitute", "Mr Ben Cole")
    rutland.meetings.end(uid)
    lines = rutland.meeting_series.attendance_out([series])
    assert lines[0] == ("School or body", "Meetings", "Day", "Name", "Role", "Part", "Attendance",
                        "Represented by")  # fmt: skip
    assert ("Oakfield Primary School", "Strategy Meeting", "2026-09-10", "Mrs Asha Verma",
            "Headteacher", "core", "Represented", "Mr Ben Cole") in lines  # fmt: skip
