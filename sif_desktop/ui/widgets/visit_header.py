"""The line at the top of a visit: school, type, focus, the clock, when work was last saved."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_long
from sif_desktop.services.visit_record import Visit
from sif_desktop.services.visits import STATE_WORDS
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button, IconButton
from sif_desktop.ui.widgets.marks import TagLabel
from sif_desktop.ui.widgets.text import ElidedLabel, Label

_CLOCK_MS = 5_000
# The one next step in each state; nothing in those left out.
_STEPS = {
    "planned": "Start the visit",
    "in_school": "End the visit",
    "drafting": "Write the note",
    "with_school": "Open the note",
    "issued": "Open the note",
}


class VisitHeader(QFrame):
    stepped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Visit")
        self.name = ElidedLabel("", "title")
        self.state = TagLabel("")
        self.about = ElidedLabel("", "quiet")
        self.clock = Label("", "title")
        self.clock.setAccessibleName("Time now")
        self.saved = Label("", "caption")
        self.primary = Button("", self.stepped.emit, look="primary")
        self.school = IconButton("schools", "Open the school")
        self.attach = IconButton("photo", "Attach photos or files (Ctrl+Shift+A)")
        self.turn = IconButton("show", "Turn the screen to the school (F8)")
        self.cover = IconButton("cover", "Cover the screen (F9)")
        self._lay_out()
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(_CLOCK_MS)
        self._tick()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP + 2)
        top.addWidget(self.name)
        top.addWidget(self.state)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(top)
        words.addWidget(self.about)
        times = QVBoxLayout()
        times.setSpacing(0)
        times.addWidget(self.clock)
        times.addWidget(self.saved)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.HALF)
        line.setSpacing(theme.GAP)
        line.addLayout(words, 1)
        for button in (self.school, self.attach, self.turn, self.cover):
            line.addWidget(button)
        line.addSpacing(theme.GAP)
        line.addLayout(times)
        line.addSpacing(theme.GAP)
        line.addWidget(self.primary)
        self._fonts()

    def show_visit(self, visit: Visit) -> None:
        day = say_long(date.fromisoformat(visit.visit_date)) if visit.visit_date else ""
        focus = f"focus: {visit.focus}" if visit.focus else ""
        self.name.setText(visit.provider)
        self.about.setText(" · ".join(filter(None, (visit.title, focus, day))))
        hidden = "Restricted · " if visit.restricted else ""
        self.state.set_tag(f"{hidden}{STATE_WORDS.get(visit.state, visit.state)}")
        step = _STEPS.get(visit.state, "")
        self.primary.setText(step)
        self.primary.setAccessibleName(step)
        self.primary.setVisible(bool(step))

    def show_saved(self, at: time) -> None:
        self.saved.set_look("caption")
        self.saved.setText(f"saved {at:%H:%M:%S}")

    def show_unsaved(self) -> None:
        """Typing did not reach the disk; said until it does."""
        self.saved.set_look("bad")
        self.saved.setText("NOT SAVED")

    def _tick(self) -> None:
        self.clock.setText(f"{datetime.now().astimezone():%H:%M}")

    def _fonts(self) -> None:
        look = theme.current()
        self.saved.setMinimumWidth(look.px(92))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "saved"):
            self._fonts()
