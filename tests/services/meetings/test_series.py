"""Series of meetings: begun and ended for a reason, kept in time, offered by the rulebook."""

from datetime import date

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Event
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.knowing import known_of, known_of_all
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from tests.services.conftest import TODAY

from .conftest import BESIDE, SCHOOL, WHY, hold, into


def known(services, school=SCHOOL):
    context = services.context
    with context.store.read() as connection:
        return known_of(connection, context.pack(), school, TODAY)


def kinds(services):
    return [event.kind for event in known(services).events]


# Beginning and ending ---------------------------------------------------------------------------


@pytest.mark.req("R14-43")
def test_a_series_begins_for_a_reason_of_the_rulebook_with_evidence(rutland):
    begin = rutland.meeting_series.open
    with pytest.raises(Problem, match="for a reason"):
        begin(SeriesFields("strategy_meeting", SCHOOL, start_evidence="It is so."))
    with pytest.raises(Problem, match="no evidence"):
        begin(SeriesFields("strategy_meeting", SCHOOL, start_reasons=("urgency",)))
    with pytest.raises(Problem, match="no reason “weather”"):
        begin(SeriesFields("strategy_meeting", SCHOOL, "", "", ("weather",), "Rain"))
    assert rutland.meeting_series.rows("") == ()
    page = rutland.meeting_series.page(begin(SeriesFields("strategy_meeting", SCHOOL, **WHY)).uid)
    assert page.start_reasons == ("circumstances",) and page.start_evidence.startswith("The head")
    assert len(page.type.start) == 3


@pytest.mark.req("R14-44")
def test_a_series_ends_for_a_reason_of_the_rulebook_with_evidence(rutland, series):
    close = rutland.meeting_series.close
    with pytest.raises(Problem, match="for a reason"):
        close(series, (), "Good since June.")
    with pytest.raises(Problem, match="no evidence"):
        close(series, ("good",), " ")
    assert [row.uid for row in rutland.meeting_series.rows()] == [series]
    close(series, ("good",), "Good since June.", "2026-11-20")
    page = rutland.meeting_series.page(series)
    assert (page.row.state, page.row.closed_on, page.end_reasons) == (
        "closed", "2026-11-20", ("good",),
    )  # fmt: skip
    assert rutland.meeting_series.rows() == () and page.row.due is None
    rutland.meeting_series.reopen(series)
    assert rutland.meeting_series.page(series).end_reasons == ()


def test_a_second_series_of_the_kind_is_refused_while_one_is_open(rutland, series):
    with pytest.raises(Problem, match="open already"):
        rutland.meeting_series.open(SeriesFields("strategy_meeting", SCHOOL, **WHY))
    assert rutland.meeting_series.offers(SCHOOL)[0].open_uid == series


def test_closing_cancels_what_was_planned_for_later_and_undo_brings_it_back(rutland, series):
    forgotten = rutland.meetings.plan(series, MeetingFields("2026-11-16")).uid
    later = rutland.meetings.plan(series, MeetingFields("2026-12-01")).uid
    rutland.meeting_series.close(series, ("good",), "Good since June.")
    states = {one.uid: (one.state, one.why) for one in rutland.meetings.rows()}
    assert states == {
        forgotten: ("planned", ""), later: ("cancelled", "The series was closed."),
    }  # fmt: skip
    rutland.undo.undo()
    assert {one.state for one in rutland.meetings.rows()} == {"planned"}


def test_a_closed_series_takes_no_meeting(rutland, series):
    rutland.meeting_series.close(series, ("good",), "Good since June.")
    with pytest.raises(Problem, match="closed"):
        rutland.meetings.plan(series, MeetingFields("2026-12-01"))


# Kept in time -----------------------------------------------------------------------------------


@pytest.mark.req("R14-42")
def test_six_weeks_with_tolerance_and_what_was_late_stand_in_the_report(rutland, series):
    hold(rutland, series, "2026-09-10")
    hold(rutland, series, "2026-10-27")  # 6 weeks and 5 days
    row = rutland.meeting_series.rows()[0]
    assert (row.due, row.overdue, row.late, row.held) == (date(2026, 12, 8), False, 0, 2)
    hold(rutland, series, "2026-09-03")
    assert rutland.meeting_series.rows()[0].held == 3
    headings, line = rutland.meeting_series.lines_out([row])
    assert dict(zip(headings, line, strict=True))["Owed by"] == "2026-12-08"


@pytest.mark.req("R14-42")
def test_a_series_nobody_held_is_overdue(rutland, series):
    row = rutland.meeting_series.rows()[0]
    assert row.overdue and row.late == 1 and row.due == date(2026, 10, 15)
    page = rutland.meeting_series.page(series)
    assert page.proposed == date(2026, 11, 24) and "4.5, 4.10" in page.proposed_why


def test_a_rhythm_agreed_for_one_series_stands_before_the_rulebooks(rutland, series):
    rutland.meeting_series.edit(series, every=3, unit="week")
    hold(rutland, series, "2026-11-20")
    assert rutland.meeting_series.rows()[0].due == date(2026, 12, 11)
    rutland.meeting_series.edit(series, every=0)
    assert rutland.meeting_series.rows()[0].due == date(2027, 1, 1)
    with pytest.raises(Problem, match="how often"):
        rutland.meeting_series.edit(series, every=2, unit="moon")


def test_series_are_read_with_the_same_statements_however_many(rutland, series, count_statements):
    with count_statements() as one:
        rutland.meeting_series.rows()
    rutland.meeting_series.open(SeriesFields("strategy_meeting", BESIDE, **WHY))
    hold(rutland, series, "2026-09-10")
    with count_statements() as two:
        assert len(rutland.meeting_series.rows()) == 2
    assert len(one) == len(two)


# What meetings count as -------------------------------------------------------------------------


def test_beginning_and_ending_a_series_and_holding_meetings_are_events(rutland, series):
    uid = hold(rutland, series, "2026-09-10")
    rutland.meetings.plan(series, MeetingFields("2026-11-30"))
    rutland.meeting_series.close(series, ("good",), "Good since June.", "2026-11-20")
    assert kinds(rutland) == [
        "strategy_meetings_begun", "strategy_meeting", "strategy_meetings_ended",
    ]  # fmt: skip
    assert Event("strategy_meeting", date(2026, 9, 10), uid) in known(rutland).events
    rutland.meetings.delete(uid)
    assert "strategy_meeting" not in kinds(rutland)


def test_a_meeting_of_a_body_counts_for_no_school(rutland):
    body = rutland.bodies.add("scc").uid
    uid = rutland.meeting_series.open(SeriesFields("scc_meeting", body_uid=body)).uid
    hold(rutland, uid, "2026-09-10")
    with rutland.context.store.read() as connection:
        found = known_of_all(connection, rutland.context.pack(), TODAY)
    assert all(not one.events for one in found.values())


@pytest.mark.req("TW14-52")
def test_a_category_changes_after_a_review_meeting_since_the_last_change(telford):
    def shut():
        found = telford.categories.view(SCHOOL).options
        return [line.text for one in found if one.code == "4b" for line in one.shut]

    assert any("review meeting" in one for one in shut())
    uid = telford.meeting_series.open(SeriesFields("review_team", SCHOOL)).uid
    hold(telford, uid, "2026-10-06")
    assert not any("review meeting" in one for one in shut())


def test_a_review_held_closes_what_the_rulebook_asks_of_the_half_term(telford):
    def done():
        rows = telford.obligations.rows(done=True)
        mine = [one for one in rows if one.obligation == "review-team"]
        return [one.closed_on for one in mine if one.state is DueState.DONE]

    assert done() == []
    uid = telford.meeting_series.open(SeriesFields("review_team", SCHOOL)).uid
    hold(telford, uid, "2026-10-06")
    assert done() == [date(2026, 10, 6)]


# What is offered --------------------------------------------------------------------------------


@pytest.mark.req("MK10-86")
def test_entering_the_deepest_category_asks_for_the_group_under_either_name(keynes):
    offer = next(one for one in keynes.meeting_series.offers(SCHOOL) if one.kind == "tig")
    assert offer.required and "LA4b" in offer.why
    assert (offer.title, offer.also) == (
        "Targeted Intervention Group", "Targeted Intervention Board",
    )  # fmt: skip
    wanted = [(one.provider_uid, one.offer.kind) for one in keynes.meeting_series.wanting()]
    assert wanted == [(SCHOOL, "ad_meeting"), (SCHOOL, "tig")]
    named = SeriesFields("tig", SCHOOL, title="Targeted Intervention Board")
    uid = keynes.meeting_series.open(named).uid
    assert keynes.meeting_series.page(uid).row.title == "Targeted Intervention Board"
    assert [one.offer.kind for one in keynes.meeting_series.wanting()] == ["ad_meeting"]


def test_a_meeting_held_once_is_wanted_no_more_until_the_category_is_entered_again(keynes):
    fields = SeriesFields("ad_meeting", SCHOOL, opened_on="2026-09-10")
    uid = keynes.meeting_series.open(fields).uid
    keynes.meeting_series.close(uid)
    assert [one.offer.kind for one in keynes.meeting_series.wanting()] == ["tig"]
    with keynes.context.store.action("Out and in") as act:
        into(act, "LA3", "2026-10-01")
        into(act, "LA4b", "2026-11-02")
    assert [one.offer.kind for one in keynes.meeting_series.wanting()] == ["ad_meeting", "tig"]


def test_a_summative_meeting_is_held_within_the_series_of_the_group(keynes):
    with pytest.raises(Problem, match="within its series"):
        keynes.meeting_series.open(SeriesFields("summative_meeting", SCHOOL))
    uid = keynes.meeting_series.open(SeriesFields("tig", SCHOOL)).uid
    assert [one.code for one in keynes.meetings.kinds_within(uid)] == ["tig", "summative_meeting"]
    hold(keynes, uid, "2026-11-20", "summative_meeting")
    assert kinds(keynes) == ["summative_meeting"]
    with pytest.raises(Problem, match="not held within this series"):
        keynes.meetings.plan(uid, MeetingFields("2026-12-01", kind="intelligence"))


@pytest.mark.req("MK10-105")
def test_the_group_is_owed_twice_a_term_and_a_missing_head_is_shown(keynes):
    uid = keynes.meeting_series.open(SeriesFields("tig", SCHOOL, opened_on="2026-09-01")).uid
    first = hold(keynes, uid, "2026-09-28")
    row = keynes.meeting_series.rows()[0]
    assert (row.due, row.overdue) == (date(2026, 12, 18), False)
    missing = {one.role for one in keynes.meetings.page(first).missing_core}
    assert {"headteacher", "chair"} <= missing
    hold(keynes, uid, "2026-11-20")
    assert keynes.meeting_series.rows()[0].due == date(2027, 3, 25)


@pytest.mark.req("MK10-107")
def test_the_deepest_category_is_left_at_a_summative_meeting(keynes):
    def shut():
        found = keynes.categories.view(SCHOOL).options
        return [line.text for one in found if one.code == "LA4a" for line in one.shut]

    uid = keynes.meeting_series.open(SeriesFields("tig", SCHOOL)).uid
    hold(keynes, uid, "2026-10-20")
    assert any("summative meeting" in one for one in shut())
    hold(keynes, uid, "2026-11-20", "summative_meeting")
    assert not any("summative meeting" in one for one in shut())


@pytest.mark.req("MK10-38")
def test_how_often_services_share_what_they_know_follows_the_category(keynes):
    uid = keynes.meeting_series.open(SeriesFields("intelligence", SCHOOL)).uid
    assert keynes.meeting_series.page(uid).rhythm.per == "half_term"
    with keynes.context.store.action("Out") as act:
        into(act, "LA3", "2026-11-02")
    assert keynes.meeting_series.page(uid).rhythm.per == "year"
    keynes.meeting_series.edit(uid, every=2, unit="month")
    assert keynes.meeting_series.page(uid).rhythm.every == 2
