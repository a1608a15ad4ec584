"""What is due, taken out of the program: a calendar, a table, a list on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from sif_desktop.services.obligations import DueRow
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page


class DueFiles:
    """`shown` gives the table on screen with its title; `rows` the lines of what is due that are
    chosen, `about` says which they are."""

    def __init__(
        self,
        context: AppContext,
        page: Page,
        shown: Callable[[], tuple[str, RowsModel]],
        rows: Callable[[], Sequence[DueRow]],
        about: Callable[[], str],
    ) -> None:
        self._context, self._page = context, page
        self._shown, self._rows, self._about = shown, rows, about

    def print_list(self) -> None:
        """The lines chosen as a list on paper, month by month."""
        rows, about = tuple(self._rows()), self._about()
        if not rows:
            messages.say(self._page, "Nothing is shown to print.")
            return
        PaperSheet(
            self._context,
            self._page,
            f"What is due: {about}",
            lambda services: services.due_paper.printed(rows, about),
        ).open()

    def save_calendar(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page, "Save what is shown as a calendar", "due.ics", "Calendar (*.ics)"
        )
        if name:
            self.save_calendar_to(Path(name))

    def save_calendar_to(self, path: Path) -> None:
        """Write the lines chosen to a file that calendar programs read."""
        rows, now = list(self._rows()), datetime.now(UTC)

        def work() -> int:
            from sif_desktop.services.calendar_file import export_calendar

            return export_calendar(path, rows, now, replace=True)

        self._run(work, lambda count: f"{count:,} days saved in {path.name}.")

    def export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            "Export what is shown",
            "due.xlsx",
            "Excel workbook (*.xlsx);;CSV file (*.csv)",
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the lines of the tab shown to a .csv or .xlsx file."""
        title, model = self._shown()
        headings = [column.label for column in model.columns]
        rows = [[column.text(row) for column in model.columns] for row in model.rows()]

        def work() -> int:
            from sif_desktop.services.table_export import export_table

            return export_table(path, headings, rows, title=title, replace=True)

        self._run(work, lambda count: f"{count:,} lines exported to {path.name}.")

    def _run(self, work: Callable[[], int], words: Callable[[int], str]) -> None:
        self._context.jobs.run(
            self._page, work, lambda count: messages.say(self._page, words(count)), lane="pool"
        )
