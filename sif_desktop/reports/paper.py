"""What stands on an authority's paper before a document is written on it.

Read from the kept copy of its Word template, which Word files are written into as it is; the PDF
is drawn from this. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sif_desktop.reports.look import Align, TextStyle

Stop = tuple[float, str]  # a tab stop: place from the left margin; left, center or right
LINE_OVER, LINE_AFTER = 5.0, 6.0  # round our own line above the footer
HEAD_AFTER = 8.0  # below our own line in the header of later pages
PAGE, PAGES = "\ue000", "\ue001"  # stand in the words for the page's number and how many there are


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the line, described in words."""

    data: bytes
    alt: str
    width: float
    height: float


Piece = Span | Picture


@dataclass(frozen=True, slots=True)
class Rule:
    """A line over or under a paragraph, `gap` from its words."""

    colour: str
    weight: float
    gap: float

    @property
    def height(self) -> float:
        return self.weight + self.gap


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a line stands that is not in the flow: `x` from the paper's left edge; `y` from its
    top or, with `in_flow`, from where the flow has come to."""

    x: float
    y: float
    width: float
    in_flow: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `parts` are what tabs set apart; only a line without tabs wraps.

    `line` is a share of a single line, or points if `exact`; `size` that of an empty line.
    """

    parts: tuple[tuple[Piece, ...], ...] = ((),)
    tabs: tuple[Stop, ...] = ()
    align: Align = "left"
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: bool = False
    size: float = 10.0
    fill: str = ""
    over: Rule | None = None
    under: Rule | None = None
    frame: Frame | None = None

    def pieces(self) -> Iterator[Piece]:
        for part in self.parts:
            yield from part

    def words(self) -> str:
        """What it says, a space for each tab."""
        parts = ("".join(p.text for p in part if isinstance(p, Span)) for part in self.parts)
        return " ".join(part.strip() for part in parts if part.strip())

    def widened(self, more: float, middle: float) -> Line:
        """As on paper `more` wider: what keeps to the right edge or the middle moves with it."""
        tabs = tuple(
            (at + more * {"right": 1.0, "center": 0.5}.get(kind, 0.0), kind)
            for at, kind in self.tabs
        )
        frame = self.frame
        if frame is not None and frame.x + frame.width / 2 > middle:
            frame = replace(frame, x=frame.x + more)
        return replace(self, tabs=tabs, frame=frame)


@dataclass(frozen=True, slots=True)
class Band:
    """A header or a footer."""

    lines: tuple[Line, ...] = ()

    def words(self) -> str:
        """What it says, a line feed between paragraphs."""
        said = (line.words() for line in self.lines)
        return "\n".join(line for line in said if line)

    def pictures(self) -> list[Picture]:
        return [p for line in self.lines for p in line.pieces() if isinstance(p, Picture)]

    def widened(self, more: float, middle: float) -> Band:
        return Band(tuple(line.widened(more, middle) for line in self.lines))

    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        ruled = any(line.over or line.under for line in self.lines)
        return not self.words() and not self.pictures() and not ruled

    def numbers(self) -> bool:
        """Whether it says which page this is."""
        spans = (p for line in self.lines for p in line.pieces() if isinstance(p, Span))
        return any(PAGE in span.text for span in spans)


@dataclass(frozen=True, slots=True)
class Paper:
    """`template` is the .docx to write into. The first page has a header and a footer of its own
    where `title_page` says so; otherwise `header` and `footer` stand on every page.

    `header_gap` and `footer_gap` are from the paper's edge.
    """

    template: bytes
    header_gap: float
    footer_gap: float
    title_page: bool = False
    header: Band = Band()
    footer: Band = Band()
    first_header: Band = Band()
    first_footer: Band = Band()

    def top(self, first: bool) -> Band:
        return self.first_header if first and self.title_page else self.header

    def foot(self, first: bool) -> Band:
        return self.first_footer if first and self.title_page else self.footer

    def numbers(self, first: bool) -> bool:
        """Whether the page says which it is without our help."""
        return self.top(first).numbers() or self.foot(first).numbers()

    def names(self, organisation: str) -> bool:
        """Whether page one says whose paper it is, so that the document need not."""
        bands = (self.top(True), self.foot(True))
        said = " ".join(" ".join(band.words().split()) for band in bands).casefold()
        return bool(bands[0].pictures()) or " ".join(organisation.split()).casefold() in said
