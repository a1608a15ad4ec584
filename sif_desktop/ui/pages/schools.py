"""The schools of the caseload: found as one types, sorted, imported, exported, shown as liked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.domain.errors import Problem
from sif_desktop.services.school_lines import SchoolRow, school_row
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.import_register import ImportDialog
from sif_desktop.ui.dialogs.import_side_file import ImportSideFileDialog
from sif_desktop.ui.dialogs.provider_form import ProviderForm
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.table_files import ask_where, write_lines
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label, restyle
from sif_desktop.ui.widgets.views_button import ViewsButton, popup_below

VIEWS = "schools"  # what the saved views of this page are kept under
_TABLES = ("provider", "provider_status", "visit", "task")


def _open(row: SchoolRow) -> bool:
    return not row.status.startswith("Closed")


_WHICH: tuple[tuple[str, Any], ...] = (
    ("Open schools", _open),
    ("All schools", None),
    ("Closed schools", lambda row: not _open(row)),
)


class SchoolsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Schools", wide=True)
        self._context = context
        self._today = context.today()
        self._chose_columns = False
        self._wanted = ""  # the school to put the cursor on when the rows are there
        self.filter = SearchField("Filter by name, town, URN or trust")
        self.which = QComboBox()
        self.which.setAccessibleName("Which schools")
        self.which.addItems([title for title, _ in _WHICH])
        self.count = Label("", "caption")
        self.model = RowsModel(self._columns(), key=lambda row: row.uid)
        self.table = TableView("Schools", self.model)
        self.import_button = Button("Import register…", self.choose_file, icon="import")
        self.export_button = Button("Export shown…", self.export, icon="export")
        self.columns_button = Button("Columns", self._show_columns, icon="columns")
        self.views_button = ViewsButton(context, VIEWS, self._view, self.use_view)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        if context.first is not None:
            self._show([school_row(values) for values in context.first.schools])
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", "School", lambda row: row.name, 31),
            Column("category", "Category", self._category, 18),
            Column("last", "Last visit", lambda row: self._day(row.last_visit), 14,
                   sort=lambda row: row.last_visit),
            Column("next", "Next visit", lambda row: self._day(row.next_visit), 14,
                   sort=lambda row: row.next_visit),
            Column("tasks", "Open tasks", lambda row: str(row.open_tasks or ""), 10, "right",
                   sort=lambda row: row.open_tasks or None),
            Column("officer", "Officer", lambda row: row.officer, 14),
            Column("phase", "Phase", _phase, 11),
            Column("town", "Town", lambda row: row.town, 11),
            Column("urn", "URN", lambda row: row.urn, 9, hidden=True),
            Column("trust", "Trust", lambda row: row.trust_name, 24, hidden=True),
            Column("type", "Type", lambda row: row.type, 26, hidden=True),
            Column("status", "Status", lambda row: row.status, 14, hidden=True),
            Column("la", "Local authority", lambda row: row.la_name, 18, hidden=True),
            Column("pupils", "Pupils", lambda row: f"{row.pupils:,}" if row.pupils else "", 9,
                   "right", sort=lambda row: row.pupils, hidden=True),
        )  # fmt: skip

    def _category(self, row: SchoolRow) -> str:
        if not row.category_since:
            return row.category_label
        since = date.fromisoformat(row.category_since)
        return f"{row.category_label}, since {since:%b %Y}"

    def _day(self, iso: str) -> str:
        said = say(date.fromisoformat(iso), self._today) if iso else ""
        return said[:1].upper() + said[1:]

    def _lay_out(self) -> None:
        for button in (self.export_button, Button("Add by hand", self.add_by_hand, icon="add")):
            self.add_action(button)
        self.add_action(self.import_button)
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(self.filter, 3)
        line.addWidget(self.which)
        line.addStretch(1)
        line.addWidget(self.columns_button)
        line.addWidget(self.views_button)
        self.add(bar)
        self.add(self.table, 1)
        self.add(self.count)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._filter())
        self.filter.entered.connect(self._into_table)
        self.which.activated.connect(lambda _place: self._filter())
        self.table.opened.connect(lambda row: self.go("school", uid=row.uid))

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`uid` puts the cursor on a school, `load` asks for the register file, `add` for a
        school by hand."""
        if params.get("load"):
            self.choose_file()
        elif params.get("add"):
            self.add_by_hand()
        elif params.get("uid"):
            self._wanted = params["uid"]
            self.table.select_key(self._wanted)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*_TABLES):
            run = self._context.jobs.run
            run(self, lambda: self._context.services.schools.rows(), self._show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("filter-schools", "Filter schools", self.filter.setFocus, "Ctrl+F", "Schools"),
            Command("add-school", "Add a school by hand", self.add_by_hand, "N; Ctrl+N", "Schools"),
            Command("import-register", "Import the register", self.choose_file, "", "Schools"),
            Command("export-schools", "Export the schools shown", self.export, "", "Schools"),
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
        self._chose_columns = True
        self.table.restore_view(state.get("table", {}))

    def take_focus(self) -> None:
        if self.isVisibleTo(self.window()) and self.model.total():
            (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, rows: list[SchoolRow]) -> None:
        if not rows:
            self._show_nothing_yet()
            return
        self.show_content()
        self._offer_actions(True)
        self.model.set_rows(rows)
        self._hide_empty_columns(rows)
        self._filter()
        if self._wanted:
            self.table.select_key(self._wanted)
            self._wanted = ""
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.key_at(0))

    def _hide_empty_columns(self, rows: list[SchoolRow]) -> None:
        """Until the officer chooses columns, those nobody has filled make room for others."""
        if not self._chose_columns:
            places = {column.key: n for n, column in enumerate(self.model.columns)}
            self.table.setColumnHidden(places["category"], not any(r.category for r in rows))
            self.table.setColumnHidden(places["urn"], any(r.category for r in rows))

    def _show_nothing_yet(self) -> None:
        self.model.set_rows(())
        self._offer_actions(False)
        empty = self.show_empty(
            "No schools are in this caseload yet.",
            "Begin with the establishment file of the national register (GIAS), saved on this "
            "computer: drop it here or choose it. You see what it holds before anything is kept.",
            "Import register…",
            self.choose_file,
            icon="schools",
        )
        empty.button.setProperty("look", "primary")
        restyle(empty.button)
        empty.button.setFocus()

    def _offer_actions(self, some: bool) -> None:
        self.export_button.setVisible(some)
        self.import_button.setVisible(some)

    def _filter(self) -> None:
        keep = _WHICH[self.which.currentIndex()][1]
        self.model.set_filter(self.filter.text(), keep)
        shown, total = self.model.rowCount(), self.model.total()
        words = f"{shown:,} school{'' if shown == 1 else 's'}"
        if shown < total:
            words = f"{shown:,} of {total:,} schools"
        self.count.setText(words if shown else "No school matches the filter. Escape clears it.")
        self.export_button.setEnabled(shown > 0)
        if shown and self.table.current_row() is None:
            self.table.select_key(self.model.key_at(0))

    def _into_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _show_columns(self) -> None:
        self._chose_columns = True
        popup_below(self.columns_button, self.table.column_menu())

    def use_view(self, view: Any) -> None:
        """Show the list as it was saved."""
        self.restore({"filter": view.filter_text, **view.columns})

    def _view(self) -> tuple[str, Mapping[str, Any]]:
        shown = self.state()
        table = {key: shown["table"][key] for key in ("hidden", "widths", "sort")}
        return self.filter.text(), {"which": shown["which"], "table": table}

    # Adding, importing, exporting ----------------------------------------------------------------

    def add_by_hand(self) -> None:
        """Ask for a school or setting that no file brings."""
        run = self._context.jobs.run
        run(self, lambda: self._context.services.schools.kinds(), self._ask_new)

    def _ask_new(self, kinds: Mapping[str, str]) -> None:
        form = ProviderForm(self, kinds, self._today)
        form.confirmed.connect(lambda: self._save_new(form))
        form.open()

    def _save_new(self, form: ProviderForm) -> None:
        values = form.values()
        self._context.jobs.run(
            form,
            lambda: self._context.services.schools.add(values),
            lambda added: self._added(form, added),
            form.refuse,
        )

    def _added(self, form: ProviderForm, added: Any) -> None:
        name = form.values()["name"].strip()
        form.accept()
        self._wanted = added.uid
        self._context.announce(added.changes, f"{name} added.")

    def choose_file(self) -> None:
        """Ask for the register file and begin."""
        name, _ = QFileDialog.getOpenFileName(
            self, "Choose the register file", "", "CSV files (*.csv);;All files (*)"
        )
        if name:
            self.start_import(Path(name))

    def start_import(self, path: Path) -> None:
        """Recognise the file and show what importing it would do."""
        context = self._context

        def work() -> Any:
            found = context.services.references.recognise(path)
            if not found.known:
                context.services.register.survey(path)  # refuses it by name
            return found

        context.jobs.run(self, work, self._recognised)

    def _recognised(self, found: Any) -> None:
        kind = ImportDialog if found.kind == "REGISTER" else ImportSideFileDialog
        dialog = kind(self._context, self, found)
        dialog.imported.connect(self._imported)
        dialog.open()

    def _imported(self, result: Any) -> None:
        undoable = bool(result.changes.rows)
        self._context.announce(result.changes, result.sentence, undoable=undoable)

    def export(self) -> None:
        """Ask where to, and write the rows and columns shown."""
        path = ask_where(self, "Export the schools shown", "schools")
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Write what is shown, in its order, a number as a number."""
        columns = self._shown_columns()
        headings = [column.label for column in columns]
        lines = [[_cell(column, row) for column in columns] for row in self.model.rows()]
        write_lines(
            self._context, self, path, headings, lines, title="Schools", what="schools",
            replace=replace,
        )  # fmt: skip

    def _shown_columns(self) -> list[Column]:
        """The columns shown, in the order the officer has put them."""
        header = self.table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [self.model.columns[n] for n in places if not self.table.isColumnHidden(n)]

    # Dropping a file -----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is None:
            messages.report_failure(self, Problem("Drop one CSV file here, not several things."))
        else:
            event.acceptProposedAction()
            self.start_import(path)


def _phase(row: SchoolRow) -> str:
    return "" if row.phase == "Not applicable" else row.phase


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _cell(column: Column, row: SchoolRow) -> str | int | None:
    """Numbers as numbers and dates as ISO, so that a spreadsheet can go on with them."""
    if column.key in ("last", "next", "tasks", "pupils"):
        value = column.sort(row) if column.sort else None
        return value if isinstance(value, str | int) else None
    return column.text(row)
