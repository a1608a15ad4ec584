"""The index of a long page: its parts, one under the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget, QWidget

from sif_desktop.ui.widgets.text import restyle


class PartsIndex(QListWidget):
    """Words one can go to by Up and Down; the frame shows only while the keyboard is here."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            "QListWidget, QListWidget:focus { background: transparent; border: 0; }"
            "QListWidget::item { padding: 5px 8px; border-radius: 5px;"
            " border: 2px solid transparent; }"
            "QListWidget::item:selected { background: palette(highlight);"
            " color: palette(highlighted-text); }"
            'QListWidget[keyboard="yes"]::item:selected { border-color: palette(link); }'
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus("yes")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus("")

    def _show_focus(self, state: str) -> None:
        self.setProperty("keyboard", state)
        restyle(self)
