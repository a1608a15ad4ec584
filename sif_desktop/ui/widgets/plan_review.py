"""A plan under review: what moved since the last look, each row in turn, evaluations by term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say
from sif_desktop.domain.plan_evaluations import SIDES, evaluation_of, missing, periods
from sif_desktop.domain.plan_movement import Moved
from sif_desktop.domain.plan_status import DEGREES, STATUSES
from sif_desktop.services.plan_view import PlanView
from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.plan_desk import PlanDesk
from sif_desktop.ui.plan_lines import outline_lines
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.lists import LineRow
from sif_desktop.ui.widgets.plan_review_card import PlanReviewCard
from sif_desktop.ui.widgets.side_by_side import SideBySide
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import caption, section

_WAYS = {"better": "▲ Better", "worse": "▼ Worse", "same": "= As it was", "new": "+ New",
         "gone": "– Gone"}  # fmt: skip
_ROLES = {"better": "good", "worse": "bad", "gone": "text_quiet", "same": "text_quiet"}


class PlanReviewView(QWidget):
    """`selected` is told which row the cursor is on."""

    selected = Signal(str)

    def __init__(self, context: AppContext, desk: PlanDesk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._today = context.today()
        self._view: PlanView | None = None
        self._chosen = ""
        self._forward = False
        self.since = QComboBox()
        self.since.setAccessibleName("Compare with")
        self.model = RowsModel(_columns(), key=lambda row: row.uid)
        self.table = _Table(self.model)
        self.card = PlanReviewCard(self._today)
        self.evaluations = QVBoxLayout()
        self.evaluations.setContentsMargins(theme.GROUP, 0, 0, 0)
        self.evaluations.setSpacing(theme.HALF)
        self._lay_out()
        self.since.activated.connect(lambda _n: self._compare())
        self.table.chosen.connect(self._on_chosen)
        self.table.pressed_key = self.card.press
        self.card.judged.connect(self._judge)

    # What it shows ------------------------------------------------------------------------------

    def show_view(self, view: PlanView) -> None:
        held = self.since.currentData()
        self._view, self._today = view, view.page.today
        self.since.clear()
        for review in view.reviews:
            self.since.addItem(f"{review.title}, {say(review.day, self._today)}", review.uid)
        if not view.reviews:
            self.since.addItem("No review kept yet", "")
        self.since.setCurrentIndex(max(0, self.since.findData(held)))
        self._compare()

    def select(self, uid: str) -> None:
        """Put the cursor on a row, now or when it is shown."""
        if uid != self._chosen:
            self._chosen = uid
            self.table.select_key(uid)

    def take_focus(self) -> None:
        self.table.setFocus()

    def _compare(self) -> None:
        """What moved since the review chosen; without one, how everything stands."""
        assert self._view is not None, "compared when a plan is shown"
        lines = outline_lines(self._view.page.plan, self._today)
        order = {line.uid: place for place, line in enumerate(lines)}
        moves = self._view.moves[self.since.currentData()]
        rows = sorted(moves, key=lambda row: order.get(row.uid, len(order)))
        self.model.set_rows(list(rows))
        wanted = self._chosen
        if self._forward:
            self._forward = False
            wanted = _after(rows, wanted)
        self.table.blockSignals(True)
        self.table.select_key(wanted)
        if self.table.current_row() is None and rows:
            self.table.select_key(rows[0].uid)
        self.table.blockSignals(False)
        self._on_chosen(self.table.current_row())

    def _on_chosen(self, moved: Moved | None) -> None:
        if self._view is None:
            return
        plan = self._view.page.plan
        rows: dict[str, Any] = {one.uid: one for one in (*plan.followed, *plan.criteria)}
        row = rows.get(moved.uid) if moved is not None else None
        self.card.show_row(plan, row)
        self._show_evaluations(row.priority_uid if row is not None else "")
        if moved is not None:
            self._chosen = moved.uid
            self.selected.emit(moved.uid)

    # How it is laid out -------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for widget in (self.since, Button("Keep as a review…", self.keep_review)):
            flow.addWidget(widget)
        inner = QWidget()
        inner.setProperty("look", "column")
        right = QVBoxLayout(inner)
        right.setContentsMargins(0, 0, theme.GAP, 0)
        right.setSpacing(theme.GROUP)
        right.addWidget(self.card)
        right.addLayout(self.evaluations)
        right.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(tools)
        column.addWidget(SideBySide(self.table, area, (3, 2)), 1)

    # Evaluations --------------------------------------------------------------------------------

    def _show_evaluations(self, priority_uid: str) -> None:
        """What each side wrote of the priority, term by term, and what is still owed."""
        while (item := self.evaluations.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        view = self._view
        if view is None or not priority_uid or not view.page.template.evaluated_by:
            return
        page = view.page
        per = page.template.evaluated_per or "term"
        owed = {
            (one.period.code, one.side): one.overdue
            for one in missing(page.plan, page.template, page.calendar, self._today)
            if one.priority_uid == priority_uid
        }
        title = next((p.title for p in page.plan.priorities if p.uid == priority_uid), "")
        self.evaluations.addWidget(section(f"Evaluation of “{title}”"))
        for period in periods(page.plan, per, page.calendar, self._today):
            self.evaluations.addWidget(caption(f"{period.label[:1].upper()}{period.label[1:]}"))
            for side in page.template.evaluated_by:
                said = evaluation_of(page.plan, priority_uid, period.code, side)
                late = owed.get((period.code, side))
                line = LineRow(
                    SIDES[side], said.text if said else "nothing written yet",
                    STATUSES.get(said.rating, "") if said else "overdue" if late else "",
                    status=Status.MET if said else Status.OVERDUE if late else Status.NONE,
                )  # fmt: skip
                line.activated.connect(
                    partial(self._desk.evaluate, page.plan, priority_uid, period, side)
                )
                self.evaluations.addWidget(line)

    def evaluate(self, priority_uid: str) -> None:
        """Bring the evaluations of a priority in front."""
        assert self._view is not None, "asked of a plan that is shown"
        plan = self._view.page.plan
        first = next((r for r in plan.followed if r.priority_uid == priority_uid), None)
        if first is not None:
            self.select(first.uid)
        self._show_evaluations(priority_uid)
        for place in range(self.evaluations.count()):
            item = self.evaluations.itemAt(place)
            widget = item.widget() if item is not None else None
            if isinstance(widget, LineRow):
                widget.show()  # a line just built is shown only later, and takes no focus before
                widget.setFocus()
                return

    # What is done -------------------------------------------------------------------------------

    def keep_review(self) -> None:
        if self._view is not None:
            self._desk.keep_review(self._view.page.plan)

    def _judge(self, level: str, uid: str, value: str, evidence: str) -> None:
        context, self._forward = self._context, True

        def work() -> Any:
            following = context.services.plan_following
            if level == "criterion":
                return following.judge_criterion(uid, value, evidence)
            return following.judge(level, uid, value or "not_started", evidence)

        def done(changes: Any) -> None:
            self.table.setFocus()
            context.announce(changes, "Recorded.")

        context.jobs.run(self, work, done, self._refused)

    def _refused(self, error: BaseException) -> None:
        from sif_desktop.ui import messages

        self._forward = False
        self.card.evidence.document().setModified(True)
        messages.report_failure(self, error)


class _Table(TableView):
    """A digit says how the row stands."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__("Movement since the review", model)
        self.setAccessibleDescription("A digit says how the row stands, then its evidence")
        self.pressed_key: Any = lambda _key: False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and event.text().isdigit() and self.pressed_key(event.text())):
            super().keyPressEvent(event)


def _after(rows: Sequence[Moved], uid: str) -> str:
    """The row after this one; the last one again at the end."""
    uids = [row.uid for row in rows]
    return uids[min(uids.index(uid) + 1, len(uids) - 1)] if uid in uids else uid


def _columns() -> tuple[Column, ...]:
    def stands(row: Moved, code: str) -> str:
        words = DEGREES if row.level == "criterion" else STATUSES
        return words.get(code, "")

    def dates(row: Moved) -> str:
        if row.due is None:
            return ""
        if row.was_due is None or row.was_due == row.due:
            return _short(row.due)
        return f"{_short(row.was_due)} → {_short(row.due)}"

    return (
        Column("what", "What", lambda r: r.words.replace("\n", " "), 31),
        Column("now", "Is", lambda r: stands(r, r.now), 10),
        Column("was", "Was", lambda r: stands(r, r.was), 10),
        Column("way", "Movement", lambda r: _WAYS.get(r.direction, ""), 10,
               role=lambda r: _ROLES.get(r.direction, "text")),
        Column("due", "Date", dates, 14,
               sort=lambda r: r.due.isoformat() if r.due else "",
               role=lambda r: "warn" if r.slipped else "text"),
        Column("reason", "Why it moved", lambda r: r.reason, 24),
    )  # fmt: skip


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
