"""The letters about categories that wait to be written, in one line beneath Today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import Label

if TYPE_CHECKING:  # the start does not wait for the letters to be loaded
    from sif_desktop.services.category_letters import WaitingLetter

LETTER_TABLES = ("judgement", "document", "event", "provider")
_MOST = 3  # schools named


class LettersToday(QFrame):
    """Out of sight while none waits."""

    opened = Signal(int)  # the school year of the longest waiting

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.GROUP, 0, 0)
        self._column.setSpacing(theme.GAP)
        self._column.addWidget(Label("Letters waiting", "title"))
        self.line: LineRow | None = None
        self.setAccessibleName("Letters waiting")
        self.hide()

    def show_waiting(self, found: Sequence[WaitingLetter]) -> None:
        if self.line is not None:
            self.line.deleteLater()
            self.line = None
        if found:
            self.line = LineRow(*letter_words(found), status=Status.WAITING)
            self.line.activated.connect(lambda: self.opened.emit(found[0].year))
            self._column.addWidget(self.line)
        self.setVisible(bool(found))


def letter_words(found: Sequence[WaitingLetter]) -> tuple[str, str]:
    """How many wait, and the schools that have waited longest."""
    many = len(found)
    said = "letter about a category waits" if many == 1 else "letters about categories wait"
    named = [f"{one.school}: {one.category}" for one in found[:_MOST]]
    rest = [f"and {many - _MOST} more"] if many > _MOST else []
    return f"{many:,} {said} to be written", "; ".join([*named, *rest])
