"""The editor of one line or cell of the draft: it says what its keys mean at a text's edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from sif_desktop.domain.spelling import Span
from sif_desktop.ui.widgets import phrase_keys
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit
from sif_desktop.ui.widgets.note_layout import Faults, squiggle

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineEditor(AutosaveTextEdit):
    """One line of text that wraps. A new line is never typed: Enter is `split`."""

    split = Signal(str, str)  # Enter: the words before and after the cursor
    joined_back = Signal()  # Backspace at the beginning
    joined_on = Signal()  # Delete at the end
    stepped = Signal(int)  # Up (-1) from the first line, Down (+1) from the last
    tabbed = Signal(int)  # Tab (+1), Shift+Tab (-1)
    finished = Signal()  # Esc
    pasted = Signal(str)  # text of several lines or cells
    phrases_wanted = Signal()
    suggestions_wanted = Signal()

    def __init__(self, name: str, column: int, parent: QWidget) -> None:
        super().__init__(name, least_lines=1, most_lines=40, parent=parent)
        self.column = column
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)  # it is answered here
        self._squiggles: _Squiggles | None = None

    def check_spelling(self, faults: Faults) -> None:
        self._squiggles = _Squiggles(self, faults)
        self.cursorPositionChanged.connect(self._squiggles.on_moved)

    def fault_at_cursor(self, faults: Faults) -> Span | None:
        """The misspelt word the cursor is in."""
        at = self.textCursor().position()
        spans = faults(self.text())
        return next((s for s in spans if s.start <= at <= s.start + s.length), None)

    def select(self, span: Span) -> None:
        cursor = self.textCursor()
        cursor.setPosition(span.start)
        cursor.setPosition(span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def put(self, span: Span, words: str) -> None:
        """Write other words in the place of some, as though typed."""
        self.select(span)
        self.insertPlainText(words)

    def move_to(self, place: int) -> None:
        """The cursor after so many characters; at the end where that is negative."""
        cursor = self.textCursor()
        cursor.setPosition(place if 0 <= place <= len(self.text()) else len(self.text()))
        self.setTextCursor(cursor)

    def _grow(self) -> None:
        """Show every line: nothing scrolls within a line of the draft."""
        super()._grow()
        needed = self.sizeHint().height()
        if needed > self.height():
            self.resize(self.width(), needed)
            self.verticalScrollBar().setValue(0)

    # Keys -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # With nothing typed to take back, Ctrl+Z is the window's: the one stack of changes.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.document().isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if phrase_keys.expanded(self, event, self.phrases):
            return
        if not (self._at_edge(event) or self._command(event)):
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if phrase_keys.asks_for_list(event):
            self.phrases_wanted.emit()
        elif key in _ENTER and not control:
            self.split.emit(self._before(), self._after())
        elif key == Qt.Key.Key_Escape:
            self.finished.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            self.tabbed.emit(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _at_edge(self, event: QKeyEvent) -> bool:
        """Keys that go beyond the text, pressed at its first or last place."""
        plain = event.modifiers() in (
            *(Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        cursor = self.textCursor()
        if not plain or cursor.hasSelection():
            return False
        key = event.key()
        if key == Qt.Key.Key_Backspace and cursor.atStart():
            self.joined_back.emit()
        elif key == Qt.Key.Key_Delete and cursor.atEnd():
            self.joined_on.emit()
        elif key == Qt.Key.Key_Up and not _moves(cursor, QTextCursor.MoveOperation.Up):
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Down and not _moves(cursor, QTextCursor.MoveOperation.Down):
            self.stepped.emit(1)
        else:
            return False
        return True

    def _before(self) -> str:
        return self.text()[: self.textCursor().selectionStart()]

    def _after(self) -> str:
        return self.text()[self.textCursor().selectionEnd() :]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            cursor = self.cursorForPosition(event.pos())
            if not self.textCursor().hasSelection():
                self.setTextCursor(cursor)
        self.suggestions_wanted.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text() if source.hasText() else ""
        if "\t" in text or "\n" in text.strip():
            self.pasted.emit(text)
        else:
            super().insertFromMimeData(source)


def _moves(cursor: QTextCursor, operation: QTextCursor.MoveOperation) -> bool:
    return bool(QTextCursor(cursor).movePosition(operation))


class _Squiggles(QSyntaxHighlighter):
    """Marks words the dictionary does not know, but for the one being typed."""

    def __init__(self, editor: LineEditor, faults: Callable[[str], Sequence[Span]]) -> None:
        super().__init__(editor.document())
        self._editor, self._faults = editor, faults

    def highlightBlock(self, text: str) -> None:
        at = self._editor.textCursor().position()
        typing = self._editor.hasFocus()
        for span in self._faults(text):
            if not (typing and span.start + span.length == at):
                self.setFormat(span.start, span.length, squiggle())

    def on_moved(self) -> None:
        self.rehighlight()
