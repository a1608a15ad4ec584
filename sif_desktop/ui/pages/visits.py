"""All visits, newest first; plan the next one from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from sif_desktop.domain.dates import say
from sif_desktop.domain.errors import Problem
from sif_desktop.services.visits import VisitList, VisitRow
from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.plan_visit import Offers, PlanVisitDialog, offers
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.table_files import ask_where, write_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_RESTRICTED = "Restricted visits"
_FILTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("All visits", ()),
    ("Planned", ("planned",)),
    ("In school", ("in_school",)),
    ("Note to write", ("drafting", "with_school")),
    ("Issued", ("issued",)),
    ("Cancelled", ("cancelled",)),
    (_RESTRICTED, ()),
)


class VisitsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Visits", wide=True)
        self._context = context
        self._today = context.today()
        self.filter = SearchField("Filter visits")
        self.states = QComboBox()
        self.states.setAccessibleName("Which visits")
        self.states.addItems([title for title, _states in _FILTERS])
        self._key_tasks = context.services.visits.key_tasks()
        self.key_task = QComboBox()
        self.key_task.setAccessibleName("Which key task")
        self.key_task.addItem("Every key task", "")
        for code, label in self._key_tasks.items():
            self.key_task.addItem(label, code)
        self.key_task.setVisible(bool(self._key_tasks))
        self.count = Label("", "caption")
        self.model = RowsModel(self._columns(), key=lambda row: row.uid)
        self.table = TableView("Visits", self.model)
        self.set_primary("Plan a visit", self.plan, icon="add")
        self._change = Button("Change the plan", self._on_change)
        self._cancel = Button("Cancel visit", self._on_cancel)
        self._delete = Button("Delete", self._on_delete)
        self.export_button = Button("Export shown…", self.export, icon="export")
        self._lay_out()
        self.filter.filtered.connect(lambda _text: self.refresh(None))
        self.filter.entered.connect(self.table.setFocus)
        self.states.activated.connect(lambda _n: self.refresh(None))
        self.key_task.activated.connect(lambda _n: self.refresh(None))
        self.table.opened.connect(lambda row: self.go("visit", uid=row.uid))
        self.table.chosen.connect(self._on_chosen)
        self._on_chosen(None)
        self._state: Mapping[str, Any] = {}
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("date", "Date", self._day, 15, sort=lambda row: row.visit_date),
            Column("time", "Time", lambda row: row.start_time, 6),
            Column("school", "School", lambda row: row.provider, 28),
            Column("type", "Type", lambda row: row.title, 20),
            *self._task_column(),
            Column("state", "State", lambda row: row.state_words, 13),
            Column("days", "Days", lambda row: row.days, 6, align="right"),
            Column("focus", "Focus", lambda row: row.focus, 26),
        )

    def _task_column(self) -> tuple[Column, ...]:
        """Where the rulebook tells work apart by key tasks."""
        return (
            (Column("task", "Key task", lambda row: row.key_task, 14),) if self._key_tasks else ()
        )

    def _day(self, row: VisitRow) -> str:
        return say(date.fromisoformat(row.visit_date), self._today) if row.visit_date else ""

    def _lay_out(self) -> None:
        buttons = (self.key_task, self._change, self._cancel, self._delete, self.export_button)
        self.add(ToolLine(self.filter, self.states, buttons))
        self.add(self.table, 1)
        self.add(self.count)

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`plan` opens the planning of a visit, to `provider` and of `type` if given."""
        if params.get("plan"):
            self.plan(params.get("provider", ""), params.get("type", ""))
        elif params.get("uid"):
            self.table.select_key(params["uid"])

    def refresh(self, changes: Any) -> None:
        if changes is not None and not changes.touches("visit", "provider"):
            return
        words, (which, states) = self.filter.text(), _FILTERS[self.states.currentIndex()]
        task, hidden = self.key_task.currentData(), which == _RESTRICTED

        def work() -> VisitList:
            service = self._context.services.visits
            return service.rows(words, states, key_task=task, restricted=hidden)

        self._context.jobs.run(self, work, self._show)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("plan-visit", "Plan a visit", self.plan, "Ctrl+N", "Visits"),
            Command("export-visits", "Export the visits shown", self.export, "", "Visits"),
        )

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "states": self.states.currentIndex(),
            "task": self.key_task.currentIndex(),
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.states.setCurrentIndex(state.get("states", 0))
        self.key_task.setCurrentIndex(state.get("task", 0))
        self._state = state.get("table", {})
        self.refresh(None)

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, found: VisitList) -> None:
        narrowed = self.states.currentIndex() > 0 or self.key_task.currentIndex() > 0
        filtered = bool(self.filter.text()) or narrowed
        if not found.rows and not filtered:
            self.show_empty(
                "No visits yet.",
                "Plan the first one: choose the school, the type and the date.",
                "Plan a visit",
                self.plan,
                icon="visits",
            )
            return
        self.show_content()
        self.model.set_rows(found.rows)
        shown = len(found.rows)
        words = f"{shown:,} visit{'' if shown == 1 else 's'}"
        if found.total > shown:
            words = f"The newest {shown:,} of {found.total:,} visits; filter to find others"
        self.count.setText(words if shown else "No visit matches the filter.")
        self.export_button.setEnabled(shown > 0)
        if self._state:
            self.table.restore_view(self._state)
            self._state = {}
        elif self.table.current_row() is None and shown:
            self.table.select_key(found.rows[0].uid)

    def _on_chosen(self, row: VisitRow | None) -> None:
        self._change.setEnabled(row is not None and row.state in ("planned", "in_school"))
        self._cancel.setEnabled(row is not None and row.state == "planned")
        self._delete.setEnabled(row is not None and row.state not in ("with_school", "issued"))

    # What is done --------------------------------------------------------------------------------

    def plan(self, provider: str = "", kind: str = "") -> None:
        """Ask for a new visit."""
        context = self._context
        context.jobs.run(
            self, lambda: offers(context.services.visits), lambda o: self._ask(o, provider, kind)
        )

    def _ask(self, given: Offers, provider: str, kind: str) -> None:
        if not given.schools:
            messages.say(self, "There is no school to visit yet: load the register first.")
            return
        dialog = PlanVisitDialog(self._context, self, given, provider=provider, kind=kind)
        dialog.confirmed.connect(lambda: self._save(dialog, None))
        dialog.open()

    def _on_change(self) -> None:
        row, context = self.table.current_row(), self._context

        def work() -> tuple[Offers, Any]:
            service = context.services.visits
            return offers(service), service.plan_of(row.uid)

        if row is not None:
            context.jobs.run(self, work, lambda both: self._ask_change(row.uid, *both))

    def _ask_change(self, uid: str, given: Offers, plan: Any) -> None:
        dialog = PlanVisitDialog(self._context, self, given, plan)
        dialog.confirmed.connect(lambda: self._save(dialog, uid))
        dialog.open()

    def _save(self, dialog: PlanVisitDialog, uid: str | None) -> None:
        try:
            plan = dialog.plan()
        except Problem as problem:
            dialog.refuse(problem)
            return

        def work() -> Any:
            service = self._context.services.visits
            if uid is None:
                return service.plan(plan)
            return service.revise(uid, plan)

        self._context.jobs.run(
            dialog, work, lambda made: self._saved(dialog, made, new=uid is None), dialog.refuse
        )

    def _saved(self, dialog: PlanVisitDialog, made: Any, *, new: bool) -> None:
        dialog.accept()
        if new:
            self._context.announce(made.changes, "Visit planned.")
            self.go("visit", uid=made.uid)
        else:
            self._context.announce(made, "Plan changed.")

    def _on_cancel(self) -> None:
        self._write(lambda uid: self._context.services.visits.cancel(uid), "Visit cancelled.")

    def _on_delete(self) -> None:
        self._write(lambda uid: self._context.services.visits.delete(uid), "Visit deleted.")

    def export(self) -> None:
        """Ask where to, and write the visits shown."""
        path = ask_where(self, "Export the visits shown", "visits")
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Write what is shown, in its order."""
        write_rows(
            self._context, self, path, self._columns(), self.model.rows(), title="Visits",
            what="visits", replace=replace,
        )  # fmt: skip

    def _write(self, work: Any, words: str) -> None:
        row = self.table.current_row()
        if row is not None:
            self._context.jobs.run(
                self, lambda: work(row.uid), lambda done: self._context.announce(done, words)
            )
