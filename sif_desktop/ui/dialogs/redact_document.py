"""A redacted copy: every sentence and cell, with what the checks point at proposed; the officer
decides what is withheld and why, reads the page, and freezes the copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from sif_desktop.domain import withholding
from sif_desktop.domain.exemptions import PERSONAL, Reason
from sif_desktop.domain.withholding import Withholding, of_passage
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.read_pdf import ReadDialog
from sif_desktop.ui.dialogs.sheet import flow, one_by_one, set_up
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.reason_choice import ReasonChoice
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label, Paragraph, caption, quiet, section

_SHOW = ("Pointed at or withheld", "Withheld", "Everything")


class RedactDialog(QDialog):
    """`made` carries the uid of the copy once it is frozen."""

    made = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget, plan: Any) -> None:
        super().__init__(parent)
        self._context, self._plan = context, plan
        self._texts = {one.id: one.text for one in plan.passages}
        self.chosen: withholding.Chosen = plan.proposed
        self.page: ReadDialog | None = None
        set_up(self, f"Redacted copy of version {plan.number}", 1080, 680)
        self.show_which = QComboBox()
        self.show_which.setAccessibleName("Which passages to show")
        self.show_which.addItems(_SHOW)
        self.model = RowsModel(self._columns(), key=lambda one: one.id)
        self.table = TableView("Passages", self.model, keys=self._keys())
        self.words = _Words(self._keys())
        self.reason = ReasonChoice("Reason")
        self.reason.set_value(Reason(PERSONAL))
        self.why = Paragraph("")
        self.tally = Label("", "caption", wrap=True)
        self.verb = Button("Make the redacted copy", self._make, look="primary")
        self._lay_out()
        self.table.chosen.connect(lambda _one: self._on_chosen())
        self.table.opened.connect(lambda _one: self.words.setFocus())
        self.show_which.activated.connect(lambda _place: self._filter())
        self.reason.changed.connect(self._on_reason)
        self.model.set_rows(plan.passages)
        self.show_which.setCurrentIndex(0 if plan.proposed else 2)
        self._filter()
        self.table.setFocus()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("where", "Under", lambda one: one.where, 15),
            Column("text", "As it will read", self._reads, 36),
            Column("found", "Pointed at", _found, 15),
        )

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {"w": self.withhold_words, "s": self.withhold_whole, "l": self.leave}

    # Laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        buttons = [
            Button("Read the page", self._read, icon="show"),
            Button("Cancel", self.reject),
            self.verb,
        ]
        one_by_one(
            self,
            "Make a redacted copy",
            [quiet(f"{self._plan.provider} · {self._plan.title}"), self.show_which, self.table],
            self._deciding(),
            widths=(1250, 830),
            buttons=buttons,
            words=self.tally,
        )

    def _deciding(self) -> list[QWidget]:
        self.words_button = Button("Withhold the words selected", self.withhold_words)
        self.whole_button = Button("Withhold all of it", self.withhold_whole)
        self.leave_button = Button("Leave it as it is", self.leave)
        return [
            section("The passage as issued"),
            self.words,
            self.why,
            flow(self.words_button, self.whole_button, self.leave_button),
            section("Why it is withheld"),
            self.reason,
            caption(
                "W withholds the words selected, S the whole passage, L leaves it. Words withheld "
                "once are withheld wherever they stand. In their place stands the reason."
            ),
        ]

    # Showing -------------------------------------------------------------------------------------

    def _reads(self, one: Any) -> str:
        text = withholding.shown(one.text, of_passage(self.chosen, one.id))
        return " ".join(text.split())

    def _filter(self) -> None:
        shown = self.show_which.currentIndex()
        cut = {one.passage for one in self.chosen}
        keep = {
            0: lambda one: one.id in cut or bool(one.marks),
            1: lambda one: one.id in cut,
            2: lambda _one: True,
        }[shown]
        self.model.set_filter("", keep)
        if self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.key_at(0))
        self._on_chosen()

    def current(self) -> Any:
        return self.table.current_row()

    def _on_chosen(self) -> None:
        one = self.current()
        here = of_passage(self.chosen, one.id) if one else ()
        self.words.show_passage(one.text if one else "", here)
        marks = one.marks if one else ()
        self.why.set_text("\n".join(dict.fromkeys(mark.message for mark in marks)))
        self.why.setVisible(bool(marks))
        if here and here[0].reason != self.reason.value():
            self.reason.set_value(here[0].reason)
        for button in (self.words_button, self.whole_button):
            button.setEnabled(one is not None)
        self.words_button.setEnabled(one is not None and not one.figure)
        self.leave_button.setEnabled(bool(here))
        self._tell()

    def _tell(self) -> None:
        count = len(self.chosen)
        passages = f"{count} passage{'' if count == 1 else 's'} withheld"
        same = self.chosen == self._plan.proposed
        source = "as in the last redacted copy" if self._plan.again else "as the checks propose"
        self.tally.setText(f"{passages}, {source}." if count and same else f"{passages}.")
        self.verb.setEnabled(count > 0)

    # Deciding ------------------------------------------------------------------------------------

    def withhold_words(self) -> None:
        """The words selected in the passage, wherever they stand in the document."""
        one, span = self.current(), self.words.selected()
        if one is None or one.figure or span is None:
            self._say("Select the words first: click into the passage, Shift and the arrow keys.")
            return
        if (reason := self._reason()) is not None:
            start, end = span
            new = Withholding(one.id, start, end, reason)
            chosen = withholding.withhold(self.chosen, new)
            chosen = withholding.everywhere(chosen, self._texts, one.text[start:end], reason)
            others = len(chosen) - len(withholding.withhold(self.chosen, new))
            self._decide(chosen)
            if others:
                self._say(f"The same words are withheld in {others} more places.")

    def withhold_whole(self) -> None:
        """All of the passage."""
        one = self.current()
        if one is not None and (reason := self._reason()) is not None:
            new = Withholding(one.id, 0, len(one.text), reason)
            self._decide(withholding.withhold(self.chosen, new))

    def leave(self) -> None:
        if (one := self.current()) is not None:
            self._decide(withholding.leave(self.chosen, one.id))

    def _on_reason(self) -> None:
        one, reason = self.current(), self.reason.value()
        if one is not None and reason is not None and of_passage(self.chosen, one.id):
            self._decide(withholding.give_reason(self.chosen, one.id, reason))

    def _decide(self, chosen: withholding.Chosen) -> None:
        """Keep the place in the list: a passage that is left stays to be seen until filtered."""
        self.chosen = chosen
        self.table.viewport().update()
        self._on_chosen()

    def _reason(self) -> Reason | None:
        reason = self.reason.value()
        if reason is None:
            self._say("Choose a reason first, or write one.")
            self.reason.setFocus()
        return reason

    def _say(self, words: str) -> None:
        self.tally.setText(words)

    # Making --------------------------------------------------------------------------------------

    def _read(self) -> None:
        redactions, uid, chosen = (
            self._context.services.redactions,
            self._plan.version_uid,
            self.chosen,
        )
        self.page = ReadDialog(
            self._context, self, "Redacted copy", lambda: redactions.preview_pdf(uid, chosen)
        )
        self.page.open()

    def _make(self) -> None:
        self.verb.setEnabled(False)
        redactions, uid, chosen = (
            self._context.services.redactions,
            self._plan.version_uid,
            self.chosen,
        )
        self._context.jobs.run(
            self, lambda: redactions.make(uid, chosen), self._on_made, self._on_failed
        )

    def _on_made(self, made: Any) -> None:
        self.made.emit(made.uid)
        context = self._context
        self.accept()
        context.announce(made.changes, "Redacted copy made.")

    def _on_failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        messages.report_failure(self, error)


class _Words(QPlainTextEdit):
    """The passage to read and to select in; what is withheld of it is struck through."""

    def __init__(self, keys: dict[str, Callable[[], None]]) -> None:
        super().__init__()
        self._keys = keys
        self.setAccessibleName("The passage as issued")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.current().px(130))

    def show_passage(self, text: str, here: withholding.Chosen) -> None:
        if self.toPlainText() != text:
            self.setPlainText(text)
        look = theme.current()
        gone = QTextCharFormat()
        gone.setFontStrikeOut(True)
        gone.setBackground(look.colour("selection"))
        gone.setForeground(look.colour("selection_text"))
        marked = []
        for one in here:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(text, one.start))
            cursor.setPosition(_units(text, one.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, gone
            marked.append(selection)
        self.setExtraSelections(marked)

    def selected(self) -> tuple[int, int] | None:
        """The words selected, without space around them, in characters of the passage."""
        cursor, text = self.textCursor(), self.toPlainText()
        start, end = (
            _characters(text, place) for place in (cursor.selectionStart(), cursor.selectionEnd())
        )
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        return (start, start + len(words.strip())) if words.strip() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self._keys.get(event.text().lower()) if not event.modifiers() else None
        if run is not None:
            run()
        else:
            super().keyPressEvent(event)


def _units(text: str, at: int) -> int:
    """A place in Python's characters as Qt counts it, in halves of UTF-16."""
    return len(text[:at].encode("utf-16-le")) // 2


def _characters(text: str, at: int) -> int:
    """The other way round."""
    return len(text.encode("utf-16-le")[: at * 2].decode("utf-16-le", "ignore"))


def _found(one: Any) -> str:
    """What the checks point at in a passage."""
    return ", ".join(f"“{one.text[mark.start : mark.end]}”" for mark in one.marks)
