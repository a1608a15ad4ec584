"""The mark over a record that holds a field two people changed apart and nobody has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.record_mark import RecordMark

if TYPE_CHECKING:
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.main_window import MainWindow


class UndecidedMark(RecordMark):
    """Stands above the page while its record, or what it owns, holds such a field."""

    def __init__(self, window: MainWindow, context: AppContext) -> None:
        decide = Button("Decide", lambda: window.go("conflicts"))
        super().__init__(window, context, "Undecided fields", decide)

    def ask(self, uid: str) -> int:
        return self._context.services.deciding.about(uid)

    def tell(self, _uid: str, answer: int) -> bool:
        many = "fields here were" if answer != 1 else "field here was"
        self.words.setText(
            f"▲ {answer:,} {many} changed by two people apart. One version is shown until "
            "somebody decides."
        )
        return bool(answer)
