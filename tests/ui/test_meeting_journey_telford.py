"""The Review Team of a school in Category Three under the protocol of 2014: its fixed headings in
both files, and the change of category that waits for it."""

import pytest

from sif_desktop.services.figure_lines import FigureFields
from tests.services.reading import docx_lines, pdf_text
from tests.ui import meeting_journey as at
from tests.ui.journey import (
    SCHOOL,
    active,
    category,
    confirmed,
    decide,
    judge,
    open_decision,
    tab_to,
    working_by,
)
from tests.ui.office import Ctrl, Key

HEAD, CHAIR, LEADER = "Mrs Verma", "Mr Lew", "Ms Hall"
DAY = "2026-11-24"
HEADINGS = (
    "Human Resources",
    "Finance",
    "Raising Achievement Plan update",
    "Evidence and judgements from monitoring",
    "Pupil progress data",
    "Attendance",
    "Exclusions",
    "Leadership and management concerns",
    "Exit Strategy",
)
NUMBERS = ("1.", "2.", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7")


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "telford-2014", kind="maintained_school") as made:
        at.on(made, "2026-09-08")
        at.people(made, ("headteacher", HEAD), ("chair", CHAIR), ("review_chair", LEADER))
        for given in (
            FigureFields("attendance", "2025", "93.1"),
            FigureFields("attendance", "2026", "94.6", comparator="95.1", source="School census"),
            FigureFields("exclusions", "2026", "7", source="Exclusions return"),
        ):
            made.services.figures.record(SCHOOL, given)
        at.running_plan(made, "Raising Achievement Plan", "Reading")
        at.secrets(made)
        yield made


@pytest.mark.req("TW14-50", "TW14-51", "TW14-52")
def test_the_review_team_prints_its_headings_and_opens_the_gate_of_the_category(office):
    page = category(office)
    judge(office, page, "serious_concerns", Key.Key_M, "met")
    decide(office, page, "Three complaints were upheld.", "2026-09-08", count=1)
    assert page._view.present == "3"
    form = at.series_form(office, SCHOOL, "review_team")
    assert "asks for these meetings" in form.told.text()
    page = at.planned(office, at.begun(office, form), day=DAY, start_time="14:00", end_time="16:00")
    core = {one.role for one in page.control.page.people if one.part == "core"}
    assert core == {"review_chair", "attached_officer", "headteacher", "chair"}
    at.on(office, DAY)
    change_is_shut(office, page)
    version = minutes_issued(office, page)
    headings_stand(office, version)
    change_is_open(office, page.control.uid)


def proposed(office, uid):
    """The form of the decision, come to from the page of the meeting, leaving Category Three."""
    at.meeting(office, uid)
    office.window.commands.run("meeting-category")
    office.soon(lambda: office.window.here() == "category")
    page = office.window.page("category")
    office.soon(lambda: page._view is not None and page._view.uid == SCHOOL)
    page.criteria.table.setFocus()
    form = open_decision(office)
    form.category.setCurrentIndex(form.category.findData("2"))
    tab_to(office, form.reasons)
    office.type("The causes are removed.")
    return page, form


def change_is_shut(office, meeting):
    _page, form = proposed(office, meeting.control.uid)
    office.press(Key.Key_Return, Ctrl)
    office.soon(form.fault.isVisible)
    assert "review meeting" in form.fault.text()
    form.reject()
    active(office)
    at.meeting(office, meeting.control.uid)


def change_is_open(office, uid):
    page, form = proposed(office, uid)
    assert not form.overruled.isVisible()
    confirmed(office, form, page, 2)
    assert page._view.history[0].label == "Category Two"


def minutes_issued(office, page):
    """Held with a word under some headings and none under the others."""
    at.begin(office, page)
    at.everybody(office, page)
    at.say(office, page, "Two posts are filled", f"!r {at.MARKER} of a teacher")
    at.at_item(office, page, "Attendance")
    assert [one.value for one in page.control.page.figures[page.control.item]] == ["94.6"]
    at.say(office, page, "d The attendance officer comes weekly")
    at.at_item(office, page, "Exit Strategy")
    at.say(office, page, "d Category Two is proposed", "a Tell the governors; Mr Lew; 11 Dec")
    at.review(office, page, "Reading", Key.Key_2, progress="Groups run daily")
    return at.issued(office, at.ended(office, page, next="2027-01-19"))


def headings_stand(office, version):
    """All nine, in their order, in Word and in the PDF, also those of which nothing was said."""
    word, pdf = at.files(office, version)
    lines = docx_lines(word)
    numbered = [f"{number} {title}" for number, title in zip(NUMBERS, HEADINGS, strict=True)]
    places = [lines.index(one) for one in numbered]
    assert places == sorted(places)
    page = pdf_text(pdf)
    places = [page.index(one) for one in numbered]
    assert places == sorted(places)
    for told in at.texts(office, version):
        for empty in (numbered[1], numbered[3], numbered[4], numbered[7]):
            assert f"{empty} Nothing recorded." in told
    at.read_back(
        office, version, "1. Human Resources Two posts are filled.",
        "Attendance 94.6 95.1 93.1 2026, School census", "fixed term 7 2026, Exclusions return",
        "3. School Developments 3.1 Raising Achievement Plan update Reading.",
        "Decision. Category Two is proposed.", "Mr Lew (school) 11 December 2026",
    )  # fmt: skip
