"""One line to find or do anything: commands at once, records as the search brings them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sif_desktop.ui.commands import Commands, shown_keys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidgetItem

    from sif_desktop.ui.widgets.command_list import CommandList

SEARCH_FROM, SEARCH_PAUSE_MS, MOST_COMMANDS, MOST_HITS = 3, 120, 8, 12
_ENTRY = Qt.ItemDataRole.UserRole  # as in command_list, which is imported late


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
        self._list: CommandList | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_enter)

    @property
    def results(self) -> CommandList:
        if self._list is None:
            from sif_desktop.ui.widgets.command_list import CommandList

            self._list = CommandList(self.window())
            self._list.itemClicked.connect(self._run)
        return self._list

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
        from PySide6.QtWidgets import QListWidgetItem

        entries = self._entries()
        self.results.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title, self.results)
            item.setData(_ENTRY, entry)
            words = " ".join(filter(None, (entry.title, entry.context, entry.keys)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.results.setCurrentRow(0)
        self._place(len(entries))

    def _place(self, rows: int) -> None:
        window = self.window()
        spot = self.mapTo(window, self.rect().bottomLeft())
        height = (
            min(rows * self.results.sizeHintForRow(0) + 4, window.height() * 2 // 3) if rows else 0
        )
        self.results.setParent(window)
        self.results.setGeometry(QRect(spot.x(), spot.y() + 4, self.width(), height))
        self.results.setVisible(rows > 0 and self.hasFocus())
        self.results.raise_()

    def _on_enter(self) -> None:
        item = self.results.currentItem()
        if item is not None and self.results.isVisible():
            self._run(item)

    def _run(self, item: QListWidgetItem) -> None:
        entry: _Entry = item.data(_ENTRY)
        self._close()
        self.clear()
        entry.run()

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
        self._hits = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps and self.results.isVisible():
            row = self.results.currentRow() + steps[key]
            self.results.setCurrentRow(max(0, min(self.results.count() - 1, row)))
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
