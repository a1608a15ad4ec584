"""Where the words of one line of the draft stand: set in lines of a width, measured, remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from sif_desktop.domain.note import Flag
from sif_desktop.domain.spelling import Span
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.note_lines import Line, LineKind

GUTTER, BULLET, FACT_NAME = 20, 16, 180  # px at 100 %
CELL_GAP = 12  # px between the cells of a row
NARROWEST_CELL = 84  # px at 100 %: with less, cells stand under each other
LEADING = 1.4  # line height of text to read
_ABOVE = {
    LineKind.SECTION: 18,
    LineKind.AREA: 12,
    LineKind.COLUMNS: 8,
    LineKind.ROW: 4,
    LineKind.FACT: 2,
}
_FLAGS = {
    Flag.EVIDENCE_GONE: "What this rested on is no longer in the record",
    Flag.RECORD_CHANGED: "The record changed after you edited this",
}
EMPTY_CELL = "—"
Faults = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Words:
    """A text set in lines of a width; what begins at `quiet` are marks and no part of it."""

    layout: QTextLayout
    height: float
    quiet: int = -1

    def paint(
        self, painter: QPainter, left: float, top: float, role: str, quiet: str, *found: Shown
    ) -> float:
        """Draw in the colour `role`; returns where the next line begins."""
        look = theme.current()
        parts = [_part(*span, ink=ink, paper=paper) for span, ink, paper in found]
        if self.quiet >= 0:
            parts.append(_part(self.quiet, len(self.layout.text()) - self.quiet, ink=quiet))
        painter.setPen(look.colour(role))
        self.layout.draw(painter, QPointF(left, top), parts)
        return top + self.height


Shown = tuple[tuple[int, int], str, str]  # (start, length), its ink and its paper


class LineLayout:
    """Measures lines for a view that is `width()` wide; what was set once is kept."""

    def __init__(self, width: Callable[[], int]) -> None:
        self.width = width
        self.faults: Faults = lambda _text: ()
        self._sets: dict[tuple[object, ...], Words] = {}
        self._heights: dict[int, tuple[Line, int]] = {}  # by the line's identity
        self._heights_at = 0  # the width they were measured at
        theme.notifier().changed.connect(self.forget)

    def forget(self) -> None:
        """Set everything anew: the look, or what counts as misspelt, has changed."""
        self._sets.clear()
        self._heights.clear()

    # The height of a line ---------------------------------------------------------------------

    def height(self, line: Line) -> int:
        width = self.width()
        if width != self._heights_at or len(self._heights) > 4000:
            self._heights.clear()
            self._heights_at = width
        known = self._heights.get(id(line))
        if known is None or known[0] is not line:
            known = self._heights[id(line)] = (line, round(self._measure(line)))
        return known[1]

    def _measure(self, line: Line) -> float:
        if line.is_table:
            bottom = max(box.bottom() for box, _ in self.cells(line, 0, self.width()))
            return self.above(line) + bottom + 6
        height = self.above(line) + self.words(line).height + 4
        return height + sum(part.height for part in self.captions(line))

    def above(self, line: Line) -> float:
        if line.is_sentence:
            listed = line.kind in (LineKind.BULLET, LineKind.NUMBER)
            return 10 if line.first and not listed else 3
        return _ABOVE.get(line.kind, 3)

    def left(self, line: Line) -> int:
        look = theme.current()
        extra = {LineKind.BULLET: BULLET, LineKind.FACT: FACT_NAME}.get(line.kind, 0)
        if line.kind is LineKind.NUMBER:
            extra = BULLET + 8
        return look.px(GUTTER) + look.px(extra)

    # Words ------------------------------------------------------------------------------------

    def words(self, line: Line) -> Words:
        shown = line.detail if line.kind is LineKind.FACT else line.text
        size = "lead" if line.kind is LineKind.SECTION else "body"
        checked = line.editable and line.kind is not LineKind.OFFERED
        return self.set(
            shown or " ",
            self.width() - self.left(line) - 12,
            size,
            bold=line.is_heading,
            lead=len(line.lead),
            checked=checked,
            marks=line.marks,
        )

    def captions(self, line: Line) -> list[Words]:
        """The quiet lines under (or, for an offered jotting, over) the words."""
        words = ["Jotting, not in the note yet"] if line.kind is LineKind.OFFERED else []
        words += [_FLAGS[line.flag]] if line.flag in _FLAGS else []
        room = self.width() - self.left(line) - 12
        return [self.set(text, room, "caption") for text in words]

    def cells(self, line: Line, top: float, width: int) -> list[tuple[QRectF, Words]]:
        """Each cell of a row: its place, counted from the left of the view, and its words.

        Beside each other, or under each other with their column's name where that is too narrow.
        """
        left, many = self.left(line), max(1, len(line.cells))
        room = (width - left - 12 - CELL_GAP * (many - 1)) / many
        if room < theme.current().px(NARROWEST_CELL):
            return self._stacked(line, top, width)
        found = []
        for number, cell in enumerate(line.cells):
            words = self._cell(line, number, cell, round(room))
            at = left + number * (room + CELL_GAP)
            found.append((QRectF(at, top, room, words.height), words))
        return found

    def _stacked(self, line: Line, top: float, width: int) -> list[tuple[QRectF, Words]]:
        left = self.left(line)
        found = []
        for number, cell in enumerate(line.cells):
            name = line.columns[number] if line.kind is LineKind.ROW and number else ""
            words = self._cell(line, number, cell, width - left - 12, name)
            found.append((QRectF(left, top, width - left - 12, words.height), words))
            top += words.height
        return found

    def _cell(self, line: Line, number: int, text: str, width: int, name: str = "") -> Words:
        over = line.kind is LineKind.COLUMNS
        shown = text or (f"Column {number + 1}" if over else EMPTY_CELL)
        lead = f"{name}: " if name else ""
        bold = not over and number == 0
        size = "caption" if over else "body"
        return self.set(lead + shown, width, size, bold=bold, checked=line.own and bool(text))

    # Setting ----------------------------------------------------------------------------------

    def set(
        self,
        text: str,
        width: int,
        size: str = "body",
        *,
        bold: bool = False,
        lead: int = 0,
        checked: bool = False,
        marks: str = "",
    ) -> Words:
        look = theme.current()
        key = (text, width, size, bold, lead, checked, marks, look.scale, look.name)
        if key not in self._sets:
            if len(self._sets) > 4000:
                self._sets.clear()
            parts = [_strong(lead)] if lead else []
            spans = self.faults(text) if checked else ()
            parts += [_squiggle(span.start, span.length) for span in spans]
            whole, quiet = text, -1
            if marks:
                together = marks.replace(" ", "\u00a0").replace("\u00a0·\u00a0", " · ")
                quiet, whole = len(text), f"{text}  {together}"
                parts.append(_small(quiet, len(whole) - quiet))
            font = look.font(size, bold=bold)
            layout, height = _typeset(whole, font, parts, max(40, width))
            self._sets[key] = Words(layout, height, quiet)
        return self._sets[key]


def _typeset(
    text: str, font: QFont, parts: list[QTextLayout.FormatRange], width: int
) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.setFormats(parts)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        room = font.pixelSize() * LEADING
        line.setPosition(QPointF(0, top + (room - line.height()) / 2))
        top += room
    layout.endLayout()
    return layout, top


def _part(start: int, length: int, *, ink: str = "", paper: str = "") -> QTextLayout.FormatRange:
    look, part = theme.current(), QTextLayout.FormatRange()
    part.start, part.length = start, length
    form = QTextCharFormat()
    if ink:
        form.setForeground(look.colour(ink))
    if paper:
        form.setBackground(look.colour(paper))
    part.format = form
    return part


def _strong(length: int) -> QTextLayout.FormatRange:
    part = _part(0, length)
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold)
    part.format = form
    return part


def _small(start: int, length: int) -> QTextLayout.FormatRange:
    part = _part(start, length)
    form = QTextCharFormat()
    form.setFont(theme.current().font("caption"))
    part.format = form
    return part


def _squiggle(start: int, length: int) -> QTextLayout.FormatRange:
    part = _part(start, length)
    part.format = squiggle()
    return part


def squiggle() -> QTextCharFormat:
    """How a word looks that the dictionary does not know."""
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    form.setUnderlineColor(theme.current().colour("bad"))
    return form
