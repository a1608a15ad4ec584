"""Today: what is due now, this week, and what others owe, in words and not by kind of record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain import today as rules
from sif_desktop.domain.dates import say_due
from sif_desktop.domain.today import DueLine, TodayView, arrange
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.task_note import ask_done, ask_snooze
from sif_desktop.ui.page import Page
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.conflicts_today import ConflictsToday
from sif_desktop.ui.widgets.letters_today import LETTER_TABLES, LettersToday
from sif_desktop.ui.widgets.lists import Card, LineRow
from sif_desktop.ui.widgets.meeting_cards import MeetingCards
from sif_desktop.ui.widgets.meetings_today import MEETING_TABLES, MeetingsToday
from sif_desktop.ui.widgets.owed_today import MOST, OWED_TABLES, OwedToday
from sif_desktop.ui.widgets.text import Label, quiet, restyle

if TYPE_CHECKING:
    from sif_desktop.services.meetings_today import PressingMeetings
    from sif_desktop.services.obligations import Pressing

_COLUMNS = (
    (rules.NOW, "Now", "Nothing is overdue or due today."),
    (rules.THIS_WEEK, "This week", "Nothing more is due this week."),
    (rules.WAITING, "Waiting on others", "Nobody owes you anything with a date."),
)
SIDE_BY_SIDE_FROM = 900  # px at 100 %
OWED_AFTER_MS = 1500  # what is owed is worked out once the officer has seen the rest
MOST_LINES = 40  # a column; nobody reads further down, and each is a widget
# A change of any of these may change what plans ask for.
PLAN_TABLES = ("plan", "plan_priority", "plan_action", "plan_milestone", "plan_evaluation")
_TASK_KEYS = {"Space": "done", "S": "put off", "P": "plan a visit"}


class TodayPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Today", wide=True, scrolls=True)
        self._context = context
        self._visits = QVBoxLayout()
        self._visits.setSpacing(theme.GAP)
        self._visits.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._visits)
        self.add(holder)
        self.cards = MeetingCards()
        self.cards.opened.connect(lambda uid: self.go("meeting", uid=uid))
        self.add(self.cards)
        columns = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, columns)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.MARGIN)
        self._columns = {
            name: _Column(title, empty, lambda: self.go("tasks")) for name, title, empty in _COLUMNS
        }
        for column in self._columns.values():
            self._line.addWidget(column, 1)
        self.add(columns)
        self.meetings = MeetingsToday(context.today(), self.go)
        self.add(self.meetings)
        self.owed = OwedToday(context.today(), lambda: self.go("due"))
        self.owed.opened.connect(lambda uid: self.go("school", uid=uid, part="owed"))
        self.add(self.owed)
        self.letters = LettersToday()
        self.letters.opened.connect(lambda year: self.go("category_round", year=year, letters=True))
        self.add(self.letters)
        self.conflicts = ConflictsToday()
        self.conflicts.opened.connect(lambda: self.go("conflicts"))
        self.add(self.conflicts)
        self.content.addStretch(1)
        self.set_primary("Plan a visit", lambda: self.go("visits", plan=True), icon="add")
        if context.first is not None:
            first = context.first
            found = bool(first.schools)
            self._show(arrange(first.tasks, first.visits, context.today(), any_schools=found))
            context.ready.connect(lambda: QTimer.singleShot(OWED_AFTER_MS, self, self._read_rest))
        else:
            self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("task", "visit", "provider", *PLAN_TABLES):
            self._read()
        self._read_conflicts()
        if changes is None or changes.touches(*OWED_TABLES):
            self._read_owed()
        elif changes.touches(*LETTER_TABLES):
            self._read_letters()
        if changes is None or changes.touches(*MEETING_TABLES):
            self._read_meetings()

    def _read(self) -> None:
        self._context.jobs.run(self, lambda: self._context.services.today.view(), self._show)

    def _read_rest(self) -> None:
        """What the first lists do not hold: what plans ask for, and what the rulebook does."""
        self._read()
        self._read_owed()
        self._read_conflicts()
        self._read_meetings()

    def _read_owed(self) -> None:
        """After the lists, which it must not keep waiting."""
        self._context.jobs.run(
            self, lambda: self._context.services.obligations.pressing(MOST), self._show_owed
        )
        self._read_letters()

    def _read_conflicts(self) -> None:
        """Any record may be received in two versions, and any writing may settle one."""
        context = self._context
        context.jobs.run(
            self,
            lambda: (context.services.conflicts.count(), context.services.deciding.for_me()),
            self._show_conflicts,
        )

    def _show_conflicts(self, found: tuple[int, int]) -> None:
        self.conflicts.show_count(*found)
        if self._context.window is not None:
            self._context.window.sidebar.set_counts({"exchange": found[1]})

    def _read_letters(self) -> None:
        self._context.jobs.run(
            self,
            lambda: self._context.services.category_letters.waiting(),
            self.letters.show_waiting,
        )

    def _read_meetings(self) -> None:
        self._context.jobs.run(
            self, lambda: self._context.services.today.meetings(), self._show_meetings
        )

    def _show_meetings(self, found: PressingMeetings) -> None:
        """Those of today at the top, the rest beneath what is due."""
        today = self._context.today().isoformat()
        self.cards.show_meetings([one for one in found.meetings if one.day == today])
        rest = tuple(one for one in found.meetings if one.day != today)
        self.meetings.show_pressing(replace(found, meetings=rest))

    def _show_owed(self, found: Pressing) -> None:
        self.owed.show_pressing(found)
        if self._context.window is not None:
            self._context.window.sidebar.set_counts({"due": found.overdue})

    def _show(self, view: TodayView) -> None:
        day = self._context.today()
        self.set_title("Today", f"{day:%A} {day.day} {day:%B %Y}")
        if not view.any_schools:
            self._show_nothing_yet()
            return
        self.show_content()
        self._offer_planning(True)
        _clear(self._visits)
        for line in view.visits_today:
            self._visits.addWidget(self._visit_card(line))
        for name, column in self._columns.items():
            lines = view.column(name)
            column.fill([self._row(line, day) for line in lines[:MOST_LINES]], len(lines))
        if self._context.window is not None:
            self._context.window.sidebar.set_counts({"today": view.waiting_for_me})

    def _show_nothing_yet(self) -> None:
        """Loading schools is the one next step: there is none yet to plan a visit to."""
        empty = self.show_empty(
            "No schools are in this caseload yet.",
            "Begin with the list of schools: the establishment file from the national register, "
            "or one added by hand.",
            "Load schools",
            lambda: self.go("schools", load=True),
            icon="schools",
        )
        empty.button.setProperty("look", "primary")
        restyle(empty.button)
        empty.button.setFocus()
        self._offer_planning(False)

    def _offer_planning(self, offered: bool) -> None:
        assert self.primary is not None
        self.primary.setVisible(offered)

    def _visit_card(self, line: DueLine) -> Card:
        card = Card()
        words = QHBoxLayout()
        words.setSpacing(theme.GROUP)
        names = QVBoxLayout()
        names.setSpacing(theme.HALF)
        names.addWidget(Label(line.school, "section", wrap=True))
        names.addWidget(quiet(line.what))
        words.addLayout(names, 1)
        words.addWidget(Button("Open school", lambda: self.go("school", uid=line.provider_uid)))
        start = "Go on with the visit" if line.state == "in_school" else "Open the visit"
        words.addWidget(Button(start, lambda: self.go("visit", uid=line.uid), icon="visits"))
        card.body.addLayout(words)
        card.setAccessibleName(f"Visit today: {line.school}, {line.what}")
        return card

    def _row(self, line: DueLine, day: date) -> LineRow:
        due = date.fromisoformat(line.due) if line.due else None
        overdue = due is not None and due < day
        detail = " · ".join(filter(None, (line.what, line.who)))
        row = LineRow(
            line.school,
            detail,
            say_due(due, day) if due else "no date",
            status=Status.OVERDUE if overdue else Status.NONE,
            keys=_TASK_KEYS if line.kind == "task" else {},
        )
        row.activated.connect(lambda: self._open(line))
        row.asked.connect(lambda key: self._act(line, key))
        return row

    def _open(self, line: DueLine) -> None:
        if line.kind == "visit":
            self.go("visit", uid=line.uid)
        elif line.kind == "plan":
            self.go("plan", uid=line.plan_uid, row=line.uid)
        else:
            self.go("tasks", uid=line.uid)

    def _act(self, line: DueLine, key: str) -> None:
        if key == "P":
            if line.provider_uid:
                self.go("visits", plan=True, provider=line.provider_uid)
        elif key == "Space":
            note = ask_done(self, line.what)
            if note is not None:
                self._write(lambda: self._context.services.tasks.done(line.uid, note), "Done")
        else:
            found = ask_snooze(self, line.what, self._context.today())
            if found is not None:
                until, reason = found
                self._write(
                    lambda: self._context.services.tasks.snooze(line.uid, until, reason),
                    "Put off",
                )

    def _write(self, work: Any, words: str) -> None:
        self._context.jobs.run(
            self, work, lambda changes: self._context.announce(changes, f"{words}.")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Three columns need room for a school's name and a date beside it.
        room = self.width() >= theme.current().px(SIDE_BY_SIDE_FROM)
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if room else way.TopToBottom)


class _Column(QFrame):
    """One urgency: its title with a count, and the lines beneath."""

    def __init__(self, title: str, empty: str, show_all: Callable[[], object]) -> None:
        super().__init__()
        self._title, self._empty, self._show_all = title, empty, show_all
        self._head = Label(title, "title")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._head)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.setAccessibleName(title)

    def fill(self, rows: Sequence[LineRow], total: int) -> None:
        """Show the first rows of `total`; the rest are a step away."""
        _clear(self._lines)
        self._head.setText(f"{self._title}  {total}" if total else self._title)
        for row in rows:
            self._lines.addWidget(row)
        if total > len(rows):
            self._lines.addWidget(Button(f"Show all {total}", self._show_all, look="link"))
        if not rows:
            self._lines.addWidget(quiet(self._empty))


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
