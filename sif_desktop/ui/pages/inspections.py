"""Every school's current and predicted judgement in one table; counts on any day beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QScrollArea, QSplitter, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.predictions import HEADINGS
from sif_desktop.services.inspection_lines import JudgementRow, Window
from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.table_files import ask_where, write_lines
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.count_panel import JUDGEMENT, CountPanel
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_TABLES = ("inspection", "prediction", "provider", "provider_status", "authority")
_WHICH: tuple[tuple[str, Any], ...] = (
    ("All schools", None),
    ("With a prediction", lambda row: row.predicted),
    ("Not as predicted", lambda row: row.came == "not as predicted"),
    ("Inspection expected by now", lambda row: row.expected),
)


class InspectionsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Inspections and predictions", wide=True)
        self._context = context
        self.filter = SearchField("Filter by school or judgement")
        self.which = QComboBox()
        self.which.setAccessibleName("Which schools")
        self.which.addItems([title for title, _ in _WHICH])
        self.model = RowsModel(self._columns(), key=lambda row: row.uid)
        self.table = TableView("Current and predicted judgements", self.model)
        self.panel = CountPanel(context.today())
        self.count = Label("", "caption")
        self.export_button = Button("Export…", self.export, icon="export")
        self.print_button = Button("Print…", self.print_table, icon="print")
        self._lay_out()
        self._connect()
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        school, current, predicted, last = HEADINGS
        return (
            Column("school", school, lambda row: row.school, 30),
            Column("current", current, lambda row: row.current, 22),
            Column("predicted", predicted, lambda row: row.predicted, 26),
            Column("last", last, lambda row: _day(row.last_on), 20, sort=lambda row: row.last_on),
            Column("next", "Next expected", _expected, 24,
                   sort=lambda row: row.window.first if row.window else None),
            Column("besides", "May come before", _besides, 40,
                   sort=lambda row: row.besides[0].first if row.besides else None),
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.add_action(self.print_button)
        self.add_action(self.export_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(ToolLine(self.filter, self.which, ()))
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.panel)
        area.setMinimumWidth(theme.current().px(200))
        area.viewport().setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(area)
        both.setStretchFactor(0, 1)
        both.setSizes([theme.current().px(760), theme.current().px(280)])
        self.add(both, 1)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._filter())
        self.filter.entered.connect(self.table.setFocus)
        self.which.activated.connect(lambda _row: self._filter())
        self.table.opened.connect(lambda row: self._open(row.uid))
        self.panel.school_opened.connect(lambda uid: self.go("school", uid=uid, part="facts"))
        self.panel.asked.connect(self._count)

    # What the window asks ------------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if changes is not None and not changes.touches(*_TABLES):
            return

        def read() -> Any:
            services = self._context.services
            facts = services.facts
            return services.predictions.table(), facts.countable(), facts.reminders()

        self._context.jobs.run(self, read, self._show)

    def commands(self) -> Sequence[Command]:
        group = "Inspections"
        return (
            Command(
                "filter-judgements", "Filter the judgements", self.filter.setFocus, "Ctrl+F", group
            ),
            Command("export-judgements", "Export the judgements", self.export, "", group),
            Command("print-judgements", "Print the judgements", self.print_table, "", group),
        )

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "which": self.which.currentIndex(),
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.which.setCurrentIndex(state.get("which", 0))
        self._filter()
        self.table.restore_view(state.get("table", {}))

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, found: Any) -> None:
        rows, countable, reminders = found
        for button in (self.export_button, self.print_button):
            button.setVisible(bool(rows))
        if not rows:
            self.show_empty(
                "No schools are in this caseload yet.",
                "Inspections and predictions are recorded on the page of a school.",
                "To the schools",
                lambda: self.go("schools"),
                icon="schools",
            )
            return
        self.show_content()
        self.model.set_rows(rows)
        self._hide_empty_window(rows)
        self._filter()
        if self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.key_at(0))
        self.panel.offer(countable)
        self.panel.show_reminders(reminders)
        self._count()

    def _hide_empty_window(self, rows: Sequence[JudgementRow]) -> None:
        """Where the rulebook gives no windows there is no column of them."""
        self.table.setColumnHidden(4, not any(row.window for row in rows))
        self.table.setColumnHidden(5, not any(row.besides for row in rows))

    def _filter(self) -> None:
        keep = _WHICH[self.which.currentIndex()][1]
        self.model.set_filter(self.filter.text(), keep)
        shown, total = self.model.rowCount(), self.model.total()
        words = f"{shown:,} of {total:,} schools" if shown < total else f"{total:,} schools"
        self.count.setText(words if shown else "No school matches.")

    def _count(self) -> None:
        code, day = self.panel.wanted()
        if day is None:
            return

        def read() -> Any:
            services = self._context.services
            if code == JUDGEMENT:
                return services.predictions.counts(day)
            return services.facts.counts(code, day)

        self._context.jobs.run(self, read, self.panel.show_counts)

    def _open(self, uid: str) -> None:
        self.go("school", uid=uid, part="inspections")

    # Taking it out -------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to, and write the four columns of the schools shown."""
        path = ask_where(self, "Export the judgements", "judgements")
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Write what is shown, in its order."""
        lines = [row.cells() for row in self.model.rows()]
        write_lines(
            self._context, self, path, HEADINGS, lines, title="Judgements", what="schools",
            replace=replace,
        )  # fmt: skip

    def print_table(self) -> None:
        """All schools, as Word and PDF."""
        make = lambda services: services.predictions.printed()  # noqa: E731
        PaperSheet(self._context, self, "Current and predicted judgements", make).open()


def _expected(row: JudgementRow) -> str:
    if row.window is None:
        return ""
    return _span(row.window)


def _besides(row: JudgementRow) -> str:
    return "; ".join(f"{_span(one)}: {one.label}" for one in row.besides)


def _span(window: Window) -> str:
    first, last = (date.fromisoformat(iso) for iso in (window.first, window.last))
    return f"{first:%b %Y} to {last:%b %Y}"


def _day(iso: str) -> str:
    return long_date(iso) if iso else ""
