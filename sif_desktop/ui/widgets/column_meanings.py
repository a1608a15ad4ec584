"""The columns of a table, each with its first words and what it is to become."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from sif_desktop.domain.pasted_plan import LEAVE_OUT, Reading, Target
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import ElidedLabel

_KEEP = "Keep with the words of its row"
_SHOWN = 60  # columns; those beyond are kept with the words of their rows
_LOOKED_AT, _EXAMPLES = 50, 3  # rows


class ColumnMeanings(QWidget):
    """`changed` is told when a column is given another meaning; `columns()` are those chosen."""

    changed = Signal()

    def __init__(self, reading: Reading, meanings: Mapping[Target, str]) -> None:
        super().__init__()
        self._reading = reading
        self.choices: list[QComboBox] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.HALF)
        for place, stretch in enumerate((2, 3, 3)):
            grid.setColumnStretch(place, stretch)
        for number in range(min(_SHOWN, reading.table.width)):
            name = _name(reading, number)
            choice = _choice(reading.columns.get(number), meanings)
            choice.setAccessibleName(f"{name} becomes")
            choice.activated.connect(lambda _n: self.changed.emit())
            self.choices.append(choice)
            label = ElidedLabel(name)
            label.setBuddy(choice)
            grid.addWidget(label, number, 0)
            grid.addWidget(ElidedLabel(_examples(reading, number), "quiet"), number, 1)
            grid.addWidget(choice, number, 2)

    def columns(self) -> dict[int, Target]:
        """By number of the column; one that is kept with the words of its row is not there."""
        chosen = {number: choice.currentData() for number, choice in enumerate(self.choices)}
        return {number: tuple(target) for number, target in chosen.items() if target is not None}


def _choice(target: Target | None, meanings: Mapping[Target, str]) -> QComboBox:
    made = QComboBox()
    made.setMinimumContentsLength(16)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.addItem(_KEEP, None)
    made.addItem("Leave out", LEAVE_OUT)
    for one, words in meanings.items():
        made.addItem(words, one)
    # Compared here, as Qt does not find Python pairs.
    known = [None, LEAVE_OUT, *meanings]
    made.setCurrentIndex(known.index(target) if target in known else 0)
    return made


def _name(reading: Reading, number: int) -> str:
    heading = reading.headings[number] if reading.headed else ""
    return " ".join(heading.split()) or f"Column {number + 1}"


def _examples(reading: Reading, number: int) -> str:
    rows = reading.table.rows[1 if reading.headed else 0 :][:_LOOKED_AT]
    cells = (row.cells[number] for row in rows if number < len(row.cells) and not row.across)
    different = list(dict.fromkeys(" ".join(cell.split())[:60] for cell in cells if cell))
    return " · ".join(different[:_EXAMPLES])
