"""What the command box found, beneath it; built when somebody first types there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sif_desktop.ui import icons, theme

ENTRY = Qt.ItemDataRole.UserRole


class CommandList(QListWidget):
    """Lines of title, quiet context and key; the keyboard stays in the box above."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("What was found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_EntryDelegate(self))
        self.setUniformItemSizes(True)
        self.hide()


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, max(theme.current().px(34), theme.TARGET))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, box = theme.current(), QRect(option.rect)
        entry = index.data(ENTRY)
        chosen = index.row() == self._view().currentRow()
        if chosen:
            painter.fillRect(box, look.colour("selection"))
        edge = look.px(16)
        painter.drawPixmap(
            box.left() + 10,
            box.center().y() - edge // 2,
            icons.pixmap(entry.icon, "text_quiet", 16),
        )
        box.adjust(edge + 20, 0, -12, 0)
        ink, quiet = ("selection_text",) * 2 if chosen else ("text", "text_quiet")
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font())
        painter.setPen(look.colour(ink))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, entry.title)
        used = painter.fontMetrics().horizontalAdvance(entry.title) + 12
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour(quiet))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, entry.keys)
        if entry.context:
            left = box.adjusted(used, 0, 0, 0)
            words = painter.fontMetrics().elidedText(
                entry.context, Qt.TextElideMode.ElideRight, left.width()
            )
            painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, words)

    def _view(self) -> QListWidget:
        parent = self.parent()
        assert isinstance(parent, QListWidget)
        return parent
