"""The meeting for a shared screen: the item in hand in large type, only what may be shared."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sif_desktop.domain.dates import say_long
from sif_desktop.domain.parties import PARTIES
from sif_desktop.domain.plan_costs import money
from sif_desktop.services.meeting_rows import LINE_KINDS, Item, MeetingPage
from sif_desktop.services.meeting_syntax import SHARED
from sif_desktop.ui import theme
from sif_desktop.ui.meeting_words import agreed, arrow_of, figure_words, movement_of
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.cover import Sheet
from sif_desktop.ui.widgets.text import Label

_LEVELS = {"priorities": "priority", "milestones": "milestone", "criteria": "criterion"}
Line = tuple[str, str]  # look, words


class MeetingSheet(Sheet):
    """It is told words and nothing else, so a line for the authority cannot appear in it.
    `stepped` asks for the next item, or the one before."""

    stepped = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "The meeting for a shared screen")
        self._shown: list[Line] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.GAP)
        self._words.setContentsMargins(0, 0, theme.MARGIN, theme.MARGIN)
        inner = QWidget()
        inner.setProperty("look", "column")
        inner.setLayout(self._words)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        self._bar = area.verticalScrollBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.MARGIN, theme.MARGIN, 2 * theme.MARGIN, theme.MARGIN)
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addWidget(Label("Ctrl+Down next item · F8 or Escape turns back", "caption"), 1)
        foot.addWidget(Button("Item before", partial(self.stepped.emit, -1)))
        foot.addWidget(Button("Next item", partial(self.stepped.emit, 1)))
        foot.addWidget(Button("Turn back", self.close_sheet))
        column.addLayout(foot)

    def show_item(self, page: MeetingPage, item: Item | None) -> None:
        lines = shared_lines(page, item)
        if lines == self._shown:
            return
        self._shown = lines
        while (old := self._words.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        for look, words in lines:
            self._line(words, look)
        self._words.addStretch(1)

    def _line(self, text: str, look: str) -> None:
        """One paragraph: a `name`, a `head` over a group, `words` to read, or `small` words."""
        size = {"name": "page-title", "words": "page-title"}.get(look, "title")
        label = Label(text, "quiet" if look in ("head", "small") else "", wrap=True)
        label.setFont(theme.current().font(size, bold=look in ("name", "head")))
        if look == "head":
            self._words.addSpacing(theme.GROUP)
        self._words.addWidget(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8,
                 Qt.Key.Key_PageUp: -8}  # fmt: skip
        if step := steps.get(Qt.Key(event.key())):
            self._bar.setValue(self._bar.value() + step * self._bar.singleStep() * 2)
        super().keyPressEvent(event)


def shared_lines(page: MeetingPage, item: Item | None) -> list[Line]:
    """What stands on a shared screen, line by line: only words for everybody, figures with their
    source, rows of plans, actions and money of the item in hand."""
    row = page.row
    day = say_long(date.fromisoformat(row.day)) if row.day else ""
    lines: list[Line] = [("small", " · ".join(filter(None, (row.about, row.title, day))))]
    if item is None:
        return [*lines, ("name", "Nothing is on the agenda.")]
    lines.append(("name", f"{item.number} {item.title}".strip()))
    lines += [("small", item.prompt)] if item.prompt else []
    figures = page.figures.get(item.uid, ())
    lines += [("words", f"{name}: {value}") for name, value in map(figure_words, figures)]
    lines += _plans(page, item)
    said = [one for one in page.lines if one.item_uid == item.uid and one.visibility == SHARED]
    lines += [("head", "Noted")] if said else []
    for one in said:
        kind = "" if one.kind == "note" else f"{LINE_KINDS[one.kind]}: "
        lines.append(("words", kind + one.text))
    lines += _agreed(page, item)
    money_here = [one for one in page.funding if one.item_uid == item.uid]
    lines += [("head", "Funding")] if money_here else []
    for money_line in money_here:
        total = f"{money_line.fund or 'total'} so far {money(money_line.running)}"
        lines.append(("words", f"{money_line.what}: {money(money_line.amount)} ({total})"))
    return lines


def _plans(page: MeetingPage, item: Item) -> list[Line]:
    level = _LEVELS.get(item.kind, "")
    lines: list[Line] = []
    for plan in page.plans if level else ():
        rows = [one for one in plan.rows if one.level in ("priority", level) or one.reviewed]
        lines += [("head", plan.title)] if rows else []
        for one in rows:
            movement, arrow = movement_of(one)[0], arrow_of(one)
            lines.append(("words", one.text))
            lines.append(("small", f"{arrow} {movement}".strip()))
            lines += [("small", one.progress)] if one.progress else []
    return lines


def _agreed(page: MeetingPage, item: Item) -> list[Line]:
    every = page.earlier if item.kind == "actions" else ()
    those = [*every, *agreed(page, item.uid)]
    lines: list[Line] = [("head", "Actions")] if those else []
    for one in those:
        by = f"by {say_long(date.fromisoformat(one.due))}" if one.due else ""
        who = one.who or PARTIES.get(one.party, "")
        lines.append(("words", " — ".join(filter(None, (one.what, who, by)))))
    return lines
