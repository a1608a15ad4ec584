"""The agenda as it is drawn up before a meeting: items and time left, who is asked right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.meeting_rows import PLANNED, MeetingPage
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.wrapped_rows import WrappedRow
from sif_desktop.ui.meeting_words import people_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.meeting_agenda import AgendaPane
from sif_desktop.ui.widgets.side_by_side import NARROW, SideBySide
from sif_desktop.ui.widgets.text import caption, section
from sif_desktop.ui.widgets.wrapped_list import WrappedList

_KEYS = "Enter changes · N adds · P parks · D takes off · A papers · Alt+Up and Alt+Down move"


class AgendaLens(QWidget):
    """`wanted(what)`: add, agenda, invite or renew."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.pane = AgendaPane(full=True)
        self.people = WrappedList("Who is asked", 2)
        self.buttons: dict[str, Button] = {}
        tools = QWidget()
        flow = FlowLayout(tools)
        for what, words, icon in (
            ("add", "Add an item…", "add"), ("renew", "Bring in what returns", "redo"),
            ("agenda", "Agenda as a document", "print"), ("invite", "Save the invitation…", "mail"),
        ):  # fmt: skip
            button = Button(words, partial(self.wanted.emit, what), icon=icon)
            self.buttons[what] = button
            flow.addWidget(button)
        left = QWidget()
        items = QVBoxLayout(left)
        items.setContentsMargins(0, 0, 0, 0)
        items.setSpacing(theme.GAP)
        items.addWidget(tools)
        items.addWidget(self.pane, 1)
        items.addWidget(caption(_KEYS))
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.HALF)
        beside.addWidget(section("Who is asked"))
        beside.addWidget(self.people, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        self._right = right
        column.addWidget(SideBySide(left, right, (5, 3)), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the items, people are seen in the meeting itself."""
        super().resizeEvent(event)
        self._right.setVisible(self.width() >= theme.current().px(NARROW))

    def take_focus(self) -> None:
        self.pane.setFocus()

    def show_meeting(self, page: MeetingPage, item_uid: str) -> None:
        self.pane.show_meeting(page, item_uid)
        people = people_rows(page.people, asked=page.row.state == PLANNED)
        terms = [WrappedRow(f"term:{n}", words, quiet=True)
                 for n, words in enumerate(page.type.terms)]  # fmt: skip
        head = [WrappedRow("", "Terms of reference", heading=True)] if terms else []
        self.people.show_rows([*people, *head, *terms])
        planned = page.row.state == PLANNED
        self.buttons["renew"].setVisible(planned)
        self.buttons["invite"].setVisible(planned)
