"""A header or footer made of plain paragraphs only.

Text boxes, floating pictures and tables become paragraphs in frames, which stand in the same place
but are read in order by everybody; what cannot be kept is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from sif_desktop.reports.clean import clean_text
from sif_desktop.reports.docx_base import PAGE_HEAD, PAGE_LINE, twips
from sif_desktop.reports.docx_read import attribute, tag
from sif_desktop.reports.house_style.colours import LEAST, WHITE, readable
from sif_desktop.reports.house_style.faults import Faults
from sif_desktop.reports.house_style.fields import FieldReader
from sif_desktop.reports.house_style.head_xml import (
    add,
    close_up,
    copied,
    frame,
    has_content,
    inline_picture,
    is_framed,
    number_fields,
    picture_height,
    put_property,
    run_of,
    text_of,
)
from sif_desktop.reports.house_style.mend import set_colour
from sif_desktop.reports.house_style.package import Package
from sif_desktop.reports.house_style.pictures import Pictures
from sif_desktop.reports.house_style.shapes import MC, Shape, Spot, shapes_of
from sif_desktop.reports.house_style.sheet import Sheet
from sif_desktop.reports.house_style.styles import Styles, number, points
from sif_desktop.reports.look import contrast
from sif_desktop.reports.pdf_fonts import drawable

PAPER_TEXT = "PaperText"  # the style of paragraphs that have none of their own
_INSET_X, _INSET_Y = 7.2, 3.6  # between the edge of a text box and its words
_SMALL = 8.0
_PARAGRAPH = ("pBdr", "shd", "tabs", "spacing", "ind", "jc")
_RUN = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "sz", "szCs", "u")
_WRAPPERS = {tag(n) for n in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdtContent")}
_DRAWN = {tag("drawing"), tag("pict"), tag("object"), f"{MC}AlternateContent"}


@dataclass(slots=True)
class Letterhead:
    """Reads one part; `where` is how an officer would name it."""

    package: Package
    part: str
    where: str
    styles: Styles
    sheet: Sheet
    pictures: Pictures
    faults: Faults
    fields: FieldReader = field(init=False)

    def __post_init__(self) -> None:
        self.fields = FieldReader(self.where, self.faults)

    def paragraphs(self) -> list[_Element]:
        """Its paragraphs in reading order."""
        root = self.package.root(self.part)
        made = list(self._blocks(root)) if root is not None else []
        while made and not has_content(made[-1]) and not is_framed(made[-1]):
            made.pop()
        if made and is_framed(made[-1]):
            made.append(self._foot_of_frames())
        self._count_pages(made)
        return made

    def _foot_of_frames(self) -> _Element:
        """Frames need a paragraph to stand at; this one takes next to no room."""
        made = etree.Element(tag("p"))
        made.append(self._properties(None))
        add(made[0], "spacing", before=0, after=0, line=20, lineRule="exact")
        return made

    def _count_pages(self, made: Sequence[_Element]) -> None:
        """“Page 2” becomes “Page 2 of 5”."""
        shown = [one for line in made for one in line.iter(tag("fldSimple"))]
        if not shown or any(attribute(one, "instr") == "NUMPAGES" for one in shown):
            return
        for one in shown:
            look = one.find(f"{tag('r')}/{tag('rPr')}")
            for more in reversed(number_fields((" of ", "NUMPAGES"), look)):
                one.addnext(more)
        self.faults.corrected(
            f"pages:{self.where}",
            f"{self.where.capitalize()} numbers the pages but does not say how many there are.",
            "“of” and the number of pages are added to it.",
        )

    def _blocks(self, parent: _Element, fill: str = "") -> Iterator[_Element]:
        for one in parent:
            if one.tag == tag("p") and not _is_ours(one):
                yield from self._paragraph(one, fill)
            elif one.tag == tag("tbl"):
                yield from self._table(one)
            elif one.tag == tag("sdt") or one.tag in _WRAPPERS:
                yield from self._blocks(one, fill)

    # --- paragraphs and words -------------------------------------------------------------------

    def _paragraph(self, old: _Element, fill: str) -> Iterator[_Element]:
        """The paragraph, after what floats at it; at a line break it is parted in two."""
        properties = self._properties(old.find(tag("pPr")), fill)
        floating: list[_Element] = []
        lines = [etree.Element(tag("p"))]
        self.fields.begin()
        self._inline(old, lines, floating, properties)
        yield from floating
        for place, line in enumerate(lines):
            own = deepcopy(properties)
            close_up(own, place > 0, place < len(lines) - 1)
            line.insert(0, own)
            yield line

    def _properties(self, old: _Element | None, fill: str = "") -> _Element:
        made = etree.Element(tag("pPr"))
        style = old.find(tag("pStyle")) if old is not None else None
        style_id = attribute(style, "val") if style is not None else ""
        known = style_id in self.styles.by_id and style_id != self.styles.normal
        add(made, "pStyle", val=style_id if known else PAPER_TEXT)
        for name in _PARAGRAPH:
            found = old.find(tag(name)) if old is not None else None
            if found is not None:
                made.append(copied(found))
        if fill and made.find(tag("shd")) is None:
            shade = etree.Element(tag("shd"))
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
                shade.set(tag(name), value)
            put_property(made, shade)
        return made

    def _inline(
        self, parent: _Element, lines: list[_Element], floating: list[_Element], look: _Element
    ) -> None:
        for one in parent:
            if one.tag == tag("r"):
                self._run(one, lines, floating, look)
            elif one.tag == tag("fldSimple"):
                self._field(one, lines, floating, look)
            elif one.tag == tag("sdt") or one.tag in _WRAPPERS:
                self._inline(one, lines, floating, look)

    def _field(
        self, one: _Element, lines: list[_Element], floating: list[_Element], look: _Element
    ) -> None:
        kept = self.fields.simple(attribute(one, "instr"))
        if kept is None:
            self._inline(one, lines, floating, look)
        else:
            first = one.find(tag("r"))
            lines[-1].extend(
                number_fields(kept, first.find(tag("rPr")) if first is not None else None)
            )

    def _run(
        self, old: _Element, lines: list[_Element], floating: list[_Element], look: _Element
    ) -> None:
        properties = self._run_properties(old.find(tag("rPr")), look)
        if properties is None:
            return
        for one in old:
            kept = self.fields.take(one)
            if kept:
                lines[-1].extend(number_fields(kept, properties))
            if self.fields.hides or one.tag in (tag("fldChar"), tag("instrText")):
                continue
            if one.tag == tag("br") and attribute(one, "type") in ("", "textWrapping"):
                lines.append(etree.Element(tag("p")))
            elif one.tag in (tag("tab"), tag("ptab")):
                self._tab(one, look)
                lines[-1].append(run_of(properties, etree.Element(tag("tab"))))
            elif one.tag == tag("t") and (text := drawable(clean_text(one.text or ""))):
                lines[-1].append(run_of(properties, text_of(text)))
            elif one.tag == tag("noBreakHyphen"):
                lines[-1].append(run_of(properties, text_of("-")))
            elif one.tag in _DRAWN:
                self._shapes(one, lines[-1], floating)

    def _tab(self, one: _Element, look: _Element) -> None:
        """A tab that keeps to the page's middle or edge gets the stop it means."""
        share = {"center": 0.5, "right": 1.0}.get(attribute(one, "alignment"), 0.0)
        if one.tag != tag("ptab") or not share:
            return
        tabs = look.find(tag("tabs"))
        if tabs is None:
            tabs = etree.Element(tag("tabs"))
            put_property(look, tabs)
        add(tabs, "tab", val=attribute(one, "alignment"), pos=twips(self.sheet.text_width * share))
        tabs[:] = sorted(tabs, key=lambda stop: points(stop, "pos") or 0.0)

    def _run_properties(self, old: _Element | None, look: _Element) -> _Element | None:
        """What is set by hand on a run, readable; None if the run is hidden."""
        made = etree.Element(tag("rPr"))
        for name in _RUN:
            found = old.find(tag(name)) if old is not None else None
            if found is not None:
                made.append(copied(found))
        style = made.find(tag("rStyle"))
        by_style = self.styles.chain(attribute(style, "val")) if style is not None else []
        if style is not None and not by_style:
            made.remove(style)
        name = attribute(look.find(tag("pStyle")), "val")  # type: ignore[arg-type]
        words = self.styles.words(name, *(one.find(tag("rPr")) for one in by_style), old)
        if words.hidden:
            return None
        self._check_words(words.size, words.colour or "000000", self._ground(look), made)
        return made

    def _ground(self, look: _Element) -> str:
        name = attribute(look.find(tag("pStyle")), "val")  # type: ignore[arg-type]
        return self.styles.setting(name, look).fill or WHITE

    def _check_words(self, size: float, colour: str, ground: str, made: _Element) -> None:
        if contrast(colour, ground) < LEAST:
            better = readable(colour, ground)
            holder = etree.Element(tag("style"))
            holder.append(made)
            set_colour(holder, better)
            self.faults.corrected(
                f"contrast:{self.where}:{colour}",
                f"Words in {self.where} are #{colour}, a contrast of "
                f"{contrast(colour, ground):.1f} to 1, where {LEAST} is needed to be read.",
                f"Documents use #{better} in its place.",
            )
        if size < _SMALL:
            self.faults.mend(
                f"small:{self.where}",
                f"Words in {self.where} are {size:g} points, too small for many to read.",
                "Set them to 8 points or more in the template and choose it again.",
            )

    # --- what is drawn --------------------------------------------------------------------------

    def _shapes(self, one: _Element, line: _Element, floating: list[_Element]) -> None:
        for shape in shapes_of(one, self.sheet):
            if self._is_ground(shape):
                continue
            if shape.relation:
                self._drawn_picture(shape, line, floating)
            elif shape.words is not None:
                floating.extend(self._boxed(shape))
            else:
                self.faults.left_out(
                    f"shape:{self.where}",
                    f"There is a drawn line or shape in {self.where}.",
                    "It is left out. Use a border of the paragraph, or a picture, in its place.",
                )

    def _is_ground(self, shape: Shape) -> bool:
        """Whether it lies behind the page's text, and so is left out."""
        sheet = self.sheet
        tall, wide = shape.height > sheet.height * 0.45, shape.width > sheet.width * 0.8
        if not (shape.watermark or tall or (shape.behind and wide and shape.height > 200)):
            return False
        self.faults.left_out(
            f"background:{self.where}",
            f"A watermark or large picture of {self.where} lies behind the text, which is then "
            "hard to read.",
            "It is left out. Marking and version stand in the documents' own lines.",
        )
        return True

    def _drawn_picture(self, shape: Shape, line: _Element, floating: list[_Element]) -> None:
        relation = self.package.relations(self.part).get(shape.relation)
        if relation is None or relation.external:
            self.faults.left_out(
                f"linked:{self.where}",
                f"A picture in {self.where} is not in the file but linked from elsewhere.",
                "It is left out. Insert the picture itself in the template.",
            )
            return
        try:
            data = self.package.data(relation.target)
        except KeyError:
            data = b""
        picture = self.pictures.take(data, shape.alt, self.where, shape.crop)
        if not picture:
            return
        self.pictures.drawn += 1
        size = (shape.width, shape.height)
        run = inline_picture(picture, self.pictures.found[picture].alt, size, self.pictures.drawn)
        if shape.spot is None:
            line.append(run)
            return
        self.faults.corrected(
            f"floating:{self.where}",
            f"A picture floats in {self.where}, beside the text instead of in it, where some "
            "readers' programs miss it.",
            "It stands in a paragraph of its own in the same place.",
        )
        holder = etree.Element(tag("p"))
        holder.append(self._properties(None))
        spacing = add(holder[0], "spacing", before=0, after=0, line=240, lineRule="auto")
        assert spacing is not None
        holder.append(run)
        frame(holder, shape.spot, shape.width)
        floating.append(holder)

    def _boxed(self, shape: Shape) -> list[_Element]:
        """The words of a text box, as paragraphs in a frame in its place."""
        assert shape.words is not None
        made = list(self._blocks(shape.words, self.styles.ground(shape.fill)))
        if not any(map(has_content, made)):
            return []
        said = " ".join("".join(t.text or "" for t in one.iter(tag("t"))) for one in made).strip()
        if said:
            self.faults.corrected(
                f"text_box:{self.where}:{said[:20]}",
                f"“{said[:40].strip()}” in {self.where} stands in a text box, which many readers' "
                "programs pass over.",
                "It stands in a paragraph in the same place.",
            )
        spot = shape.spot
        if spot is not None:
            inner = Spot(spot.x + _INSET_X, spot.y + _INSET_Y, spot.in_flow)
            for one in made:
                if not is_framed(one):
                    frame(one, inner, max(shape.width - 2 * _INSET_X, 20.0))
        return made

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: _Element) -> Iterator[_Element]:
        """Cells as paragraphs in the cells' places: of each row the tallest cell in the flow, so
        that what follows stands below it, the others in frames."""
        self.faults.corrected(
            f"table:{self.where}",
            f"The words of {self.where} stand in a table, which readers' programs announce as one.",
            "They stand in paragraphs in the same places.",
        )
        grid = [points(col, "w") or 0.0 for col in table.iter(tag("gridCol"))]
        shift = points(table.find(f"{tag('tblPr')}/{tag('tblInd')}"), "w") or 0.0
        for row in table.findall(tag("tr")):
            yield from self._row(row, grid, shift)

    def _row(self, row: _Element, grid: Sequence[float], left: float) -> Iterator[_Element]:
        cells: list[tuple[float, float, list[_Element], str]] = []
        place = 0
        for cell in row.findall(tag("tc")):
            span = cell.find(f"{tag('tcPr')}/{tag('gridSpan')}")
            count = max(round(number(attribute(span, "val"), 60)), 1) if span is not None else 1
            width = sum(grid[place : place + count]) or self.sheet.text_width / 2
            shade = cell.find(f"{tag('tcPr')}/{tag('shd')}")
            fill = self.styles.colour(shade, "fill", "Fill")
            made = list(self._blocks(cell, fill))
            if any(map(has_content, made)):
                cells.append((left, width, made, fill))
            left, place = left + width, place + count
        if len(cells) == 1 and cells[0][3]:  # a coloured bar across the page
            cells = [(0.0, self.sheet.text_width, *cells[0][2:])]
        tallest = max(cells, key=lambda cell: self._tall(cell[2]), default=None)
        for one in cells:
            if one is not tallest:
                yield from self._framed(*one[:3])
        if tallest is not None:
            yield from self._indented(*tallest[:3])

    def _tall(self, made: Sequence[_Element]) -> float:
        sizes = [picture_height(one) or 12.0 for one in made if not is_framed(one)]
        return sum(sizes)

    def _framed(self, left: float, width: float, made: list[_Element]) -> list[_Element]:
        for one in made:
            if not is_framed(one):
                frame(one, Spot(self.sheet.left + left, 0.0, True), width)
        return made

    def _indented(self, left: float, width: float, made: list[_Element]) -> list[_Element]:
        rest = max(self.sheet.text_width - left - width, 0.0)
        for one in made:
            properties = one.find(tag("pPr"))
            if properties is not None and not is_framed(one) and (left or rest > 1):
                for old in properties.findall(tag("ind")):
                    properties.remove(old)
                add(properties, "ind", left=twips(left), right=twips(rest))
        return made


def _is_ours(paragraph: _Element) -> bool:
    """Whether the template was made from a document of this program: its own lines come anew."""
    style = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
    return style is not None and attribute(style, "val") in (PAGE_LINE, PAGE_HEAD)
