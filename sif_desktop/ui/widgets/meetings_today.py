"""Meetings that want doing something now, in a few lines beneath Today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_due
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label

if TYPE_CHECKING:  # the start does not wait for the rules to be loaded
    from sif_desktop.services.meetings_today import PressingMeetings

# A change of any of these may change what is shown.
MEETING_TABLES = (
    "meeting", "meeting_series", "provider", "provider_status", "term_date", "closed_day",
)  # fmt: skip
MOST = 6  # lines; all the rest is a step away


class MeetingsToday(QFrame):
    """Out of sight while nothing is to be done."""

    def __init__(
        self, today: date, go: Callable[..., object], parent: QWidget | None = None
    ) -> None:
        """`go` opens a page by its name and what it is to show."""
        super().__init__(parent)
        self._today, self._go = today, go
        self._head = Label("Meetings", "title")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.all = Button("Show all meetings", lambda: go("meetings"), look="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GROUP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._head)
        column.addLayout(self._lines)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Meetings")
        self.hide()

    def show_pressing(self, found: PressingMeetings) -> None:
        """The first lines, with how many there are in the title."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        made = list(self._rows(found))
        for line in made[:MOST]:
            self._lines.addWidget(line)
        self._head.setText(f"Meetings  {found.count:,}")
        self.setVisible(bool(made))

    def _rows(self, found: PressingMeetings) -> Iterator[LineRow]:
        for one in found.meetings[:MOST]:
            day = date.fromisoformat(one.day)
            detail = " · ".join(filter(None, (one.title, one.start_time, one.place)))
            yield self._line(one.about, detail, day, "meeting", uid=one.uid)
        for row in found.overdue[:MOST]:
            detail = f"{row.title} · the next meeting is not planned"
            yield self._line(row.about, detail, row.due, "series", uid=row.uid)
        for want in found.wanting[:MOST]:
            offer = want.offer
            detail = f"{offer.title} · to be begun. {offer.why}"
            wanted = {"provider": want.provider_uid, "kind": offer.kind}
            yield self._line(want.provider, detail, None, "meetings", **wanted)

    def _line(self, title: str, detail: str, day: date | None, page: str, **shown: str) -> LineRow:
        late = day is not None and day < self._today
        words = say_due(day, self._today) if day else ""
        status = Status.OVERDUE if late else Status.NONE
        line = LineRow(title, detail, words, status=status)
        line.activated.connect(lambda: self._go(page, **shown))
        return line
