"""A page with nothing on it says so in a sentence and offers the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sif_desktop.ui import icons, theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label


class EmptyState(QWidget):
    """`sentence` says what is not here, `hint` why or what for; the button says the next step."""

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        step: str = "",
        on_step: Callable[[], object] | None = None,
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._picture = QLabel(self)
        self._picture.setVisible(bool(icon))
        self.setAccessibleName(f"{sentence} {hint}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, 2 * theme.MARGIN, theme.MARGIN, 2 * theme.MARGIN)
        column.setSpacing(theme.GAP)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, look in ((sentence, "section"), (hint, "quiet")):
            if text:
                line = Label(text, look, wrap=True)
                line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(line)
        if step:
            column.addSpacing(theme.GAP)
            self.button = Button(step, on_step, parent=self)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            self._picture.setPixmap(icons.pixmap(self._icon_name, "text_quiet", 32))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._tint()
        super().changeEvent(event)
