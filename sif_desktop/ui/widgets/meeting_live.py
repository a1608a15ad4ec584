"""The meeting under way on one screen: agenda left, the item in hand, people and plans right, the
line the cursor rests in below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QTabBar, QVBoxLayout, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.services.meeting_rows import MeetingPage
from sif_desktop.services.meeting_syntax import parts_of_action, party_of
from sif_desktop.services.meeting_typing import JOT, action_part
from sif_desktop.services.tasks import TaskFields
from sif_desktop.ui import theme
from sif_desktop.ui.meeting_control import ACTION_PARTS, MeetingControl
from sif_desktop.ui.meeting_words import action_row
from sif_desktop.ui.widgets.action_strip import ActionStrip
from sif_desktop.ui.widgets.later_tabs import LaterTabs
from sif_desktop.ui.widgets.meeting_agenda import AgendaPane
from sif_desktop.ui.widgets.meeting_jot import MeetingJot
from sif_desktop.ui.widgets.meeting_notes import NotesPanel
from sif_desktop.ui.widgets.meeting_people import PeoplePanel
from sif_desktop.ui.widgets.meeting_review import ReviewPanel
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.wrapped_list import WrappedList

_NARROW = 900  # px at 100 %: below it one part is shown at a time
_OF_PLANS = ("priorities", "milestones", "criteria")
_WIDE = 7  # characters: "Action"


class EarlierPanel(QWidget):
    """Open actions of earlier meetings. `asked(what, uid)`: edit or done."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.nothing = Label("Nothing is open from earlier meetings.", "quiet", wrap=True)
        self.list = WrappedList(
            "Actions of earlier meetings", _WIDE,
            {"d": lambda: self.asked.emit("done", self.list.current())},
        )  # fmt: skip
        self.list.setAccessibleDescription("Enter changes an action, D records it as done")
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.list.opened.connect(lambda uid: self.asked.emit("edit", uid))

    def show_meeting(self, page: MeetingPage) -> None:
        self.nothing.setVisible(not page.earlier)
        self.list.setVisible(bool(page.earlier))
        self.list.show_rows([action_row(one, page.today, earlier=True) for one in page.earlier])


class MeetingLive(QWidget):
    """Puts the panels together and tells the control what was entered in the line; what the panels
    ask for is for the page to answer."""

    made = Signal(str)  # a panel at the right, when it is first looked at

    def __init__(self, control: MeetingControl, parse: Callable[[str], date]) -> None:
        super().__init__()
        self._control, self._parse = control, parse
        self._narrow = False
        self.pick = QTabBar()
        self.pick.setAccessibleName("Part of the meeting (F6)")
        self.pick.setExpanding(False)
        self.pick.setDrawBase(False)
        self.pick.hide()
        self.agenda, self.notes = AgendaPane(), NotesPanel()
        self.strip, self.jot = ActionStrip(parse), MeetingJot()
        self.strip.hide()
        self.side = LaterTabs(
            "People, plans and earlier actions",
            {
                "people": ("People", PeoplePanel),
                "review": ("Review", ReviewPanel),
                "earlier": ("Earlier actions", EarlierPanel),
            },
        )
        self._lay_out()
        self.side.looked.connect(self._on_looked)
        self.agenda.chosen.connect(control.go_to)
        self.jot.typed.connect(control.typed)
        self.jot.noted.connect(control.line)
        self.jot.acted.connect(self.act)
        self.jot.changed.connect(control.change_line)
        self.strip.typed.connect(control.typed_action)
        self.strip.agreed.connect(self._on_agreed)
        self.strip.left.connect(self._on_strip_left)
        control.moved.connect(self._on_moved)
        control.unkept.connect(lambda text, _error: self._give_back(text))

    def _lay_out(self) -> None:
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.setChildrenCollapsible(False)
        for place, (part, share) in enumerate(((self.agenda, 3), (self.notes, 5), (self.side, 4))):
            self.parts.addWidget(part)
            self.parts.setStretchFactor(place, share)
        for title in ("Agenda", "Item", "People and plans"):
            self.pick.addTab(title)
        self.pick.setCurrentIndex(1)
        self.pick.currentChanged.connect(lambda _place: self._show_parts())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.pick)
        column.addWidget(self.parts, 1)
        column.addWidget(self.strip)
        column.addWidget(self.jot)

    # The panels at the right ---------------------------------------------------------------------

    @property
    def people(self) -> PeoplePanel:
        return cast(PeoplePanel, self.side.part("people"))

    @property
    def review(self) -> ReviewPanel:
        return cast(ReviewPanel, self.side.part("review"))

    @property
    def earlier(self) -> EarlierPanel:
        return cast(EarlierPanel, self.side.part("earlier"))

    def look_at(self, name: str) -> None:
        self.side.setCurrentWidget(self.side.part(name))

    def _on_looked(self, name: str) -> None:
        self.made.emit(name)
        if self._control.page is not None:
            self._show_side(self._control.page)

    # What it shows -------------------------------------------------------------------------------

    def begin(self, page: MeetingPage, typed: Mapping[str, str]) -> None:
        """A meeting was opened; what was typed and not entered is there again."""
        self.jot.set_typed(typed.get(JOT, ""))
        action = {name: typed.get(action_part(name), "") for name in ACTION_PARTS}
        self.strip.setVisible(bool(action["what"]))
        self.strip.show_typed(action)
        said = any(one.attendance for one in page.people)
        self.look_at("review" if said and page.plans else "people")
        self.show_meeting(page)

    def show_meeting(self, page: MeetingPage) -> None:
        self.agenda.show_meeting(page, self._control.item)
        self.notes.show_item(page, self._control.current())
        self._show_side(page)

    def _show_side(self, page: MeetingPage) -> None:
        part = self.side.current()
        if isinstance(part, PeoplePanel | ReviewPanel | EarlierPanel):
            part.show_meeting(page)

    def _on_moved(self, uid: str) -> None:
        page, item = self._control.page, self._control.current()
        if page is None:
            return
        self.agenda.select(uid)
        self.notes.show_item(page, item)
        kind = item.kind if item is not None else ""
        if kind in _OF_PLANS and page.plans:
            self.look_at("review")
        elif kind == "actions" and page.earlier:
            self.look_at("earlier")

    # The line and the strip ----------------------------------------------------------------------

    def act(self, typed: str = "", measure: str = "") -> None:
        """Agree an action: at once where the line says what, who and by when; else in the strip."""
        page = self._control.page
        if page is None:
            return
        what, who, due = parts_of_action(typed)
        party = party_of(who, page.people) or ("school" if page.row.provider_uid else "authority")
        day = self._day(due)
        if what and who and day and not self.strip.isVisible():
            self._control.agree(TaskFields(what, party, who, day, measure))
            self.jot.setFocus()
            return
        if self.strip.isVisible():
            self.strip.begin(what)
            return
        given = {"what": what, "who": who, "due": due, "party": party, "measure": measure}
        item = self._control.current()
        self.strip.show_typed(given, self._control.item, item.title if item is not None else "")
        self.strip.show()
        self._show_parts()
        for name, text in given.items():
            self._control.typed_action(name, text)
        first = self.strip.what if not what else self.strip.who if not who else self.strip.due
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day(self, typed: str) -> str:
        try:
            return self._parse(typed).isoformat() if typed.strip() else ""
        except Problem:
            return ""

    def act_on_line(self) -> None:
        """What is typed becomes an action."""
        self.act(self.jot.take())

    def _on_agreed(self, given: TaskFields, item: str) -> None:
        self._control.agree(given, item)
        self._show_parts()
        self.jot.setFocus()

    def _on_strip_left(self) -> None:
        self._control.discard_action()
        self._show_parts()
        self.jot.setFocus()

    def _give_back(self, text: str) -> None:
        """A line that could not be kept stands in the line again."""
        if not self.jot.unfinished():
            self.jot.set_typed(text)
            self._control.typed(text)

    # Where the keyboard is -----------------------------------------------------------------------

    def next_part(self) -> None:
        """Line → agenda → what was said → people or plans → line."""
        stops = [self.jot, self.agenda, self.notes, self.side.current()]
        now = QApplication.focusWidget()
        here = next(
            (n for n, one in enumerate(stops) if now is one or (now and one.isAncestorOf(now))), -1
        )
        place = (here + 1) % len(stops)
        if self._narrow:
            self.pick.setCurrentIndex(place - 1 if place else 1)
        stops[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_in(self, part: QWidget) -> bool:
        now = QApplication.focusWidget()
        return now is not None and part.isAncestorOf(now)

    def flush(self) -> None:
        """Keep what is being said of the plans."""
        if "review" in self.side.made:
            self.review.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_parts()

    def _show_parts(self) -> None:
        """Three beside each other, or one where there is no room."""
        self.pick.setVisible(self._narrow)
        self.parts.setVisible(not (self._narrow and self.strip.isVisible()))
        for place, part in enumerate((self.agenda, self.notes, self.side)):
            part.setVisible(not self._narrow or place == self.pick.currentIndex())
