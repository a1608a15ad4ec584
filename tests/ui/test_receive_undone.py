"""What was received is undone through the window, which closes and opens the caseload again."""

import pytest

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.tasks import task
from tests.ui.office import Key
from tests.ui.two_offices import StartedDesk, a_caseload


@pytest.fixture
def desk(qtbot, tmp_path):
    made = StartedDesk(qtbot, tmp_path / "b", "Robin Gray", school=False)
    yield made
    made.close()


@pytest.fixture
def file(desk, tmp_path):
    """A colleague's file for this officer, with a school."""
    alex = a_caseload(tmp_path / "a", "Alex Dale", school=True)
    mine, theirs = desk.services.exchange, alex.services.exchange
    mine.add_card(theirs.card())
    theirs.add_card(mine.card())
    theirs.send(tmp_path / "1.sifx", [theirs.colleagues()[0].id])
    alex.close()
    return tmp_path / "1.sifx"


def form_after(desk, page, asked):
    """What is shown once undoing was asked for."""
    page.receiving.form = None
    asked()
    desk.soon(lambda: page.receiving.form is not None)
    return page.receiving.form


def schools(desk):
    return [row.name for row in desk.services.schools.rows()]


def test_it_is_undone_by_key_once_the_officer_has_read_what_goes_and_what_stays(desk, file):
    page = desk.exchange()
    page.take(file)
    desk.soon(lambda: page.receiving.dialog is not None)
    page.receiving.dialog.take.click()
    desk.soon(lambda: page.receiving.dialog.windowTitle() == "Received from Alex Dale")
    report = page.receiving.dialog
    form_after(desk, page, report.undo.emit).reject()  # read, and left as it is
    report.accept()
    desk.idle()
    assert schools(desk) == ["Oakfield Primary School"]
    with desk.services.context.store.action("Mine") as act:
        act.create(task, TEAM, what="Ring the office", state="open")

    replica, window = desk.services.context.store.replica, desk.window
    desk.to_front()
    page.tabs["files"].table.setFocus()
    form = form_after(desk, page, lambda: desk.press(Key.Key_U))
    assert form.fields["told"].text().startswith("From Alex Dale, taken in on ")
    assert "Your own work since" in form.fields["told3"].text()
    form.verb.click()
    assert not window.isEnabled()
    desk.soon(lambda: desk.program.window not in (None, window))
    desk.at_work()
    assert schools(desk) == []
    assert [row.what for row in desk.services.tasks.rows()] == ["Ring the office"]
    assert desk.services.context.store.replica != replica
    assert "your own work since is kept" in desk.window.messages.text()
    assert desk.receive(file).new > 0  # and it can come again
    assert schools(desk) == ["Oakfield Primary School"]


def test_where_it_cannot_be_undone_the_window_goes_on_as_it_was(desk, file, monkeypatch):
    from sif_desktop.domain.errors import Problem
    from sif_desktop.services import received

    def refuse(_opened):
        raise Problem("The backup is damaged.")

    told = []
    monkeypatch.setattr("sif_desktop.ui.messages.report_failure", lambda *what: told.append(what))
    monkeypatch.setattr(received, "undo_received", refuse)
    desk.receive(file)
    window = desk.window
    desk.context.undo_receive_wanted.emit()
    desk.soon(lambda: bool(told))
    assert desk.window is window and window.isEnabled()
    assert schools(desk) == ["Oakfield Primary School"]
