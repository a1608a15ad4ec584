"""Tasks: everything somebody promised, whose it is, by when; answered from the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from sif_desktop.domain.dates import say, say_due
from sif_desktop.services.tasks import DONE, DROPPED, OPEN, TaskRow, TaskService
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.task_form import TaskDialog
from sif_desktop.ui.dialogs.task_note import ask_done, ask_snooze
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_RESTRICTED = "Of restricted visits"
_FILTERS: tuple[tuple[str, tuple[str, ...], Callable[[TaskRow], bool] | None], ...] = (
    ("Open", (OPEN,), lambda row: not row.snoozed),
    ("Overdue", (OPEN,), lambda row: row.overdue),
    ("Ours to do", (OPEN,), lambda row: row.party == "authority" and not row.snoozed),
    ("Put off", (OPEN,), lambda row: row.snoozed),
    ("Done", (DONE,), None),
    ("Dropped", (DROPPED,), None),
    ("In plans", (OPEN,), lambda row: bool(row.plan_uid)),
    (_RESTRICTED, (OPEN, DONE, DROPPED), None),
)
_TABLES = (
    *("task", "provider", "visit", "meeting", "meeting_series", "body"),
    *("plan", "plan_priority", "plan_action", "plan_milestone", "plan_evaluation"),
)
_STATES = {OPEN: "", DONE: "done", DROPPED: "dropped"}


class TasksPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Tasks", wide=True)
        self._context = context
        self._today = context.today()
        self._wanted = ""
        self._view_state: Mapping[str, Any] = {}
        self._rows: tuple[TaskRow, ...] = ()
        self.filter = SearchField("Filter tasks")
        self.which = QComboBox()
        self.which.setAccessibleName("Which tasks")
        self.which.addItems([title for title, _states, _keep in _FILTERS])
        self.count = Label("", "caption")
        self.model = RowsModel(self._columns(), key=lambda row: row.uid)
        self.table = _Table(self)
        self.done = Button("Done", self._on_done, icon="check")
        self.snooze = Button("Put off", self._on_snooze)
        self.edit = Button("Change", self._on_edit)
        self.drop = Button("Drop", self._on_drop)
        self.reopen = Button("Reopen", self._on_reopen)
        self.visit = Button("Where it was agreed", self._on_origin)
        self.set_primary("Add a task", self._on_add, icon="add")
        self._lay_out()
        self.filter.filtered.connect(lambda _text: self._filter())
        self.filter.entered.connect(self.table.setFocus)
        self.which.activated.connect(lambda _n: self.refresh(None))
        self.table.opened.connect(lambda _row: self._on_edit())
        self.table.chosen.connect(self._on_chosen)
        self._on_chosen(None)
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "due",
                "By when",
                self._due,
                23,
                sort=lambda row: row.due,
                role=lambda row: "bad" if row.overdue else "text",
            ),
            Column("what", "What", lambda row: row.what, 42),
            Column("owner", "Whose", lambda row: row.owner, 24),
            Column("school", "School", lambda row: row.provider or row.about, 26),
            Column("measure", "What would show it", lambda row: row.measure, 20),
            Column("origin", "Agreed at", lambda row: row.origin, 22, hidden=True),
            Column("note", "Note", lambda row: row.snooze_reason or row.done_note, 20, hidden=True),
        )

    def _due(self, row: TaskRow) -> str:
        if row.state != OPEN and row.done_on:
            return f"✓ {_STATES[row.state]} {say(date.fromisoformat(row.done_on), self._today)}"
        if row.snoozed:
            return f"◌ put off until {say(date.fromisoformat(row.snoozed_until), self._today)}"
        if not row.due:
            return "no date"
        words = say_due(date.fromisoformat(row.due), self._today)
        return f"▲ {words}" if row.overdue else words

    def _lay_out(self) -> None:
        buttons = (self.done, self.snooze, self.edit, self.drop, self.reopen, self.visit)
        self.add(ToolLine(self.filter, self.which, buttons))
        self.add(self.table, 1)
        self.add(self.count)

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """Put the cursor on task `uid`, whatever its state."""
        self._wanted = params.get("uid", "")
        self.filter.clear()
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if changes is not None and not changes.touches(*_TABLES):
            return
        states = (OPEN, DONE, DROPPED) if self._wanted else _FILTERS[self.which.currentIndex()][1]
        context, hidden = self._context, self.which.currentText() == _RESTRICTED
        plans, wanted = states == (OPEN,), bool(self._wanted)

        def work() -> tuple[TaskRow, ...]:
            rows = _read(context.services.tasks, states, plans, hidden or wanted)
            return tuple(row for row in rows if wanted or row.restricted is hidden)

        context.jobs.run(self, work, self._show)

    def commands(self) -> Sequence[Command]:
        return (Command("add-task", "Add a task", self._on_add, "Ctrl+N", "Tasks"),)

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "which": self.which.currentIndex(),
            "table": self.table.view_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.which.setCurrentIndex(state.get("which", 0))
        self._view_state = state.get("table", {})
        self.refresh(None)

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.filter).setFocus()

    # What it shows -------------------------------------------------------------------------------

    def _show(self, rows: tuple[TaskRow, ...]) -> None:
        self._rows = rows
        if self._wanted:
            self._choose_list_of(next((row for row in rows if row.uid == self._wanted), None))
        if not rows and self.which.currentIndex() == 0 and not self.filter.text():
            self.show_empty(
                "Nothing is open.",
                "Actions agreed on a visit or at a meeting stand here until they are done.",
                "Add a task",
                self._on_add,
                icon="check",
            )
            return
        self.show_content()
        self._filter()
        if self._wanted:
            self.table.select_key(self._wanted)
            self._wanted = ""
        elif self._view_state:
            self.table.restore_view(self._view_state)
            self._view_state = {}
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.row(0).uid)

    def _choose_list_of(self, row: TaskRow | None) -> None:
        """The list that holds the task wanted."""
        if row is None:
            return
        self._rows = tuple(each for each in self._rows if each.state == row.state)
        for number, (_title, states, keep) in enumerate(_FILTERS):
            if row.state in states and (keep is None or keep(row)):
                self.which.setCurrentIndex(number)
                return

    def _filter(self) -> None:
        keep = _FILTERS[self.which.currentIndex()][2]
        self.model.set_rows([row for row in self._rows if keep is None or keep(row)])
        self.model.set_filter(self.filter.text())
        shown = self.model.rowCount()
        none = "No task matches." if self.filter.text() else "None."
        self.count.setText(f"{shown:,} task{'' if shown == 1 else 's'}" if shown else none)

    def _on_chosen(self, row: TaskRow | None) -> None:
        is_open = row is not None and row.state == OPEN and not row.plan_uid
        for button in (self.done, self.snooze, self.edit, self.drop):
            button.setEnabled(is_open)
        done = row is not None and row.state != OPEN
        self.reopen.setEnabled(done or (row is not None and row.snoozed))
        self.visit.setEnabled(row is not None and bool(row.visit_uid or row.meeting_uid))

    # What is done --------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Space done, S put off, Delete drops; false for any other key."""
        ways = {
            Qt.Key.Key_Space: self.done,
            Qt.Key.Key_S: self.snooze,
            Qt.Key.Key_Delete: self.drop,
        }
        button = ways.get(Qt.Key(event.key()))
        if button is None or event.modifiers() or not button.isEnabled():
            return False
        button.click()
        return True

    def _on_done(self) -> None:
        row = self.table.current_row()
        note = ask_done(self, row.what) if row is not None else None
        if note is not None:
            self._write(lambda tasks: tasks.done(row.uid, note), "Done.")

    def _on_snooze(self) -> None:
        row = self.table.current_row()
        found = ask_snooze(self, row.what, self._today) if row is not None else None
        if found is not None:
            self._write(lambda tasks: tasks.snooze(row.uid, *found), "Put off.")

    def _on_drop(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._write(lambda tasks: tasks.drop(row.uid), "Dropped.")

    def _on_reopen(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._write(lambda tasks: tasks.reopen(row.uid), "Open again.")

    def _on_origin(self) -> None:
        row = self.table.current_row()
        if row is not None and row.meeting_uid:
            self.go("meeting", uid=row.meeting_uid, item=row.meeting_item)
        elif row is not None:
            self.go("visit", uid=row.visit_uid)

    def _on_edit(self) -> None:
        row = self.table.current_row()
        if row is not None and row.plan_uid:
            self.go("plan", uid=row.plan_uid, row=row.plan_row)
        elif row is not None and row.state == OPEN:
            self._ask(row, ())

    def _on_add(self) -> None:
        context = self._context
        context.jobs.run(
            self,
            lambda: context.services.visits.schools(),
            lambda schools: self._ask(None, schools),
        )

    def _ask(self, row: TaskRow | None, schools: Sequence[tuple[str, str]]) -> None:
        dialog = TaskDialog(self, self._today, row, schools)
        dialog.confirmed.connect(lambda: self._save(dialog, row))
        dialog.open()

    def _save(self, dialog: TaskDialog, row: TaskRow | None) -> None:
        given, school, context = dialog.fields(), dialog.chosen_school(), self._context

        def work() -> Any:
            tasks = context.services.tasks
            return tasks.add(school, given) if row is None else tasks.edit(row.uid, given)

        def done(result: Any) -> None:
            dialog.accept()
            words = "Task added." if row is None else "Task changed."
            context.announce(getattr(result, "changes", result), words)

        context.jobs.run(dialog, work, done, dialog.refuse)

    def _write(self, work: Callable[[Any], Any], words: str) -> None:
        context = self._context
        context.jobs.run(
            self,
            lambda: work(context.services.tasks),
            lambda changes: context.announce(changes, words),
        )


def _read(
    tasks: TaskService, states: Sequence[str], plans: bool, restricted: bool
) -> tuple[TaskRow, ...]:
    """Tasks with what plans ask for by date; those of restricted visits if asked for."""
    found = tasks.rows(states, restricted=restricted)
    rows = (*found, *(tasks.in_plans() if plans else ()))
    return tuple(sorted(rows, key=lambda row: row.due or "9999"))


class _Table(TableView):
    """The tasks, answered by single keys."""

    def __init__(self, page: TasksPage) -> None:
        super().__init__("Tasks", page.model)
        self._page = page
        self.setAccessibleDescription("Space done, S put off, Delete drops, Enter changes")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._page.key(event):
            super().keyPressEvent(event)
