"""What a record says otherwise than when its document was issued: then and now, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui.dialogs.sheet import column, set_up, sheet
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.lists import Card
from sif_desktop.ui.widgets.text import Label, caption, quiet
from sif_desktop.ui.widgets.versions_card import Abreast, MarkedText

if TYPE_CHECKING:
    from sif_desktop.services.approvals import Approved
    from sif_desktop.services.documents.approved import ChangedSince

_WHOLE = {"added": "Added since", "removed": "Removed since"}


class ChangedSinceDialog(QDialog):
    """`wanted` when the officer would see the document as it was issued."""

    wanted = Signal()

    def __init__(self, parent: QWidget, approved: Approved) -> None:
        super().__init__(parent)
        set_up(self, "Changed since it was issued", 720, 600)
        issued = f"version {approved.number} of {long_date(approved.issued_on)}"
        parts: list[QWidget] = [
            Label("Changed since it was issued", "title", wrap=True),
            quiet(
                f"{approved.title}, {issued}, stays as it is. The record now says otherwise here; "
                "a correction would bring it into the document."
            ),
            *(_changed(one) for one in approved.changed),
        ]
        close = Button("Close", self.accept, look="primary")
        buttons = [Button("Show the issued version", self._on_wanted, icon="documents"), close]
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(sheet(column(parts), buttons))
        close.setFocus()

    def _on_wanted(self) -> None:
        self.accept()
        self.wanted.emit()


def _changed(one: ChangedSince) -> Card:
    card = Card()
    whole = _WHOLE.get(one.label)
    title = f"{one.named}: {whole.lower() if whole else one.label}"
    card.setAccessibleName(title)
    card.body.addWidget(Label(title, "strong", wrap=True))
    if whole is None:
        card.body.addWidget(
            Abreast([_side("As issued", "", one.was), _side("Now", one.was, one.now)])
        )
    return card


def _side(title: str, before: str, text: str) -> QWidget:
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(caption(title))
    inside.addWidget(MarkedText(before, text))
    inside.addStretch(1)
    return holder
