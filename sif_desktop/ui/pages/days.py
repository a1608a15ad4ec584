"""Days: what each school is entitled to in a year, what went of it, and what it is charged.

Each line names its paragraph; what is too much is said in words. Single keys write things down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from sif_desktop.services.day_lines import AccountLine, DayBook, Record
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.day_acts import DayActs
from sif_desktop.ui.day_files import DayFiles
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets import day_lists
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_TABLES = ("support", "visit", "visit_companion", "provider", "provider_status", "document",
           "authority")  # fmt: skip


class DaysPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Days", wide=True)
        self._context = context
        self._book: DayBook | None = None
        self._year: int | None = None
        self._view_state: Mapping[str, Any] = {}
        self.acts = DayActs(context, self, lambda uid: self.go("composer", uid=uid))
        self.model = RowsModel(day_lists.account_columns(), key=lambda line: line.key)
        self.officers = RowsModel(day_lists.officer_columns(), key=lambda line: line.officer)
        self.charges = RowsModel(day_lists.charge_columns(), key=lambda line: line.key)
        records = day_lists.record_columns(context.today())
        self.records = RowsModel(records, key=lambda record: record.uid)
        keys = {"u": self.use, "a": self.agree, "n": self.answer, "c": self.charge,
                "l": self.letter}  # fmt: skip
        self.table = TableView("What schools may count on", self.model, keys=keys)
        self.table.setAccessibleDescription(
            "Enter opens the school; U records a use, A agrees days, N notes accepted or declined, "
            "C records a charge, L begins the letter"
        )
        self.record_table = TableView("Records of days", self.records)
        self.record_table.setAccessibleDescription("Enter changes a record or opens its visit")
        self.files = DayFiles(context, self, self._shown, self.model.rows)
        self._make_tools()
        self._lay_out()
        self._connect()
        self._on_chosen(None)
        self.refresh(None)

    def _make_tools(self) -> None:
        self.filter = SearchField("Filter days")
        self.which, self.years = QComboBox(), QComboBox()
        self.which.setAccessibleName("Which entitlements")
        self.which.addItems([title for title, _keep in day_lists.FILTERS])
        self.years.setAccessibleName("Year")
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.buttons = {
            "agree": Button("Agree days", self.agree),
            "answer": Button("Accepted or declined", self.answer),
            "charge": Button("Record a charge", self.charge),
            "letter": Button("Letter", self.letter),
        }
        self.told, self.count = Label("", "quiet", wrap=True), Label("", "caption")

    def _lay_out(self) -> None:
        self.add_action(Button("Print…", self.print_list, icon="print"))
        self.add_action(Button("Export shown…", self.files.export, icon="export"))
        self.draft = Button("Draft the letters", self.draft_letters)
        self.add_action(self.draft)
        self.set_primary("Record a use", self.use, icon="add")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(_with(self.table, self.told), "Schools")
        self.tabs.addTab(TableView("Officers", self.officers), "Officers")
        self.tabs.addTab(TableView("Charges", self.charges), "Charges")
        self.tabs.addTab(self.record_table, "Records")
        doing = (self.years, *self.buttons.values())
        self.add(ToolLine(self.filter, self.which, doing))
        self.add(self.tabs, 1)
        self.add(self.count)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._narrow())
        self.filter.entered.connect(self.table.setFocus)
        self.which.activated.connect(lambda _n: self._narrow())
        self.years.activated.connect(lambda _n: self._choose_year())
        self.tabs.currentChanged.connect(lambda _n: self._on_tab())
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(
            lambda line: self.go("school", uid=line.provider_uid, part="days")
        )
        self.record_table.opened.connect(self._open_record)

    # What the window asks ------------------------------------------------------------------------

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*_TABLES):
            context, year = self._context, self._year
            context.jobs.run(self, lambda: context.services.days.book(year), self._show)

    def commands(self) -> Sequence[Command]:
        group = "Days"
        return (
            Command("days-use", "Record a use of days", self.use, "Ctrl+N", group),
            Command("days-agree", "Agree days beyond the rulebook’s", self.agree, "", group),
            Command("days-answer", "Note as accepted or declined", self.answer, "", group),
            Command("days-charge", "Record a charge", self.charge, "", group),
            Command("days-letter", "Begin the letter about days", self.letter, "", group),
            Command("days-letters", "Draft the letters about days", self.draft_letters, "", group),
            Command("days-print", "Print the days shown", self.print_list, "Ctrl+P", group),
            Command("days-export", "Export the days shown", self.files.export, "", group),
        )

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "which": self.which.currentIndex(),
            "year": self._year,
            "tab": self.tabs.currentIndex(),
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.which.setCurrentIndex(state.get("which", 0))
        self._year = state.get("year")
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self._view_state = state.get("table", {})
        self.refresh(None)

    def take_focus(self) -> None:
        if self._empty is not None:
            super().take_focus()
        else:
            (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, book: DayBook) -> None:
        self._book, self._year = book, book.year.number
        self.years.clear()
        for number, label in book.year.others.items():
            self.years.addItem(label, number)
        self.years.setCurrentIndex(self.years.findData(book.year.number))
        if not book.lines and not book.records:
            self.show_empty(
                "Nobody is entitled to anything yet.",
                "Schools whose kind or category the rulebook gives days or visits appear here.",
                "Open the schools",
                lambda: self.go("schools"),
                icon="measure",
            )
            return
        self.show_content()
        over = sum(line.account.is_over for line in book.lines)
        self.set_title("Days", f"{book.year.label}: {over} over" if over else book.year.label)
        self.draft.setEnabled(book.has_letter and any(not line.letter for line in book.lines))
        for model, rows in (
            (self.model, book.lines),
            (self.officers, book.officers),
            (self.charges, book.charges),
            (self.records, book.records),
        ):
            model.set_rows(list(rows))
        self._narrow()
        if self._view_state:
            self.table.restore_view(self._view_state)
            self._view_state = {}
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.row(0).key)
            if self.filter.hasFocus() and not self.filter.text():
                self.table.setFocus()  # the filter had the keyboard while nothing was there yet
        self._on_chosen(self.table.current_row())

    def _narrow(self) -> None:
        text = self.filter.text()
        self.model.set_filter(text, day_lists.FILTERS[self.which.currentIndex()][1])
        for model in (self.officers, self.charges, self.records):
            model.set_filter(text)
        self._on_tab()

    def _on_tab(self) -> None:
        _title, model = self._shown()
        shown = model.rowCount()
        self.count.setText(f"{shown:,} shown" if shown else "None.")
        self.which.setVisible(model is self.model)
        for button in self.buttons.values():
            button.setVisible(model is self.model)

    def _on_chosen(self, line: AccountLine | None) -> None:
        self.told.setText(_told(line) if line is not None else "")
        self.buttons["agree"].setEnabled(line is not None)
        self.buttons["answer"].setEnabled(line is not None and line.answer is not None)
        charged = self._book is not None and bool(self._book.choices.charges)
        self.buttons["charge"].setEnabled(line is not None and charged)
        has_letter = self._book is not None and self._book.has_letter
        self.buttons["letter"].setEnabled(line is not None and has_letter)

    def _shown(self) -> tuple[str, RowsModel]:
        """The table of the tab in front, with its title."""
        place = self.tabs.currentIndex()
        models = (self.model, self.officers, self.charges, self.records)
        return self.tabs.tabText(place), models[place]

    def _choose_year(self) -> None:
        self._year = self.years.currentData()
        self.refresh(None)

    # What is done --------------------------------------------------------------------------------

    def use(self) -> None:
        """Days that went on something that is no visit."""
        self._with_line(
            lambda book, line: self.acts.use(book, line.provider_uid, line.account.entitlement.id)
        )

    def agree(self) -> None:
        self._with_line(self.acts.agree)

    def answer(self) -> None:
        self._with_line(self.acts.answer)

    def charge(self) -> None:
        if self._book is not None and not self._book.choices.charges:
            messages.say(self, "The rulebook names no charges.")
            return
        self._with_line(lambda book, line: self.acts.charge(book, line.provider_uid))

    def letter(self) -> None:
        """The letter of the school under the cursor."""
        self._with_line(lambda book, line: self.acts.letter(book, line.provider_uid))

    def draft_letters(self) -> None:
        """A letter for every school shown that has none about this year."""
        if self._book is not None:
            self.files.draft_letters(self._book)

    def print_list(self) -> None:
        if self._book is not None and self._book.lines:
            self.files.print_list(self._book)

    def _with_line(self, run: Callable[[DayBook, AccountLine], object]) -> None:
        line = self.table.current_row()
        if self._book is None or line is None:
            messages.say(self, "Choose a school in the list first.")
        else:
            run(self._book, line)

    def _open_record(self, record: Record) -> None:
        if record.given is None:
            self.go("visit", uid=record.uid)
        elif self._book is not None:
            self.acts.edit(self._book, record)


def _with(table: QWidget, words: QWidget) -> QWidget:
    """A table with what explains its line beneath."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, theme.GAP, 0, 0)
    column.setSpacing(theme.GAP)
    column.addWidget(table, 1)
    column.addWidget(words)
    return holder


def _told(line: AccountLine) -> str:
    """All about one entitlement in a sentence or two."""
    one = line.account.entitlement
    where = f" ({one.paragraph})" if one.paragraph else " (the app’s own)"
    parts = (
        f"{one.title}{where}",
        day_lists.days_words(line.account),
        line.charge,
        day_lists.answered_words(line),
        line.officer,
    )
    return " · ".join(filter(None, parts))
