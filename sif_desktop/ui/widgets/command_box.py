"""One line to find or do anything: commands at once, records as the search brings them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sif_desktop.ui import icons, theme
from sif_desktop.ui.commands import Commands, shown_keys

SEARCH_FROM, SEARCH_PAUSE_MS, MOST_COMMANDS, MOST_HITS = 3, 120, 8, 12
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `title` and a quiet `context` beneath; `open` goes there."""

    title: str
    context: str
    open: Callable[[], object]
    icon: str = "documents"


Search = Callable[[str, Callable[[Sequence[Hit]], None]], None]


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    context: str
    keys: str
    icon: str
    run: Callable[[], object]


class CommandBox(QLineEdit):
    """`search(text, show)` is asked for records from three letters on, and calls `show(hits)`
    whenever it has them; answers to a text no longer in the box are dropped."""

    def __init__(
        self, commands: Commands, search: Search | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands, self._search = commands, search
        self._hits: Sequence[Hit] = ()
        self.setPlaceholderText("Search or type a command (Ctrl K)")
        self.setAccessibleName("Search or type a command")
        self.list = QListWidget(parent.window() if parent else None)
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.hide()
        self.list.itemClicked.connect(self._run)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_enter)

    def begin(self) -> None:
        """Put the cursor here, ready to type over what is here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show()

    def _on_edited(self) -> None:
        self._hits = ()
        self._show()
        self._pause.start()

    def _ask(self) -> None:
        text = self.text().strip()
        if self._search is not None and len(text) >= SEARCH_FROM:
            self._search(text, lambda hits: self._found(text, hits))

    def _found(self, text: str, hits: Sequence[Hit]) -> None:
        if text == self.text().strip() and self.hasFocus():
            self._hits = hits[:MOST_HITS]
            self._show()

    def _entries(self) -> list[_Entry]:
        text = self.text().strip()
        found = self._commands.find(text)[:MOST_COMMANDS]
        commands = [
            _Entry(c.title, "", shown_keys(c.shortcut), "right", _runner(self._commands, c.id))
            for c in found
        ]
        return commands + [_Entry(h.title, h.context, "", h.icon, h.open) for h in self._hits]

    def _show(self) -> None:
        entries = self._entries()
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title, self.list)
            item.setData(_ENTRY, entry)
            words = " ".join(filter(None, (entry.title, entry.context, entry.keys)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.list.setCurrentRow(0)
        self._place(len(entries))

    def _place(self, rows: int) -> None:
        window = self.window()
        spot = self.mapTo(window, self.rect().bottomLeft())
        height = (
            min(rows * self.list.sizeHintForRow(0) + 4, window.height() * 2 // 3) if rows else 0
        )
        self.list.setParent(window)
        self.list.setGeometry(QRect(spot.x(), spot.y() + 4, self.width(), height))
        self.list.setVisible(rows > 0 and self.hasFocus())
        self.list.raise_()

    def _on_enter(self) -> None:
        item = self.list.currentItem()
        if item is not None and self.list.isVisible():
            self._run(item)

    def _run(self, item: QListWidgetItem) -> None:
        entry: _Entry = item.data(_ENTRY)
        self._close()
        self.clear()
        entry.run()

    def _close(self) -> None:
        self.list.hide()
        self._hits = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps and self.list.isVisible():
            row = self.list.currentRow() + steps[key]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
        elif key == Qt.Key.Key_Escape:
            self._close()
            self.clear()
            self.window().setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)


def _runner(commands: Commands, command_id: str) -> Callable[[], object]:
    return lambda: commands.run(command_id)


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
        entry: _Entry = index.data(_ENTRY)
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
