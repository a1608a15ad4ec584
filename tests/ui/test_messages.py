import logging
import sys
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.ui import messages

SECRET = "Amy Example was crying"


def _fault() -> BaseException:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        return error


def boxes() -> list[QMessageBox]:
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()
    ]


def button(box: QMessageBox, text: str):
    return next(b for b in box.buttons() if b.text() == text)


def test_a_problem_is_told_with_its_remedy_as_plain_text(window, qtbot):
    box = messages.show_problem(window, Problem("<b>Column URN</b> is missing.", "Choose another."))
    assert box.text() == "<b>Column URN</b> is missing."
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.informativeText() == "Choose another."
    button(box, "Close").click()
    qtbot.waitUntil(lambda: boxes() == [])


@pytest.mark.parametrize("verb, answer", [("Delete visit", True), ("Cancel", False)])
def test_a_decision_has_a_verb_and_cancel(window, verb, answer):
    QTimer.singleShot(50, lambda: button(boxes()[0], verb).click())
    assert messages.confirm(window, "Delete this visit?", "Delete visit") is answer


def test_escape_decides_nothing(window):
    QTimer.singleShot(50, lambda: QTest.keyClick(boxes()[0], Qt.Key.Key_Escape))
    assert messages.confirm(window, "Delete this visit?", "Delete visit") is False


def test_an_unexpected_fault_shows_no_traceback_and_can_be_copied_without_names(window, caplog):
    with caplog.at_level(logging.CRITICAL):
        box = messages.show_unexpected(window, _fault())
    shown = box.text() + box.informativeText() + box.detailedText()
    assert "KeyError" not in shown and SECRET not in shown and "Traceback" not in shown
    button(box, "Copy technical details").click()
    copied = QGuiApplication.clipboard().text()
    assert "KeyError" in copied and "test_messages.py" in copied and SECRET not in copied


def test_a_cancelled_job_is_a_line_in_the_bar_and_no_box(window):
    messages.report_failure(window, Cancelled())
    assert window.messages.text().startswith("Stopped") and boxes() == []


def test_a_fault_on_any_thread_becomes_one_sentence(window, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    messages.install_excepthook(lambda: window)
    error = _fault()
    sys.excepthook(type(error), error, error.__traceback__)
    worker = threading.Thread(target=lambda: 1 / 0)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    qtbot.wait(30)
    assert len(boxes()) == 1
    button(boxes()[0], "Close").click()
    qtbot.waitUntil(lambda: boxes() == [])
