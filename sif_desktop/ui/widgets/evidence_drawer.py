"""What the chosen sentence rests on: jottings, answers, papers and tasks beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.item_models.note_lines import Line, LineKind
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.text import Label, Paragraph


class EvidenceDrawer(QFrame):
    """Shows evidence lines (`title`, `text`), to be read and copied, each with the way to its place
    in the visit, and what can be done with the sentence: `wanted` carries the action's name."""

    wanted = Signal(str)
    more_wanted = Signal(object)  # the button whose menu shows everything that can be done
    place_wanted = Signal(object)  # an evidence line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._offered: list[tuple[str, str]] = []
        self._shown: tuple[list[Any], str] = ([], "-")
        self._title = Label("Evidence", "caption-strong")
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, theme.GAP, 0)
        self._lines.setSpacing(theme.HALF)
        holder = QWidget()
        holder.setProperty("look", "column")
        holder.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Evidence for the chosen sentence")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.HALF)
        head = QHBoxLayout()
        head.setSpacing(theme.GROUP)
        head.addWidget(self._title, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.GROUP)
        head.addLayout(self._actions)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        self.show_lines((), "")

    def show_actions(self, actions: Sequence[tuple[str, str]]) -> None:
        """Offer these, each a name and its words."""
        if list(actions) == self._offered:
            return
        self._offered = list(actions)
        _empty(self._actions)
        for name, words in actions:
            run = partial(self.wanted.emit, name)
            self._actions.addWidget(Button(words, run, look="link"))
        if actions:
            more = Button("More", look="link")
            more.clicked.connect(lambda: self.more_wanted.emit(more))
            self._actions.addWidget(more)

    def show_lines(self, lines: Sequence[Any], otherwise: str) -> None:
        """The lines, or `otherwise` where there are none."""
        if (list(lines), otherwise) == self._shown:
            return
        self._shown = (list(lines), otherwise)
        _empty(self._lines)
        many = len(lines)
        self._title.setText(f"Evidence for this sentence ({many})" if many else "Evidence")
        for line in lines:
            self._lines.addWidget(self._head(line))
            self._lines.addWidget(Paragraph(line.text))
        if not lines:
            self._lines.addWidget(Label(otherwise, "quiet", wrap=True))
        self._lines.addStretch(1)
        said = "; ".join(f"{line.title}: {line.text}" for line in lines) or otherwise
        self.area.setAccessibleDescription(said)

    def _head(self, line: Any) -> QWidget:
        """Where it was recorded, and the way there."""
        go = Button("In the visit", partial(self.place_wanted.emit, line), look="link")
        go.setAccessibleName(f"Go to it in the visit: {line.title}")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(line.title, "caption", wrap=True), 1)
        row.addWidget(go)
        return holder


def _empty(layout: QBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def without_evidence(line: Line) -> str:
    """What to say of a line that rests on nothing in the record."""
    if line.is_sentence and line.evidence:
        return "From what was recorded about the visit."
    if line.is_sentence:
        return "Your own sentence; it rests on nothing recorded. E ties it to evidence."
    if line.is_table and line.own:
        return "Your own table: Enter edits the cell, Tab goes to the next, N adds a row."
    if line.is_table:
        return "Enter changes an action agreed on this visit."
    if line.kind is LineKind.FACT:
        return "Facts come from the visit: Enter goes there."
    return "Choose a sentence to see what it rests on."
