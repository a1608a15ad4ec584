"""A decision that holds from a day: the category, the attached officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.fields import DateField


class DatedChoice(FormDialog):
    """Emits `confirmed`; `choice()`, `day()` and `reason()` are what was decided."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        name: str,
        options: Sequence[tuple[str, str]],
        chosen: str,
        today: date,
        *,
        free: bool = False,
        reasons: bool = False,
    ) -> None:
        """`options`: (code, label). `free`: anything may be typed. `reasons`: ask for one."""
        super().__init__(parent, title, "Save", "What held until then stays on record.")
        self.box = QComboBox()
        self.box.setEditable(free)
        self._free = free
        for code, label in options:
            self.box.addItem(label, code)
        if free:
            self.box.setCurrentText(chosen)
        else:
            self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.since = DateField("From", lambda text: parse_date(text, today))
        self.since.set_value(today)
        self.why = QLineEdit()
        self.add(name, self.box)
        self.add("From", self.since)
        if reasons:
            self.add("Reason", self.why)
        self.fit(460, 320)
        self.box.setFocus()

    def choice(self) -> str:
        return self.box.currentText() if self._free else str(self.box.currentData())

    def day(self) -> date:
        """Raises Problem where no day was understood."""
        found = self.since.value()
        if found is None:
            raise Problem("From which day does it hold?", "Type a date such as 1 September.")
        return found

    def reason(self) -> str:
        return self.why.text()
