"""One question that needs a few words: why a warning stands, why a version is corrected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, quiet


class ReasonDialog(QDialog):
    """`given` carries the words; with `needed` they cannot be left out. Ctrl+Enter gives them."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        about: str,
        verb: str,
        parent: QWidget,
        *,
        text: str = "",
        needed: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(theme.current().px(440))
        self.reason = QPlainTextEdit(text)
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(theme.current().px(110))
        self.confirm = Button(verb, self._give, look="primary")
        self.confirm.setToolTip(f"{verb} (Ctrl+Enter)")
        self._needed = needed
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addStretch(1)
        buttons.addWidget(Button("Cancel", self.reject))
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.GAP)
        column.addWidget(Label(title, "title", wrap=True))
        column.addWidget(quiet(about))
        column.addWidget(self.reason)
        column.addLayout(buttons)
        self.reason.installEventFilter(self)
        self.reason.textChanged.connect(self._enable)
        self._enable()
        self.reason.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.confirm.click()
                return True
        return super().eventFilter(watched, event)

    def _enable(self) -> None:
        self.confirm.setEnabled(bool(self.reason.toPlainText().strip()) or not self._needed)

    def _give(self) -> None:
        words = self.reason.toPlainText().strip()
        self.accept()
        self.given.emit(words)
