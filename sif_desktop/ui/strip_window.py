"""The narrow strip: the jot line alone, on top of whatever else is on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.services.capture import Capture
from sif_desktop.ui import theme
from sif_desktop.ui.capture import CaptureControl
from sif_desktop.ui.visit_lines import VisitLines
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.jot_line import JotLine
from sif_desktop.ui.widgets.text import ElidedLabel


class StripWindow(QWidget):
    """`closed(text)` with what stands unfinished in the line; `action_asked` as `VisitLines`."""

    closed = Signal(str)
    action_asked = Signal(str, str)

    def __init__(self, control: CaptureControl, owner: QWidget) -> None:
        on_top = Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(owner.window(), on_top)
        self.setWindowTitle("Jottings")
        self.setAccessibleName("Jottings on top of other windows")
        self._control = control
        self.jot = JotLine()
        self.where = ElidedLabel("", "caption")
        self.last = ElidedLabel("", "quiet")
        self._lines = VisitLines(control, self.jot, None, self)
        self._lines.action_asked.connect(self.action_asked)
        top = QHBoxLayout()
        top.setContentsMargins(theme.GROUP, theme.HALF, theme.HALF, 0)
        top.addWidget(self.where, 1)
        top.addWidget(self.last, 2)
        top.addWidget(Button("Whole screen (F10)", self.close, look="link", shortcut="F10"))
        room = Button("Room", self._lines.ask_room, look="link", shortcut="Ctrl+R")
        top.insertWidget(2, room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.jot)
        control.changed.connect(self._show)

    def begin(self, capture: Capture, text: str, companion: int) -> None:
        """Show it with what stands in the line of the page."""
        self.jot.set_companions([each.name for each in capture.record.companions])
        self.jot.companion.setCurrentIndex(max(0, companion))
        self.jot.set_text(text)
        self._show(capture)
        self.resize(theme.current().px(640), self.sizeHint().height())
        self.show()
        self.activateWindow()
        self.jot.setFocus()

    def _show(self, capture: Capture) -> None:
        rooms = {room.uid: room.label for room in capture.record.rooms}
        self.where.setText(rooms.get(self._control.here, "No room yet"))
        lines = capture.record.jottings
        self.last.setText(f"{lines[-1].at[11:16]} {lines[-1].text}" if lines else "")

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self.jot.text())
