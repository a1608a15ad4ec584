"""A school requiring intervention under the framework of 2010: a Targeted Intervention Group
reviews three plans at once and spends a fund, the term's report demands a redesign, and a summative
meeting opens the way out."""

import pytest

from sif_desktop.services.inspection_lines import InspectionFields
from sif_desktop.ui.dialogs.report_form import ALL
from tests.ui import meeting_journey as at
from tests.ui import plan_journey
from tests.ui.journey import (
    SCHOOL,
    active,
    asked,
    category,
    confirmed,
    fill,
    open_decision,
    press_button,
    working_by,
)
from tests.ui.meeting_papers import (
    filled,
    funded,
    in_order,
    item,
    kinds,
    known,
    musts,
    named,
    receivers,
    reported,
    running,
)
from tests.ui.office import Key

MAINTAINED = {"kind": "maintained_school", "type": "Community school"}
HEAD, CHAIR, LEAD = "Mrs Asha Verma", "Mr Tomasz Lew", "Ms Rye"
OURS, THEIRS, STATEMENT = "Improvement plan", "LA Action Plan", "Statement of Action"
PHONICS, COACH, ROLL = "Phonics checked", "Coach at work", "Attendance at 95"
READING, CALM = "Reading at national", "Lessons are calm"


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "milton-keynes-2010", **MAINTAINED) as made:
        at.people(made, ("headteacher", HEAD), ("chair", CHAIR))
        given = InspectionFields("section_5", "2026-11-03", outcomes=("special_measures",))
        made.services.inspections.record(SCHOOL, given)
        at.secrets(made)
        yield made


def plans(office):
    """The school's plan, the authority's and the Statement of Action run beside each other."""
    ours = running(
        office, "improvement-plan", OURS, "Teaching", milestone=[(PHONICS, "2026-12-11")],
        criterion=[(READING, ""), (CALM, "")],
    )  # fmt: skip
    running(office, "la-action-plan", THEIRS, "Support", milestone=[(COACH, "2026-12-18")])
    running(
        office, "statement-of-action", STATEMENT, "Attendance", milestone=[(ROLL, "2027-02-12")]
    )
    return ours


def decided(office, code, count):
    """Decide a category on its page, every stage of the decision filled in."""
    page = category(office)
    form = open_decision(office)
    fill(office, form.category, code)
    fill(office, form.reasons, "The evidence of the inspection.")
    fill(office, form.capacity, "3")
    if form.overruled.isVisible():
        fill(office, form.overruled, "The inspection prevails.")
    for row in form.stages:
        fill(office, row.words, "Agreed by telephone")
    confirmed(office, form, page, count)
    assert page._view.present == code


def begun_group(office):
    """Begin the group that the rulebook asks for; the page of its series."""
    form = at.series_form(office, SCHOOL, "tig")
    offered = kinds(form)
    assert offered["tig"] == "Targeted Intervention Group (Targeted Intervention Board): required"
    assert "LA4b" in form.told.text()
    return at.begun(office, form)


def there(office, page):
    at.begin(office, page)
    named(office, page, "service_lead", LEAD)
    at.everybody(office, page)


@pytest.mark.req("MK10-84", "MK10-86", "MK10-106", "MK10-107", "MK10-111")
def test_a_group_reviews_three_plans_at_once_with_its_fund_and_a_summative_meeting_ends_it(office):
    decided(office, "LA4b", 1)
    ours = plans(office)
    page = begun_group(office)
    group = page.shown.row.uid
    first_meeting(office, page)
    second_meeting(office, at.series(office, group))
    the_report(office, ours)
    summative_meeting(office, group)


def first_meeting(office, page):
    """All three plans are looked at on one screen, and two things paid from one fund."""
    met = at.planned(office, page, day="2026-11-24", start_time="09:30", end_time="11:30")
    there(office, met)
    at.at_item(office, met, item(met, "milestones"))
    assert [one.title for one in met.control.page.plans] == [OURS, THEIRS, STATEMENT]
    at.review(office, met, PHONICS, Key.Key_3, evidence="Two classes are behind.",
              barriers="A teacher is ill.")  # fmt: skip
    at.review(office, met, COACH, Key.Key_2, progress="The coach came twice.",
              successes="Lessons open well.")  # fmt: skip
    at.review(office, met, ROLL, Key.Key_1)
    at.at_item(office, met, item(met, "funding"))
    one = funded(office, met, "Reading coach", "1,250", plan_uid=plan_of(met, THEIRS))
    two = funded(office, met, "Phonics books", "750", plan_uid=plan_of(met, OURS))
    assert (one.fund, two.fund) == ("Intervention funding", "Intervention funding")
    assert (one.running, two.running) == (1250, 2000)
    at.say(office, met, "d The fund pays until March", "a Buy the books; Ms Rye; 11 Dec",
           f"!r {at.MARKER} of a person", "!a For officers alone")  # fmt: skip
    paper = at.ended(office, met, next="2027-01-18")
    assert {"headteacher", "chair", "service_lead", "file"} <= receivers(office, paper)
    made = at.issued(office, paper)
    grid = ("Milestone", PHONICS, OURS, "11 December 2026", "At risk", "Not reviewed before", COACH,
            THEIRS, "On track", ROLL, STATEMENT, "12 February 2027", "Not started")  # fmt: skip
    in_order(office, made, "Milestones of the school’s plan", *grid)
    money = ("What for", "Reading coach (from Intervention funding)", "£1,250", "£1,250",
             "Phonics books (from Intervention funding)", "£750", "£2,000")  # fmt: skip
    in_order(office, made, "Allocations from intervention funding", *money)
    at.read_back(
        office, made, "Progress: The coach came twice.", "Successes: Lessons open well.",
        "Barriers: A teacher is ill.", "The fund pays until March", "Buy the books",
        absent=("For officers alone",),
    )  # fmt: skip


def plan_of(page, title):
    return next(one.uid for one in page.control.page.plans if one.title == title)


def second_meeting(office, page):
    """What was agreed comes back, rows have moved, the fund goes on from what it had spent."""
    at.on(office, "2027-01-18")
    office.soon(lambda: page.shown.row.next_day == "2027-01-18")
    met = at.meeting(office, page.shown.row.next_uid)
    there(office, met)
    at.agreed(office, met)
    met.lens("live")
    assert [one.what for one in met.control.page.earlier] == ["Buy the books"]
    before = {words: at.row_of(met, words).before for words in (PHONICS, COACH, ROLL)}
    assert before == {PHONICS: "at_risk", COACH: "on_track", ROLL: "not_started"}
    at.review(office, met, PHONICS, Key.Key_4, evidence="Nine in ten pass.")
    at.review(office, met, COACH, Key.Key_3, evidence="The coach left.")
    at.review(office, met, READING, Key.Key_4, evidence="Half read as expected.")
    at.review(office, met, CALM, Key.Key_1, evidence="Seen in twelve lessons.")
    at.at_item(office, met, item(met, "funding"))
    assert funded(office, met, "Another coach", "500").running == 2500
    made = at.issued(office, at.ended(office, met, next="2027-03-22"))
    grid = (PHONICS, "Met", "At risk; now better", COACH, "At risk", "On track; now worse", ROLL,
            "Not started; no change")  # fmt: skip
    in_order(office, made, *grid)
    in_order(office, made, "Another coach", "£500", "£2,500")
    at.read_back(office, made, "The minutes of the meeting of 24 November 2026 were agreed.",
                 "Buy the books", "Overdue; agreed on 24 November 2026")  # fmt: skip


def the_report(office, ours):
    """Each criterion is judged in the term's report, and what failed is to be designed anew."""
    paper = reported(office, "intervention-report")
    lacking = f"“{READING}” was not successful, and no redesign is named."
    assert lacking in musts(paper)
    filled(office, paper, "successful", "no")
    assert musts(paper) == [lacking]
    page = put_right(office, paper, lacking)
    assert plan_journey.plan(page).uid == ours
    failed = next(one.uid for one in plan_journey.plan(page).criteria if one.what == READING)
    line = page.outline.panel
    office.soon(lambda: line.line is not None and line.line.uid == failed)
    redesign = "A new reading leader from Easter"
    plan_journey.filled(office, page, "criteria", failed, if_not=redesign)
    office.window.go("composer", {"uid": paper.view.uid})
    office.soon(lambda: not musts(paper))
    assert receivers(office, paper) == {"ad", "file"}
    made = at.issued(office, at.composer(office, "report"))
    in_order(
        office, made, "Success criteria", "Degree of success", READING, "Not met", redesign,
        CALM, "Fully met", "Not needed",
        "Targeted Intervention Group since the last report", "18 January 2027", "Successful", "No",
    )  # fmt: skip
    (review,) = [one for one in office.services.tasks.rows() if "designs it anew" in one.what]
    assert review.due == "2027-02-15"


def put_right(office, paper, message):
    """Follow what is missing to where it is put right: the page of the plan."""
    finding = next(line.finding for line in paper.view.checks if line.finding.message == message)
    paper.checks.place_wanted.emit(finding)
    office.soon(lambda: office.window.here() == "plan")
    page = office.window.page("plan")
    office.soon(lambda: page.view is not None)
    active(office)
    return page


def summative_meeting(office, group):
    """Nobody leaves the category before it, and after it the way out is open."""
    at.on(office, "2027-03-22")
    assert "summative meeting" in shut(office)
    press_button(office, "Plan a further one…", at.series(office, group))
    asked(office, kind="summative_meeting", day="2027-03-22")
    office.soon(lambda: office.window.here() == "meeting")
    met = at.shown(office)
    there(office, met)
    at.at_item(office, met, item(met, "removal"))
    at.say(office, met, "d Out of LA4b from today")
    made = at.issued(office, at.ended(office, met))
    at.read_back(office, made, "Summative meeting", "Out of LA4b from today")
    assert "summative meeting" not in shut(office)
    decided(office, "LA3", 2)


def shut(office):
    """What keeps the school from leaving for LA3, as its page of the category says."""
    options = category(office)._view.options
    return " ".join(line.text for one in options if one.code == "LA3" for line in one.shut)


@pytest.mark.req("MK10-38")
def test_services_share_what_they_know_as_often_as_the_category_asks(office):
    decided(office, "LA3", 1)
    page = at.begun(office, at.series_form(office, SCHOOL, "intelligence"))
    assert page.shown.rhythm.per == "year"
    decided(office, "LA4b", 2)
    page = at.series(office, page.shown.row.uid)
    office.soon(lambda: page.shown.rhythm.per == "half_term")
    met = at.planned(office, page, day="2026-11-24")
    there(office, met)
    at.at_item(office, met, item(met, "known"))
    at.say(office, met, f"!r {at.MARKER} of a family")
    told = {
        "consultant": "Marking is behind in Year 5.", "est": "Two pupils came without a word.",
        "governor_services": "The chair is new.",
    }  # fmt: skip
    for role, words in told.items():
        known(office, met, role, words)
    met.lens("live")
    made = at.issued(office, at.ended(office, met))
    in_order(office, made, "What each service knows of the school", *told.values())


@pytest.mark.req("MK10-114")
def test_the_directorate_reads_each_year_how_schools_are_categorised_and_what_changed(office):
    at.on(office, "2026-10-05")
    decided(office, "LA3", 1)
    at.on(office, "2026-11-24")
    decided(office, "LA4a", 2)
    paper = reported(office, "categorisation-report", ALL, since="2026-10-20")
    filled(office, paper, "comment", "One school needs more.")
    assert {"director", "ad", "file"} == receivers(office, paper)
    made = at.issued(office, paper)
    label = office.services.context.pack().category_label
    in_order(
        office, made, "Schools in each category", label("LA3"), "0", "1", label("LA4a"), "1", "0",
        "Changes of category", "Oakfield Primary School", "The evidence of the inspection.",
        "One school needs more.",
    )  # fmt: skip
