"""The spelling check of the draft: marks as one writes, F7 from word to word, words learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from sif_desktop.domain.spelling import Span, bare
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.widgets.note_sheet import NoteSheet
from sif_desktop.ui.writing.desk import Desk

if TYPE_CHECKING:
    from sif_desktop.services.spelling import Speller
    from sif_desktop.ui.widgets.note_editor import LineEditor

LOAD_AFTER_MS = 400  # once the draft is on the screen


@dataclass(frozen=True, slots=True)
class _Fault:
    line: str
    column: int
    span: Span


class SpellingCheck(QObject):
    """Knows the words once the dictionary has been read, which happens after the draft is shown."""

    counted = Signal(int)  # how many words the dictionary does not know

    def __init__(self, context: AppContext, sheet: NoteSheet, desk: Desk) -> None:
        super().__init__(sheet)
        self._context, self._sheet, self._desk = context, sheet, desk
        self.speller: Speller | None = None
        self._uid = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOAD_AFTER_MS)
        self._later.timeout.connect(self._load)
        sheet.suggestions_wanted.connect(self.suggest)

    def want(self, uid: str) -> None:
        """Check the document `uid`, from soon on."""
        if uid != self._uid:
            self.speller, self._uid = None, uid
            self._later.start()

    def renew(self) -> None:
        """What counts as known has changed: a word was learned, a name recorded."""
        if self._uid:
            self._later.start()

    def _load(self) -> None:
        uid = self._uid

        def read() -> Any:
            return self._context.services.spelling.speller(uid)

        self._context.jobs.run(self._sheet, read, self._got)

    def _got(self, speller: Any) -> None:
        """Look through the draft beside other work, then mark what was found."""
        texts = [text for _, _, text in self._texts()]

        def look_through() -> None:
            for text in texts:
                speller.faults(text)

        def ready(_none: Any) -> None:
            self.speller = speller
            self._sheet.check_spelling(speller.faults)
            self.count()

        self._context.jobs.run(self._sheet, look_through, ready, lane="pool")

    def count(self) -> None:
        self.counted.emit(sum(1 for _ in self._faults()))

    # From word to word ------------------------------------------------------------------------

    def next(self) -> None:
        """Go to the next word that is not known, opened to be put right."""
        if self.speller is None:
            messages.say(self._sheet, "The dictionary is being read; try again in a moment.")
            return
        here = self._place()
        every = list(self._faults())
        beyond = [fault for fault in every if self._key(fault) > here]
        if not every:
            messages.say(self._sheet, "Every word is in the dictionary.")
            return
        self._go((beyond or every)[0])

    def _go(self, fault: _Fault) -> None:
        if not self._sheet.lines.editable:
            self._sheet.choose(fault.line, fault.column)
        elif self._sheet.edit_line(fault.line, fault.column):
            assert self._sheet.editor is not None
            self._sheet.editor.select(fault.span)
            self.suggest()

    def _place(self) -> tuple[int, int, int]:
        """Where one is: row, column, place in the text."""
        row, editor = self._sheet.currentIndex().row(), self._sheet.editor
        if editor is None:
            return row, -1, -1
        return row, editor.column, editor.textCursor().selectionStart()

    def _key(self, fault: _Fault) -> tuple[int, int, int]:
        return self._sheet.lines.row_of(fault.line), fault.column, fault.span.start

    def _texts(self) -> Iterator[tuple[str, int, str]]:
        """Every text on the sheet that is written here and may be wrong."""
        for line in self._sheet.lines.lines():
            if line.editable and line.is_table:
                yield from ((line.id, column, cell) for column, cell in enumerate(line.cells))
            elif line.editable and line.kind != "offered":
                yield line.id, 0, line.text

    def _faults(self) -> Iterator[_Fault]:
        if self.speller is not None:
            for line, column, text in self._texts():
                for span in self.speller.faults(text):
                    yield _Fault(line, column, span)

    # What may be meant ------------------------------------------------------------------------

    def suggest(self) -> None:
        """A menu at the cursor: what may be meant there, then what can be done with text."""
        editor = self._sheet.editor
        if editor is None:
            return
        menu = editor.createStandardContextMenu()
        first = menu.actions()[0] if menu.actions() else None
        fault = editor.fault_at_cursor(self.speller.faults) if self.speller else None
        if fault is not None:
            self._offer(menu, first, editor, fault)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(editor.mapToGlobal(editor.cursorRect().bottomLeft()))
        if fault is not None:
            menu.setActiveAction(menu.actions()[0])

    def _offer(self, menu: QMenu, before: QAction | None, editor: LineEditor, fault: Span) -> None:
        assert self.speller is not None
        word = fault.of(editor.text())
        found: list[QAction] = []
        for number, near in enumerate(self.speller.suggest(word), start=1):
            action = QAction(f"&{number}  {near}", menu)
            action.triggered.connect(lambda _=False, n=near: self._put(editor, fault, n))
            found.append(action)
        if not found:
            nothing = QAction("No word like it", menu)
            nothing.setEnabled(False)
            found.append(nothing)
        learn = QAction(f"&Learn “{bare(word)}”", menu)
        learn.triggered.connect(lambda: self.learn(word))
        following = QAction("Next word\tF7", menu)
        following.triggered.connect(self.next)
        separators = [QAction(menu), QAction(menu)]
        for separator in separators:
            separator.setSeparator(True)
        actions = [*found, separators[0], learn, following, separators[1]]
        menu.insertActions(before, actions) if before else menu.addActions(actions)

    @staticmethod
    def _put(editor: LineEditor, fault: Span, words: str) -> None:
        editor.put(fault, words)

    def learn(self, word: str) -> None:
        self._context.jobs.run(
            self._sheet,
            lambda: self._context.services.spelling.learn(word),
            lambda changes: self._context.announce(changes, f"Learned “{bare(word)}”."),
        )
