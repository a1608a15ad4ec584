"""A list and what belongs to its line beside it, or below it where there is no room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sif_desktop.ui import theme

NARROW = 980  # px at 100 %
_Way = QBoxLayout.Direction


class SideBySide(QWidget):
    """`shares` are those of the width; below each other they have `below` of the height."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        shares: tuple[int, int],
        narrow: int = NARROW,
        below: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__()
        self._shares, self._narrow, self._below = shares, narrow, below
        self._line = QBoxLayout(_Way.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.MARGIN)
        self._line.addWidget(first, shares[0])
        self._line.addWidget(second, shares[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(self._narrow)
        self._line.setDirection(_Way.TopToBottom if narrow else _Way.LeftToRight)
        for place, share in enumerate(self._below if narrow else self._shares):
            self._line.setStretch(place, share)
