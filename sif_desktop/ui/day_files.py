"""The days of a year taken out of the program: a table, a list on paper, the letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.table_files import ask_where, write_rows

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
        path = ask_where(self._page, "Export what is shown", "days")
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the lines of the tab shown, with every column, to a .csv or .xlsx file."""
        title, model = self._shown()
        write_rows(
            self._context, self._page, path, model.columns, model.rows(), title=title, replace=True
        )

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
