"""Reasons of a rulebook to tick: whole sentences, so their words wrap."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from sif_desktop.ui import theme

_CODE = Qt.ItemDataRole.UserRole
_MOST = 190  # px at 100 %


class ReasonTicks(QListWidget):
    """Space or a click ticks; as high as what is offered, up to a limit."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Space ticks")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListWidget::item { padding: 4px; }")

    def offer(self, choices: Mapping[str, str], ticked: Collection[str] = ()) -> None:
        self.clear()
        for code, label in choices.items():
            item = QListWidgetItem(label)
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(code in ticked))
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
        self._fit()

    def ticked(self) -> tuple[str, ...]:
        """The codes ticked, in the order offered."""
        items = (self.item(line) for line in range(self.count()))
        return tuple(str(i.data(_CODE)) for i in items if i.checkState() == Qt.CheckState.Checked)

    def tick(self, code: str, on: bool = True) -> None:
        for line in range(self.count()):
            if self.item(line).data(_CODE) == code:
                self.item(line).setCheckState(_state(on))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        high = sum(self.sizeHintForRow(line) for line in range(self.count())) + 2 * theme.HALF
        self.setFixedHeight(min(max(high, theme.TARGET), theme.current().px(_MOST)))


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
