"""What the rulebook asks for now, in a few lines beneath Today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_due
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label

if TYPE_CHECKING:  # the start does not wait for the rules to be loaded
    from sif_desktop.services.obligations import DueRow, Pressing

# A change of any of these may change what is owed.
OWED_TABLES = (
    *("provider", "provider_status", "visit", "document_version", "event", "step", "finding"),
    *("inspection", "indicator_value", "term_date", "closed_day", "case_file"),
    *("meeting", "meeting_series"),
)
MOST = 5  # lines; all the rest is a step away


class OwedToday(QFrame):
    """Out of sight while nothing is owed."""

    opened = Signal(str)  # the school's uid

    def __init__(self, today: date, show_all: Callable[[], object], parent: QWidget | None = None):
        super().__init__(parent)
        self._today = today
        self._head = Label("Owed by the rulebook", "title")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.all = Button("Show all that is due", show_all, look="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GROUP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._head)
        column.addLayout(self._lines)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Owed by the rulebook")
        self.hide()

    def show_pressing(self, found: Pressing) -> None:
        """The first lines, with how many there are in the title."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for row in found.first:
            self._lines.addWidget(self._line(row))
        self._head.setText(f"Owed by the rulebook  {count_words(found)}")
        self.setVisible(bool(found.first))

    def _line(self, row: DueRow) -> LineRow:
        late = row.state == "overdue"
        line = LineRow(
            row.provider,
            " · ".join(filter(None, (row.what, row.rule))),
            say_due(row.day, self._today),
            status=Status.OVERDUE if late else Status.NONE,
        )
        line.activated.connect(lambda: self.opened.emit(row.provider_uid))
        return line


def count_words(found: Pressing) -> str:
    """How much is overdue and how much this week still asks for."""
    late = f"{found.overdue:,} overdue" if found.overdue else ""
    week = f"{found.this_week:,} this week" if found.this_week else ""
    return ", ".join(filter(None, (late, week)))
