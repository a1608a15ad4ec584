"""A long page on one scroll, with an index of its parts beside it that stays in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sif_desktop.ui import theme
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.parts_index import PartsIndex
from sif_desktop.ui.widgets.text import Label

_FIRST_LAYOUT_MS, _FIRST_LAYOUT_TRIES = 30, 10


class IndexedScroll(QWidget):
    """`parts`: (name, title) in order. Fill it with `clear`, `begin` for each part and `add`.

    Up and Down in the index scroll; scrolling marks the part at the top.
    """

    def __init__(
        self, parts: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = [part for part, _ in parts]
        self._titles = dict(parts)
        self._heads: dict[str, QWidget] = {}
        self._moving = False
        self.area = QScrollArea()
        self.column = QWidget()
        self.lines = QVBoxLayout(self.column)
        self.index = self._make_index([title for _, title in parts])
        self._make_area(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.MARGIN)
        line.addWidget(self.index, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.area, 1)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def _make_index(self, titles: Sequence[str]) -> QListWidget:
        index = PartsIndex("Parts of this page")
        index.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        index.addItems(list(titles))
        index.currentRowChanged.connect(self._on_index)
        return index

    def _make_area(self, name: str) -> None:
        self.column.setProperty("look", "column")
        self.lines.setContentsMargins(0, 0, theme.MARGIN, theme.MARGIN)
        self.lines.setSpacing(theme.GAP)
        holder = QWidget()
        holder.setProperty("look", "column")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.column, 100)
        line.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(holder)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(name)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)

    def _fit(self) -> None:
        look = theme.current()
        self.index.setFixedWidth(look.px(128))
        self.index.setFixedHeight(self.index.count() * self.index.sizeHintForRow(0) + theme.HALF)
        self.column.setMaximumWidth(look.px(theme.READING_WIDTH))

    # Filling it ----------------------------------------------------------------------------------

    def clear(self) -> None:
        self._heads.clear()
        while (item := self.lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def begin(self, part: str, asks: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """The title of a part, with what can be done about it at its right."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, theme.MARGIN if self._heads else theme.GAP, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(Label(self._titles[part], "title"))
        line.addStretch(1)
        for words, run in asks:
            line.addWidget(Button(words, run, look="link"))
        self._heads[part] = holder
        self.lines.addWidget(holder)

    def add(self, widget: QWidget) -> None:
        self.lines.addWidget(widget)

    # Moving about --------------------------------------------------------------------------------

    def scrolled(self) -> int:
        return self.area.verticalScrollBar().value()

    def go_to(self, part: str, scroll: int = 0) -> None:
        """Show the part named, or be scrolled so far; after the pending layout."""

        def move(tries: int = _FIRST_LAYOUT_TRIES) -> None:
            bar = self.area.verticalScrollBar()
            if tries and not bar.maximum():  # on the first showing the column has no height yet
                QTimer.singleShot(_FIRST_LAYOUT_MS, self, lambda: move(tries - 1))
            elif part in self._heads:
                self.index.setCurrentRow(self._names.index(part))
                self._on_index(self.index.currentRow())
            else:
                self.area.verticalScrollBar().setValue(scroll)
                self._follow()

        QTimer.singleShot(0, self, move)

    def _top_of(self, part: str) -> int:
        head = self._heads[part]
        return head.mapTo(self.column, head.rect().topLeft()).y()

    def _on_index(self, row: int) -> None:
        if self._moving or row < 0 or self._names[row] not in self._heads:
            return
        self._moving = True
        place = 0 if row == 0 else self._top_of(self._names[row]) - theme.GAP
        self.area.verticalScrollBar().setValue(max(0, place))
        self._moving = False

    def _follow(self) -> None:
        """Mark the part at the top of what is seen."""
        if self._moving or not self._heads:
            return
        top, bar = self.scrolled() + theme.MARGIN, self.area.verticalScrollBar()
        above = [n for n, part in enumerate(self._names) if self._top_of(part) <= top]
        row = above[-1] if above else 0
        if bar.maximum() and bar.value() == bar.maximum() and self.index.currentRow() > row:
            return  # the last parts can never reach the top
        self._moving = True
        self.index.setCurrentRow(row)
        self._moving = False
