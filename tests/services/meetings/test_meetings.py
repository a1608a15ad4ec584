"""Meetings: planned, held, missed, cancelled; what the plans were at the end; the invitation."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.meetings import meeting_review
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.plans import PlanFields

from .conftest import SCHOOL, hold, holds

FIELDS = MeetingFields("2026-11-23", "14:00", "15.30", "The library", "Jo Bright")


@pytest.fixture
def planned(rutland, series) -> str:
    return rutland.meetings.plan(series, FIELDS).uid


def row(services, uid):
    return next(one for one in services.meetings.rows() if one.uid == uid)


def test_a_meeting_is_planned_in_the_partition_of_the_school_and_listed(rutland, planned):
    found = row(rutland, planned)
    assert (found.title, found.about, found.day) == (
        "Strategy Meeting", "Oakfield Primary School", "2026-11-23",
    )  # fmt: skip
    assert (found.start_time, found.end_time, found.chair, found.state) == (
        "14:00", "15:30", "Jo Bright", "planned",
    )  # fmt: skip
    assert rutland.meetings.rows("oakfield strategy") and not rutland.meetings.rows("zebra")
    assert rutland.meetings.rows(states=("held",)) == ()


def test_place_and_chair_are_the_series_own_where_nothing_is_said(rutland, series):
    rutland.meeting_series.edit(series, place="Room 2", chair="Kim Rowe")
    uid = rutland.meetings.plan(series, MeetingFields("2026-12-01")).uid
    assert (row(rutland, uid).place, row(rutland, uid).chair) == ("Room 2", "Kim Rowe")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (MeetingFields(""), "The day of the meeting is missing"),
        (MeetingFields("2026-13-01"), "not a date"),
        (MeetingFields("2026-12-01", "25:00"), "not a time of day"),
        (MeetingFields("2026-12-01", "15:00", "14:00"), "ends before it begins"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(rutland, series, given, fault):
    with pytest.raises(Problem, match=fault):
        rutland.meetings.plan(series, given)
    assert rutland.meetings.rows() == ()


def test_a_meeting_begins_and_ends_and_its_agenda_is_drawn_up(rutland, planned):
    rutland.meetings.begin(planned)
    assert row(rutland, planned).state == "under_way"
    rutland.meetings.end(planned)
    assert row(rutland, planned).state == "held"
    assert [one.standing for one in rutland.meetings.page(planned).items][:2] == [
        "minutes", "actions",
    ]  # fmt: skip
    with pytest.raises(Problem, match="held already"):
        rutland.meetings.begin(planned)
    rutland.meetings.reopen(planned)
    assert row(rutland, planned).state == "under_way"


@pytest.mark.parametrize("act", ["missed", "cancel"])
def test_a_meeting_that_is_not_held_says_why(rutland, planned, act):
    turn = getattr(rutland.meetings, act)
    with pytest.raises(Problem, match="reason"):
        turn(planned, " ")
    turn(planned, "The head is ill.")
    assert row(rutland, planned).why == "The head is ill."
    assert rutland.meeting_series.rows()[0].held == 0
    rutland.meetings.reopen(planned)
    assert (row(rutland, planned).state, row(rutland, planned).why) == ("planned", "")


def test_a_meeting_to_come_cannot_have_been_held(rutland, series):
    uid = rutland.meetings.plan(series, MeetingFields("2026-12-01")).uid
    with pytest.raises(Problem, match="still to come"):
        rutland.meetings.end(uid)


def test_the_end_keeps_each_plan_that_was_reviewed_as_it_stands(rutland, planned):
    plans = [
        rutland.plans.begin(SCHOOL, rutland.plans.offered(SCHOOL)[0].id, PlanFields(title)).uid
        for title in ("Plan", "Another plan")
    ]
    part = SCHOOL
    with rutland.context.store.action("Reviewed") as act:
        act.create(meeting_review, part, meeting_uid=planned, plan_uid=plans[0], row_uid="x")
    rutland.meetings.everybody_present(planned)
    rutland.meetings.end(planned)
    (review,) = rutland.plan_following.reviews(plans[0])
    assert (review.title, review.who) == ("Strategy Meeting", "Kim Rowe")
    assert rutland.plan_following.reviews(plans[1]) == ()
    rutland.undo.undo()
    assert rutland.plan_following.reviews(plans[0]) == ()
    rutland.undo.redo()
    rutland.meetings.reopen(planned)
    assert rutland.plan_following.reviews(plans[0]) == ()


def test_deleting_a_meeting_takes_what_is_of_it_and_undo_brings_it_back(rutland, planned):
    before = rutland.meetings.page(planned)
    rutland.meetings.delete(planned)
    with pytest.raises(Problem, match="not there any more"):
        rutland.meetings.page(planned)
    rutland.undo.undo()
    assert rutland.meetings.page(planned) == before


def test_meetings_are_listed_with_the_same_statements_however_many(
    rutland, series, planned, count_statements
):
    with count_statements() as one:
        rutland.meetings.rows()
    hold(rutland, series, "2026-11-20")
    with count_statements() as two:
        assert len(rutland.meetings.rows()) == 2
    assert len(one) == len(two)


def test_meetings_stand_on_the_line_of_time_of_the_school(rutland, series):
    held = hold(rutland, series, "2026-09-10")
    missed = rutland.meetings.plan(series, MeetingFields("2026-11-20")).uid
    rutland.meetings.missed(missed, "The head is ill.")
    rutland.meetings.plan(series, MeetingFields("2026-11-23"))
    found = [one for one in rutland.schools.page(SCHOOL).chronology if one.kind == "meeting"]
    assert [(one.on, one.text, one.uid) for one in found] == [
        ("2026-11-20", "Strategy Meeting not held", missed),
        ("2026-09-10", "Strategy Meeting", held),
        ("2026-09-03", "Strategy Meeting: series begun", series),
    ]


# The invitation ---------------------------------------------------------------------------------


def lines(services, uid):
    text = services.meetings.invitation(uid).decode("utf-8")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_the_invitation_asks_everybody_with_an_address_at_the_hour(rutland, series):
    rutland.settings.change_officer("Kim Rowe", "School officer", "kim@vale.example", "")
    holds(rutland, SCHOOL, "headteacher", "Mrs Asha Verma", email="head@oakfield.example")
    uid = rutland.meetings.plan(series, FIELDS).uid
    found = lines(rutland, uid)
    assert "METHOD:REQUEST" in found and "LOCATION:The library" in found
    assert "DTSTART;TZID=Europe/London:20261123T140000" in found
    assert "DTEND;TZID=Europe/London:20261123T153000" in found
    asked = [one for one in found if one.startswith("ATTENDEE")]
    assert len(asked) == 1 and asked[0].endswith("mailto:head@oakfield.example")
    assert any(one.startswith("DESCRIPTION:1. Minutes of the last meeting\\n2. ") for one in found)
    rutland.meetings.cancel(uid, "Snow")
    assert "STATUS:CANCELLED" in lines(rutland, uid)


def test_an_invitation_without_an_hour_is_for_the_day(rutland, series):
    uid = rutland.meetings.plan(series, MeetingFields("2026-12-01")).uid
    found = lines(rutland, uid)
    assert "DTSTART;VALUE=DATE:20261201" in found and "METHOD:PUBLISH" in found


def test_what_stands_in_a_name_cannot_write_lines_of_its_own(rutland, series):
    rutland.settings.change_officer("Kim Rowe", "", "kim@vale.example", "")
    holds(rutland, SCHOOL, "headteacher", 'A "B"\r\nX-EVIL:1', email="a@b.example\r\nX-EVIL:1")
    uid = rutland.meetings.plan(series, MeetingFields("2026-12-01", place="Hall\r\nX-EVIL:1")).uid
    assert not any(one.startswith("X-EVIL") for one in lines(rutland, uid))


def test_a_series_of_a_body_and_its_meetings_lie_with_the_team(rutland):
    body = rutland.bodies.add("scc").uid
    series = rutland.meeting_series.open(SeriesFields("scc_meeting", body_uid=body)).uid
    uid = hold(rutland, series, "2026-11-20")
    found = row(rutland, uid)
    assert (found.provider_uid, found.about) == ("", "Schools Causing Concern monitoring system")
    with rutland.context.store.read() as connection:
        for table in ("meeting_series", "meeting", "meeting_person", "meeting_item"):
            parts = connection.exec_driver_sql(f"SELECT DISTINCT x_part FROM {table}").all()
            assert parts in ([("team",)], [])
