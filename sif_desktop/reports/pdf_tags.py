"""The structure tree of a tagged PDF: what each mark on the page means, in reading order.

Nodes are made from the document before anything is drawn; drawing only attaches marked content and
annotations to them. A node has content of its own or children, never both; the one exception is a
link, which joins its paragraph where its words are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of content on one page; pages are counted from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's rectangle on one page."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class Node:
    """One element. `attributes` is the PDF text of its attribute object, `alt` its description."""

    kind: str
    alt: str = ""
    attributes: str = ""
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    joins: Node | None = None  # the parent it will stand under once it is drawn
    name: str = ""  # of its object in the file, given when written

    def add(self, kind: str, alt: str = "", attributes: str = "") -> Node:
        """A new last child."""
        child = Node(kind, alt, attributes)
        self.kids.append(child)
        return child


class Tree:
    """The tree of one file, and which nodes own the marks of each page."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.pages: list[list[Node]] = []
        self.annotations: list[Node] = []  # owner of each annotation, by its key

    def mark(self, node: Node, page: int) -> int:
        """Give `node` the next stretch of content on `page`; its number is returned."""
        if node.joins is not None:
            node.joins.kids.append(node)
            node.joins = None
        while len(self.pages) <= page:
            self.pages.append([])
        owners = self.pages[page]
        node.kids.append(Mark(page, len(owners)))
        owners.append(node)
        return len(owners) - 1

    def annotate(self, node: Node, page: int, name: str) -> int:
        """Give `node` the annotation object `name`; its key in the parent tree is returned.

        Keys of annotations are odd and those of pages even, so that neither needs to know how
        many of the other there will be.
        """
        node.kids.append(Annotation(page, name))
        self.annotations.append(node)
        return 2 * len(self.annotations) - 1

    def write(self, document: PDFDocument) -> PDFObjectReference:
        """Put the whole tree into `document`; the reference is for the catalogue."""
        self._name(self.root, 0)
        top = "StructTreeRoot"
        self._write_node(document, self.root, top)
        numbers: list[tuple[int, object]] = [
            (2 * page, PDFArray([PDFObjectReference(node.name) for node in owners]))
            for page, owners in enumerate(self.pages)
        ]
        numbers += [
            (2 * place + 1, PDFObjectReference(node.name))
            for place, node in enumerate(self.annotations)
        ]
        flat = [part for pair in sorted(numbers, key=lambda pair: pair[0]) for part in pair]
        entries = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFArray([PDFObjectReference(self.root.name)]),
            "ParentTree": PDFDictionary({"Nums": PDFArray(flat)}),
            "ParentTreeNextKey": 2 * max(len(self.pages), len(self.annotations) + 1),
        }
        return document.Reference(PDFDictionary(entries), top)

    def _name(self, node: Node, count: int) -> int:
        node.name = f"Tag{count}"
        for kid in node.kids:
            if isinstance(kid, Node):
                count = self._name(kid, count + 1)
        return count

    def _write_node(self, document: PDFDocument, node: Node, parent: str) -> None:
        entries: dict[str, object] = {
            "Type": PDFName("StructElem"),
            "S": PDFName(node.kind),
            "P": PDFObjectReference(parent),
            "K": PDFArray([_kid(kid) for kid in node.kids]),
        }
        if node.alt:
            entries["Alt"] = PDFString(node.alt)
        if node.attributes:
            entries["A"] = node.attributes
        document.Reference(PDFDictionary(entries), node.name)
        for kid in node.kids:
            if isinstance(kid, Node):
                self._write_node(document, kid, node.name)


def _kid(kid: Node | Mark | Annotation) -> object:
    if isinstance(kid, Node):
        return PDFObjectReference(kid.name)
    page = PDFObjectReference(f"Page{kid.page + 1}")
    if isinstance(kid, Mark):
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": kid.number})
    target = PDFObjectReference(kid.name)
    return PDFDictionary({"Type": PDFName("OBJR"), "Pg": page, "Obj": target})
