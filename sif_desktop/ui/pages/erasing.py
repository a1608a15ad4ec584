"""Erasing for good, for the office; and the log of what was erased, never of what it said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sif_desktop.ui import table_files
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.erase_record import ConfirmErasing, EraseDialog
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.list_pane import ListPane, ListSpec

_ABOUT = (
    "For the office: a record, its history and its files go for good, here and from every "
    "colleague’s caseload. This log keeps that it was done, by whom and on what ground."
)


class ErasingPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Erasing and its log", wide=True)
        self._context = context
        self.dialog: EraseDialog | None = None
        self.confirm: ConfirmErasing | None = None
        self.set_title("Erasing and its log", _ABOUT)
        self.log = ListPane(context, _log(), ())
        self.export = Button("Export the log…", self._ask_where, icon="export")
        self.add_action(self.export)
        self.set_primary("Erase a record…", self.ask)
        self.add(self.log, 1)
        self.log.read()

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`school`: one to erase something of."""
        self.log.read()
        if params.get("school"):
            self.ask(str(params["school"]))

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("disposal"):
            self.log.read()

    def commands(self) -> Sequence[Command]:
        return (
            Command("erasing.erase", "Erase a record for good", self.ask, "Ctrl+N", "Erasing"),
            Command("erasing.export", "Export the disposal log", self._ask_where, "", "Erasing"),
        )

    def state(self) -> dict[str, Any]:
        return self.log.view_state()

    def restore(self, state: Mapping[str, Any]) -> None:
        self.log.restore(state)

    def take_focus(self) -> None:
        self.log.take_focus()

    # The log -----------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        path = table_files.ask_where(self, "Export the disposal log", "disposal log")
        if path is not None:
            self.export_to(path, replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        table_files.write_rows(
            self._context, self, path, self.log.spec.columns, self.log.rows(),
            title="Disposal log", replace=replace,
        )  # fmt: skip

    # Erasing -----------------------------------------------------------------------------------

    def ask(self, school: str = "") -> None:
        """Choose what is to go and say why."""
        erasable = self._context.services.erasable
        self._context.jobs.run(
            self, lambda: erasable.schools(), lambda found: self._ask(found, school)
        )

    def _ask(self, schools: Mapping[str, str], school: str) -> None:
        jobs, erasable = self._context.jobs, self._context.services.erasable
        dialog = self.dialog = EraseDialog(
            self,
            schools,
            lambda uid: jobs.run(dialog, lambda: erasable.kinds(uid), dialog.show_kinds),
            lambda uid, kind: jobs.run(
                dialog, lambda: erasable.records(uid, kind), dialog.show_records
            ),
        )
        on_confirm(dialog, lambda: self._look(dialog))
        if school:
            dialog.choose(school)
        dialog.open()

    def _look(self, dialog: EraseDialog) -> None:
        """Everything that would go, before it does."""
        table, uid = dialog.chosen()
        why, name = dialog.why(), dialog.record.currentText()

        def done(plan: Any) -> None:
            dialog.accept()
            confirm = self.confirm = ConfirmErasing(self, name, plan, why)
            on_confirm(confirm, lambda: self._erase(confirm, table, uid, why))
            confirm.open()

        erasing = self._context.services.erasing
        self._context.jobs.run(dialog, lambda: erasing.plan(table, uid), done, dialog.refuse)

    def _erase(self, confirm: ConfirmErasing, table: str, uid: str, why: dict[str, str]) -> None:
        context = self._context
        if context.window is not None:
            context.window.settle()

        def work(progress: Any, _cancelled: Any) -> Any:
            return context.services.erasing.erase(table, uid, progress=progress, **why)

        def done(changes: Any) -> None:
            confirm.accept()
            count = confirm.plan.count
            told = f"{count:,} records are erased for good." if count != 1 else "It is erased."
            context.announce(changes, told, undoable=False)

        def failed(error: BaseException) -> None:
            confirm.refuse(error)
            self.log.read()  # it may be erased and only the file not cleared

        context.jobs.run_long(confirm, "Erasing for good", work, done, failed)


def _log() -> ListSpec:
    return ListSpec(
        "disposals",
        "Disposal log",
        (
            Column("at", "When", _moment, 18, sort=lambda row: row.erased_at),
            Column("who", "By whom", lambda row: row.erased_by, 16),
            Column("record", "What kind", lambda row: row.record, 14),
            _number("records", "Records", 9),
            _number("files", "Files", 8),
            Column("ground", "Ground", lambda row: row.ground, 25),
            Column("reason", "Reason", lambda row: row.reason, 24),
            _number("late", "Came later", 12),
        ),
        {"Everything that was erased": lambda services: services.erasing.log()},
        lambda row: row.uid,
        "Nothing was erased for good yet.",
        "What is wrong or finished with is deleted or closed, which can be undone. Erase what the "
        "law or your retention rules want gone.",
    )


def _number(key: str, label: str, width: int) -> Column:
    return Column(
        key, label, lambda row: f"{getattr(row, key):,}", width, "right",
        lambda row: getattr(row, key),
    )  # fmt: skip


def _moment(row: Any) -> str:
    if not row.erased_at:
        return ""
    at = datetime.fromisoformat(row.erased_at).astimezone()
    return f"{at.day} {at:%b %Y, %H:%M}"
