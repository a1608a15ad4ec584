"""What two people changed apart, in one line beneath Today."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label


class ConflictsToday(QFrame):
    """Out of sight while nothing waits for a decision."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.GROUP, 0, 0)
        self._column.setSpacing(theme.GAP)
        self._column.addWidget(Label("Two versions", "title"))
        self.line: LineRow | None = None
        self.setAccessibleName("Two versions")
        self.hide()

    def show_count(self, whole: int, mine: int) -> None:
        if self.line is not None:
            self.line.deleteLater()
            self.line = None
        if whole:
            many = "fields were" if whole != 1 else "field was"
            self.line = LineRow(
                f"{whole:,} {many} changed by two people apart",
                f"{mine:,} for you to decide; both versions are kept until somebody does",
                status=Status.WAITING,
            )
            self.line.activated.connect(self.opened)
            self._column.addWidget(self.line)
        self.setVisible(bool(whole))
