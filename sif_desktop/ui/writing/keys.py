"""What keys do at the edges of a text being edited: split, join, go on, go to the next cell."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject

from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.note import OWN, Block, BlockKind, NoteDraft, Sentence
from sif_desktop.domain.note_words import write
from sif_desktop.domain.sentences import lines_of
from sif_desktop.ui import messages
from sif_desktop.ui.item_models.note_lines import Line, LineKind
from sif_desktop.ui.widgets.note_sheet import Keyed, NoteSheet
from sif_desktop.ui.writing.desk import Change, Desk


def new_id() -> str:
    return f"{OWN}{uuid4().hex}"


class Keys(QObject):
    """Answers what the sheet's editor says."""

    def __init__(self, sheet: NoteSheet, desk: Desk) -> None:
        super().__init__(sheet)
        self._sheet, self._desk = sheet, desk
        sheet.keyed.connect(self._on_keyed)
        sheet.pasted.connect(self._on_pasted)

    def _on_keyed(self, keyed: Keyed) -> None:
        if keyed.what == "stepped":
            self._step(keyed)
        elif keyed.line.is_table:
            self._in_table(keyed)
        elif keyed.what == "split":
            self._split(keyed)
        elif keyed.what == "joined_back" and keyed.line.is_sentence:
            self._join_back(keyed)
        elif keyed.what == "joined_on" and keyed.line.is_sentence:
            self._join_on(keyed)
        elif keyed.what == "tabbed":
            self._sheet.finish_editing()

    # Enter ------------------------------------------------------------------------------------

    def _split(self, keyed: Keyed) -> None:
        before, after, line = keyed.before.strip(), keyed.after.strip(), keyed.line
        if line.is_heading:
            self._sheet.finish_editing()
            if line.own:
                self._begin_text(line, BlockKind.PARAGRAPH)
        elif not before and not after:
            self._out_of_block(line)
        elif not after:
            self._begin_beside(line.id)
        elif not before:
            self._begin_beside(line.id, ahead=True)
        else:
            self._split_in_two(line, before, after)

    def _split_in_two(self, line: Line, before: str, after: str) -> None:
        new = new_id()

        def change(draft: NoteDraft) -> NoteDraft:
            return note_edit.split_sentence(draft, line.id, before, after, new)

        if self._desk.do("Split a sentence", change, over=line.id):
            self._sheet.edit_line(new, place=0)

    def _begin_beside(self, line_id: str, *, ahead: bool = False) -> None:
        """A new sentence after this one, or before it."""
        new = new_id()
        self._sheet.finish_editing()
        place = {"before": line_id} if ahead else {"after": line_id}
        if self._desk.begin(new, lambda draft: note_edit.add_sentence(draft, new, "", **place)):
            self._sheet.edit_line(new)

    def _out_of_block(self, line: Line) -> None:
        """Enter in an empty line: out of the list, or into a new paragraph."""
        if not self._desk.is_begun(line.id):
            self._sheet.finish_editing()
            return
        sentences = self._desk.draft.find_block(line.block)[1].sentences
        here = [sentence.id for sentence in sentences].index(line.id)
        self._desk.abandon()
        self._sheet.finish_editing()
        if here + 1 < len(sentences):
            following, new = sentences[here + 1].id, new_id()
            self._desk.do(
                "Began a new paragraph",
                lambda draft: note_blocks.break_block(draft, following, new),
            )
            self._sheet.edit_line(following, place=0)
        else:
            self._begin_text(line, BlockKind.PARAGRAPH)

    def _begin_text(self, line: Line, kind: BlockKind) -> None:
        """A new paragraph or list of the officer's own after this line's block."""
        new = new_id()
        block = Block(new_id(), kind, sentences=(Sentence(new, "", edited=True),), edited=True)
        place = line.block if line.block else ""
        if self._desk.begin(
            new, lambda draft: note_blocks.add_block(draft, block, line.section, place)
        ):
            self._sheet.edit_line(new)

    # Backspace and Delete ---------------------------------------------------------------------

    def _join_back(self, keyed: Keyed) -> None:
        line, text, desk = keyed.line, keyed.text.strip(), self._desk
        above = note_edit.before_in_block(desk.draft, line.id)
        if not text:
            self._drop(line, above.id if above else "")
        elif above is not None:
            seam = len(above.text) + (1 if above.text else 0)
            if desk.do(
                "Joined two sentences",
                lambda draft: note_edit.join_sentence(draft, line.id, text),
                over=line.id,
            ):
                self._sheet.edit_line(above.id, place=seam)
        else:
            self._sheet.finish_editing()
            if desk.do(
                "Joined two paragraphs", lambda draft: note_blocks.join_block(draft, line.block)
            ):
                self._sheet.edit_line(line.id, place=0)

    def _drop(self, line: Line, above: str) -> None:
        """An empty line goes; writing goes on at the end of the one above."""
        above = above or self._beside(line.id, -1)
        if self._desk.is_begun(line.id):
            self._desk.abandon()
            self._sheet.finish_editing()
        else:
            self._sheet.finish_editing()  # a sentence left without words is taken out
        if above:
            self._sheet.edit_line(above)

    def _join_on(self, keyed: Keyed) -> None:
        line, text = keyed.line, keyed.text
        _, block, sentence = self._desk.draft.find(line.id)
        below = block.sentences[block.sentences.index(sentence) + 1 :]
        if not below or below[0].offered or not text.strip():
            return
        following = below[0].id

        def change(draft: NoteDraft) -> NoteDraft:
            return note_edit.join_sentence(write(draft, line.id, 0, text), following)

        if self._desk.do("Joined two sentences", change, over=line.id):
            self._sheet.edit_line(line.id, place=len(text.rstrip()))

    # To the next line -------------------------------------------------------------------------

    def _step(self, keyed: Keyed) -> None:
        target = self._beside(keyed.line.id, keyed.step)
        if target:
            self._sheet.edit_line(target, keyed.column, place=0 if keyed.step > 0 else -1)

    def _beside(self, line_id: str, step: int) -> str:
        """The next line up or down that can be edited."""
        lines = self._sheet.lines
        row = lines.row_of(line_id) + step
        while 0 <= row < lines.rowCount():
            if lines.line(row).editable:
                return lines.line(row).id
            row += step
        return ""

    # Tables -----------------------------------------------------------------------------------

    def _in_table(self, keyed: Keyed) -> None:
        if keyed.what == "tabbed":
            self._next_cell(keyed.line, keyed.column + keyed.step)
        elif keyed.what == "split":
            self._next_row(keyed.line, keyed.column)

    def _next_cell(self, line: Line, column: int) -> None:
        if 0 <= column < len(line.cells):
            self._sheet.edit_line(line.id, column)
        elif column > 0:
            self._next_row(line, 0)
        else:
            above = self._beside(line.id, -1)
            row = self._sheet.lines.line(self._sheet.lines.row_of(above)) if above else None
            if row is not None and row.block == line.block:
                self._sheet.edit_line(above, len(row.cells) - 1)

    def _next_row(self, line: Line, column: int) -> None:
        """The cell below; a table grows by a row where it ends."""
        self._sheet.finish_editing()
        rows = [row.id for row in self._desk.draft.find_block(line.block)[1].rows]
        here = rows.index(line.id) if line.kind is LineKind.ROW else -1
        if here + 1 < len(rows):
            self._sheet.edit_line(rows[here + 1], column)
        else:
            self.add_row(line, column)

    def add_row(self, line: Line, column: int = 0) -> None:
        new, after = new_id(), line.id if line.kind is LineKind.ROW else ""
        if self._desk.do(
            "Added a row", lambda draft: note_tables.add_row(draft, line.block, new, after)
        ):
            self._sheet.edit_line(new, column)

    # Pasting ----------------------------------------------------------------------------------

    def _on_pasted(self, line: Line | None, text: str) -> None:
        if line is None:
            return
        try:
            cells = note_tables.cells_of(text)
            if cells and line.is_table and line.own:
                self._paste_cells(line, cells)
            elif cells:
                self._paste_table(line, cells)
            elif lines_of(text):
                self._paste_lines(line, lines_of(text))
        except Problem as problem:
            messages.report_failure(self._sheet, problem)

    def _paste_cells(self, line: Line, cells: list[list[str]]) -> None:
        column, names = self._sheet.delegate.column, [new_id() for _ in cells]
        self._sheet.finish_editing()

        def change(draft: NoteDraft) -> NoteDraft:
            if line.kind is LineKind.ROW:
                return note_tables.paste_cells(draft, line.id, column, cells, names)
            return note_tables.paste_over(draft, line.block, column, cells, names)

        self._desk.do("Pasted into a table", change, "Cells pasted.")

    def _paste_table(self, line: Line, cells: list[list[str]]) -> None:
        table = note_tables.new_table(new_id(), cells, [new_id() for _ in cells])
        self._sheet.finish_editing()
        if self._desk.do("Pasted a table", _after(line, table), "Table pasted."):
            self._sheet.choose(table.id)

    def _paste_lines(self, line: Line, words: list[str]) -> None:
        """Lines become sentences after this one, or the points of a new list under a heading."""
        new = [(new_id(), text) for text in words]
        self._sheet.finish_editing()
        change: Change
        if line.is_sentence and self._desk.draft.holds(line.id):
            change = partial(note_edit.add_sentences, after=line.id, new=new)
        else:
            sentences = tuple(Sentence(name, text, edited=True) for name, text in new)
            block = Block(new_id(), BlockKind.BULLETS, sentences=sentences, edited=True)
            change = _after(line, block)
        if self._desk.do("Pasted lines", change, "Lines pasted."):
            self._sheet.choose(new[-1][0])


def _after(line: Line, block: Block) -> Change:
    return lambda draft: note_blocks.add_block(draft, block, line.section, line.block)
