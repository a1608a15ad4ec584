"""Cases: the risk register, what the rulebook proposes, concerns, contacts and support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QTabWidget

from sif_desktop.ui import messages
from sif_desktop.ui.case_desk import CaseDesk
from sif_desktop.ui.commands import Command
from sif_desktop.ui.concern_desk import ConcernDesk
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.monitoring_desk import MonitoringDesk
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.care_section import TABLES, answer_concern, answer_support
from sif_desktop.ui.widgets.case_lists import case_lists
from sif_desktop.ui.widgets.list_pane import Act, ListPane
from sif_desktop.ui.widgets.overview_lists import overview_lists

_ALSO = ("risk_assessment", "indicator_value", "task")


class CasesPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Cases", wide=True)
        self._context = context
        self.cases = CaseDesk(context, self, lambda uid: self.go("case", uid=uid))
        self.concerns = ConcernDesk(context, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.panes: dict[str, ListPane] = {}
        acts = self._acts()
        self.monitoring = MonitoringDesk(context, self)
        for spec in (*case_lists(context.today()), *overview_lists(context.today())):
            pane = self.panes[spec.key] = ListPane(context, spec, acts[spec.key])
            self.tabs.addTab(pane, spec.title)
        self._connect()
        self.add_action(Button("Export", self.export, icon="export"))
        self.add_action(Button("Log a contact", self.concerns.log_contact))
        self.add_action(Button("Open a case", self.cases.open_case))
        self.set_primary("Log a concern", self.concerns.log_concern, icon="add")
        self.add(self.tabs, 1)
        self.refresh(None)

    def _acts(self) -> Mapping[str, Sequence[Act]]:
        desk = self.concerns
        return {
            "register": (Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),),
            "proposed": (
                Act("Open the case", self._open_proposed, "o"),
                Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),
            ),
            "concerns": (
                Act("Close", desk.close_concern, "c", _open),
                Act("Next stage", desk.advance_complaint, "n", _complaint),
                Act("Change", desk.edit_concern, "e"),
                Act("Reopen", desk.reopen_concern, "r", lambda row: not _open(row)),
                Act("Open a case", self._case_for, "o", lambda row: not row.case_uid),
            ),
            "contacts": (
                Act("Answer", desk.answer_contact, "a", lambda row: not row.answered_on),
                Act("Change", desk.edit_contact, "e"),
            ),
            "support": (
                Act("End", desk.end_support, "d", lambda row: row.state == "running"),
                Act("Sustained?", desk.look_again, "l", lambda row: row.state == "ended"),
                Act("Change", desk.edit_support, "e"),
            ),
            "impact": (),
            "risk": (
                Act("Assess", lambda row: self.monitoring.assess(row), "a"),
                Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),
            ),
            "officers": (Act("School", lambda r: self.go("school", uid=r.provider_uid), "s"),),
        }

    def _connect(self) -> None:
        panes = self.panes
        panes["register"].opened.connect(lambda row: self.go("case", uid=row.uid))
        panes["proposed"].opened.connect(self._open_proposed)
        panes["concerns"].opened.connect(lambda row: answer_concern(self.concerns, row))
        panes["contacts"].opened.connect(self.concerns.answer_contact)
        panes["support"].opened.connect(lambda row: answer_support(self.concerns, row))
        panes["risk"].opened.connect(self.monitoring.assess)
        panes["officers"].opened.connect(self._open_work)

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        """`list`: which one; `uid`: the row to put the cursor on."""
        pane = self.panes.get(params.get("list", ""))
        if pane is None:
            return
        self.tabs.setCurrentWidget(pane)
        if params.get("uid"):
            pane.which.setCurrentIndex(1)  # whatever its state
            pane.want(params["uid"])
            pane.read()

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("provider", "provider_status", *TABLES, *_ALSO):
            for pane in self.panes.values():
                pane.read()

    def commands(self) -> tuple[Command, ...]:
        group = "Cases"
        return (
            Command("log-concern", "Log a concern", self.concerns.log_concern, "Ctrl+N", group),
            Command("log-contact", "Log a contact", self.concerns.log_contact, "", group),
            Command("open-case", "Open a case", self.cases.open_case, "", group),
            Command("begin-support", "Begin support", self.concerns.start_support, "", group),
            Command("export-cases", "Export this list", self.export, "", group),
        )

    def state(self) -> dict[str, Any]:
        lists = {key: pane.view_state() for key, pane in self.panes.items()}
        return {"tab": self.tabs.currentIndex(), "lists": lists}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.tabs.setCurrentIndex(state.get("tab", 0))
        for key, pane in self.panes.items():
            pane.restore(state.get("lists", {}).get(key, {}))
            pane.read()

    def take_focus(self) -> None:
        self._current().take_focus()

    # What is done --------------------------------------------------------------------------------

    def _current(self) -> ListPane:
        found = self.tabs.currentWidget()
        assert isinstance(found, ListPane)
        return found

    def _open_proposed(self, row: Any) -> None:
        self.cases.open_case(row.provider_uid, row.provider, "; ".join(row.reasons))

    def _open_work(self, row: Any) -> None:
        if row.case_uid:
            self.go("case", uid=row.case_uid)
        else:
            self.go("school", uid=row.provider_uid, part="care")

    def _case_for(self, row: Any) -> None:
        self.cases.open_case(row.provider_uid, row.provider, row.what)

    def export(self) -> None:
        """Ask where to, and write the list in front as shown."""
        title = self._current().spec.title.lower()
        name, _ = QFileDialog.getSaveFileName(
            self, f"Export: {title}", f"{title}.xlsx", "Excel workbook (*.xlsx);;CSV file (*.csv)"
        )
        if name:
            # The system's own dialog has asked whether a file may be replaced.
            self.export_to(Path(name), replace=True)

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """The risk register with all that is known of each case, another list as it is shown; a
        restricted concern never leaves."""
        pane, context = self._current(), self._context
        rows = tuple(row for row in pane.rows() if not getattr(row, "restricted", False))
        columns = pane.spec.columns
        lines = [[column.text(row) for column in columns] for row in rows]

        def work() -> int:
            from sif_desktop.services.table_export import export_table

            if pane.spec.key == "register":
                return context.services.cases.export(path, rows, replace=replace)
            headings = [column.label for column in columns]
            return export_table(path, headings, lines, title=pane.spec.title, replace=replace)

        said = "{:,} lines exported to {}."
        context.jobs.run(
            self, work, lambda count: messages.say(self, said.format(count, path.name))
        )


def _open(row: Any) -> bool:
    return bool(row.state == "open")


def _complaint(row: Any) -> bool:
    return row.kind == "complaint" and _open(row)
