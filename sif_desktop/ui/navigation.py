"""Where one can be and how one gets back: page specifications, the trail, the side bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import icons, theme
from sif_desktop.ui.commands import shown_keys

if TYPE_CHECKING:
    from sif_desktop.ui.page import Page

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page by name. `factory(context)` is called when the page is first shown.

    `in_sidebar` is false for pages reached from others (one school, one visit); with
    `in_commands` such a page is found in the command box too.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[Any], Page]
    shortcut: str = ""
    in_sidebar: bool = True
    in_commands: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A page as it was left: what `page.state()` said."""

    key: str
    state: State = field(default_factory=dict)


class Trail:
    """Places visited, with one's position among them."""

    def __init__(self, limit: int = 50) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._limit = limit

    def leave(self, place: Place) -> None:
        """One goes somewhere new from `place`."""
        self._back.append(place)
        del self._back[: -self._limit]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        return self._step(self._back, self._forward, here)

    def forward(self, here: Place) -> Place | None:
        return self._step(self._forward, self._back, here)

    def can_go_back(self) -> bool:
        return bool(self._back)

    @staticmethod
    def _step(source: list[Place], target: list[Place], here: Place) -> Place | None:
        if not source:
            return None
        target.append(here)
        return source.pop()


class NavButton(QAbstractButton):
    """One line of the side bar: icon, word, and a count that is a promise to answer."""

    def __init__(self, spec: PageSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.count = 0
        self.narrow = False
        self.setText(spec.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._describe()

    def set_count(self, count: int) -> None:
        self.count = count
        self._describe()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        self.narrow = narrow
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        waiting = f", {self.count} to answer" if self.count else ""
        self.setAccessibleName(f"{self.spec.title}{waiting}")
        keys = f" ({shown_keys(self.spec.shortcut)})" if self.spec.shortcut else ""
        self.setToolTip(f"{self.spec.title}{waiting}{keys}")

    def sizeHint(self) -> QSize:
        look = theme.current()
        if self.narrow:
            edge = look.px(icons.SIZE)
            return QSize(edge + 28, max(edge + 12, theme.TARGET))
        height = max(look.px(36), theme.TARGET)
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance("  000")
        return QSize(max(look.px(icons.SIZE) + words + 44, look.px(168)), height)

    def minimumSizeHint(self) -> QSize:
        """Closer together where large text would make the window taller than the screen."""
        height = max(theme.current().px(icons.SIZE), theme.TARGET)
        return QSize(self.sizeHint().width(), height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, box = theme.current(), self.rect().adjusted(6, 1, -6, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, look, box)
        role = "selection_text" if self.isChecked() else "text"
        edge = look.px(icons.SIZE)
        left = box.left() + (box.width() - edge) // 2 if self.narrow else box.left() + 10
        spot = QRect(left, box.center().y() - edge // 2 + 1, edge, edge)
        ink = "accent" if self.isChecked() and look.name != "contrast" else role
        painter.drawPixmap(spot, icons.pixmap(self.spec.icon, ink, ratio=self.devicePixelRatioF()))
        if self.narrow:
            self._paint_dot(painter, look, spot)
        else:
            self._paint_words(painter, look, box.adjusted(edge + 20, 0, -10, 0), role)
        painter.end()

    def _paint_ground(self, painter: QPainter, look: theme.Look, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(look.colour("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_words(self, painter: QPainter, look: theme.Look, box: QRect, role: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour(role))
        painter.setFont(look.font(bold=self.isChecked()))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.count:
            painter.setFont(look.font("caption", bold=True, tabular=True))
            painter.setPen(look.colour(role if self.isChecked() else "text_quiet"))
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, str(self.count))

    def _paint_dot(self, painter: QPainter, look: theme.Look, spot: QRect) -> None:
        if self.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(spot.right() - 3, spot.top() - 3, 8, 8)


class Sidebar(QFrame):
    """The list of pages; narrows to icons with tooltips when the window is narrow for its text."""

    chosen = Signal(str)  # a page's key

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "side")
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        column.setSpacing(2)
        for spec in specs:
            button = NavButton(spec, self)
            button.clicked.connect(lambda _checked=False, key=spec.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[spec.key] = button
            column.addWidget(button)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def mark(self, key: str) -> None:
        """Show page `key` as the current one; none, if it has no line of its own."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """What waits on these pages; the counts of others stay."""
        for key, button in self._buttons.items():
            if key in counts:
                button.set_count(counts[key])

    def set_narrow(self, narrow: bool) -> None:
        for button in self._buttons.values():
            button.set_narrow(narrow)
