"""Every document and every issued version of it, to read and to save a copy of.

What is read here is the PDF as it was issued, from the bytes frozen then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from sif_desktop.domain.compose import COPY_LABELS
from sif_desktop.domain.dates import say
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.issue_document import ROUTES, ChooseFolder, choose_folder
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.pdf_view import PdfView
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label

_NARROW_BELOW = 900  # px at 100 %: under it the list or the reader is shown, not both
_EMPTY = "No documents yet"
_EMPTY_HINT = "A note of visit begins from a visit that has taken place."


@dataclass(frozen=True, slots=True)
class _Row:
    """One version, or the draft of the next; `version` is the service's Version or None."""

    key: str
    document: Any
    version: Any

    @property
    def label(self) -> str:
        if self.version is None:
            return self.document.state_words
        return f"Version {self.version.number}"

    @property
    def day(self) -> str:
        return _local_day(self.version.issued_at) if self.version else self.document.visit_date


class DocumentsPage(Page):
    """`show_record` takes `uid` of a document, and `version` if one is meant."""

    def __init__(self, context: AppContext, folder: ChooseFolder = choose_folder) -> None:
        super().__init__("Documents", wide=True)
        self._context, self._folder = context, folder
        self._today = context.today()
        self._wanted = ""
        self._reading = ""
        self._read_asked = False
        self.filter = SearchField("Filter documents")
        self.model = RowsModel(self._columns(), key=lambda row: row.key)
        self.table = TableView("Documents", self.model)
        self.count = Label("", "caption")
        self.reader = PdfView(context.jobs, "Document")
        self._lay_out()
        self.filter.filtered.connect(self._on_filtered)
        self.filter.entered.connect(self.table.setFocus)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("school", "School", lambda row: row.document.provider, 23),
            Column("title", "Document", lambda row: row.document.title, 23),
            Column("version", "Version", lambda row: row.label, 10),
            Column("day", "Date", self._day, 14, sort=lambda row: row.day),
            Column("by", "Issued by", self._by, 16, hidden=True),
        )

    def _day(self, row: _Row) -> str:
        return say(date.fromisoformat(row.day), self._today) if row.day else ""

    @staticmethod
    def _by(row: _Row) -> str:
        return str(row.version.issued_by) if row.version else ""

    def _lay_out(self) -> None:
        self.save = self.set_primary("Save a copy", lambda: self.save.showMenu())
        self.save.setMenu(QMenu(self.save))
        self.open_button = Button("Open in the composer", self.open_note, icon="edit")
        self.add_action(self.open_button)
        self._list = QWidget()
        left = QVBoxLayout(self._list)
        left.setContentsMargins(theme.MARGIN, 0, theme.GAP, theme.GAP)
        left.setSpacing(theme.GAP)
        for widget in (self.filter, self.table, self.count):
            left.addWidget(widget)
        self._about = Label("", "quiet", wrap=True)
        self.back_button = Button("Back to the list", self.back_to_list, look="link", icon="back")
        self._read = QWidget()
        right = QVBoxLayout(self._read)
        right.setContentsMargins(theme.GAP, 0, 0, 0)
        right.setSpacing(theme.HALF)
        line = QHBoxLayout()
        line.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._about, 1)
        right.addLayout(line)
        right.addWidget(self.reader, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._read)
        both.setSizes([1000, 1000])
        self.content.setContentsMargins(0, 0, 0, 0)
        self.add(both, 1)
        self._on_chosen(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.current().px(_NARROW_BELOW)
        self.back_button.setVisible(narrow)
        self._list.setVisible(not narrow or not self._read_asked)
        self._read.setVisible(not narrow or self._read_asked)

    # What the window asks ------------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        self._wanted = str(params.get("version") or params.get("uid") or "")
        self.filter.setText("")
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches("document", "document_version", "provider"):
            work = lambda: self._context.services.documents.documents()  # noqa: E731
            self._context.jobs.run(self, work, self._show)

    def state(self) -> dict[str, Any]:
        return {"filter": self.filter.text(), "key": self._reading}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self._wanted = state.get("key", "")
        self.refresh(None)

    def take_focus(self) -> None:
        self.table.setFocus()

    def commands(self) -> Sequence[Command]:
        return (
            Command("document-open", "Open in the composer", self.open_note, "Ctrl+E", "Documents"),
        )

    # Showing -------------------------------------------------------------------------------------

    def _show(self, documents: Sequence[Any]) -> None:
        rows = [row for document in documents for row in _rows(document)]
        if not rows:
            self.show_empty(
                _EMPTY, _EMPTY_HINT, "Go to visits", lambda: self.go("visits"), icon="documents"
            )
            self._on_chosen(None)
            return
        self.show_content()
        self.model.set_rows(rows)
        self._on_filtered(self.filter.text())
        wanted, self._wanted = self._wanted, ""
        key = next((row.key for row in rows if wanted in (row.key, row.document.uid)), "")
        self.table.select_key(key or self._reading or rows[0].key)
        self._on_chosen(self.table.current_row())

    def _on_filtered(self, text: str) -> None:
        self.model.set_filter(text)
        shown, total = self.model.rowCount(), self.model.total()
        words = f"{total} versions and drafts" if total != 1 else "1 version or draft"
        self.count.setText(words if shown == total else f"{shown} of {words}")

    def _on_chosen(self, row: _Row | None) -> None:
        self.open_button.setEnabled(row is not None)
        self.save.setEnabled(row is not None)
        self._about.setText(_about(row, self._today))
        if row is None or row.key == self._reading:
            return
        self._reading = row.key
        self._fill_menu(row)
        documents = self._context.services.documents
        if row.version is not None:
            self._run(
                lambda: documents.pdf_of(row.version.uid), lambda pdf: self._read_pdf(row, pdf)
            )
        else:
            self._run(
                lambda: documents.preview_pdf(row.document.uid),
                lambda pdf: self._read_pdf(row, pdf),
            )

    def _read_pdf(self, row: _Row, pdf: bytes) -> None:
        if row.key == self._reading:
            self.reader.show_pdf(pdf)

    def _fill_menu(self, row: _Row) -> None:
        menu = self.save.menu()
        menu.clear()
        if row.version is None:
            menu.addAction("Draft, for the school to check").triggered.connect(
                lambda: self._save(row, "")
            )
            return
        for copy, label in COPY_LABELS.items():
            menu.addAction(label).triggered.connect(lambda _=False, c=copy: self._save(row, c))

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._context.jobs.run(self, work, done)

    # Doing ---------------------------------------------------------------------------------------

    def _on_opened(self, row: _Row) -> None:
        """Enter reads an issued version and goes on writing a draft."""
        if row.version is None:
            self.go("composer", uid=row.document.uid)
            return
        self._read_asked = True
        self._fit()
        self.reader.pages.setFocus()

    def back_to_list(self) -> None:
        self._read_asked = False
        self._fit()
        self.table.setFocus()

    def open_note(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.go("composer", uid=row.document.uid)

    def save_copy(self, copy: str) -> None:
        """Save the chosen version as the school's, governors' or file copy."""
        if (row := self.table.current_row()) is not None:
            self._save(row, copy)

    def _save(self, row: _Row, copy: str) -> None:
        folder = self._folder(self)
        if not folder:
            return
        documents, target = self._context.services.documents, Path(folder)

        def work() -> Any:
            if row.version is None:
                return documents.export_draft(row.document.uid, target)
            return documents.export_version(row.version, copy, target)

        self._run(
            work, lambda paths: messages.say(self, f"Saved {paths[0].name} and {paths[1].name}.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._read_asked:
            self.back_to_list()
        else:
            super().keyPressEvent(event)


def _rows(document: Any) -> list[_Row]:
    versions = [_Row(version.uid, document, version) for version in document.versions]
    draft = [] if document.state == "issued" else [_Row(document.uid, document, None)]
    return draft + versions


def _local_day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().date().isoformat() if moment else ""


def _about(row: _Row | None, today: date) -> str:
    """Who issued it when, why it was corrected, and who received which copy."""
    if row is None:
        return "Choose a document to read it here."
    if row.version is None:
        return f"{row.document.state_words}; not issued yet. Enter opens it in the composer."
    version = row.version
    day = say(date.fromisoformat(row.day), today) if row.day else ""
    parts = [f"Version {version.number}, issued by {version.issued_by}, {day}."]
    if version.reason:
        parts.append(f"Correction: {version.reason}.")
    to = [
        f"{who.role} ({COPY_LABELS.get(who.copy, who.copy)}, {ROUTES.get(who.route, who.route)})"
        for who in version.recipients
    ]
    if to:
        parts.append(f"To: {'; '.join(to)}.")
    return " ".join(parts)
