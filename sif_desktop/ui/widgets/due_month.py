"""What is due as a month to look at, with the lines of the day under the cursor beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_due
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.obligations import DueRow
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.month_grid import MonthGrid
from sif_desktop.ui.widgets.text import Label, quiet

_STATUS = {
    DueState.OVERDUE: Status.OVERDUE,
    DueState.DONE: Status.MET,
    DueState.DUE: Status.NONE,
}


class DueMonth(QWidget):
    opened = Signal(object)  # a DueRow

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._by_day: dict[date, list[DueRow]] = {}
        self.grid = MonthGrid(today)
        self._head = Label("", "section", wrap=True)
        self._lines: QWidget = QWidget()
        self._column = QVBoxLayout()
        self._lay_out()
        self.grid.chosen.connect(self._show_day)
        self.grid.opened.connect(lambda _day: self._into_lines())
        self._show_day(self.grid.day)

    def _lay_out(self) -> None:
        beside = QWidget()
        beside.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self._column.addWidget(self._head)
        self._column.addWidget(self._lines)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(theme.current().px(200))
        scroll.setWidget(beside)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.GROUP, 0, 0)
        line.setSpacing(theme.GROUP)
        line.addWidget(self.grid, 3)
        line.addWidget(scroll, 1)

    def set_rows(self, rows: Sequence[DueRow]) -> None:
        self._by_day = {}
        for row in rows:
            self._by_day.setdefault(row.day, []).append(row)
        late = {row.day for row in rows if row.state is DueState.OVERDUE}
        words = {day: _words(theirs) for day, theirs in self._by_day.items()}
        self.grid.set_words(words, frozenset(late))
        self._show_day(self.grid.day)

    def _show_day(self, day: date) -> None:
        rows = self._by_day.get(day, [])
        self._head.setText(f"{day:%A} {day.day} {day:%B}")
        made = FewRows(self._line, rows, 12) if rows else quiet("Nothing is due on this day.")
        self._column.replaceWidget(self._lines, made)
        self._lines.deleteLater()
        self._lines = made

    def _line(self, row: DueRow) -> QWidget:
        late = say_due(row.day, self._today) if row.state is DueState.OVERDUE else ""
        how = f"✓ {row.closed_by}" if row.closed_by else late
        line = LineRow(row.provider, row.what, how, status=_STATUS[row.state])
        line.activated.connect(lambda: self.opened.emit(row))
        return line

    def _into_lines(self) -> None:
        """Enter on a day goes to its first line."""
        first = next(iter(self._lines.findChildren(LineRow)), None)
        if first is not None:
            first.setFocus()


def _words(rows: Sequence[DueRow]) -> str:
    """ "▲ 2 overdue", "3 due", "✓ 1 done", as many as apply."""
    counts = [(state, sum(row.state is state for row in rows)) for state in DueState]
    said = {DueState.OVERDUE: "▲ {} overdue", DueState.DUE: "{} due", DueState.DONE: "✓ {} done"}
    return "\n".join(said[state].format(count) for state, count in counts if count)
