"""The item in hand at the centre of a meeting: what it is about and everything said under it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.meeting_rows import Item, MeetingPage
from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.meeting_words import figure_words, said_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.lists import KeyValues
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.wrapped_list import WrappedList

NOTES_HINTS = tuple(
    KeyHint(keys, title, "Notes of a meeting")
    for keys, title in (
        ("Enter", "Change what was noted"),
        ("D, N, +, -", "Make it a decision, a note, a success, a barrier"),
        ("A", "Make an action of the note"),
        ("L", "Who may see it: everybody, the authority only, restricted"),
        ("Delete", "Delete it"),
    )
)
_WIDE = 9  # characters: "Decision"
_EMPTY = "Nothing noted yet. Type below; Enter keeps it."


class NotesPanel(QWidget):
    """`asked(what, uid)`: edit, delete, decision, note, success, barrier, action or seen, for a
    line; `wanted(what)`: a new decision, action, funding or recommendation."""

    asked = Signal(str, str)
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._figures: tuple[tuple[str, str], ...] = ()
        self._shown = ""
        self.title = Label("", "title", wrap=True)
        self.about = Label("", "caption", wrap=True)
        self.figures = KeyValues()
        self.nothing = Label(_EMPTY, "quiet", wrap=True)
        self.list = WrappedList("What was said under this item", _WIDE, self._keys())
        self.list.setAccessibleDescription("Enter changes a line, D makes it a decision")
        self.setFocusProxy(self.list)
        self.buttons: dict[str, Button] = {}
        tools = QWidget()
        flow = FlowLayout(tools)
        for what, words in (
            ("decision", "Decision"), ("action", "Action"), ("funding", "Funding…"),
            ("recommendation", "Recommendation…"),
        ):  # fmt: skip
            button = Button(words, partial(self.wanted.emit, what), look="link")
            self.buttons[what] = button
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, 0, theme.GROUP, 0)
        column.setSpacing(theme.HALF)
        for part in (self.title, self.about, self.figures, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(tools)
        self.list.opened.connect(lambda uid: self.asked.emit("edit", uid))

    def _keys(self) -> dict[str, Callable[[], object]]:
        def ask(what: str) -> Callable[[], object]:
            return lambda: self.asked.emit(what, self.list.current())

        return {
            "d": ask("decision"), "n": ask("note"), "+": ask("success"), "-": ask("barrier"),
            "a": ask("action"), "l": ask("seen"), "Delete": ask("delete"),
        }  # fmt: skip

    def show_item(self, page: MeetingPage, item: Item | None) -> None:
        """Show what was said under an item; None where the agenda is empty."""
        number = f"{item.number}  " if item is not None and item.number else ""
        self.title.setText(f"{number}{item.title}" if item else "There is nothing on the agenda.")
        told = _about(item) if item is not None else "Add an item to the agenda first."
        self.about.setText(told)
        self.about.setVisible(bool(told))
        uid = item.uid if item is not None else ""
        figures = tuple(figure_words(one) for one in page.figures.get(uid, ()))
        if figures != self._figures:
            self._figures = figures
            self.figures.set_rows(figures)
        self.figures.setVisible(bool(figures))
        rows = said_rows(page, uid)
        at_end = self._at_end() or uid != self._shown
        self._shown = uid
        self.list.show_rows(rows)
        self.nothing.setVisible(not rows and item is not None)
        if at_end:
            self.list.scrollToBottom()
        self.buttons["funding"].setVisible(bool(page.type.fund))
        self.buttons["recommendation"].setVisible(bool(page.row.body_uid))

    def _at_end(self) -> bool:
        bar = self.list.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4


def _about(item: Item) -> str:
    """Why it is here, what is asked and what lies before it."""
    papers = ", ".join(one.title for one in item.papers)
    state = {"parked": "Parked", "dropped": "Taken off the agenda", "discussed": "Discussed"}
    parts = (
        state.get(item.state, ""), item.about, item.why, item.prompt,
        f"Papers: {papers}" if papers else "",
    )  # fmt: skip
    return " · ".join(filter(None, parts))
