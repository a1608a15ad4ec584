"""One meeting under three lenses: its agenda beforehand, the meeting itself, its minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from sif_desktop.domain.dates import parse_date
from sif_desktop.services.meeting_rows import (
    HELD,
    PLANNED,
    UNDER_WAY,
)
from sif_desktop.services.meeting_rows import (
    MeetingPage as Shown,
)
from sif_desktop.services.meeting_syntax import ACTION, DECISION
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.meeting_acts import MeetingActs
from sif_desktop.ui.meeting_answers import MeetingAnswers
from sif_desktop.ui.meeting_control import MeetingControl, Opened
from sif_desktop.ui.meeting_words import further, next_words, told_of
from sif_desktop.ui.page import Page
from sif_desktop.ui.text_phrases import TextPhrases
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.later_tabs import LaterTabs
from sif_desktop.ui.widgets.meeting_agenda import AGENDA_HINTS
from sif_desktop.ui.widgets.meeting_clock import MeetingClock
from sif_desktop.ui.widgets.meeting_lens import AgendaLens
from sif_desktop.ui.widgets.meeting_live import MeetingLive
from sif_desktop.ui.widgets.meeting_minutes import MinutesLens
from sif_desktop.ui.widgets.meeting_notes import NOTES_HINTS
from sif_desktop.ui.widgets.meeting_people import PEOPLE_HINTS
from sif_desktop.ui.widgets.meeting_review import REVIEW_HINTS
from sif_desktop.ui.widgets.meeting_sheet import MeetingSheet

TABLES = (
    "meeting", "meeting_person", "meeting_item", "meeting_line", "meeting_review",
    "funding_decision", "recommendation", "task", "document", "document_version", "meeting_series",
    "plan", "plan_priority", "plan_milestone", "plan_criterion", "provider", "figure",
)  # fmt: skip
_LENS = {PLANNED: "agenda", UNDER_WAY: "live", HELD: "minutes"}


class MeetingPage(Page):
    """`show_record` takes `uid` and, to begin at an item, `item`."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Meeting", wide=True)
        self._context = context
        self._timed = ""  # the item the clock counts for
        self._wanted = ""  # the lens to return to
        self.whole = False  # whether the meeting is on screen
        self._turns: list[Callable[[], object]] = []  # what of it is shown next
        self.sheet: MeetingSheet | None = None
        self.control = MeetingControl(context, self)
        self.acts = MeetingActs(context, self.control, self, self.go)
        self.answers = MeetingAnswers(self.control, self.acts)
        self.phrases = TextPhrases(context, self)
        self.clock = MeetingClock()
        self.more = Button("More", icon="more")
        self.more.setMenu(QMenu(self.more))
        self.add_action(self.more)
        self.set_primary("Begin the meeting", self.next_step)
        self.tabs = LaterTabs(
            "Lenses",
            {
                "agenda": ("Agenda", self._agenda),
                "live": ("Meeting", self._live),
                "minutes": ("Minutes", self._minutes),
            },
        )
        self.tabs.setCornerWidget(self.clock)
        self.tabs.looked.connect(lambda _name: self._look(begun=False))
        self.content.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self.add(self.tabs, 1)
        self._opened: Opened | None = None
        self._connect()
        self._show_none()

    def _connect(self) -> None:
        control = self.control
        control.opened.connect(self._on_opened)
        control.changed.connect(self._on_changed)
        control.moved.connect(self._on_moved)
        control.saved.connect(self._on_saved)
        control.lost.connect(self._on_lost)
        control.unkept.connect(lambda _text, error: messages.report_failure(self, error))
        if self._context.window is not None:
            hints = (*AGENDA_HINTS, *NOTES_HINTS, *PEOPLE_HINTS, *REVIEW_HINTS)
            self._context.window.commands.hint(*hints)

    # The lenses ----------------------------------------------------------------------------------

    def _agenda(self) -> AgendaLens:
        made = AgendaLens()
        made.pane.asked.connect(self.answers.on_item)
        made.pane.chosen.connect(self.control.go_to)
        made.wanted.connect(self._do)
        return made

    def _live(self) -> MeetingLive:
        made = MeetingLive(self.control, self.parse)
        self.answers.attach(made)
        return made

    def _minutes(self) -> MinutesLens:
        made = MinutesLens()
        made.wanted.connect(self._do)
        made.typed.connect(self.control.typed_whole)
        made.left.connect(self.answers.write_text)
        made.opened.connect(self.acts.edit_action)
        return made

    @property
    def agenda(self) -> AgendaLens:
        return cast(AgendaLens, self.tabs.part("agenda"))

    @property
    def live(self) -> MeetingLive:
        return cast(MeetingLive, self.tabs.part("live"))

    @property
    def minutes(self) -> MinutesLens:
        return cast(MinutesLens, self.tabs.part("minutes"))

    def lens(self, name: str) -> None:
        """Bring a lens in front, instead of the one the page was about to open with."""
        self._turns, self.whole = [], True
        self.tabs.setCurrentWidget(self.tabs.part(name))

    def parse(self, text: str) -> date:
        return parse_date(text, self._context.today())

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        uid, item = str(params.get("uid", "")), str(params.get("item", ""))
        if uid and (uid != self.control.uid or self.control.page is None):
            self.leave()
            self._opened, self._timed, self.whole = None, "", False
            self._wanted = "live" if item else str(params.get("lens", ""))
            self.show_content()
            self._shown_body.setVisible(False)  # nothing of the meeting before stands here
            self.control.open(uid, item)
        elif uid:
            self.control.go_to(item)
            self.lens("live" if item else str(params.get("lens", "")) or self.tabs.name())

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*TABLES):
            self.control.reload()

    def state(self) -> dict[str, Any]:
        return {"uid": self.control.uid, "item": self.control.item, "lens": self.tabs.name()}

    def restore(self, state: Mapping[str, Any]) -> None:
        if state.get("uid"):
            self.show_record({"uid": state["uid"], "lens": state.get("lens", "")})
            self.control.item = self.control.item or state.get("item", "")

    def leave(self) -> None:
        self._keep_time()
        self.clock.pause()
        self.flush()
        self.control.saver.flush()

    def take_focus(self) -> None:
        if self._empty is not None:
            super().take_focus()
        elif self.tabs.name() == "live":
            self.live.jot.setFocus()
            self._count()
        else:
            getattr(self.tabs.current(), "take_focus", self.tabs.setFocus)()

    def commands(self) -> Sequence[Command]:
        go, on = self.control.step, self._is_open
        named: tuple[tuple[str, str, Callable[[], object], str], ...] = (
            ("step", "Begin or end the meeting, or open its minutes", self.next_step,
             "Ctrl+Shift+E"),
            ("next", "Go to the next item", lambda: go(1), "Ctrl+Down"),
            ("back", "Go to the item before", lambda: go(-1), "Ctrl+Up"),
            ("done", "Item discussed, on to the next", self.discussed, "Ctrl+Return"),
            ("decision", "Write a decision", lambda: self.say(DECISION), "Ctrl+D"),
            ("action", "Agree an action", lambda: self.say(ACTION), "Ctrl+T"),
            ("seen", "Choose who may see the line", self._next_seen, "Ctrl+L"),
            ("part", "Go to line, agenda, notes, people or plans in turn", self.next_part, "F6"),
            ("lens", "Agenda, meeting or minutes", self._next_lens, "F7"),
            ("present", "Show the item on a shared screen", self.present, "F8"),
            ("everybody", "Everybody else is present", self.control.everybody, "Ctrl+Shift+A"),
            ("add", "Add an item to the agenda", self._add_item, "Ctrl+N"),
            ("restricted", "Show or hide restricted lines", self._toggle_restricted,
             "Ctrl+Shift+R"),
            ("paper", "Write the agenda as a document", lambda: self._do("agenda"), "Ctrl+P"),
            ("category", "Propose a change of category", lambda: self._do("category"), ""),
            ("invite", "Save the invitation", lambda: self._do("invite"), ""),
            ("series", "Open the series of this meeting", lambda: self._do("series"), ""),
        )  # fmt: skip
        return tuple(
            Command(f"meeting-{name}", title, run, keys, "Meeting", on)
            for name, title, run, keys in named
        )

    # What it shows -------------------------------------------------------------------------------

    def _show_none(self) -> None:
        self.show_empty(
            "No meeting is open.", "Choose one from the list, or plan the next.",
            "Go to the meetings", lambda: self.go("meetings"), icon="meetings",
        )  # fmt: skip

    def _is_open(self) -> bool:
        return self.control.page is not None

    def _on_opened(self, opened: Opened) -> None:
        self.show_content()
        page, self._opened = opened.page, opened
        self._timed = self.control.item
        self._show_head(page)
        lens, self._wanted = self._wanted or _LENS.get(page.row.state, "agenda"), ""
        self.phrases.want()
        self.answers.settle(page, opened.unfinished)
        steps: list[Callable[[], object]] = [
            partial(self.tabs.part, lens), partial(self.lens, lens)
        ]  # fmt: skip
        if lens == self.tabs.name():
            steps = [partial(self._look, begun=False)]
        self._in_turns(page.row.uid, steps)

    def _in_turns(self, uid: str, steps: list[Callable[[], object]]) -> None:
        """The head first; each further step after what was there has been painted."""
        self._turns, self.whole = steps, not steps

        def step() -> None:
            if steps and uid == self.control.uid and self._turns is steps:
                steps[0]()
                if self._turns is steps:
                    self._in_turns(uid, steps[1:])

        QTimer.singleShot(0, self, step)

    def _on_changed(self, page: Shown) -> None:
        self._show_head(page)
        self._look(begun=True)

    def _look(self, *, begun: bool) -> None:
        """Bring the lens in front up to date; the meeting itself also knows what was typed."""
        page = self.control.page
        if page is None:
            return
        match self.tabs.name():
            case "agenda":
                self.agenda.show_meeting(page, self.control.item)
            case "minutes":
                self.minutes.show_meeting(page)
            case _ if self._opened is not None:
                opened, self._opened = self._opened, None
                self.live.begin(page, opened.unfinished)
            case _:
                self.live.show_meeting(page)
        if not begun and self.isVisible():
            self.take_focus()
        if self.sheet is not None and self.sheet.isVisible():
            self.sheet.show_item(page, self.control.current())

    def _show_head(self, page: Shown) -> None:
        self.set_title(page.row.about, told_of(page.row))
        words = next_words(page.row)
        assert self.primary is not None
        self.primary.setText(words)
        self.primary.setAccessibleName(words)
        self.clock.show_meeting(page, self.control.item)
        menu = self.more.menu()
        menu.clear()
        for title, what in further(page):
            menu.addAction(title).triggered.connect(lambda _=False, w=what: self._do(w))

    def _on_moved(self, _uid: str) -> None:
        """Another item is in hand: the time used goes to the one before."""
        self._keep_time()
        self._timed = self.control.item
        self._count()
        page = self.control.page
        if page is not None and self.sheet is not None and self.sheet.isVisible():
            self.sheet.show_item(page, self.control.current())

    def _count(self) -> None:
        if self.control.page is not None:
            self.clock.show_meeting(self.control.page, self.control.item)

    def _keep_time(self) -> None:
        self.control.spend(self._timed, self.clock.take())

    def _on_saved(self, at: time) -> None:
        if self._context.window is not None:
            self._context.window.messages.saved(at)

    def _on_lost(self, error: BaseException) -> None:
        self.clock.pause()
        self.set_title("Meeting")
        self.show_empty(str(error), "", "Go to the meetings", lambda: self.go("meetings"))

    # What is done --------------------------------------------------------------------------------

    def flush(self) -> None:
        """What is being typed in the panels is kept."""
        if "live" in self.tabs.made:
            self.live.flush()
        if "minutes" in self.tabs.made:
            self.minutes.flush()

    def next_step(self) -> None:
        """The one next step: begin, end, write the minutes."""
        page = self.control.page
        if page is None:
            return
        match page.row.state:
            case "planned":
                self._begin(page)
            case "under_way":
                self._keep_time()
                self.acts.ask_end(self.flush)
            case "held":
                self.acts.desk.open_minutes(page.row)
            case _:
                self._do("series")

    def _begin(self, page: Shown) -> None:
        uid = page.row.uid
        self.control.write(lambda s: s.meetings.begin(uid), "The meeting has begun.")
        self.lens("live")
        self.live.jot.setFocus()

    def discussed(self) -> None:
        """Ctrl+Enter where something is being filled in keeps that; else the item is done with."""
        live = self.live if self.tabs.name() == "live" else None
        if live is not None and live.is_in(live.strip):
            live.strip.enter()
        elif live is not None and "review" in live.side.made and live.is_in(live.review):
            live.review.next_row()
        elif (item := self.control.current()) is not None:
            self.control.discussed(item.uid)
            self.control.step(1)

    def say(self, kind: str) -> None:
        """What is typed is a decision, or becomes an action."""
        self.lens("live")
        if kind == ACTION and self.live.jot.kind != ACTION:
            self.live.act_on_line()
        elif kind != ACTION:
            self.live.jot.toggle(kind)

    def next_part(self) -> None:
        if self.tabs.name() == "live":
            self.live.next_part()
        else:
            self.focusNextChild()

    def _next_lens(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def _next_seen(self) -> None:
        if self.tabs.name() == "live":
            self.live.jot.next_visibility()

    def _toggle_restricted(self) -> None:
        shown = not self.control.restricted
        self.control.show_restricted(shown)
        messages.say(self, "Restricted lines are shown." if shown else "They are hidden again.")

    def _add_item(self) -> None:
        self.acts.add_item(self.control.item)

    def present(self) -> None:
        """Show the item in hand in large type, or turn back; nothing of a restricted series."""
        page = self.control.page
        if page is None:
            return
        if page.series.restricted:
            messages.say(self, "These meetings are restricted: they are not shown to others.")
            return
        if self.sheet is None:
            self.sheet = MeetingSheet(self.window())
            self.sheet.stepped.connect(self.control.step)
        if not self.sheet.isVisible():
            self.sheet.show_item(page, self.control.current())
        self.sheet.toggle()

    def _do(self, what: str) -> None:
        """What the menu, a button or a command asks for."""
        if self.control.page is not None:
            self.answers.do(what, self.present, self.go)
