"""The agenda at the left of a meeting: what is spoken about, what comes, what was parked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.meeting_rows import Item, MeetingPage
from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.meeting_words import agenda_rows, time_words
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.wrapped_list import WrappedList

AGENDA_HINTS = tuple(
    KeyHint(keys, title, "Agenda of a meeting")
    for keys, title in (
        ("Enter", "Speak about this item; while drawing up the agenda, change it"),
        ("Space", "Discussed, or not yet"),
        ("P", "Park the item for a later meeting, or take it up again"),
        ("D, Delete", "Take the item off the agenda, or put it back"),
        ("N, Insert", "Add an item after this one"),
        ("Alt+Up, Alt+Down", "Move the item"),
        ("A", "Papers of this item"),
    )
)
_WIDE = 3  # characters for the number of an item


class AgendaPane(QWidget):
    """`full` tells more of each item and says how the time adds up. `asked(what, item)`: open,
    discussed, park, drop, add, up, down or papers."""

    chosen = Signal(str)
    asked = Signal(str, str)

    def __init__(self, *, full: bool = False) -> None:
        super().__init__()
        self._full = full
        self._page: MeetingPage | None = None
        self.list = WrappedList("Agenda", _WIDE, self._keys())
        self.list.setAccessibleDescription("P parks, D takes off, N adds, Alt+Up and Down move")
        self.time = Label("", "caption", wrap=True)
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.time)
        column.addWidget(self.list, 1)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda uid: self.asked.emit("open", uid))

    def _keys(self) -> dict[str, Callable[[], object]]:
        def ask(what: str) -> Callable[[], object]:
            return lambda: self.asked.emit(what, self.list.current())

        return {
            "p": ask("park"), "d": ask("drop"), "Delete": ask("drop"), "n": ask("add"),
            "Insert": ask("add"), "Space": ask("discussed"), "Alt+Up": ask("up"),
            "Alt+Down": ask("down"), "a": ask("papers"),
        }  # fmt: skip

    def show_meeting(self, page: MeetingPage, item_uid: str) -> None:
        self._page = page
        self.list.show_rows(agenda_rows(page, full=self._full))
        self.select(item_uid)
        words = time_words(page)
        self.time.setText(words)
        self.time.set_look("bad" if " more than " in words else "caption")

    def select(self, uid: str) -> None:
        """Put the cursor on an item without saying that it was chosen."""
        if uid and self.list.current() != uid:
            self.list.blockSignals(True)
            self.list.select(uid)
            self.list.blockSignals(False)

    def item(self) -> Item | None:
        """The one under the cursor."""
        return self._page.item(self.list.current()) if self._page is not None else None
