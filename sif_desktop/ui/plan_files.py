"""A plan as files: paper of each kind to look at and save, and a workbook."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from sif_desktop.domain.plans import Plan
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet

# The method of the papers of plans, and what it makes; the first is for a restricted plan too.
PAPERS = {
    "plan": "For the governing body",
    "staff": "For staff",
    "grid": "Milestones by term",
    "coverage": "What the plans cover",
}


class PlanFiles:
    def __init__(self, context: AppContext, page: QWidget) -> None:
        self._context, self._page = context, page

    def menu(self, plan: Plan, over: QWidget) -> QMenu:
        """What can be made of a plan, below `over`."""
        menu = QMenu(self._page)
        for name, words in PAPERS.items():
            if name in ("plan", "grid") or not plan.restricted:
                menu.addAction(f"{words}…", partial(self.print, plan, name))
        menu.addSeparator()
        menu.addAction("As an Excel workbook…", partial(self.ask_workbook, plan))
        menu.popup(over.mapToGlobal(QPoint(0, over.height())))
        return menu

    def print(self, plan: Plan, name: str) -> PaperSheet:
        """The page as it will be, to be saved as Word and PDF."""
        make: Callable[[Any], Any] = lambda s: getattr(s.plan_papers, name)(plan.uid)  # noqa: E731
        sheet = PaperSheet(self._context, self._page, f"{plan.title}: {PAPERS[name]}", make)
        sheet.open()
        return sheet

    def ask_workbook(self, plan: Plan) -> None:
        """Ask where to, and write the rows as a workbook."""
        name, _ = QFileDialog.getSaveFileName(
            self._page, "Save the plan as a workbook", f"{plan.title}.xlsx",
            "Excel workbook (*.xlsx)",
        )  # fmt: skip
        if name:
            # The system's own dialog has asked whether a file may be replaced.
            self.save_workbook(plan, Path(name), replace=True)

    def save_workbook(self, plan: Plan, path: Path, *, replace: bool = False) -> None:
        context = self._context

        def work() -> int:
            from sif_desktop.services.plan_workbook import write_workbook

            page = context.services.plans.page(plan.uid)
            return write_workbook(page, path, replace=replace)

        said = "{:,} rows saved to {}."
        context.jobs.run(
            self._page, work, lambda count: messages.say(self._page, said.format(count, path.name))
        )
