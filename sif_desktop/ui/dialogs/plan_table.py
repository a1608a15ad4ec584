"""A table before it becomes rows of a plan: what each column means, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say, stored_day
from sif_desktop.domain.pasted_plan import PastedPlan, PastedRow, Reading, rows_of, targets
from sif_desktop.services.plan_tables import NamedReading
from sif_desktop.services.plans import PlanPage
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.plan_lines import LEVEL_WORDS
from sif_desktop.ui.widgets.column_meanings import ColumnMeanings
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import quiet, section

_INTRO = "Nothing is added before you say so. Say what each column is; the rows below follow."


class PlanTableDialog(FormDialog):
    """`found` are the tables to choose from; `under` is the priority that rows before the first
    one of the table come under. Emits `confirmed`; `rows()` are what is to be added."""

    def __init__(
        self, context: AppContext, parent: QWidget, page: PlanPage, found: Sequence[NamedReading],
        under: str = "",
    ) -> None:  # fmt: skip
        title = next((one.title for one in page.plan.priorities if one.uid == under), "")
        where = f" Rows before its first priority go under “{title}”." if title else ""
        super().__init__(parent, "Rows from a table", "Add", _INTRO + where)
        self._context, self._page, self._found = context, page, found
        self._meanings = targets(page.template)
        self._asked = 0
        self.plan: PastedPlan | None = None
        self.which = QComboBox()
        self.which.addItems([one.name for one in found])
        if len(found) > 1:
            self.add("Table", self.which)
        self.headed = QCheckBox("The first row is headings")
        self.form.addRow(self.headed)
        self._place = QVBoxLayout()
        self.form.addRow(self._place)
        self.columns: ColumnMeanings | None = None
        self._show_rows()
        self.which.activated.connect(lambda _n: self._read(self._found[self.which.currentIndex()]))
        self.headed.toggled.connect(lambda _on: self._show_columns(self.reading()))
        QShortcut(QKeySequence("Ctrl+Return"), self, self._press)
        self._read(found[0])
        self.fit(1000, 760)

    def _show_rows(self) -> None:
        self.count = section("")
        self.model = RowsModel(_columns(self._page), key=id)
        self.table = TableView("Rows that come of it", self.model)
        self.about = quiet("")
        self.about.hide()
        self.odd = section("")
        self.faults = QListWidget()
        self.faults.setAccessibleName("What is odd about the table")
        self.faults.setWordWrap(True)
        self.faults.setMaximumHeight(theme.current().px(110))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addWidget(self.odd)
        column.addWidget(self.faults)
        self.put_below(below, 2)

    # What is chosen -----------------------------------------------------------------------------

    def reading(self) -> Reading:
        """The table with the meanings chosen."""
        assert self.columns is not None, "columns are shown from the start"
        held = self._found[self.which.currentIndex()].reading
        return replace(held, headed=self.headed.isChecked(), columns=self.columns.columns())

    def rows(self) -> list[tuple[str, dict[str, str]]]:
        assert self.plan is not None, "the verb waits for the rows"
        return [(level, dict(fields)) for level, fields in self.plan.for_outline]

    # What it shows ------------------------------------------------------------------------------

    def _read(self, named: NamedReading) -> None:
        """Show a table with the meanings its headings suggest."""
        self.headed.blockSignals(True)
        self.headed.setChecked(named.reading.headed)
        self.headed.blockSignals(False)
        self._show_columns(named.reading)

    def _show_columns(self, reading: Reading) -> None:
        if self.columns is not None:
            self._place.removeWidget(self.columns)
            self.columns.deleteLater()
        self.columns = ColumnMeanings(reading, self._meanings)
        self.columns.changed.connect(self._work_out)
        self._place.addWidget(self.columns)
        if self.columns.choices:
            self.columns.choices[0].setFocus()
        self._work_out()

    def _work_out(self) -> None:
        """Make the rows on a worker; only what was asked for last is shown."""
        self._asked += 1
        asked, reading, page = self._asked, self.reading(), self._page
        self.verb.setEnabled(False)

        def show(plan: PastedPlan) -> None:
            if asked == self._asked:
                self._show(plan)

        self._context.jobs.run(
            self, lambda: rows_of(reading, page.today, page.calendar), show, lane="pool"
        )

    def _show(self, plan: PastedPlan) -> None:
        self.plan = plan
        self.model.set_rows(plan.rows)
        self.count.setText(_counted(plan))
        self.faults.clear()
        self.faults.addItems([f"Row {one.row:,}: {one.message}" for one in plan.faults])
        for part in (self.odd, self.faults):
            part.setVisible(bool(plan.faults))
        number = len(plan.faults)
        self.odd.setText(f"{number:,} {'thing' if number == 1 else 'things'} to look at")
        rows = len(plan.rows)
        self.verb.setText(f"Add {rows:,} {'row' if rows == 1 else 'rows'}")
        self.verb.setEnabled(rows > 0)

    def say(self, words: str) -> None:
        """Something about the whole file, among what is to be looked at."""
        self.about.setText(words)
        self.about.show()

    def _press(self) -> None:
        if self.verb.isEnabled():
            self._confirm()


def _counted(plan: PastedPlan) -> str:
    """ "2 priorities, 5 actions" """
    many = {
        "priority": "priorities", "action": "actions", "milestone": "milestones",
        "criterion": "success criteria",
    }  # fmt: skip
    counts = {level: sum(row.level == level for row in plan.rows) for level in many}
    told = [
        f"{count:,} {many[level] if count > 1 else LEVEL_WORDS[level].lower()}"
        for level, count in counts.items()
        if count
    ]
    return ", ".join(told) or "No rows come of it"


def _columns(page: PlanPage) -> tuple[Column, ...]:
    def words(row: PastedRow) -> str:
        said = row.fields.get("title") or row.fields.get("what") or "(no words yet)"
        return " ".join(said.split())

    def day(row: PastedRow) -> str:
        due = stored_day(row.fields.get("due", ""))
        return say(due, page.today) if due else ""

    main = ("title", "what", "lead", "party", "start", "due")

    def rest(row: PastedRow) -> str:
        return " · ".join(" ".join(v.split()) for k, v in row.fields.items() if k not in main)

    return (
        Column("level", "Becomes", lambda row: LEVEL_WORDS[row.level], 14),
        Column("words", "Words", words, 44),
        Column("lead", "Lead", lambda row: row.fields.get("lead", ""), 16),
        Column("due", "Date", day, 12),
        Column("rest", "And", rest, 40),
        Column("row", "Row", lambda row: str(row.row), 6, "right", sort=lambda row: row.row),
    )
