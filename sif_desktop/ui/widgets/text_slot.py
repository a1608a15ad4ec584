"""A place for text that is only painted until somebody comes to type in it.

An editor costs far more than a line of paint; a long form opens at once because of this.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit

_PAD = 9


class TextSlot(QWidget):
    """Text with the signals of `AutosaveTextEdit`; the editor is made when it gets the keyboard."""

    settled = Signal(str)
    left = Signal(str)
    entered = Signal()
    dropped = Signal(QMimeData)

    def __init__(
        self, name: str, text: str = "", prompt: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._text, self._prompt = name, text, prompt
        self.editor: AutosaveTextEdit | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        return self.editor.text() if self.editor is not None else self._text

    def set_text(self, text: str) -> None:
        """Show `text` as stored; typing under way is not disturbed."""
        self._text = text
        if self.editor is None:
            self.setAccessibleDescription(text)
            self.updateGeometry()
            self.update()
        elif self.editor.text() != text and not self.editor.hasFocus():
            self.editor.set_text(text)

    def append(self, text: str) -> None:
        """Add `text` as though typed, on a line of its own."""
        editor = self.edit()
        joined = "\n".join(filter(None, (editor.text(), text)))
        editor.setPlainText(joined)
        editor.flush()

    def flush(self) -> None:
        if self.editor is not None:
            self.editor.flush()

    def edit(self) -> AutosaveTextEdit:
        """The editor, made now if there is none yet."""
        if self.editor is None:
            editor = AutosaveTextEdit(self._name, self._text, least_lines=1, parent=self)
            editor.setPlaceholderText(self._prompt)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(editor)
            editor.settled.connect(self.settled)
            editor.left.connect(self.left)
            editor.entered.connect(self.entered)
            editor.dropped.connect(self.dropped)
            self.editor = editor
            # A new child comes last in the window's tab order; this one takes the slot's place.
            QWidget.setTabOrder(self, editor)
            self.setFocusProxy(editor)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            editor.show()
        return self.editor

    # Until then, a painted likeness ----------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return self.editor is None

    def heightForWidth(self, width: int) -> int:
        if self.editor is not None:
            return self.editor.sizeHint().height()
        box = self.fontMetrics().boundingRect(
            QRect(0, 0, max(40, width - 2 * _PAD), 100_000),
            Qt.TextFlag.TextWordWrap,
            self._text[:2000] or " ",
        )
        return max(theme.TARGET, min(box.height(), 14 * self.fontMetrics().lineSpacing()) + 12)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.editor is not None:
            return
        look, painter = theme.current(), QPainter(self)
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.fillRect(box.left() + 3, box.bottom(), box.width() - 6, 1, look.colour("edge"))
        painter.setPen(look.colour("text" if self._text else "text_quiet"))
        inner = box.adjusted(_PAD, 6, -_PAD, -4)
        painter.drawText(inner, Qt.TextFlag.TextWordWrap, self._text[:2000] or self._prompt)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.edit().setFocus(event.reason())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit().setFocus(Qt.FocusReason.MouseFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
