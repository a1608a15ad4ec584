"""Each copy before it goes: what it leaves out, its files, and the copy itself to read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.domain.copies import copy_label, made_copies
from sif_desktop.services.documents.copies import SUFFIX
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, caption

_MOST = 6  # lines told for one copy
_LONGEST = 110  # letters of a sentence told


class CopiesPanel(QWidget):
    """`asked` with the copy that is to be read."""

    asked = Signal(str)

    def __init__(
        self,
        left_out: Mapping[str, Sequence[Any]],
        file_name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`left_out` is {copy: services' LeftOut}; `file_name` the school copy's, no ending."""
        super().__init__(parent)
        self._left_out, self._file_name = left_out, file_name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)
        self._shown: tuple[str, ...] = ()
        self.readers: dict[str, Button] = {}

    def show_received(self, received: Collection[str]) -> None:
        """Tell of the copies that are made where these are received."""
        wanted = made_copies(received)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.readers = {}
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for copy in wanted:
            self._column.addWidget(self._head(copy))
            for words in (*self._lines(copy), self._files(copy)):
                line = caption(words)
                line.setContentsMargins(theme.GROUP, 0, 0, 0)
                self._column.addWidget(line)

    def words(self) -> str:
        """All that is told, for a test and for reading out."""
        return "\n".join(
            f"{copy_label(copy)}: {summary(self._left_out[copy])}" for copy in self._shown
        )

    def _head(self, copy: str) -> QWidget:
        label = Label(f"{copy_label(copy)}: {summary(self._left_out[copy])}", wrap=True)
        read = Button("Read it", lambda: self.asked.emit(copy), look="link")
        read.setAccessibleName(f"Read the {copy_label(copy).lower()}")
        self.readers[copy] = read
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label, 1)
        line.addWidget(read)
        return holder

    def _files(self, copy: str) -> str:
        return f"{self._file_name}{SUFFIX[copy]}.docx and .pdf"

    def _lines(self, copy: str) -> list[str]:
        left = self._left_out[copy]
        told = [_told(one) for one in left[:_MOST]]
        return [*told, f"… and {len(left) - _MOST} more"] if len(left) > _MOST else told


def summary(left: Sequence[Any]) -> str:
    """How much a copy leaves out."""
    sections = sum(1 for one in left if not one.text)
    sentences = len(left) - sections
    parts = [
        f"{n} {one if n == 1 else many}"
        for n, one, many in (
            (sections, "section", "sections"),
            (sentences, "sentence", "sentences"),
        )
        if n
    ]
    return f"leaves out {' and '.join(parts)}" if parts else "holds all that is written"


def _told(one: Any) -> str:
    if not one.text:
        return f"the section “{one.heading}”"
    words = one.text if len(one.text) <= _LONGEST else f"{one.text[: _LONGEST - 1].rstrip()}…"
    return f"{one.heading}: “{words}”"
