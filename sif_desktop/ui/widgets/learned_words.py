"""The words the spelling check was taught, each with the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.few_rows import FewRows
from sif_desktop.ui.widgets.text import Label, quiet


class LearnedWords(QWidget):
    unlearn_wanted = Signal(str)  # uid

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.show_words(())

    def show_words(self, words: Sequence[Any]) -> None:
        """`words` have `uid` and `word`."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if words:
            self._column.addWidget(FewRows(self._row, words))
        else:
            told = "No words learned yet. “Learn” in the spelling menu of a document adds one."
            self._column.addWidget(quiet(told))

    def _row(self, word: Any) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GROUP)
        name = Label(word.word)
        name.setMinimumWidth(theme.current().px(160))
        button = Button("Unlearn", partial(self.unlearn_wanted.emit, word.uid), look="link")
        button.setAccessibleName(f"Unlearn {word.word}")
        line.addWidget(name)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        return holder
