"""The part “Concerns” of a school's page: it reads for itself and asks for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.services.care import Care
from sif_desktop.services.case_lines import STATES, RegisterRow
from sif_desktop.services.day_text import day_value
from sif_desktop.ui import theme
from sif_desktop.ui.case_desk import CaseDesk
from sif_desktop.ui.concern_desk import ConcernDesk
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.care_lines import (
    concern_line,
    contact_line,
    support_line,
    trigger_line,
)
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.marks import StatusMark
from sif_desktop.ui.widgets.text import Label, quiet

TABLES = ("concern", "contact", "case_file", "case_exit", "step", "support", "finding")


class CareSection(QWidget):
    """Of the school `uid`; a case that should open is `case_opened`."""

    case_opened = Signal(str)

    def __init__(self, context: AppContext, uid: str, name: str) -> None:
        super().__init__()
        self._context, self._uid, self._name = context, uid, name
        self._today = context.today()
        self.concerns = ConcernDesk(context, self)
        self.cases = CaseDesk(context, self, self.case_opened.emit)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.GAP)
        self._lines.addWidget(quiet("Looking…"))
        context.jobs.run(self, lambda: context.services.care.of_school(uid), self._show)

    def _show(self, care: Care) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._lines.addWidget(self._actions())
        if care.review:
            self._lines.addWidget(self._review(care.review))
        if not (care.cases or care.concerns or care.contacts or care.support):
            self._lines.addWidget(quiet("No concern, no contact and no case on record."))
        self._add("Cases", care.cases, self._case)
        self._add("Concerns", care.concerns, self._concern)
        if care.withheld:
            many = "concern is" if care.withheld == 1 else "concerns are"
            words = f"{care.withheld} restricted {many} not shown here; see Cases."
            self._lines.addWidget(quiet(words))
        self._add("Contacts", care.contacts, self._contact)
        self._add("Support", care.support, self._support)
        self._add("Triggers", care.triggers, self._trigger)

    def _actions(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        uid, name = self._uid, self._name
        for words, run in (
            ("Log a concern…", partial(self.concerns.log_concern, uid, name)),
            ("Log a contact…", partial(self.concerns.log_contact, uid, name)),
            ("Open a case…", partial(self.cases.open_case, uid, name)),
            ("Begin support…", partial(self.concerns.start_support, uid, name)),
        ):
            flow.addWidget(Button(words, run, look="link"))
        return holder

    def _review(self, count: int) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, theme.GROUP)
        words = f"{count} concerns are open: the rulebook asks for a review"
        flow.addWidget(StatusMark(Status.AT_RISK, words))
        plan = partial(self.concerns.plan_review, self._uid, count)
        flow.addWidget(Button("Plan the review…", plan, look="link"))
        return holder

    def _add(self, title: str, items: Sequence[Any], make: Callable[[Any], QWidget]) -> None:
        if items:
            self._lines.addWidget(Label(title, "section"))
            self._lines.addWidget(FewRows(make, items))

    def _case(self, row: RegisterRow) -> QWidget:
        line = case_line(row, self._context)
        line.activated.connect(lambda: self.case_opened.emit(row.uid))
        return line

    def _concern(self, row: Any) -> QWidget:
        line = concern_line(row, self._today)
        line.activated.connect(lambda: answer_concern(self.concerns, row))
        return line

    def _contact(self, row: Any) -> QWidget:
        line = contact_line(row, self._today)
        done = self.concerns.edit_contact if row.answered_on else self.concerns.answer_contact
        line.activated.connect(lambda: done(row))
        return line

    def _support(self, row: Any) -> QWidget:
        line = support_line(row, self._today)
        line.activated.connect(lambda: answer_support(self.concerns, row))
        return line

    def _trigger(self, one: Any) -> QWidget:
        line = trigger_line(one)
        line.activated.connect(lambda: self.concerns.judge(self._uid, one))
        return line


def answer_concern(desk: ConcernDesk, row: Any) -> None:
    """What is next with a concern: close it, or change one that is over."""
    (desk.close_concern if row.state == "open" else desk.edit_concern)(row)


def answer_support(desk: ConcernDesk, row: Any) -> None:
    """What is next with support: its end, or whether its impact lasted."""
    (desk.end_support if row.state == "running" else desk.look_again)(row)


def case_line(row: RegisterRow, context: AppContext) -> LineRow:
    """A case in one line: where it stands and when it is looked at next."""
    review = day_value(row.review_on)
    right = f"review {say(review, context.today())}" if review else STATES[row.state].lower()
    last = f"last: {row.last_step}" if row.last_step else ""
    following = f"next: {row.next_step}" if row.next_step else ""
    detail = " · ".join(filter(None, (STATES[row.state], row.level, row.owner, last, following)))
    status = Status.OVERDUE if row.overdue else Status.AT_RISK
    if row.state != "open" and not row.overdue:
        status = Status.MET if row.state == "closed" else Status.WAITING
        right = right if row.state != "closed" else "closed"
    return LineRow(row.title, detail, right, status=status)
