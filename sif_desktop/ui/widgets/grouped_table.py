"""A table whose headings reach over all its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from sif_desktop.ui.item_models.grouped import GroupedModel
from sif_desktop.ui.widgets.table_view import TableView


class GroupedTable(TableView):
    def __init__(
        self,
        name: str,
        model: GroupedModel,
        parent: QWidget | None = None,
        keys: Mapping[str, Callable[[], object]] = MappingProxyType({}),
    ) -> None:
        super().__init__(name, model, parent, keys)
        self._grouped = model
        model.modelReset.connect(self._span)

    def _span(self) -> None:
        self.clearSpans()
        width = self._grouped.columnCount()
        for line in self._grouped.headings():
            self.setSpan(line, 0, 1, width)
