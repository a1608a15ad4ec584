"""Why something is due when it is: rule, paragraph, and the count of days to check by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.calendar import CountedDay
from sif_desktop.domain.dates import say
from sif_desktop.services.obligations import DueRow
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label


class DayCount(QWidget):
    """What one line of what is due rests on; the table is there where days were counted."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._what = Label("", "section", wrap=True)
        self._why = Label("", "quiet", wrap=True)
        self.model = RowsModel(_columns(), key=lambda row: row.day)
        self._days = TableView("Days counted", self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (self._what, self._why):
            column.addWidget(widget)
        column.addWidget(self._days, 1)
        column.addStretch(0)
        self.show_row(None)

    def show_row(self, row: DueRow | None) -> None:
        """Explain `row`; nothing for None."""
        if row is None:
            self.show_count("", "Choose a line to see why it is due.", ())
        else:
            self.show_count(row.what, self._words(row), row.trace)

    def show_count(self, what: str, why: str, trace: Sequence[CountedDay]) -> None:
        """Explain a day: what is due, what it rests on, and the days counted."""
        self._what.setText(what)
        self._why.setText(why)
        self.model.set_rows(list(trace))
        self._days.setVisible(bool(trace))

    def _words(self, row: DueRow) -> str:
        counted = f"Counted from {say(row.anchor, self._today)}: {row.rule}."
        source = (
            f"Where it stands: {row.paragraph}."
            if row.paragraph
            else "A starting point of the program’s own."
        )
        how = f"Done by: {row.noted_words}." if row.noted and not row.closed_by else ""
        return "\n".join(filter(None, (counted, source, how)))


def _columns() -> tuple[Column, ...]:
    return (
        Column("day", "Day", lambda row: f"{row.day:%a} {row.day.day} {row.day:%b}", 10),
        Column("number", "No.", _number, 5, "right", sort=lambda row: row.number),
        Column("why", "Why not", lambda row: row.why, 24),
    )


def _number(row: CountedDay) -> str:
    return str(row.number) if row.counted else ""
