"""What the rulebook owes to one school, as lines of its page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.dates import say, say_due
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.obligations import DueRow
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import quiet


class OwedSection(QWidget):
    """Filled once the rows are there: they are looked up beside the rest of the page. A line opens
    where it is explained day by day."""

    opened = Signal(object)  # a DueRow

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget = quiet("Looking up what is owed …")
        self._column.addWidget(self._shown)

    def show_rows(self, rows: tuple[DueRow, ...]) -> None:
        """Open things first, then what is done, each by day."""
        ordered = sorted(rows, key=lambda row: (row.state is DueState.DONE, row.day))
        made: QWidget = (
            FewRows(self._line, ordered)
            if ordered
            else quiet("The rulebook owes nothing to a school of this kind.")
        )
        self._column.replaceWidget(self._shown, made)
        self._shown.deleteLater()
        self._shown = made

    def _line(self, row: DueRow) -> QWidget:
        detail = " · ".join(filter(None, (row.rule, row.paragraph)))
        line = LineRow(row.what, detail, self._when(row))
        line.activated.connect(lambda: self.opened.emit(row))
        return line

    def _when(self, row: DueRow) -> str:
        if row.closed_on is not None:
            return f"✓ {say(row.closed_on, self._today)}"
        words = say_due(row.day, self._today)
        return f"▲ {words}" if row.state is DueState.OVERDUE else words
