"""Text that saves itself: what was typed is handed on 150 ms after the last key, 300 ms at most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from sif_desktop.domain.phrases import Phrase
from sif_desktop.ui import theme
from sif_desktop.ui.widgets import phrase_keys

SETTLE_MS, LATEST_MS = 150, 300
_MARGIN = 2  # px around the words


class AutosaveTextEdit(QPlainTextEdit):
    """Plain text that grows with its content and takes no formatting from a paste. With `phrases`,
    a shortcut and Space writes one, and Ctrl+Space lists them.

    `settled` carries the text whenever typing pauses; `entered` and `left` say that
    the keyboard came and went.
    A pasted or dropped picture or file is `dropped` (QMimeData) and changes no text.
    """

    settled = Signal(str)
    left = Signal(str)
    entered = Signal()
    dropped = Signal(QMimeData)

    def __init__(
        self,
        name: str,
        text: str = "",
        *,
        least_lines: int = 2,
        most_lines: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name)
        self._least, self._most = least_lines, most_lines
        self._handed_on = text
        self.phrases: Sequence[Phrase] = ()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self._pause, self._latest = QTimer(self), QTimer(self)
        for timer, after in ((self._pause, SETTLE_MS), (self._latest, LATEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(self.flush)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show `text` as what is already stored: nothing is emitted."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._pause.stop()
        self._latest.stop()
        self._handed_on = text
        self._grow()

    def flush(self) -> None:
        """Hand on at once what was typed since the last time."""
        self._pause.stop()
        self._latest.stop()
        text = self.toPlainText()
        if text != self._handed_on:
            self._handed_on = text
            self.settled.emit(text)

    def _on_changed(self) -> None:
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def _grow(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        # A plain text document's height is counted in lines.
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        words = lines * self.fontMetrics().lineSpacing() + 2 * _MARGIN
        return QSize(200, max(words, theme.current().px(20)) + theme.FRAME)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()
            self.left.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Alt with a letter is a shortcut of what stands around this field, never text.
        is_shortcut = (
            event.modifiers() == Qt.KeyboardModifier.AltModifier and event.text().isalpha()
        )
        if event.key() == Qt.Key.Key_Escape or is_shortcut:
            event.ignore()
        elif self.phrases and phrase_keys.asks_for_list(event):
            phrase_keys.show_list(self, self.phrases, ())
        elif not phrase_keys.expanded(self, event, self.phrases):
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasImage() or (source.hasUrls() and source.urls()[0].isLocalFile()):
            self.dropped.emit(source)
        else:
            self.insertPlainText(source.text())
