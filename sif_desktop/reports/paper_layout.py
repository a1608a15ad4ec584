"""Headers and footers of an authority's paper laid out, as Word lays them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.paper import PAGE, PAGES, Band, Frame, Line, Picture, Piece, Span, Stop

_DEFAULT_TAB = 36.0
_LINE = 1.15  # a single line, as a share of the size
_WORDS = re.compile(r"(?<= )")


@dataclass(frozen=True, slots=True)
class Set:
    """A piece of a part at its place: `x` from the paper's left, `y` of its foot from the top.

    `share` of its width lies before `x`: all of it where a line of unknown width ends there.
    """

    piece: Piece
    part: int
    x: float
    y: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph laid out: what stands in it, and its box (left, top, right, bottom)."""

    line: Line
    pieces: tuple[Set, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Laid:
    """A band laid out: its flow is from `top` to `flow`, both from the paper's top."""

    rows: tuple[Row, ...]
    top: float
    flow: float


def lay(band: Band, left: float, right: float, top: float) -> Laid:
    """Lay `band` out between `left` and `right`, from `top` down."""
    at = top
    ends: dict[Frame, float] = {}
    rows: list[Row] = []
    for line in band.lines:
        frame = line.frame
        edges, begin = (left, right), at
        if frame is not None:
            edges = (frame.x, frame.x + frame.width)
            begin = ends.get(frame, at + frame.y if frame.in_flow else frame.y)
        row = _row(line, *edges, begin + line.before)
        end = row.box[3] + line.after
        if frame is None:
            at = end
        else:
            ends[frame] = end
        rows.append(row)
    return Laid(tuple(rows), top, at)


def _row(line: Line, left: float, right: float, top: float) -> Row:
    begin, room = left + line.left, right - left - line.left - line.right
    tabbed = len(line.parts) > 1
    broken = [_tabbed(line, begin, left)] if tabbed else _wrapped(line, begin, max(room, 10.0))
    pieces: list[Set] = []
    at = top + (line.over.height if line.over else 0.0)
    for one in broken:
        height, foot = _height(line, [piece.piece for piece in one])
        pieces += [replace(piece, y=at + foot) for piece in one]
        at += height
    at += line.under.height if line.under else 0.0
    return Row(line, tuple(pieces), (begin, top, begin + room, at))


def _height(line: Line, pieces: Sequence[Piece]) -> tuple[float, float]:
    """The height of one line of these pieces, and how far down its words stand."""
    sizes = [piece.style.size for piece in pieces if isinstance(piece, Span)]
    size = max(sizes, default=line.size)
    leading = line.line if line.exact else size * _LINE * line.line
    foot = (leading - size) / 2 + size * 0.82
    tallest = max((p.height for p in pieces if isinstance(p, Picture)), default=0.0)
    if tallest <= foot:
        return leading, foot
    deeper = tallest - foot if line.exact else tallest * max(line.line, 1.0) - foot
    return leading + deeper, foot + deeper


def wide(piece: Piece) -> float:
    """The width of a piece, with one figure for a number not known yet."""
    if isinstance(piece, Picture):
        return piece.width
    style, text = piece.style, piece.text.replace(PAGE, "1").replace(PAGES, "1")
    return pdf_fonts.text_width(text, style.size, style.bold, style.family)


def _wrapped(line: Line, begin: float, room: float) -> list[list[Set]]:
    """The lines of a paragraph without tabs, broken between words."""
    lines: list[list[Piece]] = [[]]
    used = 0.0
    for piece in _breakable(line.parts[0]):
        need = wide(replace(piece, text=piece.text.rstrip()) if isinstance(piece, Span) else piece)
        if lines[-1] and used + need > room + 0.01:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += wide(piece)
    return [_aligned(_joined(pieces), line.align, begin, room) for pieces in lines]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours in one style as one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, Span) and isinstance(last, Span) and last.style == piece.style:
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _breakable(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Picture) or PAGES in piece.text:
            yield piece
        else:
            yield from (replace(piece, text=word) for word in _WORDS.split(piece.text) if word)


def _aligned(
    pieces: Sequence[Piece], align: str, begin: float, room: float, part: int = 0
) -> list[Set]:
    """Pieces of a line after each other; words whose width is not known keep to its middle or
    end."""
    total = sum(map(wide, pieces))
    if pieces and isinstance(last := pieces[-1], Span):
        total -= wide(last) - wide(replace(last, text=last.text.rstrip()))
    share = {"center": 0.5, "right": 1.0}.get(align, 0.0)
    at = begin + (room - total) * share
    made = []
    for piece in pieces:
        across = wide(piece)
        late = share if isinstance(piece, Span) and PAGES in piece.text else 0.0
        made.append(Set(piece, part, at + across * late, 0.0, late))
        at += across
    return made


def _tabbed(line: Line, begin: float, margin: float) -> list[Set]:
    """The parts of a line, each at the tab stop before it."""
    at, made = begin, list[Set]()
    for number, pieces in enumerate(line.parts):
        across = sum(map(wide, pieces))
        start, align, room = at, "left", across
        if number:
            stop, kind = _next_stop(line.tabs, at - margin)
            share = {"center": 0.5, "right": 1.0}.get(kind, 0.0)
            align, start = kind, max(at, margin + stop - across * share)
        made += _aligned(pieces, align, start, room, number)
        at = start + across
    return made


def _next_stop(tabs: Sequence[Stop], at: float) -> Stop:
    default = (int(at / _DEFAULT_TAB + 0.01) + 1) * _DEFAULT_TAB
    return next((stop for stop in tabs if stop[0] > at + 0.01), (default, "left"))
