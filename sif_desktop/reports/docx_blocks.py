"""Blocks as Word XML, in the styles of the base template."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt
from lxml.etree import _Element

from sif_desktop.reports.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Heading,
    Image,
    KeyValue,
    LineBreak,
    ListBlock,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Section,
    SignatureBlock,
    Table,
    Text,
    listed_headings,
)
from sif_desktop.reports.docx_base import NUMBER_LIST, W, twips
from sif_desktop.reports.docx_read import PAGE_OF
from sif_desktop.reports.docx_table import table_xml
from sif_desktop.reports.docx_xml import (
    field_code,
    field_mark,
    make,
    paragraph,
    parsed,
    words,
    words_xml,
)
from sif_desktop.reports.layout import (
    as_table,
    column_widths,
    fact_widths,
    heading_style,
    logo_box,
    picture_box,
)
from sif_desktop.reports.look import Look, TextStyle
from sif_desktop.reports.pdf_writer import heading_pages
from sif_desktop.reports.picture_files import ready

_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_ID = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


class BodyMaker:
    """Makes the paragraphs and tables of a document's body; `file` is python-docx's document."""

    def __init__(self, document: Document, look: Look, file: Any) -> None:
        self.document, self.look, self.file = document, look, file
        self.orientation: str = document.orientation
        self.headings = 0
        self.has_contents = any(isinstance(block, Contents) for block in document.blocks)
        self.pictures = 0

    def opening(self) -> list[_Element]:
        """Letterhead, title and the line under it, as far as the document has them."""
        document = self.document
        made: list[_Element] = []
        if document.organisation or document.logo:
            made.append(self._letterhead())
        if document.shows_title:
            made.append(self._heading(1, document.title))
        if document.about:
            made.append(paragraph("About", [words(document.about)]))
        return made

    def block(self, block: Block) -> list[_Element]:
        """The elements of one block; sections and page breaks are the writer's."""
        match block:
            case Heading():
                made = self._heading(block.level, block.text)
                style = heading_style(self.document, block, self.look)
                if style is not self.look.headings[block.level - 1]:
                    _sized(made, style)
                return [made]
            case Paragraph():
                return [paragraph("Normal", self.runs(block.runs))]
            case ListBlock():
                return self._list(block, 0)
            case Table():
                return self._table(block, column_widths(block, self.width, self.look))
            case KeyValue():
                widths = fact_widths(block, self.width, self.look)
                return self._table(as_table(block), widths)
            case Image():
                return self._picture(block)
            case Callout():
                runs = [words(f"{block.kind}: ", bold=True), *self.runs(block.runs)]
                return [paragraph("Callout", runs)]
            case SignatureBlock():
                return self._signatures(block)
            case Contents():
                return self._contents(block)
            case Section() | PageBreak():
                return []
            case _:
                raise TypeError(f"{type(block).__name__} has not been arranged")

    @property
    def width(self) -> float:
        return self.look.body_box(self.orientation)[0]

    def runs(self, runs: Runs) -> list[_Element]:
        """The runs of one paragraph."""
        return parsed(self._runs_xml(runs))

    def _runs_xml(self, runs: Runs) -> str:
        return "".join(map(self._run_xml, runs))

    def _run_xml(self, run: Run) -> str:
        if isinstance(run, Text):
            return words_xml(run.text, run.bold, run.italic)
        if isinstance(run, LineBreak):
            return words_xml("\n")
        relation = self.file.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        said = words_xml(run.text, style="Hyperlink")
        return f'<w:hyperlink w:history="1" r:id="{relation}">{said}</w:hyperlink>'

    def _heading(self, level: int, text: str) -> _Element:
        runs = [words(text)]
        if self.has_contents:
            number = self.headings
            start = make("bookmarkStart", id=number, name=_bookmark(number))
            runs = [start, *runs, make("bookmarkEnd", id=number)]
        self.headings += 1
        return paragraph(f"Heading{level}", runs)

    def _list(self, block: ListBlock, depth: int) -> list[_Element]:
        number = self._new_numbering(depth) if block.ordered else 1
        made: list[_Element] = []
        for item in block.items:
            place = make("numPr", make("ilvl", val=depth), make("numId", val=number))
            made.append(paragraph("ListParagraph", self.runs(item.runs), place))
            made += self._list(item.children, depth + 1) if item.children else []
        return made

    def _new_numbering(self, depth: int) -> int:
        """A numbering of its own, or numbers would run on from the list before."""
        numbering = self.file.part.numbering_part.element
        number = max(int(one.numId) for one in numbering.num_lst) + 1
        restart = make("lvlOverride", make("startOverride", val=1), ilvl=depth)
        numbering.append(make("num", make("abstractNumId", val=NUMBER_LIST), restart, numId=number))
        return number

    def _table(self, table: Table, widths: tuple[float, ...]) -> list[_Element]:
        caption = [paragraph("Caption", [words(table.caption)])] if table.caption else []
        return [*caption, table_xml(table, widths, self._runs_xml, self.look.writing_line)]

    def _picture(self, image: Image) -> list[_Element]:
        picture = ready(image.data)
        room = self.look.body_box(self.orientation)
        box = picture_box(image, (picture.width, picture.height), room)
        run = self._inline(picture.data, box, image.alt)
        keep = [make("keepNext"), make("spacing", after=0)] if image.caption else []
        made = [paragraph("Picture", [run], *keep)]
        if image.caption:
            made.append(paragraph("PictureCaption", [words(image.caption)]))
        return made

    def _inline(self, data: bytes, box: tuple[float, float], alt: str) -> _Element:
        """A picture in the line of text; without `alt` it is marked as decorative."""
        inline = self.file.part.new_pic_inline(BytesIO(data), Pt(box[0]), Pt(box[1]))
        self.pictures += 1
        for properties in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
            properties.set("id", str(self.pictures))
            properties.set("name", f"Picture {self.pictures}")
        inline.docPr.set("descr", alt)
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # left out, some readers leave a margin
        if not alt:
            inline.docPr.append(_decorative(inline.docPr))
        return make("r", make("drawing", inline))

    def _letterhead(self) -> _Element:
        document = self.document
        runs = [words(document.organisation)] if document.organisation else []
        if document.logo:
            logo = self._inline(
                ready(document.logo).data, logo_box(document, self.look), document.logo_alt
            )
            runs += [words("\t"), logo]
        return paragraph("Letterhead", runs)

    def _signatures(self, block: SignatureBlock) -> list[_Element]:
        made: list[_Element] = []
        for who in block.signatories:
            if block.lines:
                made.append(paragraph("SignatureLine", [words("Signed: \t\tDate: \t")]))
            keep = [] if who is block.signatories[-1] else [make("keepNext")]
            style = "Signatory" if block.lines else "LetterSignatory"
            made.append(paragraph(style, self.runs(block.named(who)), *keep))
        return made

    def _contents(self, block: Contents) -> list[_Element]:
        """A contents field, filled already with the pages of the PDF; Word fills it anew only when
        asked."""
        made = [self._heading(2, block.title)]
        pages = heading_pages(self.document, self.look)
        entries = [
            paragraph(f"Toc{level}", [self._entry(number, text, pages[number])], self._dots())
            for number, level, text in listed_headings(block, self.document)
        ]
        if entries:
            code = rf'TOC \o "2-{block.depth}" \h \z'
            opening = [field_mark("begin"), field_code(code), field_mark("separate")]
            for place, mark in enumerate(opening, 1):
                entries[0].insert(place, mark)
            entries[-1].append(field_mark("end"))
        return [*made, *entries]

    def _entry(self, number: int, text: str, page: int) -> _Element:
        """A heading's words and the number of its page, linked to it."""
        place = _bookmark(number)
        shown = (field_mark("separate"), words(str(page)), field_mark("end"))
        field = (field_mark("begin"), field_code(rf"{PAGE_OF} {place} \h"), *shown)
        return make("hyperlink", words(f"{text}\t"), *field, anchor=place, history=1)

    def _dots(self) -> _Element:
        return make("tabs", make("tab", val="right", leader="dot", pos=twips(self.width)))


def _sized(heading: _Element, style: TextStyle) -> None:
    """Make a heading of a letter no larger than a letter's headings are."""
    heading[0].append(make("spacing", before=twips(style.before), after=twips(style.after)))
    for run in heading.iter(f"{{{W}}}r"):
        size, colour = round(style.size * 2), make("color", val=style.colour)
        run.insert(0, make("rPr", colour, make("sz", val=size), make("szCs", val=size)))


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"


def _decorative(parent: Any) -> _Element:
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    extensions = parent.makeelement(f"{{{main}}}extLst")
    extension = parent.makeelement(f"{{{main}}}ext", {"uri": _DECORATIVE_ID})
    mark = parent.makeelement(
        f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE}
    )
    extension.append(mark)
    extensions.append(extension)
    made: _Element = extensions
    return made
