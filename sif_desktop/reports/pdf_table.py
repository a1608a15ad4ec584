"""Tables on the page: rows stay whole, the header is repeated, a caption never stands alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_canvas import TagCanvas
from sif_desktop.reports.pdf_flow import Item, Para

_PART = 0.2  # share of a page below which no part of a row too tall for one is begun
_SMALL = 0.25  # share of a page up to which a table is not cut, as one that is signed


@dataclass(slots=True)
class Row:
    """One paragraph for each column; an empty cell has no pieces. It is at least `least` high."""

    cells: list[Para]
    height: float = -1.0
    least: float = 0.0


@dataclass(eq=False)
class Grid(Item):
    """A table, or the part of one that begins at row `start`.

    `repeat` is the header as drawn on later pages, where it is an artifact; `page` the height of
    the text on a page.
    """

    caption: Para | None
    header: Row
    repeat: Row
    rows: list[Row]
    widths: tuple[float, ...]
    look: Look
    page: float
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
            row.height = max(tallest + 2 * self.look.cell_pad_y, row.least)
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

    def _is_too_tall(self, row: Row) -> bool:
        """Whether not even a page of its own would hold the row."""
        return self._row_height(self._head()) + self._row_height(row) > self.page

    def _is_small(self, width: float) -> bool:
        return self.first and self.measure(width) <= _SMALL * self.page

    def least(self, width: float) -> float:
        if self._is_small(width):
            return self.measure(width)
        first = self.rows[self.start]
        shown = _PART * self.page if self._is_too_tall(first) else self._row_height(first)
        return self._top_height(width) + shown

    def cut(self, width: float, space: float, forced: bool) -> tuple[Item | None, Item | None]:
        used, end = self._top_height(width), self.start
        while end < self.stop and used + self._row_height(self.rows[end]) <= space + 0.01:
            used += self._row_height(self.rows[end])
            end += 1
        if end == self.stop:
            return self, None
        if self._is_small(width) and not forced:
            return None, self
        worth_it = space - used >= _PART * self.page
        if (self._is_too_tall(self.rows[end]) and worth_it) or (forced and end == self.start):
            return self._cut_row(end, space - used)
        if end == self.start:
            return None, self
        return (
            self._part(self.rows, self.start, end, self.first),
            self._part(self.rows, end, self.stop, False),
        )

    def _part(self, rows: list[Row], start: int, stop: int, first: bool) -> Grid:
        part = Grid(
            *(self.caption, self.header, self.repeat, rows, self.widths, self.look, self.page),
            *(start, stop, first),
        )
        part.after = self.after
        return part

    def _cut_row(self, place: int, space: float) -> tuple[Item, Item]:
        """What stands above, with the part of the row at `place` that fits into `space`; the
        rest."""
        row = self.rows[place]
        room = space - 2 * self.look.cell_pad_y
        upper, lower = [], []
        for cell, width in zip(row.cells, self.widths, strict=True):
            inner = width - 2 * self.look.cell_pad_x
            fits = cell.measure(inner) <= room
            top, rest = (cell, None) if fits else cell.cut(inner, room, True)
            upper.append(top if isinstance(top, Para) else _blank(cell))
            lower.append(rest if isinstance(rest, Para) else _blank(cell))
        above = [*self.rows[self.start : place], Row(upper)]
        below = [Row(lower), *self.rows[place + 1 : self.stop]]
        return (
            self._part(above, 0, len(above), self.first),
            self._part(below, 0, len(below), False),
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
