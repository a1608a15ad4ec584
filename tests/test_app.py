"""From nothing to an open caseload and back: first run, passphrase, locking, practice."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from sif_desktop import paths
from sif_desktop.app import Desk
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.services import caseload
from sif_desktop.settings import Settings
from sif_desktop.ui import theme

TODAY = date(2026, 11, 23)
PASSPHRASE = "four unrelated words here"


@pytest.fixture
def desk(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(keyfile, "STANDARD", keyfile.Cost(2**10))
    app = QApplication.instance()
    theme.apply(app, "light")
    settings = Settings(tmp_path / "settings.json")
    made = Desk(app, settings, Registry(paths.frameworks()), lambda: TODAY, tmp_path)
    yield made
    app.focusWindowChanged.disconnect(made._watch)
    app.aboutToQuit.disconnect(made.close)
    made.close()
    if made.gate is not None:
        made.gate.close()
        made.gate.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made.deleteLater()


def a_caseload(folder: Path, name: str = "Anyshire.sif") -> Path:
    path = folder / name
    new = caseload.NewCaseload(path, "Robin Gray", "england-2026", PASSPHRASE, authority="Anyshire")
    registry = Registry(paths.frameworks())
    caseload.create(new, registry, lambda: TODAY, cost=keyfile.Cost(2**10)).close()
    return path


def unlocked(desk, qtbot, path: Path, passphrase: str = PASSPHRASE) -> None:
    desk.begin(path)
    desk.gate.unlock.secret.setText(passphrase)
    desk.gate.unlock.open_button.click()
    qtbot.waitUntil(lambda: desk.window is not None)
    qtbot.waitUntil(lambda: desk.context.opened.loaded)


def test_the_first_run_makes_a_caseload_and_opens_it(desk, qtbot, tmp_path):
    desk.begin()
    page = desk.gate.first_run
    page.next_button.click()
    assert page.fault.text() == "Enter your name."
    page.name.setText("Robin Gray")
    page.next_button.click()
    page.choose_first()
    page.authority.setText("Anyshire: Council")
    page.next_button.click()
    page.next_button.click()
    assert "at least 10 characters" in page.fault.text()
    page.passphrase.setText(PASSPHRASE)
    page.again.setText("something else entirely")
    page.next_button.click()
    assert "not the same" in page.fault.text()
    page.again.setText(PASSPHRASE)
    page.next_button.click()
    assert "recovery code" in page.fault.text()
    page.recovery.save_to(tmp_path / "code.txt")
    page.next_button.click()
    qtbot.waitUntil(lambda: desk.window is not None)
    path = tmp_path / "Anyshire Council.sif"
    assert path.exists() and keyfile.key_path(path).exists()
    code = (tmp_path / "code.txt").read_text()
    desk.close()
    assert keyfile.unlock_with_code(path, page_code(code)) == keyfile.unlock(path, PASSPHRASE)


def page_code(text: str) -> str:
    return next(line for line in text.splitlines() if line.count("-") == 6)


def test_a_wrong_passphrase_is_said_where_one_types_and_the_right_one_opens(desk, qtbot, tmp_path):
    path = a_caseload(tmp_path)
    desk.begin(path)
    gate = desk.gate.unlock
    gate.secret.setText("wrong words")
    gate.open_button.click()
    qtbot.waitUntil(lambda: "does not open this caseload" in gate.fault.text())
    assert gate.secret.isEnabled() and desk.window is None
    gate.secret.setText(PASSPHRASE)
    gate.open_button.click()
    qtbot.waitUntil(lambda: desk.window is not None)
    assert desk.settings.get("caseload") == str(path)


def test_locking_closes_the_file_and_asks_again(desk, qtbot, tmp_path):
    path = a_caseload(tmp_path)
    unlocked(desk, qtbot, path)
    opened = desk.context.opened
    desk.window.lock()
    qtbot.waitUntil(lambda: opened.key == b"")
    assert desk.window is None and desk.gate is not None
    assert not path.with_name(path.name + "-wal").exists()
    unlocked(desk, qtbot, path)


def test_today_asks_a_locked_caseload_for_nothing_more(desk, qtbot, tmp_path):
    """What Today reads a little later may come due just as the caseload is locked."""
    unlocked(desk, qtbot, a_caseload(tmp_path))
    opened, today = desk.context.opened, desk.window.page("today")
    desk.window.lock()
    while opened.key:
        time.sleep(0.01)
    today._read_rest()  # the window goes only when Qt next looks at what is to be deleted
    qtbot.waitUntil(lambda: not isValid(today))
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]


def test_it_locks_itself_when_nobody_has_touched_it_for_long(desk, qtbot, tmp_path):
    unlocked(desk, qtbot, a_caseload(tmp_path))
    desk._on_tick()
    assert desk.window is not None
    desk._last_touch = time.time() - 60 * desk.settings.get("lock_after_minutes") - 1
    desk._on_tick()
    assert desk.window is None


def test_a_key_shows_that_somebody_is_there(desk, qtbot, tmp_path):
    unlocked(desk, qtbot, a_caseload(tmp_path))
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    desk._last_touch = time.time() - 60 * desk.settings.get("lock_after_minutes") - 1
    qtbot.keyClick(desk.window.windowHandle(), Qt.Key.Key_A)
    desk._on_tick()
    assert desk.window is not None


def test_it_locks_itself_after_the_computer_has_slept(desk, qtbot, tmp_path):
    unlocked(desk, qtbot, a_caseload(tmp_path))
    desk._last_tick = time.time() - 3600
    desk._on_tick()
    assert desk.window is None


def test_the_practice_caseload_says_that_it_is_one(desk, qtbot, tmp_path):
    desk.open_practice(tmp_path / "practice.sif")
    qtbot.waitUntil(lambda: desk.window is not None)
    assert "invented" in desk.window._banner_words.text()
    assert desk.settings.get("caseload") == ""
    qtbot.waitUntil(lambda: desk.context.opened.loaded)


def test_undo_and_redo_by_key_tell_what_they_did(desk, qtbot, tmp_path):
    unlocked(desk, qtbot, a_caseload(tmp_path))
    services, window = desk.context.services, desk.window
    services.settings.change_authority("Newshire", "")
    desk.context.undo()
    qtbot.waitUntil(lambda: "Undone" in window.messages.text())
    assert services.context.authority().name == "Anyshire"
    desk.context.redo()
    qtbot.waitUntil(lambda: "Redone" in window.messages.text())
    assert services.context.authority().name == "Newshire"


def test_a_damaged_caseload_leads_back_to_the_gate_with_the_reason(desk, qtbot, tmp_path):
    path = a_caseload(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[:2048] + os.urandom(len(content) - 2048))
    desk.begin(path)
    desk.gate.unlock.secret.setText(PASSPHRASE)
    desk.gate.unlock.open_button.click()

    qtbot.waitUntil(lambda: hasattr(desk.gate, "dialog"))
    dialog = desk.gate.dialog
    assert "damaged" in dialog.why.text()
    qtbot.waitUntil(lambda: "No backup was found" in dialog.words.text())
    assert desk.window is None
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox):
            box.close()


def test_a_caseload_open_in_another_window_is_refused_in_words(desk, qtbot, tmp_path):
    path = a_caseload(tmp_path)
    other = caseload.unlock(path, PASSPHRASE, desk.registry, lambda: TODAY)
    desk.begin(path)
    desk.gate.unlock.secret.setText(PASSPHRASE)
    desk.gate.unlock.open_button.click()
    gate = desk.gate.unlock
    qtbot.waitUntil(lambda: "already open" in gate.fault.text())
    other.close()


def test_an_undoing_that_fails_at_the_end_asks_for_the_passphrase_and_says_why(
    desk, qtbot, tmp_path, monkeypatch
):
    from sif_desktop.services import received

    path = a_caseload(tmp_path)
    unlocked(desk, qtbot, path)

    def fails(opened):
        opened.close()
        raise Problem("Nothing was undone.", "Try again.")

    monkeypatch.setattr(received, "undo_received", fails)
    desk.undo_receive()
    qtbot.waitUntil(lambda: desk.gate is not None)
    boxes = [b for b in QApplication.topLevelWidgets() if isinstance(b, QMessageBox)]
    assert [box.text() for box in boxes if box.isVisible()] == ["Nothing was undone."]
    for box in boxes:
        box.close()
    unlocked(desk, qtbot, path)
