"""A list of 50,000 rows in the program's own table: showing, scrolling, filtering."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from sif_desktop.bench.place import Place
from sif_desktop.bench.rows import Row, paired, percentile, ratio, timed, timed_pairs
from sif_desktop.ui import theme
from sif_desktop.ui.item_models.columns import Column
from sif_desktop.ui.item_models.paged import PagedModel
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.table_view import TableView

FRAME = 1 / 60  # seconds
STEPS = 120  # frames of one scroll
TYPED = ("a", "as", "ash", "ashb", "ashbo", "ash", "core", "core v")
_LABELS = ("School", "Title", "Type", "Date", "State", "Focus")
_IDS = "SELECT uid FROM visit WHERE x_gone = 0 ORDER BY visit_date DESC, start_time DESC, uid"
_COLUMNS = "v.uid, p.name, v.title, v.visit_type, v.visit_date, v.state, v.focus"
_JOINED = f"SELECT {_COLUMNS} FROM visit v JOIN provider p ON p.uid = +v.provider_uid"
_ALL = f"{_JOINED} WHERE v.x_gone = 0 ORDER BY v.visit_date DESC, v.start_time DESC, v.uid"


def _columns() -> list[Column]:
    def words(place: int) -> Callable[[Any], str]:
        return lambda row: str(row[place] or "")

    return [Column(label, label, words(n + 1)) for n, label in enumerate(_LABELS)]


def _paged(connection: Any) -> PagedModel:
    def fetch(ids: Sequence[Any], deliver: Callable[[Sequence[Any]], None]) -> None:
        marks = ", ".join("?" * len(ids))
        rows = connection.execute(f"{_JOINED} WHERE v.uid IN ({marks})", list(ids)).fetchall()
        found = {row[0]: row for row in rows}
        deliver([found[uid] for uid in ids])

    return PagedModel(_columns(), fetch)


def _standing(rows: Sequence[Any]) -> QStandardItemModel:
    """The same rows in Qt's own model, which asks no Python while it scrolls."""
    model = QStandardItemModel(len(rows), len(_LABELS))
    model.setHorizontalHeaderLabels(_LABELS)
    for line, row in enumerate(rows):
        for place in range(len(_LABELS)):
            model.setItem(line, place, QStandardItem(str(row[place + 1] or "")))
    return model


def measure(place: Place) -> Iterator[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 1.0)
    connection = place.driver
    view = TableView("Visits", paged := _paged(connection))
    view.resize(1100, 650)
    view.show()
    app.processEvents()

    def show() -> None:
        paged.set_ids([row[0] for row in connection.execute(_IDS)])
        view.viewport().repaint()

    def fetch_all() -> None:
        connection.execute(_ALL).fetchall()

    found = timed_pairs(show, fetch_all, place.pairs)
    yield ratio("list", "50,000 visits: show", "fetching all the rows", 0.25, found)
    rows = connection.execute(_ALL).fetchall()
    yield _scrolling(place, view, rows)
    view.close()
    yield _filtering(rows)


def _scrolling(place: Place, ours: TableView, rows: Sequence[Any]) -> Row:
    """The same table view over the paged model and over Qt's own."""
    standing = _standing(rows)
    base = QTableView()
    base.setModel(standing)
    _like(ours, base)
    base.show()
    QApplication.processEvents()  # the scroll bars have their range only now
    found = paired(_scroll(ours), _scroll(base), place.pairs)
    base.close()
    return ratio("list", "50,000 visits: scroll, a frame (p99)", "Qt's own model", 1.5, found)


def _like(ours: TableView, base: QTableView) -> None:
    """Give the base the same size, rows, columns and way of scrolling."""
    base.resize(ours.size())
    base.setFont(ours.font())
    base.setShowGrid(False)
    base.setWordWrap(False)
    base.verticalHeader().hide()
    base.verticalHeader().setDefaultSectionSize(ours.verticalHeader().defaultSectionSize())
    base.setVerticalScrollMode(ours.verticalScrollMode())
    for place in range(len(_LABELS)):
        base.setColumnWidth(place, ours.columnWidth(place))


def _scroll(view: QTableView) -> Callable[[], float]:
    """Seconds the slowest of a hundred frames takes, three rows a frame."""

    def scroll() -> float:
        bar = view.verticalScrollBar()
        step = 3 * view.verticalHeader().defaultSectionSize()
        bar.setValue(0)
        took = []
        for number in range(1, STEPS + 1):
            began = time.perf_counter()
            bar.setValue(number * step)
            view.viewport().repaint()
            took.append(time.perf_counter() - began)
        return percentile(took, 0.99)

    return scroll


def _filtering(rows: Sequence[Any]) -> Row:
    model = RowsModel(_columns(), lambda row: row[0])
    model.set_rows(rows)
    view = TableView("Visits", model)
    view.resize(1100, 650)
    view.show()

    def key(typed: str) -> float:
        def work() -> None:
            model.set_filter(typed)
            view.viewport().repaint()

        return timed(work) / FRAME

    found = [key(typed) for typed in TYPED]
    view.close()
    what = "50,000 visits: a key in the filter"
    return ratio("list", what, "frames of a sixtieth of a second", 3, found, " frames")
