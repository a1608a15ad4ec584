"""A row of choices, each with its key: one focus stop, one click or one key to answer.

Painted as a whole, because a form of sixty items would otherwise be five hundred buttons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from sif_desktop.ui import theme

_GAP, _INSIDE, _APART = 6, 10, 14
_RIM = 1  # px around the options, where the outer half of a line falls


@dataclass(frozen=True, slots=True)
class Option:
    """`key` is one letter or digit; `apart` sets the option off from those before it, `quiet`
    paints it lightly; a `brief` one shows its key alone where the words of all do not fit."""

    value: str
    label: str
    key: str = ""
    hint: str = ""
    apart: bool = False
    quiet: bool = False
    brief: bool = False


class ChoiceBar(QWidget):
    """Emits `picked` with an option's value at a click, at its key, or at Space on the cursor.

    It does not choose by itself: the owner answers with `set_chosen`.
    """

    picked = Signal(str)
    looked_at = Signal(str)  # the option under pointer or cursor; "" for none

    def __init__(
        self, name: str, options: Sequence[Option], *, several: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.options, self.several = tuple(options), several
        self._name = name
        self._chosen: frozenset[str] = frozenset()
        self._cursor = self._pointer = -1
        self._places: dict[int, list[QRect]] = {}  # by width
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()
        ways = ", ".join(f"{o.key} {o.label}".strip() for o in self.options)
        self.setAccessibleDescription(f"Keys: {ways}")

    def set_chosen(self, values: Sequence[str]) -> None:
        self._chosen = frozenset(values)
        self._describe()
        self.update()

    def chosen(self) -> list[str]:
        return [option.value for option in self.options if option.value in self._chosen]

    def pick_key(self, key: str) -> bool:
        """Answer as if `key` was pressed here; false if no option has it."""
        for option in self.options:
            if option.key and option.key == key.lower():
                self.picked.emit(option.value)
                return True
        return False

    def _describe(self) -> None:
        words = ", ".join(o.label or o.key for o in self.options if o.value in self._chosen)
        self.setAccessibleName(f"{self._name}: {words or 'not answered'}")

    # Where things are ------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(box.bottom() for box in self._place(width)) + _RIM + 1

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._line_height() + 2 * _RIM)

    def _line_height(self) -> int:
        return max(theme.TARGET, theme.current().px(30))

    def _words(self, option: Option, brief: bool) -> str:
        if brief and option.brief:
            return option.key or option.label
        return f"{option.key}  {option.label}" if option.key else option.label

    def _place(self, width: int) -> list[QRect]:
        if width not in self._places:
            brief = self._is_brief(width)
            self._places[width] = self._flow(width, brief=brief)
        return self._places[width]

    def _is_brief(self, width: int) -> bool:
        """Whether the words of all options do not fit on one line, and some can do without."""
        look, brief = theme.current(), any(option.brief for option in self.options)
        return brief and sum(self._wide(o, False, look) + _GAP for o in self.options) > width - _RIM

    def _wide(self, option: Option, brief: bool, look: theme.Look) -> int:
        before = _APART - _GAP if option.apart else 0
        return max(_advance(self._words(option, brief), look) + 2 * _INSIDE, theme.TARGET) + before

    def _flow(self, width: int, *, brief: bool) -> list[QRect]:
        tall, look = self._line_height(), theme.current()
        x, y, boxes = _RIM, _RIM, []
        for option in self.options:
            before = _APART - _GAP if option.apart and x > _RIM else 0
            wide = self._wide(option, brief, look) - (_APART - _GAP if option.apart else 0)
            if x > _RIM and x + before + wide > width - _RIM:
                x, y, before = _RIM, y + tall + _GAP, 0
            boxes.append(QRect(x + before, y, min(wide, max(width - 2 * _RIM, 40)), tall - 1))
            x += before + wide + _GAP
        return boxes

    def _at(self, event: QMouseEvent) -> int:
        spot = event.position().toPoint()
        boxes = self._place(self.width())
        return next((n for n, box in enumerate(boxes) if box.contains(spot)), -1)

    # What is seen ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, brief = theme.current(), QPainter(self), self._is_brief(self.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, box in enumerate(self._place(self.width())):
            self._paint_option(painter, look, number, box, brief)
        painter.end()

    def _paint_option(
        self, painter: QPainter, look: theme.Look, number: int, box: QRect, brief: bool
    ) -> None:
        option = self.options[number]
        chosen, near = option.value in self._chosen, number == self._pointer
        edge = "accent" if chosen else "line" if option.quiet else "edge"
        painter.setPen(QPen(look.colour(edge), 1))
        painter.setBrush(look.colour("accent" if chosen else "hover" if near else "raised"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(look.font(bold=chosen))
        ink = "text_quiet" if option.quiet else "text"
        painter.setPen(look.colour("accent_text" if chosen else ink))
        words = self._words(option, brief)
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, box.width() - 8
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        if self.hasFocus() and number == self._ring():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(box, 5, 5)
            # A line of paper inside, so that the ring shows on a chosen option too.
            painter.setPen(QPen(look.colour("raised"), 1))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)

    def _ring(self) -> int:
        """The option that shows the keyboard is here: cursor, else the chosen, else the first."""
        chosen = (n for n, option in enumerate(self.options) if option.value in self._chosen)
        return self._cursor if self._cursor >= 0 else next(chosen, 0)

    # What is done ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            Qt.Key(event.key()),
            not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier,
        )
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if plain and key in steps:
            self._move(steps[key])
        elif plain and key == Qt.Key.Key_Space and self._cursor >= 0:
            self.picked.emit(self.options[self._cursor].value)
        elif not (plain and event.text() and self.pick_key(event.text())):
            event.ignore()

    def _move(self, step: int) -> None:
        start = self._ring() if self._cursor >= 0 or self._chosen else -1
        self._cursor = max(0, min(len(self.options) - 1, start + step))
        self.looked_at.emit(self.options[self._cursor].value)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event)
        if number != self._pointer:
            self._pointer = number
            option = self.options[number] if number >= 0 else None
            self.setToolTip(_tip(option) if option else "")
            self.looked_at.emit(option.value if option else "")
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event)
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._cursor = number
            self.picked.emit(self.options[number].value)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = -1
        self.looked_at.emit("")
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cursor = -1
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._places.clear()
            self.updateGeometry()


@lru_cache(maxsize=2048)
def _advance(words: str, look: theme.Look) -> int:
    """Width of `words`; a form asks for the same few words again and again."""
    return QFontMetrics(look.font(bold=True)).horizontalAdvance(words)


def _tip(option: Option) -> str:
    return f"{option.label}: {option.hint}" if option.hint else option.label
