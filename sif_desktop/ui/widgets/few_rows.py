"""Lines without air between them; beyond a few, the rest are made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.ui.widgets.buttons import Button

FEW = 6
_T = TypeVar("_T")


class FewRows(QWidget):
    """A row for each of `items`, made by `make`: the first few, and a button for the rest."""

    def __init__(
        self,
        make: Callable[[_T], QWidget],
        items: Sequence[_T],
        few: int = FEW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        first = few if len(items) > few + 1 else len(items)
        for item in items[:first]:
            column.addWidget(make(item))
        rest = items[first:]
        if rest:
            more = Button(f"Show {len(rest)} more", look="link")

            def show_all() -> None:
                more.hide()
                rows = [make(item) for item in rest]
                for row in rows:
                    column.addWidget(row)
                rows[0].setFocus()

            more.clicked.connect(show_all)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
