import datetime
import time
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import delete

from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.widgets.command_box import Hit

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, held)


def test_pages_are_built_when_first_shown_and_kept(window, context):
    assert context.built == ["today"]
    first = window.go("schools")
    window.go("today")
    assert window.go("schools") is first
    assert context.built == ["today", "schools"]


def test_ctrl_and_a_digit_goes_to_a_page(window):
    press(window, Qt.Key.Key_2, CTRL)
    assert window.here() == "schools"


def test_back_returns_to_exactly_where_one_was(window, qtbot):
    page = window.page("today")
    filler = QWidget()
    filler.setMinimumHeight(3000)
    page.add(filler)
    page.filter.setText("hill")
    page.show_record({"uid": "oak"})
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    bar.setValue(400)
    window.go("cases", {"uid": "ash"})
    page.filter.setText("something else")
    bar.setValue(0)
    press(window, Qt.Key.Key_Left, ALT)
    assert window.here() == "today"
    assert (page.filter.text(), page.record) == ("hill", "oak")
    qtbot.waitUntil(lambda: bar.value() == 400)
    press(window, Qt.Key.Key_Right, ALT)
    assert window.here() == "cases" and window.page("cases").record == "ash"


def test_two_records_on_the_same_page_are_two_places(window):
    window.go("cases", {"uid": "ash"})
    window.go("cases", {"uid": "elm"})
    window.back()
    assert window.page("cases").record == "ash"


def test_a_page_left_settles_what_is_being_typed(window):
    page = window.page("today")
    window.go("schools")
    assert page.settled == 1


def test_a_write_refreshes_the_page_in_front_and_the_others_when_shown(window):
    front, other = window.page("today"), window.page("schools")
    window.announce("changes")
    assert front.refreshed == ["changes"] and other.refreshed == []
    window.go("schools")
    assert other.refreshed == ["changes"]


def test_the_side_bar_marks_the_page_and_says_its_count(window):
    window.sidebar.set_counts({"today": 7})
    buttons = {b.spec.key: b for b in window.sidebar.findChildren(QWidget) if hasattr(b, "spec")}
    assert buttons["today"].isChecked()
    assert buttons["today"].accessibleName() == "Today, 7 to answer"
    window.go("cases", {"uid": "ash"})
    assert not any(button.isChecked() for button in buttons.values())
    assert "cases" not in buttons


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_forces_the_window_beyond_a_small_laptop(window, qtbot, scale):
    window.set_look(scale=scale)
    window.set_banner("Practice caseload: every school and every person here is invented. " * 2)
    qtbot.wait(20)
    need = window.minimumSizeHint()
    assert need.width() <= 1366 and need.height() <= 768


def test_at_200_per_cent_the_side_bar_shows_icons_only(window, qtbot):
    wide = window.sidebar.sizeHint().width()
    window.set_look(scale=2.0)
    assert window.sidebar.sizeHint().width() < wide


def test_text_size_by_key_is_remembered(window, context):
    press(window, Qt.Key.Key_Plus, CTRL)
    assert theme.current().scale == 1.25 and context.remembered["scale"] == 1.25
    press(window, Qt.Key.Key_Minus, CTRL)
    assert theme.current().scale == 1.0


def test_lock_settles_the_page_first(window, context):
    press(window, Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert context.locked and window.page("today").settled == 1


def test_the_command_box_runs_what_was_typed(window):
    press(window, Qt.Key.Key_K, CTRL)
    assert window.focusWidget() is window.command_box
    QTest.keyClicks(window.command_box, "go sch")
    press(window, Qt.Key.Key_Return)
    assert window.here() == "schools"


def test_the_command_box_shows_records_and_opens_the_one_chosen(window, qtbot):
    opened = []
    window.command_box._search = lambda text, show: show(
        [Hit(f"Oakfield for {text}", "school", lambda: opened.append(text))]
    )
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.command_box, "zzo")
    qtbot.waitUntil(lambda: window.command_box.results.count() == 1)
    press(window, Qt.Key.Key_Return)
    assert opened == ["zzo"]
    assert not window.command_box.results.isVisible()


def test_an_answer_to_an_older_text_is_dropped(window, qtbot):
    asked = []
    window.command_box._search = lambda _text, show: asked.append(show)
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.command_box, "zzo")
    qtbot.waitUntil(lambda: len(asked) == 1)
    QTest.keyClicks(window.command_box, "k")
    asked[0]([Hit("Old", "", lambda: None)])
    assert window.command_box.results.count() == 0


def test_a_command_of_a_hidden_page_is_neither_found_nor_run_by_key(window):
    done = []
    page = window.page("schools")
    window.commands.add(
        Command("import", "Import the register", lambda: done.append(1), "Ctrl+I"), page
    )
    press(window, Qt.Key.Key_I, CTRL)
    assert done == [] and window.commands.find("import") == []
    window.go("schools")
    press(window, Qt.Key.Key_I, CTRL)
    assert done == [1] and len(window.commands.find("import")) == 1


def test_no_two_commands_share_a_key(window):
    rows = [keys for group in window.commands.keys().values() for keys, _title in group]
    assert len(rows) == len(set(rows))


def test_f1_lists_every_key(window, qtbot):
    dialog = window.show_keys()
    names = {child.accessibleName() for child in dialog.findChildren(QWidget)}
    assert {"key Ctrl+K", "key F1", "key Ctrl+2"} <= names
    dialog.close()


def test_the_message_bar_offers_to_take_it_back_once(window):
    undone = []
    window.messages.saved(datetime.time(14, 32))
    window.messages.say("Visit moved to Thursday", lambda: undone.append(1))
    assert window.messages.saved_text() == "Saved 14:32"
    window.messages.undo_button.click()
    assert undone == [1] and window.messages.undo_button.isHidden()


def test_work_over_a_second_is_shown_with_cancel_until_it_ends(window, context, qtbot):
    def work(progress, cancelled):
        while not cancelled():
            progress(3, 10, "schools")
            time.sleep(0.005)

    context.jobs.run_long(window, "Reading the register", work)
    qtbot.waitUntil(window.progress.isVisible)
    button = next(
        child
        for child in window.progress.findChildren(QWidget)
        if child.accessibleName() == "Cancel: Reading the register"
    )
    button.click()
    qtbot.waitUntil(lambda: not window.progress.isVisible())


def test_short_work_shows_nothing(window, context, qtbot):
    ended = []
    context.jobs.run_long(window, "Reading", lambda _progress, _cancelled: 1, ended.append)
    qtbot.waitUntil(lambda: ended == [1])
    assert not window.progress.isVisible()


def test_work_that_outlasts_its_window_ends_quietly(qtbot, context):
    """As a backup does under which the caseload is locked."""
    window, go_on = MainWindow(context), Event()
    job = context.jobs.run_long(window, "Backing up", lambda _told, _stop: go_on.wait(5))
    delete(window)
    with qtbot.waitSignal(job.ended):
        go_on.set()


def test_an_empty_page_says_the_next_step_and_content_comes_back(window):
    page, taken = window.page("today"), []
    empty = page.show_empty("No schools yet.", "Load them.", "Import", lambda: taken.append(1))
    assert not page.filter.isVisible() and empty.isVisibleTo(page)
    empty.button.click()
    page.show_content()
    assert taken == [1] and page.filter.isVisibleTo(page)


def test_a_page_has_one_primary_button(window):
    page = window.page("today")
    page.set_primary("Plan a visit", lambda: None)
    with pytest.raises(ValueError, match="one primary"):
        page.set_primary("Issue note", lambda: None)
