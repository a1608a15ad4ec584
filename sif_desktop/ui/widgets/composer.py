"""The parts of the composer: draft, evidence, page and checks; side by side, or one at a time.

In a window wide enough for its text all parts show together; in a narrow one (or at 200 % text)
a bar of tabs shows one, so that none is cut off.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTabBar, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.widgets.check_list import CheckList
from sif_desktop.ui.widgets.count_line import CountLine
from sif_desktop.ui.widgets.draft_tools import DraftTools
from sif_desktop.ui.widgets.evidence_drawer import EvidenceDrawer
from sif_desktop.ui.widgets.find_bar import FindBar
from sif_desktop.ui.widgets.note_sheet import NoteSheet
from sif_desktop.ui.widgets.pdf_view import PdfView
from sif_desktop.ui.widgets.state_steps import StateSteps

NARROW_BELOW, LOW_BELOW = 840, 470  # px at 100 %: room for all parts together
DRAFT, EVIDENCE, PAGE, CHECKS, DETAILS = range(5)
DETAILS_WIDE = 220  # px at 100 % that the details of a letter take beside its draft
_TABS = ("Draft", "Evidence", "Page", "Checks", "Details")


class Composer(QWidget):
    """Holds the parts; what they mean is the page's matter."""

    fitted = Signal(bool)  # whether one part shows at a time

    def __init__(self, jobs: Jobs, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StateSteps(steps)
        self.sheet, self.drawer = NoteSheet(), EvidenceDrawer()
        self.preview, self.checks = PdfView(jobs), CheckList()
        self.tools, self.find_bar, self.count = DraftTools(), FindBar(), CountLine()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the note")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in _TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._fit)
        self.sheet.chosen.connect(lambda _line: self.offer_actions())
        self.drawer.wanted.connect(self._act)
        self.drawer.more_wanted.connect(self._show_menu)
        self.narrow = self._issued = False
        self.writing = _column(self.find_bar, self.sheet, self.count)
        self._left = _split(Qt.Orientation.Vertical, (self.writing, 4), (self.drawer, 1))
        self._middle = _split(Qt.Orientation.Horizontal, (self._left, 11), (self.preview, 9))
        self._details: QWidget | None = None
        self._has_details = False
        whole = _split(Qt.Orientation.Vertical, (self._middle, 4), (self.checks, 1))
        self._strip, self._below = QHBoxLayout(), QHBoxLayout()
        self._strip.setContentsMargins(theme.MARGIN, 0, theme.GROUP, theme.HALF)
        self._strip.setSpacing(theme.MARGIN)
        self._strip.addWidget(self.steps)
        self._strip.addWidget(self.tools, 1)
        self._strip.addWidget(self.tabs)
        self._below.setContentsMargins(theme.MARGIN, 0, theme.GROUP, theme.HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._strip)
        column.addLayout(self._below)
        column.addWidget(whole, 1)
        self._fit()

    def offer_actions(self) -> None:
        """What can be done with the chosen line, for those who use the mouse."""
        self.drawer.show_actions(self.sheet.offers())

    def _act(self, name: str) -> None:
        self.show_part(DRAFT)
        self.sheet.act(name)

    def _show_menu(self, button: QPushButton) -> None:
        menu = self.sheet.menu()
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def set_details(self, details: QWidget) -> None:
        """What is filled in of a letter, and who signs: at the left of the draft."""
        self._details = details
        self._middle.insertWidget(0, details)
        self._middle.setStretchFactor(0, 6)
        self._middle.setSizes([6000, 9000, 8000])
        self._fit()

    def show_details(self, shown: bool) -> None:
        """Whether this document has any."""
        self._has_details = shown
        self._fit()

    def parts(self) -> list[QWidget]:
        """What F6 walks through."""
        parts: list[QWidget] = [self.sheet, self.drawer.area]
        parts += [self.preview.pages, self.checks.list]
        return [*parts, self._details] if self._details and self._has_details else parts

    def show_part(self, part: int) -> None:
        """Bring a part to the front where only one shows, and put the keyboard into it."""
        self.tabs.setCurrentIndex(part)
        self.parts()[part].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_part(self) -> None:
        """Draft, evidence, page, checks, and round again."""
        held = self.tabs.currentIndex()
        if not self.narrow:
            focus = self.window().focusWidget()
            inside = [p is focus or (focus and p.isAncestorOf(focus)) for p in self.parts()]
            held = inside.index(True) if True in inside else CHECKS
        count = len(self.parts())
        nearest = ((held + step) % count for step in range(1, count + 1))
        checks = not self._issued and self.checks.list.isVisibleTo(self.checks)
        usable = (part for part in nearest if part != CHECKS or checks)
        self.show_part(next(usable))

    def count_checks(self, count: int, *, issued: bool) -> None:
        """How many checks are open; an issued note has none and needs no room for them."""
        self._issued = issued
        self.tabs.setTabText(CHECKS, f"Checks ({count})" if count else "Checks")
        self.tabs.setTabVisible(CHECKS, not issued)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "narrow"):
            self._fit()

    def _fit(self) -> None:
        look = theme.current()
        least = NARROW_BELOW + (DETAILS_WIDE if self._has_details else 0)
        self.narrow = self.width() < look.px(least) or self.height() < look.px(LOW_BELOW)
        part = self.tabs.currentIndex() if self.narrow else -1
        self.tabs.setVisible(self.narrow)
        self._place_tools()
        self.tools.setVisible(part in (-1, DRAFT))
        self.writing.setVisible(part in (-1, DRAFT))
        self.drawer.setVisible(part in (-1, EVIDENCE))
        self._left.setVisible(part in (-1, DRAFT, EVIDENCE))
        self.preview.setVisible(part in (-1, PAGE))
        if self._details is not None:
            self._details.setVisible(self._has_details and part in (-1, DETAILS))
        self.tabs.setTabVisible(DETAILS, self._has_details)
        self._middle.setVisible(part in (-1, DRAFT, EVIDENCE, PAGE, DETAILS))
        self.checks.setVisible(part in (-1, CHECKS) and not self._issued)
        self.fitted.emit(self.narrow)

    def _place_tools(self) -> None:
        """Beside the state where there is room, else on a line of their own."""
        here = self._below if self.narrow else self._strip
        if here.indexOf(self.tools) < 0:
            (self._strip if self.narrow else self._below).removeWidget(self.tools)
            here.insertWidget(0 if self.narrow else 1, self.tools, 1)


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, NoteSheet) else 0)
    return holder


def _split(orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
    split = QSplitter(orientation)
    split.setChildrenCollapsible(False)
    for number, (widget, share) in enumerate(parts):
        split.addWidget(widget)
        split.setStretchFactor(number, share)
    split.setSizes([share * 1000 for _, share in parts])
    return split
