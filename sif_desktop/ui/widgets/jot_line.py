"""The line the cursor rests in: Enter adds, `#` files, `!` makes an action, `?` parks.

The same line takes a room's name (Ctrl+R) and a jotting taken up again, so that the hands stay
where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import ElidedLabel, Label

LONGEST = 100_000  # characters of one line
Matches = Callable[[str], Sequence[tuple[str, str]]]  # typed -> (number, label)


class Mode(StrEnum):
    JOT = "Jot"
    ROOM = "Room"
    EDIT = "Change"
    FILE = "File"


_HINTS = {
    Mode.JOT: "Enter adds · # item · ! action · ? park · Ctrl+R room · F6 checklist",
    Mode.ROOM: "Year, subject, place: “Y5 maths, library” · Enter alone goes to the next room",
    Mode.EDIT: "Enter keeps the change · Esc leaves it as it was",
    Mode.FILE: "Number or words of the item · Enter files · empty takes it out · Esc leaves it",
}


class JotLine(QFrame):
    """Says by signal what was entered; stores nothing."""

    jotted = Signal(str)  # a line as typed, with its marks
    roomed = Signal(str)  # a room's words; "" for the next room
    edited = Signal(str, str)  # uid, text
    filed = Signal(str)  # the item as typed; "" for none
    action_asked = Signal()
    typed = Signal(str, str, str)  # mode, uid, text: at every key
    discarded = Signal(str)  # uid of the jotting left as it was
    dropped = Signal(QMimeData)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bottom")
        self.setAccessibleName("Jottings line")
        self.mode, self._uid, self._held = Mode.JOT, "", ""
        self._matches: Matches = lambda _typed: ()
        self._name = Label(Mode.JOT, "strong")
        self.line = _Line(self)
        self.line.setMaxLength(LONGEST)
        self.hint = ElidedLabel(_HINTS[Mode.JOT], "caption")
        self.companion = QComboBox()
        self.companion.setAccessibleName("With which companion")
        self.companion.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.companion.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GROUP, theme.GAP, theme.GROUP, theme.HALF)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self.companion, 0, 2)
        grid.addWidget(self.hint, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_enter)
        self._show_mode()

    def set_matches(self, matches: Matches) -> None:
        """How `#` finds items: (number, label) for what was typed."""
        self._matches = matches

    def set_companions(self, names: Sequence[str]) -> None:
        chosen = self.companion.currentText()
        self.companion.clear()
        self.companion.addItems(["on my own", *names])
        self.companion.setCurrentIndex(max(0, self.companion.findText(chosen)))
        self.companion.setVisible(bool(names))

    def with_whom(self) -> str:
        """The companion chosen; "" for none."""
        return self.companion.currentText() if self.companion.currentIndex() > 0 else ""

    def set_text(self, text: str) -> None:
        """What stood unfinished in the line."""
        self.line.setText(text)
        self._held = text if self.mode is not Mode.JOT else ""

    def begin(self, mode: Mode, uid: str = "", text: str = "") -> None:
        """Use the line for a room, a change or filing; an unfinished jotting waits meanwhile."""
        if self.mode is Mode.JOT:
            self._held = self.line.text()
        self.mode, self._uid = mode, uid
        self.line.setText(text)
        self._show_mode()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # a shortcut would select it all
        self.line.end(False)

    def end(self) -> None:
        """Back to jotting, with what stood there before."""
        self.mode, self._uid = Mode.JOT, ""
        self.line.setText(self._held)
        self._held = ""
        self._show_mode()

    def clear(self) -> None:
        self.line.clear()

    def text(self) -> str:
        """The jotting being typed, also while the line is used for something else."""
        return self.line.text() if self.mode is Mode.JOT else self._held

    # Keys --------------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        if self.mode is Mode.JOT and text == "!":
            self.line.clear()
            self.typed.emit(self.mode, "", "")
            self.action_asked.emit()
            return
        self.typed.emit(self.mode, self._uid, text)
        self._show_hint()

    def _on_enter(self) -> None:
        text, mode, uid = self.line.text().strip(), self.mode, self._uid
        if mode is Mode.JOT:
            if text:
                self.line.clear()
                self._show_hint()
                self.jotted.emit(text)
            return
        if mode is Mode.EDIT and not text:
            return
        self.end()
        if mode is Mode.ROOM:
            self.roomed.emit(text)
        elif mode is Mode.EDIT:
            self.edited.emit(uid, text)
        else:
            self.filed.emit(text)

    def escape(self) -> bool:
        """Leave a room, change or filing; false if the line was only jotting."""
        if self.mode is Mode.JOT:
            return False
        mode, uid = self.mode, self._uid
        self.end()
        if mode is Mode.EDIT:
            self.discarded.emit(uid)
        return True

    def complete(self) -> bool:
        """Tab takes the first item offered after `#`."""
        asked = self._asked_item()
        found = self._matches(asked) if asked is not None else ()
        if not found:
            return False
        number = found[0][0]
        self.line.setText(number if self.mode is Mode.FILE else f"#{number} ")
        self._on_edited(self.line.text())
        return True

    def _asked_item(self) -> str | None:
        """What is typed of an item's number or words, while it is typed."""
        text = self.line.text()
        if self.mode is Mode.FILE:
            return text
        filing = self.mode is Mode.JOT and text.startswith("#") and " " not in text
        return text[1:] if filing else None

    # What is seen --------------------------------------------------------------------------------

    def _show_mode(self) -> None:
        self._name.setText(self.mode)
        names = {
            Mode.JOT: "Jotting",
            Mode.ROOM: "Room",
            Mode.EDIT: "Change the jotting",
            Mode.FILE: "File the jotting to item",
        }
        self.line.setAccessibleName(names[self.mode])
        self._show_hint()

    def _show_hint(self) -> None:
        asked = self._asked_item()
        words = _HINTS[self.mode]
        if asked:
            found = self._matches(asked)
            shown = " · ".join(f"{number} {label}" for number, label in found[:3])
            more = f" · {len(found) - 3} more" if len(found) > 3 else ""
            words = f"Tab takes  {shown}{more}" if found else "No item has this number or word"
        self.hint.setText(words)
        self.line.setAccessibleDescription(words)


class _Line(QLineEdit):
    """Plain text only; a picture pasted here is handed on."""

    def __init__(self, owner: JotLine) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setAcceptDrops(False)  # the page takes what is dropped

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            content = QGuiApplication.clipboard().mimeData()
            if content.hasImage() or content.hasUrls():
                self._owner.dropped.emit(content)
                return
        if event.key() == Qt.Key.Key_Escape and self._owner.escape():
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return (forward and self._owner.complete()) or super().focusNextPrevChild(forward)
