"""Where a piece of work stands: its steps in a row, the one reached marked by shape and weight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.marks import paint_shape

_SHAPE, _GAP = 10, 22  # px at 100 %


class StateSteps(QWidget):
    """`steps` are words in order; those before the current one are done."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_current(0)

    def set_steps(self, steps: Sequence[str], at: int) -> None:
        """Other steps, and which is reached."""
        self._steps = tuple(steps)
        self.set_current(at)

    def set_current(self, at: int) -> None:
        self._at = at
        last = len(self._steps) - 1
        done = " (the last step)" if at >= last else f", next: {self._steps[at + 1]}"
        self.setAccessibleName(f"State: {self._steps[min(at, last)]}{done}")
        self.updateGeometry()
        self.update()

    def current(self) -> str:
        return self._steps[self._at]

    def _widths(self) -> list[int]:
        fonts = (theme.current().font(bold=n == self._at) for n in range(len(self._steps)))
        pairs = zip(fonts, self._steps, strict=True)
        return [QFontMetrics(font).horizontalAdvance(step) for font, step in pairs]

    def sizeHint(self) -> QSize:
        look = theme.current()
        each = look.px(_SHAPE) + 6
        gaps = look.px(_GAP) * (len(self._steps) - 1)
        height = QFontMetrics(look.font(bold=True)).height() + 8
        return QSize(sum(self._widths()) + each * len(self._steps) + gaps, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, left, middle = look.px(_SHAPE), 0.0, self.height() / 2
        for number, (step, width) in enumerate(zip(self._steps, self._widths(), strict=True)):
            if number:
                painter.setPen(look.colour("edge"))
                painter.drawLine(
                    round(left + 5), round(middle), round(left + look.px(_GAP) - 5), round(middle)
                )
                left += look.px(_GAP)
            here, last = number == self._at, number == len(self._steps) - 1
            done = number < self._at or (here and last)
            status = Status.MET if done else Status.ON_TRACK if here else Status.NONE
            paint_shape(painter, QRectF(left, middle - edge / 2, edge, edge), status)
            left += edge + 6
            painter.setFont(look.font(bold=here))
            painter.setPen(look.colour("text" if here else "text_quiet"))
            place = QRectF(left, 0, width + 4, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, step)
            left += width
        painter.end()
