"""The draft on the screen, a step ahead of the store.

A change is made here at once, by the same pure function that the service then has logged, so that
the next key finds it done. While anything is on its way, what the store had before is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from sif_desktop.domain import note_edit
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import NoteDraft
from sif_desktop.domain.note_words import text_at, write
from sif_desktop.domain.sentences import clean_line
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext

Change = Callable[[NoteDraft], NoteDraft]


class Desk(QObject):
    """What is typed is on disk at each pause and becomes one change when its line is left.

    A line begun (`begin`) is nowhere but on the screen until something is typed in it.
    """

    shown = Signal(object)  # NoteDraft: the draft as the screen should have it now
    kept = Signal()  # what was typed is on disk
    written = Signal(object, str)  # Changes, words for the message bar
    idle = Signal()  # nothing was written after all; what the store has may be shown again

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.uid = ""
        self.draft = NoteDraft()
        self._on_the_way = 0
        self._begun: tuple[str, Change, NoteDraft] | None = None  # line, how, the draft without it
        self._typing = ""  # the line whose words are typed and not settled
        self._taken = ""  # the line whose words a change already holds

    def busy(self) -> bool:
        return self._on_the_way > 0 or self._begun is not None

    def take(self, uid: str, draft: NoteDraft) -> None:
        """The draft as the store has it."""
        if uid != self.uid:
            self._begun, self._typing, self._taken = None, "", ""
        self.uid, self.draft = uid, draft

    # Changes ----------------------------------------------------------------------------------

    def do(self, label: str, change: Change, words: str = "", *, over: str = "") -> bool:
        """Change the draft and have it logged; `words` are said with Undo beside them.

        With `over`, the change holds what is being typed in that line. False if it changes nothing.
        """
        whole = self._with_begun(change) if over else change
        try:
            draft = whole(self.draft)
        except Problem as problem:
            messages.report_failure(self.parent(), problem)
            return False
        if draft == self.draft:
            return False
        if over:
            self._begun, self._typing, self._taken = None, "", over
        uid = self.uid
        self._show(draft)
        self._run(lambda drafts: drafts.apply(uid, label, whole, over_typing=bool(over)), words)
        return True

    def begin(self, line: str, change: Change) -> bool:
        """Show a new line to be written in; nothing is stored before it has words."""
        try:
            draft = change(self.draft)
        except Problem as problem:
            messages.report_failure(self.parent(), problem)
            return False
        self._begun = (line, change, self.draft)
        self._show(draft)
        return True

    def is_begun(self, line: str) -> bool:
        return self._begun is not None and self._begun[0] == line

    def abandon(self) -> None:
        """Take back a line that was only begun."""
        if self._begun is not None:
            line, _, before = self._begun
            self._begun, self._taken = None, line
            self._forget_typing()
            self._show(before)

    # Typing -----------------------------------------------------------------------------------

    def typed(self, line: str, column: int, text: str) -> None:
        """A pause in typing: keep the words."""
        if line == self._taken:
            return
        self._typing = line
        uid, change = self.uid, self._writing(line, column, text)

        def keep() -> None:
            self._context.services.drafts.type(uid, change)

        self._context.jobs.run(self, keep, lambda _none: self.kept.emit())

    def left(self, line: str, column: int, text: str) -> None:
        """The line was left: its words become one change; a sentence without any goes."""
        if line == self._taken:
            self._taken = ""
            return
        words = clean_line(text)
        if self.is_begun(line):
            self._left_begun(line, column, words)
        elif self._words_of(line, column) == words:
            self._forget_typing()
        elif words or not self.draft.holds(line):
            self._settle(line, column, words)
        else:
            self._forget_typing()
            self.do(
                "Took out a sentence",
                lambda draft: note_edit.remove_sentence(draft, line),
                "Sentence taken out.",
            )
        if not self.busy():
            self.idle.emit()

    def _left_begun(self, line: str, column: int, words: str) -> None:
        assert self._begun is not None
        if not words:
            before = self._begun[2]
            self._begun = None
            self._forget_typing()
            self._show(before)
            return
        change = self._writing(line, column, words)
        self._begun = None
        self._show(change(self.draft))
        self._store(change, "Added to a document", "Added.")

    def _settle(self, line: str, column: int, words: str) -> None:
        change = self._writing(line, column, words)
        draft = change(self.draft)
        if draft == self.draft:  # a heading left without words keeps those it has
            self._forget_typing()
            return
        self._show(draft)
        self._store(change, "Edited a document", "Changed.")

    def _store(self, change: Change, label: str, words: str) -> None:
        uid = self.uid
        self._typing = ""

        def work(drafts: Any) -> Any:
            drafts.type(uid, change)
            return drafts.settle(uid, label)

        self._run(work, words)

    def _writing(self, line: str, column: int, text: str) -> Change:
        """The change that puts `text` into a line, begun here or known to the store."""
        begin = self._begun[1] if self.is_begun(line) and self._begun else None

        def change(draft: NoteDraft) -> NoteDraft:
            if begin is None:
                return write(draft, line, column, text)
            try:
                return write(draft, line, column, text)
            except Problem:
                return write(begin(draft), line, column, text)

        return change

    def _with_begun(self, change: Change) -> Change:
        if self._begun is None:
            return change
        line, begin, _ = self._begun

        def whole(draft: NoteDraft) -> NoteDraft:
            try:
                text_at(draft, line)
            except Problem:
                draft = begin(draft)
            return change(draft)

        return whole

    def _words_of(self, line: str, column: int) -> str:
        try:
            return text_at(self.draft, line, column).words
        except Problem:
            return ""

    def _forget_typing(self) -> None:
        if self._typing:
            self._typing = ""
            uid = self.uid
            self._context.jobs.run(
                self, lambda: self._context.services.drafts.forget(uid), lambda _none: None
            )

    # Inside -----------------------------------------------------------------------------------

    def _show(self, draft: NoteDraft) -> None:
        self.draft = draft
        self.shown.emit(draft)

    def _run(self, work: Callable[[Any], Any], words: str) -> None:
        """Have `work(services.drafts)` done, and say what came of it."""
        self._on_the_way += 1

        def done(changes: Any) -> None:
            self._on_the_way -= 1
            if changes is not None:
                self.written.emit(changes, words)
            elif not self.busy():
                self.idle.emit()

        def failed(error: BaseException) -> None:
            self._on_the_way -= 1
            messages.report_failure(self.parent(), error)
            if not self.busy():
                self.idle.emit()

        self._context.jobs.run(self, lambda: work(self._context.services.drafts), done, failed)
