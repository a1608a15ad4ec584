"""The mark over a record that holds a field two people changed apart and nobody has decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.main_window import MainWindow


class UndecidedMark(QFrame):
    """Stands above the page while its record, or what it owns, holds such a field."""

    def __init__(self, window: MainWindow, context: AppContext) -> None:
        super().__init__(window)
        self._context = context
        self._uid = ""
        self.setProperty("look", "banner")
        self.setAccessibleName("Undecided fields")
        self.words = Label("", "", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MARGIN, theme.HALF, theme.MARGIN, theme.HALF)
        line.addWidget(self.words, 1)
        line.addWidget(Button("Decide", lambda: window.go("conflicts")))
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
                self, lambda: context.services.deciding.about(uid), lambda n: self._show(uid, n)
            )

    def _show(self, uid: str, count: int) -> None:
        if uid != self._uid:
            return
        many = "fields here were" if count != 1 else "field here was"
        self.words.setText(
            f"▲ {count:,} {many} changed by two people apart. One version is shown until "
            "somebody decides."
        )
        self.setVisible(bool(count))
