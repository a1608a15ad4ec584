"""Every document and every issued version of it, to read and to save a copy of.

What is read here is the PDF as it was issued, from the bytes frozen then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from sif_desktop.domain.copies import COPY_LABELS
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.issue_document import ChooseFolder, choose_folder
from sif_desktop.ui.dialogs.write_letter import write_letter
from sif_desktop.ui.document_copies import HINTS, DocumentCopies
from sif_desktop.ui.document_lines import (
    STATES,
    Line,
    about,
    copies_of,
    lines_of,
    redacted_of,
    short_day,
)
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.pdf_view import PdfView
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label

_NARROW_BELOW = 900  # px at 100 %: under it the list or the reader is shown, not both
_EMPTY = "No documents yet"
_EMPTY_HINT = "A note of visit begins from a visit that has taken place."
_TABLES = ("document", "document_version", "document_copy", "recipient", "provider")


class DocumentsPage(Page):
    """`show_record` takes `uid` of a document, and `version` if one is meant."""

    def __init__(self, context: AppContext, folder: ChooseFolder = choose_folder) -> None:
        super().__init__("Documents", wide=True)
        self._context, self._folder = context, folder
        self._today = context.today()
        self._wanted = ""
        self._wanted_copy = ""
        self._reading = ("", "")  # row and copy
        self._read_asked = False
        self.filter = SearchField("Filter documents")
        self.kind, self.which = QComboBox(), QComboBox()
        self.model = RowsModel(self._columns(), key=lambda row: row.key)
        self.table = TableView("Documents", self.model)
        self.count = Label("", "caption")
        self.copy = QComboBox()
        self.reader = PdfView(context.jobs, "Document")
        self.copies = DocumentCopies(context, self, lambda: self._folder(self))
        self._lay_out()
        self.filter.filtered.connect(lambda _text: self._on_filtered())
        self.filter.entered.connect(self.table.setFocus)
        for combo in (self.kind, self.which):
            combo.activated.connect(lambda _place: self._on_filtered())
        self.copy.activated.connect(lambda _place: self._read_chosen())
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        if context.window is not None:
            context.window.commands.hint(*HINTS)
        self.refresh(None)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("school", "School", lambda row: row.document.provider or "All schools", 16),
            Column("title", "Document", lambda row: row.document.title, 16),
            Column("version", "Version", lambda row: row.label, 11),
            Column("day", "Date", lambda row: short_day(row.day), 10, sort=lambda row: row.day),
            Column("due", "Due", self._due, 12, sort=_due_day),
            Column("kind", "Kind", lambda row: row.document.kind_words, 14, hidden=True),
            Column("by", "Issued by", self._by, 16, hidden=True),
        )

    def _due(self, row: Line) -> str:
        due = row.document.due if row.version is None else None
        return short_day(due.day.isoformat()) if due else ""

    @staticmethod
    def _by(row: Line) -> str:
        return str(row.version.issued_by) if row.version else ""

    # Laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.save = self.set_primary("Save a copy", lambda: self.save.showMenu())
        self.save.setMenu(QMenu(self.save))
        self.more = Button("More", lambda: self.more.showMenu(), icon="more")
        self.more.setMenu(QMenu(self.more))
        self.more.setAccessibleName("More to do with documents")
        self.open_button = Button("Open in the composer", self.open_note, icon="edit")
        self.add_action(self.more)
        self.add_action(self.open_button)
        self.add_action(Button("Write a letter", self.write_letter, icon="mail"))
        self._list = QWidget()
        left = QVBoxLayout(self._list)
        left.setContentsMargins(theme.MARGIN, 0, theme.GAP, theme.GAP)
        left.setSpacing(theme.GAP)
        for widget in (self.filter, self._narrowing(), self.table, self.count):
            left.addWidget(widget)
        self._read = self._reading_side()
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._read)
        both.setSizes([1060, 940])
        self.content.setContentsMargins(0, 0, 0, 0)
        self.add(both, 1)
        self._on_chosen(None)

    def _narrowing(self) -> QWidget:
        self.kind.setAccessibleName("Which kind of document")
        self.kind.addItem("Any kind", "")
        self.which.setAccessibleName("Which state")
        self.which.addItems([words for words, _keep in STATES])
        bar = QWidget()
        line = FlowLayout(bar)
        for combo in (self.kind, self.which):
            line.addWidget(combo)
        return bar

    def _reading_side(self) -> QWidget:
        self._about = Label("", "quiet", wrap=True)
        self.back_button = Button("Back to the list", self.back_to_list, look="link", icon="back")
        self.copy.setAccessibleName("Which copy to read")
        self.copy.setMaximumWidth(theme.current().px(240))
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(theme.GAP, 0, 0, 0)
        right.setSpacing(theme.HALF)
        line = QHBoxLayout()
        line.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._about, 1)
        line.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        line.addSpacing(theme.GAP)
        right.addLayout(line)
        right.addWidget(self.reader, 1)
        return side

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
        self.kind.setCurrentIndex(0)
        self.which.setCurrentIndex(0)
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        if changes is None or changes.touches(*_TABLES):
            work = lambda: self._context.services.documents.documents()  # noqa: E731
            self._context.jobs.run(self, work, self._show)

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter.text(),
            "kind": self.kind.currentData(),
            "which": self.which.currentIndex(),
            "key": self._reading[0],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.kind.setCurrentIndex(max(0, self.kind.findData(state.get("kind", ""))))
        self.which.setCurrentIndex(state.get("which", 0))
        self._wanted = state.get("key", "")
        self.refresh(None)

    def take_focus(self) -> None:
        self.table.setFocus()

    def commands(self) -> Sequence[Command]:
        issued = lambda: self.current_version() is not None  # noqa: E731
        ours = self.copies
        return (
            Command("document-open", "Open in the composer", self.open_note, "Ctrl+E", "Documents"),
            Command("document-letter", "Write a letter", self.write_letter, "Ctrl+N", "Documents"),
            Command("filter-documents", "Filter documents", self.filter.setFocus, "Ctrl+F",
                    "Documents"),
            Command("issue-log", "Show the issue log of this version", ours.log, "Ctrl+L",
                    "Documents", issued),
            Command("redact", "Make a redacted copy", ours.redact, "", "Documents", issued),
            Command("batch-export", "Save many documents", ours.batch, "", "Documents"),
            Command("disclose", "Make a disclosure bundle", ours.disclose, "", "Documents"),
            Command("save-issue-log", "Save the issue log", ours.save_log, "", "Documents"),
        )  # fmt: skip

    # Showing -------------------------------------------------------------------------------------

    def _show(self, documents: Sequence[Any]) -> None:
        rows = lines_of(documents)
        if not rows:
            self.show_empty(
                _EMPTY, _EMPTY_HINT, "Go to visits", lambda: self.go("visits"), icon="documents"
            )
            self._on_chosen(None)
            return
        self.show_content()
        self._offer_kinds(documents)
        self.model.set_rows(rows)
        self._on_filtered()
        wanted, self._wanted = self._wanted, ""
        key = next((row.key for row in rows if wanted in (row.key, row.document.uid)), "")
        self.table.select_key(key or self._reading[0] or rows[0].key)
        self._on_chosen(self.table.current_row())

    def _offer_kinds(self, documents: Sequence[Any]) -> None:
        kinds = sorted({(row.kind_words, row.kind) for row in documents})
        if [kind for _words, kind in kinds] == self._kinds():
            return
        chosen = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem("Any kind", "")
        for words, kind in kinds:
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

    def _kinds(self) -> list[str]:
        return [self.kind.itemData(place) for place in range(1, self.kind.count())]

    def _on_filtered(self) -> None:
        kind, keep = self.kind.currentData(), STATES[self.which.currentIndex()][1]
        self.model.set_filter(
            self.filter.text(),
            lambda row: (not kind or row.document.kind == kind) and keep(row),
        )
        shown, total = self.model.rowCount(), self.model.total()
        words = f"{total} versions and drafts" if total != 1 else "1 version or draft"
        self.count.setText(words if shown == total else f"{shown} of {words}")

    def _on_chosen(self, row: Line | None) -> None:
        self.open_button.setEnabled(row is not None)
        self.save.setEnabled(row is not None)
        self._about.setText(about(row, self._today))
        self._fill_copies(row)
        self._fill_save(row)
        self._fill_more(row)
        self._read_chosen()

    def _fill_copies(self, row: Line | None) -> None:
        """The copies there are to read; the one being read stays chosen."""
        made = list(copies_of(row.version, self._today)) if row and row.version else []
        wanted = self._reading[1] if row and row.key == self._reading[0] else ""
        if any(copy == self._wanted_copy for copy, _words in made):
            wanted, self._wanted_copy = self._wanted_copy, ""
        self.copy.clear()
        for copy, words in made:
            self.copy.addItem(words, copy)
        self.copy.setCurrentIndex(max(0, self.copy.findData(wanted)))
        self.copy.setVisible(len(made) > 1)

    def _read_chosen(self) -> None:
        row = self.table.current_row()
        wanted = (row.key, self.copy.currentData() or "") if row else ("", "")
        if row is None or wanted == self._reading:
            return
        self._reading = wanted

        def work() -> Any:
            documents = self._context.services.documents
            if row.version is None:
                return documents.preview_pdf(row.document.uid)
            return documents.pdf_of(row.version.uid, wanted[1])

        self._run(work, lambda pdf: self._read_pdf(wanted, pdf))

    def _read_pdf(self, wanted: tuple[str, str], pdf: bytes) -> None:
        if wanted == self._reading:
            self.reader.show_pdf(pdf)

    def _fill_save(self, row: Line | None) -> None:
        menu = self.save.menu()
        menu.clear()
        if row is None:
            return
        if row.version is None:
            menu.addAction("Draft, for the school to check").triggered.connect(
                lambda: self._save(row, "")
            )
            return
        named = [*COPY_LABELS.items(), *redacted_of(row.version, self._today)]
        for copy, words in named:
            menu.addAction(words).triggered.connect(lambda _=False, c=copy: self._save(row, c))

    def _fill_more(self, row: Line | None) -> None:
        menu, ours = self.more.menu(), self.copies
        menu.clear()
        if row is not None and row.version is not None:
            menu.addAction("Issue log of this version…\tCtrl+L").triggered.connect(ours.log)
            menu.addAction("Make a redacted copy…").triggered.connect(ours.redact)
            menu.addSeparator()
        menu.addAction("Save many documents…").triggered.connect(ours.batch)
        menu.addAction("Save the issue log…").triggered.connect(ours.save_log)
        menu.addAction("Make a disclosure bundle…").triggered.connect(ours.disclose)

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._context.jobs.run(self, work, done)

    # Doing ---------------------------------------------------------------------------------------

    def current_version(self) -> Any:
        """The version chosen, or None where it is a draft."""
        row = self.table.current_row()
        return row.version if row is not None else None

    def current_document(self) -> Any:
        row = self.table.current_row()
        return row.document if row is not None else None

    def read_copy(self, copy: str) -> None:
        """Show this copy of the version chosen once it is in the list: a uid, or its name."""
        self._wanted_copy = copy

    def _on_opened(self, row: Line) -> None:
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

    def write_letter(self) -> None:
        """Begin a letter about the chosen document's school, or another."""
        row = self.table.current_row()
        write_letter(self._context, self, row.document.provider_uid if row else "")

    def save_copy(self, copy: str) -> None:
        """Save the chosen version as the school's, governors', file or a redacted copy."""
        if (row := self.table.current_row()) is not None:
            self._save(row, copy)

    def _save(self, row: Line, copy: str) -> None:
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


def _due_day(row: Line) -> str:
    due = row.document.due if row.version is None else None
    return due.day.isoformat() if due else "9999"
