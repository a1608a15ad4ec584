"""The line the cursor rests in during a meeting: Enter keeps a note, a mark or a key makes it a
decision, an action, a success or a barrier. A line already kept is changed in it too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QWidget

from sif_desktop.services.meeting_rows import LINE_KINDS, Line
from sif_desktop.services.meeting_syntax import (
    ACTION,
    AUTHORITY,
    DECISION,
    NOTE,
    RESTRICTED,
    SEEN_BY,
    SHARED,
    Mark,
    mark_of,
)
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import ElidedLabel, Label

LONGEST = 100_000  # characters of one line
_HINT = (
    "Enter keeps a note · d decision · a action · + success · - barrier, then a space · "
    "Ctrl+Down next item · Ctrl+Enter discussed · F6 parts"
)
_HINTS = {
    NOTE: _HINT,
    ACTION: "What; who; by when: “Coach the leaders; Jo Bright; fri” · Esc makes it a note",
    "change": "Enter keeps the change · Esc leaves it as it was",
}
_KINDS = {**LINE_KINDS, ACTION: "Action"}


class MeetingJot(QFrame):
    """Says by signal what was entered; stores nothing."""

    noted = Signal(str, str, str)  # kind, text, visibility
    acted = Signal(str)  # an action as typed
    changed = Signal(object, str, str, str)  # the line, text, kind, visibility
    typed = Signal(str)  # at every key, with its mark

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bottom")
        self.setAccessibleName("Line for notes")
        self.kind, self._mark = NOTE, ""
        self._plain = False  # marks are words: they were taken back
        self._line: Line | None = None  # the one being changed
        self._held = ""  # what stood unfinished meanwhile
        self._name = Label("Note", "strong")
        self.line = _Typed(self)
        self.line.setMaxLength(LONGEST)
        self.seen = QComboBox()
        self.seen.setAccessibleName("Who may see it (Ctrl+L)")
        self.seen.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for code, words in SEEN_BY.items():
            self.seen.addItem(words, code)
        self.hint = ElidedLabel(_HINT, "caption")
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GROUP, theme.GAP, theme.GROUP, theme.HALF)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self.seen, 0, 2)
        grid.addWidget(self.hint, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_enter)
        self._show()

    # What it holds -------------------------------------------------------------------------------

    def visibility(self) -> str:
        return str(self.seen.currentData())

    def set_visibility(self, code: str) -> None:
        self.seen.setCurrentIndex(max(0, self.seen.findData(code)))

    def next_visibility(self) -> None:
        """Everybody, the authority only, restricted, in turn."""
        self.seen.setCurrentIndex((self.seen.currentIndex() + 1) % self.seen.count())

    def set_typed(self, text: str) -> None:
        """What stood unfinished in the line, with its mark."""
        self._line, self._held, self._plain = None, "", False
        self.set_kind(NOTE)
        self.set_visibility(SHARED)
        self.line.setText(text)
        while self._take_mark():
            pass

    def unfinished(self) -> str:
        """The line as typed, with its marks; also while another is being changed in it."""
        return self._whole() if self._line is None else self._held

    def _whole(self) -> str:
        seen = {RESTRICTED: "!r ", AUTHORITY: "!a "}.get(self.visibility(), "")
        return self._mark + seen + self.line.text() if self.line.text() else ""

    def set_kind(self, kind: str) -> None:
        self.kind = kind
        self._mark = {DECISION: "d ", ACTION: "a ", "success": "+ ", "barrier": "- "}.get(kind, "")
        self._show()

    def toggle(self, kind: str) -> None:
        """Make what is typed of that kind, or a note again; the cursor comes here."""
        self.set_kind(NOTE if self.kind == kind else kind)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)
        self.typed.emit(self.unfinished())

    def change(self, line: Line) -> None:
        """Take up a line already kept; an unfinished one waits meanwhile."""
        if self._line is None:
            self._held = self._whole()
        self._line, self._plain = line, False
        self.set_kind(line.kind)
        self.set_visibility(line.visibility)
        self.line.setText(line.text)
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # a shortcut would select it all
        self.line.end(False)

    def take(self) -> str:
        """What is typed, without its mark; the line is empty then."""
        words = self.line.text().strip()
        self._begin_anew()
        return words

    # Keys ----------------------------------------------------------------------------------------

    def _on_edited(self, _text: str) -> None:
        self._plain = self._plain and bool(self.line.text())
        self._take_mark()
        if self._line is None:
            self.typed.emit(self._whole())

    def _take_mark(self) -> bool:
        """A mark at the beginning becomes the kind or the readers of the line."""
        mark = None if self._plain else mark_of(self.line.text())
        if mark is None or not self._may_take(mark):
            return False
        at = max(0, self.line.cursorPosition() - len(mark.typed))
        self.line.setText(self.line.text()[len(mark.typed) :])
        self.line.setCursorPosition(at)
        if mark.kind:
            self.set_kind(mark.kind)
        else:
            self.set_visibility(mark.visibility)
        return True

    def _may_take(self, mark: Mark) -> bool:
        if mark.kind == ACTION and self._line is not None:
            return False
        return self.kind == NOTE if mark.kind else self.visibility() == SHARED

    def _on_enter(self) -> None:
        text, kind, seen, line = self.line.text().strip(), self.kind, self.visibility(), self._line
        if not text and not (kind == ACTION and line is None):
            return
        self._begin_anew()
        if line is not None:
            self.changed.emit(line, text, kind, seen)
        elif kind == ACTION:
            self.acted.emit(text)
        else:
            self.noted.emit(kind, text, seen)

    def _begin_anew(self) -> None:
        held, self._line, self._held = self._held, None, ""
        self.set_typed(held)

    def escape(self) -> bool:
        """Leave a change, or make a note of what a mark had turned; false for a plain note."""
        if self._line is not None:
            self._begin_anew()
            return True
        if self.kind == NOTE and self.visibility() == SHARED:
            return False
        words = self._whole()
        self.set_kind(NOTE)
        self.set_visibility(SHARED)
        self._plain = True
        self.line.setText(words)
        self.typed.emit(words)
        return True

    # What is seen --------------------------------------------------------------------------------

    def _show(self) -> None:
        words = _KINDS[self.kind]
        self._name.setText(f"Change: {words.lower()}" if self._line is not None else words)
        self.line.setAccessibleName(self._name.text())
        hint = _HINTS["change"] if self._line is not None else _HINTS.get(self.kind, _HINT)
        self.hint.setText(hint)
        self.line.setAccessibleDescription(hint)
        self.seen.setVisible(self.kind != ACTION)


class _Typed(QLineEdit):
    """Backspace at the beginning takes back what a mark made of the line."""

    def __init__(self, owner: MeetingJot) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        begins = self.cursorPosition() == 0 and not self.hasSelectedText()
        takes_back = key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Backspace and begins)
        if takes_back and self._owner.escape():
            return
        super().keyPressEvent(event)
