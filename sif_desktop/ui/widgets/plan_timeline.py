"""The plan in time, with its zoom, and dates moved only with a reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sif_desktop.services.plans import RUNNING, PlanPage
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.plan_time import ZOOMS, TimeRow, scale_of, time_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.plan_chart import PlanChart
from sif_desktop.ui.widgets.text import caption

_LEGEND = (
    "Bars are actions, diamonds milestones; a dotted mark is where a date stood before it was "
    "moved; a tint is a school holiday, the upright line today. Left and Right try another date, "
    "Enter keeps it."
)


class PlanTimeline(QWidget):
    """`selected` is told which row the cursor is on, `opened` which one is to be edited."""

    selected = Signal(str)
    opened = Signal(str)

    def __init__(self, context: AppContext, desk: PlanDesk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._page: PlanPage | None = None
        self._chosen = ""
        self.zoom = QComboBox()
        self.zoom.setAccessibleName("Zoom")
        self.zoom.addItems(list(ZOOMS))
        self.zoom.setCurrentText("Term")
        self.chart = PlanChart()
        tools = QWidget()
        flow = FlowLayout(tools)
        for widget in (self.zoom, Button("Today", self.chart.show_today)):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(tools)
        column.addWidget(self.chart, 1)
        column.addWidget(caption(_LEGEND))
        self.zoom.activated.connect(lambda _n: self._draw())
        self.chart.zoomed.connect(self._zoom)
        self.chart.chosen.connect(self._on_chosen)
        self.chart.opened.connect(self.opened)
        self.chart.moved.connect(self._move)

    def show_plan(self, page: PlanPage) -> None:
        self._page = page
        self._draw()

    def select(self, uid: str) -> None:
        self._chosen = uid
        self.chart.select(uid)

    def take_focus(self) -> None:
        self.chart.setFocus()

    def _draw(self) -> None:
        page = self._page
        if page is None:
            return
        rows = time_rows(page.plan, page.today)
        zoom = ZOOMS[self.zoom.currentText()]
        scale = scale_of(page.plan, rows, page.today, zoom, theme.current().scale)
        self.chart.show_rows(rows, scale, page.calendar, page.today, self._chosen)

    def _zoom(self, by: int) -> None:
        place = self.zoom.currentIndex() + by
        if 0 <= place < self.zoom.count():
            self.zoom.setCurrentIndex(place)
            self._draw()

    def _on_chosen(self, uid: str) -> None:
        self._chosen = uid
        self.selected.emit(uid)

    def _move(self, before: TimeRow, start: date | None, due: date | None) -> None:
        """Keep the dates tried: in a plan that runs only with a reason."""
        page, services = self._page, self._context.services
        if page is None or due is None:
            return
        level, uid = before.level, before.uid
        first = start.isoformat() if start is not None else ""
        if page.plan.state != RUNNING or due == before.due:
            fields = {"due": due.isoformat()} | ({"start": first} if level == "action" else {})
            self._desk.write(lambda: services.plan_outline.edit(level, uid, fields), "Date moved.")
            return
        self._desk.ask(
            "Move a date", "Move", [Ask("reason", "Why it moves", "text")],
            lambda given: services.plan_following.move_date(
                level, uid, due, given["reason"], start=start
            ),
            "Date moved.", f"{before.words}: {_days(before.due)} to {_days(due)}",
        ).rejected.connect(self.chart.give_up)  # fmt: skip


def _days(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no date"
