"""What happens to a line typed in the school, and to lines already noted, key by key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.ui import messages
from sif_desktop.ui.capture import CaptureControl
from sif_desktop.ui.widgets.jot_line import JotLine, Mode
from sif_desktop.ui.widgets.rooms_panel import RoomsPanel


class VisitLines(QObject):
    """Brings jot line, list of lines and control together."""

    action_asked = Signal(str, str)  # what, item

    def __init__(
        self, control: CaptureControl, jot: JotLine, rooms: RoomsPanel | None, page: QWidget
    ) -> None:
        super().__init__(page)
        self._control, self._jot, self._rooms, self._page = control, jot, rooms, page
        self._filing: list[str] = []
        jot.set_matches(control.matches)
        jot.typed.connect(self._on_typed)
        jot.jotted.connect(self._on_jotted)
        jot.roomed.connect(self._on_room)
        jot.edited.connect(control.change)
        jot.discarded.connect(control.leave_unchanged)
        jot.filed.connect(self._on_filed)
        jot.action_asked.connect(lambda: self.action_asked.emit("", ""))
        if rooms is not None:
            rooms.asked.connect(self._on_line)
            rooms.room_chosen.connect(control.go_to_room)

    def ask_room(self) -> None:
        self._jot.begin(Mode.ROOM)

    def room_back(self) -> None:
        self._say_room(self._control.next_room(-1))

    def _on_typed(self, mode: str, uid: str, text: str) -> None:
        if mode == Mode.JOT:
            self._control.typed_jotting(text)
        elif mode == Mode.EDIT:
            self._control.typed_change(uid, text)

    def _on_jotted(self, text: str) -> None:
        if text.startswith("!"):
            self._control.empty_line()
            self.action_asked.emit(text[1:].strip(), "")
            return
        told = ""
        if text.lstrip("?").strip():
            told = self._control.jot(text, self._jot.with_whom())
        if told:
            messages.say(self._page, told)

    def _on_room(self, typed: str) -> None:
        if typed:
            self._control.enter_room(typed)
        else:
            self._say_room(self._control.next_room())

    def _say_room(self, name: str) -> None:
        messages.say(self._page, f"Now in {name}." if name else "No room has been entered yet.")

    def _on_filed(self, typed: str) -> None:
        if not self._control.file(self._filing, typed):
            messages.say(self._page, f"No item is called “{typed}”.")
        if self._rooms is not None:
            self._rooms.setFocus()

    def _on_line(self, what: str, lines: list[str]) -> None:
        """A key on lines in the list; the first is taken where only one can be."""
        line = self._control.line(lines[0])
        if line is None:
            return
        if what == "edit":
            self._jot.begin(Mode.EDIT, line.uid, line.text)
        elif what == "file":
            self._filing = lines
            self._jot.begin(Mode.FILE)
        elif what == "action":
            self.action_asked.emit(line.text, line.item)
        elif what == "park":
            self._control.park(lines)
        else:
            self._control.delete(lines)
