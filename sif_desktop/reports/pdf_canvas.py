"""A canvas on which nothing can be painted untagged.

Words and pictures are painted for a node of the structure tree; whatever is painted for none
(rules, fills, running headers, page numbers) becomes an artifact, which a screen reader passes
over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from math import ceil
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from sif_desktop.reports import pdf_fonts, pdf_script
from sif_desktop.reports.look import TextStyle
from sif_desktop.reports.pdf_tags import Node, Tree
from sif_desktop.reports.pdf_words import Encoder, rgb

_PAINT = (
    *("arc", "bezier", "circle", "cross", "doForm", "drawImage", "drawInlineImage", "drawPath"),
    *("ellipse", "grid", "line", "lines", "linearGradient", "radialGradient", "rect", "roundRect"),
    *("shade", "wedge", "drawText"),
)
_NO_DATE = date(2000, 1, 1)
_HEADER = "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
_FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
_LAYOUT = "/Artifact <</Type /Layout>> BDC"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    lang: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in one font and colour, and the node they are said by (None: an artifact)."""

    text: str
    font: str
    colour: str
    node: Node | None


def _paints(name: str) -> Callable[..., Any]:
    """The canvas's own operator `name`, inside a marked section if none is open."""
    original = getattr(Canvas, name)

    def paint(self: TagCanvas, *args: Any, **options: Any) -> Any:
        if self.marking or self.in_form:
            return original(self, *args, **options)
        with self.marked(None):
            return original(self, *args, **options)

    paint.__name__ = name
    return paint


class TagCanvas(Canvas):
    """reportlab's canvas with a structure tree; points from the bottom left of the page."""

    # reportlab's own, which its type stubs leave out
    _annotationrefs: list[Any]
    _bookmarkReference: Callable[[str], object]  # noqa: N815
    _code: list[str]
    _doc: Any
    _pageNumber: int  # noqa: N815
    _pagesize: tuple[float, float]

    def __init__(self, target: IO[bytes], size: tuple[float, float], facts: Facts) -> None:
        pdf_fonts.register()
        rl_config.useA85 = 0  # text encoding of streams, a quarter larger for nothing
        rl_config.pdfComments = 0
        self.tree = Tree()
        self.facts = facts
        self.marking = False
        self.in_form = False
        self.furniture = False  # what is painted now stands on every page
        self._late: list[tuple[str, Callable[[], str], TextStyle, float]] = []
        super().__init__(
            target,
            pagesize=size,
            invariant=True,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=facts.lang,
            initialFontName=pdf_fonts.face(),  # type: ignore[arg-type]  # the stub is wrong
        )
        self._encoder = Encoder(self._doc)

    @property
    def page(self) -> int:
        """The current page, counted from 0."""
        return self._pageNumber - 1

    @contextmanager
    def marked(self, node: Node | None, y: float = 0.0) -> Iterator[None]:
        """All that is painted within belongs to `node`, or is an artifact at the height `y`."""
        self._code.append(self.opening(node, y))
        self.marking = True
        try:
            yield
        finally:
            self.marking = False
            self._code.append("EMC")

    def opening(self, node: Node | None, y: float = 0.0) -> str:
        """The operator that opens a marked section at this height."""
        if node is not None:
            return f"/{node.kind} <</MCID {self.tree.mark(node, self.page)}>> BDC"
        if not self.furniture:
            return _LAYOUT
        return _HEADER if y > self._pagesize[1] / 2 else _FOOTER

    # --- painting -------------------------------------------------------------------------------

    def write_lines(self, size: float, lines: list[tuple[float, float, list[Stretch]]]) -> None:
        """Lines of text, each with the (x, y) of its baseline's start."""
        code = ["BT"]
        owner: Node | None = None
        is_open = False
        colour = ""
        for x, y, words in lines:
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for part in words:
                if not self.in_form and (not is_open or part.node is not owner):
                    code += ["EMC"] * is_open + [self.opening(part.node, y)]
                    owner, is_open = part.node, True
                if part.colour != colour:
                    colour = part.colour
                    code.append(f"{rgb(colour)} rg")
                x = self._say(code, part, size, x, y)
        code += ["EMC"] * is_open + ["ET"]
        self._code.append("\n".join(code))

    def _say(self, code: list[str], part: Stretch, size: float, at: float, y: float) -> float:
        """Put the words of `part` down from `at`; where they end is returned."""
        if part.text.isascii():
            code.append(self._encoder.shown(part.text, part.font, size))
            return at + pdf_fonts.width(part.text, part.font, size)
        for place, run in enumerate(pdf_script.RUN.split(part.text)):
            end = at + pdf_fonts.width(run, part.font, size)
            if place % 2 == 0:
                code.append(self._encoder.shown(run, part.font, size))
            else:
                right = end
                for char in run:
                    right -= pdf_fonts.width(char, part.font, size)
                    code.append(f"1 0 0 1 {right:.2f} {y:.2f} Tm")
                    code.append(self._encoder.shown(char, part.font, size))
                code.append(f"1 0 0 1 {end:.2f} {y:.2f} Tm")
            at = end
        return at

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, always an artifact."""
        box = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f"
        self._code.append(f"{self.opening(None, y)} {rgb(colour)} rg {box} EMC")

    def hairline(self, x: float, y: float, end: float, colour: str, weight: float = 0.5) -> None:
        """A level line from (x, y) to (end, y), always an artifact."""
        line = f"{weight:g} w {x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S"
        self._code.append(f"{self.opening(None, y)} {rgb(colour)} RG {line} EMC")

    def picture(
        self, data: bytes, box: tuple[float, float, float, float], node: Node | None
    ) -> None:
        """PNG or JPEG `data` in `box` (x, y, width, height)."""
        x, y, width, height = box
        image = ImageReader(BytesIO(data))
        if node is not None:
            edges = f"{x:.2f} {y:.2f} {x + width:.2f} {y + height:.2f}"
            node.attributes = f"<</O /Layout /Placement /Block /BBox [{edges}]>>"
        with self.marked(node):
            self.drawImage(image, x, y, width, height)

    def link(
        self, node: Node, target: str, says: str, box: tuple[float, float, float, float]
    ) -> None:
        """A rectangle (left, bottom, right, top) that opens `target`: an address, or #bookmark."""
        entries: dict[str, object] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([round(edge, 2) for edge in box]),
            "Border": PDFArray([0, 0, 0]),
            "Contents": PDFString(says),
            "F": 4,
        }
        if target.startswith("#"):
            entries["Dest"] = self._bookmarkReference(target[1:])
        else:
            action = {"S": PDFName("URI"), "URI": PDFString(target)}
            entries["A"] = PDFDictionary(action)
        name = f"Link{len(self.tree.annotations)}"
        entries["StructParent"] = self.tree.annotate(node, self.page, name)
        self._annotationrefs.append(self._doc.Reference(PDFDictionary(entries), name))

    def late_words(
        self, x: float, y: float, words: Callable[[], str], style: TextStyle, share: float = 1.0
    ) -> None:
        """Words known only at the end (a page total), as an artifact. `share` of their width lies
        before `x`: all of it, or 0.5 if they stand in the middle."""
        name = f"Late{len(self._late)}"
        self._late.append((name, words, style, share))
        self.saveState()
        self.translate(x, y)
        self.doForm(name)
        self.restoreState()

    # --- the file -------------------------------------------------------------------------------

    def _setAnnotations(self, page: Any) -> None:
        page.Annots = self._annotationrefs
        if self.in_form:
            return
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        page.StructParents = 2 * self.page
        while len(self.tree.pages) <= self.page:
            self.tree.pages.append([])

    def _draw_late(self) -> None:
        self.in_form = True
        for name, late, style, share in self._late:
            text, size = late(), style.size
            room = pdf_fonts.text_width(text, size, style.bold, style.family)
            start, end = room * share, room * (1 - share)
            self.beginForm(name, -ceil(start) - 1, -ceil(size / 2), ceil(end) + 1, ceil(size * 1.5))
            words = [
                Stretch(part, font, style.colour, None)
                for font, part in pdf_fonts.in_fonts(text, style.bold, style.italic, style.family)
            ]
            self.write_lines(size, [(-start, 0, words)])
            self.endForm()
        self.in_form = False

    def save(self) -> None:
        """Close the last page, then write structure and metadata, then the file."""
        if self._code:
            self.showPage()
        self._draw_late()
        self._describe()
        super().save()

    def _describe(self) -> None:
        facts, day = self.facts, self.facts.day or _NO_DATE
        self.setTitle(facts.title)
        self.setAuthor(facts.author)
        self.setSubject(facts.subject)
        self.setCreator("SIF Desktop")
        self.setProducer("SIF Desktop")
        self.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
        self.setViewerPreference("DisplayDocTitle", "true")
        catalogue = self._doc.Catalog
        catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
        catalogue.StructTreeRoot = self.tree.write(self._doc)
        catalogue.Metadata = XMP(creator=lambda _: _metadata(facts, day))


def _metadata(facts: Facts, day: date) -> bytes:
    """The XMP packet: the same facts as the information dictionary, and PDF/UA-1 claimed."""
    stamp = f"{day.isoformat()}T00:00:00Z"

    def one(tag: str, value: str) -> str:
        words = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
        return f"<{tag}><rdf:Alt>{words}</rdf:Alt></{tag}>" if value else ""

    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(facts.author)}</rdf:li></rdf:Seq></dc:creator>"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        f"{one('dc:title', facts.title)}{one('dc:description', facts.subject)}"
        f"{author if facts.author else ''}"
        f"<dc:language><rdf:Bag><rdf:li>{escape(facts.lang)}</rdf:li></rdf:Bag></dc:language>\n"
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
        "<xmp:CreatorTool>SIF Desktop</xmp:CreatorTool><pdf:Producer>SIF Desktop</pdf:Producer>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


for _name in _PAINT:
    setattr(TagCanvas, _name, _paints(_name))
