"""What keys and menus ask for while a line of the draft is chosen, and not edited."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.note import Block, BlockKind, NoteDraft, Sentence
from sif_desktop.domain.visibility import Visibility
from sif_desktop.ui import messages
from sif_desktop.ui.item_models.note_lines import FILE_ONLY, TOLD, Line, LineKind
from sif_desktop.ui.widgets.note_sheet import NoteSheet
from sif_desktop.ui.writing.desk import Change, Desk
from sif_desktop.ui.writing.keys import Keys, new_id

NEW_BLOCKS = (
    ("heading", "&Heading"),
    ("paragraph", "&Paragraph"),
    ("bullets", "&Bulleted list"),
    ("numbered", "&Numbered list"),
    ("table", "&Table"),
)
_NEXT_KIND = {
    BlockKind.PARAGRAPH: BlockKind.BULLETS,
    BlockKind.BULLETS: BlockKind.NUMBERED,
    BlockKind.NUMBERED: BlockKind.PARAGRAPH,
}


class Actions(QObject):
    """Does what `line_actions` names; what needs a dialog or another page is handed on."""

    elsewhere = Signal(str, object)  # "open" or "tie", Line

    def __init__(self, sheet: NoteSheet, desk: Desk, keys: Keys) -> None:
        super().__init__(sheet)
        self._sheet, self._desk, self._keys = sheet, desk, keys
        sheet.asked.connect(self._on_asked)
        self._does: dict[str, Callable[[Line], object]] = {
            "keep": self._keep,
            "remove": self._remove,
            "add": self._add,
            "add-block": lambda _line: self.show_blocks(),
            "told": self._told,
            "file": self._file_only,
            "up": lambda line: self._move(line, -1),
            "down": lambda line: self._move(line, 1),
            "block-up": lambda line: self._move_block(line, -1),
            "block-down": lambda line: self._move_block(line, 1),
            "kind": self._kind,
            "break": self._break,
            "row": self._row,
            "column": self._column,
            "remove-column": self._remove_column,
            "remove-block": self._remove_block,
            "told-section": lambda line: self._told_section(line, told=True),
            "untold-section": lambda line: self._told_section(line, told=False),
        }

    def _on_asked(self, name: str, line: Line) -> None:
        run = self._does.get(name)
        if run is not None:
            run(line)
        else:
            self.elsewhere.emit(name, line)

    def _do(self, label: str, change: Change, words: str, go_to: str = "") -> bool:
        done = self._desk.do(label, change, words)
        if done and go_to:
            self._sheet.choose(go_to, self._sheet.delegate.column)
        return done

    # Sentences --------------------------------------------------------------------------------

    def _keep(self, line: Line) -> None:
        after = self._next_waiting(line)
        self._do(
            "Kept a sentence",
            lambda draft: note_edit.keep_sentence(draft, line.id),
            "Kept in the document.",
            after,
        )

    def _next_waiting(self, line: Line) -> str:
        """The next jotting to decide about, so that K, K, K walks through them."""
        lines = self._sheet.lines
        rows = range(lines.row_of(line.id) + 1, lines.rowCount())
        waiting = (lines.line(row).id for row in rows if lines.line(row).kind is LineKind.OFFERED)
        return next(waiting, line.id) if line.kind is LineKind.OFFERED else line.id

    def _remove(self, line: Line) -> None:
        if line.is_sentence:
            self._do(
                "Took out a sentence",
                lambda draft: note_edit.remove_sentence(draft, line.id),
                "Sentence taken out.",
            )
        elif line.kind is LineKind.ROW:
            self._do(
                "Took out a row",
                lambda draft: note_tables.remove_row(draft, line.id),
                "Row taken out.",
            )
        else:
            self._remove_block(line)

    def _add(self, line: Line) -> None:
        """A sentence of the officer's own after this line, opened to be written."""
        new, place = new_id(), self._place_for(line)
        if not place:
            self.add_block("paragraph")
        elif self._desk.begin(new, lambda draft: note_edit.add_sentence(draft, new, "", **place)):
            self._sheet.edit_line(new)

    def _place_for(self, line: Line) -> dict[str, str]:
        if line.is_sentence:
            return {"after": line.id}
        section = self._desk.draft.section(line.section)
        block = note_blocks.place_for_text(section, line.block)
        return {"block": block} if block else {}

    def _told(self, line: Line) -> None:
        told = TOLD not in line.marks
        words = "Marked as said on the day." if told else "Marked as not said on the day."
        self._do(
            "Marked a sentence",
            lambda draft: note_edit.mark(draft, line.id, told=told),
            words,
            line.id,
        )

    def _file_only(self, line: Line) -> None:
        only = FILE_ONLY not in line.marks
        visibility = Visibility.LA if only else Visibility.SCHOOL
        words = "It stands in the file copy only." if only else "It stands in every copy."
        self._do(
            "Marked a sentence",
            lambda draft: note_edit.mark(draft, line.id, visibility=visibility),
            words,
            line.id,
        )

    def _told_section(self, line: Line, *, told: bool) -> None:
        section = self._desk.draft.section(line.section)
        ids = [sentence.id for sentence in note_blocks.sentences_of_section(section)]
        words = "Marked as said on the day." if told else "Marked as not said on the day."
        if not self._do(
            "Marked a section",
            lambda draft: note_edit.mark(draft, *ids, told=told),
            f"{section.heading}: {words[0].lower()}{words[1:]}",
        ):
            messages.say(self._sheet, "Every sentence of this section is marked so already.")

    # Order ------------------------------------------------------------------------------------

    def _move(self, line: Line, step: int) -> None:
        """The smallest thing the line stands for: sentence, row, area, section."""
        what: str
        change: Change
        if line.is_sentence:
            what, change = (
                "sentence",
                partial(note_edit.move_sentence, sentence_id=line.id, step=step),
            )
        elif line.kind is LineKind.ROW:
            what, change = "row", partial(note_tables.move_row, row_id=line.id, step=step)
        elif line.kind is LineKind.SECTION:
            what, change = (
                "section",
                partial(note_blocks.move_section, section_id=line.section, step=step),
            )
        else:
            what, change = "part", partial(note_blocks.move_block, block_id=line.block, step=step)
        if not self._do(f"Moved a {what}", change, f"{what.capitalize()} moved.", line.id):
            messages.say(self._sheet, "It cannot go further that way.")

    def _move_block(self, line: Line, step: int) -> None:
        if not self._do(
            "Moved a part",
            lambda draft: note_blocks.move_block(draft, line.block, step),
            "Moved.",
            line.id,
        ):
            messages.say(self._sheet, "It cannot go further that way.")

    # Blocks -----------------------------------------------------------------------------------

    def block_menu(self) -> QMenu:
        """The kinds of block that can be added after the chosen line."""
        menu = QMenu(self._sheet)
        for kind, words in NEW_BLOCKS:
            menu.addAction(words).triggered.connect(lambda _=False, k=kind: self.add_block(k))
        return menu

    def show_blocks(self) -> None:
        menu = self.block_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._sheet.below_current())
        menu.setActiveAction(menu.actions()[0])

    def add_block(self, kind: str) -> None:
        """A new block after the chosen line, opened to be written."""
        self._sheet.finish_editing()
        line = self._sheet.current_line()
        if line is None or not self._sheet.lines.editable:
            return
        if kind == "table":
            self._add_table(line)
            return
        block = new_id()
        first = Sentence(new_id(), "", edited=True)
        if kind == "heading":
            made, opened = Block(block, BlockKind.HEADING, edited=True), block
        else:
            made = Block(block, BlockKind(kind), sentences=(first,), edited=True)
            opened = first.id
        if self._desk.begin(opened, self._inserted(line, made)):
            self._sheet.edit_line(opened)

    def _add_table(self, line: Line) -> None:
        table = note_tables.new_table(new_id(), [["", ""]] * 3, [new_id(), new_id()])
        if self._do("Added a table", self._inserted(line, table), "Table added."):
            self._sheet.edit_line(table.id, 0)

    def _inserted(self, line: Line, block: Block) -> Change:
        """A block after the line; a paragraph or list that goes on after it is broken there."""
        rest = new_id()
        following = self._following(line)

        def change(draft: NoteDraft) -> NoteDraft:
            if following:
                draft = note_blocks.break_block(draft, following, rest)
            return note_blocks.add_block(draft, block, line.section, line.block)

        return change

    def _following(self, line: Line) -> str:
        if not line.is_sentence:
            return ""
        sentences = self._desk.draft.find_block(line.block)[1].sentences
        here = [sentence.id for sentence in sentences].index(line.id)
        return next((s.id for s in sentences[here + 1 :] if not s.offered), "")

    def _kind(self, line: Line) -> None:
        now = self._desk.draft.find_block(line.block)[1].kind
        self._do(
            "Made a list or paragraph",
            lambda draft: note_blocks.set_kind(draft, line.block, _NEXT_KIND[now]),
            f"Now a {'paragraph' if now is BlockKind.NUMBERED else 'list'}.",
            line.id,
        )

    def _break(self, line: Line) -> None:
        new = new_id()
        sentences = self._desk.draft.find_block(line.block)[1].sentences
        if sentences and sentences[0].id == line.id:
            messages.say(self._sheet, "It begins a paragraph already.")
            return
        self._do(
            "Began a new paragraph",
            lambda draft: note_blocks.break_block(draft, line.id, new),
            "New paragraph.",
            line.id,
        )

    def _remove_block(self, line: Line) -> None:
        self._do(
            "Took out a part",
            lambda draft: note_blocks.remove_block(draft, line.block),
            "Taken out.",
        )

    # Tables -----------------------------------------------------------------------------------

    def _row(self, line: Line) -> None:
        self._keys.add_row(line)

    def _column(self, line: Line) -> None:
        at = self._sheet.delegate.column + 1
        if self._do(
            "Added a column",
            lambda draft: note_tables.add_column(draft, line.block, at),
            "Column added.",
        ):
            self._sheet.edit_line(line.block, at)

    def _remove_column(self, line: Line) -> None:
        at = self._sheet.delegate.column
        self._do(
            "Took out a column",
            lambda draft: note_tables.remove_column(draft, line.block, at),
            "Column taken out.",
            line.id,
        )
