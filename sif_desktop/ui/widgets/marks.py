"""Small marks: how something stands, and a pack's own categories. Shape and word, never colour
alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QIcon,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.theme import STATUS_ROLE, Status

_SHAPE = 10  # px at 100 %


class StatusMark(QWidget):
    """● on track, ◆ at risk, ▲ overdue, ✓ met: the shape and the word, or `words` in its place."""

    def __init__(self, status: Status, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status, words)

    def set_status(self, status: Status, words: str = "") -> None:
        self.status, self.words = status, words or status.value
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        metrics = QFontMetrics(look.font(bold=True))
        return QSize(
            look.px(_SHAPE) + 8 + metrics.horizontalAdvance(self.words), metrics.height() + 4
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_status(painter, QRectF(self.rect()), self.status, self.words)
        painter.end()


def paint_status(painter: QPainter, box: QRectF, status: Status, words: str = "") -> None:
    """Draw a status mark at the left of `box`, for delegates and widgets that paint themselves."""
    look = theme.current()
    edge = look.px(_SHAPE)
    spot = QRectF(box.left(), box.center().y() - edge / 2, edge, edge)
    paint_shape(painter, spot, status)
    painter.setFont(look.font(bold=True))
    painter.setPen(look.colour("text"))
    rest = box.adjusted(edge + 6, 0, 0, 0)
    painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, words or status.value)


def shape_icon(status: Status) -> QIcon:
    """The shape alone, for lines of a list; the same on a selected line."""
    edge = theme.current().px(12)
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_shape(painter, QRectF(1, 1, edge - 2, edge - 2), status)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def paint_shape(painter: QPainter, spot: QRectF, status: Status) -> None:
    """The shape of `status`, filling the square `spot`."""
    colour = theme.current().colour(STATUS_ROLE[status])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = status in (Status.ON_TRACK, Status.AT_RISK, Status.OVERDUE)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(colour, spot.width() / 6))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    if status is Status.WAITING:
        pen = painter.pen()
        pen.setDashPattern([1.2, 1.4])
        painter.setPen(pen)
    painter.drawPath(_path(spot, status))
    painter.restore()


def _path(spot: QRectF, status: Status) -> QPainterPath:
    path = QPainterPath()
    centre, top, left = spot.center(), spot.topLeft(), spot.left()
    if status is Status.AT_RISK:
        points = [QPointF(centre.x(), spot.top()), QPointF(spot.right(), centre.y())]
        points += [QPointF(centre.x(), spot.bottom()), QPointF(left, centre.y())]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    elif status is Status.OVERDUE:
        points = [QPointF(centre.x(), spot.top()), spot.bottomRight(), spot.bottomLeft()]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    elif status is Status.MET:
        edge = spot.width()
        path.moveTo(top + QPointF(edge * 0.05, edge * 0.55))
        path.lineTo(top + QPointF(edge * 0.4, edge * 0.9))
        path.lineTo(top + QPointF(edge * 0.98, edge * 0.12))
    else:
        path.addEllipse(spot.adjusted(0.5, 0.5, -0.5, -0.5))
    return path


class TagLabel(QWidget):
    """A word on a tint with a bar of its colour: a pack's category, a visibility, a state."""

    def __init__(self, text: str, colour: str = "", parent: QWidget | None = None) -> None:
        """`colour` is `#rrggbb` from a pack; without one the tag is neutral."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(text, colour)

    def set_tag(self, text: str, colour: str = "") -> None:
        self.text, self.colour = text, colour
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.current().font("caption", bold=True))
        bar = 6 if self.colour else 0
        return QSize(metrics.horizontalAdvance(self.text) + 16 + bar, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        paper, ink = look.hex("hover"), look.hex("text")
        if self.colour:
            paper, ink = look.category_pair(self.colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), theme.colour_of(paper))
        words = self.rect().adjusted(8, 0, -8, 0)
        if self.colour:
            painter.fillRect(0, 0, 4, self.height(), theme.colour_of(self.colour))
            words.adjust(6, 0, 6, 0)
        painter.setFont(look.font("caption", bold=True))
        painter.setPen(theme.colour_of(ink))
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text
        )
        painter.end()
