"""Words on the screen. All text is shown as typed: `<b>` in a note is four characters."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_LINE_HEIGHT = 145  # per cent, for reading


class Label(QLabel):
    """Plain words in one of the theme's looks (`title`, `section`, `lead`, `quiet`, `caption`)."""

    def __init__(
        self, text: str = "", look: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)

    def set_look(self, look: str) -> None:
        if self.property("look") != look:
            self.setProperty("look", look)
            restyle(self)


def heading(text: str, parent: QWidget | None = None) -> Label:
    """The title of a part of a page."""
    return Label(text, "title", parent, wrap=True)


def section(text: str, parent: QWidget | None = None) -> Label:
    """The label over a group of lines."""
    return Label(text, "section", parent, wrap=True)


def quiet(text: str, parent: QWidget | None = None) -> Label:
    return Label(text, "quiet", parent, wrap=True)


def caption(text: str, parent: QWidget | None = None) -> Label:
    return Label(text, "caption", parent, wrap=True)


class Paragraph(QLabel):
    """Text to read, with air between its lines; can be selected and copied."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        words = escape(text).replace("\n", "<br>")
        self.setText(f'<p style="line-height:{_LINE_HEIGHT}%; margin:0">{words}</p>')
        self.setAccessibleName(text)


class ElidedLabel(Label):
    """One line that gives way to its neighbours: cut with … and whole in the tooltip."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().horizontalAdvance("nnnn…")), hint.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, width = self.fontMetrics(), self.contentsRect().width()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()


class Rule(QFrame):
    """A hair line between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rule")

    def set_drawn(self, drawn: bool) -> None:
        """Draw the line or leave its place empty."""
        look = "rule" if drawn else "no-rule"
        if self.property("look") != look:
            self.setProperty("look", look)
            restyle(self)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet anew after a `look` property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
