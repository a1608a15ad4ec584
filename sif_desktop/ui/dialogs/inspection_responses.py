"""What the rulebook has follow from an inspection: the officer ticks what is taken on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.parties import PARTIES
from sif_desktop.services.inspection_lines import ResponseLine
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.form_dialog import FormDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, caption

_TOP = Qt.AlignmentFlag.AlignTop
_INTRO = (
    "The rulebook proposes these after such an outcome. What is ticked is put among the tasks; "
    "nothing is written to anybody, and no case is opened, until you do so."
)


class InspectionResponses(FormDialog):
    """Emits `confirmed`; `ticked()` are the ids of what is taken on. `listing_wanted` names them
    where the school is to be listed with a case at the same time."""

    listing_wanted = Signal(object)

    def __init__(self, parent: QWidget, lines: Sequence[ResponseLine], today: date) -> None:
        super().__init__(
            parent, "What follows from this inspection", "Take on what is ticked", _INTRO
        )
        self._today = today
        self._boxes: dict[str, QCheckBox] = {}
        for line in lines:
            self.form.addRow(self._row(line))
        self.listing = Button("List the school with these…", self._list, look="link")
        if any(line.opens_case and not line.taken for line in lines):
            self.form.addRow(self.listing)
        self.fit(680, 620)
        first = next((box for box in self._boxes.values() if box.isEnabled()), self.verb)
        first.setFocus()

    def ticked(self) -> tuple[str, ...]:
        return tuple(id_ for id_, box in self._boxes.items() if box.isEnabled() and box.isChecked())

    def _list(self) -> None:
        self.listing_wanted.emit(self.ticked())

    def tick(self, id_: str, on: bool = True) -> None:
        self._boxes[id_].setChecked(on)

    def _row(self, line: ResponseLine) -> QWidget:
        box = QCheckBox()
        box.setChecked(line.taken or line.required)
        box.setEnabled(not line.taken)
        told = response_words(line)
        box.setAccessibleName(line.task)
        box.setAccessibleDescription(told)
        self._boxes[line.id] = box
        words = QVBoxLayout()
        words.setSpacing(2)
        task = Label(line.task, wrap=True)
        task.setBuddy(box)
        words.addWidget(task)
        words.addWidget(caption(told))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, theme.HALF)
        row.setSpacing(theme.GAP)
        row.addWidget(box, 0, _TOP)
        row.addLayout(words, 1)
        return holder


def response_words(line: ResponseLine) -> str:
    """Who does it, by when, by which letter, and where the rulebook says so."""
    party = PARTIES.get(line.party, "")
    who = f"{line.who} ({party.lower()})" if line.who else party
    parts = (
        who,
        f"by {long_date(line.due)}" if line.due else "no day set",
        f"letter: {line.letter}" if line.letter else "",
        "" if line.required else "may be declined",
        "opens a case, which you do yourself" if line.opens_case else "",
        line.paragraph,
        "among the tasks already" if line.taken else "",
    )
    return " · ".join(filter(None, parts))
