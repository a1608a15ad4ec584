"""Documents as tagged PDF that passes PDF/UA-1. The same document gives the same bytes.

The structure tree is made from the blocks before anything is drawn, so page breaks, repeated
headers and columns cannot disturb the reading order; pages are then filled in one pass.
"""

from __future__ import annotations

from io import BytesIO

from sif_desktop.reports.blocks import Document
from sif_desktop.reports.layout import arrange
from sif_desktop.reports.look import LOOK, Look
from sif_desktop.reports.pdf_blocks import Maker
from sif_desktop.reports.pdf_canvas import Facts, TagCanvas
from sif_desktop.reports.pdf_flow import Item, NewPage, Para
from sif_desktop.reports.pdf_furniture import Furniture
from sif_desktop.reports.pdf_paper import PaperFurniture
from sif_desktop.reports.pdf_tags import Node


def write_pdf(document: Document, look: Look = LOOK) -> bytes:
    """The bytes of `document` as a PDF file.

    Raises Problem if one of its pictures cannot be read.
    """
    printed = arrange(document, look)
    target = BytesIO()
    facts = Facts(
        printed.title,
        printed.author or printed.organisation,
        printed.subject,
        printed.lang,
        printed.date,
    )
    canvas = TagCanvas(target, look.page(printed.orientation), facts)
    maker = Maker(printed, look, canvas.tree.root)
    _DrawnPages(canvas, printed, look, maker.pages).fill(maker.items())
    canvas.save()
    return _packed(target)


def heading_pages(printed: Document, look: Look) -> list[int]:
    """The page on which each heading of an arranged document stands, in order, without drawing."""
    maker = Maker(printed, look, Node("Document"))
    _Pages(printed, look, maker.pages).fill(maker.items())
    return [maker.pages[f"heading{number}"] for number in range(maker.count)]


def _packed(target: BytesIO) -> bytes:
    """The same file with its structure compressed, about a third of the size."""
    import pikepdf

    packed = BytesIO()
    with pikepdf.open(target) as file:
        file.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()


class _Pages:
    """Fills pages with items, from the first to the last."""

    def __init__(self, document: Document, look: Look, bookmarks: dict[str, int]) -> None:
        self.look = look
        self.bookmarks = bookmarks
        self.orientation: str = document.orientation
        self.used = 0.0  # height taken on this page
        self.owed = 0.0  # space after the last item
        self.count = 1
        self.empty = True

    def fill(self, items: list[Item | NewPage]) -> None:
        for place, item in enumerate(items):
            if isinstance(item, NewPage):
                self._turn(item.orientation)
                continue
            if item.keep_next and not self.empty and self._chain(items[place:]) > self._space(item):
                self._turn()
            self._place(item)

    @property
    def _box(self) -> tuple[float, float]:
        return self.look.body_box(self.orientation)

    def _space(self, item: Item) -> float:
        """Height left for `item`, the space before it taken off."""
        before = 0.0 if self.empty else max(item.before, self.owed)
        return self._box[1] - self.used - before

    def _chain(self, items: list[Item | NewPage]) -> float:
        """The height that must stay together from the first of `items`, if a page can hold it."""
        width, height = self._box
        need, owed = 0.0, 0.0
        for place, item in enumerate(items):
            if isinstance(item, NewPage):
                break
            need += max(item.before, owed) if place else 0.0
            need += item.measure(width) if item.keep_next else item.least(width)
            owed = item.after
            if not item.keep_next or need > height:
                break
        return need if need <= height else 0.0

    def _place(self, item: Item) -> None:
        width = self._box[0]
        rest: Item | None = item
        while rest is not None:
            part: Item | None = rest
            space = self._space(rest)
            if rest.measure(width) <= space + 0.01:
                rest = None
            else:
                part, rest = rest.cut(width, space, self.empty)
            if part is not None:
                self._draw(part)
            if rest is not None:
                self._turn()

    def _draw(self, item: Item) -> None:
        self.used += 0.0 if self.empty else max(item.before, self.owed)
        if isinstance(item, Para) and item.bookmark:
            self.bookmarks[item.bookmark[0]] = self.count
        self._put(item)
        self.used += item.measure(self._box[0])
        self.owed, self.empty = item.after, False

    def _put(self, item: Item) -> None:
        """`item` stands below the height used."""

    def _turn(self, orientation: str | None = None) -> None:
        self.orientation = orientation or self.orientation
        self.used = self.owed = 0.0
        self.empty = True
        self.count += 1


class _DrawnPages(_Pages):
    """Pages drawn as they are filled."""

    def __init__(
        self, canvas: TagCanvas, document: Document, look: Look, bookmarks: dict[str, int]
    ) -> None:
        super().__init__(document, look, bookmarks)
        self.canvas = canvas
        self.furniture = (
            PaperFurniture(canvas, document, look, look.paper)
            if look.paper
            else Furniture(canvas, document, look)
        )
        self._furnish()

    def _put(self, item: Item) -> None:
        top = self.look.page(self.orientation)[1] - self.look.margin_top - self.used
        item.draw(self.canvas, self.look.margin_left, top, self._box[0])

    def _turn(self, orientation: str | None = None) -> None:
        self.canvas.showPage()
        super()._turn(orientation)
        self.canvas.setPageSize(self.look.page(self.orientation))
        self._furnish()

    def _furnish(self) -> None:
        self.furniture.draw(self.count, self.orientation, lambda: self.count)
