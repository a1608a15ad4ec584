"""The line over a visit, a meeting or a document whose record changed after it was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui.dialogs.changed_since import ChangedSinceDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.record_mark import RecordMark

if TYPE_CHECKING:
    from sif_desktop.services.approvals import Approved
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.main_window import MainWindow


class ChangedMark(RecordMark):
    """Says so calmly, and offers the issued version and what differs from it."""

    def __init__(self, window: MainWindow, context: AppContext) -> None:
        self.approved: Approved | None = None
        self.dialog: ChangedSinceDialog | None = None
        self.show_issued = Button("Show the issued version", self._on_issued)
        self.compare = Button("Compare", self._on_compare)
        name = "Changed since it was issued"
        super().__init__(window, context, name, self.show_issued, self.compare)
        self._window = window

    def ask(self, uid: str) -> Approved | None:
        return self._context.services.approvals.about(uid)

    def tell(self, uid: str, answer: Approved | None) -> bool:
        self.approved = answer
        if answer is None:
            return False
        self.show_issued.setVisible(uid != answer.document_uid)  # which is in front
        many = "places" if len(answer.changed) != 1 else "place"
        self.words.setText(
            f"Changed since approval, in {len(answer.changed):,} {many}. “{answer.title}” stands "
            f"as it was issued on {long_date(answer.issued_on)}."
        )
        return True

    def _on_issued(self) -> None:
        if self.approved is not None:
            self._window.go("composer", {"uid": self.approved.document_uid})

    def _on_compare(self) -> None:
        if self.approved is not None:
            dialog = self.dialog = ChangedSinceDialog(self._window, self.approved)
            dialog.wanted.connect(self._on_issued)
            dialog.open()
