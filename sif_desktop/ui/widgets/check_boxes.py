"""A few things to tick, each a box with its words; which are offered may change."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import quiet


class CheckBoxes(QWidget):
    """`offer` says what can be ticked, by code; `ticked` gives the codes in the order offered."""

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        """`nothing` is said where there is nothing to tick."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._nothing = nothing
        self._boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)

    def offer(self, choices: Mapping[str, str], ticked: Collection[str]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {code: QCheckBox(label) for code, label in choices.items()}
        for code, box in self._boxes.items():
            box.setChecked(code in ticked)
            self._column.addWidget(box)
        if not self._boxes:
            self._column.addWidget(quiet(self._nothing))

    def ticked(self) -> tuple[str, ...]:
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def tick(self, code: str, on: bool = True) -> None:
        self._boxes[code].setChecked(on)
