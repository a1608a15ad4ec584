"""What officers do all day is done in the office store too, and every page shows it."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTabWidget

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import office as offices
from sif_desktop.services.selfcheck import faults_of
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.jobs import Job, Jobs
from sif_desktop.ui.main_window import MainWindow
from tests.office_server import COLLEAGUE, OFFICER, PASSWORD
from tests.services.test_every_write import STEPS
from tests.services.writes_world import a_world
from tests.ui.office import Choices

TODAY = date(2026, 11, 23)  # a Monday
# One of each part of the program, the hardest of it; the last works under another rulebook.
DONE = (
    "bodies.add_member",
    "minutes.start",
    "slips.accept",
    "letters.begin",
    "plan_words.sign_off: the last",
    "plan_outline.move",
    "cases.use_power",
    "concerns.add: restricted",
    "support.start",
    "days.charge",
    "references.apply",
    "upward.answer",
    "inspections.take_on",
)


@pytest.fixture
def opened(address, registry, tmp_path):
    """The office store opened by the two of it."""
    made = []
    for login in (OFFICER, COLLEAGUE):
        one = offices.unlock(str(address), login.user, PASSWORD, registry, lambda: TODAY)
        one.services.context.store.path = tmp_path / "beside"  # where the tests put files
        made.append(one)
    yield made
    for one in made:
        one.close()


def test_one_does_it_all_and_the_other_sees_it_on_every_page(opened, qtbot, tmp_path, monkeypatch):
    kim, lee = opened
    store = kim.services.context.store
    with store.action("Schools", undoable=False) as act:
        for uid, urn, name in (("oakfield", "900001", "Oakfield"), ("hill-top", "900002", "Hill")):
            act.create(
                provider, TEAM, uid, urn=urn, name=name, phase="Primary", status="Open",
                type="Community school", low_age="4", high_age="11",
            )  # fmt: skip
    world = a_world(kim.services, tmp_path)
    for name in DONE:
        done = STEPS[name](world)
        kim.services.undo.undo()
        kim.services.undo.redo()
        assert getattr(done, "changes", done) is not None, name
    assert faults_of(store) == []

    failed: list[object] = []
    monkeypatch.setattr(messages, "show_problem", lambda _parent, problem: failed.append(problem))
    monkeypatch.setattr(messages, "show_unexpected", lambda _parent, error: failed.append(error))
    jobs = Jobs(messages.report_failure)
    context = AppContext(lee, jobs, Choices(office="", lock_after_minutes=0), lambda: TODAY)
    window = context.window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    try:
        for spec in context.pages:
            window.go(spec.key, record_of(lee.services, spec.key))
            calm(jobs)
            for tabs in window.page(spec.key).findChildren(QTabWidget):
                for place in range(tabs.count()):
                    tabs.setCurrentIndex(place)
                    calm(jobs)
            assert failed == [], spec.key
            assert window.here() == spec.key
    finally:
        jobs.close()
    found = lee.services.search.find("reading")
    assert found.lines
    said = [label.text() for label in window.page("backups").findChildren(QLabel)]
    assert any("is backed up where the server is" in text for text in said)
    assert not window.page("backups").commands()


def record_of(services, page: str) -> dict[str, str] | None:
    """The record that a page of one record is opened on."""
    uids = {
        "school": lambda: "oakfield",
        "category": lambda: "oakfield",
        "visit": lambda: services.visits.rows().rows[0].uid,
        "composer": lambda: services.documents.documents()[0].uid,
        "case": lambda: services.cases.register()[0].uid,
        "plan": lambda: services.plans.rows()[0].uid,
        "series": lambda: services.meeting_series.rows()[0].uid,
        "meeting": lambda: services.meetings.rows()[0].uid,
        "body": lambda: services.bodies.rows()[-1].uid,
    }
    return {"uid": uids[page]()} if page in uids else None


def calm(jobs: Jobs) -> None:
    """Until nothing is under way."""
    until = time.monotonic() + 60
    QApplication.processEvents()
    while jobs.findChildren(Job):
        QApplication.processEvents()
        assert time.monotonic() < until
        time.sleep(0.002)
    QApplication.processEvents()
