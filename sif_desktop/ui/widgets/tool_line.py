"""What narrows a list and what is done with its lines: beside each other, or one over the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.fields import SearchField

FILTER_WIDTH = 220  # px at 100 %: the least that shows what one types


class ToolLine(QWidget):
    """A filter, choices and buttons; the buttons begin a line of their own where it is narrow."""

    def __init__(
        self,
        filter_field: SearchField,
        choice: QWidget,
        buttons: Sequence[QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrowing = _row((filter_field, 2), (choice, 1))
        self._doing = _row(*((button, 0) for button in buttons))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.GAP)
        self._line.addWidget(self._narrowing, 1)
        self._line.addWidget(self._doing)
        self._doing.setVisible(bool(buttons))  # or there were a gap beside nothing

    def minimumSizeHint(self) -> QSize:
        """As narrow as one over the other, so that larger text cannot push a page beyond the
        window before the line is arranged anew."""
        parts = (self._narrowing, self._doing)
        width = max(part.minimumSizeHint().width() for part in parts)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._doing.sizeHint().width() + 2 * theme.current().px(FILTER_WIDTH)
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if self.width() >= needed else way.TopToBottom)


def _row(*widgets: tuple[QWidget, int]) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.GAP)
    for widget, share in widgets:
        line.addWidget(widget, share)
    line.addStretch(0 if any(share for _, share in widgets) else 1)
    return holder
