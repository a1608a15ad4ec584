"""What stands on an agenda, what comes back to it and why, what is put on it, dropped or parked."""

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.meeting_agenda import overrun
from sif_desktop.models.tables.documents import document
from sif_desktop.services.meeting_notes import RecommendationFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.services.tasks import TaskFields
from tests.services.meetings.sitting import (
    all_discussed,
    begun,
    day,
    items,
    of_body,
    planned,
    series,
)

STRATEGY = ("rutland-2014", "strategy_meeting")
HEADINGS = (
    "Human Resources", "Finance", "Update of the plan", "Monitoring evidence and judgements",
    "Pupil progress data", "Attendance", "Exclusions", "Leadership concerns", "Exit Strategy",
)  # fmt: skip


@pytest.fixture
def meetings(services):
    return series(services, *STRATEGY)


@pytest.fixture
def held(services, meetings):
    """A meeting at which everything was discussed, ten weeks ago."""
    uid = begun(services, meetings, 70)
    all_discussed(services, uid)
    services.meetings.end(uid)
    return uid


@pytest.mark.req("TW14-51")
def test_the_fixed_format_of_a_review_stands_on_every_agenda_in_its_order(services):
    services.settings.change_rulebook("telford-2014")
    kind = services.context.pack().meeting_type("review_team")
    uid = planned(services, series(services, "telford-2014", "review_team"), -7)
    agenda = services.meetings.page(uid).items
    assert [one.title for one in agenda] == [one.title for one in kind.agenda]
    assert len(agenda) >= len(HEADINGS)
    under = [one.number for one in agenda if one.heading == agenda[2].heading]
    assert under[:2] == ["3.1", "3.2"]


def test_an_item_not_discussed_comes_back_and_says_so(services, meetings, held):
    services.meetings.reopen(held)
    services.meeting_agenda.add(held, "Staffing in Year 4", minutes=10)
    services.meetings.end(held)
    back = items(services, planned(services, meetings, -7))["Staffing in Year 4"]
    assert (back.origin, back.why) == ("returned", "Not discussed on 14 September 2026")
    assert back.minutes == 10


def test_a_parked_item_comes_back_and_a_dropped_one_does_not(services, meetings):
    agenda = services.meeting_agenda
    first = begun(services, meetings, 70)
    parked, dropped = agenda.add(first, "Nursery places").uid, agenda.add(first, "Uniform").uid
    all_discussed(services, first)
    agenda.park(parked)
    agenda.drop(dropped, "Not for this meeting")
    services.meetings.end(first)
    there = items(services, planned(services, meetings, -7))
    assert there["Nursery places"].why == "Parked on 14 September 2026"
    assert "Uniform" not in there


def test_an_item_holding_open_actions_comes_back_until_they_are_done(services, meetings, held):
    services.meetings.reopen(held)
    item = services.meeting_agenda.add(held, "Phonics").uid
    notes = services.meeting_notes
    tasks = [notes.action(held, item, TaskFields(what)).uid for what in ("Train", "Buy books")]
    services.meetings.end(held)
    second = begun(services, meetings, 28)
    back = items(services, second)["Phonics"]
    assert back.why == "Holds 2 open actions"
    all_discussed(services, second)
    services.meetings.end(second)
    services.tasks.done(tasks[0])
    third = planned(services, meetings, -7)
    assert items(services, third)["Phonics"].why == "Holds an open action"
    services.tasks.done(tasks[1])
    services.meeting_agenda.renew(third)
    assert "Phonics" not in items(services, third)


def test_what_was_open_in_a_standing_item_is_said_on_it_and_comes_back_once(services, meetings):
    first = begun(services, meetings, 70)
    standing = services.meetings.page(first).items[3]
    services.meeting_notes.action(first, standing.uid, TaskFields("Find a coach"))
    services.meetings.end(first)
    agenda = services.meetings.page(planned(services, meetings, -7)).items
    same = [one for one in agenda if one.title == standing.title]
    assert [(one.origin, one.why) for one in same] == [("standing", "Holds an open action")]


def test_a_standing_item_cannot_be_dropped_or_renamed(services, held):
    first = services.meetings.page(held).items[0]
    with pytest.raises(Problem, match="stands on every agenda"):
        services.meeting_agenda.drop(first.uid)
    with pytest.raises(Problem, match="what this item is called"):
        services.meeting_agenda.edit(first.uid, "Another name", 5)


def test_what_was_on_the_agenda_of_a_missed_meeting_comes_back(services, meetings, held):
    missed = planned(services, meetings, 28)
    services.meeting_agenda.add(missed, "The budget")
    services.meetings.missed(missed, "Snow")
    back = items(services, planned(services, meetings, -7))["The budget"]
    assert back.why == "Put to the meeting of 26 October 2026, which was not held"


def test_an_item_carried_through_three_meetings_comes_back_once(services, meetings):
    first = begun(services, meetings, 70)
    services.meeting_agenda.add(first, "Roof")
    services.meetings.end(first)
    second = begun(services, meetings, 42)
    services.meetings.end(second)
    agenda = services.meetings.page(planned(services, meetings, -7)).items
    whys = [one.why for one in agenda if one.title == "Roof"]
    assert whys == ["Not discussed on 12 October 2026"]


def test_a_meeting_that_begins_has_what_came_to_return_since_it_was_planned(services, meetings):
    coming = planned(services, meetings, 28)
    first = begun(services, meetings, 70)
    services.meeting_agenda.add(first, "Roof")
    services.meetings.end(first)
    assert "Roof" not in items(services, coming)
    services.meetings.begin(coming)
    assert "Roof" in items(services, coming)


def test_bringing_an_agenda_up_to_date_leaves_what_the_officer_changed(services, meetings, held):
    services.meetings.reopen(held)
    task = services.meeting_notes.action(
        held, services.meeting_agenda.add(held, "Phonics").uid, TaskFields("Train")
    ).uid
    services.meetings.end(held)
    coming = planned(services, meetings, -7)
    back = items(services, coming)["Phonics"]
    services.meeting_agenda.edit(back.uid, "Phonics and spelling", 25)
    services.meeting_agenda.move(back.uid, -2)
    services.tasks.done(task)
    services.meeting_agenda.renew(coming)
    kept = services.meetings.page(coming).items[0]
    assert (kept.title, kept.minutes, kept.why) == ("Phonics and spelling", 25, "")


def test_bringing_it_up_to_date_twice_changes_nothing(services, meetings, held, store):
    coming = planned(services, meetings, -7)
    before = services.meetings.page(coming)
    assert not services.meeting_agenda.renew(coming).rows
    assert services.meetings.page(coming) == before


def test_an_agenda_says_by_how_much_it_overruns(services, meetings):
    uid = planned(services, meetings, -7, start_time="14:00", end_time="15:00")
    page = services.meetings.page(uid)
    assert overrun(page.planned_minutes, page.row.start_time, page.row.end_time) == (
        page.planned_minutes - 60
    )
    assert overrun(45, "14:00", "15:00") == overrun(45, "", "") == 0


def test_items_are_moved_and_put_under_a_heading(services):
    uid = planned(services, series(services, "telford-2014", "review_team"), -7)
    agenda = services.meetings.page(uid).items
    heading = agenda[3].heading
    assert heading
    made = services.meeting_agenda.add(uid, "Reading ages", after=agenda[3].uid).uid
    assert services.meetings.page(uid).item(made).heading == heading
    services.meeting_agenda.move(made, -99)
    first = services.meetings.page(uid).items[0]
    assert (first.uid, first.number, first.heading) == (made, "1", "")


def test_papers_are_put_before_an_item_but_none_that_is_not_there(services, held, store):
    item = services.meetings.page(held).items[0].uid
    with store.action("Began a document") as act:
        paper = act.create(
            document, "oakfield", provider_uid="oakfield", kind="letter", title="Budget letter"
        )
    services.meeting_agenda.set_papers(item, [paper])
    assert [one.title for one in services.meetings.page(held).items[0].papers] == ["Budget letter"]
    with pytest.raises(Problem, match="cannot be put before"):
        services.meeting_agenda.set_papers(item, [paper, "no-such-document"])


@pytest.mark.parametrize(
    ("title", "minutes", "word"), [(" ", 5, "no title"), ("Roof", -1, "-1"), ("Roof", 601, "601")]
)
def test_an_item_that_says_nothing_or_takes_for_ever_is_refused(
    services, held, title, minutes, word
):
    with pytest.raises(Problem, match=word):
        services.meeting_agenda.add(held, title, minutes=minutes)


@pytest.mark.req("R15-32")
def test_recommendations_without_a_reply_come_back(services):
    meetings = of_body(services, "rutland-2015", "epb_meeting")
    first = begun(services, meetings, 70)
    kind = next(iter(services.context.pack().body("epb").recommends))
    made = services.meeting_notes.recommend(first, RecommendationFields("More places", kind)).uid
    all_discussed(services, first)
    services.meetings.end(first)
    second = services.meetings.page(planned(services, meetings, -7))
    assert any("recommendation waits" in one.why for one in second.items)
    assert [one.uid for one in second.recommendations] == [made]
    services.meeting_notes.reply(made, "accepted", "From April", day(1))
    services.meeting_agenda.renew(second.row.uid)
    after = services.meetings.page(second.row.uid).items
    assert not any("recommendation" in one.why for one in after)


def test_the_agenda_of_a_meeting_that_is_over_is_not_drawn_up_again(services, held):
    with pytest.raises(Problem, match="over"):
        services.meeting_agenda.renew(held)


def test_a_meeting_moved_to_another_day_keeps_its_agenda(services, meetings, held):
    coming = planned(services, meetings, -7)
    before = services.meetings.page(coming).items
    services.meetings.edit(coming, MeetingFields(day(-14)))
    assert services.meetings.page(coming).items == before
