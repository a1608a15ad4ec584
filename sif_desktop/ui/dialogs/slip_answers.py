"""What the school says of a draft, sentence by sentence; the officer accepts or declines each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QWidget,
)

from sif_desktop.domain.slip import INACCURATE, OPEN, OTHER, TAKE_OUT, VERDICTS, Said
from sif_desktop.ui import messages, theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.dialogs.sheet import flow, one_by_one, set_up
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import ElidedLabel, Label, Paragraph, caption, section

_SHOW = ("To decide", "Every answer")
_STATES = {OPEN: "To decide", "agreed": "Accurate", "accepted": "Accepted", "declined": "Declined"}


class SlipAnswersDialog(QDialog):
    def __init__(self, context: AppContext, parent: QWidget, document_uid: str) -> None:
        super().__init__(parent)
        self._context, self._uid = context, document_uid
        self.page: Any = None
        self.asked: QDialog | None = None
        set_up(self, "Answers of the school", 1080, 660)
        self.about = ElidedLabel("", "quiet")
        self.show_which = QComboBox()
        self.show_which.setAccessibleName("Which answers to show")
        self.show_which.addItems(_SHOW)
        self.model = RowsModel(_columns(), key=lambda line: line.answer.uid)
        self.table = TableView("Answers of the school", self.model, keys=self._keys())
        self.sent, self.now, self.said = Paragraph(""), Paragraph(""), Paragraph("")
        self.now_heading = section("As it reads now")
        self.outcome_heading = section("What it is to say")
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.current().px(96))
        self.words.installEventFilter(self)
        self.decided = Paragraph("")
        self.tally = Label("", "caption", wrap=True)
        self.close_button = Button("Close", self.accept)
        self._lay_out()
        self.table.chosen.connect(lambda _line: self._on_chosen())
        self.table.opened.connect(lambda _line: self.words.setFocus())
        self.show_which.activated.connect(lambda _place: self._filter())
        self._reload()

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {
            "a": self.accept_answer,
            "e": lambda: self.words.setFocus(),
            "d": self.decline_answer,
            "t": self.take_out,
        }

    # Laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.paper = Button("An answer on paper…", self.ask_paper)
        one_by_one(
            self,
            "Answers of the school",
            [self.about, self.show_which, self.table],
            self._deciding(),
            widths=(1150, 930),
            buttons=[self.paper, self.close_button],
            words=self.tally,
        )

    def _deciding(self) -> list[QWidget]:
        self.accept_button = Button("Accept", self.accept_answer, look="primary")
        self.out_button = Button("Take the sentence out", self.take_out)
        self.decline_button = Button("Decline…", self.decline_answer)
        return [
            section("The sentence as it was sent"),
            self.sent,
            self.now_heading,
            self.now,
            section("The school says"),
            self.said,
            self.outcome_heading,
            self.words,
            flow(self.accept_button, self.decline_button, self.out_button),
            self.decided,
            caption(
                "In the list: A accepts, E goes to the words to change them first, D declines with "
                "a reason, T takes the sentence out. Ctrl+Enter in the words accepts."
            ),
        ]

    # Showing -------------------------------------------------------------------------------------

    def _reload(self) -> None:
        uid, slips = self._uid, self._context.services.slips
        self._context.jobs.run(self, lambda: slips.page(uid), self._show)

    def _show(self, page: Any) -> None:
        first = self.page is None
        here = self.table.currentIndex().row()
        self.page = page
        self.about.setText(f"{page.provider} · {page.title} · slip of {page.sent_on}")
        self.model.set_rows(page.lines)
        if first and not page.open:
            self.show_which.setCurrentIndex(1)
        self._filter(max(here, 0))
        if first:
            self.table.setFocus()

    def _filter(self, line: int = 0) -> None:
        """Show what was asked for; the cursor goes to what has come in the place of what left."""
        every = self.show_which.currentIndex() == 1
        self.model.set_filter("", lambda one: every or one.answer.state == OPEN)
        if self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.key_at(min(line, self.model.rowCount() - 1)))
        self._on_chosen()

    def current(self) -> Any:
        return self.table.current_row()

    def _on_chosen(self) -> None:
        line = self.current()
        answer = line.answer if line else None
        there = bool(line and line.now)
        self.sent.set_text((answer.sent or "Of no one sentence.") if answer else "")
        changed = bool(answer and answer.number != OTHER and line.changed)
        self.now.set_text((line.now if there else "It is no longer in the draft.") if line else "")
        for widget in (self.now, self.now_heading):
            widget.setVisible(changed)
        self.said.set_text(_said(answer) if answer else "")
        name = "What it is to say" if there else "What was done about it"
        self.outcome_heading.setText(name)
        self.words.setAccessibleName(name)
        self.words.setPlainText(_proposed(line) if line else "")
        self.decided.set_text(_decided(answer) if answer else "")
        self.decided.setVisible(bool(answer and _decided(answer)))
        for button in (self.accept_button, self.decline_button, self.words):
            button.setEnabled(bool(line and self.page.editable))
        self.out_button.setEnabled(there and self.page.editable)
        self._tell()

    def _tell(self) -> None:
        if self.page is None:
            return
        told = sum(one.answer.number != OTHER for one in self.page.lines)
        waiting = self.page.open
        rest = f"{waiting} to decide." if waiting else "Nothing is left to decide."
        self.tally.setText(f"{told} of {self.page.asked} sentences answered. {rest}")

    # Deciding ------------------------------------------------------------------------------------

    def accept_answer(self) -> None:
        """The sentence reads from now on as the words say."""
        if (line := self._decidable()) is not None:
            uid, answer, words = self._uid, line.answer.uid, self.words.toPlainText()
            self._decide(lambda s: s.accept(uid, answer, words), "Accepted.")

    def take_out(self) -> None:
        line = self._decidable()
        if line is not None and line.now:
            uid, answer = self._uid, line.answer.uid
            self._decide(lambda s: s.take_out(uid, answer), "The sentence is taken out.")

    def decline_answer(self) -> None:
        line = self._decidable()
        if line is None:
            return
        uid, answer = self._uid, line.answer.uid
        dialog = ReasonDialog(
            "Decline the answer",
            "The sentence stays as it is. The reason is kept with the answer and not printed.",
            "Decline",
            self,
            text=line.answer.reason,
        )
        dialog.given.connect(
            lambda words: self._decide(lambda s: s.decline(uid, answer, words), "Declined.")
        )
        self.asked = dialog
        dialog.open()

    def ask_paper(self) -> None:
        """An answer that came on paper or by telephone, to be decided on like any other."""
        numbers = {"": "Choose", **{str(n): f"Sentence {n}" for n in self.page.numbers}}
        numbers[str(OTHER)] = "No one sentence"
        form = AskedForm(
            self,
            "An answer on paper",
            "Keep the answer",
            [
                Ask("number", "About", "find", "", numbers),
                Ask("verdict", "Accurate?", "choice", INACCURATE, VERDICTS),
                Ask("words", "What it should say", "text"),
                Ask("who", "Answered by"),
            ],
            self._context.today(),
        )
        form.confirmed.connect(lambda: self._keep(form))
        self.asked = form
        form.open()

    def _keep(self, form: AskedForm) -> None:
        given, uid, slips = form.values(), self._uid, self._context.services.slips
        number = int(given["number"]) if given["number"].isdecimal() else -1
        said = Said(number, given["verdict"], given["words"])

        def done(changes: Any) -> None:
            form.accept()
            self._after(changes, "The answer is kept.")

        work = lambda: slips.record(uid, said, given["who"])  # noqa: E731
        self._context.jobs.run(form, work, done, form.refuse)

    def _decidable(self) -> Any:
        return self.current() if self.page is not None and self.page.editable else None

    def _decide(self, work: Callable[[Any], Any], words: str) -> None:
        slips = self._context.services.slips
        self._context.jobs.run(
            self,
            lambda: work(slips),
            lambda changes: self._after(changes, words),
            lambda error: messages.report_failure(self, error),
        )

    def _after(self, changes: Any, words: str) -> None:
        self._context.announce(changes, words)
        self.table.setFocus()
        self._reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept_answer()
                return True
        return super().eventFilter(watched, event)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", "No.", lambda one: str(one.answer.number or "–"), 5, "right"),
        Column("sent", "The sentence as sent", lambda one: one.answer.sent, 20),
        Column("said", "The school says", lambda one: _said(one.answer), 20),
        Column("state", "Decided", lambda one: _STATES.get(one.answer.state, ""), 9),
    )


def _said(answer: Any) -> str:
    """The answer and its words in one line."""
    verdict = VERDICTS.get(answer.verdict, "")
    words = " ".join(answer.words.split())
    return ": ".join(part for part in (verdict, words) if part)


def _proposed(line: Any) -> str:
    """What the sentence is to say, if the officer leaves it at what the school wrote."""
    answer = line.answer
    if not line.now:
        return str(answer.put)
    if answer.put:
        return str(answer.put)
    words = " ".join(answer.words.split())
    return words if answer.verdict == INACCURATE and words and words != TAKE_OUT else line.now


def _decided(answer: Any) -> str:
    """What came of it, by whom."""
    if not answer.decided_by:
        return ""
    what = f"Declined: {answer.reason}" if answer.reason else _STATES.get(answer.state, "")
    return f"{what.rstrip('.')}. {answer.decided_by}, {answer.decided_on}."
