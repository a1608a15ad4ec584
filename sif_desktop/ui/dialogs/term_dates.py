"""The dates of a school year: three terms with their half-terms, and single days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.calendar import academic_year
from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.terms import year_label
from sif_desktop.services.term_dates import SchoolYear, TermDates
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label

_TERMS = ("autumn", "spring", "summer")
_DAYS = ("First day", "Half-term from", "Half-term to", "Last day")


class TermDatesDialog(FormDialog):
    """Shows one school year at a time; `year_wanted` asks for another, `removed` for the ordinary
    dates."""

    year_wanted = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget, today: date, school: str = "") -> None:
        super().__init__(
            parent,
            f"Term dates of {school}" if school else "Term dates",
            "Save the dates",
            "Deadlines and what is owed each term are counted by these dates. "
            + (
                "Where the school has none of its own, the authority’s hold."
                if school
                else "Until you give them, an ordinary year is assumed."
            ),
        )
        self._today = today
        self.year = QComboBox()
        first = academic_year(today) - 1
        for year in range(first, first + 4):
            self.year.addItem(year_label(year), year)
        self.year.setCurrentIndex(1)
        self.state = Label("", "caption", wrap=True)
        self.fields = {(term, day): self._line(term, day) for term in _TERMS for day in _DAYS}
        self.inset = self._lines("INSET days", "One on each line, such as 4 Jan 2027")
        self.bank_holidays = self._lines("Extra bank holidays", "One-off days announced late")
        self.remove = Button("Go back to the usual dates", self.removed.emit, look="link")
        self.add("School year", self.year)
        self.form.addRow(self.state)
        self.form.addRow(self._grid())
        self.add("INSET days", self.inset)
        self.add("Extra bank holidays", self.bank_holidays)
        self.form.addRow(self.remove)
        self.year.activated.connect(lambda _place: self.year_wanted.emit(self.year.currentData()))
        self.fit(760, 600)
        self.year.setFocus()

    def _line(self, term: str, day: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(f"{term.capitalize()} term: {day.lower()}")
        line.setPlaceholderText("none" if day.startswith("Half") else "2 Sep 2026")
        return line

    def _lines(self, name: str, hint: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setTabChangesFocus(True)
        field.setMaximumHeight(theme.current().px(72))
        return field

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GAP)
        for column, day in enumerate(_DAYS, start=1):
            grid.addWidget(Label(day, "caption"), 0, column)
        for row, term in enumerate(_TERMS, start=1):
            grid.addWidget(Label(f"{term.capitalize()} term", "quiet"), row, 0)
            for column, day in enumerate(_DAYS, start=1):
                grid.addWidget(self.fields[term, day], row, column)
        return holder

    # What it holds -------------------------------------------------------------------------------

    def show_year(self, found: SchoolYear) -> None:
        """Fill in one school year."""
        self.state.setText(
            "These dates were given." if found.given else "Assumed: nobody has given dates yet."
        )
        self.remove.setVisible(found.given)
        terms = {term.name: term for term in found.terms}
        for name in _TERMS:
            term = terms.get(name)
            days = (term.start, term.half_start, term.half_end, term.end) if term else (None,) * 4
            for label, day in zip(_DAYS, days, strict=True):
                self.fields[name, label].setText(_said(day))
        self.inset.setPlainText("\n".join(map(_said, found.inset)))
        self.bank_holidays.setPlainText("\n".join(map(_said, found.bank_holidays)))
        self.fault.hide()

    def chosen_year(self) -> int:
        year: int = self.year.currentData()
        return year

    def terms(self) -> tuple[TermDates, ...]:
        """The terms as entered. Raises Problem naming the field that cannot be read."""
        return tuple(self._term(name) for name in _TERMS)

    def single_days(self) -> tuple[Sequence[date], Sequence[date]]:
        """INSET days and extra bank holidays. Raises Problem naming the line."""
        return tuple(self._days(self.inset)), tuple(self._days(self.bank_holidays))

    def _term(self, name: str) -> TermDates:
        start, half_start, half_end, end = (self._day(self.fields[name, day]) for day in _DAYS)
        if start is None or end is None:
            raise Problem(
                f"The {name} term needs its first and its last day.", "Write them like 2 Sep 2026."
            )
        return TermDates(name, start, end, half_start, half_end)

    def _day(self, line: QLineEdit) -> date | None:
        text = line.text().strip()
        return self._read(text, line.accessibleName()) if text else None

    def _days(self, field: QPlainTextEdit) -> Iterator[date]:
        for line in field.toPlainText().splitlines():
            if line.strip():
                yield self._read(line.strip(), field.accessibleName())

    def _read(self, text: str, where: str) -> date:
        try:
            return parse_date(text, self._today)
        except Problem as problem:
            raise Problem(
                f"{where}: “{text}” is no date.", "Write it like 2 Sep 2026."
            ) from problem


def _said(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
