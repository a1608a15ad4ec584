"""The structure tree of a tagged PDF: what each mark on the page means, in reading order.

Nodes are made from the document before anything is drawn; drawing only attaches marked content and
annotations to them. A node has content of its own or children, never both; the one exception is a
link, which joins its paragraph where its words are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference


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
    number: int = 0  # of its object in the file, given when written

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
        top = _Object()
        reference = document.Reference(top, "StructTreeRoot")
        numbers = document.idToObjectNumberAndVersion
        elements = [(node, _added(node, document)) for node in _walk(self.root)]
        above: dict[int, int] = {}
        for node, element in elements:
            parent = above.get(node.number, numbers["StructTreeRoot"][0])
            above |= {kid.number: node.number for kid in node.kids if isinstance(kid, Node)}
            element.text = _element(node, parent, numbers).encode()
        top.text = self._root().encode()
        return reference

    def _root(self) -> str:
        owners = {
            2 * page: f"[{' '.join(f'{node.number} 0 R' for node in nodes)}]"
            for page, nodes in enumerate(self.pages)
        }
        owners |= {
            2 * place + 1: f"{node.number} 0 R" for place, node in enumerate(self.annotations)
        }
        flat = " ".join(f"{key} {owners[key]}" for key in sorted(owners))
        return (
            f"<</Type /StructTreeRoot /K [{self.root.number} 0 R] /ParentTree <</Nums [{flat}]>>"
            f" /ParentTreeNextKey {2 * max(len(self.pages), len(self.annotations) + 1)}>>"
        )


class _Object(PDFObject):
    """An object whose text is made here: thousands of them, so not of reportlab's dictionaries."""

    text = b""

    def format(self, document: PDFDocument) -> bytes:
        return self.text


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _walk(kid)


def _added(node: Node, document: PDFDocument) -> _Object:
    """A new object of the file for `node`, which learns its number."""
    made = _Object()
    name = document.Reference(made).name
    node.number = document.idToObjectNumberAndVersion[name][0]
    return made


def _element(node: Node, parent: int, numbers: Mapping[str, tuple[int, int]]) -> str:
    pages = {kid.page for kid in node.kids if not isinstance(kid, Node)}
    page = pages.pop() if len(pages) == 1 else None
    entries = [f"<</Type /StructElem /S /{node.kind} /P {parent} 0 R"]
    if page is not None:
        entries.append(f"/Pg {numbers[f'Page{page + 1}'][0]} 0 R")
    entries.append(f"/K [{' '.join(_kid(kid, page, numbers) for kid in node.kids)}]")
    if node.alt:
        entries.append(f"/Alt <FEFF{node.alt.encode('utf-16-be').hex()}>")
    if node.attributes:
        entries.append(f"/A {node.attributes}")
    return " ".join(entries) + ">>"


def _kid(
    kid: Node | Mark | Annotation, page: int | None, numbers: Mapping[str, tuple[int, int]]
) -> str:
    """A kid; what stands on `page`, which its parent names, need not name it again."""
    if isinstance(kid, Node):
        return f"{kid.number} 0 R"
    where = "" if kid.page == page else f" /Pg {numbers[f'Page{kid.page + 1}'][0]} 0 R"
    if isinstance(kid, Annotation):
        return f"<</Type /OBJR{where} /Obj {numbers[kid.name][0]} 0 R>>"
    return f"<</Type /MCR{where} /MCID {kid.number}>>" if where else str(kid.number)
