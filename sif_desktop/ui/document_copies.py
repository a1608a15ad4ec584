"""What the page of documents offers for issued ones: the log, redacted copies, many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.batch_export import BatchDialog
from sif_desktop.ui.dialogs.disclosure import DisclosureDialog
from sif_desktop.ui.dialogs.issue_log import IssueLogDialog
from sif_desktop.ui.dialogs.redact_document import RedactDialog
from sif_desktop.ui.dialogs.save_issue_log import SaveLogDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from sif_desktop.ui.pages.documents import DocumentsPage


HINTS = (
    KeyHint("Space", "Mark those selected as sent today", "Issue log"),
    KeyHint("N", "Add somebody who received it", "Issue log"),
    KeyHint("W", "Withhold the words selected, wherever they stand", "Redacted copy"),
    KeyHint("S", "Withhold the whole passage", "Redacted copy"),
    KeyHint("L", "Leave the passage as it is", "Redacted copy"),
    KeyHint("D", "Disclose the school copy", "Disclosure bundle"),
    KeyHint("R", "Disclose the redacted copy", "Disclosure bundle"),
    KeyHint("W", "Withhold, with a reason", "Disclosure bundle"),
)


class DocumentCopies:
    """Opens each dialog with what it needs; `folder()` asks for a folder and may give ""."""

    def __init__(self, context: AppContext, page: DocumentsPage, folder: Callable[[], str]) -> None:
        self._context, self._page, self._folder = context, page, folder
        self.dialog: QDialog | None = None

    def log(self) -> None:
        version, document = self._page.current_version(), self._page.current_document()
        if version is not None:
            about = f"{document.provider or 'All schools'} · {document.title}"
            self._open(IssueLogDialog(self._context, self._page, version, about))

    def redact(self) -> None:
        version = self._page.current_version()
        if version is not None:
            redactions = self._context.services.redactions
            self._ask(lambda: redactions.plan(version.uid), self._redact)

    def _redact(self, plan: Any) -> None:
        dialog = RedactDialog(self._context, self._page, plan)
        dialog.made.connect(self._page.read_copy)
        self._open(dialog)

    def batch(self) -> None:
        batch = self._context.services.batch

        def work() -> Any:
            candidates = batch.candidates()
            return candidates, batch.choices(candidates), batch.criteria()

        def show(got: tuple[Any, Any, Any]) -> None:
            self._open(BatchDialog(self._context, self._page, *got, folder=self._folder))

        self._ask(work, show)

    def save_log(self) -> None:
        self._ask(
            self._schools,
            lambda schools: self._open(SaveLogDialog(self._context, self._page, schools)),
        )

    def disclose(self) -> None:
        self._ask(
            self._schools,
            lambda schools: self._open(DisclosureDialog(self._context, self._page, schools)),
        )

    def _schools(self) -> list[tuple[str, str]]:
        """(uid, name) of every school about which something was issued."""
        rows = self._context.services.documents.documents()
        named = {row.provider_uid: row.provider for row in rows if row.provider_uid}
        return sorted(named.items(), key=lambda pair: pair[1].casefold())

    def _ask(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._context.jobs.run(self._page, work, done)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()
