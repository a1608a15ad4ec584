"""A fact the rulebook keeps of a school with dates: what holds, from when, until when, why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.services.provider_facts import FactChoice, FactFields, FactLine
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.dialogs.inspection_form import written
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField

_ONE = "What held until then ends on that day and stays on record."
_SEVERAL = "Others of this kind go on beside it."


class FactForm(FormDialog):
    """Emits `confirmed`; `code()` and `given()` are what the service takes."""

    def __init__(
        self,
        parent: QWidget,
        choices: Sequence[FactChoice],
        today: date,
        line: FactLine | None = None,
        *,
        delete: Callable[[], object] | None = None,
    ) -> None:
        """`line` is one to correct; without it a new one begins."""
        title = "Correct what is kept" if line else "Add a fact with dates"
        super().__init__(parent, title, "Save" if line else "Add")
        self._choices = {one.code: one for one in choices}
        self.fact, self.value = QComboBox(), QComboBox()
        for one in choices:
            if line is None or one.code == line.fact:
                self.fact.addItem(one.label, one.code)
        self.since = DateField("From", lambda text: parse_date(text, today, past=True))
        self.until = DateField(
            "Until", lambda text: parse_date(text, today), hint="Empty while it holds"
        )
        self.why = QLineEdit()
        for name, field in (
            ("What", self.fact),
            ("Value", self.value),
            ("From", self.since),
            ("Until", self.until),
            ("Reason or source", self.why),
        ):
            self.add(name, field)
        if delete is not None:
            self.form.addRow(Button("Delete: entered by mistake", delete, look="link"))
        self.fact.currentIndexChanged.connect(lambda _row: self._offer(""))
        self._offer(line.given.value if line else "")
        self._fill(line.given if line else FactFields("", today.isoformat()))
        self.fit(520, 440)
        (self.value if line else self.fact).setFocus()

    def code(self) -> str:
        return str(self.fact.currentData() or "")

    def given(self) -> FactFields:
        value = self.value.currentText()
        if not self.value.isEditable():
            value = str(self.value.currentData() or "")
        return FactFields(value, written(self.since), written(self.until), self.why.text())

    def _offer(self, chosen: str) -> None:
        """The values of the chosen fact; anything may be written where it names none."""
        choice = self._choices.get(self.code())
        values = choice.values if choice else {}
        self.value.clear()
        self.value.setEditable(not values)
        for code, label in values.items():
            self.value.addItem(label, code)
        if values:
            self.value.setCurrentIndex(max(0, self.value.findData(chosen)))
        else:
            self.value.setCurrentText(chosen)
        self.value.setToolTip(_SEVERAL if choice and choice.several else _ONE)

    def _fill(self, given: FactFields) -> None:
        self.since.set_value(date.fromisoformat(given.since) if given.since else None)
        self.until.set_value(date.fromisoformat(given.until) if given.until else None)
        self.why.setText(given.reason)


class EndForm(FormDialog):
    """The day something holds no longer, and why; `given()` is both."""

    def __init__(self, parent: QWidget, today: date, line: FactLine) -> None:
        intro = f"{line.label}: {line.words}. That it held stays on record."
        super().__init__(parent, "It holds no longer", "End", intro)
        self.on = DateField("From", lambda text: parse_date(text, today))
        self.on.set_value(today)
        self.why = QLineEdit(line.given.reason)
        self.add("From", self.on)
        self.add("Reason", self.why)
        self.fit(460, 320)
        self.on.setFocus()

    def given(self) -> tuple[date, str]:
        """Raises Problem where no day was understood."""
        found = self.on.value()
        if found is None:
            raise Problem("From which day does it hold no longer?", "Type a date.")
        return found, self.why.text()
