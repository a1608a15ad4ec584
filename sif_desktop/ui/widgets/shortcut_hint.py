"""A key drawn as a key, beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sif_desktop.ui import theme


class ShortcutHint(QWidget):
    """Shows `keys` ("Ctrl+K") as a small cap; read out as "key Ctrl+K"."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setAccessibleName(f"key {keys}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.current().font("caption"))
        return QSize(metrics.horizontalAdvance(self.keys) + 14, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_quiet"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.keys)
        painter.end()
