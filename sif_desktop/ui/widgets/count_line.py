"""How long the draft is and how hard to read, in one quiet line; a click goes to the longest
sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sif_desktop.domain.readability import Reading
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button

_TIP = "Reading age by the Flesch–Kincaid formula, a hint. Goes to the longest sentence."


class CountLine(QWidget):
    longest_wanted = Signal(str)  # the id of the sentence

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = Reading()
        self.button = Button("", self._go, look="link")
        self.button.setProperty("look", "quiet-link")
        self.button.setToolTip(_TIP)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.GROUP, 0, theme.GROUP, 0)
        line.addWidget(self.button, 1)
        self.show_reading(self._reading)

    def show_reading(self, reading: Reading) -> None:
        self._reading = reading
        said = whole(reading)
        self.button.setAccessibleName(said)
        self.button.setEnabled(bool(reading.longest))
        self._fit()

    def text(self) -> str:
        return self.button.text()

    def _go(self) -> None:
        self.longest_wanted.emit(self._reading.longest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As much as there is room for."""
        metrics = QFontMetrics(theme.current().font("caption"))
        room = self.width() - 2 * theme.GROUP - 8
        said = whole(self._reading)
        shown = said if metrics.horizontalAdvance(said) <= room else short(self._reading)
        self.button.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(room, 40)))


def whole(reading: Reading) -> str:
    if not reading.words:
        return "No words yet"
    count = f"{reading.words:,} word{'s' if reading.words != 1 else ''}"
    year = f"reads like {reading.year}" if reading.year else ""
    longest = f"longest sentence {reading.longest_words} words" if reading.words > 1 else ""
    return " · ".join(part for part in (count, year, longest) if part)


def short(reading: Reading) -> str:
    year = reading.year.split(" (")[0]
    parts = (f"{reading.words:,} words", year, f"longest {reading.longest_words}")
    return " · ".join(part for part in parts if part)
