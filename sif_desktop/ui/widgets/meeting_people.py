"""Who came to a meeting: one letter each, everybody at once, and which core members are missed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.meeting_rows import ABSENT, APOLOGIES, PRESENT, MeetingPage, Person
from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.meeting_words import people_rows, people_words
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.text import Label, caption
from sif_desktop.ui.widgets.wrapped_list import WrappedList

PEOPLE_HINTS = tuple(
    KeyHint(keys, title, "People at a meeting")
    for keys, title in (
        ("1 or P", "Present"),
        ("2 or A", "Apologies"),
        ("3 or X", "Absent"),
        ("4 or S", "Represented by somebody"),
        ("0", "Nothing said of them yet"),
        ("E", "Everybody else is present"),
        ("N", "Add a person"),
        ("Enter", "Change name, role and address"),
        ("Delete", "Take off the list"),
    )
)
_WIDE = 2


class PeoplePanel(QWidget):
    """`attended(person, attendance)`; `asked(what, uid)`: represented, edit, remove, add or
    everybody."""

    attended = Signal(object, str)
    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._page: MeetingPage | None = None
        self.words = Label("", "strong", wrap=True)
        self.list = WrappedList("People", _WIDE, self._keys())
        self.list.setAccessibleDescription("1 present, 2 apologies, 3 absent, 4 represented by")
        self.setFocusProxy(self.list)
        self.hint = caption("1 present · 2 apologies · 3 absent · 4 represented · E everybody")
        tools = QWidget()
        flow = FlowLayout(tools)
        self.everybody = Button("Everybody present", lambda: self.asked.emit("everybody", ""))
        flow.addWidget(self.everybody)
        flow.addWidget(Button("Add a person…", lambda: self.asked.emit("add", ""), look="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.HALF)
        for part in (self.words, tools, self.hint):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.list.opened.connect(lambda uid: self.asked.emit("edit", uid))

    def _keys(self) -> dict[str, Callable[[], object]]:
        def say(attendance: str) -> Callable[[], object]:
            return lambda: self._say(attendance)

        def ask(what: str) -> Callable[[], object]:
            return lambda: self.asked.emit(what, self.list.current())

        keys: dict[str, Callable[[], object]] = {}
        for letters, attendance in (("1p", PRESENT), ("2a", APOLOGIES), ("3x", ABSENT), ("0", "")):
            keys |= {letter: say(attendance) for letter in letters}
        return keys | {
            "4": ask("represented"), "s": ask("represented"), "e": ask("everybody"),
            "n": ask("add"), "Insert": ask("add"), "Delete": ask("remove"),
        }  # fmt: skip

    def _say(self, attendance: str) -> None:
        """Say it of the person under the cursor and go on to the next."""
        person = self.person(self.list.current())
        if person is not None:
            self.attended.emit(person, attendance)
            self.list.step(1)

    def person(self, uid: str) -> Person | None:
        people = self._page.people if self._page is not None else ()
        return next((one for one in people if one.uid == uid), None)

    def show_meeting(self, page: MeetingPage) -> None:
        self._page = page
        self.list.show_rows(people_rows(page.people))
        self.words.setText(people_words(page))
        silent = any(one.name and not one.attendance for one in page.people)
        self.words.set_look("warn" if page.missing_core and not silent else "strong")
        self.everybody.setEnabled(silent)
