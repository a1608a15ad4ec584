"""Conflicts: what two people changed apart, worked through by keyboard, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.dialogs.moderate import ModerateDialog
from sif_desktop.ui.page import Page
from sif_desktop.ui.widgets.side_by_side import SideBySide
from sif_desktop.ui.widgets.text import caption
from sif_desktop.ui.widgets.versions_card import VersionsCard

if TYPE_CHECKING:
    from sif_desktop.services.deciding import Asked

_KEY = Qt.ItemDataRole.UserRole
_KEYS = "123WBKDT"
_TOLD = "1, 2, 3 use that version · W write my own · B keep both · K keep, D delete · Enter next"


class QuestionList(QListWidget):
    """The questions under their schools; a key of an answer is `pressed`."""

    pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if letter and letter in _KEYS and not event.modifiers() & _HELD:
            self.pressed.emit(letter)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit("next")
        else:
            super().keyPressEvent(event)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ConflictsPage(Page):
    def __init__(self, context: AppContext) -> None:
        super().__init__("Conflicts", wide=True)
        self._context = context
        self.dialog: ModerateDialog | None = None
        self._asked: dict[str, Asked] = {}
        self.which = QComboBox()
        self.which.setAccessibleName("Which questions")
        self.which.addItems(["To decide", "To glance at"])
        self.which.activated.connect(lambda _n: self._read())
        self.list = QuestionList()
        self.list.setProperty("look", "lines")
        self.list.setAccessibleName("Questions by school")
        self.list.setAccessibleDescription(_TOLD)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.pressed.connect(self.press)
        self.card = VersionsCard()
        self._connect()
        self.add(SideBySide(self._left(), self._right(), (2, 3)), 1)
        self.add(caption(_TOLD))
        self._read()

    def _left(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.which)
        column.addWidget(self.list, 1)
        return holder

    def _right(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self.card.setProperty("look", "column")
        area.setWidget(self.card)
        return area

    def _connect(self) -> None:
        self.card.used.connect(self.use)
        self.card.both.connect(lambda: self.press("B"))
        self.card.kept.connect(lambda: self.press("K"))
        self.card.deleted.connect(lambda: self.press("D"))
        self.card.looked.connect(lambda: self.press("T"))
        self.card.written.connect(self.write)

    # What the window asks --------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        self.which.setCurrentIndex(1 if params.get("glance") else 0)
        self._read()
        if params.get("moderate"):
            self.moderate(str(params["moderate"]))

    def refresh(self, changes: Any) -> None:
        self._read()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("conflict-own", "Write my own version", self.card.write_own, "", "Conflicts"),
        )

    def take_focus(self) -> None:
        if self._empty is not None:
            super().take_focus()
        else:
            self.list.setFocus()

    # The list --------------------------------------------------------------------------------

    def _read(self) -> None:
        glance, services = self.which.currentIndex() == 1, self._context

        def work() -> Sequence[Asked]:
            deciding = services.services.deciding
            return deciding.to_glance_at() if glance else deciding.questions()

        self._context.jobs.run(self, work, self._show)

    def _show(self, asked: Sequence[Asked]) -> None:
        place = max(self.list.currentRow(), 0)
        self._asked = {one.key: one for one in asked}
        self.list.blockSignals(True)
        self.list.clear()
        school = None
        for one in asked:
            if one.conflict.school != school:
                school = one.conflict.school
                self.list.addItem(_heading(school, one.decider))
            self.list.addItem(_line(one))
        self.list.blockSignals(False)
        self.set_title("Conflicts", _count_words(asked) if asked else "")
        if not asked and self.which.currentIndex() == 0:
            self.show_empty(
                "Nothing waits for a decision.",
                "Where two people change the same field apart from each other, both versions are "
                "kept and asked about here.",
                "Go to Exchange",
                lambda: self.go("exchange"),
                icon="exchange",
            )
        else:
            self.show_content()
        if self.which.currentIndex() == 0 and self._context.window is not None:
            mine = sum(one.mine for one in asked)
            self._context.window.sidebar.set_counts({"exchange": mine})
        self._choose(place)
        if asked and self.isVisible() and not self.card.isAncestorOf(self.focusWidget() or self):
            self.list.setFocus()

    def _choose(self, place: int) -> None:
        """The question at or after this line, else the last one."""
        lines = [n for n in range(self.list.count()) if self.list.item(n).data(_KEY)]
        after = [n for n in lines if n >= place] or lines[-1:]
        if after:
            self.list.setCurrentRow(after[0])
        self._on_current()

    def current(self) -> Asked | None:
        item = self.list.currentItem()
        return self._asked.get(item.data(_KEY)) if item is not None and item.data(_KEY) else None

    def _on_current(self, *_items: object) -> None:
        self.card.show_question(self.current(), glance=self.which.currentIndex() == 1)

    # Two officers on one visit ---------------------------------------------------------------

    def moderate(self, visit: str) -> None:
        """Only the judgements of this visit that differ, to be agreed with a reason."""
        context = self._context
        context.jobs.run(
            self,
            lambda: context.services.moderation.rows(visit),
            lambda found: self._ask_moderation(visit, found),
        )

    def _ask_moderation(self, visit: str, found: Sequence[Any]) -> None:
        if not found:
            messages.say(self, "No judgement of this visit differs.")
            return
        dialog = self.dialog = ModerateDialog(self, found)
        on_confirm(dialog, lambda: self._agree(visit, dialog))
        dialog.open()

    def _agree(self, visit: str, dialog: ModerateDialog) -> None:
        agreed, context = dialog.agreed(), self._context

        def work() -> Any:
            settle = context.services.moderation.settle
            return [settle(visit, item, value, why) for item, value, why in agreed][-1]

        def done(changes: Any) -> None:
            dialog.accept()
            context.announce(changes, "What was agreed is recorded.", undoable=False)

        context.jobs.run(dialog, work, done, dialog.refuse)

    # Deciding --------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """Answer as the key says, where it fits the question."""
        asked = self.current()
        if asked is None:
            return
        glance, conflicts = self.which.currentIndex() == 1, self._conflicts
        if key == "next":
            self._choose(self.list.currentRow() + 1)
        elif glance:
            if key == "T":
                self._tick(asked)
        elif key in "123":
            self.use(int(key) - 1)
        elif key == "W":
            self.card.write_own()
        elif key == "B" and asked.both is not None:
            self._decide(lambda: conflicts().write(asked.conflict, asked.both or ()), "Kept both")
        elif key == "K" and asked.deletion:
            self._decide(
                lambda: conflicts().keep(asked.conflict), "Kept the record", undoable=False
            )
        elif key == "D" and asked.deletion:
            self._decide(lambda: conflicts().delete(asked.conflict), "Deleted the record")

    def use(self, number: int) -> None:
        asked = self.current()
        if asked is not None and not asked.deletion and number < len(asked.conflict.versions):
            who = asked.conflict.versions[number].who
            self._decide(
                lambda: self._conflicts().use(asked.conflict, number),
                f"{asked.field}: the version of {who} stands",
            )

    def write(self, texts: Sequence[str]) -> None:
        asked = self.current()
        if asked is not None:
            self._decide(
                lambda: self._conflicts().write(asked.conflict, texts),
                f"{asked.field}: your own words stand",
            )

    def _conflicts(self) -> Any:
        return self._context.services.conflicts

    def _decide(self, work: Callable[[], Any], words: str, *, undoable: bool = True) -> None:
        def done(changes: Any) -> None:
            self.list.setFocus()
            self._context.announce(changes, f"{words}.", undoable=undoable)

        self._context.jobs.run(self, work, done, self._not_decided)

    def _not_decided(self, error: BaseException) -> None:
        self._read()
        messages.report_failure(self, error)

    def _tick(self, asked: Asked) -> None:
        self._context.jobs.run(
            self, lambda: self._conflicts().tick(asked.conflict), lambda _none: self._read()
        )


def _heading(school: str, decider: str) -> QListWidgetItem:
    words = school or "The team’s lists"
    item = QListWidgetItem(f"{words} – suggested: {decider}" if decider else words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _line(asked: Asked) -> QListWidgetItem:
    mine = " · yours" if asked.mine else ""
    item = QListWidgetItem(f"{asked.conflict.record}\n{asked.field}{mine}")
    item.setData(_KEY, asked.key)
    return item


def _count_words(asked: Sequence[Asked]) -> str:
    mine = sum(one.mine for one in asked)
    whole = f"{len(asked)} question" + ("s" if len(asked) != 1 else "")
    return f"{whole}, {mine} for you" if mine else whole
