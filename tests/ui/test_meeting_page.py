"""A meeting through the window: its agenda, what is said, who came, what a shared screen shows."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from sif_desktop.domain.meeting_types import ITEM_KINDS
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import PersonFields
from sif_desktop.ui.widgets.meeting_clock import clock_words
from tests.ui.journey import active
from tests.ui.meeting_room import (
    SCHOOL,
    begun_series,
    furnished,
    opened,
    planned,
    running_plan,
    whole,
)
from tests.ui.office import Ctrl, Key, Shift, fill_form

Alt = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def office(qtbot, tmp_path):
    made = furnished(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def meeting(office):
    return planned(office, begun_series(office))


@pytest.fixture
def live(office, meeting):
    """A meeting that has begun, its page in front and the cursor in the line."""
    office.services.meetings.begin(meeting)
    page = opened(office, meeting)
    office.window.activateWindow()
    office.soon(office.window.isActiveWindow)
    office.soon(lambda: page.tabs.name() == "live" and page.live.jot.line.hasFocus())
    return page


def lines(office, page):
    return [(one.kind, one.text, one.visibility) for one in whole(office, page.control.uid).lines]


def wait_for(office, page, count):
    office.soon(lambda: len(lines(office, page)) == count)


def seen(widget):
    return [one.text() for one in widget.findChildren(QLabel)]


def listed(office, page, count):
    office.soon(lambda: len(page.live.notes.list.rows.shown) == count)


def items(page):
    return {one.uid: one for one in page.control.page.items}


def test_a_meeting_is_begun_from_its_agenda_and_the_cursor_is_in_the_line(office, meeting):
    page = opened(office, meeting)
    assert page.tabs.name() == "agenda" and page.primary.text() == "Begin the meeting"
    assert page.title() == "Oakfield Primary School"
    office.press(Key.Key_E, Ctrl | Shift)
    office.soon(lambda: page.control.page.row.state == "under_way")
    office.soon(lambda: page.primary.text() == "End the meeting…")
    assert page.tabs.name() == "live" and page.live.jot.line.hasFocus()


def test_notes_decisions_successes_and_barriers_are_different_keys(office, live):
    office.type("The plan is known to all", enter=True)
    office.type("d The board goes on until March", enter=True)
    office.type("+ Reading is taught daily", enter=True)
    office.type("- Two teachers are away", enter=True)
    office.type("!a The authority pays", enter=True)
    wait_for(office, live, 5)
    assert lines(office, live) == [
        ("note", "The plan is known to all", "school"),
        ("decision", "The board goes on until March", "school"),
        ("success", "Reading is taught daily", "school"),
        ("barrier", "Two teachers are away", "school"),
        ("note", "The authority pays", "la"),
    ]
    office.press(Key.Key_D, Ctrl)
    office.type("Visits go on", enter=True)
    wait_for(office, live, 6)
    assert lines(office, live)[-1] == ("decision", "Visits go on", "school")


def test_a_sentence_that_begins_like_a_mark_is_a_note_again_after_escape(office, live):
    office.type("a lot was done")
    assert live.live.jot.kind == "action"
    office.press(Key.Key_Escape)
    office.type(" this term", enter=True)
    wait_for(office, live, 1)
    assert lines(office, live) == [("note", "a lot was done this term", "school")]


def test_an_action_is_agreed_in_one_line_or_in_the_strip(office, live):
    office.type("a Coach the leaders; Jo Bright; 4 Dec", enter=True)
    uid = live.control.uid
    office.soon(lambda: len(whole(office, uid).actions) == 1)
    (first,) = whole(office, uid).actions
    assert (first.what, first.who, first.due) == ("Coach the leaders", "Jo Bright", "2026-12-04")
    assert first.item_uid == live.control.item
    office.soon(live.live.jot.line.hasFocus)
    office.type("Share the timetable")
    office.press(Key.Key_T, Ctrl)
    strip = live.live.strip
    assert strip.what.text() == "Share the timetable" and strip.who.hasFocus()
    office.type("Sam Field", enter=True)
    office.type("11 Dec", enter=True)
    office.soon(lambda: len(whole(office, uid).actions) == 2)
    assert {one.who for one in whole(office, uid).actions} == {"Jo Bright", "Sam Field"}
    office.soon(live.live.jot.line.hasFocus)


def test_unfinished_typing_is_there_again_when_the_meeting_is_opened_again(office, live):
    office.type("d Half a thou")
    office.window.go("settings")
    typed = office.services.meeting_typing
    office.soon(lambda: typed.unfinished(live.control.uid) == {"jot": "d Half a thou"})
    page = opened(office, live.control.uid)
    uid = page.control.uid
    page.control.page = None
    opened(office, uid)
    office.soon(lambda: page.live.jot.line.text() == "Half a thou")
    assert page.live.jot.kind == "decision"
    office.press(Key.Key_Return)
    wait_for(office, page, 1)
    office.soon(lambda: not office.services.meeting_typing.unfinished(uid))


def test_a_line_that_cannot_be_kept_stands_in_the_line_again(office, live, monkeypatch):
    shown = []
    monkeypatch.setattr("sif_desktop.ui.messages.report_failure", lambda *told: shown.append(told))

    def refuse(*_given):
        raise OSError("the disk is full")

    monkeypatch.setattr(office.services.meeting_notes, "line", refuse)
    office.type("Not to be lost", enter=True)
    office.soon(lambda: live.live.jot.line.text() == "Not to be lost")
    assert shown


def test_ctrl_down_moves_on_and_ctrl_enter_ticks_the_item_off(office, live):
    first, second = live.control.live()[:2]
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: items(live)[first].state == "discussed")
    assert live.control.item == second and live.live.jot.line.hasFocus()
    office.press(Key.Key_Up, Ctrl)
    assert live.control.item == first
    office.type("Said of the first", enter=True)
    wait_for(office, live, 1)
    assert whole(office, live.control.uid).lines[0].item_uid == first


def test_the_agenda_parks_drops_and_moves_items_by_one_key(office, live):
    live.live.agenda.setFocus()
    first, second = live.control.live()[:2]
    live.live.agenda.list.select(second)
    office.press(Key.Key_P)
    office.soon(lambda: items(live)[second].state == "parked")
    live.live.agenda.list.select(first)
    office.press(Key.Key_D)
    assert "stands on every agenda" in office.window.messages.text()
    raised = office.services.meeting_agenda.add(live.control.uid, "New roof", after=first).uid
    live.control.reload()
    office.soon(lambda: raised in items(live))
    live.live.agenda.list.select(raised)
    office.press(Key.Key_Up, Alt)
    office.soon(lambda: live.control.live()[:2] == [raised, first])
    office.press(Key.Key_D)
    office.soon(lambda: items(live)[raised].state == "dropped")
    live.live.agenda.list.select(raised)
    office.press(Key.Key_D)
    office.soon(lambda: items(live)[raised].state == "open")


def test_an_item_is_added_with_its_minutes_and_the_total_says_when_it_overruns(office, meeting):
    page = opened(office, meeting)
    page.agenda.pane.setFocus()
    office.press(Key.Key_N)
    form = office.dialog()
    fill_form(form, title="New roof", minutes="90")
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: any(one.title == "New roof" for one in page.control.page.items))
    office.soon(lambda: "more than the 120 there are" in page.agenda.pane.time.text())


def test_people_are_marked_by_key_and_missing_core_members_are_named(office, live):
    people = live.live.people
    live.live.look_at("people")
    people.list.setFocus()
    for one in live.control.page.people:
        fields = PersonFields(f"Holder of {one.role}", one.role, one.side, one.part)
        office.services.meetings.edit_person(one.uid, fields)
    live.control.reload()
    office.soon(lambda: all(one.name for one in live.control.page.people))
    first = live.control.page.people[0]
    people.list.select(first.uid)
    office.press(Key.Key_2)
    office.soon(lambda: live.control.page.people[0].attendance == "apologies")
    office.press(Key.Key_E)
    office.soon(lambda: all(one.attendance for one in live.control.page.people))
    office.soon(lambda: first.role_label in people.words.text())
    assert "core members missing" in people.words.text()
    people.list.select(first.uid)
    office.press(Key.Key_S)
    form = office.dialog()
    fill_form(form, name="Ash Green")
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: live.control.page.people[0].stand_in == "Ash Green")
    office.soon(lambda: "missing" not in people.words.text())


def test_a_row_of_a_plan_is_rated_by_a_digit_and_written_about_in_place(office, meeting):
    running_plan(office)
    office.services.meetings.begin(meeting)
    page = opened(office, meeting)
    page.live.look_at("review")
    review = page.live.review
    office.soon(lambda: bool(review.list.current()))
    review.list.setFocus()
    mile = next(r for r in page.control.page.plans[0].rows if r.level == "milestone")
    review.list.select(f"{mile.plan_uid}/{mile.row_uid}")

    def now():
        rows = whole(office, meeting).plans[0].rows
        return next(one for one in rows if one.row_uid == mile.row_uid)

    office.press(Key.Key_2)
    office.soon(lambda: now().rating == "on_track")
    office.press(Key.Key_3)
    office.soon(lambda: review.slots["evidence"].editor is not None)
    assert review.hint.isVisible() and now().rating == "on_track"
    office.type("Two classes are behind")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: now().rating == "at_risk")
    assert now().evidence == "Two classes are behind"
    assert review.list.hasFocus()


def test_what_was_typed_of_a_plan_before_a_crash_is_kept_when_the_meeting_is_opened(
    office, meeting
):
    running_plan(office)
    office.services.meetings.begin(meeting)
    row = whole(office, meeting).plans[0].rows[1]
    office.services.meeting_typing.keep(
        meeting, {f"review:{row.row_uid}:progress": "Begun in two classes"}
    )
    opened(office, meeting)
    office.soon(lambda: whole(office, meeting).plans[0].rows[1].progress == "Begun in two classes")


def test_the_shared_screen_shows_only_what_is_for_everybody(office, live):
    office.type("Said to all", enter=True)
    office.type("!a Zanzibarine money", enter=True)
    office.type("!r Zanzibarine concern", enter=True)
    wait_for(office, live, 3)
    live.control.show_restricted(True)
    office.soon(lambda: len(live.control.page.lines) == 3)
    office.press(Key.Key_F8)
    office.soon(live.sheet.isVisible)
    words = seen(live.sheet)
    assert "Said to all" in words and not any("Zanzibarine" in one for one in words)
    title = live.control.current().title
    assert any(title in one for one in words)
    office.press(Key.Key_Down, Ctrl)
    office.soon(lambda: any(live.control.current().title in one for one in seen(live.sheet)))
    before = live.control.item
    next(b for b in live.sheet.findChildren(QPushButton) if b.text() == "Next item").click()
    assert live.control.item != before
    office.press(Key.Key_F8)
    assert not live.sheet.isVisible()


def test_restricted_lines_are_hidden_until_they_are_asked_for(office, live):
    office.type("!r A concern about a person", enter=True)
    wait_for(office, live, 1)
    assert live.control.page.lines == ()
    office.press(Key.Key_R, Ctrl | Shift)
    office.soon(lambda: len(live.control.page.lines) == 1)


def test_time_is_kept_with_the_item_it_was_spent_on(office, live):
    first = live.control.item
    live.clock._since -= 125
    office.press(Key.Key_Down, Ctrl)
    office.soon(lambda: items(live)[first].spent >= 125)
    assert clock_words(125, 1) == "2 minutes over"
    assert clock_words(125, 10) == "2 of 10 minutes"
    assert clock_words(70, 0) == "1 minute"


def test_money_decided_on_is_listed_with_what_was_decided_so_far(office, live):
    for n, amount in enumerate(("1,250", "750"), start=1):
        live.live.notes.buttons["funding"].click()
        form = office.dialog()
        fill_form(form, what="Cover", amount=amount)
        office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
        office.soon(lambda n=n: len(live.control.page.funding) == n)
    rows = live.live.notes.list.rows.shown
    assert any("£2,000" in one.detail for one in rows)


def test_a_line_is_changed_made_an_action_and_deleted_by_key(office, live):
    office.type("Leaders need help", enter=True)
    listed(office, live, 1)
    live.live.notes.list.setFocus()
    office.press(Key.Key_D)
    office.soon(lambda: lines(office, live)[0][0] == "decision")
    office.press(Key.Key_Return)
    office.type(" now", enter=True)
    shown = live.live.notes.list.rows
    office.soon(lambda: shown.shown[0].words == "Leaders need help now")
    live.live.notes.list.setFocus()
    office.press(Key.Key_A)
    assert live.live.strip.what.text() == "Leaders need help now"
    office.press(Key.Key_Escape)
    live.live.notes.list.setFocus()
    office.press(Key.Key_Delete)
    wait_for(office, live, 0)


def test_f6_goes_round_the_parts_of_the_meeting(office, live):
    stops = []
    for _ in range(4):
        office.press(Key.Key_F6)
        stops.append(office.focused().accessibleName())
    assert stops == ["Agenda", "What was said under this item", "People", "Note"]


def test_a_category_is_proposed_on_the_page_of_the_school_s_category(office, live):
    office.window.commands.run("meeting-category")
    office.soon(lambda: office.window.here() == "category")


def test_every_kind_of_item_can_be_shown(office, live):
    agenda = office.services.meeting_agenda
    for kind, words in ITEM_KINDS.items():
        agenda.add(live.control.uid, words, kind=kind)
    live.control.reload()
    office.soon(lambda: len(live.control.page.items) >= len(ITEM_KINDS))
    running_plan(office)
    live.control.reload()
    office.soon(lambda: len(live.control.page.plans) == 1)
    office.press(Key.Key_F8)
    for _ in live.control.live():
        office.press(Key.Key_Down, Ctrl)
        assert live.control.current().title in " ".join(seen(live.sheet))
    assert live.control.page.today == date(2026, 11, 24)
    assert live.control.page.row.provider_uid == SCHOOL


def test_the_next_day_is_proposed_as_though_this_meeting_had_been_held(qtbot, tmp_path):
    office = furnished(qtbot, tmp_path, "rutland-2014", category="scc")
    series = begun_series(office, "strategy_meeting")
    uid = planned(office, series)
    office.services.meetings.begin(uid)
    coming = office.services.meeting_series.next_after(uid)
    assert coming.day == date(2027, 1, 5) and not coming.planned
    planned(office, series, "2027-01-12")
    assert office.services.meeting_series.next_after(uid).planned
    office.close()


def test_a_body_recommends_and_agrees_actions_for_nobody_s_school(office):
    services = office.services
    body = services.bodies.add("improvement_board").uid
    series = services.meeting_series.open(SeriesFields("board_meeting", body_uid=body)).uid
    uid = planned(office, series)
    services.meetings.begin(uid)
    page = opened(office, uid)
    office.window.activateWindow()
    office.soon(page.live.jot.line.hasFocus)
    page.live.notes.buttons["recommendation"].click()
    form = office.dialog()
    fill_form(form, text="More coaching for leaders", kind="policy")
    office.bot.keyClick(form.verb, Key.Key_Return, Ctrl)
    office.soon(lambda: len(page.control.page.recommendations) == 1)
    assert page.control.page.recommendations[0].kind_label == "Policy"
    active(office)
    page.live.jot.setFocus()
    office.type("a Write to all schools; Kim Rowe; 4 Dec", enter=True)
    office.soon(lambda: len(page.control.page.actions) == 1)
    (action,) = page.control.page.actions
    assert action.provider_uid == "" and action.party == "authority"
    assert page.live.notes.buttons["funding"].isHidden()


def test_a_meeting_begun_while_its_page_still_opens_stays_in_the_meeting(office, meeting):
    page = office.window.go("meeting", {"uid": meeting})
    office.soon(lambda: page.control.page is not None)
    page.lens("live")
    office.bot.wait(150)
    assert page.tabs.name() == "live" and page.whole
