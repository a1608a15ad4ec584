"""Conflicts: what two people changed apart, worked through by keyboard, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import messages, theme
from sif_desktop.ui.commands import Command, KeyHint
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
_KEYS = "123WBKDTOG"
_DECIDE, _GLANCE = range(2)
_LISTS = ("To decide", "To glance at")
_GROUP = "Conflicts"
HINTS = (
    KeyHint("1, 2, 3", "Use that version", _GROUP),
    KeyHint("W", "Write a version of your own", _GROUP),
    KeyHint("Ctrl+Enter, Esc", "Use what you wrote, give it up", _GROUP),
    KeyHint("B", "Keep both, of a list", _GROUP),
    KeyHint("K, D", "Keep, or delete anyway, what somebody deleted", _GROUP),
    KeyHint("T", "Tick off a text that was put together", _GROUP),
    KeyHint("O", "Open the record", _GROUP),
    KeyHint("G", "Change between the two lists", _GROUP),
    KeyHint("Enter", "Next question", _GROUP),
)


class QuestionList(QListWidget):
    """The questions under their schools; a key of an answer is `pressed`."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # or words wrap at an earlier width
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if letter and letter in _KEYS and not event.modifiers() & _HELD:
            self.pressed.emit(letter)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit("NEXT")
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
        self.which.addItems(_LISTS)
        self.which.activated.connect(lambda _n: self._read())
        self.list = QuestionList()
        self.list.setProperty("look", "lines")
        self.list.setAccessibleName("Questions by school")
        self.list.currentItemChanged.connect(self._on_current)
        self.list.pressed.connect(self.press)
        self.card = VersionsCard()
        self._told = caption("")
        self._connect()
        self.add(SideBySide(self._left(), self._right(), (2, 5), below=(1, 3)), 1)
        self.add(self._told)
        if context.window is not None:
            context.window.commands.hint(*HINTS)
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
        self.card.opened.connect(lambda: self.press("O"))
        self.card.written.connect(self.write)
        self.card.left.connect(self.list.setFocus)

    @property
    def _glancing(self) -> bool:
        return self.which.currentIndex() == _GLANCE

    # What the window asks --------------------------------------------------------------------

    def show_record(self, params: Mapping[str, Any]) -> None:
        self.which.setCurrentIndex(_GLANCE if params.get("glance") else _DECIDE)
        self._read()
        if params.get("moderate"):
            self.moderate(str(params["moderate"]))

    def refresh(self, changes: Any) -> None:
        self._read()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("conflict-own", "Write my own version", self.card.write_own, "", _GROUP),
            Command("conflict-glance", "Texts put together, to glance at", self.swap, "", _GROUP),
        )

    def take_focus(self) -> None:
        if self._empty is not None:
            super().take_focus()
        else:
            self.list.setFocus()

    # The list --------------------------------------------------------------------------------

    def swap(self) -> None:
        """From what is to decide to what is to glance at, and back."""
        self.which.setCurrentIndex(_DECIDE if self._glancing else _GLANCE)
        self._read()

    def _read(self) -> None:
        deciding = self._context.services.deciding
        self._context.jobs.run(
            self, lambda: (deciding.questions(), deciding.to_glance_at()), self._show
        )

    def _show(self, found: tuple[Sequence[Asked], Sequence[Asked]]) -> None:
        for place, (words, asked) in enumerate(zip(_LISTS, found, strict=True)):
            self.which.setItemText(place, f"{words} ({len(asked):,})")
        asked = found[self.which.currentIndex()]
        self._fill(asked)
        self.set_title("Conflicts", _count_words(found[_DECIDE]) if found[_DECIDE] else "")
        if self._context.window is not None:
            mine = sum(one.mine for one in found[_DECIDE])
            self._context.window.sidebar.set_counts({"exchange": mine})
        self._show_whether_any(*map(len, found))

    def _fill(self, asked: Sequence[Asked]) -> None:
        place = max(self.list.currentRow(), 0)
        self._asked = {one.key: one for one in asked}
        self.list.blockSignals(True)
        self.list.clear()
        school = None
        for one in asked:
            if one.conflict.school != school:
                school = one.conflict.school
                self.list.addItem(_heading(school, "" if self._glancing else one.decider))
            self.list.addItem(_line(one))
        self.list.blockSignals(False)
        self._choose(place)

    def _show_whether_any(self, to_decide: int, to_glance: int) -> None:
        """The list, or in its place why it is empty and what there is to do instead."""
        if self._asked:
            self.show_content()
            if self.isVisible() and not self.card.isAncestorOf(self.focusWidget() or self):
                self.list.setFocus()
            return
        if self._glancing:
            self.show_empty(
                "No text waits for a glance.",
                "Where two people change different sentences of one text, it is put together and "
                "listed here until somebody has looked at it.",
                f"See the {to_decide:,} to decide" if to_decide else "Go to Exchange",
                self.swap if to_decide else lambda: self.go("exchange"),
                icon="exchange",
            )
        else:
            many = "texts that were" if to_glance != 1 else "text that was"
            self.show_empty(
                "Nothing waits for a decision.",
                "Where two people change the same field apart from each other, both versions are "
                "kept and asked about here.",
                f"Glance at {to_glance:,} {many} put together" if to_glance else "Go to Exchange",
                self.swap if to_glance else lambda: self.go("exchange"),
                icon="exchange",
            )

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
        asked = self.current()
        told = _keys_of(asked, glance=self._glancing) if asked is not None else ""
        self._told.setText(told)
        self.list.setAccessibleDescription(told)
        self.card.show_question(asked, glance=self._glancing)

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
        if key == "G":
            self.swap()
        elif asked is None:
            return
        elif key == "NEXT":
            self._choose(self.list.currentRow() + 1)
        elif key == "O" and asked.conflict.page is not None:
            page, params = asked.conflict.page
            self.go(page, **params)
        elif self._glancing:
            if key == "T":
                self._tick(asked)
        else:
            self._answer(asked, key)

    def _answer(self, asked: Asked, key: str) -> None:
        conflicts, row = self._conflicts, asked.conflict
        if key in "123":
            self.use(int(key) - 1)
        elif key == "W":
            self.card.write_own()
        elif key == "B" and asked.both:
            self._decide(lambda: conflicts().keep_both(row), f"{asked.field}: both are kept")
        elif key == "K" and asked.deletion:
            self._decide(lambda: conflicts().keep(row), "Kept the record", undoable=False)
        elif key == "D" and asked.deletion:
            self._decide(lambda: conflicts().delete(row), "Deleted the record")

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
                f"{asked.field}: your own version stands",
                self._refused,
            )

    def _conflicts(self) -> Any:
        return self._context.services.conflicts

    def _decide(
        self,
        work: Callable[[], Any],
        words: str,
        failed: Callable[[BaseException], object] | None = None,
        *,
        undoable: bool = True,
    ) -> None:
        def done(changes: Any) -> None:
            self.list.setFocus()
            self._context.announce(changes, f"{words}.", undoable=undoable)

        self._context.jobs.run(self, work, done, failed or self._not_decided)

    def _refused(self, error: BaseException) -> None:
        """What was typed cannot be: said beside it, where it stays."""
        if isinstance(error, Problem) and self.card.own is not None:
            self.card.own.refuse(error)
            self._read()
        else:
            self._not_decided(error)

    def _not_decided(self, error: BaseException) -> None:
        self._read()
        messages.report_failure(self, error)

    def _tick(self, asked: Asked) -> None:
        self._context.jobs.run(
            self, lambda: self._conflicts().tick(asked.conflict), lambda _none: self._read()
        )


def _heading(school: str, decider: str) -> QListWidgetItem:
    words = school or "The team’s lists"
    item = QListWidgetItem(f"{words}\nSuggested: {decider}" if decider else words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _line(asked: Asked) -> QListWidgetItem:
    mine = " · yours" if asked.mine else ""
    item = QListWidgetItem(f"{asked.field}{mine}\n{asked.conflict.record}")
    item.setData(_KEY, asked.key)
    return item


def _keys_of(asked: Asked, *, glance: bool) -> str:
    """The keys that answer this question."""
    if glance:
        told = ["T ticks it off"]
    elif asked.deletion:
        told = ["K keeps the record", "D deletes it anyway"]
    else:
        digits = ", ".join("123"[: len(asked.conflict.versions)])
        told = [f"{digits} use that version"]
        told += ["B keeps both"] if asked.both else []
        told += ["W writes my own"] if asked.conflict.own else []
    told += ["O opens the record"] if asked.conflict.page is not None else []
    other = "G back to what is to decide" if glance else "G to what is to glance at"
    return " · ".join((*told, other, "Enter next"))


def _count_words(asked: Sequence[Asked]) -> str:
    mine = sum(one.mine for one in asked)
    whole = f"{len(asked)} question" + ("s" if len(asked) != 1 else "")
    return f"{whole}, {mine} for you" if mine else whole
