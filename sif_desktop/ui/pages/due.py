"""What is owed to schools by when: what is late first, and how far the year's duties were kept.

Each line says by which rule and paragraph it is due; the count of working days can be checked day
by day beneath.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QSplitter, QTabWidget, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say, say_due
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.obligations import Compliance, DueRow, Kept
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.note_done import NoteDoneDialog
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.day_count import DayCount
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_TABLES = ("provider", "provider_status", "visit", "document_version", "event", "step", "finding",
           "inspection", "term_date", "closed_day", "case_file")  # fmt: skip
_WEEKS = timedelta(weeks=4)
_Keep = Callable[[DueRow, date], bool]
_FILTERS: tuple[tuple[str, _Keep], ...] = (
    ("Open", lambda row, _today: row.state is not DueState.DONE),
    ("Overdue", lambda row, _today: row.state is DueState.OVERDUE),
    (
        "In the next four weeks",
        lambda row, today: row.state is DueState.DUE and row.day <= today + _WEEKS,
    ),
    ("Done", lambda row, _today: row.state is DueState.DONE),
)


class DuePage(Page):
    """`show_record` takes `provider`, a school's name to narrow the list to."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Due", wide=True)
        self._context, self._today = context, context.today()
        self._rows: tuple[DueRow, ...] = ()
        self._view_state: Mapping[str, Any] = {}
        self.filter, self.which = SearchField("Filter what is due"), QComboBox()
        self.which.setAccessibleName("Which")
        self.which.addItems([title for title, _keep in _FILTERS])
        self.model = RowsModel(self._columns(), key=lambda row: row.key)
        keys = {"d": self.note_done, "v": self.plan_visit}
        self.table = TableView("What is due", self.model, keys=keys)
        self.count = Label("", "caption")
        self.details = DayCount(self._today)
        self.done = Button("Note as done", self.note_done, icon="check")
        self.plan = Button("Plan the visit", self.plan_visit, icon="visits")
        self.kept = RowsModel(_kept_columns("School"), key=lambda row: row.name)
        self.kept_by_duty = RowsModel(_kept_columns("What"), key=lambda row: row.name)
        self._lay_out()
        self._connect()
        self._on_chosen(None)
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("day", "By when", self._when, 26, sort=lambda row: row.day,
                   role=lambda row: "bad" if row.state is DueState.OVERDUE else "text"),
            Column("what", "What", lambda row: row.what, 40),
            Column("school", "School", lambda row: row.provider, 28),
            Column("rule", "Rule", lambda row: row.rule, 30, hidden=True),
            Column("paragraph", "Paragraph", lambda row: row.paragraph, 20, hidden=True),
            Column("urn", "URN", lambda row: row.urn, 9, hidden=True),
        )  # fmt: skip

    def _when(self, row: DueRow) -> str:
        if row.closed_on is not None:
            return f"✓ {row.closed_by}, {say(row.closed_on, self._today)}"
        if row.state is DueState.DONE:
            return "✓ done"
        words = say_due(row.day, self._today)
        return f"▲ {words}" if row.state is DueState.OVERDUE else words

    def _lay_out(self) -> None:
        self.add_action(Button("Save as a calendar…", self.save_calendar, icon="calendar"))
        self.add_action(Button("Export shown…", self.export, icon="export"))
        below = QSplitter()
        below.setChildrenCollapsible(False)
        below.addWidget(self.table)
        below.addWidget(self.details)
        below.setStretchFactor(0, 3)
        below.setStretchFactor(1, 1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, theme.GROUP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(ToolLine(self.filter, self.which, (self.done, self.plan)))
        column.addWidget(below, 1)
        column.addWidget(self.count)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(listed, "What is due")
        self.tabs.addTab(TableView("Kept by school", self.kept), "Kept, by school")
        self.tabs.addTab(TableView("Kept by duty", self.kept_by_duty), "Kept, by duty")
        self.add(self.tabs, 1)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._filter())
        self.filter.entered.connect(self.table.setFocus)
        self.which.activated.connect(lambda _place: self._filter())
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda row: self.go("school", uid=row.provider_uid))

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        self.filter.setText(str(params.get("provider", "")))
        self._filter()

    def refresh(self, changes: Any) -> None:
        if changes is not None and not changes.touches(*_TABLES):
            return
        service = self._context.services.obligations
        self._context.jobs.run(
            self, lambda: (service.rows(done=True), service.compliance()), self._show
        )

    def commands(self) -> Sequence[Command]:
        return (
            Command("note-done", "Note what is due as done", self.note_done, "", "Due"),
            Command(
                "save-calendar", "Save what is due as a calendar", self.save_calendar, "", "Due"
            ),
        )

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "which": self.which.currentIndex(),
            "tab": self.tabs.currentIndex(),
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.which.setCurrentIndex(state.get("which", 0))
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self._view_state = state.get("table", {})
        self.refresh(None)

    def take_focus(self) -> None:
        if self._empty is not None:
            super().take_focus()
        else:
            (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, found: tuple[tuple[DueRow, ...], Compliance]) -> None:
        self._rows, compliance = found
        if not self._rows:
            self.show_empty(
                "Nothing is owed.",
                "What the rulebook asks for stands here once there are schools it applies to.",
                "See the rulebook",
                lambda: self.go("rulebook"),
                icon="calendar",
            )
            return
        self.show_content()
        self.kept.set_rows(list(compliance.schools))
        self.kept_by_duty.set_rows(list(compliance.obligations))
        self._filter()
        if self._view_state:
            self.table.restore_view(self._view_state)
            self._view_state = {}
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.row(0).key)

    def _filter(self) -> None:
        keep = _FILTERS[self.which.currentIndex()][1]
        self.model.set_rows([row for row in self._rows if keep(row, self._today)])
        self.model.set_filter(self.filter.text())
        shown = self.model.rowCount()
        late = sum(row.state is DueState.OVERDUE for row in self.model.rows())
        words = f"{shown:,} shown, {late:,} overdue" if late else f"{shown:,} shown"
        self.count.setText(words if shown else "None.")

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

    def save_calendar(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save what is shown as a calendar", "due.ics", "Calendar (*.ics)"
        )
        if name:
            self.save_calendar_to(Path(name))

    def save_calendar_to(self, path: Path) -> None:
        """Write the lines shown to a file that calendar programs read."""
        rows, now = list(self.model.rows()), datetime.now(UTC)

        def work() -> int:
            from sif_desktop.services.calendar_file import export_calendar

            return export_calendar(path, rows, now, replace=True)

        self._context.jobs.run(
            self,
            work,
            lambda count: messages.say(self, f"{count:,} days saved in {path.name}."),
            lane="pool",
        )

    def export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Export what is shown", "due.xlsx", "Excel workbook (*.xlsx);;CSV file (*.csv)"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the lines of the tab shown to a .csv or .xlsx file."""
        model = (self.model, self.kept, self.kept_by_duty)[self.tabs.currentIndex()]
        headings = [column.label for column in model.columns]
        rows = [[column.text(row) for column in model.columns] for row in model.rows()]
        title = self.tabs.tabText(self.tabs.currentIndex())

        def work() -> int:
            from sif_desktop.services.table_export import export_table

            return export_table(path, headings, rows, title=title, replace=True)

        self._context.jobs.run(
            self,
            work,
            lambda count: messages.say(self, f"{count:,} lines exported to {path.name}."),
            lane="pool",
        )


def _kept_columns(name: str) -> tuple[Column, ...]:
    def number(label: str, of: Callable[[Kept], int]) -> Column:
        return Column(label, label, lambda row: str(of(row)), 12, "right", sort=of)

    return (
        Column("name", name, lambda row: row.name, 44),
        number("In time", lambda row: row.in_time),
        number("Late", lambda row: row.late),
        number("Overdue", lambda row: row.overdue),
        number("Still to come", lambda row: row.waiting),
    )
