"""An action as it is agreed: what, whose, who, by when, what would show it; kept as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.parties import PARTIES
from sif_desktop.services.tasks import TaskFields
from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.fields import DateField
from sif_desktop.ui.widgets.text import Label


class ActionStrip(QFrame):
    """`agreed(TaskFields, item id)` when entered, `left` when it is not wanted, `typed(column,
    text)` at every key. Enter goes on through the fields and agrees in the last."""

    agreed = Signal(object, str)
    left = Signal()
    typed = Signal(str, str)

    def __init__(self, parse: Callable[[str], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName("Agree an action")
        self.item, self._parse = "", parse
        self.what, self.who, self.measure = QLineEdit(), QLineEdit(), QLineEdit()
        self.party = QComboBox()
        self.party.addItems(list(PARTIES.values()))
        self.due = DateField("By when", parse, hint="fri, 14 Jan, end of spring 1")
        self.about = Label("", "caption", wrap=True)
        self._add = Button("Agree action", self.enter)
        self._drop = Button("Discard", self._discard, look="link")
        self._arrange()
        for column, line in (("what", self.what), ("who", self.who), ("measure", self.measure)):
            line.textEdited.connect(lambda text, c=column: self.typed.emit(c, text))
        self.due.line.textEdited.connect(lambda text: self.typed.emit("due", text))
        self.party.activated.connect(lambda _n: self.typed.emit("party", self._party()))

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GROUP, theme.GAP, theme.GROUP, theme.GAP)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        for row, column, span, name, field in (
            (0, 0, 2, "What is agreed", self.what),
            (0, 2, 2, "What would show it", self.measure),
            (2, 0, 1, "Whose", self.party),
            (2, 1, 1, "Who", self.who),
            (2, 2, 1, "By when", self.due),
        ):
            field.setAccessibleName(name)
            label = Label(name, "caption")
            label.setBuddy(field)
            grid.addWidget(label, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span, top)
        buttons = QHBoxLayout()
        buttons.addWidget(self._drop)
        buttons.addWidget(self._add)
        grid.addLayout(buttons, 3, 3, Qt.AlignmentFlag.AlignRight | top)
        grid.addWidget(self.about, 4, 0, 1, 4)
        for column in range(4):
            grid.setColumnStretch(column, 1)

    def begin(self, what: str = "", item: str = "", about: str = "") -> None:
        """Open for a new action, `what` begun from a jotting, arising at `item`.

        One already being typed is gone on with; nothing of it is lost.
        """
        pending = self.what.text().strip() if self.isVisible() else ""
        if pending:
            if what:
                self.what.setText(f"{pending}; {what}")
                self.typed.emit("what", self.what.text())
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_typed({"what": what}, item, about)
        self.show()
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.what.end(False)
        if what:
            self.typed.emit("what", what)
        if item:
            self.typed.emit("item", item)

    def show_typed(self, typed: Mapping[str, str], item: str = "", about: str = "") -> None:
        """Fill in what was typed before."""
        self.item = item
        self.what.setText(typed.get("what", ""))
        self.who.setText(typed.get("who", ""))
        self.measure.setText(typed.get("measure", ""))
        party = list(PARTIES).index(typed["party"]) if typed.get("party") in PARTIES else 0
        self.party.setCurrentIndex(party)
        self._show_due(typed.get("due", ""))
        self.about.setText(f"Arises at {about}" if about else "")
        self.about.setVisible(bool(about))

    def _show_due(self, typed: str) -> None:
        """The date as typed, understood where it can be."""
        try:
            self.due.set_value(self._parse(typed) if typed.strip() else None)
        except Problem:
            self.due.line.setText(typed)

    def fields(self) -> TaskFields:
        day = self.due.value()
        return TaskFields(
            self.what.text().strip(),
            self._party(),
            self.who.text().strip(),
            day.isoformat() if day else "",
            self.measure.text().strip(),
        )

    def _party(self) -> str:
        return list(PARTIES)[self.party.currentIndex()]

    def enter(self) -> None:
        """Agree it, or go to what is still to be said."""
        if not self.what.text().strip():
            self.what.setFocus()
            return
        if self.due.line.text().strip() and self.due.value() is None:
            self.due.line.setFocus()  # what is wrong with the date stands beneath it
            return
        given, item = self.fields(), self.item
        self.hide()
        self.agreed.emit(given, item)

    def _discard(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._discard()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held or self.due.line.hasFocus():
                self.enter()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)
