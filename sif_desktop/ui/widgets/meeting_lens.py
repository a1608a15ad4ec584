"""The agenda as it is drawn up before a meeting: items and time left, who is asked right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sif_desktop.services.meeting_rows import PLANNED, MeetingPage
from sif_desktop.ui import theme
from sif_desktop.ui.meeting_words import people_rows
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.flow_layout import FlowLayout
from sif_desktop.ui.widgets.meeting_agenda import AgendaPane
from sif_desktop.ui.widgets.side_by_side import SideBySide
from sif_desktop.ui.widgets.text import Paragraph, caption, section
from sif_desktop.ui.widgets.wrapped_list import WrappedList

_KEYS = "Enter changes · N adds · P parks · D takes off · A papers · Alt+Up and Alt+Down move"


class AgendaLens(QWidget):
    """`wanted(what)`: add, agenda, invite or renew."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.pane = AgendaPane(full=True)
        self.people = WrappedList("Who is asked", 2)
        self.terms = Paragraph()
        self._terms_title = section("Terms of reference")
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
        beside.addWidget(self._terms_title)
        beside.addWidget(self.terms)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        column.addWidget(SideBySide(left, right, (5, 3)), 1)

    def take_focus(self) -> None:
        self.pane.setFocus()

    def show_meeting(self, page: MeetingPage, item_uid: str) -> None:
        self.pane.show_meeting(page, item_uid)
        self.people.show_rows(people_rows(page.people))
        planned = page.row.state == PLANNED
        self.buttons["renew"].setVisible(planned)
        self.buttons["invite"].setVisible(planned)
        self._terms_title.setVisible(bool(page.type.terms))
        self.terms.setVisible(bool(page.type.terms))
        self.terms.set_text("\n".join(page.type.terms))
