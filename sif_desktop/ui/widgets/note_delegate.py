"""How one line of the draft is painted and edited where it stands."""

from __future__ import annotations

from dataclasses import dataclass

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
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sif_desktop.domain.note import Flag
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.note_lines import LINE, Line, LineKind
from sif_desktop.ui.theme import Status
from sif_desktop.ui.widgets.autosave_edit import AutosaveTextEdit
from sif_desktop.ui.widgets.marks import paint_shape

Index = QModelIndex | QPersistentModelIndex
GUTTER, BULLET, FACT_NAME = 20, 16, 180  # px at 100 %
_LEADING = 1.4  # line height of text to read
_ABOVE = {LineKind.SECTION: 18, LineKind.AREA: 12, LineKind.ROW: 6, LineKind.FACT: 2}
_FLAGS = {
    Flag.EVIDENCE_GONE: "What this rested on is no longer in the record",
    Flag.RECORD_CHANGED: "The record changed after you edited this",
}


@dataclass(frozen=True, slots=True)
class _Set:
    """A text set in lines of a width."""

    layout: QTextLayout
    height: float


class NoteDelegate(QStyledItemDelegate):
    """`typed` carries the words of the sentence being edited at every pause; `left` when done."""

    typed = Signal(str, str)  # line id, text
    left = Signal(str, str)

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._sets: dict[tuple[object, ...], _Set] = {}
        theme.notifier().changed.connect(self._sets.clear)

    # Measuring --------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE)
        width = self._view.viewport().width()
        height = self._above(line) + self._words(line, index.data(), width).height + 4
        height += sum(part.height for part in self._captions(line, width))
        return QSize(width, round(height))

    def _above(self, line: Line) -> float:
        if line.is_sentence:
            return 10 if line.first and line.kind is not LineKind.BULLET else 3
        return _ABOVE.get(line.kind, 3)

    def _left(self, line: Line) -> int:
        look = theme.current()
        extra = {LineKind.BULLET: BULLET, LineKind.FACT: FACT_NAME}.get(line.kind, 0)
        return look.px(GUTTER) + look.px(extra)

    def _words(self, line: Line, text: str, width: int) -> _Set:
        shown = line.detail if line.kind is LineKind.FACT else text
        bold = line.kind in (LineKind.SECTION, LineKind.AREA, LineKind.ROW)
        size = "lead" if line.kind is LineKind.SECTION else "body"
        return self._set(shown or " ", size, bold, len(line.lead), width - self._left(line) - 12)

    def _captions(self, line: Line, width: int) -> list[_Set]:
        """The quiet lines under (or, for an offered jotting, over) the words."""
        room = width - self._left(line) - 12
        words = []
        if line.kind is LineKind.OFFERED:
            words.append("Jotting, not in the note yet")
        if line.kind is LineKind.ROW and line.detail:
            words.append(line.detail)
        if line.flag in _FLAGS:
            words.append(_FLAGS[line.flag])
        return [self._set(text, "caption", False, 0, room) for text in words]

    def _set(self, text: str, size: str, bold: bool, lead: int, width: int) -> _Set:
        look = theme.current()
        key = (text, size, bold, lead, width, look.scale, look.name)
        if key not in self._sets:
            if len(self._sets) > 2000:
                self._sets.clear()
            self._sets[key] = _typeset(text, look.font(size, bold=bold), lead, max(40, width))
        return self._sets[key]

    # Painting ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        box = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = box.adjusted(4, round(self._above(line)) - 2, -4, 0)
        if chosen:
            self._paint_choice(painter, body)
        ink = "selection_text" if chosen else "text"
        quiet = "selection_text" if chosen else "text_quiet"
        top = box.top() + self._above(line)
        captions = self._captions(line, box.width())
        left = box.left() + self._left(line)
        if line.kind is LineKind.OFFERED:
            top = self._paint_set(painter, captions.pop(0), left, top, quiet)
        self._paint_marks(painter, line, box, top, quiet)
        words = self._words(line, index.data(), box.width())
        faint = line.kind in (LineKind.OFFERED, LineKind.EMPTY)
        top = self._paint_set(painter, words, left, top, quiet if faint else ink)
        for caption in captions:
            warn = line.flag is not Flag.NONE and not chosen
            top = self._paint_set(painter, caption, left, top, "warn" if warn else quiet)
        painter.restore()

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
        middle = top + look.px(theme.SIZES["body"]) * _LEADING / 2
        spot = QRectF(box.left() + 8, middle - edge / 2, edge, edge)
        if line.flag is not Flag.NONE:
            paint_shape(painter, spot, Status.AT_RISK)
        elif line.kind is LineKind.OFFERED:
            paint_shape(painter, spot, Status.WAITING)
        elif line.edited:
            painter.fillRect(QRectF(box.left() + 9, top + 2, 3, look.px(16)), look.colour("accent"))
        painter.setPen(look.colour(quiet))
        painter.setFont(look.font())
        if line.kind is LineKind.BULLET:
            painter.drawText(QPointF(box.left() + look.px(GUTTER + 2), middle + edge / 2), "•")
        elif line.kind is LineKind.FACT:
            width = look.px(FACT_NAME) - 8
            shown = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, width)
            name = self._set(shown, "body", False, 0, width + 8)
            self._paint_set(painter, name, box.left() + look.px(GUTTER), top, quiet)

    @staticmethod
    def _paint_set(painter: QPainter, words: _Set, left: float, top: float, role: str) -> float:
        painter.setPen(theme.current().colour(role))
        words.layout.draw(painter, QPointF(left, top))
        return top + words.height

    # Editing ----------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> AutosaveTextEdit:
        line: Line = index.data(LINE)
        name = "Heading" if line.kind is LineKind.SECTION else "Sentence"
        editor = AutosaveTextEdit(name, least_lines=1, most_lines=40, parent=parent)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        editor.setProperty("line", line.id)
        editor.settled.connect(lambda text: self.typed.emit(line.id, text))
        editor.textChanged.connect(lambda: self.commitData.emit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Called again at every change of the model: only the first time it brings the words.
        if isinstance(editor, AutosaveTextEdit) and not editor.property("begun"):
            editor.setProperty("begun", True)
            editor.set_text(str(index.data()))
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, AutosaveTextEdit):
            model.setData(index, editor.text())
            self.sizeHintChanged.emit(index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        line: Line = index.data(LINE)
        box = QRect(option.rect)
        left = self._left(line) - 3  # the mark at the edge stays in sight
        above = round(self._above(line)) - 4
        height = max(editor.sizeHint().height(), box.height() - above)
        editor.setGeometry(box.left() + left, box.top() + above, box.width() - left - 6, height)
        editor.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, AutosaveTextEdit) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                return True
        return super().eventFilter(watched, event)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, AutosaveTextEdit):
            editor.flush()
            self.left.emit(str(editor.property("line")), editor.text())
        super().destroyEditor(editor, index)


def _typeset(text: str, font: QFont, lead: int, width: int) -> _Set:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if lead:
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = 0, lead, strong
        layout.setFormats([part])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        room = font.pixelSize() * _LEADING
        line.setPosition(QPointF(0, top + (room - line.height()) / 2))
        top += room
    layout.endLayout()
    return _Set(layout, top)
