"""A table of tens of thousands of rows: their ids first, the rows a page at a time as looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import Index, TableModel

PAGE, PAGES_KEPT = 200, 25
_ROOT = QModelIndex()
Fetch = Callable[[Sequence[Any], Callable[[Sequence[Any]], None]], None]


class PagedModel(TableModel):
    """`fetch(ids, deliver)` gets rows in the order of `ids` and calls `deliver(rows)`, at once or
    later on the main thread. Sorting is the asker's: `sort_asked` carries the column's key and
    whether it goes down, and is answered by `set_ids`."""

    sort_asked = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__(columns)
        self._fetch = fetch
        self._ids: Sequence[Any] = ()
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._round = 0  # answers to an earlier list of ids are dropped

    def set_ids(self, ids: Sequence[Any]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._forget()
        self.endResetModel()

    def forget_rows(self) -> None:
        """The rows may differ now; their ids and order do not."""
        self._forget()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def key_at(self, line: int) -> Any:
        return self._ids[line]

    def line_of(self, key: Any) -> int:
        return next((line for line, each in enumerate(self._ids) if each == key), -1)

    def row(self, line: int) -> Any:
        number, place = divmod(line, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            page = self._pages.get(number)
        return None if page is None or place >= len(page) else page[place]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.sort_asked.emit(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        asked_in, inside = self._round, True

        def deliver(rows: Sequence[Any]) -> None:
            if asked_in == self._round:
                self._take(number, rows, tell=not inside)

        self._fetch(self._ids[number * PAGE : (number + 1) * PAGE], deliver)
        inside = False

    def _take(self, number: int, rows: Sequence[Any], *, tell: bool) -> None:
        self._pages[number] = rows
        self._asked.discard(number)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if tell:
            first = number * PAGE
            last = min(first + PAGE, len(self._ids)) - 1
            corner = self.index(last, len(self.columns) - 1)
            self.dataChanged.emit(self.index(first, 0), corner)

    def _forget(self) -> None:
        self._round += 1
        self._pages.clear()
        self._asked.clear()
