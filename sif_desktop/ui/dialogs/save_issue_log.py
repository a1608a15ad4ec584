"""The issue log of a school or of all, between two days, as a table or as a document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from sif_desktop.domain.dates import parse_date, say_long
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.terms import academic_year
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import FormDialog, on_confirm
from sif_desktop.ui.widgets.fields import DateField

_DOCUMENT, _TABLE = "document", "table"
ASKED = "Excel workbook (*.xlsx);;CSV file (*.csv)"


def school_combo(schools: Sequence[tuple[str, str]]) -> QComboBox:
    """All schools, then each of `schools` (uid, name)."""
    combo = QComboBox()
    combo.addItem("All schools", "")
    for uid, name in schools:
        combo.addItem(name, uid)
    return combo


def period_fields(today: date) -> tuple[DateField, DateField]:
    """From the beginning of the school year to today."""
    parse = lambda text: parse_date(text, today, past=True)  # noqa: E731
    since, until = DateField("From", parse), DateField("Until", parse)
    since.set_value(date(academic_year(today), 9, 1))
    until.set_value(today)
    return since, until


class SaveLogDialog(FormDialog):
    def __init__(
        self, context: AppContext, parent: QWidget, schools: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(
            parent,
            "Save the issue log",
            "Save…",
            "Who received which copy of what was issued, by which route and when.",
        )
        self._context, self._page = context, parent
        self.school = school_combo(schools)
        self.since, self.until = period_fields(context.today())
        self.form_of = QComboBox()
        self.form_of.addItem("Word and PDF document", _DOCUMENT)
        self.form_of.addItem("Excel or CSV table", _TABLE)
        for name, field in (
            ("School", self.school),
            ("Issued from", self.since),
            ("Issued until", self.until),
            ("As", self.form_of),
        ):
            self.add(name, field)
        self.fit(520, 400)
        on_confirm(self, self._confirmed)
        self.school.setFocus()

    def _confirmed(self) -> None:
        since, until = self.since.value(), self.until.value()
        if since is None or until is None:
            raise Problem("The period is not known.", "Say from which day and until which.")
        if self.form_of.currentData() == _TABLE:
            self._ask_file(since, until)
        else:
            self._ask_folder(since, until)

    def _ask_file(self, since: date, until: date) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the issue log", "issue log.xlsx", ASKED)
        if name:
            # The system's own dialog has asked whether a file may be replaced.
            self.save_table(since, until, Path(name), replace=True)
        else:
            self.verb.setEnabled(True)

    def _ask_folder(self, since: date, until: date) -> None:
        from sif_desktop.ui.dialogs.issue_document import choose_folder

        folder = choose_folder(self)
        if folder:
            self.save_document(since, until, Path(folder))
        else:
            self.verb.setEnabled(True)

    def save_table(self, since: date, until: date, path: Path, *, replace: bool = False) -> None:
        log, school = self._context.services.issue_log, self.school.currentData()

        def work() -> str:
            count = log.export(path, log.lines(school, since, until), replace=replace)
            return f"{count:,} line{'' if count == 1 else 's'} saved in {path.name}."

        self._run(work)

    def save_document(self, since: date, until: date, folder: Path) -> None:
        log, school = self._context.services.issue_log, self.school.currentData()
        about = f"{self.school.currentText()}, {_said(since)} to {_said(until)}"

        def work() -> str:
            paths = log.save_document(log.lines(school, since, until), about, folder)
            return f"Saved {paths[0].name} and {paths[1].name}."

        self._run(work)

    def _run(self, work: Any) -> None:
        self._context.jobs.run(self, work, self._saved, self.refuse)

    def _saved(self, words: str) -> None:
        page = self._page
        self.accept()
        messages.say(page, words)


def _said(day: date) -> str:
    return say_long(day).partition(" ")[2]
