"""Items that are more than a paragraph: letterhead, figure, line to sign on, contents."""

from __future__ import annotations

from dataclasses import dataclass

from sif_desktop.reports import pdf_fonts
from sif_desktop.reports.blocks import Document, Image
from sif_desktop.reports.layout import logo_box, picture_box
from sif_desktop.reports.look import Look
from sif_desktop.reports.pdf_canvas import Stretch, TagCanvas
from sif_desktop.reports.pdf_flow import Item, Para, Piece
from sif_desktop.reports.pdf_tags import Node
from sif_desktop.reports.picture_files import ready


@dataclass(eq=False)
class Letterhead(Item):
    """The organisation's name at the left, its logo at the right, a rule under both."""

    name: Para | None
    logo: bytes
    node: Node | None
    box: tuple[float, float]
    look: Look

    @classmethod
    def of(cls, document: Document, look: Look, parent: Node) -> Letterhead:
        style, name = look.organisation, None
        if document.organisation:
            parts = pdf_fonts.in_fonts(document.organisation, style.bold, family=style.family)
            pieces = [Piece(part, font, style.colour) for font, part in parts]
            name = Para(pieces, style, parent.add("P"))
        node = parent.add("Figure", alt=document.logo_alt) if document.logo else None
        made = cls(name, document.logo, node, logo_box(document, look), look)
        made.after = look.letterhead_after
        return made

    def _name_width(self, width: float) -> float:
        return width - (self.box[0] + 16 if self.logo else 0)

    def measure(self, width: float) -> float:
        words = self.name.measure(self._name_width(width)) if self.name else 0.0
        return max(words, self.box[1]) + 8

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        bottom = top - self.measure(width)
        if self.name:
            room = self._name_width(width)
            self.name.draw(canvas, x, bottom + 8 + self.name.measure(room), room)
        if self.logo:
            across, down = self.box
            place = (x + width - across, bottom + 8, across, down)
            canvas.picture(ready(self.logo).data, place, self.node)
        canvas.hairline(x, bottom, x + width, self.look.accent, 1.2)


@dataclass(eq=False)
class Figure(Item):
    """A picture, for its node or, if decorative, an artifact."""

    image: Image
    node: Node | None
    room: tuple[float, float]
    captioned: bool

    def __post_init__(self) -> None:
        self.before = 6.0
        self.after = 0.0 if self.captioned else 9.0
        self.keep_next = self.captioned
        picture = ready(self.image.data)
        self.size = picture_box(self.image, (picture.width, picture.height), self.room)

    def measure(self, width: float) -> float:
        return self.size[1]

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        across, down = self.size
        canvas.picture(ready(self.image.data).data, (x, top - down, across, down), self.node)


@dataclass(eq=False)
class SignLine(Item):
    """“Signed:” and “Date:”, each with a line to write on."""

    para: Para
    look: Look

    def __post_init__(self) -> None:
        self.before, self.after = self.para.before, self.para.after
        self.keep_next = True

    def measure(self, width: float) -> float:
        return self.para.style.leading

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        style = self.para.style
        font = pdf_fonts.face(family=style.family)
        y = top - style.leading * 0.75
        end, far = x + self.look.sign_width * 1.3, x + self.look.sign_width * 2.1
        parts = ("Signed: ", x, end), ("Date:", end + 16, far)
        canvas.write_lines(
            style.size,
            [
                (start, y, [Stretch(word, font, style.colour, self.para.node)])
                for word, start, _ in parts
            ],
        )
        for word, start, stop in parts:
            begin = start + pdf_fonts.width(word, font, style.size) + 3
            canvas.hairline(begin, y - 2, min(stop, x + width), self.look.muted, 0.6)


@dataclass(eq=False)
class ContentsLine(Item):
    """A heading's words, linked to it, and its page number at the right, an artifact."""

    para: Para
    key: str
    pages: dict[str, int]

    def __post_init__(self) -> None:
        self.before, self.after = self.para.before, self.para.after

    def measure(self, width: float) -> float:
        return self.para.measure(width - 36)

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        self.para.draw(canvas, x, top, width - 36)
        style = self.para.style
        baseline = top - (style.leading - style.size) / 2 - style.size * 0.82
        pages, key = self.pages, self.key
        canvas.late_words(x + width, baseline, lambda: str(pages.get(key, "")), style)
