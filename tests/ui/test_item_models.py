from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sif_desktop.ui import theme
from sif_desktop.ui.item_models.columns import Column, folded
from sif_desktop.ui.item_models.paged import PAGE, PAGES_KEPT, PagedModel
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.widgets.table_view import TableView


@dataclass(frozen=True, slots=True)
class School:
    uid: str
    name: str
    pupils: int | None
    seen: date | None = None


COLUMNS = (
    Column("name", "School", lambda s: s.name, 24),
    Column("pupils", "Pupils", lambda s: f"{s.pupils or ''}", 8, "right", lambda s: s.pupils),
    Column("seen", "Last visit", lambda s: f"{s.seen or ''}", 12, sort=lambda s: s.seen),
)
SCHOOLS = (
    School("a", "Oakfield Primary", 210, date(2026, 3, 1)),
    School("b", "École Élémentaire", None),
    School("c", "Ashdown Academy", 95, date(2025, 1, 9)),
)


@pytest.fixture
def model(qapp) -> RowsModel:
    made = RowsModel(COLUMNS, key=lambda school: school.uid)
    made.set_rows(SCHOOLS)
    return made


def names(model) -> list[str]:
    return [model.index(line, 0).data() for line in range(model.rowCount())]


def test_rows_and_headers_say_what_the_columns_say(model):
    assert names(model) == [school.name for school in SCHOOLS]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Pupils"
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == right


@pytest.mark.parametrize(
    "typed, found",
    [("ash", ["c"]), ("ECOLE", ["b"]), ("oak 2026", ["a"]), ("", ["a", "b", "c"]), ("zz", [])],
)
def test_every_word_of_the_filter_must_be_somewhere_in_the_row(model, typed, found):
    model.set_filter(typed)
    assert [school.uid for school in model.rows()] == found


def test_a_rule_may_filter_beside_the_words(model):
    model.set_filter("", keep=lambda school: school.pupils is None)
    assert [school.uid for school in model.rows()] == ["b"]
    assert model.total() == 3


@pytest.mark.parametrize(
    "order, uids",
    [(Qt.SortOrder.AscendingOrder, "cab"), (Qt.SortOrder.DescendingOrder, "acb")],
)
def test_sorting_puts_rows_without_a_value_last_either_way(model, order, uids):
    model.sort(1, order)
    assert "".join(school.uid for school in model.rows()) == uids


def test_new_rows_keep_the_order_and_the_filter_chosen(model):
    model.sort(0)
    model.set_filter("a")
    model.set_rows([*SCHOOLS, School("d", "Aspen", 12)])
    assert names(model)[:2] == ["Ashdown Academy", "Aspen"]


@pytest.mark.parametrize("text, plain", [("Élan", "elan"), ("OAK", "oak"), ("Straße", "strasse")])
def test_folding_forgets_case_and_accents(text, plain):
    assert folded(text) == plain


class Fetcher:
    """Hands out rows at once or later, and counts what was asked."""

    def __init__(self, *, at_once: bool) -> None:
        self.at_once = at_once
        self.asked: list[list[int]] = []
        self.waiting = []

    def __call__(self, ids, deliver) -> None:
        self.asked.append(list(ids))
        rows = [School(str(number), f"School {number}", number) for number in ids]
        if self.at_once:
            deliver(rows)
        else:
            self.waiting.append(lambda: deliver(rows))


def test_fifty_thousand_rows_fetch_only_the_pages_looked_at(qapp):
    fetch = Fetcher(at_once=True)
    model = PagedModel(COLUMNS, fetch)
    model.set_ids(range(50_000))
    assert model.rowCount() == 50_000 and fetch.asked == []
    assert model.index(49_999, 0).data() == "School 49999"
    assert model.index(49_998, 0).data() == "School 49998"
    assert len(fetch.asked) == 1 and len(fetch.asked[0]) == PAGE


def test_pages_looked_at_long_ago_are_let_go(qapp):
    model = PagedModel(COLUMNS, Fetcher(at_once=True))
    model.set_ids(range(50_000))
    for line in range(0, 50_000, PAGE):
        model.row(line)
    assert len(model._pages) == PAGES_KEPT


def test_a_row_on_its_way_shows_dots_and_then_itself(qapp, qtbot):
    fetch = Fetcher(at_once=False)
    model = PagedModel(COLUMNS, fetch)
    model.set_ids(range(1000))
    assert model.index(300, 0).data() == "…"
    assert model.index(301, 0).data() == "…"
    assert len(fetch.asked) == 1
    with qtbot.waitSignal(model.dataChanged):
        fetch.waiting.pop()()
    assert model.index(300, 0).data() == "School 300"


def test_rows_of_an_earlier_list_are_dropped(qapp):
    fetch = Fetcher(at_once=False)
    model = PagedModel(COLUMNS, fetch)
    model.set_ids(range(10))
    model.row(0)
    model.set_ids(range(100, 110))
    fetch.waiting[0]()
    assert model.row(0) is None


def test_sorting_a_paged_list_is_asked_for(qapp, qtbot):
    model = PagedModel(COLUMNS, Fetcher(at_once=True))
    with qtbot.waitSignal(model.sort_asked) as asked:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["pupils", True]


@pytest.fixture
def table(qtbot, model) -> TableView:
    made = TableView("Schools", model)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_enter_opens_the_row_under_the_cursor(table, qtbot):
    table.select_key("b")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].uid == "b"


def test_the_cursor_stays_on_its_row_through_filter_sort_and_refresh(table, model):
    table.select_key("c")
    model.set_filter("a")
    model.sort(0)
    model.set_rows([School("z", "Aaa", 1), *SCHOOLS])
    assert table.current_row().uid == "c"
    assert [row.uid for row in table.selected_rows()] == ["c"]


def test_a_table_returns_to_its_columns_order_and_cursor(table, model, qtbot):
    table.setColumnHidden(2, True)
    table.setColumnWidth(0, 321)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.select_key("c")
    state = table.view_state()
    other = TableView("Schools", model)
    qtbot.addWidget(other)
    other.restore_view(state)
    assert other.isColumnHidden(2) and other.columnWidth(0) == 321
    assert other.current_row().uid == "c"
    assert [row.uid for row in model.rows()] == ["a", "c", "b"]


def test_the_last_column_cannot_be_taken_away(table):
    table.setColumnHidden(1, True)
    table.setColumnHidden(2, True)
    menu = table.column_menu()
    assert [action.isEnabled() for action in menu.actions()] == [False, True, True]
    menu.actions()[1].toggle()
    assert not table.isColumnHidden(1)
    menu.close()


def test_tab_leaves_the_table(table):
    assert not table.tabKeyNavigation()
    assert table.accessibleName() == "Schools"


def test_columns_grow_with_the_text_once_and_shrink_back_with_it(table, qapp, qtbot):
    def widths() -> list[int]:
        return [table.columnWidth(number) for number in range(table.model().columnCount())]

    table.show()
    qtbot.waitExposed(table)
    before = widths()
    for scale in (2.0, 1.0, 2.0):
        theme.apply(qapp, "light", scale)
        qapp.processEvents()
    assert all(1.6 < new / old < 2.4 for new, old in zip(widths()[:-1], before[:-1], strict=True))
    theme.apply(qapp, "light", 1.0)
    qapp.processEvents()
    assert all(abs(new - old) < 8 for new, old in zip(widths()[:-1], before[:-1], strict=True))
