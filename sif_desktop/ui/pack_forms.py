"""Checklists in the rulebook's editor: copied, taken from a workbook, given out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.pack_form import CopyFormDialog, TakeFormDialog
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sif_desktop.ui.pages.pack_editor import PackEditorPage

_WORKBOOKS = "XLSForm workbooks (*.xlsx);;All files (*)"


class PackForms:
    """The menu “Checklists” and what it does; `page` keeps what is not saved yet."""

    def __init__(self, context: AppContext, page: PackEditorPage) -> None:
        self._context, self._page = context, page
        self._form = ""
        self._out: list[QAction] = []

    def button(self) -> Button:
        made = Button("Checklists", icon="documents")
        menu = QMenu(made)
        menu.addAction("Take from a workbook (XLSForm)…").triggered.connect(self.choose)
        menu.addAction("Copy a checklist…").triggered.connect(self.copy)
        menu.addSeparator()
        for words, run in (
            ("Save this one as a workbook (XLSForm)…", self.choose_out),
            ("Print this one blank…", self.print_blank),
        ):
            action = menu.addAction(words)
            action.triggered.connect(run)
            self._out.append(action)
        made.setMenu(menu)
        return made

    def mark(self, form: str, *, saved: bool) -> None:
        """`form` is the checklist shown, empty while another area is; only one that is `saved`
        goes out."""
        self._form = form
        for action in self._out:
            action.setEnabled(bool(form) and saved)

    # Coming in -----------------------------------------------------------------------------------

    def choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "Choose the workbook", "", _WORKBOOKS)
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show what the workbook would bring and what it cannot."""
        self._context.jobs.run(
            self._page,
            lambda: self._context.services.pack_editor.read_form(path),
            lambda read: self._offer(path, read),
        )

    def _offer(self, path: Path, read: Any) -> None:
        page, editor = self._page, lambda: self._context.services.pack_editor
        dialog = TakeFormDialog(page, path, read, page.view.visits)

        def confirmed() -> None:
            edits, visit = page.edits, dialog.visit()
            self._context.jobs.run(
                page,
                lambda: editor().take_form(edits, read, visit),
                lambda made: page.try_out(dialog, made, dialog.refuse_faults),
                dialog.refuse,
            )

        dialog.confirmed.connect(confirmed)
        dialog.open()

    def copy(self) -> None:
        page, editor = self._page, lambda: self._context.services.pack_editor
        if page.view is None:
            return
        dialog = CopyFormDialog(page, page.view.forms, self._form, page.view.visits)

        def confirmed() -> None:
            given = (page.edits, dialog.source(), dialog.name.text(), dialog.visit())
            self._context.jobs.run(
                page,
                lambda: editor().copy_form(*given),
                lambda made: page.try_out(dialog, made, dialog.refuse_faults),
                dialog.refuse,
            )

        dialog.confirmed.connect(confirmed)
        dialog.open()

    # Going out -----------------------------------------------------------------------------------

    def choose_out(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page, "Save the checklist", f"{self._form}.xlsx", _WORKBOOKS
        )
        if name:
            self.save_out(Path(name), replace=True)  # the system's dialog has asked

    def save_out(self, path: Path, *, replace: bool = False) -> None:
        form = self._form
        self._context.jobs.run(
            self._page,
            lambda: self._context.services.pack_editor.write_form(form, path, replace=replace),
            lambda saved: messages.say(self._page, f"Checklist saved as {saved.name}."),
        )

    def print_blank(self) -> None:
        form = self._form
        title = next(words for code, words in self._page.view.forms if code == form)
        PaperSheet(
            self._context,
            self._page,
            f"Blank checklist: {title}",
            lambda services: services.paper.blank_checklist(form),
        ).open()
