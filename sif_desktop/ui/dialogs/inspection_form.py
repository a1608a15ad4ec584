"""An inspection: what kind, when, what it came to, what it asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPlainTextEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.services.inspection_lines import (
    SAFEGUARDING,
    Choices,
    ImprovementFields,
    InspectionFields,
)
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.check_boxes import CheckBoxes
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.text_lines import TextLines


class InspectionForm(FormDialog):
    """Emits `confirmed`; `given()` is what the service takes. What is asked follows the kind."""

    def __init__(
        self,
        parent: QWidget,
        choices: Choices,
        today: date,
        first: InspectionFields | None = None,
        *,
        delete: Callable[[], object] | None = None,
    ) -> None:
        """`first` is an inspection to correct, `delete` what takes it off the record."""
        title = "Change the inspection" if first else "Record an inspection"
        super().__init__(parent, title, "Save" if first else "Record")
        self._choices, self._today = choices, today
        self._before = {one.uid: one for one in first.improvements} if first else {}
        self._make_fields()
        self._lay_out()
        if delete is not None:
            self.form.addRow(
                Button("Delete: entered by mistake", self._closing(delete), look="link")
            )
        self._fill(first or InspectionFields(choices.kinds[0].code if choices.kinds else "", ""))
        self.kind.currentTextChanged.connect(lambda _text: self._on_kind())
        self.fit(620, 700)
        self.kind.setFocus()

    def _make_fields(self) -> None:
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for kind in self._choices.kinds:
            self.kind.addItem(kind.label, kind.code)
        self.day, self.last_day = self._date("First day"), self._date("Last day")
        self.outcomes = CheckBoxes("Outcome", "The rulebook names no outcomes.")
        self.areas = _Areas()
        self.safeguarding = QComboBox()
        for code, label in {"": "Not stated", **SAFEGUARDING}.items():
            self.safeguarding.addItem(label, code)
        self.feedback, self.published = self._date("Verbal feedback"), self._date("Published")
        self.predecessor = QCheckBox("It was of the school before this one")
        self.asked = TextLines("Area for improvement", "Add an area for improvement")
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(theme.current().px(72))

    def _lay_out(self) -> None:
        for name, field in (
            ("Kind", self.kind),
            ("First day", self.day),
            ("Last day", self.last_day),
            ("Outcome", self.outcomes),
            ("Grades by area", self.areas),
            ("Safeguarding", self.safeguarding),
            ("Verbal feedback", self.feedback),
            ("Report published", self.published),
            ("Predecessor", self.predecessor),
            ("To be improved", self.asked),
            ("Note", self.note),
        ):
            self.add(name, field)

    def _date(self, name: str) -> DateField:
        return DateField(name, lambda text: parse_date(text, self._today, past=True))

    # What it holds -------------------------------------------------------------------------------

    def given(self) -> InspectionFields:
        """As filled in; a date that was not understood is handed on, for the service to say."""
        return InspectionFields(
            self._kind_code(),
            written(self.day),
            written(self.last_day),
            self.outcomes.ticked(),
            self.areas.grades(),
            self.safeguarding.currentData(),
            written(self.feedback),
            written(self.published),
            self.predecessor.isChecked(),
            self.note.toPlainText(),
            tuple(self._improvement(key, text) for key, text in self.asked.lines()),
        )

    def _improvement(self, uid: str, text: str) -> ImprovementFields:
        old = self._before.get(uid)
        if old is None:
            return ImprovementFields(text)
        return ImprovementFields(text, uid, old.state, old.progress_on, old.progress)

    def _kind_code(self) -> str:
        typed = self.kind.currentText().strip()
        place = self.kind.findText(typed)
        return str(self.kind.itemData(place)) if place >= 0 else typed

    def _fill(self, first: InspectionFields) -> None:
        place = self.kind.findData(first.kind)
        if place >= 0:
            self.kind.setCurrentIndex(place)
        else:
            self.kind.setCurrentText(first.kind)
        for field, iso in (
            (self.day, first.day),
            (self.last_day, first.last_day),
            (self.feedback, first.feedback_on),
            (self.published, first.published_on),
        ):
            field.set_value(date.fromisoformat(iso) if iso else None)
        self._offer(first.outcomes, first.areas)
        self.safeguarding.setCurrentIndex(max(0, self.safeguarding.findData(first.safeguarding)))
        self.predecessor.setChecked(first.predecessor)
        self.asked.show_lines([(one.uid, one.text) for one in first.improvements])
        self.note.setPlainText(first.note)

    def _on_kind(self) -> None:
        """What is ticked and graded stays as far as this kind knows it."""
        self._offer(self.outcomes.ticked(), self.areas.grades())

    def _offer(self, outcomes: tuple[str, ...], grades: Mapping[str, str]) -> None:
        kind = self._choices.kind(self._kind_code())
        self.outcomes.offer(kind.outcomes, outcomes)
        self.areas.offer(kind.areas, kind.grades, grades)
        self.form.setRowVisible(self.areas, bool(kind.areas or grades))

    def _closing(self, run: Callable[[], object]) -> Callable[[], None]:
        def close() -> None:
            self.reject()
            run()

        return close


class _Areas(QWidget):
    """The areas of a report card, each with its grade."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GROUP)
        self._grid.setColumnStretch(1, 1)

    def offer(
        self, areas: Mapping[str, str], grades: Mapping[str, str], given: Mapping[str, str]
    ) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {}
        for line, (code, label) in enumerate({**{c: c for c in given}, **areas}.items()):
            box = QComboBox()
            box.setAccessibleName(f"Grade of {label}")
            for grade, words in {"": "Not graded", **grades}.items():
                box.addItem(words, grade)
            box.setCurrentIndex(max(0, box.findData(given.get(code, ""))))
            self._boxes[code] = box
            self._grid.addWidget(Label(label, wrap=True), line, 0)
            self._grid.addWidget(box, line, 1)

    def grades(self) -> dict[str, str]:
        found = {code: box.currentData() for code, box in self._boxes.items()}
        return {code: grade for code, grade in found.items() if grade}

    def grade(self, code: str, grade: str) -> None:
        box = self._boxes[code]
        box.setCurrentIndex(box.findData(grade))


def written(field: DateField) -> str:
    """The date understood as ISO, else what was typed."""
    found = field.value()
    return found.isoformat() if found else field.line.text().strip()
