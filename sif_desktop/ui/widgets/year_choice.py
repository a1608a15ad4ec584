"""The school year that is looked at: this one, and some before it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from sif_desktop.domain.terms import academic_year
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label

_BACK = 5  # years before this one


class YearChoice(QWidget):
    chosen = Signal(int)  # the year in which it began

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        this = academic_year(today)
        self.box = QComboBox()
        self.box.setAccessibleName("School year")
        for year in range(this, this - _BACK - 1, -1):
            self.box.addItem(f"{year}/{(year + 1) % 100:02}", year)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        told = Label("School year", "quiet")
        told.setBuddy(self.box)
        line.addWidget(told)
        line.addWidget(self.box)
        line.addStretch(1)
        self.box.activated.connect(lambda _place: self.chosen.emit(self.value()))

    def value(self) -> int:
        return int(self.box.currentData())

    def words(self) -> str:
        """As people write it: 2026/27."""
        return self.box.currentText()

    def choose(self, year: int) -> None:
        """That year, if it is offered."""
        place = self.box.findData(year)
        if place >= 0:
            self.box.setCurrentIndex(place)
