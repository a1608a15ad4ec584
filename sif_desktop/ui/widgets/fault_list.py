"""What is wrong with a file, line by line, each with what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.marks import shape_icon

# By severity, what asks for a decision first.
_KINDS = {
    "mend": (Status.AT_RISK, "Better mended"),
    "left_out": (Status.OVERDUE, "Cannot be used"),
    "corrected": (Status.MET, "Put right"),
}
_STATUS = Qt.ItemDataRole.UserRole


class FaultList(QListWidget):
    """Shows faults with `severity`, `what` and `remedy`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(4)
        theme.notifier().changed.connect(self._draw_shapes)

    def show_faults(self, faults: Sequence[Any]) -> None:
        self.clear()
        order = list(_KINDS)
        for fault in sorted(faults, key=lambda fault: order.index(fault.severity)):
            status, word = _KINDS[fault.severity]
            item = QListWidgetItem(f"{word}: {fault.what}\n{fault.remedy}")
            item.setData(_STATUS, status)
            self.addItem(item)
        self._draw_shapes()
        self.setCurrentRow(0)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(360), look.px(220))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(200), look.px(140))

    def _draw_shapes(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            item.setIcon(shape_icon(Status(item.data(_STATUS))))


def summary(faults: Sequence[Any]) -> str:
    """“3 points: 1 put right by the program, 1 that cannot be used, 1 better mended in …”"""
    counts = [
        (sum(1 for fault in faults if fault.severity == kind), words)
        for kind, words in (
            ("corrected", "put right by the program"),
            ("left_out", "that cannot be used"),
            ("mend", "better mended in the template"),
        )
    ]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    if not told:
        return "Nothing is wrong with it."
    whole = "1 point" if len(faults) == 1 else f"{len(faults)} points"
    return f"{whole}: {told}."
