"""The list of phrases at the cursor: type to narrow it, Enter writes the phrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sif_desktop.domain.phrases import Phrase, matching
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label

_PHRASE = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 460, 300  # px at 100 %


class PhrasePopup(QFrame):
    """A child of the editor it writes for, so that the editor stays open behind it."""

    chosen = Signal(object)  # Phrase
    manage_wanted = Signal()

    def __init__(self, phrases: Sequence[Phrase], sections: Sequence[str], editor: QWidget) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "card")
        self.setAccessibleName("Phrases")
        self._phrases, self._sections = phrases, sections
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Phrase")
        self.filter.setPlaceholderText("Part of a phrase, or its shortcut")
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self._take)
        self.list = QListWidget()
        self.list.setAccessibleName("Phrases found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setWordWrap(True)
        self.list.setProperty("look", "lines")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._take())
        self._none = Label("No phrase holds these words.", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self._none)
        self.manage = Button("Your phrases…", self._manage, look="link")
        self.manage.hide()
        column.addWidget(self.manage, 0, Qt.AlignmentFlag.AlignLeft)
        self._narrow("")

    def offer_managing(self, run: Callable[[], object]) -> None:
        """Show the way to change one's own phrases."""
        self.manage_wanted.connect(run)
        self.manage.show()

    def show_at(self, place: QPoint) -> None:
        """Open below a place of the screen, or above it where there is no room."""
        look = theme.current()
        self.resize(look.px(WIDTH), look.px(HEIGHT))
        screen = QGuiApplication.screenAt(place) or self.screen()
        room = screen.availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        y = (
            place.y()
            if place.y() + self.height() <= room.bottom()
            else place.y() - self.height() - 30
        )
        self.move(x, max(room.top(), y))
        self.show()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def _narrow(self, typed: str) -> None:
        self.list.clear()
        for phrase in matching(self._phrases, typed, self._sections):
            shortcut = f"   {phrase.shortcut}" if phrase.shortcut else ""
            item = QListWidgetItem(phrase.text + shortcut)
            item.setData(_PHRASE, phrase)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._none.setVisible(not self.list.count())

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.close()
            self.chosen.emit(item.data(_PHRASE))

    def _manage(self) -> None:
        self.close()
        self.manage_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            row = self.list.currentRow() + step
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
