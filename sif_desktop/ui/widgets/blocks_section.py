"""Improvement, SEN, inclusion and budget of a school together on its page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.figure_lines import BlockLine, BlockLines
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.text import caption, quiet


class BlocksSection(QWidget):
    figure_opened = Signal(object)  # a BlockLine that is a figure

    def __init__(self, blocks: Sequence[BlockLines], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for one in blocks:
            column.addWidget(caption(one.block.heading))
            if one.lines:
                column.addWidget(FewRows(self._line, one.lines))
            else:
                column.addWidget(quiet("Nothing is held."))

    def _line(self, line: BlockLine) -> QWidget:
        row = LineRow(line.label, line.known, line.value)
        if line.uid:
            row.activated.connect(lambda: self.figure_opened.emit(line))
        return row
