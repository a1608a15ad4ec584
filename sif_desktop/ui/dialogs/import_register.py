"""Importing the register: what the file is, which schools to take, what would change; then do it.

Nothing is written before the button that says how many. Cancel works at every moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.jobs import Job
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tick_list import TickList

_PAUSE_MS = 400  # after the last tick, before the file is compared again

_NEW = (
    Column("name", "School", lambda row: row.name, 27),
    Column("type", "Type", lambda row: row.type, 20),
    Column("town", "Town", lambda row: row.town, 12),
    Column("status", "Status", lambda row: row.status, 9),
    Column("la", "Local authority", lambda row: row.la_name, 13),
    Column("urn", "URN", lambda row: row.urn, 9, hidden=True),
)
_CHANGED = (
    Column("name", "School", lambda row: row.name, 26),
    Column("field", "Field", lambda row: row.label, 17),
    Column("old", "Now here", lambda row: row.old, 20),
    Column("new", "In the register", lambda row: row.new, 20),
)
_SKIPPED = (
    Column("reason", "Why", lambda row: row.reason, 36),
    Column("count", "Rows", lambda row: f"{row.count:,}", 10, "right", sort=lambda row: row.count),
    Column("line", "Line", lambda row: f"{row.line:,}" if row.line else "", 10, "right",
           sort=lambda row: row.line or None),
    Column("detail", "What stands there", lambda row: row.detail, 30),
)  # fmt: skip
_KEPT = (
    Column("name", "School", lambda row: row.name, 26),
    Column("field", "Field", lambda row: row.label, 17),
    Column("ours", "Stays as edited", lambda row: str(row.local_value or ""), 20),
    Column("register", "In the register", lambda row: str(row.register_value or ""), 20),
)
_TABS = (
    ("new", "New", _NEW),
    ("changed", "Changed", _CHANGED),
    ("kept", "Your edits kept", _KEPT),
    ("skipped", "Skipped", _SKIPPED),
)


class ImportDialog(QDialog):
    """Emits `imported` with an ImportResult when all is written."""

    imported = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget, found: Any) -> None:
        super().__init__(parent)
        self._owner = parent
        self._context, self._path = context, found.path
        self._preview: Any = None
        self._job: Job | None = None
        self._writing = False
        self._round = 0  # answers to an earlier choice are dropped
        self.setWindowTitle("Import the register")
        self.setAccessibleName("Import the register")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.what = Label(f"{found.path.name}: reading…", "quiet", wrap=True)
        self.notices = Label("", "warn", wrap=True)
        self.notices.hide()
        self.authorities = TickList("Local authorities", 5)
        self.statuses = TickList("Statuses", 4)
        self.types = TickList("Types", 5)
        self.state_funded = QCheckBox("State-funded only")
        self._tables = {key: RowsModel(columns, key=id) for key, _, columns in _TABS}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for key, title, _ in _TABS:
            self.tabs.addTab(TableView(title, self._tables[key]), title)
        self.summary = Label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the reading is")
        self.words = Label("", "caption")
        self.verb = Button("Import", self._import, look="primary")
        self.stop = Button("Cancel", self.reject)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._compare)
        self._lay_out()
        self._survey()

    # How it is laid out --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look, window = theme.current(), self._owner.window().size()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.GAP)
        column.addWidget(Label("Import the register", "title"))
        column.addWidget(self.what)
        column.addWidget(self.notices)
        middle = QHBoxLayout()
        middle.setSpacing(theme.MARGIN)
        middle.addWidget(self._choices(look.px(270)))
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self.summary)
        right.addWidget(self.tabs, 1)
        middle.addLayout(right, 1)
        column.addLayout(middle, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.bar, 1)
        line.addWidget(self.words)
        line.addStretch(1)
        line.addWidget(self.stop)
        line.addWidget(self.verb)
        column.addLayout(line)
        self.resize(
            min(look.px(1080), window.width() - 40), min(look.px(660), window.height() - 40)
        )
        self.verb.setEnabled(False)

    def _choices(self, width: int) -> QWidget:
        inner = QWidget()
        inner.setProperty("look", "column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GAP, 0)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.state_funded)
        for part in (self.authorities, self.statuses, self.types):
            column.addWidget(part)
            part.changed.connect(self._pause.start)
        column.addStretch(1)
        self.state_funded.toggled.connect(lambda _on: self._pause.start())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedWidth(width)
        area.setAccessibleName("Which schools to take")
        inner.setEnabled(False)
        self._choice_panel = inner
        return area

    # Reading -------------------------------------------------------------------------------------

    def _survey(self) -> None:
        service = self._context.services.register
        self._run(
            "Looking through the file",
            lambda progress, cancelled: service.survey(self._path, progress, cancelled),
            self._surveyed,
        )

    def _surveyed(self, survey: Any) -> None:
        layout = "" if survey.layout == "a selection of columns" else f", layout of {survey.layout}"
        self.what.setText(
            f"{survey.file_name} is the register of schools: {survey.dialect}{layout},"
            f" {survey.encoding}, {survey.read:,} schools."
        )
        self._tell_notices(survey)
        keep = survey.suggested
        for part, choices, ticked in (
            (self.authorities, survey.choices.authorities, keep.la_codes),
            (self.statuses, survey.choices.statuses, keep.statuses),
            (self.types, survey.choices.types, keep.types),
        ):
            part.set_choices([(c.value, c.label, c.count) for c in choices], ticked)
        self.state_funded.blockSignals(True)
        self.state_funded.setChecked(keep.state_funded)
        self.state_funded.blockSignals(False)
        self._choice_panel.setEnabled(True)
        self.authorities.list.setFocus()
        self._compare()

    def _tell_notices(self, survey: Any) -> None:
        said = [notice.text for notice in survey.notices]
        if survey.missing:
            shown = ", ".join(survey.missing[:6]) + (" …" if len(survey.missing) > 6 else "")
            said.append(f"Columns not in the file, which stay as they are: {shown}.")
        self.notices.setText("\n".join(said))
        self.notices.setVisible(bool(said))

    def _filter(self) -> Any:
        from sif_desktop.services.import_preview import RegisterFilter

        return RegisterFilter(
            la_codes=self.authorities.ticked(),
            statuses=self.statuses.ticked(),
            types=self.types.ticked(),
            state_funded=self.state_funded.isChecked(),
        )

    def _compare(self) -> None:
        """Compare the schools asked for with the caseload."""
        if self._job is not None:
            self._job.cancel()
        self.verb.setEnabled(False)
        keep, service = self._filter(), self._context.services.register
        self._run(
            "Comparing with the caseload",
            lambda progress, cancelled: service.preview(self._path, keep, progress, cancelled),
            self._compared,
        )

    def _compared(self, preview: Any) -> None:
        self._preview = preview
        rows: dict[str, Sequence[Any]] = {
            "new": preview.new_rows,
            "changed": preview.changes,
            "kept": preview.kept,
            "skipped": preview.skipped,
        }
        counts = {
            "new": preview.new,
            "changed": preview.changed,
            "kept": len(preview.kept),
            "skipped": preview.skipped_count,
        }
        for place, (key, title, _) in enumerate(_TABS):
            self._tables[key].set_rows(rows[key])
            self.tabs.setTabText(place, f"{title} ({counts[key]:,})")
        total = preview.new + preview.changed
        self.summary.setText(_summary(preview))
        self.verb.setText(f"Import {total:,} {'school' if total == 1 else 'schools'}")
        self.verb.setAccessibleName(self.verb.text())
        self.verb.setEnabled(total > 0)
        if not preview.new and preview.changed:
            self.tabs.setCurrentIndex(1)

    # Writing -------------------------------------------------------------------------------------

    def _import(self) -> None:
        preview, service = self._preview, self._context.services.register
        self._choice_panel.setEnabled(False)
        self.verb.setEnabled(False)
        self._writing = True
        self._run(
            "Importing",
            lambda progress, cancelled: service.apply(preview, progress, cancelled),
            self._imported,
        )

    def _imported(self, result: Any) -> None:
        self.accept()
        self.imported.emit(result)

    # Work under way ------------------------------------------------------------------------------

    def _run(self, label: str, work: Any, done: Any) -> None:
        self._round += 1
        mine = self._round

        def finished(result: Any) -> None:
            if mine == self._round:
                self._rest()
                done(result)

        def failed(error: BaseException) -> None:
            if mine == self._round:
                self._rest()
                self._failed(error)

        self.bar.setRange(0, 0)
        self.bar.show()
        self.words.setText(f"{label}…")
        self._job = self._context.jobs.run_long(self, label, work, finished, failed)
        self._job.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, 1000 if total else 0)
        if total:
            self.bar.setValue(min(1000, done * 1000 // total))
        self.words.setText(words)

    def _rest(self) -> None:
        self._job, self._writing = None, False
        self.bar.hide()
        self.words.setText("")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.summary.setText("Stopped. Nothing was imported.")
            self._choice_panel.setEnabled(True)
            self.verb.setEnabled(self._preview is not None)
        elif isinstance(error, Problem):
            self.reject()
            messages.show_problem(self._owner, error)
        else:
            self.reject()
            messages.report_failure(self._owner, error)

    def reject(self) -> None:
        """The first Cancel stops the writing, so that one can choose anew; else the dialog goes."""
        if self._job is not None:
            self._job.cancel()
            if self._writing:
                self.words.setText("Stopping…")
                return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.verb.isEnabled():
                self._import()
        else:
            super().keyPressEvent(event)


def _summary(preview: Any) -> str:
    parts = [
        f"{preview.new:,} new",
        f"{preview.changed:,} changed",
        f"{preview.unchanged:,} unchanged",
        f"{preview.skipped_count:,} skipped",
    ]
    words = " · ".join(parts)
    carried = [one for one in preview.follows if one.sole and one.name]
    if carried:
        shown = "; ".join(f"{one.name} carries on {one.predecessor}" for one in carried[:2])
        words += f"\n{shown}{' …' if len(carried) > 2 else ''}"
    if not preview.new and not preview.changed:
        words += "\nThere is nothing to import."
    return words
