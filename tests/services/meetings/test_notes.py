"""What is said and decided at a meeting, and what comes of it elsewhere."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.meetings import meeting_line
from sif_desktop.models.tables.tasks import task
from sif_desktop.services.meeting_notes import FundingFields, RecommendationFields
from sif_desktop.services.tasks import TaskFields
from tests.services.conftest import TODAY
from tests.services.meetings.sitting import begun, day, items, of_body, planned, series

MARKER = "Zanzibarine"  # a word that is in restricted lines only


@pytest.fixture
def meetings(services):
    return series(services, "rutland-2014", "strategy_meeting")


@pytest.fixture
def meeting(services, meetings):
    return begun(services, meetings, 0)


def part_of_row(store, table, uid):
    """The partition a row lies in."""
    with store.read() as connection:
        return connection.scalar(select(table.c.x_part).where(table.c.uid == uid))


def first_item(services, uid):
    return services.meetings.page(uid).items[0]


def test_lines_stand_in_the_order_in_which_they_were_noted(services, meeting):
    item = first_item(services, meeting).uid
    notes = services.meeting_notes
    for kind, text in (("note", "Reads well"), ("decision", "Extend it"), ("barrier", "Staffing")):
        notes.line(meeting, item, kind, f" {text} ")
    lines = services.meetings.page(meeting).lines
    assert [(one.kind, one.text) for one in lines] == [
        ("note", "Reads well"), ("decision", "Extend it"), ("barrier", "Staffing"),
    ]  # fmt: skip
    assert all(one.at and one.provider_uid == "oakfield" for one in lines)


def test_what_is_said_under_an_item_marks_it_discussed(services, meetings):
    uid = planned(services, meetings, 0)
    item = first_item(services, uid).uid
    services.meeting_notes.line(uid, item, "note", "To prepare")
    assert first_item(services, uid).state == "open"
    services.meetings.begin(uid)
    services.meeting_notes.line(uid, item, "note", "Said")
    assert first_item(services, uid).state == "discussed"


def test_a_restricted_line_lies_apart_and_is_shown_only_where_asked_for(services, meeting, store):
    item = first_item(services, meeting).uid
    uid = services.meeting_notes.line(meeting, item, "note", MARKER, "restricted").uid
    assert part_of_row(store, meeting_line, uid) == f"restricted:{uid}"
    assert MARKER not in str(services.meetings.page(meeting))
    assert MARKER in str(services.meetings.page(meeting, restricted=True).lines)


def test_a_line_that_becomes_restricted_moves_there_with_its_place(services, meeting, store):
    item = first_item(services, meeting).uid
    notes = services.meeting_notes
    first = notes.line(meeting, item, "note", MARKER).uid
    notes.line(meeting, item, "note", "The second")
    notes.edit_line(first, MARKER, visibility="restricted")
    assert MARKER not in str(services.meetings.page(meeting))
    line = services.meetings.page(meeting, restricted=True).lines[0]
    assert (line.text, line.visibility) == (MARKER, "restricted")
    assert part_of_row(store, meeting_line, line.uid) == f"restricted:{line.uid}"
    notes.edit_line(line.uid, "Open again", visibility="school")
    assert [one.text for one in services.meetings.page(meeting).lines] == [
        "Open again", "The second",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "visibility", "word"),
    [("note", "  ", "school", "nothing yet"), ("gossip", "x", "school", "gossip"),
     ("note", "x", "everyone", "who may see")],
)  # fmt: skip
def test_a_line_that_says_nothing_or_to_nobody_is_refused(
    services, meeting, kind, text, visibility, word
):
    with pytest.raises(Problem, match=word):
        services.meeting_notes.line(meeting, "", kind, text, visibility)


def test_an_action_is_a_task_of_the_school_that_knows_where_it_was_agreed(services, meeting, store):
    item = first_item(services, meeting).uid
    given = TaskFields("Coach the leaders", "school", "Head", day(-14))
    uid = services.meeting_notes.action(meeting, item, given).uid
    (row,) = services.tasks.rows()
    assert (row.uid, row.provider_uid, row.meeting_uid) == (uid, "oakfield", meeting)
    assert (row.meeting_item, row.origin) == (item, "Strategy Meeting, 23 November 2026")
    assert part_of_row(store, task, uid) == "oakfield"
    (line,) = services.meetings.page(meeting).actions
    assert (line.uid, line.item_uid, line.who, line.agreed_on) == (uid, item, "Head", day(0))


@pytest.mark.req("R14-10")
def test_actions_are_numbered_in_the_order_in_which_they_were_agreed(services, meeting):
    item = first_item(services, meeting).uid
    agreed = [f"Action {number}" for number in range(12)]
    for what in agreed:
        services.meeting_notes.action(meeting, item, TaskFields(what))
    assert [one.what for one in services.meetings.page(meeting).actions] == agreed


def test_an_action_of_a_body_is_about_no_school_and_is_listed_all_the_same(services, store):
    meeting = begun(services, of_body(services, "rutland-2014", "partnership_board"), 0)
    given = TaskFields("Compare the forecasts", "partner", "Diocese", day(-14))
    uid = services.meeting_notes.action(meeting, "", given).uid
    (row,) = services.tasks.rows()
    assert (row.uid, row.provider, row.provider_uid) == (uid, "", "")
    assert row.about
    assert row.about in services.bodies.rows()[0].title
    assert part_of_row(store, task, uid) == TEAM
    assert services.tasks.rows(words=row.about.split()[0])
    services.tasks.done(uid)
    assert services.meetings.page(meeting).actions[0].state == "done"


def test_an_action_about_a_school_at_a_bodys_meeting_lies_with_the_school(services, store):
    meeting = begun(services, of_body(services, "rutland-2014", "scc_meeting"), 0)
    item = services.meeting_agenda.add(meeting, "Hill Top", about_uid="hill-top").uid
    uid = services.meeting_notes.action(meeting, item, TaskFields("Visit it")).uid
    assert part_of_row(store, task, uid) == "hill-top"
    assert services.meetings.page(meeting).item(item).about == "Hill Top Academy"


def test_open_actions_of_earlier_meetings_stand_beside_those_of_this_one(services, meetings):
    first = begun(services, meetings, 50)
    notes = services.meeting_notes
    done, left, ticked = (
        notes.action(first, "", TaskFields(what)).uid for what in ("Done", "Left", "Ticked now")
    )
    services.tasks.done(done, on=TODAY - timedelta(days=9))
    services.meetings.end(first)
    second = begun(services, meetings, 0)
    services.tasks.done(ticked)
    earlier = {one.uid: one.state for one in services.meetings.page(second).earlier}
    assert earlier == {left: "open", ticked: "done"}


def test_nothing_is_said_at_a_meeting_that_was_not_held(services, meetings):
    uid = planned(services, meetings, 3)
    services.meetings.missed(uid, "Snow")
    with pytest.raises(Problem, match="not held"):
        services.meeting_notes.line(uid, "", "note", "Said")
    with pytest.raises(Problem, match="not held"):
        services.meeting_notes.action(uid, "", TaskFields("Do it"))


def test_what_is_said_under_an_item_of_another_meeting_is_refused(services, meetings, meeting):
    other = first_item(services, planned(services, meetings, -42)).uid
    with pytest.raises(Problem, match="another meeting"):
        services.meeting_notes.line(meeting, other, "note", "Said")


@pytest.mark.req("MK10-106")
def test_money_decided_on_is_counted_by_fund_over_the_series(services):
    meetings = series(services, "milton-keynes-2010", "tig")
    fund = services.context.pack().meeting_type("tig").fund
    first, second = begun(services, meetings, 50), begun(services, meetings, 0)
    notes = services.meeting_notes
    notes.fund(first, FundingFields("Consultant, ten days", "£4,500.00"))
    notes.fund(second, FundingFields("Reading books", "1,250.50"))
    notes.fund(second, FundingFields("Cover", "300", fund="School budget"))
    lines = services.meetings.page(second).funding
    assert fund
    assert [(one.what, one.amount, one.fund, one.running) for one in lines] == [
        ("Reading books", Decimal("1250.50"), fund, Decimal("5750.50")),
        ("Cover", Decimal("300.00"), "School budget", Decimal("300.00")),
    ]
    assert services.meetings.page(first).funding[0].running == Decimal(4500)


@pytest.mark.parametrize("amount", ["-5", "lots", "", "0", "NaN", "999999999999"])
def test_an_amount_that_is_none_or_absurd_is_refused(services, meeting, amount):
    with pytest.raises(Problem):
        services.meeting_notes.fund(meeting, FundingFields("Books", amount))
    assert services.meetings.page(meeting).funding == ()


@pytest.fixture
def board(services):
    return begun(services, of_body(services, "rutland-2015", "epb_meeting"), 0)


@pytest.mark.req("R15-32")
def test_a_boards_recommendation_has_a_kind_whom_it_goes_to_and_what_came_of_it(services, board):
    kinds = services.context.pack().body("epb").recommends
    assert set(kinds) == {"policy", "strategy", "provision", "evaluation"}
    uid = services.meeting_notes.recommend(
        board, RecommendationFields("Add places", "provision")
    ).uid
    (line,) = services.meetings.page(board).recommendations
    assert (line.kind_label, line.state, line.made_on) == (kinds["provision"], "made", day(0))
    assert line.addressee == services.context.pack().body("epb").recommends_to
    services.meeting_notes.reply(uid, "partly", "Half of them", day(0))
    (line,) = services.meetings.page(board).recommendations
    assert (line.state, line.reply, line.replied_on) == ("partly", "Half of them", day(0))
    services.meeting_notes.reply(uid, "made", "")
    assert services.meetings.page(board).recommendations[0].replied_on == ""


def test_a_recommendation_of_another_kind_or_answered_before_it_was_made_is_refused(
    services, board
):
    notes = services.meeting_notes
    with pytest.raises(Problem, match="what kind"):
        notes.recommend(board, RecommendationFields("Add places", "weather"))
    uid = notes.recommend(board, RecommendationFields("Add places", "policy", "Cabinet")).uid
    with pytest.raises(Problem, match="before"):
        notes.reply(uid, "accepted", "", day(1))
    with pytest.raises(Problem, match="to come"):
        notes.reply(uid, "accepted", "", day(-1))
    with pytest.raises(Problem, match="what came of it"):
        notes.reply(uid, "perhaps", "")


@pytest.mark.req("MK10-38")
def test_each_service_says_what_it_knows_of_the_school(services):
    meeting = begun(services, series(services, "milton-keynes-2010", "intelligence"), 0)
    asked = services.meetings.page(meeting).type.contributions
    assert len(asked) >= 2
    notes = services.meeting_notes
    notes.contribute(meeting, asked[0], "Attendance is falling")
    notes.contribute(meeting, asked[1], "Two posts are vacant")
    assert services.meetings.page(meeting).contributions == {
        asked[0]: "Attendance is falling", asked[1]: "Two posts are vacant",
    }  # fmt: skip
    notes.contribute(meeting, asked[0], "")
    assert asked[0] not in services.meetings.page(meeting).contributions
    with pytest.raises(Problem, match="not asked"):
        notes.contribute(meeting, "weather_service", "Rain")


def test_the_time_of_an_item_adds_up(services, meeting):
    item = first_item(services, meeting).uid
    services.meeting_agenda.spend(item, 90)
    services.meeting_agenda.discussed(item, seconds=30)
    assert (first_item(services, meeting).spent, first_item(services, meeting).state) == (
        120, "discussed",
    )  # fmt: skip


def test_a_deleted_meeting_takes_restricted_lines_with_it(services, meeting, store):
    services.meeting_notes.line(meeting, "", "note", MARKER, "restricted")
    services.meetings.delete(meeting)
    with store.read() as connection:
        assert not connection.execute(meeting_line.select().where(meeting_line.c.x_gone == 0)).all()
    services.undo.undo()
    assert services.meetings.page(meeting, restricted=True).lines[0].text == MARKER
    assert items(services, meeting)


def test_what_came_of_a_line_while_it_was_being_changed_stays_beside_the_change(
    services, meeting, store
):
    notes = services.meeting_notes
    uid = notes.line(meeting, first_item(services, meeting).uid, "note", "Attendance fell.").uid
    (begun,) = services.meetings.page(meeting).lines
    notes.edit_line(uid, "Attendance fell to 91 %.", kind="barrier")  # as one who came with a file
    notes.edit_line(uid, "Attendance rose.", begun.kind, begun.visibility, begun=begun)
    (asked,) = services.conflicts.rows()
    assert {version.texts for version in asked.versions} == {
        ("Attendance fell to 91 %.",), ("Attendance rose.",),
    }  # fmt: skip
    (line,) = services.meetings.page(meeting).lines
    assert line.kind == "barrier"  # which the one who changed the words left alone


def test_a_line_that_was_changed_while_it_was_being_made_restricted_is_not_lost(services, meeting):
    notes = services.meeting_notes
    uid = notes.line(meeting, first_item(services, meeting).uid, "note", "Attendance fell.").uid
    (begun,) = services.meetings.page(meeting).lines
    notes.edit_line(uid, "Attendance fell to 91 %.")  # as one who came with a file
    notes.edit_line(uid, "A pupil is ill.", begun.kind, "restricted", begun=begun)
    (kept,) = services.meetings.page(meeting).lines
    assert kept.text == "Attendance fell to 91 %."
    assert len(services.meetings.page(meeting, restricted=True).lines) == 2
    assert services.conflicts.count() == 1  # deleted by one, changed by the other
