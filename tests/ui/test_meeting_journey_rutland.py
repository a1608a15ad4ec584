"""A series of Strategy Meetings under the plan of 2014, from its start criterion to its end, with
the meeting of the monitoring system that hears of it."""

from dataclasses import replace

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.services.concerns import ConcernFields
from sif_desktop.services.inspection_lines import InspectionFields
from tests.ui import meeting_journey as at
from tests.ui.journey import SCHOOL, active, asked, lines, shown, working_by
from tests.ui.office import Ctrl, Key
from tests.ui.plan_journey import due_of

HEAD, CHAIR, DEPUTY, LEAD, DIOCESE = "Mrs Verma", "Mr Lew", "Ms Hall", "Ms Ford", "Canon Bell"
READING, MATHS = "Reading in Key Stage 2", "Mathematics in every year"
FIRST, MISSED, THIRD = "2026-09-15", "2026-11-03", "2026-11-17"


@pytest.fixture
def office(qtbot, tmp_path):
    school = {"kind": "maintained_school", "religious_character": "Church of England"}
    with working_by(qtbot, tmp_path, "rutland-2014", **school) as made:
        at.on(made, "2026-09-08")
        given = InspectionFields("section_5", "2026-09-01", outcomes=("requires_improvement",))
        made.services.inspections.record(SCHOOL, given)
        at.people(
            made, ("headteacher", HEAD), ("chair", CHAIR), ("senior_leader", DEPUTY),
            ("service_lead", LEAD), ("diocese_ce", DIOCESE),
        )  # fmt: skip
        at.running_plan(made, "Action plan", READING, MATHS)
        at.secrets(made)
        yield made


@pytest.mark.req(
    "R14-36", "R14-41", "R14-42", "R14-43", "R14-44", "R14-45", "R14-46", "R14-47", "R14-48",
    "R14-55",
)  # fmt: skip
def test_a_series_runs_from_its_start_criterion_to_its_end_and_every_meeting_is_reported(office):
    series = opened(office).shown.row.uid
    first = first_meeting(office, series)
    heard = the_monitoring_system_meets(office)
    second_is_missed(office, series)
    third = third_meeting(office, series, first)
    concerns(office)
    the_papers_gather_both(office, heard, first, third)
    ended(office, series)


def opened(office):
    """Begun with a criterion and its evidence, and not without either."""
    form = at.series_form(office, SCHOOL, "strategy_meeting")
    assert "reason" in at.refused(office, form)
    form.reasons.tick("ofsted_grade")
    assert "evidence" in at.refused(office, form)
    assert not office.services.meeting_series.rows()
    form.evidence.setFocus()
    office.type("Requires improvement, 1 September 2026")
    page = at.begun(office, form)
    assert page.shown.start_reasons == ("ofsted_grade",)
    return page


def first_meeting(office, series):
    """Everybody comes; a decision, an action, each priority reviewed; one matter not reached."""
    page = at.planned(office, at.series(office, series), day=FIRST, start_time="10:00")
    at.on(office, FIRST)
    assert {one.role for one in page.control.page.people if one.part == "core"} == {
        "headteacher", "senior_leader", "chair", "service_lead", "attached_officer",
    }  # fmt: skip
    page.agenda.pane.setFocus()
    office.press(Key.Key_N)
    asked(office, title="Repairs to the roof", minutes="10")
    office.soon(lambda: any(i.title == "Repairs to the roof" for i in page.control.page.items))
    at.begin(office, page)
    at.everybody(office, page)
    at.at_item(office, page, "Support from the authority and from others")
    at.say(
        office, page, "d A reading coach comes for two terms",
        "a Plan the coaching; Mrs Verma; 2 Oct", "!a The coach is paid from the fund",
        f"!r {at.MARKER} of a person",
    )  # fmt: skip
    at.discussed(office, page)
    at.review(office, page, READING, Key.Key_3, progress="Groups run daily",
              evidence="Half of the books were marked", successes="Parents read along",
              barriers="Two teachers are away")  # fmt: skip
    at.review(office, page, MATHS, Key.Key_2, progress="Scheme bought")
    at.on(office, "2026-09-16")  # it is written up the day after: nobody knows when it ended
    paper = at.ended(office, page, next=MISSED)
    version = at.issued(office, paper)
    at.read_back(
        office, version, "Time 10:00 Place", "A reading coach comes for two terms",
        "Plan the coaching", "2 October 2026",
        READING, "Groups run daily", "Half of the books were marked", "Parents read along",
        "Two teachers are away", MATHS, "Scheme bought", "Rating: at risk", "Rating: on track",
        absent=("paid from the fund",),
    )  # fmt: skip
    return page.control.uid


def the_monitoring_system_meets(office):
    """The monitoring system has met a week after the first Strategy Meeting, without its papers,
    and meets again in two months; that meeting."""
    services = office.services
    body = services.bodies.add("scc").uid
    form = at.series_form(office, f"body:{body}", "scc_meeting")
    page = at.begun(office, form)
    at.on(office, "2026-09-22")
    met = at.planned(office, page, day="2026-09-22")
    services.meetings.begin(met.control.uid)
    services.meetings.end(met.control.uid)
    at.series(office, page.shown.row.uid)
    office.soon(lambda: page.shown.row.held == 1)
    assert str(page.shown.proposed) == "2026-11-20"
    return at.planned(office, page, day="2026-11-24").control.uid


def concerns(office):
    """What another service told, once the school knows of it; and one that is restricted."""
    told = ConcernFields("Attendance fell in Year 5", "council_service", "2026-10-15")
    with pytest.raises(Problem):
        office.services.concerns.add(SCHOOL, told)
    office.services.concerns.add(SCHOOL, replace(told, told_school_on="2026-10-14"))
    secret = ConcernFields(at.MARKER, "council_service", "2026-10-15", told_school_on="2026-10-14",
                           restricted=True)  # fmt: skip
    office.services.concerns.add(SCHOOL, secret)


def second_is_missed(office, series):
    at.on(office, MISSED)
    page = at.series(office, series)
    office.soon(lambda: page.shown.row.next_day == MISSED)
    office.soon(lambda: any("N" in one.keys for one in lines(page)))
    coming = next(one for one in lines(page) if "N" in one.keys)
    coming.setFocus()
    office.press(Key.Key_N)
    asked(office, why="The head was ill")
    office.soon(lambda: any("The head was ill" in one.detail for one in lines(page)))
    assert not page.shown.row.next_uid
    at.on(office, "2026-11-09")
    (row,) = office.services.meeting_series.rows(provider_uid=SCHOOL)
    assert (row.overdue, row.late, str(row.due)) == (True, 1, "2026-10-27")
    headings, line = office.services.meeting_series.lines_out((row,))
    told = dict(zip(headings, line, strict=True))
    assert (told["How often"], told["Late or missed"], told["Overdue"]) == (
        "Every 6 weeks", "1", "yes",
    )  # fmt: skip


def third_meeting(office, series, first):
    """The chair is represented, the diocese invited; what was left open is there with why."""
    page = at.planned(office, at.series(office, series), day=THIRD, start_time="10:00",
                      end_time="12:00")  # fmt: skip
    at.on(office, THIRD)
    why = {one.title: one.why for one in page.control.page.items}
    assert why["Repairs to the roof"] == "Not discussed on 15 September 2026"
    assert why["Support from the authority and from others"] == "Holds an open action"
    assert why["Progress on each priority of the plan"] == ""
    at.begin(office, page)
    assert (at.person(page, DIOCESE).role, at.person(page, DIOCESE).part) == (
        "diocese_ce", "optional",
    )  # fmt: skip
    at.came(office, page, CHAIR, Key.Key_4)
    asked(office, name="Mrs Stone")
    at.came(office, page, DEPUTY, Key.Key_3)
    office.soon(lambda: at.person(page, DEPUTY).attendance == "absent")
    at.everybody(office, page)
    office.soon(lambda: "missing: Senior member of staff" in page.live.people.words.text())
    at.agreed(office, page)
    page.lens("live")
    assert at.row_of(page, READING).before == "at_risk"
    at.review(office, page, READING, Key.Key_2, progress="All groups run", successes="Results rose")
    office.soon(lambda: page.live.review.moved.text().startswith("At risk → On track, better"))
    at.review(office, page, MATHS, Key.Key_3, evidence="No books were seen")
    paper = at.ended(office, page, next="2027-01-05")
    version = at.issued(office, paper)
    at.read_back(
        office, version, "Mr Lew, Chair of the Governing Body, represented by Mrs Stone",
        "Ms Hall, Senior member of staff (core member)", "Canon Bell, Church of England Diocese",
        "The minutes of the meeting of 15 September 2026 were agreed.",
        "Plan the coaching Mrs Verma (school) 2 October 2026 Overdue",
        "Rating: on track, better than at the meeting of 15 September 2026 (at risk)",
        "Rating: at risk, worse than at the meeting of 15 September 2026 (on track)",
        "The next meeting is on 5 January 2027", "Church of England Diocese School copy",
    )  # fmt: skip
    page = at.series(office, series)
    office.soon(
        lambda: [one.agreed_on for one in page.shown.meetings if one.uid == first] == [THIRD]
    )
    turnout = {one.label: (one.came, one.asked) for one in page.shown.turnout}
    assert turnout["Senior member of staff"] == (1, 2)
    assert turnout["Chair of the Governing Body"] == (2, 2)
    return next(one.uid for one in page.shown.meetings if one.day == THIRD)


def the_papers_gather_both(office, heard, first, third):
    """Both meetings are in the papers of the monitoring system, the one that was not told of at the
    meeting before with a flag; and so is what stands open as a concern."""
    at.on(office, "2026-11-24")
    page = office.window.go("meetings", {"list": "reports"})
    pane = page.tabs["reports"]
    office.soon(lambda: any(one.meeting_uid == heard for one in pane.rows()))
    row = next(one for one in pane.rows() if one.meeting_uid == heard)
    assert (row.report, str(row.day)) == ("scc-pack", "2026-11-24")
    pane.table.setFocus()
    pane.table.select_key(row.key)
    office.press(Key.Key_W)
    form = office.dialog()
    office.soon(lambda: form.isActiveWindow() and form.chosen() is not None)
    office.press(Key.Key_Return, Ctrl)
    paper = at.composer(office, kind="report")
    told = [one.finding.message for one in paper.view.checks]
    assert any("15 September 2026” was not reported a meeting earlier" in one for one in told), told
    version = at.issued(office, paper)
    at.read_back(
        office, version, "Strategy Meeting, 15 September 2026",
        "Strategy Meeting, 17 November 2026",
        "this should have come to the meeting of 22 September 2026", "Minutes: issued",
        "A reading coach comes for two terms", "Groups run daily", "All groups run",
        "Attendance fell in Year 5", absent=("3 November 2026",),
    )  # fmt: skip
    told = {one.uid: one.reported_at for one in office.services.meetings.rows(states=("held",))}
    assert told[first] == told[third] == heard
    assert due_of(office, "strategy-meeting-reported")
    page = at.meeting(office, heard)
    at.begin(office, page)
    office.services.meetings.end(heard)
    assert not due_of(office, "strategy-meeting-reported")


def ended(office, series):
    """It ends by a criterion with what shows it; from then on no meeting is owed."""
    at.on(office, "2026-12-15")
    assert owed(office)
    page = at.series(office, series)
    page.close_series()
    form = office.dialog()
    office.soon(form.isActiveWindow)
    assert "reason" in at.refused(office, form)
    form.reasons.tick("sustained")
    assert "evidence" in at.refused(office, form)
    form.evidence.setFocus()
    office.type("Two terms of rising results")
    office.press(Key.Key_Return, Ctrl)
    office.soon(lambda: page.shown.row.state == "closed")
    active(office)
    assert page.shown.end_reasons == ("sustained",) and not page.primary.isVisible()
    office.window.go("meetings", {"list": "series"})
    assert not office.services.meeting_series.rows(provider_uid=SCHOOL)
    assert not owed(office)


def owed(office):
    """What is owed of Strategy Meetings of the school."""
    rows = office.services.obligations.rows()
    return [one.obligation for one in rows if one.obligation.startswith("strategy-meeting")]


def test_nothing_is_done_to_the_series_shown_before_while_another_is_read(office):
    opened(office)
    body = office.services.bodies.add("scc").uid
    page = at.begun(office, at.series_form(office, f"body:{body}", "scc_meeting"))
    (other,) = office.services.meeting_series.rows(provider_uid=SCHOOL)
    office.window.go("series", {"uid": other.uid})
    assert page.shown is None
    page.close_series()
    page.go_on()
    office.soon(lambda: page.shown is not None and page.shown.row.uid == other.uid)
    assert not shown(office)
