"""The draft as a document one can walk through and change by key."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from sif_desktop.domain.note import Flag, NoteDraft
from sif_desktop.ui.commands import KeyHint
from sif_desktop.ui.item_models.note_lines import Line, LineKind, NoteLines
from sif_desktop.ui.widgets.note_delegate import NoteDelegate

GROUP = "Writing a note"
HINTS = (
    KeyHint("Enter", "Edit the sentence or heading; Enter again to leave it", GROUP),
    KeyHint("K", "Keep the jotting, or accept a marked sentence as it stands", GROUP),
    KeyHint("Delete", "Take the sentence out", GROUP),
    KeyHint("Insert, N", "Add a sentence of your own after this one", GROUP),
    KeyHint("Ctrl+Up, Ctrl+Down", "Move the sentence", GROUP),
    KeyHint("F6", "Next part of the page: draft, evidence, checks, preview", GROUP),
)


class NoteSheet(QListView):
    """Signals say what the officer wants; the page has it done."""

    chosen = Signal(object)  # Line, or None
    text_typed = Signal(str, str)  # line id, text: at each pause
    text_left = Signal(str, str)
    keep_wanted = Signal(object)
    remove_wanted = Signal(object)
    add_wanted = Signal(object)
    move_wanted = Signal(object, int)
    open_wanted = Signal(object)  # a line that is changed elsewhere: an action, a fact

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = NoteLines()
        self.setModel(self.lines)
        self._delegate = NoteDelegate(self)
        self.setItemDelegate(self._delegate)
        self._delegate.typed.connect(self.text_typed)
        self._delegate.left.connect(self.text_left)
        self.setAccessibleName("Draft of the note")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumWidth(240)
        self.setMouseTracking(False)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_draft(self, draft: NoteDraft, *, editable: bool) -> None:
        """Show this state of the draft; the chosen line and the place on the screen are kept."""
        line, place = self.current_line(), self.verticalScrollBar().value()
        row = self.currentIndex().row()
        self.lines.set_draft(draft, editable=editable)
        known = self.lines.row_of(line.id) if line else -1
        target = known if known >= 0 else min(row, self.lines.rowCount() - 1)
        if target >= 0:
            self._choose(target)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)

    def current_line(self) -> Line | None:
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    def choose(self, line_id: str) -> bool:
        """Go to a line; False if it is not in the draft."""
        row = self.lines.row_of(line_id)
        if row < 0:
            return False
        self._choose(row)
        self.scrollTo(self.lines.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def edit_current(self) -> None:
        """Begin to edit the chosen line, or ask for the place where it is changed."""
        line = self.current_line()
        if line is None or not self.lines.editable:
            return
        if line.editable:
            self.edit(self.currentIndex())
        elif line.kind is not LineKind.AREA:
            self.open_wanted.emit(line)

    def offers(self) -> list[tuple[str, str]]:
        """What can be done with the chosen line: (name for `act`, words)."""
        line = self.current_line()
        if line is None or not self.lines.editable or line.kind is LineKind.AREA:
            return []
        waits = line.kind is LineKind.OFFERED or line.flag is not Flag.NONE
        found = [("edit", "Edit")] if line.kind is not LineKind.EMPTY else []
        if line.is_sentence:
            found += [("keep", "Keep")] if waits else []
            found += [("remove", "Take out")]
        return [*found, ("add", "Add a sentence")]

    def act(self, name: str) -> None:
        """Do one of `offers` with the chosen line."""
        line = self.current_line()
        if name == "edit":
            self.edit_current()
        elif line is not None:
            wanted = {"keep": self.keep_wanted, "remove": self.remove_wanted}
            wanted.get(name, self.add_wanted).emit(line)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words in self.offers():
            menu.addAction(words).triggered.connect(lambda _=False, n=name: self.act(n))
        menu.popup(event.globalPos())

    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def finish_editing(self) -> None:
        """Close the open editor, if any, handing on what was typed."""
        editor = self.indexWidget(self.currentIndex()) or self.viewport().focusWidget()
        if self.is_editing() and editor is not None:
            self.closeEditor(editor, self._delegate.EndEditHint.NoHint)

    def _choose(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.lines.index(row), flag)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.lines.line(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._answer(event):
            super().keyPressEvent(event)

    def _answer(self, event: QKeyEvent) -> bool:
        line, key = self.current_line(), Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_current()
            return True
        if line is None or not self.lines.editable or self.is_editing():
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and line.is_sentence:
            self.move_wanted.emit(line, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_K and line.is_sentence:
            self.keep_wanted.emit(line)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and line.is_sentence:
            self.remove_wanted.emit(line)
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_N) and not control:
            self.add_wanted.emit(line)
        else:
            return False
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.edit_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
