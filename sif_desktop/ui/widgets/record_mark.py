"""A line over the page that says something of the record in front, asked when it may differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.main_window import MainWindow
    from sif_desktop.ui.widgets.buttons import Button


class RecordMark(QFrame):
    """`ask(uid)` answers on a job, `tell(uid, answer)` says it and whether there is anything to
    say."""

    def __init__(self, window: MainWindow, context: AppContext, name: str, *acts: Button) -> None:
        super().__init__(window)
        self._context = context
        self._uid = ""
        self.setProperty("look", "banner")
        self.setAccessibleName(name)
        self.words = Label("", "", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MARGIN, theme.HALF, theme.MARGIN, theme.HALF)
        line.setSpacing(theme.GAP)
        line.addWidget(self.words, 1)
        for act in acts:
            line.addWidget(act)
        self.hide()
        window.add_notice(self)
        window.arrived.connect(self._on_arrived)
        window.announced.connect(self.read)

    def ask(self, uid: str) -> Any:
        raise NotImplementedError

    def tell(self, uid: str, answer: Any) -> bool:
        raise NotImplementedError

    def _on_arrived(self, _key: str, params: Mapping[str, Any]) -> None:
        self._uid = str(params.get("uid") or params.get("visit") or "")
        self.hide()
        self.read()

    def read(self) -> None:
        """Ask anew about the record in front."""
        uid, context = self._uid, self._context
        if uid and context.opened.loaded:
            context.jobs.run(self, lambda: self.ask(uid), lambda found: self._on_read(uid, found))

    def _on_read(self, uid: str, found: Any) -> None:
        if uid == self._uid:
            self.setVisible(self.tell(uid, found))
