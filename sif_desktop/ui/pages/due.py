"""What is owed to schools by when: what is late first, and how far the year's duties were kept.

Each line says by which rule and paragraph it is due; the count of working days can be checked day
by day beneath.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say, say_due
from sif_desktop.domain.nearness import nearness
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.obligations import Compliance, DueRow, Kept, Overview
from sif_desktop.ui import theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.note_done import NoteDoneDialog
from sif_desktop.ui.due_files import DueFiles
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.grouped import GroupedModel
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.day_count import DayCount
from sif_desktop.ui.widgets.due_month import DueMonth
from sif_desktop.ui.widgets.due_narrowing import WHOLE_YEAR, DueNarrowing
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.grouped_table import GroupedTable
from sif_desktop.ui.widgets.owed_today import OWED_TABLES
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine
from sif_desktop.ui.widgets.year_choice import YearChoice


class DuePage(Page):
    """`show_record` takes `provider`, a school's name to narrow the year's list to, and `line`, the
    key of the one to begin at."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Due", wide=True)
        self._context, self._today = context, context.today()
        self._near = cache(lambda day: say_due(day, self._today))  # of thousands of lines
        self._found: Overview | None = None
        self._view_state: Mapping[str, Any] = {}
        self._wanted = ""  # the line to begin at, once it is there
        self.filter, self.narrowing = SearchField("Filter what is due"), DueNarrowing(self._today)
        self.model = GroupedModel(self._columns(), lambda row: row.key, self._group)
        keys = {"d": self.note_done, "v": self.plan_visit}
        self.table = GroupedTable("What is due", self.model, keys=keys)
        self.count = Label("", "caption")
        self.details = DayCount(self._today)
        self.done = Button("Note as done", self.note_done, icon="check")
        self.plan = Button("Plan the visit", self.plan_visit, icon="visits")
        self.month = DueMonth(self._today)
        self.year = YearChoice(self._today)
        self.kept = RowsModel(_kept_columns("School"), key=lambda row: row.name)
        self.kept_by_duty = RowsModel(_kept_columns("What"), key=lambda row: row.name)
        self.files = DueFiles(context, self, self._shown, self.model.rows, self._about)
        self._lay_out()
        self._connect()
        self._on_chosen(None)
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("day", "By when", self._when, 22, sort=lambda row: row.day,
                   role=lambda row: "bad" if row.state is DueState.OVERDUE else "text"),
            Column("what", "What", lambda row: row.what, 36),
            Column("school", "School", lambda row: row.provider, 28),
            Column("officer", "Officer", lambda row: row.officer, 20, hidden=True),
            Column("rule", "Rule", lambda row: row.rule, 30, hidden=True),
            Column("paragraph", "Paragraph", lambda row: row.paragraph, 20, hidden=True),
            Column("urn", "URN", lambda row: row.urn, 9, hidden=True),
        )  # fmt: skip

    def _group(self, row: DueRow) -> tuple[int, str]:
        near = nearness(row.day, row.state, self._today)
        return near, near.words

    def _when(self, row: DueRow) -> str:
        if row.closed_on is not None:
            return f"✓ {row.closed_by}, {say(row.closed_on, self._today)}"
        if row.state is DueState.DONE:
            return "✓ done"
        words = self._near(row.day)
        return f"▲ {words}" if row.state is DueState.OVERDUE else words

    def _lay_out(self) -> None:
        self.add_action(Button("Print…", self.files.print_list, icon="print"))
        self.add_action(Button("Save as a calendar…", self.files.save_calendar, icon="calendar"))
        self.add_action(Button("Export shown…", self.files.export, icon="export"))
        below = QSplitter()
        below.setChildrenCollapsible(False)
        below.addWidget(self.table)
        below.addWidget(self.details)
        below.setStretchFactor(0, 5)
        below.setStretchFactor(1, 3)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, theme.GROUP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(below, 1)
        column.addWidget(self.count)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(listed, "What is due")
        self.tabs.addTab(self.month, "Month")
        self.tabs.addTab(TableView("Kept by school", self.kept), "Kept, by school")
        self.tabs.addTab(TableView("Kept by duty", self.kept_by_duty), "Kept, by duty")
        self.tools = self.add(ToolLine(self.filter, self.narrowing, (self.done, self.plan)))
        self.add(self.year)
        self.add(self.tabs, 1)
        self._on_tab(0)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._filter())
        self.filter.entered.connect(self.table.setFocus)
        self.narrowing.changed.connect(self._filter)
        self.year.chosen.connect(self._show_year)
        self.tabs.currentChanged.connect(self._on_tab)
        self.table.chosen.connect(self._on_chosen)
        for lines in (self.table, self.month):
            lines.opened.connect(lambda row: self.go("school", uid=row.provider_uid, part="owed"))

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        if "provider" in params:
            self.filter.setText(params["provider"])
            self.narrowing.restore({"which": WHOLE_YEAR})
            self.tabs.setCurrentIndex(0)
        self._wanted = params.get("line", "")
        self._filter()

    def refresh(self, changes: Any) -> None:
        if changes is not None and not changes.touches(*OWED_TABLES):
            return
        service = self._context.services.obligations
        self._context.jobs.run(self, service.overview, self._show)

    def commands(self) -> Sequence[Command]:
        return (
            Command("note-done", "Note what is due as done", self.note_done, "", "Due"),
            Command(
                "save-calendar",
                "Save what is due as a calendar",
                self.files.save_calendar,
                "",
                "Due",
            ),
            Command("print-due", "Print what is due", self.files.print_list, "Ctrl+P", "Due"),
        )

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            **self.narrowing.state(),
            "tab": self.tabs.currentIndex(),
            "year": self.year.value(),
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.narrowing.restore(state)
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self.year.choose(state.get("year", self.year.value()))
        self._view_state = state.get("table", {})
        self.refresh(None)

    def take_focus(self) -> None:
        if self._empty is not None:
            super().take_focus()
        else:
            (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, found: Overview) -> None:
        self._found = found
        late = sum(row.state is DueState.OVERDUE for row in found.rows)
        if self._context.window is not None:
            self._context.window.sidebar.set_counts({"due": late})
        if not found.rows:
            self.show_empty(
                "Nothing is owed.",
                "What the rulebook asks for stands here once there are schools it applies to.",
                "See the rulebook",
                lambda: self.go("rulebook"),
                icon="calendar",
            )
            return
        self.show_content()
        if self.year.value() == found.compliance.year:
            self._show_kept(found.compliance)
        else:
            self._show_year(self.year.value())
        self.narrowing.offer(found.rows)
        self.model.set_rows(found.rows)
        self._filter()
        if self._view_state:
            self.table.restore_view(self._view_state)
            self._view_state = {}
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.rows()[0].key)

    def _show_year(self, year: int) -> None:
        """How far that school year's duties were kept."""
        context = self._context
        work = lambda: context.services.obligations.compliance(year)  # noqa: E731
        context.jobs.run(self, work, self._show_kept)

    def _show_kept(self, found: Compliance) -> None:
        if found.year == self.year.value():
            self.kept.set_rows(list(found.schools))
            self.kept_by_duty.set_rows(list(found.obligations))

    def _filter(self) -> None:
        if self._found is None:
            return
        found, keeps = self._found, self.narrowing.keeps
        self.model.set_filter(self.filter.text(), lambda row: keeps(row, found))
        self.month.set_rows(self.model.rows())
        if self._wanted and self.model.line_of(self._wanted) >= 0:
            self.table.select_key(self._wanted)
            self._wanted = ""
        shown = len(self.model.rows())
        late = sum(row.state is DueState.OVERDUE for row in self.model.rows())
        words = f"{shown:,} shown, {late:,} overdue" if late else f"{shown:,} shown"
        self.count.setText(words if shown else "None.")

    def _on_tab(self, place: int) -> None:
        """The counts of the year are not narrowed, and only in the list is a line chosen."""
        self.tools.setVisible(place < 2)
        self.year.setVisible(place >= 2)
        for button in (self.done, self.plan):
            button.setVisible(place == 0)

    def _on_chosen(self, row: DueRow | None) -> None:
        waiting = row is not None and row.state is not DueState.DONE
        self.done.setEnabled(waiting and bool(row and row.noted))
        self.plan.setEnabled(waiting and bool(row and row.visit_type))
        self.details.show_row(row)

    # What is done --------------------------------------------------------------------------------

    def note_done(self) -> None:
        """Note when what is due was done, where it is no visit and no document."""
        row = self.table.current_row()
        if row is None or not self.done.isEnabled():
            return
        dialog = NoteDoneDialog(self, row, self._today)
        dialog.confirmed.connect(lambda: self._save_done(dialog, row))
        dialog.open()

    def _save_done(self, dialog: NoteDoneDialog, row: DueRow) -> None:
        service, day, note = self._context.services.obligations, dialog.day(), dialog.note()
        if day is None:
            dialog.refuse_day()
            return

        def noted(changes: Any) -> None:
            dialog.accept()
            self._context.announce(changes, "Noted.")

        self._context.jobs.run(
            dialog,
            lambda: service.mark_done(row.provider_uid, row.noted, day, note),
            noted,
            dialog.refuse,
        )

    def plan_visit(self) -> None:
        row = self.table.current_row()
        if row is not None and self.plan.isEnabled():
            self.go("visits", plan=True, provider=row.provider_uid, type=row.visit_type)

    def _shown(self) -> tuple[str, RowsModel]:
        """The table that goes out, with its title; the month is the list in another shape."""
        place = self.tabs.currentIndex()
        models = (self.model, self.model, self.kept, self.kept_by_duty)
        year = f" {self.year.words()}" if place >= 2 else ""
        return f"{self.tabs.tabText(place)}{year}", models[place]

    def _about(self) -> str:
        typed = self.filter.text().strip()
        return ", ".join(filter(None, (self.narrowing.words(), f"“{typed}”" if typed else "")))


def _share(row: Kept) -> str:
    return "" if row.share is None else f"{row.share} %"


def _kept_columns(name: str) -> tuple[Column, ...]:
    def number(label: str, of: Callable[[Kept], int]) -> Column:
        return Column(label, label, lambda row: str(of(row)), 12, "right", sort=of)

    return (
        Column("name", name, lambda row: row.name, 44),
        number("In time", lambda row: row.in_time),
        number("Late", lambda row: row.late),
        number("Overdue", lambda row: row.overdue),
        number("Still to come", lambda row: row.waiting),
        Column("Done", "Done of that owed by now", _share, 22, "right", sort=lambda row: row.share),
    )
