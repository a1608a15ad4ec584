"""Categories: the round of a school year over all schools, worked through from the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from sif_desktop.domain.dates import say
from sif_desktop.domain.terms import year_label
from sif_desktop.services.category_lines import Round, RoundRow
from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.carry_over import carry_over
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.table_files import ask_where, write_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_TABLES = ("finding", "judgement", "provider", "provider_status", "inspection", "document",
           "indicator_value", "step", "event", "meeting", "authority")  # fmt: skip
WAITING = "waiting"
_WATCH = 8  # its column
_FILTERS: tuple[tuple[str, Callable[[RoundRow], bool] | None], ...] = (
    ("All", None),
    ("Not decided", lambda row: not row.decided),
    ("Decided", lambda row: bool(row.decided)),
    ("School sees it otherwise", lambda row: bool(row.school_view)),
    ("Other than proposed", lambda row: row.otherwise),
    ("Changed", lambda row: row.moved),
    ("Should have left", lambda row: row.exit_passed),
    ("Letter waiting", lambda row: row.letter == WAITING),
    ("Begun", lambda row: row.begun),
)
_LETTER_WAITS = [title for title, _keep in _FILTERS].index("Letter waiting")
_LETTERS = {
    "": "",
    WAITING: "○ waiting",
    "dropped": "none, with a reason",
    "drafting": "drafted",
    "with_school": "with the school",
    "issued": "issued",
}


class CategoryRoundPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Categories", wide=True)
        self._context = context
        self._today = context.today()
        self._year: int | None = None
        self._view_state: Mapping[str, Any] = {}
        self.filter = SearchField("Filter schools")
        self.which = QComboBox()
        self.which.setAccessibleName("Which schools")
        self.which.addItems([title for title, _keep in _FILTERS])
        self.years = QComboBox()
        self.years.setAccessibleName("School year")
        self.model = RowsModel(self._columns(), key=lambda row: row.uid)
        self.table = TableView("Categories", self.model)
        self.table.setAccessibleDescription("Enter opens a school’s category")
        self.count = Label("", "caption")
        self.letters = Button("Draft the letters", self.draft_letters)
        self.export = Button("Export", self.ask_export)
        self.carry = Button("Carry over…", self.carry_over)
        self.carry.setToolTip("Schools hold a category of an earlier rulebook")
        self.carry.hide()
        self.set_primary("Next undecided", self.next_undecided)
        self.add(
            ToolLine(self.filter, self.which, (self.years, self.carry, self.letters, self.export))
        )
        self.add(self.table, 1)
        self.add(self.count)
        self.filter.filtered.connect(lambda _text: self._filter())
        self.filter.entered.connect(self.table.setFocus)
        self.which.activated.connect(lambda _n: self._filter())
        self.years.activated.connect(lambda _n: self._choose_year())
        self.table.opened.connect(lambda row: self.go("category", uid=row.uid))
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("school", "School", lambda row: row.name, 28),
            Column("present", "Category now", lambda row: row.present or "none", 17),
            Column("since", "Since", lambda row: self._day(row.since), 20,
                   sort=lambda row: row.since),
            Column("proposed", "Rules propose", lambda row: row.proposed or "cannot tell", 18),
            Column("decided", "Decided", _decided, 20),
            Column("on", "On", lambda row: self._day(row.decided_on), 14,
                   sort=lambda row: row.decided_on, hidden=True),
            Column("view", "School’s view", lambda row: row.school_view, 18),
            Column("exit", "To leave by", self._exit, 22, sort=lambda row: row.exit_by,
                   role=lambda row: "bad" if row.exit_passed else "text"),
            Column("watch", "Time counts from", self._watch, 24, sort=lambda row: row.watch_on,
                   role=lambda row: "bad" if row.watch_passed else "text"),
            Column("letter", "Letter", lambda row: _LETTERS.get(row.letter, row.letter), 12),
            Column("by", "By", lambda row: row.decided_by, 16, hidden=True),
        )  # fmt: skip

    def _day(self, iso: str) -> str:
        return say(date.fromisoformat(iso), self._today) if iso else ""

    def _exit(self, row: RoundRow) -> str:
        return f"▲ {self._day(row.exit_by)}, passed" if row.exit_passed else self._day(row.exit_by)

    def _watch(self, row: RoundRow) -> str:
        """From when the time in the category counts, and towards which."""
        mark = "▲ " if row.watch_passed else ""
        return f"{mark}{self._day(row.watch_on)}: {row.watch_for}" if row.watch_on else ""

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`year`: the round; `letters`: those whose letter waits."""
        self._year = params.get("year", self._year)
        if params.get("letters"):
            self.filter.setText("")
            self.which.setCurrentIndex(_LETTER_WAITS)
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*_TABLES):
            context, year = self._context, self._year
            context.jobs.run(self, lambda: context.services.rounds.round(year), self._show)
            old = lambda: bool(context.services.carry_over.waiting())  # noqa: E731
            context.jobs.run(self, old, self.carry.setVisible)

    def commands(self) -> Sequence[Command]:
        group = "Categories"
        return (
            Command(
                "round-next", "Open the next school not decided on", self.next_undecided,
                "Ctrl+Shift+N", group,
            ),
            Command("round-letters", "Draft the category letters", self.draft_letters, "", group),
            Command(
                "round-carry", "Carry categories of an earlier rulebook over", self.carry_over, "",
                group,
            ),
            Command("round-export", "Export the table of categories", self.ask_export, "", group),
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "which": self.which.currentIndex(),
            "year": self._year,
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.which.setCurrentIndex(state.get("which", 0))
        self._year = state.get("year")
        self._view_state = state.get("table", {})
        self.refresh(None)

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, found: Round) -> None:
        self._year = found.year
        self.set_title("Categories", f"{found.label}: {_told(found)}" if found.rows else "")
        self.years.clear()
        for year in found.years:
            self.years.addItem(year_label(year), year)
        self.years.setCurrentIndex(self.years.findData(found.year))
        if not found.rows:
            self.show_empty(
                "No school here is sorted into categories.",
                "Schools whose kind the rulebook names appear here with what its rules propose.",
                "Open the schools",
                lambda: self.go("schools"),
            )
            return
        self.show_content()
        self.letters.setEnabled(found.waiting > 0)
        self.model.set_rows(found.rows)
        self.table.setColumnHidden(_WATCH, not any(row.watch_on for row in found.rows))
        self._filter()
        if self._view_state:
            self.table.restore_view(self._view_state)
            self._view_state = {}
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.row(0).uid)
            if self.filter.hasFocus() and not self.filter.text():
                self.table.setFocus()  # the filter had the keyboard while nothing was there yet

    def _filter(self) -> None:
        self.model.set_filter(self.filter.text(), _FILTERS[self.which.currentIndex()][1])
        shown = self.model.rowCount()
        schools = f"{shown:,} school{'' if shown == 1 else 's'} shown" if shown else "None."
        self.count.setText(schools)

    def _choose_year(self) -> None:
        self._year = self.years.currentData()
        self.refresh(None)

    # What is done --------------------------------------------------------------------------------

    def next_undecided(self) -> None:
        """Open the first school, from the cursor on, that is not decided on."""
        rows: list[RoundRow] = self.model.rows()
        at = max(0, self.table.currentIndex().row())
        row = next((one for one in (*rows[at:], *rows[:at]) if not one.decided), None)
        if row is None:
            messages.say(self, "Every school shown is decided.")
        else:
            self.go("category", uid=row.uid)

    def draft_letters(self) -> None:
        """A letter drafted for every school decided on that has none; to be read before issue."""
        year, context = self._year, self._context
        if year is None:
            return

        def work(progress: Any, cancelled: Any) -> Any:
            return context.services.rounds.draft_letters(year, progress, cancelled)

        context.jobs.run_long(self, "Drafting the category letters", work, self._drafted)

    def _drafted(self, drafted: Any) -> None:
        count = drafted.count
        words = f"{count} letter{'' if count == 1 else 's'} drafted; they stand under Documents."
        if drafted.without:
            words += f" The rulebook has no such letter for {', '.join(drafted.without)}."
        self._context.announce(drafted.changes, words, undoable=False)
        if drafted.changes is None:
            messages.say(self, words)

    def carry_over(self) -> None:
        """Say which new category each old one becomes."""
        carry_over(self._context, self)

    def ask_export(self) -> None:
        """Ask where to, and write the rows and columns shown."""
        path = ask_where(self, "Export the categories shown", "categories")
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Write what is shown, in its order."""
        write_rows(
            self._context, self, path, self.model.columns, self.model.rows(), title="Categories",
            what="schools", replace=replace,
        )  # fmt: skip


def _decided(row: RoundRow) -> str:
    made = f"✓ {row.decided}" if row.decided else ""
    return ", ".join(filter(None, (made, "… begun" if row.begun else "")))


def _told(found: Round) -> str:
    """How far the round is."""
    late = sum(row.exit_passed for row in found.rows)
    differ = sum(bool(row.school_view) for row in found.rows)
    parts = [f"{found.decided} of {len(found.rows)} decided"]
    if differ:
        parts.append(f"{differ} seen otherwise by the school")
    if late:
        parts.append(f"{late} past the day to leave")
    if found.waiting:
        parts.append(f"{found.waiting} letter{'' if found.waiting == 1 else 's'} waiting")
    return ", ".join(parts)
