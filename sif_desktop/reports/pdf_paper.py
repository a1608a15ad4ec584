"""An authority's paper in the PDF.

The header of page one is read out as content; all else is furniture and passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.blocks import Document
from sif_desktop.reports.clean import in_one_line
from sif_desktop.reports.look import Look, TextStyle
from sif_desktop.reports.paper import (
    LINE_AFTER,
    LINE_OVER,
    PAGE,
    PAGES,
    Band,
    Paper,
    Picture,
    Piece,
    Span,
)
from sif_desktop.reports.paper_layout import Laid, Row, Set, lay
from sif_desktop.reports.pdf_canvas import Stretch, TagCanvas
from sif_desktop.reports.pdf_flow import Item
from sif_desktop.reports.pdf_furniture import Furniture
from sif_desktop.reports.pdf_tags import Node

# Who says a piece: by line, part, and the picture if it is one.
Nodes = dict[tuple[int, int, Picture | None], Node]


def _nodes(band: Band, parent: Node) -> Nodes:
    """Paragraphs and figures for all that `band` says, in order. Page numbers are not said."""
    made: Nodes = {}
    for number, line in enumerate(band.lines):
        for place, part in enumerate(line.parts):
            if _says(part):
                made[number, place, None] = parent.add("P")
            for piece in part:
                if isinstance(piece, Picture):
                    made[number, place, piece] = parent.add("Figure", alt=piece.alt)
    return made


def _says(part: Sequence[Piece]) -> bool:
    words = "".join(piece.text for piece in part if isinstance(piece, Span))
    return bool(words.strip()) and PAGE not in words and PAGES not in words


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which page this is, and how many there are, asked for at the end."""

    page: int
    total: Callable[[], int]

    def fill(self, text: str) -> str:
        return text.replace(PAGE, str(self.page)).replace(PAGES, str(self.total()))


class _Pen:
    """Draws what was laid out on the current page, which is `height` points high."""

    def __init__(self, canvas: TagCanvas, height: float, nodes: Nodes, numbers: Numbers) -> None:
        self.canvas, self.height = canvas, height
        self.nodes, self.numbers = nodes, numbers

    def draw(self, laid: Laid) -> None:
        for number, row in enumerate(laid.rows):
            self._ground(row)
            for one in row.pieces:
                node = self.nodes.get(
                    (number, one.part, one.piece if isinstance(one.piece, Picture) else None)
                )
                self._piece(one, node)

    def _ground(self, row: Row) -> None:
        left, top, right, bottom = row.box
        top, bottom, line = self.height - top, self.height - bottom, row.line
        if line.fill:
            self.canvas.fill(left, bottom, right - left, top - bottom, line.fill)
        for rule, y in ((line.over, top), (line.under, bottom)):
            if rule:
                self.canvas.hairline(left, y, right, rule.colour, rule.weight)

    def _piece(self, one: Set, node: Node | None) -> None:
        piece, y = one.piece, self.height - one.y
        if isinstance(piece, Picture):
            self.canvas.picture(piece.data, (one.x, y, piece.width, piece.height), node)
        elif PAGES in piece.text:
            text, style = piece.text, piece.style
            self.canvas.late_words(
                one.x, y, lambda: self.numbers.fill(text), style, share=one.share
            )
        elif piece.text:
            text = piece.text.replace(PAGE, str(self.numbers.page))
            self._words(text, piece.style, one.x, y, node)

    def _words(self, text: str, style: TextStyle, x: float, y: float, node: Node | None) -> None:
        parts = pdf_fonts.in_fonts(text, style.bold, style.italic, style.family)
        said = [Stretch(part, font, style.colour, node) for font, part in parts]
        self.canvas.write_lines(style.size, [(x, y, said)])


def _on(band: Band, look: Look, orientation: str) -> Band:
    """The band on a page of this orientation; it was read from an upright one."""
    if orientation == "portrait":
        return band
    upright, wide = look.page("portrait")[0], look.page("landscape")[0]
    return band.widened(wide - upright, upright / 2)


@dataclass(eq=False)
class PaperHead(Item):
    """What the paper has at the top of page one. It keeps its own place on the paper, and takes
    height from the text only as far as it reaches into it."""

    look: Look
    laid: Laid
    nodes: Nodes
    height: float  # of the paper

    @classmethod
    def of(cls, look: Look, paper: Paper, orientation: str, parent: Node) -> PaperHead:
        band = _on(paper.top(True), look, orientation)
        width, height = look.page(orientation)
        laid = lay(band, look.margin_left, width - look.margin_right, paper.header_gap)
        return cls(look, laid, _nodes(band, parent), height)

    def measure(self, width: float) -> float:
        return max(0.0, self.laid.flow - self.look.margin_top)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        _Pen(canvas, self.height, self.nodes, Numbers(1, lambda: 1)).draw(self.laid)


class PaperFurniture(Furniture):
    """The paper's headers and footers, and our own words with them."""

    def __init__(self, canvas: TagCanvas, document: Document, look: Look, paper: Paper) -> None:
        super().__init__(canvas, document, look)
        self.paper = paper
        self._laid: dict[tuple[str, bool, str], Laid] = {}

    def draw(self, number: int, orientation: str, total: Callable[[], int]) -> None:
        self.canvas.furniture = True
        first = number == 1
        width, height = self.look.page(orientation)
        edges = self.look.margin_left, width - self.look.margin_right
        pen = _Pen(self.canvas, height, {}, Numbers(number, total))
        if not first:
            head = self._lay("head", first, orientation)
            pen.draw(head)
            if self.paper.title_page:
                y = height - head.flow - self.look.furniture.leading
                self._running(y, edges, self.document.title)
        foot = self._lay("foot", first, orientation)
        pen.draw(foot)
        self._own_line(number, total, height - foot.top + LINE_AFTER, edges)
        self.canvas.furniture = False

    def _lay(self, kind: str, first: bool, orientation: str) -> Laid:
        """Laid out once for all pages: nothing in it moves with the page's number."""
        key = (kind, first, orientation)
        if key not in self._laid:
            self._laid[key] = self._lay_anew(*key)
        return self._laid[key]

    def _lay_anew(self, kind: str, first: bool, orientation: str) -> Laid:
        paper, look = self.paper, self.look
        width, height = look.page(orientation)
        edges = look.margin_left, width - look.margin_right
        if kind == "head":
            return lay(_on(paper.top(first), look, orientation), *edges, paper.header_gap)
        foot = _on(paper.foot(first), look, orientation)
        return lay(foot, *edges, height - paper.footer_gap - lay(foot, *edges, 0.0).flow)

    def _own_line(
        self, number: int, total: Callable[[], int], bottom: float, edges: tuple[float, float]
    ) -> None:
        """Version, marking and page, above the paper's own footer."""
        (left, right), style, document = edges, self.look.furniture, self.document
        y = bottom + (style.leading - style.size) / 2 + style.size * 0.18
        self.canvas.hairline(left, bottom + style.leading + LINE_OVER, right, self.look.rule)
        words = in_one_line(document.organisation, document.version, document.marking)
        self._words(words, left, y, (right - left) * 0.8, style)
        if not self.paper.numbers(number == 1):
            self.canvas.late_words(right, y, lambda: f"Page {number} of {total()}", style)
