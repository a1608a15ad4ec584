"""The draft of a note as lines: headings, sentences, rows of tables, each with what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from sif_desktop.domain.note import Block, BlockKind, Flag, NoteDraft, Ref, Section, Sentence
from sif_desktop.domain.visibility import Visibility

LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class LineKind(StrEnum):
    SECTION = "section"
    AREA = "area"
    SENTENCE = "sentence"
    BULLET = "bullet"
    NUMBER = "number"
    OFFERED = "offered"
    COLUMNS = "columns"  # the words over a table's columns
    ROW = "row"
    FACT = "fact"
    EMPTY = "empty"  # a section with nothing in it


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet; `id` is the sentence's, row's, block's or section's; `first` opens a
    block. `cells` are a table's; `own`, that the officer made it.
    """

    kind: LineKind
    id: str
    text: str
    section: str
    block: str = ""
    lead: str = ""
    detail: str = ""
    edited: bool = False
    flag: Flag = Flag.NONE
    evidence: tuple[Ref, ...] = ()
    first: bool = False
    own: bool = False
    number: int = 0
    marks: str = ""  # "said on the day · file copy only"
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def is_sentence(self) -> bool:
        return self.kind in (
            *(LineKind.SENTENCE, LineKind.BULLET, LineKind.NUMBER, LineKind.OFFERED),
        )

    @property
    def is_table(self) -> bool:
        return self.kind in (LineKind.ROW, LineKind.COLUMNS)

    @property
    def is_heading(self) -> bool:
        return self.kind in (LineKind.SECTION, LineKind.AREA)

    @property
    def editable(self) -> bool:
        return self.is_sentence or self.is_heading or (self.is_table and self.own)


_SPOKEN = {
    LineKind.SECTION: "Heading: ",
    LineKind.AREA: "Area: ",
    LineKind.OFFERED: "Jotting, not in the note yet: ",
    LineKind.BULLET: "Point: ",
    LineKind.COLUMNS: "Columns of a table: ",
}
FLAG_WORDS = {
    Flag.EVIDENCE_GONE: "its evidence is no longer in the record",
    Flag.RECORD_CHANGED: "the record changed after you edited it",
}
TOLD, FILE_ONLY = "said on the day", "file copy only"
_TEXT_LINES = {
    BlockKind.PARAGRAPH: LineKind.SENTENCE,
    BlockKind.BULLETS: LineKind.BULLET,
    BlockKind.NUMBERED: LineKind.NUMBER,
}


def lines_of(draft: NoteDraft) -> list[Line]:
    found: list[Line] = []
    for section in draft.sections:
        found.append(Line(LineKind.SECTION, section.id, section.heading, section.id))
        inside = [line for block in section.blocks for line in _block(section, block)]
        empty = Line(LineKind.EMPTY, f"{section.id}:empty", "Nothing recorded here.", section.id)
        found += inside or [empty]
    return found


def _block(section: Section, block: Block) -> list[Line]:
    if block.kind is BlockKind.HEADING:
        heading = Line(
            *(LineKind.AREA, block.id, block.text, section.id, block.id),
            edited=block.edited and not block.own,
            own=block.own,
        )
        return [heading]
    if not block.holds_sentences:
        return _rows(section, block)
    return [
        _sentence(section, block, sentence, number)
        for number, sentence in enumerate(block.sentences)
    ]


def _sentence(section: Section, block: Block, sentence: Sentence, number: int) -> Line:
    return Line(
        LineKind.OFFERED if sentence.offered else _TEXT_LINES[block.kind],
        sentence.id,
        sentence.text,
        section.id,
        block.id,
        sentence.lead if sentence.text.startswith(sentence.lead) else "",
        edited=sentence.edited,
        flag=sentence.flag,
        evidence=sentence.evidence,
        first=number == 0,
        own=sentence.own,
        number=_number(block, number),
        marks=_marks(sentence),
    )


def _number(block: Block, place: int) -> int:
    """The number an item of a numbered list has in print."""
    if block.kind is not BlockKind.NUMBERED:
        return 0
    return 1 + sum(1 for s in block.sentences[:place] if not s.offered and s.text.strip())


def _marks(sentence: Sentence) -> str:
    file_only = sentence.visibility is not Visibility.SCHOOL
    words = (TOLD if sentence.told else "", FILE_ONLY if file_only else "")
    return " · ".join(filter(None, words))


def _rows(section: Section, block: Block) -> list[Line]:
    facts = block.kind is BlockKind.FACTS
    lines = []
    if not facts and block.columns:
        name = block.id if block.own else f"{block.id}:columns"
        over = Line(
            *(LineKind.COLUMNS, name, "; ".join(filter(None, block.columns))),
            *(section.id, block.id),
            first=True,
            own=block.own,
            columns=block.columns,
            cells=block.columns,
        )
        lines.append(over)
    for number, row in enumerate(block.rows):
        rest = zip(block.columns[1:], row.cells[1:], strict=False)
        said = row.cells[1].replace("\n", ", ") if facts else ""
        detail = said or " · ".join(f"{n}: {c or '—'}" for n, c in rest)
        line = Line(
            LineKind.FACT if facts else LineKind.ROW,
            *(row.id, row.cells[0], section.id, block.id),
            detail=detail,
            evidence=row.evidence,
            first=number == 0,
            own=row.own,
            columns=() if facts else block.columns,
            cells=() if facts else row.cells,
        )
        lines.append(line)
    return lines


class NoteLines(QAbstractListModel):
    """Lines for a list view; the line being edited may be ahead of the draft."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._rows: dict[str, int] = {}
        self.editable = True

    def set_draft(self, draft: NoteDraft, *, editable: bool) -> None:
        """Show this draft; only what differs is told to the view."""
        new, old = lines_of(draft), self._lines
        changed_use = editable != self.editable
        self.editable = editable
        same = _same(old, new)
        same_end = _same(old[same:][::-1], new[same:][::-1])
        # The same objects where nothing differs: what is known of them need not be found out again.
        new[:same] = old[:same]
        new[len(new) - same_end :] = old[len(old) - same_end :]
        gone, come = len(old) - same - same_end, len(new) - same - same_end
        kept = min(gone, come)
        if gone > kept:
            self.beginRemoveRows(QModelIndex(), same + kept, same + gone - 1)
            self._set([*old[: same + kept], *old[same + gone :]])
            self.endRemoveRows()
        if come > kept:
            self.beginInsertRows(QModelIndex(), same + kept, same + come - 1)
            self._set(new)
            self.endInsertRows()
        self._set(new)
        if kept or changed_use:
            first, last = (0, len(new) - 1) if changed_use else (same, same + kept - 1)
            self.dataChanged.emit(self.index(first), self.index(last))

    def _set(self, lines: list[Line]) -> None:
        self._lines = lines
        self._rows = {line.id: row for row, line in enumerate(lines)}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def line(self, row: int) -> Line:
        return self._lines[row]

    def lines(self) -> list[Line]:
        return self._lines

    def row_of(self, line_id: str) -> int:
        """The row of a line, or -1."""
        return self._rows.get(line_id, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line)
        return None

    def _spoken(self, line: Line) -> str:
        opening = f"{line.number}. " if line.kind is LineKind.NUMBER else _SPOKEN.get(line.kind, "")
        edited = "edited" if line.edited and not line.own else ""
        more = [line.detail, edited, FLAG_WORDS.get(line.flag, ""), line.marks]
        return "; ".join((opening + line.text, *(part for part in more if part)))

    def type(self, row: int, column: int, text: str) -> None:
        """Words being typed, for the height of the line; storing them is the page's matter.

        Nothing is told to the view: its delegate asks for a new layout when the height differs.
        """
        line = self._lines[row]
        if line.is_table:
            cells = (*line.cells[:column], text, *line.cells[column + 1 :])
            self._lines[row] = replace(line, cells=cells)
        else:
            self._lines[row] = replace(line, text=text)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self._lines[index.row()] if index.isValid() else None
        if line is not None and line.kind is LineKind.COLUMNS and not line.own:
            return Qt.ItemFlag.NoItemFlags  # read with each row; nothing to stop at
        if line is not None and self.editable and line.editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _same(old: list[Line], new: list[Line]) -> int:
    """How many lines at the beginning are the same."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
