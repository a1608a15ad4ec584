"""The line over a visit, a meeting or a document whose record changed after it was issued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui import theme
from sif_desktop.ui.dialogs.changed_since import ChangedSinceDialog
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from sif_desktop.services.approvals import Approved
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.main_window import MainWindow


class ChangedMark(QFrame):
    """Says so calmly, and offers the issued version and what differs from it."""

    def __init__(self, window: MainWindow, context: AppContext) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._uid = ""
        self.approved: Approved | None = None
        self.dialog: ChangedSinceDialog | None = None
        self.setProperty("look", "banner")
        self.setAccessibleName("Changed since it was issued")
        self.words = Label("", "", wrap=True)
        self.show_issued = Button("Show the issued version", self._on_issued)
        self.compare = Button("Compare", self._on_compare)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MARGIN, theme.HALF, theme.MARGIN, theme.HALF)
        line.setSpacing(theme.GAP)
        line.addWidget(self.words, 1)
        line.addWidget(self.show_issued)
        line.addWidget(self.compare)
        self.hide()
        window.add_notice(self)
        window.arrived.connect(self._on_arrived)
        window.announced.connect(self.read)

    def _on_arrived(self, _key: str, params: Mapping[str, Any]) -> None:
        self._uid = str(params.get("uid") or params.get("visit") or "")
        self.hide()
        self.read()

    def read(self) -> None:
        """Ask anew about the record in front."""
        uid, context = self._uid, self._context
        if uid and context.opened.loaded:
            context.jobs.run(
                self,
                lambda: context.services.approvals.about(uid),
                lambda found: self._show(uid, found),
            )

    def _show(self, uid: str, found: Approved | None) -> None:
        if uid != self._uid:
            return
        self.approved = found
        self.setVisible(found is not None)
        if found is None:
            return
        self.show_issued.setVisible(uid != found.document_uid)  # which is in front
        many = "places" if len(found.changed) != 1 else "place"
        self.words.setText(
            f"Changed since approval, in {len(found.changed):,} {many}. “{found.title}” stands as "
            f"it was issued on {long_date(found.issued_on)}."
        )

    def _on_issued(self) -> None:
        if self.approved is not None:
            self._window.go("composer", {"uid": self.approved.document_uid})

    def _on_compare(self) -> None:
        if self.approved is not None:
            dialog = self.dialog = ChangedSinceDialog(self._window, self.approved)
            dialog.wanted.connect(self._on_issued)
            dialog.open()
