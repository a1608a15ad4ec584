"""The draft as a document one can walk through and change by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from sif_desktop.domain.find_text import Hit
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.phrases import Phrase
from sif_desktop.ui.item_models.note_lines import Line, NoteLines
from sif_desktop.ui.widgets.line_actions import add_actions, key_action, offers
from sif_desktop.ui.widgets.note_delegate import NoteDelegate
from sif_desktop.ui.widgets.note_editor import LineEditor
from sif_desktop.ui.widgets.note_layout import Faults


@dataclass(frozen=True, slots=True)
class Keyed:
    """A key at the edge of a text being edited: `what` is the editor's signal; `before` and `after`
    the words on either side of the cursor."""

    what: str
    line: Line
    column: int
    before: str = ""
    after: str = ""
    step: int = 0

    @property
    def text(self) -> str:
        return self.before + self.after


class NoteSheet(QListView):
    """Signals say what the officer wants; the page has it done."""

    chosen = Signal(object)  # Line, or None
    text_typed = Signal(str, int, str)  # line id, column, text: at each pause
    text_left = Signal(str, int, str)
    asked = Signal(str, object)  # the name of an action of `line_actions`, Line
    keyed = Signal(object)  # Keyed
    pasted = Signal(object, str)  # Line (None: nothing chosen), text of several lines or cells
    phrases_wanted = Signal()
    suggestions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = NoteLines()
        self.setModel(self.lines)
        self.delegate = NoteDelegate(self, self.lines)
        self.setItemDelegate(self.delegate)
        self.delegate.typed.connect(self.text_typed)
        self.delegate.left.connect(self._on_left)
        self.delegate.began.connect(self._on_began)
        self.editor: LineEditor | None = None
        self._again = False  # the mouse was pressed on the line already chosen
        self.phrases: Sequence[Phrase] = ()
        self._faults: Faults | None = None
        self.setAccessibleName("Draft of the note")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumWidth(240)
        self.setMouseTracking(False)
        self.selectionModel().currentChanged.connect(self._on_current)

    # Showing ----------------------------------------------------------------------------------

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

    def begin_anew(self) -> None:
        """Another document comes: what was chosen in the one before means nothing in it."""
        self.finish_editing()
        self.selectionModel().clearCurrentIndex()
        self.selectionModel().clearSelection()
        self.verticalScrollBar().setValue(0)

    def check_spelling(self, faults: Faults) -> None:
        """Mark what `faults` finds, here and while editing."""
        self._faults = self.delegate.layout.faults = faults
        self.delegate.layout.forget()
        self.viewport().update()

    def show_hits(self, hits: Sequence[Hit], here: Hit | None) -> None:
        """Have what was found stand out, and `here` most."""
        found: dict[tuple[str, int], list[Hit]] = {}
        for hit in hits:
            found.setdefault((hit.line, hit.column), []).append(hit)
        self.delegate.hits, self.delegate.hit = found, here
        self.viewport().update()

    def current_line(self) -> Line | None:
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    def choose(self, line_id: str, column: int = 0) -> bool:
        """Go to a line; False if it is not in the draft."""
        row = self.lines.row_of(line_id)
        if row < 0:
            return False
        self._choose(row)
        self.delegate.column = column
        self.scrollTo(self.lines.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def _choose(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.lines.index(row), flag)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        line = self.lines.line(current.row()) if current.isValid() else None
        if line is not None and line.is_table:
            self.delegate.column = min(self.delegate.column, len(line.cells) - 1)
        self.chosen.emit(line)

    # Editing ----------------------------------------------------------------------------------

    def edit_current(self) -> None:
        """Begin to edit the chosen line, or ask for the place where it is changed."""
        line = self.current_line()
        if line is None or not self.lines.editable:
            return
        if line.editable:
            self.edit(self.currentIndex())
        else:
            self.asked.emit("open", line)

    def edit_line(self, line_id: str, column: int = 0, place: int = -1) -> bool:
        """Edit a line with the cursor after `place` characters (at the end where negative)."""
        row = self.lines.row_of(line_id)
        if row < 0 or not self.lines.editable or not self.lines.line(row).editable:
            return False
        self.finish_editing()
        self._choose(row)
        self.delegate.column = column
        self.scrollTo(self.lines.index(row))
        self.edit(self.lines.index(row))
        if self.editor is not None:
            self.editor.move_to(place)
        return self.editor is not None

    def is_editing(self) -> bool:
        return self.editor is not None

    def finish_editing(self) -> None:
        """Close the open editor, if any, handing on what was typed."""
        if self.editor is not None:
            self.closeEditor(self.editor, self.delegate.EndEditHint.NoHint)

    def _on_began(self, editor: LineEditor, line: Line) -> None:
        self.editor = editor
        editor.phrases = self.phrases
        if self._faults is not None:
            editor.check_spelling(self._faults)

        def say(what: str, before: str = "", after: str = "", step: int = 0) -> None:
            self.keyed.emit(Keyed(what, line, editor.column, before, after, step))

        editor.split.connect(lambda before, after: say("split", before, after))
        editor.joined_back.connect(lambda: say("joined_back", "", editor.text()))
        editor.joined_on.connect(lambda: say("joined_on", editor.text()))
        editor.stepped.connect(lambda step: say("stepped", step=step))
        editor.tabbed.connect(lambda step: say("tabbed", step=step))
        editor.finished.connect(self.finish_editing)
        editor.pasted.connect(lambda text: self.pasted.emit(line, text))
        editor.phrases_wanted.connect(self.phrases_wanted)
        editor.suggestions_wanted.connect(self.suggestions_wanted)

    def _on_left(self, line_id: str, column: int, text: str) -> None:
        self.editor = None
        self.text_left.emit(line_id, column, text)

    # What can be done -------------------------------------------------------------------------

    def offers(self) -> list[tuple[str, str]]:
        """What can be done with the chosen line first of all: (name for `act`, words)."""
        line = self.current_line()
        return offers(line) if line is not None and self.lines.editable else []

    def act(self, name: str) -> None:
        """Do something with the chosen line."""
        line = self.current_line()
        if name == "edit":
            self.edit_current()
        elif line is not None and self.lines.editable:
            self.asked.emit(name, line)

    def menu(self) -> QMenu:
        """Everything that can be done with the chosen line, with its keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = self.current_line()
        if line is not None and self.lines.editable:
            add_actions(menu, line, self.act)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            place = self.below_current()
        menu = self.menu()
        if not menu.isEmpty():
            menu.popup(place)

    def below_current(self) -> QPoint:
        """Where something about the chosen line may open, on the screen."""
        box = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(QPoint(box.left() + 24, box.bottom()))

    # Keys and the mouse -----------------------------------------------------------------------

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
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(line, QGuiApplication.clipboard().text())
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and line.is_table and line.own:
            step = 1 if key == Qt.Key.Key_Right else -1
            self.delegate.column = max(0, min(len(line.cells) - 1, self.delegate.column + step))
            self.viewport().update()
            return True
        name = key_action(line, event)
        if name:
            self.act(name)
        return bool(name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pressed = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._again = left and pressed.isValid() and pressed == self.currentIndex()
        self._choose_cell(event.position())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the line already chosen edits it, with the cursor where the click was."""
        super().mouseReleaseEvent(event)
        again, self._again = self._again, False
        line = self.current_line()
        if again and line is not None and line.editable and not self.is_editing():
            self.edit_current()
            if self.editor is not None:
                place = self.editor.mapFrom(self.viewport(), event.position().toPoint())
                self.editor.setTextCursor(self.editor.cursorForPosition(place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._choose_cell(event.position())
        super().mouseDoubleClickEvent(event)
        self._again = False
        self.edit_current()

    def _choose_cell(self, place: QPointF) -> None:
        index = self.indexAt(place.toPoint())
        line = self.lines.line(index.row()) if index.isValid() else None
        if line is not None and line.is_table and not self.is_editing():
            self.delegate.column = self.delegate.cell_at(line, place, self.visualRect(index))
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """Little: it takes what room is left, and must not push anything out of the window."""
        return QSize(400, 96)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
