"""In the building: rooms, jottings, an action, a photo, a present risk, the checklist, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import journey_words as words
from hands import StuckError
from PySide6.QtGui import QColor, QGuiApplication, QImage

from sif_desktop.ui.dialogs.present_risk import PresentRiskDialog
from sif_desktop.ui.forms import FormView
from sif_desktop.ui.pages.visit import VisitPage
from sif_desktop.ui.widgets.jot_line import Mode

if TYPE_CHECKING:
    from journey import Journey


class InSchool:
    """`last_jotting` is how many keys and clicks it had taken until the last jotting stood."""

    def __init__(self, journey: Journey) -> None:
        self._journey, self._hands = journey, journey.hands
        self.last_jotting = (0, 0)

    @property
    def page(self) -> VisitPage:
        page = self._journey.window.page("visit")
        assert isinstance(page, VisitPage)
        return page

    def start(self) -> None:
        self._hands.press("Ctrl+Shift+E")
        self._hands.until(lambda: self._state() == "in_school", "the visit to start")

    def capture(self) -> None:
        hands = self._hands
        self.start()
        self.enter_room(words.ROOMS[0])
        self.jot(f"#6.2 {words.KEPT[0]}")
        self.jot(f"#6.2 {words.LEFT_OUT}")
        self.jot(words.UNFILED)
        self.enter_room(words.ROOMS[1])
        self.jot(f"#6.4 {words.KEPT[1]}")
        self._agree(*words.ACTIONS[0][:5], key="!")
        self._journey.shows("in-school")
        self.jot(f"? {words.PARKED}")
        self.last_jotting = (hands.keys, hands.clicks)
        self._paste_photo()
        self._record_risk()
        self._fill_checklist()

    def _state(self) -> str:
        capture = self.page.control.capture
        return capture.visit.state if capture is not None else ""

    def enter_room(self, room: str) -> None:
        self._hands.at("Jotting")
        self._hands.press("Ctrl+R")
        self._hands.at("Room")
        self._hands.type(room + "\n")
        self._hands.at("Jotting")
        # An officer walks through a door meanwhile.
        self._hands.until(lambda: self.here() == room, "the room to be entered")

    def here(self) -> str:
        """The room one is in, as it was typed."""
        control = self.page.control
        rooms = control.capture.record.rooms if control.capture else ()
        here = next((room for room in rooms if room.uid == control.here), None)
        if here is None:
            return ""
        said = " ".join(filter(None, (here.year_group, here.subject)))
        return f"{said}, {here.place}" if here.place else said

    def jot(self, line: str) -> None:
        self._hands.at("Jotting")
        assert self.page.jot.mode is Mode.JOT
        self._hands.type(line + "\n")

    def _agree(self, what: str, shows: str, whose: int, who: str, due: str, key: str) -> None:
        """Agree an action with `key`: "!" in the jot line, or a shortcut anywhere."""
        hands, before = self._hands, len(self._tasks())
        if key == "!":
            hands.type(key)
        else:
            hands.press(key)
        hands.at("What is agreed")
        hands.type(what + "\n")
        hands.at("What would show it")
        hands.type(shows + "\n")
        hands.at("Whose")
        hands.press(*["Down"] * whose, "Tab")
        hands.at("Who")
        hands.type(who + "\n")
        hands.at("By when")
        hands.type(due)
        if before == 0:
            self._journey.shows("agreeing-an-action")
        hands.press("Return")
        hands.until(lambda: len(self._tasks()) == before + 1, "the action to be agreed")

    def _tasks(self) -> tuple[object, ...]:
        capture = self.page.control.capture
        return tuple(capture.record.tasks) if capture is not None else ()

    def _paste_photo(self) -> None:
        photo = QImage(640, 420, QImage.Format.Format_RGB32)
        photo.fill(QColor("#7a9e7e"))
        QGuiApplication.clipboard().setImage(photo)
        self._hands.at("Jotting")
        self._hands.press("Ctrl+V")
        strip = self.page.attachments
        self._hands.until(lambda: strip.isVisible() and strip.count() == 1, "the photo")

    def _record_risk(self) -> None:
        hands = self._hands
        hands.press("Ctrl+Shift+P")
        hands.dialog(PresentRiskDialog)
        hands.at("Told")
        hands.press("Tab")
        hands.at("When")
        hands.type("now")
        hands.press("Tab")
        hands.at("By which route")
        hands.type("In person")
        hands.press("Tab")
        hands.at("Note")
        hands.type(words.RISK_NOTE)
        self._journey.shows("present-risk")
        hands.press("Ctrl+Return")
        hands.until(lambda: self._hands.front() is self._journey.window, "the record to be kept")

    # The checklist -------------------------------------------------------------------------------

    def _fill_checklist(self) -> None:
        hands = self._hands
        hands.at("Jotting")
        hands.press("F6")
        self._write("1.1", words.CHANGES)
        self._to("1.2")
        hands.press("Alt+X")
        self._write("2.1", words.PRIORITIES)
        for number, _label, key, _said, evidence, kinds in words.GRADES[:2]:
            self._grade(number, key, evidence, kinds)
        self._answer("3.3", "J")
        rest = [*words.STATES, *words.GRADES[2:]]
        for line in sorted(rest, key=lambda one: one[0]):
            if len(line) == 3:
                self._answer(line[0], line[1])
            else:
                self._grade(line[0], line[2], line[4], line[5])
                if line[0] == "6.4":
                    self._journey.shows("checklist")

    def _form(self) -> FormView:
        form = self.page.checklist.form
        assert form is not None
        return form

    def _number(self) -> str:
        form = self._form()
        return form.row(form.current()).spec.number if form.current() else ""

    def _to(self, number: str) -> None:
        """Walk down the checklist to an item, as far as the keyboard goes."""
        for _ in range(60):
            if self._number() == number:
                return
            before = self._number()
            self._hands.press("Down")
            if self._number() == before:
                self._hands.press("Tab")
        raise StuckError(f"Down and Tab do not lead to item {number}, only to {self._number()}")

    def _write(self, number: str, text: str) -> None:
        self._to(number)
        self._hands.type(text)

    def _answer(self, number: str, key: str) -> None:
        self._to(number)
        self._hands.press(key)

    def _grade(self, number: str, key: str, evidence: str, kinds: str) -> None:
        self._to(number)
        self._hands.press(key, *kinds.upper(), "Return")
        self._hands.at("Evidence for")
        self._hands.type(evidence)
        self._hands.press("Escape")

    # Summing up ----------------------------------------------------------------------------------

    def sum_up(self) -> None:
        hands = self._hands
        hands.press("Ctrl+G", "F6")
        hands.at("Jotting")
        self._agree(*words.ACTIONS[1][:5], key="Ctrl+T")
        hands.at("Jotting")
        hands.press("F6")
        for name, text in (
            ("Strengths", "\n".join(words.STRENGTHS)),
            ("Areas for development", "\n".join(words.DEVELOPMENT)),
            ("Support offered", words.SUPPORT),
            ("Said in feedback", words.FEEDBACK),
            ("To look for next time", words.LOOK_FORS),
            ("Feedback given to", words.FEEDBACK_TO),
        ):
            hands.tab_to(name)
            hands.type(text)
        for role in words.NOT_MET:
            hands.tab_to(role)
            hands.press("Space")
        self._journey.shows("summing-up")

    def end_visit(self) -> None:
        hands = self._hands
        hands.press("Ctrl+Shift+E")
        hands.at("Days on site")
        hands.enter("0.5")
        self._journey.shows("end-the-visit")
        hands.press("Return")
        hands.until(lambda: self._state() == "drafting", "the visit to end")
