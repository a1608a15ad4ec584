"""Inspections of a school, what they asked for and what was predicted, on the school's page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.services.inspection_lines import (
    PROGRESS,
    ImprovementFields,
    InspectionLine,
    PredictionLine,
    SchoolInspections,
    Window,
)
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label, caption, quiet

_MARKS = {"open": Status.NONE, "under_way": Status.AT_RISK, "done": Status.MET}


class InspectionSection(QWidget):
    """Each line says by a signal what should open."""

    opened = Signal(object)  # an inspection
    follow_wanted = Signal(object)  # an inspection, to see what follows from it
    progress_wanted = Signal(object)  # an area for improvement
    prediction_opened = Signal(object)

    def __init__(self, view: SchoolInspections, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in self._parts(view):
            column.addWidget(widget)

    def _parts(self, view: SchoolInspections) -> list[QWidget]:
        found: list[QWidget] = []
        if view.window is not None:
            found.append(Label(window_words(view.window), wrap=True))
        found += [Label(besides_words(one), wrap=True) for one in view.besides]
        if view.inspections:
            found.append(FewRows(self._inspection, view.inspections))
        else:
            found.append(quiet("No inspection is on record."))
        if view.to_improve:
            found.append(caption("To be improved"))
            found.append(FewRows(self._area, view.to_improve))
        if view.predictions:
            found.append(caption("Predictions"))
            found.append(FewRows(self._prediction, view.predictions, few=3))
        return found

    def _inspection(self, line: InspectionLine) -> QWidget:
        told = f"{line.kind}: {line.outcome}" if line.outcome else line.kind
        grades = ", ".join(f"{area} {grade.lower()}" for area, grade in line.grades)
        safe = f"Safeguarding {line.safeguarding.lower()}" if line.safeguarding else ""
        out = line.given.published_on
        published = f"published {_day(out)}" if out else "report not published yet"
        before = line.school or ("the school before" if line.given.predecessor else "")
        detail = " · ".join(filter(None, (before, safe, grades, published)))
        row = LineRow(told, detail, _day(line.given.day), keys={"F": "what follows"})
        row.activated.connect(lambda: self.opened.emit(line))
        row.asked.connect(lambda _key: self.follow_wanted.emit(line))
        return row

    def _area(self, area: ImprovementFields) -> QWidget:
        state = PROGRESS.get(area.state, area.state)
        when = f"{state}, {_day(area.progress_on)}" if area.progress_on else state
        row = LineRow(area.text, area.progress, when, status=_MARKS.get(area.state, Status.NONE))
        row.activated.connect(lambda: self.progress_wanted.emit(area))
        return row

    def _prediction(self, line: PredictionLine) -> QWidget:
        came = line.came
        if line.actual:
            came = f"judged {line.actual} on {_day(line.actual_on)}: {line.came}"
        allows = f"allows {line.allows}" if line.allows else ""
        detail = " · ".join(filter(None, (line.school, line.made_by, came, allows, line.note)))
        row = LineRow(f"Predicted {line.value}", detail, _day(line.made_on))
        row.activated.connect(lambda: self.prediction_opened.emit(line))
        return row


def window_words(window: Window) -> str:
    """When the next inspection is to be expected."""
    return f"The next inspection is to be expected {_when(window)}."


def besides_words(window: Window) -> str:
    """When a visit may come before the next inspection."""
    return f"{window.label}: {_when(window)}."


def _when(window: Window) -> str:
    first, last = (date.fromisoformat(iso) for iso in (window.first, window.last))
    said = f"between {first:%B %Y} and {last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        said = f"in {first:%B %Y}"
    return f"{said} ({window.paragraph})" if window.paragraph else said


def _day(iso: str) -> str:
    return long_date(iso) if iso else ""
