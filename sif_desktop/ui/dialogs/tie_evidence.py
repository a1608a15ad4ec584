"""Choosing what a sentence of the officer's own rests on, from what was recorded on the visit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.note import Ref
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet

_REF = Qt.ItemDataRole.UserRole


class TieEvidenceDialog(QDialog):
    """`lines` have `ref`, `title` and `text`; `given` carries the refs that are ticked."""

    given = Signal(object)  # tuple of Ref

    def __init__(
        self, sentence: str, lines: Sequence[Any], tied: Collection[Ref], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Tie to evidence")
        self.setAccessibleName("Tie to evidence")
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Part of a jotting or answer")
        self.filter.setPlaceholderText("Part of a jotting or answer")
        self.filter.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName("What was recorded on the visit")
        self.list.setWordWrap(True)
        self.list.setProperty("look", "lines")
        for line in sorted(lines, key=lambda found: found.ref not in tied):
            item = QListWidgetItem(f"{line.title}\n{line.text}")
            item.setData(_REF, line.ref)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = line.ref in tied
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.confirm = Button("Tie to evidence", self._give, look="primary")
        self.confirm.setDefault(True)
        self._lay_out(sentence, empty=not lines)
        self.resize(theme.current().px(560), theme.current().px(480))
        self.list.setFocus()

    def _lay_out(self, sentence: str, *, empty: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.GAP)
        column.addWidget(Label("Tie to evidence", "title"))
        column.addWidget(quiet(f"“{sentence}”"))
        if empty:
            column.addWidget(quiet("Nothing was recorded on this visit."))
            column.addStretch(1)
        else:
            column.addWidget(self.filter)
            column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addStretch(1)
        buttons.addWidget(Button("Cancel", self.reject))
        buttons.addWidget(self.confirm)
        column.addLayout(buttons)
        self.confirm.setEnabled(not empty)

    def tick(self, ref: Ref) -> None:
        for item in self._items():
            if item.data(_REF) == ref:
                item.setCheckState(Qt.CheckState.Checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def _give(self) -> None:
        ticked = (i for i in self._items() if i.checkState() == Qt.CheckState.Checked)
        refs = tuple(item.data(_REF) for item in ticked)
        self.accept()
        self.given.emit(refs)
