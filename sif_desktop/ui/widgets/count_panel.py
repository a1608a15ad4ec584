"""How many schools stood how on a day one chooses, and what is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.dates import parse_date
from sif_desktop.services.inspection_lines import Count
from sif_desktop.services.provider_facts import Reminder
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.lists import KeyValues, LineRow
from sif_desktop.ui.widgets.text import quiet, section

JUDGEMENT = "judgement"  # the code of what is counted first


class CountPanel(QWidget):
    """`asked` when something else, or another day, is to be counted; `school_opened` with a uid."""

    asked = Signal()
    school_opened = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "column")
        self.what = QComboBox()
        self.what.setAccessibleName("What is counted")
        self.what.addItem("Judgement", JUDGEMENT)
        self.day = DateField("On which day", lambda text: parse_date(text, today, past=True))
        self.day.set_value(today)
        self.counts = KeyValues()
        self.said = quiet("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.GROUP, 0, theme.GROUP, 0)
        self._column.setSpacing(theme.GAP)
        for widget in (section("How many schools"), self.what, self.day, self.counts, self.said):
            self._column.addWidget(widget)
        self._again: QWidget | None = None
        self._column.addStretch(1)
        self.what.activated.connect(lambda _row: self.asked.emit())
        self.day.changed.connect(lambda day: self.asked.emit() if day else None)

    def wanted(self) -> tuple[str, date | None]:
        """What is to be counted, and on which day."""
        return str(self.what.currentData()), self.day.value()

    def offer(self, countable: Mapping[str, str]) -> None:
        """What else can be counted, by code."""
        chosen = self.what.currentData()
        self.what.clear()
        for code, label in {JUDGEMENT: "Judgement", **countable}.items():
            self.what.addItem(label, code)
        self.what.setCurrentIndex(max(0, self.what.findData(chosen)))

    def show_counts(self, counts: Iterable[Count]) -> None:
        rows = [(one.label, f"{one.schools:,}") for one in counts]
        self.counts.set_rows(rows)
        self.said.setText("" if rows else "No school was open on that day.")
        self.said.setVisible(not rows)

    def show_reminders(self, reminders: Iterable[Reminder]) -> None:
        """What has held for as long as the rulebook lets it; nothing is said where nothing has."""
        if self._again is not None:
            self._again.hide()
            self._again.deleteLater()
            self._again = None
        lines = list(reminders)
        if not lines:
            return
        self._again = QWidget()
        column = QVBoxLayout(self._again)
        column.setContentsMargins(0, theme.GROUP, 0, 0)
        column.addWidget(section("To be looked at again"))
        column.addWidget(FewRows(self._reminder, lines))
        self._column.insertWidget(self._column.count() - 1, self._again)

    def _reminder(self, one: Reminder) -> QWidget:
        since = f"since {long_date(one.since)}" if one.since else ""
        detail = f"{one.label}: {one.words}, {since}"
        row = LineRow(one.school, detail, "", status=Status.OVERDUE)
        row.activated.connect(lambda: self.school_opened.emit(one.provider_uid))
        return row
