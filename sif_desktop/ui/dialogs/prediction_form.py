"""What somebody expects the next inspection to come to; and how far an area for improvement is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.services.inspection_lines import PROGRESS, ImprovementFields
from sif_desktop.services.predictions import PredictionFields
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.dialogs.inspection_form import written
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.check_boxes import CheckBoxes
from sif_desktop.ui.widgets.fields import DateField


class PredictionForm(FormDialog):
    """Emits `confirmed`; `given()` is what the service takes."""

    def __init__(
        self,
        parent: QWidget,
        outcomes: Mapping[str, str],
        today: date,
        first: PredictionFields,
        *,
        delete: Callable[[], object] | None = None,
    ) -> None:
        """`first` is what to begin with; `delete`, of one on record, takes it off."""
        title = "Change the prediction" if delete else "Record a prediction"
        super().__init__(parent, title, "Save" if delete else "Record")
        self.value = QLineEdit(first.value)
        self.value.setPlaceholderText("as you write it: 2/RI, at risk of RI/4")
        self.outcomes = CheckBoxes("Outcomes it allows", "The rulebook names no outcomes.")
        earlier = {code: code for code in first.outcomes}  # of another rulebook: kept as they are
        self.outcomes.offer({**earlier, **outcomes}, first.outcomes)
        self.made_on = DateField("Made on", lambda text: parse_date(text, today, past=True))
        self.made_on.set_value(date.fromisoformat(first.made_on) if first.made_on else today)
        self.made_by = QLineEdit(first.made_by)
        self.note = QPlainTextEdit(first.note)
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(theme.current().px(72))
        for name, field in (
            ("Prediction", self.value),
            ("Outcomes it allows", self.outcomes),
            ("Made on", self.made_on),
            ("Made by", self.made_by),
            ("Why", self.note),
        ):
            self.add(name, field)
        if delete is not None:
            self.form.addRow(Button("Delete: entered by mistake", delete, look="link"))
        self.fit(560, 560)
        self.value.setFocus()

    def given(self) -> PredictionFields:
        return PredictionFields(
            self.value.text(),
            self.outcomes.ticked(),
            written(self.made_on),
            self.made_by.text(),
            self.note.toPlainText(),
        )


class ProgressForm(FormDialog):
    """How far something an inspection asked for is; `given()` is state, day and what was done."""

    def __init__(self, parent: QWidget, today: date, area: ImprovementFields) -> None:
        super().__init__(parent, "Progress", "Save", area.text)
        self.state = QComboBox()
        for code, label in PROGRESS.items():
            self.state.addItem(label, code)
        self.state.setCurrentIndex(max(0, self.state.findData(area.state)))
        self.on = DateField("As of", lambda text: parse_date(text, today, past=True))
        self.on.set_value(today)
        self.what = QPlainTextEdit(area.progress)
        self.what.setTabChangesFocus(True)
        self.what.setMaximumHeight(theme.current().px(96))
        for name, field in (
            ("Progress", self.state),
            ("As of", self.on),
            ("What has been done", self.what),
        ):
            self.add(name, field)
        self.fit(520, 400)
        self.state.setFocus()

    def given(self) -> tuple[str, str, str]:
        return str(self.state.currentData()), written(self.on), self.what.toPlainText()
