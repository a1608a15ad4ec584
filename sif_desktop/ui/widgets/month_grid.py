"""A month as a grid of days from Monday, each with a few words; worked with the arrow keys."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKS = 6
_Key = Qt.Key


class MonthGrid(QWidget):
    """`chosen` with the day under the cursor, `opened` with it by Enter. An arrow key goes on into
    the next month; Page Up and Page Down turn a month, Home goes to today."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self.day = today, today
        self._words: Mapping[date, str] = {}
        self._late: frozenset[date] = frozenset()
        self._title = Label("", "section")
        self.cells = _Cells(self)
        self._lay_out()
        self.cells.currentCellChanged.connect(lambda *_places: self._on_cell())
        self.cells.cellDoubleClicked.connect(lambda *_place: self.opened.emit(self.day))
        self._fill()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self._title, 1)
        for words, run in (
            ("Earlier", lambda: self.turn(-1)),
            ("Today", lambda: self.show_day(self._today)),
            ("Later", lambda: self.turn(1)),
        ):
            head.addWidget(Button(words, run))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.cells, 1)

    def set_words(self, words: Mapping[date, str], late: frozenset[date]) -> None:
        """What stands in each day; those in `late` are marked as such in colour too."""
        self._words, self._late = words, late
        self._fill()

    def turn(self, months: int) -> None:
        """Go so many months on, to the same day or the last there is."""
        number = self.day.year * 12 + self.day.month - 1 + months
        year, month = divmod(number, 12)
        last = _days(year, month + 1)[-1]
        self.show_day(date(year, month + 1, min(self.day.day, last.day)))

    def show_day(self, day: date) -> None:
        """Put the cursor on `day` in its month."""
        turned = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if turned:
            self._fill()
        else:
            self._put_cursor()
        self.chosen.emit(day)

    def _first(self) -> date:
        """The Monday of the grid's first week."""
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _fill(self) -> None:
        self._title.setText(f"{self.day:%B %Y}")
        self.cells.setAccessibleName(f"{self.day:%B %Y}")
        self.cells.blockSignals(True)
        for place in range(_WEEKS * 7):
            day = self._first() + timedelta(days=place)
            self.cells.setItem(place // 7, place % 7, self._cell(day))
        self.cells.blockSignals(False)
        self._put_cursor()

    def _cell(self, day: date) -> QTableWidgetItem:
        words = self._words.get(day, "")
        name = f"{day.day} today" if day == self._today else str(day.day)
        item = QTableWidgetItem("\n".join(filter(None, (name, words))))
        item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{day:%A} {day.day} {day:%B}. {words or 'Nothing'}"
        )
        look = theme.current()
        quiet = (day.year, day.month) != (self.day.year, self.day.month)
        role = "bad" if day in self._late else "text_quiet" if quiet else "text"
        item.setForeground(look.colour(role))
        item.setFont(look.font(bold=bool(words) and not quiet))
        return item

    def _put_cursor(self) -> None:
        place = (self.day - self._first()).days
        self.cells.blockSignals(True)
        self.cells.setCurrentCell(place // 7, place % 7)
        self.cells.blockSignals(False)
        self.cells.viewport().update()

    def _on_cell(self) -> None:
        place = self.cells.currentRow() * 7 + self.cells.currentColumn()
        self.show_day(self._first() + timedelta(days=place))

    def press(self, key: int) -> bool:
        """What a key does here; False for a key that is not of the grid."""
        steps = {_Key.Key_Left: -1, _Key.Key_Right: 1, _Key.Key_Up: -7, _Key.Key_Down: 7}
        if key in steps:
            self.show_day(self.day + timedelta(days=steps[_Key(key)]))
        elif key in (_Key.Key_PageUp, _Key.Key_PageDown):
            self.turn(1 if key == _Key.Key_PageDown else -1)
        elif key == _Key.Key_Home:
            self.show_day(self._today)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.opened.emit(self.day)
        else:
            return False
        return True


class _Cells(QTableWidget):
    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(_WEEKS, 7, grid)
        self._grid = grid
        self.setHorizontalHeaderLabels(_WEEKDAYS)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(2 * self.fontMetrics().lineSpacing() + 12)
        self.horizontalHeader().setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.press(event.key()):
            super().keyPressEvent(event)


def _days(year: int, month: int) -> list[date]:
    return [day for day in Calendar().itermonthdates(year, month) if day.month == month]
