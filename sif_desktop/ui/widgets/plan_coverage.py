"""What a plan and those beside it cover: every area for improvement with what serves it, and the
plans of the family side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sif_desktop.domain.plan_coverage import Covered
from sif_desktop.domain.plan_families import Match
from sif_desktop.services.plan_view import PlanView
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.plan_pulls import PlanPulls
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.empty_state import EmptyState
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label, section


class PlanCoverage(QWidget):
    """`selected` is told which row of the plan to look at."""

    selected = Signal(str)

    def __init__(self, pulls: PlanPulls) -> None:
        super().__init__()
        self._pulls = pulls
        self._view: PlanView | None = None
        support = Column("support", "Support", self._support_of, 26)
        self.model = RowsModel((*_COLUMNS[:5], support, *_COLUMNS[5:]), key=lambda row: row.uid)
        self.table = TableView("Areas for improvement and what serves them", self.model)
        self.count = Label("", "quiet", wrap=True)
        self.missing = Label("", "warn", wrap=True)
        self.pull = Button("Take areas in as priorities…", self._pull)
        self.tasks = Button("Take actions from visits…", self._pull_tasks)
        self.beside = Button("Begin a plan beside it…", self._begin_beside)
        self._stack = QStackedWidget()
        self._family = QVBoxLayout()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)

    def show_view(self, view: PlanView) -> None:
        self._view = view
        rows = view.family.coverage
        self.model.set_rows(list(rows))
        whole = sum(row.whole for row in rows)
        self.count.setText(f"{whole} of {len(rows)} areas for improvement are covered whole.")
        self.count.setVisible(bool(rows))
        self._stack.setCurrentIndex(0 if rows else 1)
        self.pull.setEnabled(any(not row.priorities for row in rows))
        if rows and self.table.current_row() is None:
            self.table.select_key(rows[0].uid)
        self._on_chosen(self.table.current_row())
        self._show_family(view)

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.beside).setFocus()

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for button in (self.pull, self.tasks, self.beside):
            flow.addWidget(button)
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                "No area for improvement is on record for this school.",
                "Record the inspection with its areas on the school’s page; they are compared with "
                "the plan here.",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(tools)
        column.addWidget(self.count)
        column.addWidget(self._stack, 3)
        column.addWidget(self.missing)
        column.addWidget(section("Plans side by side"))
        column.addLayout(self._family, 2)

    def _show_family(self, view: PlanView) -> None:
        """One column a plan: what each does about each area, and what only one of them has."""
        while (item := self._family.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        family = view.family
        titles = {plan.uid: plan.title for plan in family.plans}
        columns = [
            Column("what", "Area or priority", lambda row: row.words, 34),
            *(Column(plan.uid, plan.title, _words_of(plan.uid), 30) for plan in family.plans),
            Column(
                "gap", "Missing in", partial(_missing, titles), 26,
                role=lambda row: "warn" if row.missing else "text",
            ),
        ]  # fmt: skip
        model = RowsModel(columns, key=lambda row: (row.improvement_uid, row.words))
        model.set_rows(list(family.matches))
        table = TableView("Plans side by side", model)
        self._family.addWidget(table)

    def _support_of(self, row: Covered) -> str:
        """The support its actions are tied to, each with the plans that have it."""
        if self._view is None:
            return ""
        view = self._view
        tied = dict.fromkeys(one.support_uid for one in row.actions if one.support_uid)
        found = []
        for uid in tied:
            plans = [
                plan.title
                for plan in view.family.plans
                if any(one.support_uid == uid for one in plan.actions)
            ]
            found.append(f"{view.supports.get(uid, 'not there any more')} ({', '.join(plans)})")
        return "; ".join(found)

    def _on_chosen(self, row: Covered | None) -> None:
        gaps: Sequence[str] = row.gaps if row is not None else ()
        self.missing.setText(f"◆ {' '.join(gaps)}" if gaps else "")
        self.missing.setVisible(bool(gaps))

    def _on_opened(self, row: Covered) -> None:
        """The first priority that answers the area."""
        if row.priorities:
            self.selected.emit(row.priorities[0].uid)

    def _pull(self) -> None:
        if self._view is not None:
            self._pulls.areas(self._view.page.plan)

    def _begin_beside(self) -> None:
        if self._view is not None:
            self._pulls.beside(self._view.page.plan, self._view.page.template)

    def _pull_tasks(self) -> None:
        if self._view is not None:
            self._pulls.tasks(self._view.page.plan)


def _words_of(uid: str) -> Callable[[Match], str]:
    """What a plan says about the row."""
    return lambda row: "; ".join(one.title for one in row.priorities.get(uid, ())) or "–"


def _missing(titles: Mapping[str, str], row: Match) -> str:
    if row.uncovered:
        return "every plan"
    return ", ".join(titles[uid] for uid in row.missing)


def _count(things: Sequence[object]) -> str:
    return f"{len(things)}" if things else "none"


_COLUMNS = (
    Column("area", "Area for improvement", lambda r: f"{r.number} {r.text}".strip(), 40),
    Column("priorities", "Priority", lambda r: "; ".join(p.title for p in r.priorities), 28),
    Column("actions", "Actions", lambda r: _count(r.actions), 8),
    Column("milestones", "Milestones", lambda r: _count(r.milestones), 10),
    Column("resources", "Resources", lambda r: "; ".join(r.resources) or "none", 18),
    Column("monitors", "Monitored by", lambda r: ", ".join(r.monitors) or "nobody", 20),
    Column("gaps", "Missing", lambda r: " ".join(r.gaps) or "✓ whole", 30,
           role=lambda r: "warn" if r.gaps else "good"),
)  # fmt: skip
