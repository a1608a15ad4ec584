"""What is restricted is planted wherever it can be, and is in nothing that leaves the app about
meetings: papers, reports, lists, invitation, shared screen."""

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.restricted import is_restricted
from sif_desktop.models.tables.visits import visit
from sif_desktop.ui.jobs import Job
from tests.services.meetings.upward_world import (
    MARKER,
    a_case,
    a_concern,
    a_plan,
    category,
    restricted_everywhere,
    under,
)
from tests.services.reading import everything
from tests.ui import meeting_journey as at
from tests.ui.journey import SCHOOL, working_by
from tests.ui.office import Ctrl, Key

RULEBOOKS = (
    "rutland-2014", "rutland-2015", "telford-2014", "milton-keynes-2010", "kent-2009",
    "england-2026",
)  # fmt: skip
OPEN = "Phonics lead appointed"  # said to all: shows that a file tells anything


@pytest.fixture
def office(qtbot, tmp_path):
    with working_by(qtbot, tmp_path, "rutland-2014", kind="maintained_school") as made:
        at.people(
            made, ("headteacher", "Mrs Verma"), ("chair", "Mr Lew"), ("senior_leader", "Ms Hall"),
            ("service_lead", "Ms Ford"),
        )  # fmt: skip
        at.secrets(made)
        a_case(made.services)
        a_concern(made.services)
        a_plan(made.services)
        yield made


@pytest.fixture
def meeting(office):
    """The page of a meeting of today that is planned."""
    form = at.series_form(office, SCHOOL, "strategy_meeting")
    form.reasons.tick("ofsted_grade")
    form.evidence.setPlainText("Requires improvement")
    return at.planned(office, at.begun(office, form), day="2026-11-24", start_time="10:00")


def silent(path):
    data = path.read_bytes()
    said = everything(data) if data[:2] in (b"PK", b"%P") else data.decode("utf-8")
    assert MARKER not in said, path.name
    return said


def restricted_visits(office):
    with office.services.context.store.read() as connection:
        rows = connection.execute(select(visit.c.uid, visit.c.x_part)).all()
    return [row.uid for row in rows if is_restricted(row.x_part)]


def held(office, page):
    """Something is said to all, and as much that is restricted; everything is shown."""
    at.begin(office, page)
    at.everybody(office, page)
    at.say(office, page, f"d {OPEN}", f"!r d {MARKER} decided", f"!r {MARKER} said")
    restricted_everywhere(office.services, page.control.uid)
    page.control.show_restricted(True)
    office.soon(lambda: any(MARKER in one.text for one in page.control.page.lines))


def test_neither_agenda_invitation_nor_shared_screen_nor_minutes_tell(office, meeting, tmp_path):
    invitation = tmp_path / "meeting.ics"
    meeting.acts.desk.save_invitation_to(meeting.control.page.row, invitation)
    office.soon(invitation.exists)
    assert "BEGIN:VEVENT" in silent(invitation)
    office.press(Key.Key_P, Ctrl)
    at.issued(office, at.composer(office, "agenda"))  # which reads every copy for the word
    page = at.meeting(office, meeting.control.uid)
    held(office, page)
    office.press(Key.Key_F8)
    office.soon(page.sheet.isVisible)
    told = []
    for _ in page.control.live():
        told += [one.text() for one in page.sheet.findChildren(QLabel)]
        office.press(Key.Key_Down, Ctrl)
    assert any(OPEN in words for words in told)
    assert not any(MARKER in words for words in told)
    office.press(Key.Key_F8)
    made = at.issued(office, at.ended(office, page))
    at.read_back(office, made, OPEN, absent=(MARKER,))


def fitting(office, pack, report):
    """The school is one this report is made about."""
    wanted = {one.subject.removeprefix("provider."): one.values[0] for one in report.when}
    under(office.services, pack, **{"kind": "maintained_school", **wanted})
    if level := wanted.get("category"):
        category(office.services, level, "2026-09-01")


@pytest.mark.parametrize("pack", RULEBOOKS)
def test_no_report_upward_tells(office, meeting, tmp_path, pack):
    held(office, meeting)
    services = office.services
    services.meetings.end(meeting.control.uid)
    under(services, pack)
    for report in services.context.pack().reports:
        fitting(office, pack, report)
        about = SCHOOL if report.about == "provider" else ""
        uid = services.upward.begin(report.id, about).uid
        told = [silent(path) for path in services.documents.export_draft(uid, tmp_path)]
        if report.id == "scc-pack":
            assert all(OPEN in words for words in told)


def test_no_list_that_is_exported_tells(office, meeting, tmp_path):
    held(office, meeting)
    services, uid = office.services, meeting.control.uid
    services.meetings.end(uid)
    aspect = services.aspects.aspects()[0].code
    services.aspects.mark("meeting", uid, SCHOOL, aspect, "2026-11-24", "Held in time")
    hidden = restricted_visits(office)
    assert len(hidden) == 2
    for one in hidden:
        with pytest.raises(Problem, match="restricted"):
            services.aspects.mark("visit", one, SCHOOL, aspect)
    page = office.window.go("meetings")
    wanted = {"decisions": OPEN, "series": "Oakfield", "meetings": "Oakfield",
              "evidence": "Held in time"}  # fmt: skip
    for name, words in wanted.items():
        page.show_record({"list": name})
        office.soon(lambda n=name: bool(page.tabs[n].rows()))
        for kind in ("csv", "xlsx"):
            target = tmp_path / f"{name}.{kind}"
            if name == "evidence":
                page.evidence.export_to(target, page.tabs[name].rows())
            else:
                page.export_to(target)
            office.soon(lambda t=target: t.exists() and not office.jobs.findChildren(Job))
            assert words in silent(target), name
    page.evidence.save_list(page.tabs["evidence"].rows(), "of the term", tmp_path)
    office.soon(lambda: len([*tmp_path.glob("*Evidence*.*")]) == 2)
    office.soon(lambda: not office.jobs.findChildren(Job))
    assert all("Held in time" in silent(path) for path in tmp_path.glob("*Evidence*.*"))
