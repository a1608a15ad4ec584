"""The meetings of today as cards at the top of Today, as visits are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import Card
from sif_desktop.ui.widgets.text import Label, quiet

if TYPE_CHECKING:  # the start does not wait for the rules to be loaded
    from sif_desktop.services.meeting_rows import MeetingRow

_UNDER_WAY = "under_way"


class MeetingCards(QWidget):
    """Out of sight while there is none."""

    opened = Signal(str)  # the meeting's uid

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self.hide()

    def show_meetings(self, meetings: Sequence[MeetingRow]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for one in meetings:
            self._column.addWidget(self._card(one))
        self.setVisible(bool(meetings))

    def _card(self, one: MeetingRow) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(theme.GROUP)
        names = QVBoxLayout()
        names.setSpacing(theme.HALF)
        names.addWidget(Label(one.about, "section", wrap=True))
        time = "–".join(filter(None, (one.start_time, one.end_time)))
        what = " · ".join(filter(None, (one.title, time, one.place)))
        names.addWidget(quiet(what))
        line.addLayout(names, 1)
        words = "Go on with the meeting" if one.state == _UNDER_WAY else "Open the meeting"
        line.addWidget(Button(words, lambda: self.opened.emit(one.uid), icon="meetings"))
        card.body.addLayout(line)
        card.setAccessibleName(f"Meeting today: {one.about}, {what}")
        return card
