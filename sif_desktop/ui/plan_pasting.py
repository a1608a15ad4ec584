"""Tables pasted into a plan or read from the school's own file: looked at first, then added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sif_desktop.services.plan_tables import FileReading, NamedReading, from_file, from_text
from sif_desktop.services.plans import PlanPage
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.plan_table import PlanTableDialog
from sif_desktop.ui.widgets.buttons import Button

Rows = Sequence[tuple[str, Mapping[str, str]]]
_FILES = "Word documents and Excel workbooks (*.docx *.xlsx)"


class PlanPasting:
    """`shown()` is the plan of the page, None while there is none."""

    def __init__(
        self, context: AppContext, page: QWidget, shown: Callable[[], PlanPage | None]
    ) -> None:
        self._context, self._page, self._shown = context, page, shown
        # The last table that was put away, with the meanings chosen for its columns.
        self._put_away: NamedReading | None = None

    def paste(self, text: str, under: str = "") -> None:
        """Look at a pasted table; its rows are to stand under the priority `under`."""
        self._look(lambda page: from_text(text, page.template), under)

    def choose(self, under: str = "") -> None:
        """Ask for a file and look at its tables."""
        name, _ = QFileDialog.getOpenFileName(self._page, "Choose the plan", "", _FILES)
        if name:
            self.look_at(Path(name), under)

    def look_at(self, path: Path, under: str = "") -> None:
        """Look at the tables of a file: one of them with its columns, or all as they are."""
        page = self._shown()
        if page is not None:
            self._context.jobs.run(
                self._page,
                lambda: from_file(path, page),
                lambda found: self._offer_file(page, found, under),
                lane="pool",
            )

    def _look(self, read: Callable[[PlanPage], tuple[NamedReading, ...]], under: str) -> None:
        page = self._shown()
        if page is not None:
            self._context.jobs.run(
                self._page,
                lambda: read(page),
                lambda found: self._offer(page, found, under),
                lane="pool",
            )

    def _offer_file(self, page: PlanPage, found: FileReading, under: str) -> None:
        dialog = self._offer(page, found.parts, under)
        rows = [(row.level, row.fields) for row in found.everything.rows]
        if len(found.parts) > 1 and rows:
            words = f"Add all {len(found.parts)} tables"
            dialog.offer(Button(words, lambda: self._add(dialog, page, rows, under)))
        if found.left_out:
            dialog.say(" ".join(found.left_out))

    def _offer(self, page: PlanPage, found: Sequence[NamedReading], under: str) -> PlanTableDialog:
        """A table that was put away before comes back as it was left."""
        held = self._put_away
        found = [
            held if held is not None and one.reading.table == held.reading.table else one
            for one in found
        ]
        dialog = PlanTableDialog(self._context, self._page, page, found, under)

        def put_away() -> None:
            name = found[dialog.which.currentIndex()].name
            self._put_away = NamedReading(name, dialog.reading())

        dialog.confirmed.connect(lambda: self._add(dialog, page, dialog.rows(), under))
        dialog.rejected.connect(put_away)
        dialog.open()
        return dialog

    def _add(self, dialog: PlanTableDialog, page: PlanPage, rows: Rows, under: str) -> None:
        """Add rows to the plan, and close."""
        context = self._context

        def added(changes: object) -> None:
            dialog.accept()
            self._put_away = None
            count = len(rows)
            context.announce(changes, f"{count:,} {'row' if count == 1 else 'rows'} added.")

        context.jobs.run(
            dialog,
            lambda: context.services.plan_outline.add_many(page.plan.uid, rows, under),
            added,
            dialog.refuse,
        )
