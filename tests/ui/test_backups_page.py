"""Backups on screen: made, carried, rehearsed, restored beside; a damaged caseload at the gate."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from sif_desktop import paths
from sif_desktop.app import Desk
from sif_desktop.domain.errors import Problem
from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.keyfile import key_path
from sif_desktop.services import caseload
from sif_desktop.services.caseload import DamagedStore
from sif_desktop.settings import Settings
from sif_desktop.ui import messages
from sif_desktop.ui.backup_rounds import BackupRounds
from sif_desktop.ui.widgets.lists import LineRow
from tests.ui.office import TODAY, Office

PASSPHRASE = "four plain words here"


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(office):
    office.window.go("backups")
    found = office.window.page("backups")
    office.soon(lambda: hasattr(found, "standing"))
    return found


def rows(page) -> list[LineRow]:
    return page.findChildren(LineRow)


def said(office) -> str:
    return office.window.messages.text()


def spoil(path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(3000, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)


def test_settings_and_the_command_box_lead_to_the_page(office):
    assert any("Backups" in command.title for command in office.window.commands.find("backups"))
    office.window.go("settings")
    settings = office.window.page("settings")
    button = next(
        b for b in settings.findChildren(type(settings.primary)) if b.text() == "Backups…"
    )
    button.click()
    assert office.window.here() == "backups"


def test_a_backup_made_by_hand_is_in_the_list(office, page):
    assert rows(page) == [] and not page.rehearse_button.isEnabled()
    page.primary.click()
    office.soon(lambda: len(rows(page)) == 1)
    assert "made and checked" in said(office)
    assert "1 school" in rows(page)[0].detail and "Checked" in rows(page)[0].detail


def test_a_stick_is_chosen_filled_and_given_up(office, page, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    page.make()
    office.soon(lambda: len(rows(page)) == 1)
    page.set_second(stick)
    office.soon(lambda: "safe to remove" in said(office))
    office.soon(lambda: "The newest there is of" in page.second_words.text())
    assert "on the drive of the caseload" in page.second_words.text()
    page.forget.click()
    office.soon(lambda: "does not help if the laptop is lost" in page.second_words.text())
    assert len(list(stick.rglob("*.sif"))) == 1


def test_the_rehearsal_says_what_came_of_it(office, page):
    page.make()
    office.soon(lambda: page.rehearse_button.isEnabled())
    page.rehearse_button.click()
    office.soon(lambda: "agrees with its log" in page.rehearsal_words.text())


def test_a_backup_is_restored_beside_by_keys_and_can_be_opened(office, page):
    page.make()
    office.soon(lambda: len(rows(page)) == 1)
    asked = []
    office.context.caseload_wanted.connect(asked.append)
    office.bot.keyClick(rows(page)[0], Qt.Key.Key_Return)
    dialog = office.dialog()
    dialog.where.setText(str(office.opened.path))
    dialog.verb.click()
    office.soon(lambda: "already a file" in dialog.fault.text())
    to = office.opened.path.with_name("restored.sif")
    dialog.where.setText(str(to))
    dialog.open_it.setChecked(True)
    dialog.verb.click()
    office.soon(lambda: asked == [to])
    assert to.exists() and key_path(to).exists()


def test_the_clock_makes_one_by_itself_and_the_page_shows_it(office, page):
    rounds = BackupRounds(office.context, office.window, lambda _error: None)
    rounds.look()
    office.soon(lambda: len(rows(page)) == 1)
    assert "While you worked" in rows(page)[0].detail
    office.soon(lambda: "agrees with its log" in page.rehearsal_words.text())


def test_the_clock_says_once_that_none_could_be_made(office, monkeypatch):
    backups = office.services.backups

    def full(*_given):
        raise Problem("There is no room left.", "Free some space.")

    monkeypatch.setattr(backups, "round", full)
    rounds = BackupRounds(office.context, office.window, lambda _error: None)
    rounds.look()
    office.soon(lambda: said(office).startswith("No backup was made. There is no room left."))
    office.window.messages.say("")
    office.soon(lambda: not rounds._under_way)
    rounds.look()
    office.soon(lambda: not rounds._under_way)
    assert said(office) == ""


def test_damage_the_clock_finds_is_asked_about_and_never_takes_the_screen_away(office, monkeypatch):
    answers, gone = iter([False, True]), []
    monkeypatch.setattr(messages, "confirm", lambda *_: next(answers))

    def damaged(*_given):
        raise DamagedStore(office.opened.path)

    monkeypatch.setattr(office.services.backups, "round", damaged)
    rounds = BackupRounds(office.context, office.window, gone.append)
    rounds.look()
    office.soon(lambda: not rounds._timer.isActive())
    assert gone == []
    office.soon(lambda: not rounds._under_way)
    rounds.look()
    office.soon(lambda: len(gone) == 1)


# At the gate --------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path):
    """A closed caseload with one backup."""
    path = tmp_path / "Anyshire.sif"
    new = caseload.NewCaseload(path, "Robin Gray", "england-2026", PASSPHRASE)
    opened = caseload.create(
        new, Registry(paths.frameworks()), lambda: TODAY, cost=keyfile.Cost(2**10)
    )
    opened.services.backups.make()
    opened.close()
    return path


@pytest.fixture
def desk(qtbot, tmp_path):
    app = QApplication.instance()
    made = Desk(
        app,
        Settings(tmp_path / "settings.json"),
        Registry(paths.frameworks()),
        lambda: TODAY,
        tmp_path,
    )
    yield made
    app.focusWindowChanged.disconnect(made._watch)
    app.aboutToQuit.disconnect(made.close)
    made.close()
    if made.gate is not None:
        made.gate.close()
        made.gate.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made.deleteLater()


def unlock(desk, path) -> None:
    desk.begin(path)
    desk.gate.unlock.secret.setText(PASSPHRASE)
    desk.gate.unlock.open_button.click()


def test_a_damaged_caseload_offers_the_last_good_backup_and_opens_it(desk, qtbot, kept):
    spoil(kept)
    spoiled = kept.read_bytes()
    unlock(desk, kept)
    qtbot.waitUntil(lambda: hasattr(desk.gate, "dialog"))
    dialog = desk.gate.dialog
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert "0 schools" in dialog.list.item(0).text()
    dialog.verb.click()
    qtbot.waitUntil(lambda: desk.window is not None)
    qtbot.waitUntil(lambda: desk.context.opened.loaded)
    qtbot.waitUntil(lambda: "damaged" in desk.window.messages.text())
    (aside,) = kept.parent.glob("Anyshire damaged *.sif")
    assert aside.read_bytes() == spoiled and aside.name in desk.window.messages.text()
    assert desk.context.opened.faults() == []


def test_leaving_a_damaged_caseload_forgets_the_key_and_changes_nothing(desk, qtbot, kept):
    spoil(kept)
    spoiled = kept.read_bytes()
    unlock(desk, kept)
    qtbot.waitUntil(lambda: hasattr(desk.gate, "dialog"))
    dialog = desk.gate.dialog
    dialog.reject()
    assert dialog._key == b"" and kept.read_bytes() == spoiled


def test_a_lost_key_file_is_put_back_from_a_backup(desk, qtbot, kept, monkeypatch):
    key_path(kept).unlink()
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    unlock(desk, kept)
    qtbot.waitUntil(lambda: desk.window is not None)
    qtbot.waitUntil(lambda: desk.context.opened.loaded)
    assert key_path(kept).exists()


def test_another_caseload_is_opened_in_place_of_this_one(desk, qtbot, kept):
    unlock(desk, kept)
    qtbot.waitUntil(lambda: desk.window is not None)
    qtbot.waitUntil(lambda: desk.context.opened.loaded)
    other = kept.with_name("Other.sif")
    desk.context.caseload_wanted.emit(other)
    assert desk.window is None and desk.gate._path == other


def test_a_caseload_put_back_by_hand_says_one_line(desk, qtbot, kept):
    before = kept.read_bytes()
    registry = Registry(paths.frameworks())
    assert not caseload_opened_once(kept, registry)
    kept.write_bytes(before)
    unlock(desk, kept)
    qtbot.waitUntil(lambda: desk.window is not None)
    qtbot.waitUntil(lambda: "new number" in desk.window.messages.text())


def caseload_opened_once(path, registry) -> bool:
    opened = caseload.unlock(path, PASSPHRASE, registry, lambda: TODAY)
    copied = opened.services is None or opened.was_copied
    opened.close()
    return copied
