"""F1: every key that does something, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.shortcut_hint import ShortcutHint
from sif_desktop.ui.widgets.text import Label, section


class ShortcutList(QDialog):
    """Groups of (keys, what they do)."""

    def __init__(
        self, groups: Mapping[str, Sequence[tuple[str, str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAccessibleName("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QWidget()
        grid = QGridLayout(column)
        grid.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.GROUP)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        for group, rows in groups.items():
            if grid.rowCount() > 1:
                grid.setRowMinimumHeight(grid.rowCount(), theme.GROUP)
            grid.addWidget(section(group), grid.rowCount(), 0, 1, 2)
            for keys, title in rows:
                row = grid.rowCount()
                grid.addWidget(ShortcutHint(keys), row, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(Label(title, wrap=True), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(column)
        area.setAccessibleName("Keys and what they do")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, theme.GROUP)
        box.addWidget(area, 1)
        box.addWidget(Button("Close", self.accept), 0, Qt.AlignmentFlag.AlignCenter)
        look = theme.current()
        self.resize(min(look.px(560), 1200), min(look.px(600), 680))
