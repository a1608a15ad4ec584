"""What the program says: the message bar, and the only module that opens message boxes.

Success is never a box. A box is a problem to be told, or a decision. A fault of the program's own
is one plain sentence; its technical details can be copied and hold no names and no text.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from datetime import time
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.logs import where_it_arose
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import ElidedLabel, Label

if TYPE_CHECKING:
    from PySide6.QtCore import QPropertyAnimation
    from PySide6.QtWidgets import QMessageBox

# Boxes, styles and effects bring large sets of names with them, which Qt's bindings build when
# first asked for; they are imported where used, so that the first paint does not wait for them.

_log = logging.getLogger("sif_desktop.ui")
_STOPPED = "Stopped. Nothing from this step was kept."


class MessageBar(QFrame):
    """The line at the bottom: when work was last saved, what happened, and how to take it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bottom")
        self.setAccessibleName("Messages")
        self._saved = Label("", "caption", self)
        self._words = ElidedLabel("", "", self)
        self._words.setAccessibleName("Last message")
        self.undo_button = Button("Undo", self._on_undo, look="link", parent=self)
        self.undo_button.hide()
        self._undo: Callable[[], object] | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.GROUP, theme.HALF, theme.GROUP, theme.HALF)
        line.setSpacing(theme.GROUP)
        line.addWidget(self._saved)
        line.addWidget(self._words)
        line.addWidget(self.undo_button)
        line.addStretch(1)
        self._fade: QPropertyAnimation | None = None

    def sizeHint(self) -> QSize:
        """Room for Undo whether it is shown or not, so that nothing above it moves."""
        button = self.undo_button.sizeHint().height()
        height = max(theme.TARGET, button) + 2 * theme.HALF
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show what happened; with `undo`, offer to take it back."""
        self._words.setText(text)
        self._undo = undo
        self.undo_button.setVisible(undo is not None)
        self.undo_button.setAccessibleName(f"Undo: {text}")
        if text:
            self._show_it(text)

    def _show_it(self, text: str) -> None:
        """Fade the words in where motion is wanted, and have them read out."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
        from PySide6.QtWidgets import QStyle

        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0:
            if self._fade is None:
                self._fade = _fade_of(self._words)
            self._fade.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def saved(self, at: time) -> None:
        """Work is on disk as of `at`."""
        self._saved.setText(f"Saved {at:%H:%M}")

    def text(self) -> str:
        return self._words.text()

    def saved_text(self) -> str:
        return self._saved.text()

    def _on_undo(self) -> None:
        undo = self._undo
        self.say("")
        if undo is not None:
            undo()


def _fade_of(widget: QWidget) -> QPropertyAnimation:
    from PySide6.QtCore import QPropertyAnimation
    from PySide6.QtWidgets import QGraphicsOpacityEffect

    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(1.0)
    widget.setGraphicsEffect(effect)
    fade = QPropertyAnimation(effect, b"opacity", widget)
    fade.setDuration(theme.FADE_MS)
    fade.setStartValue(0.0)
    fade.setEndValue(1.0)
    return fade


def say(widget: QWidget, text: str, undo: Callable[[], object] | None = None) -> None:
    """Show `text` in the message bar of the window `widget` is in."""
    bar = widget.window().findChild(MessageBar)
    if isinstance(bar, MessageBar):
        bar.say(text, undo)


def show_problem(parent: QWidget | None, problem: Problem) -> QMessageBox:
    """Tell the officer what is wrong and what to do; does not wait for the answer."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, problem.message, problem.hint, warning=True)
    box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def confirm(parent: QWidget | None, question: str, verb: str, hint: str = "") -> bool:
    """Ask for a decision: a button saying `verb`, and Cancel. Waits; true if `verb` was chosen."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, question, hint)
    yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(yes)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    box.exec()
    chosen = box.clickedButton() is yes
    box.deleteLater()
    return chosen


def show_unexpected(parent: QWidget | None, error: BaseException) -> QMessageBox:
    """A fault of the program's own: one sentence, and details to copy for whoever supports it."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QMessageBox

    details = where_it_arose(error)
    _log.error("unexpected fault\n%s", details)
    box = _box(
        parent,
        "The program met a fault of its own and stopped this step.",
        "You can go on working. If it happens again, copy the technical details and send them to "
        "whoever supports the program. They hold no names and none of your text.",
        warning=True,
    )
    copy = box.addButton("Copy technical details", QMessageBox.ButtonRole.ActionRole)
    # ActionRole closes a QMessageBox too, which is wanted: one click does it.
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.setDefaultButton(box.addButton("Close", QMessageBox.ButtonRole.RejectRole))
    box.open()
    return box


def report_failure(parent: QObject | None, error: BaseException) -> None:
    """Say in the right way how a job failed: the `on_failure` of `Jobs`."""
    from PySide6.QtWidgets import QApplication

    widget = parent if isinstance(parent, QWidget) else QApplication.activeWindow()
    if isinstance(error, Cancelled):
        if widget is not None:
            say(widget, _STOPPED)
    elif isinstance(error, Problem):
        show_problem(widget, error)
    else:
        show_unexpected(widget, error)


class _Relay(QObject):
    """Brings a fault from whatever thread it arose on to the main thread."""

    caught = Signal(object)


def install_excepthook(window: Callable[[], QWidget | None]) -> None:
    """Faults nobody caught become one plain sentence over `window()`; one box at a time."""
    relay = _Relay()
    shown: list[QMessageBox] = []

    def show(error: BaseException) -> None:
        if shown:
            _log.error("further fault\n%s", where_it_arose(error))
            return
        box = show_unexpected(window(), error)
        shown.append(box)
        box.finished.connect(lambda _result: shown.clear())

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            relay.caught.emit(error)

    relay.caught.connect(show, Qt.ConnectionType.QueuedConnection)
    sys.excepthook = hook
    threading.excepthook = lambda args: relay.caught.emit(args.exc_value)


def _box(parent: QWidget | None, text: str, hint: str, *, warning: bool = False) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(hint)
    box.setIcon(QMessageBox.Icon.Warning if warning else QMessageBox.Icon.NoIcon)
    box.setWindowTitle("SIF Desktop")
    box.setAccessibleName(text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
