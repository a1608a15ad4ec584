"""A pair of hands at the page where a document is written: tests there write with real keys."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from sif_desktop.ui.widgets.phrase_popup import PhrasePopup
from tests.ui import test_composer_page as composer

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
TEACHING = composer.TEACHING

services, visit, context = composer.services, composer.visit, composer.context
window, page = composer.window, composer.page


class Hand:
    """What a pair of hands does at the page."""

    def __init__(self, qtbot, window, page, services) -> None:
        self.bot, self.window, self.page, self.services = qtbot, window, page, services
        self.sheet = page.sheet

    def at(self):
        # With no display, a menu that closes leaves no window in front.
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def press(self, key, held=PLAIN) -> None:
        QTest.keyClick(self.at(), key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.at(), text)

    def until(self, true) -> None:
        self.bot.waitUntil(true)

    def rest(self) -> None:
        """Until what was done is stored, and what is stored is shown."""
        stored = self.services.documents
        self.until(lambda: not self.page.desk.busy() and not self.sheet.is_editing())
        self.until(lambda: stored.open(self.page.view.uid).draft == self.page.view.draft)

    def edit(self, line: str) -> None:
        assert self.sheet.choose(line)
        self.sheet.setFocus()
        self.press(Key.Key_Return)
        assert self.sheet.is_editing()

    def draft(self):
        return self.services.documents.open(self.page.view.uid).draft

    def undone_to(self, label: str) -> None:
        step = self.services.undo.next_undo()
        assert step is not None and step.label == label

    def menu(self) -> QMenu:
        def shown():
            return [
                w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()
            ]

        self.until(lambda: bool(shown()))
        return shown()[0]

    def choose_in_menu(self, words: str) -> None:
        menu = self.menu()
        action = next(a for a in menu.actions() if a.text().replace("&", "").startswith(words))
        action.trigger()
        menu.close()


@pytest.fixture
def hand(qtbot, window, page, services) -> Hand:
    made = Hand(qtbot, window, page, services)
    made.until(lambda: page.spelling.speller is not None)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMenu | PhrasePopup):
            widget.close()
    page.sheet.finish_editing()
    QGuiApplication.clipboard().clear()


def own_blocks(draft, kind=None):
    return [b for _, b in draft.blocks() if b.own and kind in (None, b.kind)]


def copy(text: str) -> None:
    content = QMimeData()
    content.setText(text)
    QGuiApplication.clipboard().setMimeData(content)
