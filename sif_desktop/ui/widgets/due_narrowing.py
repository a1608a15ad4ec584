"""Which of what is due is shown: by when and state, by officer, by duty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from sif_desktop.domain.obligations import DueState
from sif_desktop.services.obligations import DueRow, Overview
from sif_desktop.ui import theme

_WEEKS = timedelta(weeks=4)
_Keep = Callable[[DueRow, date, Overview], bool]
WHICH: tuple[tuple[str, _Keep], ...] = (
    ("Open", lambda row, _today, found: _open(row) and row.day <= found.soon),
    ("Overdue", lambda row, _today, _found: row.state is DueState.OVERDUE),
    (
        "In the next four weeks",
        lambda row, today, _found: row.state is DueState.DUE and row.day <= today + _WEEKS,
    ),
    ("This term", lambda row, _today, found: _open(row) and row.day <= found.term_end),
    ("Done", lambda row, _today, _found: row.state is DueState.DONE),
    ("The whole school year", lambda row, _today, found: _this_year(row, found)),
)
WHOLE_YEAR = len(WHICH) - 1


class DueNarrowing(QWidget):
    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.which = _choice("Which", [title for title, _keep in WHICH])
        self.officer = _choice("Officer", ["Every officer"])
        self.duty = _choice("Duty", ["Every duty"])
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        for box in (self.which, self.officer, self.duty):
            line.addWidget(box, 1)
            box.activated.connect(lambda _place: self.changed.emit())

    def offer(self, rows: Iterable[DueRow]) -> None:
        """The officers and duties there are; what was chosen stays chosen where it is there."""
        rows = list(rows)
        officers = sorted({row.officer for row in rows if row.officer})
        _refill(self.officer, officers)
        _refill(self.duty, sorted({row.what for row in rows}))
        self.officer.setVisible(bool(officers))

    def keeps(self, row: DueRow, found: Overview) -> bool:
        """Whether `row` is among those chosen."""
        return (
            WHICH[self.which.currentIndex()][1](row, self._today, found)
            and (self.officer.currentIndex() < 1 or row.officer == self.officer.currentText())
            and (self.duty.currentIndex() < 1 or row.what == self.duty.currentText())
        )

    def words(self) -> str:
        """What is chosen, for the head of a list on paper: "overdue, Kim Rowe"."""
        rest = [box.currentText() for box in (self.officer, self.duty) if box.currentIndex() > 0]
        which = self.which.currentText()
        return ", ".join([which[0].lower() + which[1:], *rest])

    def state(self) -> dict[str, Any]:
        return {
            "which": self.which.currentIndex(),
            "officer": self.officer.currentText(),
            "duty": self.duty.currentText(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.which.setCurrentIndex(state.get("which", 0))
        for name, box in (("officer", self.officer), ("duty", self.duty)):
            box.setCurrentIndex(max(box.findText(state.get(name, "")), 0))


def _open(row: DueRow) -> bool:
    return row.state is not DueState.DONE


def _this_year(row: DueRow, found: Overview) -> bool:
    year = found.compliance.year
    return date(year, 9, 1) <= row.day <= date(year + 1, 8, 31)


def _choice(name: str, items: list[str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(items)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _refill(box: QComboBox, items: list[str]) -> None:
    """New choices after the first, which is all of them."""
    chosen = box.currentText()
    while box.count() > 1:
        box.removeItem(1)
    box.addItems(items)
    box.setCurrentIndex(max(box.findText(chosen), 0))
