"""The time of a meeting and of the item under discussion, and by how much either overruns."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sif_desktop.services.meeting_rows import UNDER_WAY, MeetingPage
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label

_TICK_MS = 1000


def clock_words(seconds: int, planned: int) -> str:
    """What was spent of the minutes planned, "3 minutes over", or what was spent of none."""
    spent = seconds // 60
    if not planned:
        return _minutes(spent)
    if seconds > planned * 60:
        over = -(-(seconds - planned * 60) // 60)
        return f"{_minutes(over)} over"
    return f"{spent} of {_minutes(planned)}"


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


class MeetingClock(QWidget):
    """Counts while the meeting is under way. `take()` hands over what the item in hand has used
    since it was last taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Time")
        self.item_words, self.whole_words = Label("", "strong"), Label("", "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, theme.GAP)
        line.setSpacing(theme.GROUP)
        line.addWidget(self.item_words)
        line.addWidget(self.whole_words)
        self._since = 0.0
        self._running = False
        self._base, self._planned = (0, 0), (0, 0)  # item, whole: seconds spent, minutes planned
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.show_time)

    def show_meeting(self, page: MeetingPage, item_uid: str) -> None:
        """Count for this item; what is stored of it is counted on from."""
        item = page.item(item_uid)
        spent = sum(one.spent for one in page.items)
        self._base = (item.spent if item else 0, spent)
        self._planned = (item.minutes if item else 0, page.planned_minutes)
        running = page.row.state == UNDER_WAY
        if running and not self._running:
            self._since = time.monotonic()
        self._running = running
        if running:
            self._timer.start()
        else:
            self._timer.stop()
        self.setVisible(running or bool(spent))
        self.show_time()

    def gone(self) -> int:
        """Seconds not yet taken."""
        return int(time.monotonic() - self._since) if self._running else 0

    def take(self) -> int:
        """What was used since the last time, to be kept with the item."""
        seconds = self.gone()
        self._since += seconds
        return seconds

    def pause(self) -> None:
        """Nothing counts while the meeting is not on the screen."""
        self._timer.stop()
        self._running = False

    def show_time(self) -> None:
        gone = self.gone()
        for label, name, base, planned in (
            (self.item_words, "Item", self._base[0], self._planned[0]),
            (self.whole_words, "Meeting", self._base[1], self._planned[1]),
        ):
            seconds = base + gone
            words = f"{name}: {clock_words(seconds, planned)}"
            if label.text() != words:
                label.setText(words)
                label.setAccessibleName(words)
            over = bool(planned) and seconds > planned * 60
            calm = "strong" if label is self.item_words else "quiet"
            label.set_look("bad" if over else calm)
