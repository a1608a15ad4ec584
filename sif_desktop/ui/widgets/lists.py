"""Facts as pairs, things on cards, and lines one can act on by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.marks import paint_shape
from sif_desktop.ui.widgets.text import Label, Paragraph


class KeyValues(QWidget):
    """Name and value pairs, read down; an empty value is left out."""

    def __init__(self, rows: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.MARGIN)
        self._grid.setVerticalSpacing(theme.HALF)
        self._grid.setColumnStretch(1, 1)
        self.set_rows(rows)

    def set_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for line, (name, value) in enumerate((n, v) for n, v in rows if v):
            words = Paragraph(value)
            words.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(Label(name, "quiet"), line, 0, top)
            self._grid.addWidget(words, line, 1)


class Card(QFrame):
    """A raised sheet for one thing; put its parts into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(title or "Card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.GROUP, theme.GROUP, theme.GROUP, theme.GROUP)
        self.body.setSpacing(theme.GAP)
        if title:
            self.body.addWidget(Label(title, "section", wrap=True))


class LineRow(QWidget):
    """One thing to answer: words, quiet words beneath, a status shape before, a time at the right.

    Enter or a click is `activated`; a key of `keys` ({"P": "plan a visit"}) is `asked` with that
    key. Up and Down go to the neighbouring rows.
    """

    activated = Signal()
    asked = Signal(str)

    def __init__(
        self,
        text: str,
        detail: str = "",
        right: str = "",
        *,
        status: Status | None = None,
        keys: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text, self.detail, self.right, self.status = text, detail, right, status
        self.keys = dict(keys or {})
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        standing = status.value if status else ""
        self.setAccessibleName(" · ".join(filter(None, (standing, text, detail, right))))
        told = ", ".join(f"{key} {what}" for key, what in self.keys.items())
        self.setAccessibleDescription(f"Enter opens, {told}" if told else "Enter opens")

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = QFontMetrics(look.font()).height() + 20
        if self.detail:
            height += QFontMetrics(look.font("caption")).height()
        return QSize(look.px(240), max(height, theme.TARGET))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, look)
        box = self.rect().adjusted(12, 9, -12, -9)
        edge = look.px(10)
        if self.status is not None:
            middle = box.top() + QFontMetrics(look.font()).height() / 2
            paint_shape(painter, QRectF(box.left(), middle - edge / 2, edge, edge), self.status)
            box.adjust(edge + 12, 0, 0, 0)
        box.setRight(box.right() - self._paint_right(painter, look, box))
        self._paint_words(painter, look, box)
        painter.end()

    def _paint_ground(self, painter: QPainter, look: theme.Look) -> None:
        box = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 5, 5)
        else:
            foot = self.rect().adjusted(0, self.height() - 1, 0, 0)
            painter.fillRect(foot, look.colour("line"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(box, 5, 5)

    def _paint_right(self, painter: QPainter, look: theme.Look, box: QRect) -> int:
        painter.setFont(look.font(tabular=True))
        painter.setPen(look.colour("text_quiet"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.right)
        return painter.fontMetrics().horizontalAdvance(self.right) + 12

    def _paint_words(self, painter: QPainter, look: theme.Look, box: QRect) -> None:
        for words, size, role in (
            (self.text, "body", "text"),
            (self.detail, "caption", "text_quiet"),
        ):
            painter.setFont(look.font(size))
            painter.setPen(look.colour(role))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
            box.setTop(box.top() + metrics.height() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text().upper()
        asked = "Space" if key == Qt.Key.Key_Space else text
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif asked in self.keys:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setToolTip("\n".join(filter(None, (self.text, self.detail))))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
