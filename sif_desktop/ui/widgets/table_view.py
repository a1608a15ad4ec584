"""A table as this program shows one: quiet, dense, by keyboard, its columns to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.item_models.rows import TableModel


class TableView(QTableView):
    """Shows a `RowsModel` or `PagedModel`. Enter or a double click is `opened` with the row; the
    row under the cursor is `chosen`; `keys` is what single letters do. A right click on the header
    chooses columns.

    No delegate in Python: it would cost as much again as the model at every scrolled frame.
    """

    opened = Signal(object)
    chosen = Signal(object)  # the current row or None

    def __init__(
        self,
        name: str,
        model: TableModel,
        parent: QWidget | None = None,
        keys: Mapping[str, Callable[[], object]] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        self._rows, self._keys = model, keys
        self._held: Any = None
        self.setAccessibleName(name)
        self._preset()
        self.setModel(model)
        self._size_columns()
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._restore_current)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def current_row(self) -> Any:
        line = self.currentIndex().row()
        return self._rows.row(line) if 0 <= line < self._rows.rowCount() else None

    def selected_rows(self) -> list[Any]:
        """The rows selected, from the top."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.row(line) for line in lines]

    def select_key(self, key: Any) -> None:
        """Put the cursor on the row named `key`, if it is shown."""
        line = self._rows.line_of(key)
        if line >= 0:
            index = self._rows.index(line, self._first_column())
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def view_state(self) -> dict[str, Any]:
        """Columns, sorting, cursor and scroll, for `restore_view`."""
        header, line = self.horizontalHeader(), self.currentIndex().row()
        return {
            "hidden": [c.key for n, c in enumerate(self._rows.columns) if self.isColumnHidden(n)],
            "widths": {c.key: self.columnWidth(n) for n, c in enumerate(self._rows.columns)},
            "sort": (header.sortIndicatorSection(), header.sortIndicatorOrder().value),
            "current": self._rows.key_at(line) if 0 <= line < self._rows.rowCount() else None,
            "scroll": self.verticalScrollBar().value(),
        }

    def restore_view(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says; call when the rows are there."""
        for number, column in enumerate(self._rows.columns):
            self.setColumnHidden(number, column.key in state.get("hidden", ()))
            if width := state.get("widths", {}).get(column.key):
                self.setColumnWidth(number, width)
        if "sort" in state and state["sort"][0] >= 0:
            self.sortByColumn(state["sort"][0], Qt.SortOrder(state["sort"][1]))
        if state.get("current") is not None:
            self.select_key(state["current"])
        if "scroll" in state:
            bar = self.verticalScrollBar()
            # The bar has its range only after the pending layout.
            QTimer.singleShot(0, bar, lambda: bar.setValue(state["scroll"]))

    def column_menu(self) -> QMenu:
        """The columns with a tick each, for the header and for a button beside the table."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = sum(not self.isColumnHidden(n) for n in range(len(self._rows.columns)))
        for number, column in enumerate(self._rows.columns):
            action = QAction(column.label, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(shown > 1 or self.isColumnHidden(number))
            action.toggled.connect(lambda on, n=number: self.setColumnHidden(n, not on))
            menu.addAction(action)
        return menu

    # How it is set up ------------------------------------------------------------------------

    def _preset(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        # One height for all rows; resizing to contents would read every row.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _size_columns(self) -> None:
        self._set_letter(theme.current())
        for number, column in enumerate(self._rows.columns):
            self.setColumnWidth(number, column.width * self._letter + 2 * theme.GAP)
            self.setColumnHidden(number, column.hidden)

    def _grow(self) -> None:
        """Follow the text size; columns keep their share of it, as the officer has set them."""
        look, before = theme.current(), self._letter
        self._set_letter(look)
        if before != self._letter:
            for number in range(len(self._rows.columns)):
                width = self.columnWidth(number) * self._letter / before
                self.setColumnWidth(number, round(width))

    def _set_letter(self, look: theme.Look) -> None:
        # Kept, as a new style gives the table another font for a moment, and that several times.
        self.setFont(look.font(tabular=True))
        self.verticalHeader().setDefaultSectionSize(look.px(theme.ROW))
        self._letter = self.fontMetrics().averageCharWidth()

    def _on_header_menu(self, spot: QPoint) -> None:
        self.column_menu().popup(self.horizontalHeader().mapToGlobal(spot))

    def _first_column(self) -> int:
        shown = (n for n in range(len(self._rows.columns)) if not self.isColumnHidden(n))
        return next(shown, 0)

    # What happens ----------------------------------------------------------------------------

    def _hold(self) -> None:
        line = self.currentIndex().row()
        self._held = self._rows.key_at(line) if 0 <= line < self._rows.rowCount() else None

    def _restore_current(self) -> None:
        if self._held is not None:
            self.select_key(self._held)

    def _on_current(self) -> None:
        self.chosen.emit(self.current_row())

    def _open(self, line: int) -> None:
        row = self._rows.row(line) if 0 <= line < self._rows.rowCount() else None
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = None if event.modifiers() else self._keys.get(event.text().lower())
        if run is not None:
            run()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self._grow()
