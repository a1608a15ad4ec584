"""One list of several on a page: narrowed by words and by a choice, its lines acted on by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from sif_desktop.ui import theme
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.buttons import Button
from sif_desktop.ui.widgets.empty_state import EmptyState
from sif_desktop.ui.widgets.fields import SearchField
from sif_desktop.ui.widgets.table_view import TableView
from sif_desktop.ui.widgets.text import Label
from sif_desktop.ui.widgets.tool_line import ToolLine

_LONG = 36  # characters of a choice shown whole
Read = Callable[[Any], Sequence[Any]]  # the services in, rows out


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with the line under the cursor; `key` is a single letter."""

    words: str
    run: Callable[[Any], object]
    key: str = ""
    fits: Callable[[Any], bool] = lambda _row: True


@dataclass(frozen=True, slots=True)
class ListSpec:
    """`choices` are what may be listed, the first to begin with; `none` is said where it is
    empty, with what to do (`hint`)."""

    key: str
    title: str
    columns: Sequence[Column]
    choices: Mapping[str, Read]
    row_key: Callable[[Any], str]
    none: str
    hint: str


class ListPane(QWidget):
    """Emits `opened` with a row at Enter or a double click."""

    opened = Signal(object)

    def __init__(self, context: AppContext, spec: ListSpec, acts: Sequence[Act]) -> None:
        super().__init__()
        self._context, self.spec, self._acts = context, spec, tuple(acts)
        self._view_state: Mapping[str, Any] = {}
        self._wanted = ""
        self.filter = SearchField(f"Filter {spec.title.lower()}")
        self.which = QComboBox()
        self.which.setAccessibleName(f"Which {spec.title.lower()}")
        self.which.addItems(list(spec.choices))
        if max(map(len, spec.choices)) > _LONG:
            self.which.setMinimumContentsLength(_LONG)
            self.which.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.model = RowsModel(spec.columns, key=spec.row_key)
        keys = {act.key: self._runner(act) for act in self._acts if act.key}
        self.table = TableView(spec.title, self.model, keys=keys)
        self.buttons = [Button(act.words, self._runner(act)) for act in self._acts]
        self.count = Label("", "caption")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(EmptyState(self.spec.none, self.spec.hint))
        told = ", ".join(f"{act.key.upper()} {act.words}" for act in self._acts if act.key)
        self.table.setAccessibleDescription(f"Enter opens{', ' if told else ''}{told}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(ToolLine(self.filter, self.which, self.buttons))
        column.addWidget(self._body, 1)
        column.addWidget(self.count)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _text: self._narrow())
        self.filter.entered.connect(self.table.setFocus)
        self.which.activated.connect(lambda _n: self.read())
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._on_chosen)
        self._on_chosen(None)

    def _runner(self, act: Act) -> Callable[[], None]:
        def run() -> None:
            row = self.table.current_row()
            if row is not None and act.fits(row):
                act.run(row)

        return run

    def read(self) -> None:
        """Ask anew for what is chosen to be listed."""
        fetch, context = self.spec.choices[self.which.currentText()], self._context
        context.jobs.run(self, lambda: fetch(context.services), self._show)

    def want(self, uid: str) -> None:
        """Put the cursor on this row once it is there."""
        self._wanted = uid
        self.filter.clear()

    def rows(self) -> list[Any]:
        """What is shown, in its order."""
        return list(self.model.rows())

    def view_state(self) -> dict[str, Any]:
        table = self.table.view_state()
        return {"filter": self.filter.text(), "which": self.which.currentIndex(), "table": table}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.filter.setText(state.get("filter", ""))
        self.which.setCurrentIndex(state.get("which", 0))
        self._view_state = state.get("table", {})

    def take_focus(self) -> None:
        (self.table if self.model.rowCount() else self.filter).setFocus()

    def _show(self, rows: Sequence[Any]) -> None:
        self.model.set_rows(list(rows))
        self._body.setCurrentIndex(0 if rows else 1)
        self._narrow()
        if self._wanted:
            self.table.select_key(self._wanted)
            self._wanted = ""
        elif self._view_state:
            self.table.restore_view(self._view_state)
            self._view_state = {}
        elif self.table.current_row() is None and self.model.rowCount():
            self.table.select_key(self.model.key_at(0))
        self._on_chosen(self.table.current_row())

    def _narrow(self) -> None:
        self.model.set_filter(self.filter.text())
        shown = self.model.rowCount()
        self.count.setText(f"{shown:,} listed" if shown else "")

    def _on_chosen(self, row: Any) -> None:
        for button, act in zip(self.buttons, self._acts, strict=True):
            button.setEnabled(row is not None and act.fits(row))
