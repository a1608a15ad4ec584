"""How a plan in time is painted: holidays, bars, diamonds, ghosts of moved dates, links, today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from sif_desktop.ui import theme
from sif_desktop.ui.plan_lines import SHOWN
from sif_desktop.ui.plan_time import TimeRow, closed_spans, ticks
from sif_desktop.ui.theme import STATUS_ROLE
from sif_desktop.ui.widgets.marks import paint_shape

if TYPE_CHECKING:
    from sif_desktop.ui.widgets.plan_chart import PlanChart

NAMES, ROW, HEAD, DIAMOND = 300, 30, 34, 14  # px at 100 %
_BAR = 12


class ChartPainter:
    """Paints one chart; it is asked for its rows and measures."""

    def __init__(self, chart: PlanChart) -> None:
        self._chart = chart

    def paint(self, painter: QPainter) -> None:
        look, chart = theme.current(), self._chart
        view = chart.viewport()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(view.rect(), look.colour("raised"))
        if not chart.rows:
            return
        first = max(0, chart.row_at(chart.px(HEAD)))
        last = min(len(chart.rows), chart.row_at(view.height()) + 2)
        painter.setClipRect(QRect(chart.names_width(), 0, view.width(), view.height()))
        self._paint_time(painter, look)
        for number in range(first, last):
            self._paint_row(painter, look, number)
        self._paint_links(painter, look, first, last)
        self._paint_today(painter, look)
        painter.setClipping(False)
        for number in range(first, last):
            self._paint_name(painter, look, number)
        self._paint_head(painter, look)

    def _paint_time(self, painter: QPainter, look: theme.Look) -> None:
        """Holidays as a tint, months as lines."""
        height = self._chart.viewport().height()
        for start, end in closed_spans(self._chart.scale, self._chart.calendar):
            left = self._chart.x_of(start)
            wide = self._chart.x_of(end + timedelta(days=1)) - left
            painter.fillRect(QRectF(left, 0, wide, height), look.colour("sunken"))
        for tick in ticks(self._chart.scale):
            painter.setPen(QPen(look.colour("line"), 1 if tick.major else 0.5))
            x = self._chart.x_of(tick.day)
            painter.drawLine(QPointF(x, self._chart.px(HEAD)), QPointF(x, height))

    def _paint_row(self, painter: QPainter, look: theme.Look, number: int) -> None:
        top, row = self._chart.top_of(number), self._chart.shown(number)
        if number == self._chart.at:
            box = QRect(0, top, self._chart.viewport().width(), self._chart.px(ROW))
            shade = look.colour("selection")
            shade.setAlpha(120 if self._chart.hasFocus() else 70)
            painter.fillRect(box, shade)
        middle = top + self._chart.px(ROW) / 2
        if row.due is None:
            return
        colour = look.colour(STATUS_ROLE[SHOWN[row.status]])
        if row.level == "priority" and row.start is not None:
            left, right = self._chart.x_of(row.start), self._chart.x_of(row.due + timedelta(days=1))
            painter.fillRect(QRectF(left, middle - 2, right - left, 4), look.colour("edge"))
        elif row.start is not None:
            left, right = self._chart.x_of(row.start), self._chart.x_of(row.due + timedelta(days=1))
            tall = self._chart.px(_BAR)
            bar = QRectF(left, middle - tall / 2, max(4.0, right - left), tall)
            filled = row.status not in ("not_started", "met")
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(colour if filled else look.colour("raised"))
            painter.drawRoundedRect(bar, 3, 3)
            if row.status == "met":
                self._sign(painter, row, bar.right() + self._chart.px(10), middle)
        else:
            self._paint_diamond(
                painter, look, row, self._chart.x_of(row.due + timedelta(days=1)), middle
            )
        for was in row.was:
            self._paint_ghost(painter, look, row, was, middle)

    def _sign(self, painter: QPainter, row: TimeRow, x: float, middle: float) -> None:
        edge = self._chart.px(10)
        paint_shape(painter, QRectF(x - edge / 2, middle - edge / 2, edge, edge), SHOWN[row.status])

    def _paint_diamond(
        self, painter: QPainter, look: theme.Look, row: TimeRow, x: float, middle: float
    ) -> None:
        colour, half = look.colour(STATUS_ROLE[SHOWN[row.status]]), self._chart.px(DIAMOND) / 2
        shape = QPolygonF([
            QPointF(x, middle - half), QPointF(x + half, middle),
            QPointF(x, middle + half), QPointF(x - half, middle),
        ])  # fmt: skip
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(look.colour("raised") if row.status == "not_started" else colour)
        painter.drawPolygon(shape)
        if row.status in ("met", "overdue"):
            self._sign(painter, row, x + half + self._chart.px(10), middle)

    def _paint_ghost(
        self, painter: QPainter, look: theme.Look, row: TimeRow, was: date, middle: float
    ) -> None:
        """Where a date stood before it was moved, and the way it went."""
        chart, day = self._chart, timedelta(days=1)
        x, half = chart.x_of(was + day), chart.px(ROW) / 2 - 4
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("text"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))
        if row.due is not None and abs(chart.x_of(row.due + day) - x) > 1:
            end, foot = chart.x_of(row.due + day), middle + half
            step = 4 if end < x else -4
            painter.drawLine(QPointF(x, foot), QPointF(end, foot))
            painter.setPen(QPen(look.colour("text"), 1.5))
            painter.drawLine(QPointF(end, foot), QPointF(end + step, foot - 3))
            painter.drawLine(QPointF(end, foot), QPointF(end + step, foot + 3))

    def _paint_links(self, painter: QPainter, look: theme.Look, first: int, last: int) -> None:
        """From the end of an action to the start of the one that waits for it."""
        place = {row.uid: number for number, row in enumerate(self._chart.rows)}
        painter.setPen(QPen(look.colour("text_quiet"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number in range(first, last):
            row = self._chart.shown(number)
            for uid in row.after:
                before = self._chart.shown(place[uid]) if uid in place else None
                begins = row.start or row.due
                if before is None or before.due is None or begins is None:
                    continue
                painter.drawPath(self._link(place[uid], before.due, number, begins))

    def _link(self, above: int, ended: date, below: int, begins: date) -> QPainterPath:
        half, step = self._chart.px(ROW) / 2, self._chart.px(7)
        x1, y1 = self._chart.x_of(ended + timedelta(days=1)), self._chart.top_of(above) + half
        x2, y2 = self._chart.x_of(begins), self._chart.top_of(below) + half
        path = QPainterPath(QPointF(x1, y1))
        path.lineTo(x1 + step, y1)
        path.lineTo(x1 + step, y2)
        path.lineTo(x2, y2)
        path.moveTo(x2 - 4, y2 - 3)
        path.lineTo(x2, y2)
        path.lineTo(x2 - 4, y2 + 3)
        return path

    def _paint_today(self, painter: QPainter, look: theme.Look) -> None:
        x = self._chart.x_of(self._chart.today)
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawLine(
            QPointF(x, self._chart.px(HEAD) - 6), QPointF(x, self._chart.viewport().height())
        )

    def _paint_name(self, painter: QPainter, look: theme.Look, number: int) -> None:
        row, top = self._chart.shown(number), self._chart.top_of(number)
        box = QRect(0, top, self._chart.names_width(), self._chart.px(ROW))
        ground = "selection" if number == self._chart.at else "raised"
        painter.fillRect(box, look.colour(ground))
        painter.fillRect(QRect(0, box.bottom(), box.width(), 1), look.colour("line"))
        if number == self._chart.at and self._chart.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        font = look.font(bold=row.level == "priority")
        painter.setFont(font)
        painter.setPen(look.colour("selection_text" if number == self._chart.at else "text"))
        words = box.adjusted(10 + row.depth * self._chart.px(16), 0, -8, 0)
        told = QFontMetrics(font).elidedText(
            row.words.replace("\n", " ") or "(no words yet)", Qt.TextElideMode.ElideRight,
            words.width(),
        )  # fmt: skip
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, told)

    def _paint_head(self, painter: QPainter, look: theme.Look) -> None:
        head = QRect(0, 0, self._chart.viewport().width(), self._chart.px(HEAD))
        painter.fillRect(head, look.colour("surface"))
        painter.fillRect(QRect(0, head.bottom(), head.width(), 1), look.colour("line"))
        painter.setClipRect(head.adjusted(self._chart.names_width(), 0, 0, 0))
        painter.setFont(look.font("caption"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for tick in ticks(self._chart.scale):
            painter.setPen(look.colour("text" if tick.major else "text_quiet"))
            spot = QRectF(self._chart.x_of(tick.day) + 4, 0, self._chart.px(120), head.height())
            painter.drawText(spot, middle, tick.label)
        painter.setClipping(False)
        painter.setFont(look.font(bold=True))
        painter.setPen(look.colour("text_quiet"))
        painter.drawText(QRect(10, 0, self._chart.names_width(), head.height()), middle, "What")
