"""Erasing for good through the window, and its log: for the office, seen by nobody else."""

from unittest import mock

import pytest

from sif_desktop.models.changes import jottings_part
from sif_desktop.models.tables.visits import jotting, visit
from tests.services.stored_bytes import plain_bytes
from tests.ui.office import Key
from tests.ui.two_offices import Desk

WORDS = "Zebrawood of the governors"


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path, "Alex Dale", school=True)
    with made.services.context.store.action("A visit") as act:
        act.create(visit, "oakfield", "v1", provider_uid="oakfield", title="Kept visit")
        act.create(visit, "oakfield", "v2", provider_uid="oakfield", title=WORDS)
        act.create(jotting, jottings_part("v2"), visit_uid="v2", text=WORDS)
    yield made
    made.close()


def opened(desk):
    """The page, by the way that leads there."""
    desk.window.go("team")
    desk.idle()
    desk.window.page("team").erasing.click()
    desk.soon(lambda: desk.window.here() == "erasing")
    desk.idle()
    return desk.window.page("erasing")


def chosen(desk, page):
    """The form with the visit chosen and why it is to go."""
    page.primary.click()
    desk.soon(lambda: page.dialog is not None)
    dialog = page.dialog
    dialog.choose("oakfield")
    desk.soon(lambda: dialog.kind.count() > 1)
    dialog.kind.setCurrentIndex(dialog.kind.findData("visit"))
    desk.soon(lambda: dialog.record.count() == 2)
    dialog.record.setCurrentText(WORDS)
    return dialog


def test_a_record_is_chosen_looked_at_erased_and_its_line_exported(desk, tmp_path):
    page = opened(desk)
    dialog = chosen(desk, page)
    dialog.verb.click()
    assert "on whose instruction" in dialog.fault.text()
    dialog.ground.setText("Schedule 4.2, asked by the data protection officer")
    dialog.reason.setPlainText("Kept longer than it may be.")
    dialog.verb.click()
    desk.soon(lambda: page.confirm is not None)
    confirm = page.confirm
    assert dict(confirm.plan.records) == {"Visit": 1, "Jotting": 1}
    assert "cannot be undone" in confirm.warning.text() and not confirm.verb.isEnabled()
    desk.soon(lambda: confirm.read.hasFocus())
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    desk.soon(lambda: len(page.log.rows()) == 1)
    desk.idle()
    page.export_to(tmp_path / "log.csv")
    desk.soon((tmp_path / "log.csv").exists)
    desk.idle()
    exported = (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    assert "Schedule 4.2" in exported and "Alex Dale" in exported
    assert [row.title for row in desk.services.visits.rows().rows] == ["Kept visit"]
    path, key = desk.opened.path, desk.opened.key
    desk.jobs.close()
    desk.opened.close()
    left = plain_bytes(path, key)
    assert b"Kept visit" in left
    for words in (WORDS, "zebrawood"):
        assert words.encode() not in left and words not in exported


def test_nothing_is_erased_by_looking_and_a_choice_left_open_is_said(desk):
    page = opened(desk)
    dialog = chosen(desk, page)
    dialog.record.setCurrentText("Something else")
    dialog.verb.click()
    assert "Choose the record" in dialog.fault.text()
    dialog.reject()
    assert page.log.rows() == [] and len(desk.services.visits.rows().rows) == 2


def test_a_member_who_is_not_the_office_is_offered_none_of_it(desk):
    with mock.patch("sif_desktop.sync.roster.may_erase", return_value=False):
        desk.window.go("team")
        desk.idle()
        page = desk.window.page("team")
        assert page.row is not None and not page.erasing.isVisible()
    found = [spec for spec in desk.context.pages if spec.key == "erasing"]
    assert not found[0].in_sidebar and not found[0].in_commands
