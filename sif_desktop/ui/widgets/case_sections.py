"""The parts of the page of one case: its ladder as a line of steps, powers, exit, what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.domain.dates import say, say_due
from sif_desktop.services.case_lines import (
    MODES,
    STATES,
    CasePage,
    ExitLine,
    LadderLine,
    PowerLine,
    Taken,
)
from sif_desktop.services.day_text import day_value
from sif_desktop.ui import theme
from sif_desktop.ui.case_desk import CaseDesk
from sif_desktop.ui.concern_desk import ConcernDesk
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.care_lines import concern_line, support_line
from sif_desktop.ui.widgets.care_section import answer_concern, answer_support
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.indexed_scroll import IndexedScroll
from sif_desktop.ui.widgets.lists import KeyValues, LineRow
from sif_desktop.ui.widgets.marks import StatusMark
from sif_desktop.ui.widgets.text import caption, quiet

PARTS = (
    ("case", "Case"),
    ("ladder", "Ladder"),
    ("powers", "Formal powers"),
    ("exit", "Exit"),
    ("done", "Chronology"),
    ("concerns", "Concerns"),
    ("support", "Support"),
)
_MANY = 40
_STEP = {"taken": Status.MET, "open": Status.ON_TRACK, "waiting": Status.NONE}


class CaseSections(IndexedScroll):
    """Shows a `CasePage`; Enter on a line does what is next with it."""

    school_opened = Signal(str)
    letter_wanted = Signal(object)  # the step whose letter it is

    def __init__(self, today: date, cases: CaseDesk, concerns: ConcernDesk) -> None:
        super().__init__(PARTS, "About this case")
        self._today, self._cases, self._concerns = today, cases, concerns

    def show_case(self, page: CasePage) -> None:
        """Build every part anew."""
        self.clear()
        row, desk = page.row, self._cases
        self.begin("case", self._case_asks(page))
        self._add_facts(page)
        self.begin("ladder", [("Record an assurance…", partial(desk.assure, row.uid))])
        self._add_ladder(page)
        self.begin("powers")
        self._rows(page.powers, partial(self._power, row.uid), "The rulebook names no powers.")
        self.begin("exit", self._exit_asks(page))
        none = "The rulebook names no exit criteria."
        self._rows(page.exits, partial(self._exit, row.uid), none)
        self.begin("done")
        self._rows(page.taken, self._taken, "No step has been taken yet.")
        self.begin("concerns")
        self._rows(page.concerns, self._concern, "No concern is on record.")
        start = partial(self._concerns.start_support, row.provider_uid, row.provider, row.uid)
        self.begin("support", [("Begin support…", start)])
        self._rows(page.support, self._support, "No support has been arranged.")
        self.lines.addStretch(1)

    def _case_asks(self, page: CasePage) -> list[tuple[str, Callable[[], object]]]:
        row, desk = page.row, self._cases
        return [
            ("Open the school", partial(self.school_opened.emit, row.provider_uid)),
            ("Set the review date…", partial(desk.review, row)),
            ("Escalate…", partial(desk.escalate, page)),
        ]

    def _exit_asks(self, page: CasePage) -> list[tuple[str, Callable[[], object]]]:
        desk = self._cases
        if page.row.state == "open":
            return [("Close the case…", partial(desk.close, page))]
        again: tuple[str, Callable[[], object]] = ("Open it again", partial(desk.reopen, page.row))
        if page.row.state == "after_care":
            return [("End after-care…", partial(desk.end_after_care, page.row)), again]
        return [again]

    def _add_facts(self, page: CasePage) -> None:
        row = page.row
        facts = [
            ("State", STATES[row.state]),
            ("Why", row.why),
            ("Level of risk", row.level),
            ("Owner", row.owner),
            ("Escalated to", row.senior),
            ("Opened", f"{self._day(row.opened_on)} ({_months(row.months)})"),
            ("School told on", self._day(row.told_school_on)),
            ("Next review", self._due(row.review_on)),
            ("After-care until", self._day(row.after_care_until)),
            ("Closed", self._day(row.closed_on)),
            ("Outcome", row.outcome),
        ]
        self.add(KeyValues(facts))

    def _add_ladder(self, page: CasePage) -> None:
        if not page.steps:
            self.add(quiet("The rulebook has no ladder for this kind of provider."))
            return
        self.add(caption(f"{page.ladder} · {page.ladder_paragraph}"))
        line = QWidget()
        flow = FlowLayout(line, theme.GROUP)
        for one in page.steps:
            flow.addWidget(StatusMark(_STEP[one.state], one.title))
        self.add(line)
        self._rows(page.steps, partial(self._step, page.row.uid), "")

    def _rows(self, items: Sequence[Any], make: Callable[[Any], QWidget], none: str) -> None:
        self.add(FewRows(make, items, few=_MANY) if items else quiet(none))

    def _step(self, uid: str, one: LadderLine) -> QWidget:
        right = self._day(one.day) if one.day else "open now" if not one.why_not else "not yet"
        detail = _joined(MODES[one.mode], one.who, one.paragraph, "" if one.day else one.why_not)
        keys = {"L": "writes its letter"} if one.letter else {}
        row = LineRow(one.title, detail, right, status=_STEP[one.state], keys=keys)
        row.asked.connect(lambda _key: self.letter_wanted.emit(one))
        row.activated.connect(lambda: self._cases.take(uid, one))
        return row

    def _power(self, uid: str, one: PowerLine) -> QWidget:
        right = "not open" if one.why_not else "open"
        status = Status.NONE if one.why_not else Status.ON_TRACK
        detail = _joined(one.why_not, one.statute, f"by {one.by}", one.paragraph)
        row = LineRow(one.title, detail, right, status=status)
        if not one.why_not:
            row.activated.connect(lambda: self._cases.use_power(uid, one))
        return row

    def _exit(self, uid: str, one: ExitLine) -> QWidget:
        right = f"met {self._day(one.met_on)}" if one.met_on else "not met yet"
        status = Status.MET if one.met_on else Status.WAITING
        row = LineRow(one.text, _joined(one.evidence, one.paragraph), right, status=status)
        row.activated.connect(lambda: self._cases.meet(uid, one))
        return row

    def _taken(self, one: Taken) -> QWidget:
        comply = f"to comply by {self._day(one.comply_by)}" if one.comply_by else ""
        complied = f"complied {self._day(one.complied_on)}" if one.complied_on else ""
        why = f"reason: {one.out_of_order}" if one.out_of_order else ""
        detail = _joined(one.who, one.statute, comply, complied, one.outcome, why)
        status = Status.OVERDUE if one.late else Status.MET
        row = LineRow(one.title, detail, self._day(one.day), status=status)
        row.activated.connect(lambda: self._cases.settle(one))
        return row

    def _concern(self, one: Any) -> QWidget:
        row = concern_line(one, self._today)
        row.activated.connect(lambda: answer_concern(self._concerns, one))
        return row

    def _support(self, one: Any) -> QWidget:
        row = support_line(one, self._today)
        row.activated.connect(lambda: answer_support(self._concerns, one))
        return row

    def _day(self, iso: str) -> str:
        day = day_value(iso)
        return say(day, self._today) if day else ""

    def _due(self, iso: str) -> str:
        day = day_value(iso)
        return say_due(day, self._today) if day else ""


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
