"""Minutes in the composer: ready at once, checks that lead to the meeting, issued in few keys."""

import pytest

from sif_desktop.models.tables.meetings import meeting_person
from sif_desktop.ui.dialogs.issue_document import IssueDialog
from tests.services.meetings import minuted
from tests.services.meetings.minuted import DAY
from tests.ui.office import Ctrl, Key, Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    minuted.review_team(made.services)
    yield made
    made.close()


def composer(office, start):
    uid = start("second").uid
    office.window.go("composer", {"uid": uid})
    page = office.window.page("composer")
    office.bot.waitUntil(lambda: page.view is not None and page.view.uid == uid)
    return page


def rest(office, page):
    office.bot.waitUntil(lambda: not page.page._rendering and not page.page._later.isActive())


def test_minutes_are_issued_from_the_composer_without_a_word_typed(office):
    page = composer(office, office.services.minutes.start)
    assert page.primary.text() == "Issue minutes"
    words = [action.text() for action in page.more.menu().actions()]
    assert "Open the meeting" in words and "Open the visit" not in words
    assert not any("school first" in one for one in words)
    office.press(Key.Key_Return, Ctrl)
    office.bot.waitUntil(lambda: page.life.dialog is not None)
    dialog = page.life.dialog
    assert isinstance(dialog, IssueDialog)
    dialog.confirm.click()
    office.bot.waitUntil(lambda: page.view.state == "issued")
    dialog.close()
    rest(office, page)
    assert page.view.day == DAY
    words = [action.text() for action in page.more.menu().actions()]
    assert "Correct these minutes…" in words


def test_what_is_missing_leads_to_the_meeting(office):
    with office.services.context.store.action("Nobody said") as act:
        act.update(meeting_person, "second-headteacher", attendance="")
    page = composer(office, office.services.minutes.start)
    line = next(one for one in page.view.checks if "Asha Verma" in one.finding.message)
    page._go_to(line.finding)
    office.bot.waitUntil(lambda: office.window.here() == "meeting")
    rest(office, page)


def test_an_agenda_is_called_one(office):
    page = composer(office, office.services.minutes.start_agenda)
    assert page.primary.text() == "Issue agenda"
    rest(office, page)
