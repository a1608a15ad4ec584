"""Many issued documents saved at once: which, in which copies and formats, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from sif_desktop.domain.copies import EVERY_LABEL, SCHOOL
from sif_desktop.services.batch_export import FORMATS, BatchChoice
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.sheet import WorkLine, column, flow, set_up, sheet
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section
from sif_desktop.ui.widgets.tick_list import TickList

_MOST_TOLD = 8


class BatchDialog(QDialog):
    """`candidates`, `choices` and `criteria` are what `services.batch` gives."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        candidates: Sequence[Any],
        choices: Mapping[str, Sequence[Any]],
        criteria: Mapping[str, str],
        folder: Callable[[], str],
    ) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent
        self._candidates, self._folder = candidates, folder
        self._job: Any = None
        set_up(self, "Save many documents", 760, 520)
        # What all have in common narrows nothing.
        offered = [code for code in criteria if len(choices[code]) > 1 or code == "school"]
        self.lists = {code: TickList(criteria[code], 5) for code in offered}
        for code, ticks in self.lists.items():
            ticks.set_choices([(c.value, c.label, c.count) for c in choices[code]], ())
            ticks.changed.connect(self._count)
        self.copies = {code: QCheckBox(label) for code, label in EVERY_LABEL.items()}
        self.formats = {code: QCheckBox(label) for code, label in FORMATS.items()}
        self.copies[SCHOOL].setChecked(True)
        self.earlier = QCheckBox("Earlier versions too")
        for box in (*self.formats.values(),):
            box.setChecked(True)
        for box in (*self.copies.values(), *self.formats.values(), self.earlier):
            box.toggled.connect(lambda _on: self._count())
        self.line = WorkLine()
        self.cancel = Button("Cancel", self.reject)
        self.verb = Button("Save in a folder…", self._ask_folder, look="primary")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._sheet = sheet(self._body(), [self.cancel, self.verb], self.line)
        whole.addWidget(self._sheet)
        self._count()
        next(iter(self.lists.values())).list.setFocus()

    def _body(self) -> QWidget:
        grid_of = QWidget()
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, theme.GAP, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.GROUP)
        for place, ticks in enumerate(self.lists.values()):
            grid.addWidget(ticks, place // 2, place % 2)
        self._choice = column(
            [
                Label("Save many documents", "title", wrap=True),
                quiet(
                    "Nothing ticked in a list means all. Files that are there are never replaced."
                ),
                grid_of,
                section("Which copies"),
                flow(*self.copies.values()),
                section("Which files"),
                flow(*self.formats.values(), self.earlier),
            ]
        )
        return self._choice

    def choice(self) -> BatchChoice:
        return BatchChoice(
            {code: ticks.ticked() for code, ticks in self.lists.items()},
            tuple(code for code, box in self.copies.items() if box.isChecked()),
            tuple(code for code, box in self.formats.items() if box.isChecked()),
            self.earlier.isChecked(),
        )

    def _count(self) -> None:
        choice = self.choice()
        found = len(self._context.services.batch.chosen(self._candidates, choice))
        files = found * len(choice.copies) * len(choice.formats)
        documents = f"{found:,} document{'' if found == 1 else 's'}"
        self.line.say(f"{documents}, up to {files:,} file{'' if files == 1 else 's'}")
        self.verb.setEnabled(files > 0)

    def _ask_folder(self) -> None:
        if folder := self._folder():
            self.save_in(Path(folder))

    def save_in(self, folder: Path) -> None:
        """Save what is chosen; Cancel stops after the file in hand."""
        batch, choice, candidates = self._context.services.batch, self.choice(), self._candidates
        self._choice.setEnabled(False)
        self.verb.setEnabled(False)
        self._job = self._context.jobs.run_long(
            self,
            "Saving documents",
            lambda progress, cancelled: batch.save(candidates, choice, folder, progress, cancelled),
            self._done,
            self._failed,
        )
        self.line.watch(self._job, "Saving documents")

    def _done(self, result: Any) -> None:
        self._job = None
        page = self._page
        self.accept()
        if result.fault or result.stopped or result.lacking:
            BatchSummary(page, result).open()
        else:
            messages.say(page, summary(result))

    def _failed(self, error: BaseException) -> None:
        self._job = None
        page = self._page
        self.reject()
        messages.report_failure(page, error)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.line.say("Stopping after this file…")
            return
        super().reject()


class BatchSummary(QDialog):
    """What was saved and what was not, where there is something to know."""

    def __init__(self, parent: QWidget, result: Any) -> None:
        super().__init__(parent)
        stopped = result.fault or result.stopped
        title = "Saving stopped early" if stopped else "Saved, but not everything"
        set_up(self, title, 560, 380)
        parts: list[QWidget] = [Label(title, "title", wrap=True)]
        if result.fault:
            parts.append(Paragraph(str(result.fault)))
        parts.append(Paragraph(summary(result)))
        if result.lacking:
            told = "\n".join(f"• {one}" for one in result.lacking[:_MOST_TOLD])
            more = len(result.lacking) - _MOST_TOLD
            parts += [section("Without that copy"), Paragraph(told)]
            parts += [caption(f"… and {more} more")] if more > 0 else []
        open_it = Button("Open the folder", lambda: _open(result.folder), icon="folder")
        open_it.setEnabled(result.folder.is_dir())
        close = Button("Close", self.accept, look="primary")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet(column(parts), [open_it, close]))
        close.setFocus()


def summary(result: Any) -> str:
    """How many files were saved, were there, and were not reached."""
    parts = [f"{result.written:,} file{'' if result.written == 1 else 's'} saved"]
    if result.there:
        parts.append(f"{result.there:,} there already")
    if result.left:
        parts.append(f"{result.left:,} not reached")
    return f"{', '.join(parts)}: {result.folder}."


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
