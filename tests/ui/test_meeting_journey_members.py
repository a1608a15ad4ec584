"""What goes before Members under the report of 2015: quarterly reports until there is no clear
evidence of improvement, and what the Education Performance Board recommends."""

import pytest

from sif_desktop.services.inspection_lines import InspectionFields
from tests.ui import meeting_journey as at
from tests.ui.journey import SCHOOL, asked, press_button, working_by
from tests.ui.office import Ctrl, Key
from tests.ui.plan_journey import due_of

QUARTERLY, CALLED_IN = "quarterly-report", "call-in"
TO_THE_COUNCIL = "Recommendations to the Council"
READING = "Reading in Key Stage 2"


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "rutland-2015", kind="maintained_school") as made:
        at.on(made, "2026-12-08")
        given = InspectionFields(
            "section_5", "2026-09-08", published_on="2026-09-22", outcomes=("requires_improvement",)
        )
        made.services.inspections.record(SCHOOL, given)
        at.people(made, ("headteacher", "Mrs Verma"), ("chair", "Mr Lew"))
        at.secrets(made)
        yield made


def report(office, name, improving, why):
    """Begun from the page of meetings, answered beside the draft and issued; the composer's page
    and the version."""
    office.window.go("meetings")
    press_button(office, "New report")
    form = office.dialog()
    office.soon(form.isActiveWindow)
    form.about.setCurrentIndex(form.about.findData(SCHOOL))
    office.soon(lambda: any(_report(form, row) == name for row in range(form.reports.count())))
    rows = [_report(form, row) for row in range(form.reports.count())]
    form.reports.setCurrentRow(rows.index(name))
    office.press(Key.Key_Return, Ctrl)
    page = at.composer(office, kind="report")
    office.press(Key.Key_Return, Ctrl)  # refused: it leads to the question
    office.soon(lambda: "is not answered" in office.window.messages.text())
    details = page.letter.form
    details.go_to("improving")
    office.type(improving)
    office.soon(lambda: _value(page, "improving") == improving.casefold())
    details.go_to("why")
    office.type(why)
    office.press(Key.Key_Tab)
    office.soon(lambda: _value(page, "why") == why)
    office.soon(lambda: page.view.checked)
    return at.issued(office, page)


def _report(form, row):
    offer = form.reports.item(row).data(0x0100)
    return offer.report


def _value(page, code):
    return next(one.value for one in page.view.form if one.code == code)


@pytest.mark.req("R15-18", "R15-19")
def test_quarterly_reports_go_to_the_portfolio_holder_until_one_calls_head_and_chair_in(office):
    at.running_plan(office, "Action plan", READING, end="2027-07-20")
    assert due_days(office, QUARTERLY)[:1] == ["2026-12-22"]
    first = report(office, QUARTERLY, "Yes", "Two thirds of lessons were good.")
    at.read_back(
        office, first, "Quarterly report to the Portfolio Holder", "Portfolio Member",
        "Period 9 September 2026 to 8 December 2026", f"{READING} Not started",
        "Is there clear evidence of improvement? Yes", "Two thirds of lessons were good.",
        absent=("Cabinet calls in",),
    )  # fmt: skip
    assert due_days(office, QUARTERLY)[:1] == ["2027-03-08"]
    assert not tasks(office) and not due_days(office, CALLED_IN)
    at.on(office, "2027-03-05")
    second = report(office, QUARTERLY, "No", "Attainment fell again.")
    at.read_back(
        office, second, "Period 9 December 2026 to 5 March 2027", f"{READING} Overdue",
        "Is there clear evidence of improvement? No", "Attainment fell again.",
        "Cabinet calls in head teacher and chair of governors",
    )  # fmt: skip
    (task,) = tasks(office)
    assert (task.due, task.party, task.who) == ("2027-04-02", "authority", "Lead officer")
    page = office.window.go("tasks")
    office.soon(lambda: task.uid in [row.uid for row in page.model.rows()])
    assert due_days(office, CALLED_IN) == ["2027-04-05"]
    called_in(office)
    assert not due_days(office, CALLED_IN)


def called_in(office):
    """Head and chair come before Cabinet: that closes what was owed."""
    page = at.begun(office, at.series_form(office, SCHOOL, "call_in"))
    page = at.planned(office, page, day="2027-03-23", start_time="14:00", end_time="15:00")
    assert [one.name for one in page.control.page.people if one.name] == ["Mrs Verma", "Mr Lew"]
    at.on(office, "2027-03-23")
    at.begin(office, page)
    at.everybody(office, page)
    at.at_item(office, page, "What is done now")
    at.say(office, page, "d Two leaders come from a good school")
    at.ended(office, page)


def due_days(office, obligation):
    return [one.day.isoformat() for one in due_of(office, obligation)]


def tasks(office):
    return [one for one in office.services.tasks.rows() if "calls in" in one.what]


@pytest.mark.req("R15-32")
def test_what_the_board_recommends_is_tracked_until_the_council_replies(office):
    uid = office.services.bodies.add("epb").uid
    page = at.begun(office, at.series_form(office, f"body:{uid}", "epb_meeting"))
    series = page.shown.row.uid
    page = at.planned(office, page, day="2026-12-08", start_time="10:00", end_time="12:00")
    at.begin(office, page)
    at.at_item(office, page, TO_THE_COUNCIL)
    page.live.notes.buttons["recommendation"].click()
    asked(office, text="Keep one sixth form for the County", kind="provision")
    office.soon(lambda: len(page.control.page.recommendations) == 1)
    at.say(office, page, f"!r {at.MARKER} of a member")
    version = at.issued(office, at.ended(office, page, next="2027-03-09"))
    at.read_back(
        office, version,
        f"{TO_THE_COUNCIL} Provision and its organisation to Council: "
        "Keep one sixth form for the County.",
    )  # fmt: skip
    # It stands on the next agenda until it is answered.
    page = at.series(office, series)
    office.soon(lambda: page.shown.row.next_day == "2027-03-09")
    following = page.shown.row.next_uid
    assert why(office, following) == "A recommendation waits for its reply"
    at.on(office, "2027-01-12")
    page = office.window.go("meetings", {"list": "recommendations"})
    pane = page.tabs["recommendations"]
    office.soon(lambda: len(pane.rows()) == 1)
    pane.table.setFocus()
    pane.table.select_key(pane.rows()[0].uid)
    office.press(Key.Key_R)
    asked(office, state="partly", reply="A study is begun", on="2027-01-11")
    office.soon(lambda: not pane.rows())
    (row,) = office.services.recommendations.rows()
    assert (row.addressee, row.kind_label, row.state, row.reply, row.replied_on) == (
        "Council", "Provision and its organisation", "partly", "A study is begun", "2027-01-11",
    )  # fmt: skip
    page = at.meeting(office, following)
    page.agenda.buttons["renew"].click()
    office.soon(lambda: why(office, following) == "")


def why(office, uid):
    """Why the item is on the agenda besides being standing."""
    items = office.services.meetings.page(uid).items
    return next(one.why for one in items if one.title == TO_THE_COUNCIL)
