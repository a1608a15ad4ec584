"""Who signs a document off, in order, and how each signature stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, section

_STANDING = {
    "open": "not yet",
    "signed": "{name}, {day}",
    "changed": "{name} signed, but the words have changed: to be signed again",
}


class SignOffStrip(QWidget):
    sign_wanted = Signal(object)  # a step
    withdraw_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)
        self._rows: list[QWidget] = []
        self.buttons: dict[str, Button] = {}

    def show_steps(self, steps: Sequence[Any]) -> None:
        """One line for each who signs; the button is where the turn is."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, self.buttons = [], {}
        self.setVisible(bool(steps))
        turn = next((step for step in steps if step.standing != "signed"), None)
        if steps:
            self._add(section("Sign-off, in this order"))
        for number, step in enumerate(steps, 1):
            self._add(self._row(number, step, step is turn))

    def _add(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self._column.addWidget(widget)

    def _row(self, number: int, step: Any, turn: bool) -> QWidget:
        holder = QWidget()
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(Label(f"{number}  {said(step)}", "strong" if turn else "", wrap=True))
        label = step.signer.label
        if turn:
            button = Button("Sign off…", lambda: self.sign_wanted.emit(step), look="link")
            button.setAccessibleName(f"Record the sign-off of {label}")
        elif step.standing == "signed":
            button = Button("Take back", lambda: self.withdraw_wanted.emit(step), look="link")
            button.setAccessibleName(f"Take back the sign-off of {label}")
        else:
            return holder
        self.buttons[step.signer.role] = button
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder


def said(step: Any) -> str:
    """A step in words: "Director: Sam Weir, 3 March 2026"."""
    given = step.signature
    words = _STANDING[str(step.standing)].format(
        name=given.name if given else "", day=long_date(given.on) if given else ""
    )
    return f"{step.signer.label}: {words}"
