"""A plan drawn in time: bars, milestones as diamonds, today, dates moved as ghosts, and links.

Worked by keys as by mouse: a row's dates are shifted on trial first, and `moved` is told once they
are to be kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from sif_desktop.domain.calendar import TermCalendar
from sif_desktop.ui import theme
from sif_desktop.ui.plan_time import (
    TimeRow,
    TimeScale,
)
from sif_desktop.ui.widgets.chart_painter import DIAMOND, HEAD, NAMES, ROW, ChartPainter

_Key = Qt.Key


class PlanChart(QAbstractScrollArea):
    """Up and Down choose a row; Left and Right shift its date by a day, with Ctrl by a week, with
    Shift its start; Enter keeps the new dates, Escape takes them back; Enter on a row unchanged
    opens it; Home goes to today; plus and minus zoom."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(object, object, object)  # the TimeRow as it was, its new start, its new date
    zoomed = Signal(int)  # one step nearer or farther

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Timeline of the plan")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.rows: tuple[TimeRow, ...] = ()
        self._painter = ChartPainter(self)
        self.scale = TimeScale(date.min, date.min, 1.0)
        self.calendar = TermCalendar()
        self.today = date.min
        self.at = 0
        self._trial: TimeRow | None = None
        self._grip: tuple[str, int] = ("", 0)  # what is dragged, and from which x

    # What it shows ------------------------------------------------------------------------------

    def show_rows(
        self,
        rows: tuple[TimeRow, ...],
        scale: TimeScale,
        calendar: TermCalendar,
        today: date,
        chosen: str,
    ) -> None:
        """Show these rows; `scale` is in pixels of this screen. The cursor goes to `chosen`."""
        first = not self.rows
        middle = self._middle()
        self.rows, self.scale = rows, scale
        self.calendar, self.today, self._trial = calendar, today, None
        self.at = next((n for n, row in enumerate(rows) if row.uid == chosen), 0)
        self._range()
        self._centre(today if first else middle)
        self._tell()
        self.viewport().update()

    def row(self) -> TimeRow | None:
        """The row under the cursor, as it is on trial."""
        if self._trial is not None:
            return self._trial
        return self.rows[self.at] if self.rows else None

    def select(self, uid: str) -> None:
        at = next((n for n, row in enumerate(self.rows) if row.uid == uid), self.at)
        if at != self.at:
            self._trial = None
            self.at = at
            self._show_row()

    def show_today(self) -> None:
        self._centre(self.today)

    # Keys ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.row()
        if row is None:
            super().keyPressEvent(event)
        elif key in (_Key.Key_Left, _Key.Key_Right):
            self._shift(event, 1 if key == _Key.Key_Right else -1)
        elif key in (_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown):
            page = max(1, self.viewport().height() // self.px(ROW) - 2)
            by = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -page}.get(key, page)
            self._go(self.at + by)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self._keep()
        elif key == _Key.Key_Escape and self._trial is not None:
            self._trial = None
            self._show_row()
        elif key == _Key.Key_Home:
            self.show_today()
        elif event.text() in ("+", "=", "-"):
            self.zoomed.emit(-1 if event.text() == "-" else 1)
        else:
            super().keyPressEvent(event)

    def _shift(self, event: QKeyEvent, way: int) -> None:
        """Shift a date of the row on trial; what has none cannot be shifted."""
        modifiers = event.modifiers()
        week = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self.try_dates(
            timedelta(days=way * (7 if week else 1)),
            "start" if modifiers & Qt.KeyboardModifier.ShiftModifier else "due",
        )

    def try_dates(self, by: timedelta, which: str) -> None:
        """Shift the `start`, the `due` or `both` of the row under the cursor on trial. A start
        never comes after the date, nor a date before the start."""
        row = self.row()
        if row is None or row.level == "priority" or row.due is None:
            return
        start, due = row.start, row.due
        if which in ("due", "both"):
            due = due + by
        if which in ("start", "both") and start is not None:
            start = start + by
        if start is not None and start > due:
            return
        self._trial = replace(row, start=start, due=due)
        self._tell()
        self.viewport().update()

    def _keep(self) -> None:
        before = self.rows[self.at]
        trial = self._trial
        if trial is None:
            self.opened.emit(before.uid)
        elif (trial.start, trial.due) == (before.start, before.due):
            self._trial = None
        else:
            self.moved.emit(before, trial.start, trial.due)

    def give_up(self) -> None:
        """The dates on trial are not kept."""
        self._trial = None
        self._tell()
        self.viewport().update()

    def _go(self, at: int) -> None:
        self._trial = None
        self.at = max(0, min(at, len(self.rows) - 1))
        self._show_row()
        self.chosen.emit(self.rows[self.at].uid)

    def _show_row(self) -> None:
        """Bring the row into view, up and down as well as in time."""
        bar, height = self.verticalScrollBar(), self.px(ROW)
        top, seen = self.at * height, self.viewport().height() - self.px(HEAD)
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + seen:
            bar.setValue(top + height - seen)
        row = self.rows[self.at]
        if row.due is not None:
            x = self.x_of(row.due)
            if not self.names_width() <= x <= self.viewport().width():
                self._centre(row.due)
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        """What is read out: the row under the cursor, and whether its dates are on trial."""
        row = self.row()
        trial = " (not kept yet: Enter keeps, Escape takes back)" if self._trial else ""
        self.setAccessibleDescription(f"{row.told()}{trial}" if row is not None else "")

    # Mouse --------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        spot = event.position().toPoint()
        at = self.row_at(spot.y())
        if not 0 <= at < len(self.rows):
            return
        self._go(at)
        what = self._grip_at(spot)
        if what:
            self._grip = (what, spot.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        what, x = self._grip
        spot = event.position().toPoint()
        if not what:
            over = self.row_at(spot.y()) == self.at and self._grip_at(spot)
            shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        days = round((spot.x() - x) / self.scale.per_day)
        self._trial = None
        if days:
            self.try_dates(timedelta(days=days), what)
        self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._grip[0]:
            self._grip = ("", 0)
            if self._trial is not None:
                self._keep()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self.rows:
            self.opened.emit(self.rows[self.at].uid)

    def _grip_at(self, spot: QPoint) -> str:
        """What of the row under the cursor is taken hold of there: an end of its bar, or all."""
        row, near = self.rows[self.at], self.px(6)
        if row.level == "priority" or row.due is None or spot.x() < self.names_width():
            return ""
        end = self.x_of(row.due + timedelta(days=1))
        if row.start is None:
            return "due" if abs(spot.x() - end) < self.px(DIAMOND) else ""
        if abs(spot.x() - end) <= near:
            return "due"
        start = self.x_of(row.start)
        if abs(spot.x() - start) <= near:
            return "start"
        return "both" if start < spot.x() < end else ""

    # Measures -----------------------------------------------------------------------------------

    def px(self, size: int) -> int:
        return theme.current().px(size)

    def names_width(self) -> int:
        """The column of names: never more than two fifths, however large the text."""
        return min(self.px(NAMES), self.viewport().width() * 2 // 5)

    def x_of(self, day: date) -> float:
        return self.names_width() + self.scale.x(day) - self.horizontalScrollBar().value()

    def row_at(self, y: int) -> int:
        if y < self.px(HEAD):
            return -1
        return (y - self.px(HEAD) + self.verticalScrollBar().value()) // self.px(ROW)

    def _middle(self) -> date:
        if not self.rows:
            return date.min
        half = (self.viewport().width() - self.names_width()) / 2
        return self.scale.day(self.horizontalScrollBar().value() + max(0.0, half))

    def _centre(self, day: date) -> None:
        half = (self.viewport().width() - self.names_width()) // 2
        self.horizontalScrollBar().setValue(round(self.scale.x(day)) - half)
        self.viewport().update()

    def _range(self) -> None:
        width = self.viewport().width() - self.names_width()
        height = self.viewport().height() - self.px(HEAD)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self.scale.width - width))
        across.setPageStep(max(1, width))
        across.setSingleStep(max(1, ceil(self.scale.per_day * 7)))
        down.setRange(0, max(0, len(self.rows) * self.px(ROW) - height))
        down.setPageStep(max(1, height))
        down.setSingleStep(self.px(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._range()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._range()
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self.px(800), self.px(400))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter)
        painter.end()

    def top_of(self, number: int) -> int:
        row = self.px(ROW)
        return self.px(HEAD) + number * row - self.verticalScrollBar().value()

    def shown(self, number: int) -> TimeRow:
        on_trial = number == self.at and self._trial is not None
        return self._trial if on_trial and self._trial is not None else self.rows[number]
