"""Blocks as items on the page, each with its place in the structure tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.blocks import (
    Block,
    Callout,
    ColumnKind,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    LineBreak,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Runs,
    Section,
    SignatureBlock,
    Table,
    Text,
    listed_headings,
)
from sif_desktop.reports.layout import (
    as_table,
    column_widths,
    fact_widths,
    has_bold_names,
    heading_style,
    introduces,
)
from sif_desktop.reports.look import Look, TextStyle
from sif_desktop.reports.pdf_flow import Box, Item, Label, LinkTo, NewPage, Para, Piece
from sif_desktop.reports.pdf_paper import PaperHead
from sif_desktop.reports.pdf_parts import ContentsLine, Figure, Letterhead, SignLine
from sif_desktop.reports.pdf_table import Grid, Row
from sif_desktop.reports.pdf_tags import Node

BULLETS = ("•", "–", "•", "–")


def plain_pieces(text: str, style: TextStyle) -> list[Piece]:
    """Words all in the style's own face."""
    parts = pdf_fonts.in_fonts(text, style.bold, style.italic, style.family)
    return [Piece(part, font, style.colour) for font, part in parts]


def pieces_of(runs: Runs, style: TextStyle, look: Look, node: Node | None) -> list[Piece]:
    """The runs in the faces they need; the node of a link joins `node` when it is drawn."""
    pieces: list[Piece] = []
    for run in runs:
        if isinstance(run, LineBreak):
            pieces.append(Piece("\n", pdf_fonts.face(family=style.family), style.colour))
        elif isinstance(run, Link):
            link = LinkTo(run.url, run.text, Node("Link", joins=node))
            parts = pdf_fonts.in_fonts(run.text, style.bold, style.italic, style.family)
            pieces += [Piece(part, font, look.link, link) for font, part in parts]
        else:
            bold, italic = style.bold or run.bold, style.italic or run.italic
            parts = pdf_fonts.in_fonts(run.text, bold, italic, style.family)
            pieces += [Piece(part, font, style.colour) for font, part in parts]
    return pieces


@dataclass
class Maker:
    """Makes the items of a document, and the nodes they are drawn for."""

    document: Document
    look: Look
    root: Node
    pages: dict[str, int] = field(
        default_factory=dict
    )  # bookmark -> page number, filled by drawing
    orientation: str = ""
    count: int = 0  # of headings so far

    def items(self) -> list[Item | NewPage]:
        """Everything in order."""
        self.orientation = self.document.orientation
        made = self._opening()
        blocks = self.document.blocks
        for place, block in enumerate(blocks):
            fresh = self._block(block)
            if place + 1 < len(blocks) and introduces(block, blocks[place + 1]):
                for item in fresh:
                    if isinstance(item, Para):
                        item.keep_next = True
            made += fresh
        return made

    @property
    def width(self) -> float:
        return self.look.body_box(self.orientation)[0]

    def _opening(self) -> list[Item | NewPage]:
        """Letterhead, title and the line under it, as far as the document has them."""
        document, look = self.document, self.look
        made: list[Item | NewPage] = []
        if look.paper:
            made.append(PaperHead.of(look, look.paper, self.orientation, self.root))
        if document.organisation or document.logo:
            made.append(Letterhead.of(document, look, self.root))
        if document.shows_title:
            made.append(self._heading(1, document.title))
        if document.about:
            made.append(self._para("P", (Text(document.about),), look.about))
        return made

    def _para(self, kind: str, runs: Runs, style: TextStyle, parent: Node | None = None) -> Para:
        node = (parent or self.root).add(kind)
        return Para(pieces_of(runs, style, self.look, node), style, node)

    def _heading(self, level: int, text: str, style: TextStyle | None = None) -> Para:
        style = style or self.look.headings[level - 1]
        para = Para(plain_pieces(text, style), style, self.root.add(f"H{level}"))
        para.bookmark = (f"heading{self.count}", text, level - 1)
        if style.fill:
            para.box = Box(style.fill, style.fill, 0, 4)
        self.count += 1
        return para

    def _block(self, block: Block) -> list[Item | NewPage]:
        look = self.look
        match block:
            case Heading():
                style = heading_style(self.document, block, look)
                return [self._heading(block.level, block.text, style)]
            case Paragraph():
                return [self._para("P", block.runs, look.body)]
            case ListBlock():
                return list(self._list(block, self.root, 0))
            case Table():
                return [self._grid(block, column_widths(block, self.width, look))]
            case KeyValue():
                return [self._grid(as_table(block), fact_widths(block, self.width, look))]
            case Image():
                return self._figure(block)
            case Callout():
                return [self._callout(block)]
            case Section():
                self.orientation = block.orientation
                return [NewPage(block.orientation)]
            case PageBreak():
                return [NewPage()]
            case SignatureBlock():
                return self._signatures(block)
            case Contents():
                return self._contents(block)
            case _:
                raise TypeError(f"{type(block).__name__} has not been arranged")

    def _list(self, block: ListBlock, parent: Node, depth: int) -> list[Item]:
        style, look = self.look.list_item, self.look
        numbering = "Decimal" if block.ordered else "Disc"
        top = parent.add("L", attributes=f"<</O /List /ListNumbering /{numbering}>>")
        made: list[Item] = []
        for number, item in enumerate(block.items, 1):
            one = top.add("LI")
            mark = f"{number}." if block.ordered else BULLETS[depth]
            label = Label(tuple(plain_pieces(mark, style)), one.add("Lbl"))
            body = one.add("LBody")
            para = self._para("P", item.runs, style, body)
            para.indent = look.list_indent * (depth + 1)
            para.label = label
            made.append(para)
            if item.children:
                made += self._list(item.children, body, depth + 1)
        if depth == 0:
            made[-1].after = look.body.after
        return made

    def _grid(self, table: Table, widths: tuple[float, ...]) -> Grid:
        top = self.root.add("Table")
        caption = None
        if table.caption:
            caption = self._para("Caption", (Text(table.caption),), self.look.caption, top)
        head = top.add("THead").add("TR")
        labels = [head.add("TH", attributes="<</O /Table /Scope /Column>>") for _ in table.columns]
        body = top.add("TBody")
        names = self.look.row_head if has_bold_names(table) else self.look.cell
        rows = [self._row(table, row, body.add("TR"), names) for row in table.rows]
        for row, lines in zip(rows, table.room, strict=False):
            row.least = lines * self.look.writing_line
        header, repeat = self._header(table, labels), self._header(table, [None] * len(labels))
        page = self.look.body_box(self.orientation)[1]
        return Grid(caption, header, repeat, rows, widths, self.look, page)

    def _header(self, table: Table, nodes: Sequence[Node | None]) -> Row:
        styles = [self._aligned(self.look.cell_head, column.kind) for column in table.columns]
        return Row(
            [
                Para(plain_pieces(column.label, style), style, node)
                for column, style, node in zip(table.columns, styles, nodes, strict=True)
            ]
        )

    def _row(self, table: Table, row: Sequence[Runs], parent: Node, naming: TextStyle) -> Row:
        cells: list[Para] = []
        for place, (column, runs) in enumerate(zip(table.columns, row, strict=True)):
            names = table.row_header and place == 0
            scope = "<</O /Table /Scope /Row>>" if names else ""
            node = parent.add("TH" if names else "TD", attributes=scope)
            style = self._aligned(naming if names else self.look.cell, column.kind)
            cells.append(Para(pieces_of(runs, style, self.look, node), style, node))
        return Row(cells)

    def _aligned(self, style: TextStyle, kind: ColumnKind) -> TextStyle:
        return replace(style, align="right") if kind is ColumnKind.NUMBER else style

    def _figure(self, image: Image) -> list[Item | NewPage]:
        node = None if image.decorative else self.root.add("Figure", alt=image.alt)
        figure = Figure(image, node, self.look.body_box(self.orientation), bool(image.caption))
        if not image.caption:
            return [figure]
        return [figure, self._para("Caption", (Text(image.caption),), self.look.picture_caption)]

    def _callout(self, block: Callout) -> Para:
        look = self.look
        words = (Text(f"{block.kind}: ", bold=True), *block.runs)
        para = self._para("P", words, look.callout)
        para.box = Box(
            look.callout_fill, look.callout_bar, look.callout_bar_width, look.callout_pad
        )
        return para

    def _signatures(self, block: SignatureBlock) -> list[Item | NewPage]:
        made: list[Item | NewPage] = []
        for who in block.signatories:
            if block.lines:
                line = self._para("P", (Text("Signed: Date:"),), self.look.signature)
                made.append(SignLine(line, self.look))
            style = self.look.signatory if block.lines else self.look.letter_signatory
            signatory = self._para("P", block.named(who), style)
            signatory.keep_next = who is not block.signatories[-1]
            made.append(signatory)
        return made

    def _contents(self, block: Contents) -> list[Item | NewPage]:
        made: list[Item | NewPage] = [self._heading(2, block.title)]
        listed = listed_headings(block, self.document)
        top = self.root.add("TOC") if listed else self.root
        for number, level, text in listed:
            node = top.add("TOCI").add("Reference")
            key = f"heading{number}"
            link = LinkTo(f"#{key}", text, Node("Link", joins=node))
            style = self.look.contents
            pieces = [replace(piece, link=link) for piece in plain_pieces(text, style)]
            para = Para(pieces, style, node, indent=self.look.list_indent * (level - 2))
            made.append(ContentsLine(para, key, self.pages))
        return made
