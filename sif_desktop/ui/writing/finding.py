"""Finding words in the draft, and putting others in their place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from sif_desktop.domain import find_text
from sif_desktop.domain.find_text import Hit
from sif_desktop.ui import messages
from sif_desktop.ui.widgets.find_bar import FindBar
from sif_desktop.ui.widgets.note_sheet import NoteSheet
from sif_desktop.ui.writing.desk import Desk


class Finding(QObject):
    """Leads from place to place; the draft is searched anew whenever it or the words change."""

    def __init__(self, bar: FindBar, sheet: NoteSheet, desk: Desk) -> None:
        super().__init__(bar)
        self._bar, self._sheet, self._desk = bar, sheet, desk
        self.hits: tuple[Hit, ...] = ()
        self._here = -1
        bar.changed.connect(self._search)
        bar.step_wanted.connect(self.step)
        bar.replace_wanted.connect(self.replace)
        bar.replace_all_wanted.connect(self.replace_all)
        bar.closed.connect(self._close)

    def open(self, *, replacing: bool) -> None:
        editor = self._sheet.editor
        words = editor.textCursor().selectedText() if editor is not None else ""
        self._sheet.finish_editing()
        self._bar.begin(words, replacing=replacing and self._sheet.lines.editable)
        self._search()

    def refresh(self) -> None:
        """The draft changed: what stands out follows it."""
        if self._bar.isVisible():
            here = self._current()
            self.hits = find_text.find(self._desk.draft, self._bar.query())
            self._here = self.hits.index(here) if here in self.hits else self._here
            self._tell()

    def step(self, by: int) -> None:
        """To the next place (1) or the one before (-1), round from the end to the beginning."""
        if self.hits:
            self._go((self._here + by) % len(self.hits) if self._here >= 0 else 0)

    def replace(self, words: str) -> None:
        """Other words at the place reached, and on to the next."""
        hit = self._current()
        if hit is None:
            self.step(1)
            return
        if not hit.changeable:
            messages.say(self._sheet, _FOLLOWS)
            self.step(1)
            return
        at = self._here
        if self._desk.do(
            "Replaced words", partial(find_text.replace_one, hit=hit, new=words), "Replaced."
        ):
            self.hits = find_text.find(self._desk.draft, self._bar.query())
            beyond = (hit.line, hit.column, hit.start + len(words))
            later = [n for n, h in enumerate(self.hits) if n >= at and _after(h, *beyond)]
            self._go(later[0] if later else 0) if self.hits else self._tell()

    def replace_all(self, words: str) -> None:
        many = sum(hit.changeable for hit in self.hits)
        left = len(self.hits) - many
        change = partial(find_text.replace_all, query=self._bar.query(), new=words)
        more = f" {left} left: {_FOLLOWS}" if left else ""
        if not self._desk.do("Replaced words", change, f"Replaced {_times(many)}.{more}"):
            messages.say(self._sheet, "There is nothing to replace." + more)

    def _search(self) -> None:
        self.hits = find_text.find(self._desk.draft, self._bar.query())
        row = max(0, self._sheet.currentIndex().row())
        lines = self._sheet.lines
        below = (n for n, hit in enumerate(self.hits) if lines.row_of(hit.line) >= row)
        if self.hits:
            self._go(next(below, 0))
        else:
            self._here = -1
            self._tell()

    def _go(self, number: int) -> None:
        self._here = number
        hit = self.hits[number]
        self._sheet.choose(hit.line, hit.column)
        self._tell()

    def _current(self) -> Hit | None:
        return self.hits[self._here] if 0 <= self._here < len(self.hits) else None

    def _tell(self) -> None:
        self._bar.tell(self._here + 1 if self._current() else 0, len(self.hits))
        self._sheet.show_hits(self.hits, self._current())

    def _close(self) -> None:
        self.hits, self._here = (), -1
        self._sheet.show_hits((), None)
        self._sheet.setFocus()


_FOLLOWS = "What follows the record is changed where it was recorded."


def _after(hit: Hit, line: str, column: int, start: int) -> bool:
    """Whether a place comes after what was just replaced."""
    return (hit.line, hit.column) != (line, column) or hit.start >= start


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many:,} times"
