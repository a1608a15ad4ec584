"""How one line of the draft is painted and edited where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sif_desktop.domain.find_text import Hit
from sif_desktop.domain.note import Flag
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.note_lines import Line, LineKind, NoteLines
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.marks import paint_shape
from sif_desktop.ui.widgets.note_editor import LineEditor
from sif_desktop.ui.widgets.note_layout import FACT_NAME, GUTTER, LEADING, LineLayout, Shown

Index = QModelIndex | QPersistentModelIndex


class NoteDelegate(QStyledItemDelegate):
    """`typed` carries what is being written at every pause, `left` what it was when left: the
    line's id, the column of a table's cell, the words. `began` hands out each new editor."""

    typed = Signal(str, int, str)
    left = Signal(str, int, str)
    began = Signal(object, object)  # LineEditor, Line

    def __init__(self, view: QListView, lines: NoteLines) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines
        self.layout = LineLayout(lambda: view.viewport().width())
        self.column = 0  # of the cell that is chosen and edited
        self.hits: Mapping[tuple[str, int], Sequence[Hit]] = {}
        self.hit: Hit | None = None
        self._edited = ""  # the line whose words the editor shows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.layout.width(), self.layout.height(self._lines.line(index.row())))

    def cell_at(self, line: Line, place: QPointF, box: QRect) -> int:
        """The column of the cell at a place of the view."""
        top = box.top() + self.layout.above(line)
        cells = self.layout.cells(line, top, box.width())
        at = [n for n, (cell, _) in enumerate(cells) if cell.bottom() + 6 >= place.y()]
        beside = [n for n in at if cells[n][0].right() + 6 >= place.x()]
        return beside[0] if beside else max(0, len(cells) - 1)

    # Painting ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._lines.line(index.row())
        box, layout = QRect(option.rect), self.layout
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            self._paint_choice(painter, box.adjusted(4, round(layout.above(line)) - 2, -4, 0))
        ink = "selection_text" if chosen else "text"
        quiet = "selection_text" if chosen else "text_quiet"
        if line.is_table:
            self._paint_cells(painter, line, box, ink, quiet, chosen=chosen)
        else:
            self._paint_words(painter, line, box, ink, quiet, chosen=chosen)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, line: Line, box: QRect, ink: str, quiet: str, *, chosen: bool
    ) -> None:
        layout = self.layout
        top, left = box.top() + layout.above(line), box.left() + layout.left(line)
        captions = layout.captions(line)
        if line.kind is LineKind.OFFERED:
            top = captions.pop(0).paint(painter, left, top, quiet, quiet)
        self._paint_marks(painter, line, box, top, quiet)
        if line.id == self._edited:
            return
        faint = line.kind in (LineKind.OFFERED, LineKind.EMPTY)
        words, found = layout.words(line), self._found(line, 0)
        top = words.paint(painter, left, top, quiet if faint else ink, quiet, *found)
        for caption in captions:
            warn = line.flag is not Flag.NONE and not chosen
            top = caption.paint(painter, left, top, "warn" if warn else quiet, quiet)

    def _paint_cells(
        self, painter: QPainter, line: Line, box: QRect, ink: str, quiet: str, *, chosen: bool
    ) -> None:
        look, top = theme.current(), box.top() + self.layout.above(line)
        over = line.kind is LineKind.COLUMNS
        for column, (cell, words) in enumerate(self.layout.cells(line, top, box.width())):
            faint = over or not line.cells[column]
            role = quiet if faint else ink
            found = self._found(line, column)
            words.paint(painter, box.left() + cell.left(), cell.top(), role, quiet, *found)
            if chosen and line.own and column == self.column:
                painter.fillRect(
                    QRectF(box.left() + cell.left(), cell.bottom() + 1, cell.width(), 2),
                    look.colour("focus"),
                )
        if not chosen:
            edge = QRectF(box.left() + self.layout.left(line), box.bottom(), 0, 1)
            edge.setRight(box.right() - 12)
            painter.fillRect(edge, look.colour("edge" if over else "line"))

    def _found(self, line: Line, column: int) -> list[Shown]:
        """What is being looked for in this text, the one reached standing out."""
        shown: list[Shown] = []
        for hit in self.hits.get((line.id, column), ()):
            here = hit == self.hit
            inks = ("accent_text", "accent") if here else ("selection_text", "selection")
            shown.append(((hit.start, hit.length), *inks))
        return shown

    def _paint_choice(self, painter: QPainter, box: QRect) -> None:
        look = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("selection"))
        painter.drawRoundedRect(box, 4, 4)
        if self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.colour("focus"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_marks(
        self, painter: QPainter, line: Line, box: QRect, top: float, quiet: str
    ) -> None:
        look = theme.current()
        edge = look.px(9)
        middle = top + look.px(theme.SIZES["body"]) * LEADING / 2
        spot = QRectF(box.left() + 8, middle - edge / 2, edge, edge)
        if line.flag is not Flag.NONE:
            paint_shape(painter, spot, Status.AT_RISK)
        elif line.kind is LineKind.OFFERED:
            paint_shape(painter, spot, Status.WAITING)
        elif line.edited:
            painter.fillRect(QRectF(box.left() + 9, top + 2, 3, look.px(16)), look.colour("accent"))
        left = box.left() + look.px(GUTTER)
        sign = {LineKind.BULLET: "•", LineKind.NUMBER: f"{line.number}."}.get(line.kind, "")
        if sign:
            self.layout.set(sign, look.px(40)).paint(painter, left + 2, top, quiet, quiet)
        elif line.kind is LineKind.FACT:
            width = look.px(FACT_NAME) - 8
            painter.setFont(look.font())
            shown = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, width)
            self.layout.set(shown, width + 8).paint(painter, left, top, quiet, quiet)

    # Editing ----------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> LineEditor:
        line = self._lines.line(index.row())
        editor = LineEditor(_name(line, self.column), self.column if line.is_table else 0, parent)
        editor.setProperty("line", line.id)
        self._edited = line.id
        editor.settled.connect(partial(self.typed.emit, line.id, editor.column))
        place = QPersistentModelIndex(index)
        editor.textChanged.connect(lambda: self._on_text(editor, place))
        self.began.emit(editor, line)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Called again at every change of the model: only the first time it brings the words.
        if isinstance(editor, LineEditor) and not editor.property("begun"):
            editor.setProperty("begun", True)
            line = self._lines.line(index.row())
            editor.set_text(line.cells[editor.column] if line.is_table else line.text)
            editor.setProperty("height", editor.sizeHint().height())
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def _on_text(self, editor: LineEditor, place: QPersistentModelIndex) -> None:
        """A key was pressed: the line grows with its words."""
        if not place.isValid() or not editor.property("begun"):
            return
        self._lines.type(place.row(), editor.column, editor.text())
        height = editor.sizeHint().height()
        if height != editor.property("height"):
            editor.setProperty("height", height)
            self.sizeHintChanged.emit(self._lines.index(place.row()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The model has had the words at every key."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        line = self._lines.line(index.row())
        box = QRect(option.rect)
        if line.is_table and isinstance(editor, LineEditor):
            top = box.top() + self.layout.above(line)
            cell = self.layout.cells(line, top, box.width())[editor.column][0]
            height = max(editor.sizeHint().height(), round(cell.height()) + 8)
            left, width = box.left() + round(cell.left()) - 4, round(cell.width()) + 8
            editor.setGeometry(left, round(cell.top()) - 4, width, height)
        else:
            left = self.layout.left(line) - 3  # the mark at the edge stays in sight
            above = round(self.layout.above(line)) - 4
            height = max(editor.sizeHint().height(), box.height() - above)
            editor.setGeometry(box.left() + left, box.top() + above, box.width() - left - 6, height)
        editor.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The editor answers its own keys; what remains here is that it closes when it is left.
        return event.type() != QEvent.Type.KeyPress and super().eventFilter(watched, event)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, LineEditor):
            self._edited = ""
            editor.flush()
            self.left.emit(str(editor.property("line")), editor.column, editor.text())
        super().destroyEditor(editor, index)


def _name(line: Line, column: int) -> str:
    if line.is_heading:
        return "Heading"
    if line.kind is LineKind.COLUMNS:
        return f"Heading of column {column + 1}"
    if line.kind is LineKind.ROW:
        return f"Cell, {line.columns[column] or f'column {column + 1}'}"
    return "Sentence"
