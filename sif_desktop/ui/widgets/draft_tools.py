"""What helps writing, in words over the draft: add a part, find, spelling, phrases."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sif_desktop.ui.commands import shown_keys
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout


class DraftTools(QWidget):
    """`wanted` carries what was chosen: add, find, spelling or phrases."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        flow = FlowLayout(self)
        for name, words, keys in (
            ("add", "Add…", "A"),
            ("find", "Find", "Ctrl+F"),
            ("spelling", "Spelling", "F7"),
            ("phrases", "Phrases", "Ctrl+Space"),
        ):
            button = Button(words, look="link")
            button.clicked.connect(lambda _=False, n=name: self.wanted.emit(n))
            button.setToolTip(f"{words.rstrip('…')} ({shown_keys(keys)})")
            self._buttons[name] = button
            flow.addWidget(button)
        self._buttons["add"].setAccessibleName("Add a heading, paragraph, list or table")

    def button(self, name: str) -> Button:
        return self._buttons[name]

    def count_faults(self, many: int) -> None:
        """How many words the dictionary does not know."""
        button = self._buttons["spelling"]
        button.setText(f"Spelling ({many})" if many else "Spelling")
        words = f"Spelling: {many} words to look at" if many else "Spelling"
        button.setAccessibleName(words)

    def set_editable(self, editable: bool) -> None:
        """Of an issued document only finding is left."""
        for name, button in self._buttons.items():
            button.setVisible(editable or name == "find")
