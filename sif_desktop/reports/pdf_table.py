"""Tables on the page: rows stay whole, the header is repeated, a caption never stands alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_canvas import TagCanvas
from sif_desktop.reports.pdf_flow import Item, Para


@dataclass(slots=True)
class Row:
    """One paragraph for each column; an empty cell has no pieces."""

    cells: list[Para]
    height: float = -1.0


@dataclass(eq=False)
class Grid(Item):
    """A table, or the part of one that begins at row `start`.

    `repeat` is the header as drawn on later pages, where it is an artifact.
    """

    caption: Para | None
    header: Row
    repeat: Row
    rows: list[Row]
    widths: tuple[float, ...]
    look: Look
    start: int = 0
    stop: int = -1
    first: bool = True
    gap: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        if self.stop < 0:
            self.stop = len(self.rows)
        self.before = self.caption.before if self.caption else self.look.body.after
        self.after = self.look.table_after

    def _row_height(self, row: Row) -> float:
        if row.height < 0:
            pad = 2 * self.look.cell_pad_x
            tallest = max(
                cell.measure(width - pad)
                for cell, width in zip(row.cells, self.widths, strict=True)
            )
            row.height = tallest + 2 * self.look.cell_pad_y
        return row.height

    def _head(self) -> Row:
        return self.header if self.first else self.repeat

    def _top_height(self, width: float) -> float:
        """Caption, if this part has it, and header."""
        above = 0.0
        if self.first and self.caption:
            above = self.caption.measure(width) + self.caption.after
        return above + self._row_height(self._head())

    def measure(self, width: float) -> float:
        rows = range(self.start, self.stop)
        return self._top_height(width) + sum(self._row_height(self.rows[i]) for i in rows)

    def least(self, width: float) -> float:
        return self._top_height(width) + self._row_height(self.rows[self.start])

    def cut(self, width: float, space: float, forced: bool) -> tuple[Item | None, Item | None]:
        used, end = self._top_height(width), self.start
        while end < self.stop and used + self._row_height(self.rows[end]) <= space + 0.01:
            used += self._row_height(self.rows[end])
            end += 1
        if end > self.start:
            rest = self._part(end, self.stop, False) if end < self.stop else None
            return self._part(self.start, end, self.first), rest
        return self._cut_row(space - used) if forced else (None, self)

    def _part(self, start: int, stop: int, first: bool) -> Grid:
        part = Grid(
            *(self.caption, self.header, self.repeat, self.rows, self.widths, self.look),
            *(start, stop, first),
        )
        part.after = self.after
        return part

    def _cut_row(self, space: float) -> tuple[Item, Item]:
        """The first row in two parts, as it is taller than a whole page."""
        row = self.rows[self.start]
        room = space - 2 * self.look.cell_pad_y
        upper, lower = [], []
        for cell, width in zip(row.cells, self.widths, strict=True):
            inner = width - 2 * self.look.cell_pad_x
            fits = cell.measure(inner) <= room
            top, rest = (cell, None) if fits else cell.cut(inner, room, True)
            upper.append(top if isinstance(top, Para) else _blank(cell))
            lower.append(rest if isinstance(rest, Para) else _blank(cell))
        later = [Row(lower), *self.rows[self.start + 1 : self.stop]]
        shared = (self.caption, self.header, self.repeat)
        return (
            Grid(*shared, [Row(upper)], self.widths, self.look, first=self.first),
            Grid(*shared, later, self.widths, self.look, first=False),
        )

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        if self.first and self.caption:
            self.caption.draw(canvas, x, top, width)
            top -= self.caption.measure(width) + self.caption.after
        head, look = self._head(), self.look
        canvas.fill(x, top - self._row_height(head), sum(self.widths), head.height, look.head_fill)
        top = self._draw_row(canvas, head, x, top)
        canvas.hairline(x, top, x + sum(self.widths), look.accent, 0.8)
        for place in range(self.start, self.stop):
            top = self._draw_row(canvas, self.rows[place], x, top)
            canvas.hairline(x, top, x + sum(self.widths), look.rule)

    def _draw_row(self, canvas: TagCanvas, row: Row, x: float, top: float) -> float:
        height = self._row_height(row)
        for cell, width in zip(row.cells, self.widths, strict=True):
            if cell.pieces:
                inner = width - 2 * self.look.cell_pad_x
                cell.draw(canvas, x + self.look.cell_pad_x, top - self.look.cell_pad_y, inner)
            x += width
        return top - height


def _blank(cell: Para) -> Para:
    return Para([], cell.style, None)
