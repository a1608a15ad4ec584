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
from sif_desktop.ui.table_files import ask_where, write_rows


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

        def done(count: int) -> None:
            messages.say(self._page, f"{count:,} days saved in {path.name}.")

        self._context.jobs.run(self._page, work, done, lane="pool")

    def export(self) -> None:
        path = ask_where(self._page, "Export what is shown", "due")
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the lines of the tab shown, with every column, to a .csv or .xlsx file."""
        title, model = self._shown()
        write_rows(
            self._context, self._page, path, model.columns, model.rows(), title=title, replace=True
        )
