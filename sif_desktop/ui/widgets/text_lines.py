"""Several short texts, one under the other, each on a line of its own that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button


class TextLines(QWidget):
    """`lines()` gives (key, text); a line added here has the key "". Enter in a line adds one."""

    def __init__(self, name: str, add: str, parent: QWidget | None = None) -> None:
        """`add` is what the button under the lines says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._rows: list[tuple[str, QLineEdit, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)
        self.add_button = Button(add, lambda: self.add_line(), look="link")
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        for key, text in lines:
            self._make(key, text)

    def add_line(self, text: str = "") -> QLineEdit:
        """A further line, with the keyboard in it."""
        field = self._make("", text)
        field.setFocus()
        return field

    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is written, without empty lines that were never anything."""
        return tuple(
            (key, field.text()) for key, field, _ in self._rows if key or field.text().strip()
        )

    def _make(self, key: str, text: str) -> QLineEdit:
        field, holder = QLineEdit(text), QWidget()
        field.setAccessibleName(f"{self._name} {len(self._rows) + 1}")
        remove = Button("Remove", lambda: self._remove(field), look="link")
        remove.setAccessibleName(f"Remove {field.accessibleName().lower()}")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(field, 1)
        line.addWidget(remove)
        self._rows.append((key, field, holder))
        self._column.insertWidget(self._column.count() - 1, holder)
        return field

    def _remove(self, field: QLineEdit) -> None:
        place = next(n for n, row in enumerate(self._rows) if row[1] is field)
        _, _, holder = self._rows.pop(place)
        self.add_button.setFocus()
        holder.hide()
        holder.deleteLater()
