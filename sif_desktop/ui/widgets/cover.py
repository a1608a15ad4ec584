"""Two sheets over the whole window: a blank cover, and the screen turned to the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_long
from sif_desktop.domain.parties import PARTIES
from sif_desktop.services.capture import Capture
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.action_strip import ActionStrip
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label


class Sheet(QFrame):
    """Lies over all of `window`, keeps its size, and gives the keyboard back when it goes."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.setAccessibleName(name)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        before = self.window().focusWidget()
        self._before = before if before is not None and not self.isAncestorOf(before) else None
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()
        self.setFocus()

    def close_sheet(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def toggle(self) -> None:
        if self.isVisible():
            self.close_sheet()
        else:
            self.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        # No key reaches what lies beneath.
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The keyboard stays on the sheet."""
        found = super().focusNextPrevChild(forward)
        now = self.window().focusWidget()
        if now is not None and not self.isAncestorOf(now) and now is not self:
            self.setFocus()
        return found


class Cover(Sheet):
    """Hides everything, the window's title included."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "The screen is covered")
        self._title = ""
        column = QVBoxLayout(self)
        words = Label("Covered", "title")
        hint = Label("F9 or Escape shows the visit again.", "quiet")
        column.addStretch(1)
        for label in (words, hint):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def open(self) -> None:
        self._title = self.window().windowTitle()
        self.window().setWindowTitle("SIF Desktop")
        super().open()

    def close_sheet(self) -> None:
        self.window().setWindowTitle(self._title)
        super().close_sheet()


class TurnedScreen(Sheet):
    """For reading together: this school only, only what may be shared, in large type.

    It is given fields one by one, so a jotting or a restricted record cannot appear in it.
    """

    def __init__(self, window: QWidget, parse: Callable[[str], date]) -> None:
        super().__init__(window, "The screen turned to the school")
        self.strip = ActionStrip(parse, self)
        self.strip.hide()
        self.strip.left.connect(self.setFocus)
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.GAP)
        inner = QWidget()
        inner.setProperty("look", "column")
        inner.setLayout(self._words)
        self._words.setContentsMargins(0, 0, theme.MARGIN, theme.MARGIN)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.MARGIN, theme.MARGIN, 2 * theme.MARGIN, theme.MARGIN)
        column.addWidget(area, 1)
        column.addWidget(self.strip)
        keys = QHBoxLayout()
        keys.addWidget(Label("! agrees an action · F8 turns the screen back", "caption"), 1)
        keys.addWidget(Button("Agree an action", lambda: self.strip.begin()))
        keys.addWidget(Button("Turn back", self.close_sheet))
        column.addLayout(keys)

    def show_capture(self, capture: Capture, titles: Mapping[str, str]) -> None:
        """`titles` names the visit's texts that may be read together, in order."""
        while (item := self._words.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        visit = capture.visit
        day = date.fromisoformat(visit.visit_date)
        self._line(visit.provider, "name")
        self._line(" · ".join(filter(None, (visit.title, say_long(day)))), "small")
        for title, text in (
            ("Focus", visit.focus),
            ("Areas agreed", visit.areas_agreed),
            *((title, getattr(visit, name)) for name, title in titles.items()),
        ):
            if text.strip():
                self._line(title, "head")
                self._line(text, "words")
        self._line("What we have agreed", "head")
        for task in capture.record.tasks:
            self._line(
                _agreed(task.what, task.who or PARTIES.get(task.party, ""), task.due), "turned"
            )
            if task.measure:
                self._line(f"What would show it: {task.measure}", "small")
        if not capture.record.tasks:
            self._line("Nothing yet.", "small")
        self._words.addStretch(1)

    def _line(self, text: str, look: str) -> None:
        """One paragraph: a `name`, a `head` over a group, `words` to read, or `small` words."""
        size = {"name": "page-title", "words": "page-title", "head": "lead"}.get(look, "title")
        label = Label(text, "quiet" if look in ("head", "small") else "", wrap=True)
        label.setFont(theme.current().font(size, bold=look in ("name", "head")))
        if look == "head":
            self._words.addSpacing(theme.GROUP)
        self._words.addWidget(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "!":
            self.strip.begin()
        else:
            super().keyPressEvent(event)


def _agreed(what: str, who: str, due: str) -> str:
    by = say_long(date.fromisoformat(due)) if due else ""
    return " — ".join(filter(None, (what, who, by and f"by {by}")))
