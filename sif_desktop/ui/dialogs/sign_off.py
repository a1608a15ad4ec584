"""Recording that somebody signed a document off: who, and on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from sif_desktop.domain.dates import parse_date
from sif_desktop.domain.errors import Problem
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.fields import DateField


class SignOffDialog(FormDialog):
    """`given()` is name and ISO day; raises Problem without one."""

    def __init__(self, parent: QWidget, step: Any, today: date, name: str = "") -> None:
        """`step` is a `domain.signing.Step`; `name` is offered."""
        intro = "The signature is of the words as they are now: a change asks for it again."
        super().__init__(parent, f"Signed off by {step.signer.label}", "Record it", intro)
        self.name = QLineEdit(step.signature.name if step.signature else name)
        self.day = DateField("Date", lambda text: parse_date(text, today, past=True))
        self.day.set_value(today)
        self.add("Name", self.name)
        self.add("Date", self.day)
        self.fit(460, 330)
        self.name.setFocus()

    def given(self) -> tuple[str, str]:
        day = self.day.value()
        if day is None:
            raise Problem("The sign-off has no date.", "Type the day it was signed.")
        return self.name.text(), day.isoformat()
