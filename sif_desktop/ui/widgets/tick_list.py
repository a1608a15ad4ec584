"""A list to tick in, each line with its count; nothing ticked means everything, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.text import Label

_VALUE = Qt.ItemDataRole.UserRole


class TickList(QWidget):
    """Space or a click ticks; `changed` when what is ticked differs."""

    changed = Signal()

    def __init__(
        self, title: str, rows: int = 4, parent: QWidget | None = None, *, untouched: str = "all"
    ) -> None:
        """`rows`: how many lines are seen without scrolling; `untouched` what it means that
        nothing is ticked."""
        super().__init__(parent)
        self._untouched = untouched
        self._title = title
        self._rows = rows
        self._heading = Label(title, "strong")
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setStyleSheet(
            "QListWidget::item { padding: 4px; }"
            "QListWidget::item:selected { background: palette(highlight);"
            " color: palette(highlighted-text); }"
        )
        self.list.itemChanged.connect(self._on_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self._heading)
        column.addWidget(self.list)

    def set_choices(self, choices: Iterable[tuple[str, str, int]], ticked: Collection[str]) -> None:
        """`choices`: what stands for it, what is shown, how many; the ticked ones come first."""
        wanted = {value.casefold() for value in ticked}
        self.list.blockSignals(True)
        self.list.clear()
        for value, label, count in sorted(choices, key=lambda c: c[0].casefold() not in wanted):
            item = QListWidgetItem(f"{label}  ({count:,})")
            item.setData(_VALUE, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(value.casefold() in wanted))
            self.list.addItem(item)
        self.list.blockSignals(False)
        if self.list.count():
            self.list.setCurrentRow(0)
        self._fit()
        self._tell()

    def ticked(self) -> tuple[str, ...]:
        """What stands for each ticked line."""
        items = (self.list.item(line) for line in range(self.list.count()))
        return tuple(i.data(_VALUE) for i in items if i.checkState() == Qt.CheckState.Checked)

    def tick(self, value: str, on: bool = True) -> None:
        for line in range(self.list.count()):
            if self.list.item(line).data(_VALUE) == value:
                self.list.item(line).setCheckState(_state(on))

    def _on_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self.ticked())
        words = f"{count:,} of {self.list.count():,}" if count else self._untouched
        self._heading.setText(f"{self._title}: {words}")
        self.list.setAccessibleDescription(words)

    def _fit(self) -> None:
        lines = max(2, min(self._rows, self.list.count()))
        self.list.setFixedHeight(lines * max(self.list.sizeHintForRow(0), 20) + 8)


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
