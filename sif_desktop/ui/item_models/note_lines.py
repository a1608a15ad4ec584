"""The draft of a note as lines: headings, sentences, rows of tables, each with what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from sif_desktop.domain.note import Block, BlockKind, Flag, NoteDraft, Ref, Section

LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class LineKind(StrEnum):
    SECTION = "section"
    AREA = "area"
    SENTENCE = "sentence"
    BULLET = "bullet"
    OFFERED = "offered"
    ROW = "row"
    FACT = "fact"
    EMPTY = "empty"  # a section with nothing in it


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet; `id` is the sentence's, row's or section's; `first` opens a block."""

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

    @property
    def is_sentence(self) -> bool:
        return self.kind in (LineKind.SENTENCE, LineKind.BULLET, LineKind.OFFERED)

    @property
    def editable(self) -> bool:
        return self.is_sentence or self.kind is LineKind.SECTION


_SPOKEN = {
    LineKind.SECTION: "Heading: ",
    LineKind.AREA: "Area: ",
    LineKind.OFFERED: "Jotting, not in the note yet: ",
    LineKind.BULLET: "Point: ",
}
FLAG_WORDS = {
    Flag.EVIDENCE_GONE: "its evidence is no longer in the record",
    Flag.RECORD_CHANGED: "the record changed after you edited it",
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
        return [Line(LineKind.AREA, block.id, block.text, section.id, block.id)]
    if not block.holds_sentences:
        return _rows(section, block)
    plain = LineKind.BULLET if block.kind is BlockKind.BULLETS else LineKind.SENTENCE
    return [
        Line(
            LineKind.OFFERED if sentence.offered else plain,
            sentence.id,
            sentence.text,
            section.id,
            block.id,
            sentence.lead if sentence.text.startswith(sentence.lead) else "",
            edited=sentence.edited,
            flag=sentence.flag,
            evidence=sentence.evidence,
            first=number == 0,
        )
        for number, sentence in enumerate(block.sentences)
    ]


def _rows(section: Section, block: Block) -> list[Line]:
    facts = block.kind is BlockKind.FACTS
    lines = []
    for number, row in enumerate(block.rows):
        rest = zip(block.columns[1:], row.cells[1:], strict=False)
        detail = row.cells[1] if facts else " · ".join(f"{n}: {c or '—'}" for n, c in rest)
        kind = LineKind.FACT if facts else LineKind.ROW
        lines.append(
            Line(
                kind,
                row.id,
                row.cells[0],
                section.id,
                block.id,
                detail=detail,
                evidence=row.evidence,
                first=number == 0,
            )
        )
    return lines


class NoteLines(QAbstractListModel):
    """Lines for a list view; `text_of` the line being edited may be ahead of the draft."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._typed: dict[str, str] = {}
        self.editable = True

    def set_draft(self, draft: NoteDraft, *, editable: bool) -> None:
        self.beginResetModel()
        self._lines = lines_of(draft)
        self._typed = {}
        self.editable = editable
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def line(self, row: int) -> Line:
        return self._lines[row]

    def row_of(self, line_id: str) -> int:
        """The row of a line, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), -1)

    def text_of(self, line: Line) -> str:
        return self._typed.get(line.id, line.text)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text_of(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line)
        return None

    def _spoken(self, line: Line) -> str:
        words = _SPOKEN.get(line.kind, "") + self.text_of(line)
        more = [line.detail, "edited" if line.edited else "", FLAG_WORDS.get(line.flag, "")]
        return "; ".join((words, *(part for part in more if part)))

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Words being typed, for the height of the line; storing them is the page's matter."""
        self._typed[self._lines[index.row()].id] = str(value)
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.editable and self._lines[index.row()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags
