"""How the larger dialogs are laid out: parts that scroll, buttons that always show, work told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.text import ElidedLabel, Label


def column(parts: Sequence[QWidget]) -> QScrollArea:
    """Parts under each other that scroll, with air above each section."""
    inner = QWidget()
    inner.setProperty("look", "column")
    inside = QVBoxLayout(inner)
    inside.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
    inside.setSpacing(theme.GAP)
    for part in parts:
        if isinstance(part, Label) and part.property("look") == "section":
            inside.addSpacing(theme.GAP)
        inside.addWidget(part)
    inside.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def sheet(body: QWidget, buttons: Sequence[QWidget], words: QWidget | None = None) -> QWidget:
    """`body`, and beneath it `words` at the left and the buttons at the right."""
    line = QHBoxLayout()
    line.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GROUP)
    line.setSpacing(theme.GAP)
    if words is not None:
        line.addWidget(words, 1)
    else:
        line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    whole = QWidget()
    inside = QVBoxLayout(whole)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(body, 1)
    inside.addLayout(line)
    return whole


def one_by_one(
    dialog: QDialog,
    title: str,
    listed: Sequence[QWidget],
    deciding: Sequence[QWidget],
    *,
    widths: tuple[int, int],
    buttons: Sequence[QWidget],
    words: QWidget,
) -> None:
    """A list at the left, its last part the table, and at the right what is decided of the one
    chosen."""
    left = QWidget()
    inside = QVBoxLayout(left)
    inside.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.GAP, 0)
    inside.setSpacing(theme.GAP)
    inside.addWidget(Label(title, "title", wrap=True))
    for part in listed:
        inside.addWidget(part, int(part is listed[-1]))
    both = QSplitter(Qt.Orientation.Horizontal)
    both.setChildrenCollapsible(False)
    both.addWidget(left)
    both.addWidget(column(deciding))
    both.setSizes(widths)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(sheet(both, buttons, words))


def set_up(dialog: QDialog, title: str, width: int, height: int) -> None:
    """Name a dialog and give it this size at 100 %, but never more than the screen has."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    look, room = theme.current(), dialog.screen().availableGeometry()
    dialog.resize(
        min(look.px(width), room.width() - 80), min(look.px(height), round(room.height() * 0.92))
    )


def flow(*widgets: QWidget) -> QWidget:
    """Widgets in a line that wraps."""
    holder = QWidget()
    line = FlowLayout(holder)
    for widget in widgets:
        line.addWidget(widget)
    return holder


def indented(widget: QWidget) -> QWidget:
    """A part that belongs to the tick box above it."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(theme.MARGIN + theme.HALF, 0, 0, theme.HALF)
    line.addWidget(widget)
    return holder


class WorkLine(QWidget):
    """How far a dialog's own work is; empty while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self._words = ElidedLabel("", "caption", self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.HALF)
        inside.addWidget(self._words)
        inside.addWidget(self._bar)

    def say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setAccessibleName(words)

    def watch(self, job: Job, label: str) -> None:
        self.say(f"{label}…")
        self._bar.setRange(0, 0)
        self._bar.show()
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._bar.hide)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(min(1000, done * 1000 // total))
        self.say(words or f"{done:,} of {total:,}")
