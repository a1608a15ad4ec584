"""Buttons say verbs. One primary a screen; destructive ones are never primary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from sif_desktop.ui import icons
from sif_desktop.ui.commands import shown_keys

_AIR = 4  # px between an icon and its words
Look = Literal["plain", "primary", "link"]


class Button(QPushButton):
    """A button with words and, if named, an icon in the colour of its look."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        look: Look = "plain",
        icon: str = "",
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._look = icon, look
        self.setProperty("look", look)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        if look == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if shortcut:
            self.setShortcut(shortcut)
            self.setToolTip(f"{text} ({shown_keys(shortcut)})")
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            role = {"primary": "accent_text", "link": "accent"}.get(self._look, "text")
            size = icons.icon_size()
            self.setIcon(icons.icon(self._icon_name, role, _AIR))
            self.setIconSize(QSize(size.width() + _AIR, size.height()) * 0.9)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on, as Space does; a dialog's verb must not take it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._tint()
        super().changeEvent(event)


class IconButton(QToolButton):
    """An icon alone, which therefore must have a name: it is the tooltip and what is read out."""

    def __init__(
        self,
        icon: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({shown_keys(shortcut)})" if shortcut else name)
        if shortcut:
            self.setShortcut(shortcut)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        self._tint()

    def set_icon(self, icon: str) -> None:
        self._icon_name = icon
        self._tint()

    def _tint(self) -> None:
        self.setIcon(icons.icon(self._icon_name))
        self.setIconSize(QSize(icons.icon_size()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._tint()
        super().changeEvent(event)
