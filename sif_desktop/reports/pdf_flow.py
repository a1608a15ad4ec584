"""Items that flow down the pages, and the paragraph, the chief of them.

An item measures itself, draws itself, and cuts itself in two where a page ends. Pages are filled in
one pass from first to last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.look import TextStyle
from sif_desktop.reports.pdf_canvas import Stretch, TagCanvas
from sif_desktop.reports.pdf_tags import Node

_TINY = 0.01  # rounding, in points
_BREAKS = re.compile(r"([ \n])")


class Item:
    """Something that takes up height on a page of a given width of text."""

    before = 0.0
    after = 0.0
    keep_next = False  # must not be the last thing on its page

    def measure(self, width: float) -> float:
        """Height in points, without the space before and after."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """The height below which not even a first part can stand."""
        return self.measure(width)

    def cut(self, width: float, space: float, forced: bool) -> tuple[Item | None, Item | None]:
        """The part that fits into `space`, and the rest; (None, self) if nothing should stay.

        With `forced` the page is empty, so that something must stay.
        """
        return (self, None) if forced else (None, self)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page; with `orientation`, one of that orientation."""

    orientation: str | None = None


@dataclass(slots=True)
class LinkTo:
    """Where the words of a link lead (an address, or #bookmark), and the node they are said by."""

    target: str
    says: str
    node: Node


@dataclass(slots=True)
class Piece:
    """Words in one font, maybe of a link; a line feed breaks the line."""

    text: str
    font: str
    colour: str
    link: LinkTo | None = None

    def saying(self, text: str) -> Piece:
        """The same with other words; made for every word of a document, so not by `replace`."""
        return Piece(text, self.font, self.colour, self.link)


@dataclass(slots=True)
class Line:
    pieces: list[Piece]
    width: float


class _Breaker:
    """Fills lines of one width with words, greedily; a word wider than a line is broken."""

    def __init__(self, size: float, width: float) -> None:
        self.size, self.room = size, width
        self.lines: list[Line] = []
        self.line: list[Piece] = []
        self.used = 0.0
        self.gap: Piece | None = None  # the space before the next word, if it stays on the line

    def wide(self, piece: Piece) -> float:
        return pdf_fonts.width(piece.text, piece.font, self.size)

    def end_line(self) -> None:
        pieces = [*self.line, self.gap] if self.gap and self.line else self.line
        self.lines.append(Line(_joined(pieces), self.used))
        self.line, self.used, self.gap = [], 0.0, None

    def word(self, parts: list[Piece]) -> None:
        need = sum(map(self.wide, parts))
        space = self.wide(self.gap) if self.gap and self.line else 0.0
        if self.line and self.used + space + need > self.room + _TINY:
            self.end_line()
        elif self.gap and self.line:
            self.line.append(self.gap)
            self.used += space
        self.gap = None
        for part in parts:
            self.put(part) if need <= self.room + _TINY else self.put_broken(part)

    def put(self, part: Piece) -> None:
        self.line.append(part)
        self.used += self.wide(part)

    def put_broken(self, part: Piece) -> None:
        text = part.text
        while text:
            count = self.fitting(text, part.font)
            if count == 0 and self.line:
                self.end_line()
                continue
            self.put(part.saying(text[: max(count, 1)]))
            text = text[max(count, 1) :]

    def fitting(self, text: str, font: str) -> int:
        """How many characters of `text` still fit on the line."""
        used = self.used
        for count, char in enumerate(text):
            used += pdf_fonts.width(char, font, self.size)
            if used > self.room + _TINY:
                return count
        return len(text)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of the same look and link as one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.font == piece.font
            and last.colour == piece.colour
            and last.link is piece.link
        ):
            joined[-1] = last.saying(last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _plain_lines(piece: Piece, size: float, width: float) -> list[Line]:
    """The lines of words of one look, three times as fast as `_Breaker`; none where a line must
    break within a word or at a line feed."""
    wide = partial(pdf_fonts.width, font=piece.font, size=size)
    if "\n" in piece.text:
        return []
    whole = wide(piece.text)
    if whole <= width + _TINY:
        return [Line([piece], whole)]
    lines: list[Line] = []
    line: list[str] = []
    used, space = 0.0, wide(" ")
    for word in piece.text.split(" "):
        need = wide(word)
        if need > width + _TINY:
            return []
        if line and used + space + need > width + _TINY:
            lines.append(Line([piece.saying(" ".join([*line, ""]))], used))
            line, used = [], 0.0
        used += need + (space if line else 0.0)
        line.append(word)
    return [*lines, Line([piece.saying(" ".join(line))], used)]


def break_lines(pieces: list[Piece], size: float, width: float) -> list[Line]:
    """The lines of a paragraph. A line that ends between words ends in a space, unseen on the
    page, so that words do not run together when read aloud."""
    plain = _plain_lines(pieces[0], size, width) if len(pieces) == 1 else []
    if plain:
        return plain
    breaker = _Breaker(size, width)
    word: list[Piece] = []
    for piece in pieces:
        for part in _BREAKS.split(piece.text):
            if part in (" ", "\n"):
                if word:
                    breaker.word(word)
                    word = []
                breaker.gap = piece.saying(" ")
                if part == "\n":
                    breaker.end_line()
            elif part:
                word.append(piece.saying(part))
    if word:
        breaker.word(word)
    breaker.gap = None
    if breaker.line or not breaker.lines:
        breaker.end_line()
    return breaker.lines


@dataclass(frozen=True, slots=True)
class Box:
    """A ground and a bar at the left, with room around the words."""

    fill: str
    bar: str
    bar_width: float
    pad: float


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before the first line of a list item."""

    pieces: tuple[Piece, ...]
    node: Node | None


@dataclass(eq=False)
class Para(Item):
    """A paragraph, drawn for `node` (None: an artifact)."""

    pieces: list[Piece]
    style: TextStyle
    node: Node | None
    indent: float = 0.0
    label: Label | None = None
    box: Box | None = None
    bookmark: tuple[str, str, int] | None = None  # key, words, outline level from 0
    lines: list[Line] | None = None
    first: bool = True  # not the later part of one that was cut

    def __post_init__(self) -> None:
        self.before = self.style.before
        self.after = self.style.after
        self.keep_next = self.style.keep_next
        self._width = -1.0

    def _room(self, width: float) -> float:
        return width - self.indent - (2 * self.box.pad + self.box.bar_width if self.box else 0)

    def broken(self, width: float) -> list[Line]:
        if self.lines is None or (self._width != width and self.first):
            self.lines = break_lines(self.pieces, self.style.size, self._room(width))
            self._width = width
        return self.lines

    def _height(self, count: int) -> float:
        return count * self.style.leading + (2 * self.box.pad if self.box else 0)

    def measure(self, width: float) -> float:
        return self._height(len(self.broken(width)))

    def least(self, width: float) -> float:
        count = len(self.broken(width))
        return self._height(count if count <= 3 else 2)

    def cut(self, width: float, space: float, forced: bool) -> tuple[Item | None, Item | None]:
        lines = self.broken(width)
        fits = int((space + _TINY - self._height(0)) / self.style.leading)
        if fits == len(lines) - 1 and fits > 2:
            fits -= 1  # no last line alone on the next page
        if fits < 2 or len(lines) <= 3:
            fits = max(fits, 1) if forced else 0
        if fits <= 0:
            return None, self
        return self._part(lines[:fits], self.first), self._part(lines[fits:], False)

    def _part(self, lines: list[Line], first: bool) -> Para:
        part = replace(self, lines=lines, first=first, label=self.label if first else None)
        part.bookmark = self.bookmark if first else None
        part._width = self._width
        return part

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        if self.bookmark:
            key, words, level = self.bookmark
            canvas.bookmarkHorizontal(key, 0, top)
            canvas.addOutlineEntry(words, key, level)
        if self.box:
            self._draw_box(canvas, x, top, width)
            x, top = x + self.box.bar_width + self.box.pad, top - self.box.pad
        size = self.style.size
        baseline = top - (self.style.leading - size) / 2 - size * 0.82
        if self.label:
            said = [Stretch(p.text, p.font, p.colour, self.label.node) for p in self.label.pieces]
            start = x + self.indent - _label_width(said, size)
            canvas.write_lines(size, [(start, baseline, said)])
        rows = []
        for line in self.broken(width):
            start = x + self.indent
            if self.style.align != "left":
                spare = self._room(width) - line.width
                start += spare if self.style.align == "right" else spare / 2
            rows.append((start, baseline, line))
            baseline -= self.style.leading
        canvas.write_lines(size, [(at, y, self._said(line)) for at, y, line in rows])
        for at, y, line in rows:
            self._draw_links(canvas, at, y, line)

    def _said(self, line: Line) -> list[Stretch]:
        return [
            Stretch(
                piece.text,
                piece.font,
                piece.colour,
                piece.link.node if piece.link and self.node else self.node,
            )
            for piece in line.pieces
        ]

    def _draw_links(self, canvas: TagCanvas, at: float, y: float, line: Line) -> None:
        size = self.style.size
        for piece in line.pieces:
            end = at + pdf_fonts.width(piece.text, piece.font, size)
            if piece.link and self.node:
                unseen = piece.text.endswith(" ") and piece is line.pieces[-1]
                right = end - pdf_fonts.width(" ", piece.font, size) * unseen
                canvas.hairline(at, y - size * 0.14, right, piece.colour)
                box = (at, y - size * 0.25, right, y + size * 0.85)
                canvas.link(piece.link.node, piece.link.target, piece.link.says, box)
            at = end

    def _draw_box(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        assert self.box is not None
        height = self.measure(width)
        canvas.fill(x, top - height, width, height, self.box.fill)
        canvas.fill(x, top - height, self.box.bar_width, height, self.box.bar)


def _label_width(said: list[Stretch], size: float) -> float:
    """From the label's left edge to the words: its own width and a gap."""
    return sum(pdf_fonts.width(part.text, part.font, size) for part in said) + size * 0.5
