"""Series, meetings and bodies through the window: begun with a reason, planned, missed, ended."""

from dataclasses import replace

import pytest

from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bodies import MemberFields
from sif_desktop.services.meeting_notes import RecommendationFields
from sif_desktop.services.meeting_series import SeriesFields
from sif_desktop.services.meetings import MeetingFields
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.meetings_school_desk import MeetingsDesk
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import LineRow
from tests.ui.office import Ctrl, Key, Office, fill_form


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path, "rutland-2014")
    with made.services.context.store.action("What it is") as act:
        act.update(provider, "oakfield", kind="maintained_school")
    yield made
    made.close()


@pytest.fixture
def meetings(office):
    office.window.go("meetings", {})
    return office.window.page("meetings")


def opened(office) -> str:
    """A series of Strategy Meetings about Oakfield."""
    fields = SeriesFields(
        "strategy_meeting", "oakfield", start_reasons=("ofsted_grade",),
        start_evidence="Report of 3 September 2026", opened_on="2026-09-07",
    )  # fmt: skip
    return office.services.meeting_series.open(fields).uid


def body_of(office) -> str:
    return office.services.bodies.add("lapb").uid


def series_page(office, uid):
    office.window.go("series", {"uid": uid})
    page = office.window.page("series")
    office.soon(lambda: page.shown is not None and page.shown.row.uid == uid)
    return page


def lines(page) -> list[LineRow]:
    return [one for one in page.findChildren(LineRow) if one.isVisibleTo(page)]


def said(form) -> bool:
    return form.fault.isVisibleTo(form)


def form_of(office):
    """The form asked with the keyboard in it."""
    form = office.dialog()
    office.soon(form.isActiveWindow)
    return form


def test_a_series_is_begun_by_keyboard_with_a_start_criterion_and_its_evidence(office, meetings):
    office.press(Key.Key_N, Ctrl)
    form = form_of(office)
    form.about.setCurrentIndex(form.about.findData("oakfield"))
    office.soon(lambda: form.chosen() is not None and form.chosen().kind == "strategy_meeting")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: said(form))
    assert "reason" in form.fault.text() and not office.services.meeting_series.rows()
    form.reasons.setFocus()
    office.press(Key.Key_Space)
    form.evidence.setPlainText("Report of 3 September 2026")
    office.press(Key.Key_Return, Ctrl)
    page = office.window.page("series")
    office.soon(lambda: page.shown is not None)
    assert page.shown.start_reasons == ("ofsted_grade",)
    assert page.title() == "Strategy Meeting: Oakfield Primary School"
    assert page.primary.text() == "Plan the meeting"


def test_the_next_meeting_is_planned_on_the_day_the_rulebook_proposes(office):
    page = series_page(office, opened(office))
    proposed = page.shown.proposed
    assert proposed is not None and proposed.weekday() < 5
    page.primary.click()
    form = form_of(office)
    assert form.fields["day"].value() == proposed
    fill_form(form, start_time="10:00")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: len(office.services.meetings.rows()) == 1)
    row = office.services.meetings.rows()[0]
    assert (row.day, row.start_time, row.state) == (proposed.isoformat(), "10:00", "planned")
    office.window.go("series", {"uid": row.series_uid})
    office.soon(lambda: page.primary.text() == "Open the meeting")


def test_a_meeting_not_held_is_recorded_by_one_key_and_counts_as_missed(office):
    uid = opened(office)
    office.services.meetings.plan(uid, MeetingFields("2026-10-19"))
    page = series_page(office, uid)
    office.soon(lambda: any("N" in one.keys for one in lines(page)))
    next(one for one in lines(page) if "N" in one.keys).setFocus()
    office.press(Key.Key_N)
    fill_form(form_of(office), why="The head was ill")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: page.shown.meetings[0].state == "missed")
    assert page.shown.row.late >= 1
    office.soon(lambda: any("The head was ill" in one.detail for one in lines(page)))


def test_a_series_ends_only_with_an_end_criterion_and_is_opened_again_by_undo(office):
    page = series_page(office, opened(office))
    page.close_series()
    form = form_of(office)
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: said(form))
    form.reasons.tick(page.shown.type.end[0].code)
    form.evidence.setPlainText("Good at the inspection of 18 November 2026")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: page.shown.row.state == "closed")
    assert not page.primary.isVisible()
    office.context.undo()
    office.soon(lambda: page.shown.row.state == "open")


@pytest.mark.req("R14-42")
def test_an_overdue_series_stands_first_and_its_compliance_is_exported(office, meetings, tmp_path):
    with office.services.context.store.action("Another school") as act:
        act.create(provider, "birch", "birch", name="Birch School", status="Open", kind="academy")
    late = opened(office)
    fresh = SeriesFields(
        "strategy_meeting", "birch", start_reasons=("ofsted_grade",), start_evidence="Report",
    )  # fmt: skip
    office.services.meeting_series.open(fresh)
    meetings.refresh(None)
    pane = meetings.tabs["series"]
    office.soon(lambda: len(pane.rows()) == 2)
    assert pane.rows()[0].uid == late and pane.rows()[0].overdue and not pane.rows()[1].overdue
    shown = pane.spec.columns[2].text(pane.rows()[0])
    assert shown.startswith("▲") and "overdue" in shown
    target = tmp_path / "compliance.csv"
    meetings.export_to(target)
    office.soon(target.exists)
    office.soon(lambda: "Oakfield Primary School" in target.read_text(encoding="utf-8-sig"))


def test_the_schools_page_lists_its_series_and_plans_from_there(office):
    uid = opened(office)
    office.window.go("school", {"uid": "oakfield", "part": "meetings"})
    page = office.window.page("school")
    office.soon(lambda: any(one.text == "Strategy Meeting" for one in lines(page)))
    line = next(one for one in lines(page) if one.text == "Strategy Meeting")
    assert "overdue" in line.right
    line.activated.emit()
    shown = office.window.page("series")
    office.soon(lambda: shown.shown is not None and shown.shown.row.uid == uid)


def test_what_the_rulebook_requires_and_nobody_began_is_said_on_the_schools_page(office):
    desk = MeetingsDesk(office.context, office.window.page("school"))
    offer = office.services.meeting_series.offers("oakfield")[0]
    asked_for = replace(offer, required=True, why="The rulebook asks for these meetings in C.")
    desk.show("oakfield", ((), (asked_for,)))
    section = desk.section()
    office.bot.addWidget(section)
    line = section.findChild(LineRow)
    assert line.right == "to be begun" and "asks for these meetings" in line.detail


@pytest.mark.req("R14-08")
def test_a_bodys_members_stand_by_constituency_with_their_terms_and_substitutes(office):
    uid = body_of(office)
    bodies = office.services.bodies
    head = bodies.add_member(
        uid, MemberFields("Ada Cole", "maintained_schools", from_date="2026-09-01")
    ).uid
    bodies.add_member(uid, MemberFields("Ben Dale", "maintained_schools", substitute_of=head))
    office.window.go("body", {"uid": uid})
    page = office.window.page("body")
    office.soon(lambda: page.shown is not None and len(lines(page)) >= 2)
    assert [one.text for one in lines(page)[:2]] == ["Ada Cole", "Ben Dale"]
    assert "stands in for Ada Cole" in lines(page)[1].detail
    lines(page)[0].setFocus()
    office.press(Key.Key_E)
    fill_form(form_of(office), on="2026-11-20")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: [one.name for one in page.shown.earlier] == ["Ada Cole"])


def test_a_body_of_the_rulebook_is_set_up_and_opens(office, meetings):
    meetings.desk.set_up_body()
    form = form_of(office)
    assert form.fields["kind"].findData("scc") >= 0
    fill_form(form, kind="scc")
    office.press(Key.Key_Return, Ctrl)
    page = office.window.page("body")
    office.soon(lambda: page.shown is not None)
    assert page.title() == "Schools Causing Concern monitoring system"


def test_a_report_is_begun_from_the_list_of_those_to_be_made(office, meetings):
    meetings.show_record({"list": "reports"})
    pane = meetings.tabs["reports"]
    office.soon(lambda: bool(pane.rows()))
    meetings.upward.open_report(pane.rows()[0])
    form = form_of(office)
    office.soon(lambda: form.chosen() is not None)
    assert form.chosen().report == pane.rows()[0].report
    office.press(Key.Key_Return, Ctrl)
    page = office.window.page("composer")
    office.soon(lambda: page.view is not None and page.view.kind == "report")
    office.soon(lambda: not office.jobs.findChildren(Job))


def held(office, series: str, day: str) -> str:
    """A meeting of the series that is held, its minutes not begun."""
    uid = office.services.meetings.plan(series, MeetingFields(day)).uid
    office.services.meetings.begin(uid)
    return uid


def test_the_register_of_decisions_opens_the_meeting_that_decided(office, meetings):
    uid = held(office, opened(office), "2026-10-19")
    item = office.services.meetings.page(uid).items[2].uid
    office.services.meeting_notes.line(uid, item, "decision", "Support goes on until Easter")
    office.services.meetings.end(uid)
    meetings.show_record({"list": "decisions"})
    pane = meetings.tabs["decisions"]
    office.soon(lambda: len(pane.rows()) == 1)
    shown = [column.text(pane.rows()[0]) for column in pane.spec.columns]
    assert "Support goes on until Easter" in shown and "not issued" in shown
    pane.table.setFocus()
    office.press(Key.Key_Return)
    office.soon(lambda: office.window.here() == "meeting")


@pytest.mark.req("R15-32")
def test_a_recommendation_waits_in_its_list_until_the_reply_is_recorded(office, meetings):
    series = office.services.meeting_series.open(
        SeriesFields("sacre_meeting", body_uid=office.services.bodies.add("sacre").uid)
    ).uid
    uid = held(office, series, "2026-10-19")
    office.services.meeting_notes.recommend(
        uid, RecommendationFields("Review the syllabus", "religious_education")
    )
    office.services.meetings.end(uid)
    meetings.show_record({"list": "recommendations"})
    pane = meetings.tabs["recommendations"]
    office.soon(lambda: len(pane.rows()) == 1)
    pane.table.setFocus()
    office.press(Key.Key_R)
    fill_form(form_of(office), state="accepted", reply="A review begins in January")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: not pane.rows())
    answered = office.services.recommendations.rows()[0]
    assert (answered.state, answered.reply) == ("accepted", "A review begins in January")


def test_what_the_next_meeting_would_ask_in_vain_stands_on_the_series_and_opens(office):
    uid = opened(office)
    office.services.meetings.plan(uid, MeetingFields("2026-12-01"))
    page = series_page(office, uid)
    text = office.services.unanswered.questions(page.shown.row.next_uid)[0].text
    office.soon(lambda: any(one.text == text for one in lines(page)))
    next(one for one in lines(page) if one.text == text).activated.emit()
    office.soon(lambda: office.window.here() == "school")


@pytest.mark.req("R14-04")
def test_a_visit_is_marked_as_evidence_by_command_and_exported_by_aspect(office, tmp_path):
    kind = office.services.context.pack().visit_types[0].code
    plan = office.services.visits.defaults(kind, "oakfield")
    office.visit(office.services.visits.plan(replace(plan, visit_date="2026-11-24")).uid)
    office.context.mark_evidence()
    form = form_of(office)
    aspect = form.fields["aspect"].currentData()
    form.fields["note"].setPlainText("Reading was checked")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: len(office.services.aspects.rows()) == 1)
    office.window.go("meetings", {"list": "evidence"})
    meetings = office.window.page("meetings")
    pane = meetings.tabs["evidence"]
    office.soon(lambda: len(pane.rows()) == 1)
    assert pane.rows()[0].aspect == aspect
    target = tmp_path / "evidence.csv"
    meetings.evidence.export_to(target, pane.rows())
    office.soon(lambda: target.exists() and "Reading was checked" in target.read_text("utf-8-sig"))
    meetings.evidence.save_list(pane.rows(), "of the term", tmp_path)
    office.soon(lambda: bool([*tmp_path.glob("*.docx")] and [*tmp_path.glob("*.pdf")]))
    office.soon(lambda: not office.jobs.findChildren(Job))


def test_marking_says_what_to_do_where_no_record_is_in_front(office, meetings):
    office.context.mark_evidence()
    assert "Open a visit" in office.window.messages.text()


def test_a_meeting_of_today_stands_at_the_top_of_today_and_opens(office):
    uid = office.services.meetings.plan(opened(office), MeetingFields("2026-11-24", "10:00")).uid
    office.window.go("today", {})
    page = office.window.page("today")
    page.refresh(None)
    office.soon(page.cards.isVisible)
    button = page.cards.findChild(Button)
    assert button.text() == "Open the meeting"
    button.click()
    office.soon(lambda: office.window.here() == "meeting")
    assert office.window.page("meeting").control.uid == uid
    office.soon(lambda: not office.jobs.findChildren(Job))
