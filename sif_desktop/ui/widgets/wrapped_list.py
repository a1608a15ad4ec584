"""A list of rows whose words wrap, by keyboard: one letter acts on the row under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from sif_desktop.ui.item_models.wrapped_rows import ROW, WrappedDelegate, WrappedRow, WrappedRows

Keys = Mapping[str, Callable[[], object]]
_NAMED = {
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Space: "Space",
}


class WrappedList(QListView):
    """`chosen` and `opened` are told the key of a row. `keys` is what letters do, in lower case,
    and Delete, Insert, Space, Alt+Up, Alt+Down by these names."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self, name: str, left_wide: int = 0, keys: Keys | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self.keys = dict(keys or {})
        self.rows = WrappedRows(left_wide)
        self.setModel(self.rows)
        self.setItemDelegate(WrappedDelegate(self, left_wide))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.doubleClicked.connect(lambda index: self._open(index.data(ROW).key))

    def show_rows(self, rows: Sequence[WrappedRow]) -> None:
        """Show these; the cursor stays on its row where it is still among them."""
        held = self.current()
        self.selectionModel().blockSignals(True)
        self.rows.show(rows)
        self.selectionModel().blockSignals(False)
        if held and self.current() != held:
            self.select(held)

    def current(self) -> str:
        """The key of the row under the cursor; "" for none."""
        row = self.currentIndex().data(ROW)
        return str(row.key) if row is not None else ""

    def select(self, key: str) -> bool:
        """Put the cursor on a row; false where it is not shown."""
        line = self.rows.line_of(key)
        if line < 0:
            return False
        index = self.rows.index(line)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def step(self, way: int) -> str:
        """Go this many rows on, headings passed over; the key arrived at."""
        keys = [row.key for row in self.rows.shown if not row.heading]
        now = self.current()
        if not keys:
            return ""
        place = keys.index(now) + way if now in keys else 0
        self.select(keys[max(0, min(len(keys) - 1, place))])
        return self.current()

    def select_first(self) -> None:
        first = next((row.key for row in self.rows.shown if not row.heading), "")
        self.select(first)

    def _open(self, key: str) -> None:
        if key:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = _NAMED.get(key, "" if held else event.text().lower())
        if held == Qt.KeyboardModifier.AltModifier:
            name = {Qt.Key.Key_Up: "Alt+Up", Qt.Key.Key_Down: "Alt+Down"}.get(key, "")
        elif held & ~Qt.KeyboardModifier.ShiftModifier:
            name = ""
        elif held and event.text() in ("+", "!"):
            name = event.text()
        if name and name in self.keys:
            self.keys[name]()
        elif not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.current())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters act; jumping about by them would surprise."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.doItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.select_first()
