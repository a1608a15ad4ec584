"""What was noted, through one of three lenses on the same lines; a line is acted on by one key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.services.capture import Capture
from sif_desktop.services.lenses import LENSES, grouped
from sif_desktop.ui import theme
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.item_models.jottings import ROW, JottingDelegate, JottingsModel, Row
from sif_desktop.ui.widgets.text import Label

KEY_HINTS = tuple(
    KeyHint(keys, title, "Jottings")
    for keys, title in (
        ("Enter", "Change the jotting"),
        ("#", "File the jotting to an item"),
        ("!", "Make an action of the jotting"),
        ("?", "Park the jotting, or take it up again"),
        ("Delete", "Delete the jotting"),
        ("Space", "Fold or unfold a heading"),
    )
)


class RoomsPanel(QWidget):
    """`asked(what, row keys)`: edit, file, action, park or delete for the chosen lines;
    `room_chosen(uid)`: go back into this room."""

    asked = Signal(str, object)
    room_chosen = Signal(str)
    lens_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lens, self._here = "room", ""
        self._capture: Capture | None = None
        self.setAccessibleName("Rooms and jottings")
        self._model = JottingsModel()
        self.view = _View(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(JottingDelegate(self.view))
        self.view.doubleClicked.connect(lambda index: self.act(index.data(ROW)))
        self.setFocusProxy(self.view)
        self._nothing = Label(
            "Nothing noted yet. Type below; Enter keeps it with its time.", "quiet", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self._lenses())
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)

    def _lenses(self) -> QTabBar:
        self.lenses = QTabBar()
        self.lenses.setAccessibleName("Show the lines by room, by item or by finding (F7)")
        self.lenses.setExpanding(False)
        self.lenses.setDrawBase(False)
        self.lenses.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for title in LENSES.values():
            self.lenses.addTab(title)
        self.lenses.currentChanged.connect(lambda place: self.set_lens(list(LENSES)[place]))
        return self.lenses

    def show_capture(self, capture: Capture, here: str) -> None:
        """Show the visit's lines; `here` is the room the officer is in."""
        self._capture, self._here = capture, here
        groups = grouped(capture, self.lens)
        at_end, held = self._at_end(), self.view.currentIndex().data(ROW)
        self._model.show(groups, dict(capture.numbers), here if self.lens == "room" else "")
        self._nothing.setVisible(not capture.record.jottings)
        if held is not None and self._model.line_of(held.key) >= 0:
            now = self.view.currentIndex().data(ROW)
            if now is None or now.key != held.key:  # it moved under another heading
                self.select(held.key)
        if at_end and self.lens == "room":
            self.view.scrollToBottom()

    def set_lens(self, lens: str) -> None:
        if lens == self.lens:
            return
        self.lens = lens
        self.lenses.setCurrentIndex(list(LENSES).index(lens))
        if self._capture is not None:
            self.show_capture(self._capture, self._here)
        self.lens_changed.emit(lens)

    def next_lens(self) -> None:
        lenses = list(LENSES)
        self.set_lens(lenses[(lenses.index(self.lens) + 1) % len(lenses)])

    def rows(self) -> list[Row]:
        """What is listed, from the top."""
        return list(self._model.shown)

    def chosen(self) -> list[str]:
        """The jottings selected, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [self._model.shown[n].key for n in rows if self._model.shown[n].line is not None]

    def select(self, uid: str) -> None:
        line = self._model.line_of(uid)
        if line >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self._model.index(line), flags)
            self.view.scrollTo(self._model.index(line))

    def select_last(self) -> None:
        """The newest line, where hands coming from the jot line expect to be."""
        if self._capture is not None and self._capture.record.jottings:
            self.select(self._capture.record.jottings[-1].uid)

    def act(self, row: Row, what: str = "edit") -> None:
        if row.line is not None:
            self.asked.emit(what, self.chosen() or [row.key])
        elif self.lens == "room" and row.group.key and what == "edit":
            self.room_chosen.emit(row.group.key)

    def key(self, event: QKeyEvent) -> bool:
        """Answer a key pressed on a row; false if it means nothing here."""
        row: Row | None = self.view.currentIndex().data(ROW)
        if row is None:
            return False
        asked = {"#": "file", "!": "action", "?": "park"}.get(event.text())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            asked = "edit"
        elif event.key() == Qt.Key.Key_Delete:
            asked = "delete"
        elif event.key() == Qt.Key.Key_Space and row.line is None:
            self._model.fold(row.group.key)
            self.view.setCurrentIndex(self._model.index(self._model.line_of(row.key)))
            return True
        if asked is None:
            return False
        self.act(row, asked)
        return True

    def _at_end(self) -> bool:
        bar = self.view.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.view.doItemsLayout()


class _View(QListView):
    def __init__(self, panel: RoomsPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setAccessibleName("Jottings")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._panel.key(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters mean nothing here; jumping about by them would surprise."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._panel.select_last()
