"""What is kept of a school with dates, on its page: what holds, and what held before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.services.provider_facts import FactLine, SchoolFacts
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import caption, quiet


class FactsSection(QWidget):
    """Each line says by a signal what should open."""

    opened = Signal(object)  # a line to correct
    end_wanted = Signal(object)

    def __init__(self, view: SchoolFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        if not view.choices:
            column.addWidget(quiet("The rulebook keeps no facts of its own with dates."))
        elif not view.lines:
            names = ", ".join(one.label.lower() for one in view.choices)
            column.addWidget(quiet(f"Nothing is on record yet: {names}."))
        for choice in view.choices:
            if lines := view.of(choice.code):
                where = f" ({choice.paragraph})" if choice.paragraph else ""
                column.addWidget(caption(f"{choice.label}{where}"))
                column.addWidget(FewRows(self._line, lines, few=4))

    def _line(self, line: FactLine) -> QWidget:
        again = f"to be looked at again since {long_date(line.review)}" if line.late else ""
        if line.review and not line.late:
            again = f"to be looked at again on {long_date(line.review)}"
        detail = " · ".join(filter(None, (line.given.reason, again)))
        keys = {"E": "ends it"} if line.holds else {}
        status = Status.OVERDUE if line.late else None
        row = LineRow(line.words, detail, _span(line), status=status, keys=keys)
        row.activated.connect(lambda: self.opened.emit(line))
        row.asked.connect(lambda _key: self.end_wanted.emit(line))
        return row


def _span(line: FactLine) -> str:
    since, until = line.given.since, line.given.until
    if since and until:
        return f"{long_date(since)} – {long_date(until)}"
    if until:
        return f"until {long_date(until)}"
    return f"since {long_date(since)}" if since else "since when is not on record"
