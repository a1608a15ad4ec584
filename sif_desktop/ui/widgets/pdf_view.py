"""A PDF to read in the program: pages under each other, zoom, page n of m.

A new file of the same document (each pause in typing makes one) keeps the place and the old
pictures until the new ones are there, so that nothing flickers or jumps.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QVBoxLayout, QWidget

from sif_desktop.services.pdf_pages import Spot, find_words
from sif_desktop.ui import theme
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.pdf_pages import Drawn, draw_pages
from sif_desktop.ui.widgets.text import Label

POINT = 96 / 72  # px to the point at 100 %
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_REDRAW_MS = 60


class PdfPages(QAbstractScrollArea):
    """The pages themselves. `zoom` 0 fits the width."""

    turned = Signal(int, int)  # page in view from 1, of how many
    zoomed = Signal(float)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: dict[int, QImage] = {}
        self._drawn_as: tuple[int, float] = (0, 0.0)  # which file at which scale the pictures show
        self._asked: tuple[int, float, tuple[int, ...]] | None = None
        self._number = 0
        self._words = ""
        self._spot: Spot | None = None
        self.zoom = 0.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REDRAW_MS)
        self._later.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Page preview")
        self.setMinimumWidth(200)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # What it shows ----------------------------------------------------------------------------

    def show_pdf(self, pdf: bytes) -> None:
        """Show this file; if one is shown already, at the same place."""
        if pdf != self._pdf:
            self._pdf = pdf
            self._number += 1
            self._asked = None
            self._draw()
            self._find(self._see)

    def pdf(self) -> bytes:
        return self._pdf

    def page_count(self) -> int:
        return len(self._sizes)

    def is_drawn(self) -> bool:
        """Whether what is in view is the newest file, sharp."""
        wanted = self._visible()
        return self._drawn_as == (self._number, self.scale()) and all(
            number in self._images for number in wanted
        )

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the size on paper; 0 fits the width. The place in the document is kept."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum() + bar.pageStep())
        self.zoom = zoom
        self._lay_out()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep())))
        self.zoomed.emit(self.scale())
        self._later.start()

    def show_words(self, words: str) -> None:
        """Bring the line that begins with `words` into view and mark it in the margin."""
        self._words = words
        self._find(self._go_to)

    def _find(self, done: Callable[[Spot | None], None]) -> None:
        pdf, words = self._pdf, self._words
        if not pdf or not words:
            return
        self._jobs.run(
            self,
            lambda: find_words(pdf, words),
            lambda spot: done(spot) if words == self._words else None,
            lane="pool",
        )

    def _see(self, spot: Spot | None) -> None:
        """Mark the line, leaving the place as it is."""
        self._spot = spot
        self.viewport().update()

    def _go_to(self, spot: Spot | None) -> None:
        self._see(spot)
        if spot is None or spot.page >= len(self._sizes):
            return
        top, bottom = self._across(spot)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + theme.MARGIN <= top <= bottom <= bar.value() + room - theme.MARGIN:
            bar.setValue(round(top - room / 3))

    def _across(self, spot: Spot) -> tuple[float, float]:
        """The top and bottom of a place, before scrolling."""
        box, scale = self._boxes()[spot.page], self.scale() * POINT
        return box.top() + spot.top * scale, box.top() + spot.bottom * scale

    def step_zoom(self, step: int) -> None:
        now = self.scale()
        larger = [zoom for zoom in ZOOMS if zoom > now * 1.02]
        smaller = [zoom for zoom in ZOOMS if zoom < now * 0.98]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    def scale(self) -> float:
        """The zoom in force."""
        if self.zoom or not self._sizes:
            return self.zoom or 1.0
        widest = max(width for width, _ in self._sizes) * POINT
        return max(0.2, (self.viewport().width() - 2 * theme.GROUP) / widest)

    def current_page(self) -> int:
        """The page in the middle of the view, from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        for number, box in enumerate(self._boxes()):
            if middle <= box.bottom() + theme.GROUP:
                return number + 1
        return max(1, len(self._sizes))

    # Where pages are --------------------------------------------------------------------------

    def _boxes(self) -> list[QRect]:
        """Each page's place, before scrolling."""
        boxes, top, scale = [], theme.GROUP, self.scale() * POINT
        room = self.viewport().width()
        for width, height in self._sizes:
            size = QSize(round(width * scale), round(height * scale))
            left = max(theme.GROUP, (room - size.width()) // 2)
            boxes.append(QRect(QPoint(left, top), size))
            top += size.height() + theme.GROUP
        return boxes

    def _shift(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _visible(self) -> list[int]:
        view = self.viewport().rect()
        shift = self._shift()
        seen = [n for n, box in enumerate(self._boxes()) if box.translated(shift).intersects(view)]
        return seen or [0]

    def _lay_out(self) -> None:
        boxes, view = self._boxes(), self.viewport().size()
        height = boxes[-1].bottom() + theme.GROUP if boxes else 0
        width = max((box.right() + theme.GROUP for box in boxes), default=0)
        for bar, extent, room in (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), width if self.zoom else 0, view.width()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, extent - room))
        self.viewport().update()
        self._tell_page()

    def _tell_page(self) -> None:
        page, count = self.current_page(), len(self._sizes)
        self.setAccessibleDescription(f"Page {page} of {count}" if count else "No page yet")
        self.turned.emit(page, count)

    # Drawing ----------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Have a worker draw what is in view and its neighbours."""
        if not self._pdf:
            return
        seen = self._visible()
        wanted = tuple(range(max(0, seen[0] - 1), seen[-1] + 2))
        ask = (self._number, self.scale(), wanted)
        if ask == self._asked:
            return
        self._asked = ask
        pdf, number, scale = self._pdf, self._number, self.scale()
        dots = scale * POINT * self.devicePixelRatioF()
        self._jobs.run(
            self,
            lambda: draw_pages(pdf, dots, wanted),
            lambda drawn: self._take(drawn, number, scale),
            lane="pool",
        )

    def _take(self, drawn: Drawn, number: int, scale: float) -> None:
        if number != self._number:
            return
        first = not self._sizes
        if self._drawn_as != (number, scale):
            self._images = {}
        self._drawn_as = (number, scale)
        self._images.update(drawn.images)
        if self._sizes != drawn.sizes:
            self._sizes = drawn.sizes
            self._lay_out()
        self.viewport().update()
        self._tell_page()
        if first and abs(self.scale() - scale) > 0.01:
            self._later.start()  # only now is the width of the pages known

    def paintEvent(self, event: QPaintEvent) -> None:
        look, shift = theme.current(), self._shift()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, box in enumerate(self._boxes()):
            place = box.translated(shift)
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place, Qt.GlobalColor.white)
            image = self._images.get(number)
            if image is not None:
                painter.drawImage(place, image)
            painter.setPen(look.colour("line"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self._spot is not None and self._spot.page < len(self._sizes):
            top, bottom = self._across(self._spot)
            box = self._boxes()[self._spot.page].translated(shift)
            mark = QRectF(box.left() + 6, top + shift.y() - 2, 4, bottom - top + 4)
            painter.fillRect(mark, theme.colour_of(theme.LIGHT.accent))  # paper is always white
        if self.hasFocus():
            painter.setPen(look.colour("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._later.start()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self._tell_page()
        self._later.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: 60,
            Qt.Key.Key_Up: -60,
            Qt.Key.Key_PageDown: bar.pageStep() - 40,
            Qt.Key.Key_PageUp: 40 - bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if key in steps:
            bar.setValue(bar.value() + steps[key])
        elif event.text() in ("+", "="):
            self.step_zoom(1)
        elif event.text() == "-":
            self.step_zoom(-1)
        elif event.text() == "0":
            self.set_zoom(0)
        else:
            super().keyPressEvent(event)


class PdfView(QWidget):
    """The pages with their zoom and page number."""

    def __init__(
        self, jobs: Jobs, name: str = "Page preview", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.pages = PdfPages(jobs, self)
        self.pages.setAccessibleName(name)
        self._place = Label("", "caption")
        self._zoom = Label("", "caption")
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        bar.setSpacing(theme.HALF)
        bar.addWidget(self._place)
        bar.addStretch(1)
        bar.addWidget(self._zoom)
        for words, run in (
            ("Smaller", lambda: self.pages.step_zoom(-1)),
            ("Larger", lambda: self.pages.step_zoom(1)),
            ("Fit width", lambda: self.pages.set_zoom(0)),
        ):
            bar.addSpacing(theme.GAP)
            bar.addWidget(Button(words, run, look="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.pages, 1)
        self.pages.turned.connect(self._on_turned)
        self.setFocusProxy(self.pages)

    def show_pdf(self, pdf: bytes) -> None:
        self.pages.show_pdf(pdf)

    def _on_turned(self, page: int, count: int) -> None:
        self._place.setText(f"Page {page} of {count}" if count else "")
        self._zoom.setText(f"{self.pages.scale():.0%}" if count else "")
