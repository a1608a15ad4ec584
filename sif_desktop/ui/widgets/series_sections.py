"""The parts of the page of one series: what is next, its meetings, who came, why it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sif_desktop.domain.dates import say, say_due, say_long, stored_day
from sif_desktop.services.meeting_rows import (
    CANCELLED,
    HELD,
    MISSED,
    PLANNED,
    UNDER_WAY,
    MeetingRow,
    SeriesPage,
    Turnout,
)
from sif_desktop.services.unanswered import Question
from sif_desktop.ui import theme
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.indexed_scroll import IndexedScroll
from sif_desktop.ui.widgets.lists import Card, KeyValues, LineRow
from sif_desktop.ui.widgets.marks import StatusMark
from sif_desktop.ui.widgets.series_lists import meeting_state, minutes_words, when_words
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet

PARTS = (
    ("next", "Next meeting"),
    ("asked", "Open questions"),
    ("meetings", "Meetings"),
    ("attendance", "Attendance"),
    ("why", "Why it runs"),
    ("rules", "In the rulebook"),
)
Asks = list[tuple[str, Callable[[], object]]]
PARTS_OF = {"core": "core", "optional": "optional", "invited": "invited"}
_UNITS = {
    "week": "week", "month": "month", "half_term": "half term", "term": "term", "year": "year",
}  # fmt: skip
_TIMES = {1: "once", 2: "twice"}
_MANY = 12
_MARKS = {UNDER_WAY: Status.ON_TRACK, MISSED: Status.OVERDUE}


class SeriesSections(IndexedScroll):
    """Shows a `SeriesPage`; every line says by a signal what should open."""

    meeting_opened = Signal(object)  # a MeetingRow
    meeting_asked = Signal(str, object)  # a key, a MeetingRow
    question_opened = Signal(object)  # a Question

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(PARTS, "About these meetings", parent)
        self._today = today

    def show_series(
        self, page: SeriesPage, questions: Sequence[Question], asks: Mapping[str, Asks]
    ) -> None:
        """Build every part anew; `questions` are those the next meeting would ask in vain, `asks`
        what can be done, by part."""
        self.clear()
        self.begin("next", asks.get("next", []))
        self._add_next(page)
        self.begin("asked")
        self._add_questions(page, questions)
        self.begin("meetings", asks.get("meetings", []))
        self._add_meetings(page)
        self.begin("attendance", asks.get("attendance", []))
        self._add_attendance(page)
        self.begin("why", asks.get("why", []))
        self.add(KeyValues(self._why(page)))
        self.begin("rules")
        self._add_rules(page)
        self.lines.addStretch(1)

    # What is next --------------------------------------------------------------------------------

    def _add_next(self, page: SeriesPage) -> None:
        card = Card()
        head, words = self._next_words(page)
        card.body.addWidget(Label(head, "section", wrap=True))
        if words:
            card.body.addWidget(Paragraph(words))
        marks = self._marks(page)
        if marks:
            line = QWidget()
            flow = FlowLayout(line, theme.GROUP)
            for mark in marks:
                flow.addWidget(mark)
            card.body.addWidget(line)
        card.setAccessibleName(f"Next meeting: {head} {words}".strip())
        self.add(card)

    def _next_words(self, page: SeriesPage) -> tuple[str, str]:
        row = page.row
        coming = next((one for one in page.meetings if one.uid == row.next_uid), None)
        if coming is not None:
            people = f"Chair: {coming.chair}" if coming.chair else ""
            where = " · ".join(filter(None, (coming.place, people)))
            head = "Under way now" if coming.state == UNDER_WAY else when_words(coming, self._today)
            return head, where
        if row.state == "closed":
            ended = stored_day(row.closed_on)
            return f"Ended {say(ended, self._today)}" if ended else "Ended", ""
        if page.proposed is None:
            return "No meeting is planned.", page.proposed_why
        return f"Proposed: {say_long(page.proposed)}", page.proposed_why

    def _marks(self, page: SeriesPage) -> list[StatusMark]:
        row = page.row
        made = []
        if row.state == "open" and row.due is not None:
            words = f"owed by {say(row.due, self._today)}"
            if row.overdue:
                made.append(StatusMark(Status.OVERDUE, say_due(row.due, self._today)))
            else:
                made.append(StatusMark(Status.ON_TRACK, words))
        if row.late:
            made.append(StatusMark(Status.AT_RISK, f"{row.late} missed or late so far"))
        if row.open_actions:
            plural = "" if row.open_actions == 1 else "s"
            made.append(StatusMark(Status.WAITING, f"{row.open_actions} open action{plural}"))
        return made

    def _add_questions(self, page: SeriesPage, questions: Sequence[Question]) -> None:
        if questions:
            self.add(caption("What the next meeting may ask and the record cannot answer yet."))
            of_school = bool(page.row.provider_uid)
            self.add(FewRows(partial(self._question, of_school), questions))
        elif page.row.next_uid:
            self.add(quiet("The record answers what the next meeting is likely to ask."))
        else:
            self.add(quiet("Once the next meeting is planned, it stands here what it may ask."))

    def _question(self, of_school: bool, one: Question) -> QWidget:
        """A body asks about many schools, so its questions name theirs."""
        row = LineRow(one.text, "" if of_school else one.provider, "", status=Status.AT_RISK)
        row.activated.connect(lambda: self.question_opened.emit(one))
        return row

    # Its meetings --------------------------------------------------------------------------------

    def _add_meetings(self, page: SeriesPage) -> None:
        if not page.meetings:
            self.add(quiet("None yet. Plan the first: its agenda and those to ask are drawn up."))
            return
        self.add(FewRows(self._meeting, page.meetings, few=_MANY))

    def _meeting(self, one: MeetingRow) -> QWidget:
        state = meeting_state(one, self._today).lstrip("▲ ")
        minutes = minutes_words(one)
        said = f"minutes {minutes[0].lower()}{minutes[1:]}" if minutes else ""
        kind = one.title if one.title != one.series else ""
        detail = " · ".join(filter(None, (kind, one.why, one.place)))
        row = LineRow(
            when_words(one, self._today),
            detail,
            " · ".join(filter(None, (state, said))),
            status=mark_of(one, self._today),
            keys=meeting_keys(one),
        )
        row.activated.connect(lambda: self.meeting_opened.emit(one))
        row.asked.connect(lambda key: self.meeting_asked.emit(key, one))
        return row

    # Who came ------------------------------------------------------------------------------------

    def _add_attendance(self, page: SeriesPage) -> None:
        if not any(one.asked for one in page.turnout):
            self.add(quiet("Once a meeting has been held, it stands here who came how often."))
            return
        self.add(caption("Of the meetings held, by the member or whoever stood in."))
        self.add(TurnoutTable(page.turnout))

    # Why, and by which rules ---------------------------------------------------------------------

    def _why(self, page: SeriesPage) -> list[tuple[str, str]]:
        row = page.row
        start = {one.code: one.label for one in page.type.start}
        end = {one.code: one.label for one in page.type.end}
        return [
            ("Kind", row.kind_title),
            ("About", row.about),
            ("Opened", self._day(row.opened_on)),
            ("Because", "\n".join(start.get(code, code) for code in page.start_reasons)),
            ("Shown by", page.start_evidence),
            ("Place", page.place),
            ("Chair", page.chair),
            ("Ended", self._day(row.closed_on)),
            ("Ended because", "\n".join(end.get(code, code) for code in page.end_reasons)),
            ("What showed it", page.end_evidence),
        ]

    def _add_rules(self, page: SeriesPage) -> None:
        kind = page.type
        seats = "\n".join(
            one.label if one.part == "core" else f"{one.label} ({one.part})" for one in kind.seats
        )
        self.add(
            KeyValues(
                [
                    ("Meets", rhythm_words(page.rhythm)),
                    ("Who comes", seats),
                    ("Purpose", "\n".join(kind.terms)),
                    ("On every agenda", "\n".join(_numbered(kind.agenda))),
                    ("May end when", "\n".join(one.label for one in kind.end)),
                    ("Paragraph", kind.paragraph),
                ]
            )
        )

    def _day(self, iso: str) -> str:
        day = stored_day(iso)
        return say(day, self._today) if day else ""


class TurnoutTable(QWidget):
    """Roles with how often they were filled, to be read, not acted on."""

    def __init__(self, turnout: tuple[Turnout, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.HALF)
        for column, words in enumerate(("Role", "Belongs", "Came", "")):
            grid.addWidget(Label(words, "caption"), 0, column)
        for line, one in enumerate(turnout, 1):
            cells = (one.label, PARTS_OF.get(one.part, one.part), f"{one.came} of {one.asked}")
            for column, words in enumerate(cells):
                cell = Label(words)
                cell.setAccessibleName(f"{one.label}: {words}")
                grid.addWidget(cell, line, column)
            if one.part == "core" and one.came < one.asked:
                mark = StatusMark(Status.AT_RISK, f"missing {one.asked - one.came}")
                grid.addWidget(mark, line, 3, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Attendance by role")


def mark_of(one: MeetingRow, today: date) -> Status:
    if one.state == PLANNED and one.day and one.day < today.isoformat():
        return Status.OVERDUE
    if one.state == HELD:
        return Status.MET if one.minutes == "issued" else Status.AT_RISK
    return _MARKS.get(one.state, Status.NONE)


def meeting_keys(one: MeetingRow) -> dict[str, str]:
    """What single letters do with a meeting in a list."""
    if one.state == PLANNED:
        return {"E": "changes when and where", "N": "was not held", "X": "cancels",
                "I": "saves the invitation"}  # fmt: skip
    if one.state == HELD:
        return {"M": "opens the minutes"}
    return {"R": "takes that back"} if one.state in (MISSED, CANCELLED) else {}


def rhythm_words(rhythm: Any) -> str:
    """How often, in words with the paragraph."""
    if rhythm is None:
        return "as need be; the rulebook does not say how often"
    if rhythm.every:
        unit = _UNITS.get(rhythm.unit, rhythm.unit)
        words = f"every {unit}" if rhythm.every == 1 else f"every {rhythm.every} {unit}s"
    else:
        often = _TIMES.get(rhythm.at_least, f"{rhythm.at_least} times")
        words = f"at least {often} a {_UNITS.get(rhythm.per, rhythm.per)}"
    if rhythm.tolerance_days:
        words += f", up to {rhythm.tolerance_days} days later"
    source = rhythm.paragraph or ("the app’s own" if rhythm.app_default else "")
    return f"{words} ({source})" if source else words


def _numbered(agenda: Any) -> list[str]:
    return [f"{number}. {one.title}" for number, one in enumerate(agenda, 1)]
