"""The officer's hands: keys go wherever the keyboard really is, clicks to what can be seen.

Nothing is reached past the window: a control that the keyboard does not come to, or that is hidden
or greyed, stops the journey with a sentence that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QMessageBox,
    QWidget,
)

from sif_desktop.tour import Tour

Found = TypeVar("Found", bound=QWidget)
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_FILE_DIALOGS = {
    "getOpenFileName": lambda path: (str(path), ""),
    "getSaveFileName": lambda path: (str(path), ""),
    "getExistingDirectory": str,
}


class StuckError(AssertionError):
    """The officer could not go on; the message says where."""


class Hands:
    """Counts what is pressed: `keys` and `clicks`."""

    def __init__(self, tour: Tour) -> None:
        self._tour = tour
        self.keys = self.clicks = 0

    # Where one is ------------------------------------------------------------------------------

    def front(self) -> QWidget:
        """The window or dialog that takes the keys."""
        front = QApplication.activeModalWidget() or self._tour.desk.front()
        if front is None:
            raise StuckError("no window is open")
        return front

    def focus(self) -> QWidget:
        """What the keyboard is in."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        front = self.front()
        if not front.isActiveWindow():
            front.activateWindow()  # where no window manager does it
            self._tour.wait(lambda: front.isActiveWindow() or not front.isVisible())
        return front.focusWidget() or front

    def at(self, name: str) -> QWidget:
        """Wait until the keyboard is in the control called `name`."""
        self.until(lambda: _named(self.focus(), name), f"the keyboard to come to “{name}”")
        return self.focus()

    def see(self, kind: type[Found], name: str = "", where: QWidget | None = None) -> Found:
        """The one control of this kind and name that is shown, waited for."""
        found: list[Found] = []

        def there() -> bool:
            inside = (where or self.front()).findChildren(kind)
            found[:] = [one for one in inside if one.isVisible() and _named(one, name)]
            return bool(found)

        self.until(there, f"{kind.__name__} “{name}” to be shown")
        return found[0]

    def dialog(self, kind: type[Found]) -> Found:
        """The dialog of this kind in front, waited for."""
        self.until(lambda: isinstance(self.front(), kind), f"{kind.__name__} to open")
        front = self.front()
        assert isinstance(front, kind)
        return front

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait for the program; a box that says something is wrong ends the wait."""

        def over() -> bool:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                raise StuckError(f"{box.text()} {box.informativeText()}")
            return true()

        try:
            self._tour.wait(over)
        except TimeoutError:
            here = self.focus()
            said = f"{type(here).__name__} “{name_of(here)}”"
            raise StuckError(f"Waited in vain for {what}; the keyboard is in {said}.") from None

    def rest(self) -> None:
        """Let the program finish what it is about."""
        self._tour.calm()
        self.until(lambda: True, "nothing")

    # What one does -----------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type `text`, key by key, where the keyboard is."""
        for letter in text:
            self.keys += 1
            if letter == "\n":
                QTest.keyClick(self.focus(), Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focus(), letter)

    def press(self, *combinations: str) -> None:
        """Press keys in turn: "Tab", "Ctrl+Return", "Ctrl+2"."""
        for combination in combinations:
            *held, name = combination.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for word in held:
                modifiers |= _HELD[word]
            self.keys += 1
            QTest.keyClick(self.focus(), getattr(Qt.Key, f"Key_{name}"), modifiers)

    def enter(self, text: str, *then: str) -> None:
        """Type over what stands in the field, then press keys."""
        self.press("Ctrl+A")
        self.type(text)
        self.press(*then)

    def tab_to(self, name: str, most: int = 30, key: str = "Tab") -> QWidget:
        """Go on by Tab until the keyboard is in the control called `name`."""
        for _ in range(most):
            if _named(self.focus(), name):
                return self.focus()
            self.press(key)
        raise StuckError(f"{key} does not lead to “{name}”")

    def click(self, widget: QWidget) -> None:
        if widget.visibleRegion().isEmpty() or not widget.isEnabled():
            raise StuckError(f"“{name_of(widget)}” cannot be clicked")
        self.focus()
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    @contextmanager
    def file_dialog(self, path: Path) -> Iterator[None]:
        """The system's own file dialog, which is not part of the program, answers `path`."""
        asked: list[str] = []
        real = {name: getattr(QFileDialog, name) for name in _FILE_DIALOGS}

        def standing_in(name: str, answer: Callable[[Path], object]) -> Callable[..., object]:
            def ask(*_arguments: object, **_options: object) -> object:
                asked.append(name)
                return answer(path)

            return ask

        try:
            for name, answer in _FILE_DIALOGS.items():
                setattr(QFileDialog, name, staticmethod(standing_in(name, answer)))
            yield
            self.until(lambda: bool(asked), "a file to be asked for")
        finally:
            for name, method in real.items():
                setattr(QFileDialog, name, staticmethod(method))


def picture_of(front: QWidget, window: QWidget) -> QPixmap:
    """What is on the screen: `window`, with `front` over it if that is a dialog."""
    picture = window.grab()
    if isinstance(front, QDialog):
        painter = QPainter(picture)
        corner = window.rect().center() - front.rect().center()
        painter.fillRect(picture.rect(), Qt.GlobalColor.transparent)
        painter.drawPixmap(corner, front.grab())
        painter.drawRect(front.rect().translated(corner).adjusted(-1, -1, 0, 0))
        painter.end()
    return picture


def _named(widget: QWidget, name: str) -> bool:
    return name_of(widget).startswith(name)


def name_of(widget: QWidget) -> str:
    """What is read out for it: its name, or else the words on it."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words.replace("&", "")
