"""The days of a year taken out of the program: a table, a list on paper, the letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.item_models.rows import RowsModel

if TYPE_CHECKING:
    from sif_desktop.services.day_lines import AccountLine, DayBook
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.page import Page


class DayFiles:
    """`shown` gives the table on screen with its title, `lines` the accounts chosen."""

    def __init__(
        self,
        context: AppContext,
        page: Page,
        shown: Callable[[], tuple[str, RowsModel]],
        lines: Callable[[], Sequence[AccountLine]],
    ) -> None:
        self._context, self._page = context, page
        self._shown, self._lines = shown, lines

    def print_list(self, book: DayBook) -> None:
        """The accounts shown by school, with the totals of officers and charges."""
        lines = sorted(self._lines(), key=lambda line: line.provider)
        PaperSheet(
            self._context,
            self._page,
            f"Entitlement and days: {book.year.label}",
            lambda services: services.day_paper.printed(book, lines),
        ).open()

    def export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            "Export what is shown",
            "days.xlsx",
            "Excel workbook (*.xlsx);;CSV file (*.csv)",
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the lines of the tab shown, with every column, to a .csv or .xlsx file."""
        title, model = self._shown()
        headings = [column.label for column in model.columns]
        rows = [[column.text(row) for column in model.columns] for row in model.rows()]

        def work() -> int:
            from sif_desktop.services.table_export import export_table

            return export_table(path, headings, rows, title=title, replace=True)

        def done(count: int) -> None:
            messages.say(self._page, f"{count:,} lines exported to {path.name}.")

        self._context.jobs.run(self._page, work, done, lane="pool")

    def draft_letters(self, book: DayBook) -> None:
        """A letter for every school shown that has none about the year; read before issue."""
        context, year = self._context, book.year.number
        schools = list(dict.fromkeys(line.provider_uid for line in self._lines()))

        def work(progress: Any, cancelled: Any) -> Any:
            return context.services.day_letters.draft(schools, year, progress, cancelled)

        context.jobs.run_long(self._page, "Drafting the letters about days", work, self._drafted)

    def _drafted(self, drafted: Any) -> None:
        count = drafted.count
        words = f"{count} letter{'' if count == 1 else 's'} drafted; they stand under Documents."
        if drafted.without:
            words += f" The rulebook has no such letter for {', '.join(drafted.without)}."
        self._context.announce(drafted.changes, words, undoable=False)
        if drafted.changes is None:
            messages.say(self._page, words)
