"""The schools in the real window: found, imported, entered by hand, exported; all by keyboard."""

import csv
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.people import authority, officer
from sif_desktop.models.tables.providers import provider
from sif_desktop.services.bootstrap import Services
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.import_register import ImportDialog
from sif_desktop.ui.dialogs.provider_form import ProviderForm
from sif_desktop.ui.dialogs.role_form import RoleForm
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.main_window import MainWindow
from tests.caseloads import new_caseload, shipped_packs
from tests.imports.make_register import make_register

ROOT = Path(__file__).resolve().parents[2]
EXPORT = ROOT / "tests" / "data" / "gias_results_export_sample_2022_heads_invented.csv"
TODAY = date(2026, 11, 23)
PACK = "england-2026"


class NoSettings:
    def get(self, _key, otherwise=None):
        return otherwise

    def set(self, _key, _value):
        pass


@pytest.fixture
def services(tmp_path):
    path = tmp_path / "Hill and Vale.sif"
    store = new_caseload(path)
    registry = shipped_packs()
    store.set_person("kim")
    with store.action("Began the caseload", undoable=False) as act:
        act.create(officer, TEAM, "kim", name="Kim Rowe")
        version = registry.get(PACK).version
        act.create(authority, TEAM, name="Hampshire County Council", pack=PACK,
                   pack_version=version)  # fmt: skip
    yield Services(store, registry, lambda: TODAY)
    store.close()


@pytest.fixture
def some_schools(services):
    with services.context.store.action("Some schools") as act:
        for uid, urn, name, town, status in (
            ("oakfield", "900001", "Oakfield Primary School", "Oakham", "Open"),
            ("hill-top", "900002", "Hill Top Academy", "Valeford", "Open"),
            ("gone", "900003", "Old Mill School", "Oakham", "Closed"),
        ):
            act.create(provider, TEAM, uid, urn=urn, name=name, town=town, status=status,
                       type="Community school", phase="Primary")  # fmt: skip


@pytest.fixture
def window(qtbot, services, tmp_path):
    opened = SimpleNamespace(
        services=services, practice=False, path=tmp_path / "Hill and Vale.sif", address=""
    )
    context = AppContext(opened, Jobs(messages.report_failure), NoSettings(), lambda: TODAY)
    made = MainWindow(context)
    context.window = made
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    context.jobs.close()


@pytest.fixture
def page(qtbot, some_schools, window):
    made = window.go("schools")
    qtbot.waitUntil(lambda: made.model.total() == 3)
    return made


def names(page) -> list[str]:
    return [row.name for row in page.model.rows()]


def dialog(qtbot, kind=QDialog):
    def shown():
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def press(widget, key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, held)


def test_typing_filters_by_name_town_urn_and_closed_ones_are_apart(qtbot, page):
    assert names(page) == ["Hill Top Academy", "Oakfield Primary School"]
    press(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    for typed, found in (
        ("oakham", ["Oakfield Primary School"]),
        ("900002", ["Hill Top Academy"]),
        ("zz", []),
    ):
        page.filter.clear()
        QTest.keyClicks(page.filter, typed)
        qtbot.waitUntil(lambda f=found: names(page) == f)
    assert "Escape clears it" in page.count.text()
    press(page.filter, Qt.Key.Key_Escape)
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)
    qtbot.waitUntil(lambda: len(names(page)) == 3)


def test_enter_opens_a_school_and_alt_left_comes_back_to_the_same_line(qtbot, page, window):
    QTest.keyClicks(page.filter, "oak")
    qtbot.waitUntil(lambda: len(names(page)) == 1)
    press(page.filter, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    press(page.table, Qt.Key.Key_Return)
    school = window.page("school")
    qtbot.waitUntil(lambda: school.title() == "Oakfield Primary School")
    window.back()
    assert window.here() == "schools"
    assert page.filter.text() == "oak"
    assert page.table.current_row().uid == "oakfield"


def test_an_empty_caseload_offers_the_import_as_the_one_primary_step(qtbot, window):
    page = window.go("schools")
    qtbot.waitUntil(lambda: page._empty is not None)
    assert page._empty.button.text() == "Import register…"
    assert page._empty.button.property("look") == "primary"
    assert not page.export_button.isVisible()


def test_the_register_is_imported_from_file_to_list_and_undone(qtbot, window):
    page = window.go("schools")
    qtbot.waitUntil(lambda: page._empty is not None)
    page.start_import(EXPORT)
    shown = dialog(qtbot, ImportDialog)
    qtbot.waitUntil(shown.verb.isEnabled)
    assert "search-page export" in shown.what.text()
    assert shown.authorities.ticked() == ("850",)  # the authority this caseload works for
    assert shown.verb.text() == "Import 57 schools"
    shown.authorities.list.setFocus()
    press(shown.authorities.list, Qt.Key.Key_Down)
    press(shown.authorities.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.verb.text() == "Import 123 schools")
    press(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.total() == 123)
    assert window.messages.text() == "Imported from the register: 123 new."
    window.messages.undo_button.click()
    qtbot.waitUntil(lambda: page._empty is not None)


def test_what_was_skipped_and_what_changes_is_shown_before_anything_is_written(
    qtbot, window, services, tmp_path
):
    services.register.import_file(EXPORT)
    uid = services.schools.rows()[0].uid
    services.schools.edit(uid, {"telephone": "01420 111111"})
    page = window.go("schools")
    qtbot.waitUntil(lambda: page.model.total() == 123)
    page.start_import(EXPORT)
    shown = dialog(qtbot, ImportDialog)
    qtbot.waitUntil(lambda: "nothing to import" in shown.summary.text())
    assert not shown.verb.isEnabled()
    titles = [shown.tabs.tabText(n) for n in range(shown.tabs.count())]
    assert titles == ["New (0)", "Changed (0)", "Your edits kept (1)", "Skipped (0)"]
    press(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _visible(ImportDialog))


def _visible(kind) -> list:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def test_cancel_while_writing_leaves_the_caseload_as_it_was(qtbot, page, services, tmp_path):
    path = tmp_path / "register.csv"
    make_register(path, 4000)
    page.start_import(path)
    shown = dialog(qtbot, ImportDialog)
    qtbot.waitUntil(shown.verb.isEnabled)
    shown.verb.click()
    press(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Stopped" in shown.summary.text())
    assert shown.isVisible()
    assert len(services.schools.rows()) == 3
    press(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _visible(ImportDialog))


def test_another_file_is_refused_by_name(qtbot, page, tmp_path):
    wrong = ROOT / "tests" / "data" / "gias_governance_mat_2026_names_invented.csv"
    page.start_import(wrong)
    box = dialog(qtbot, QMessageBox)
    assert "is a GIAS governance file" in box.text()
    box.close()


def test_a_dropped_file_begins_the_import(qtbot, page, tmp_path):
    path = Path(shutil.copy(EXPORT, tmp_path / "dropped.csv"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)
    shown = dialog(qtbot, ImportDialog)
    assert shown.what.text().startswith("dropped.csv")
    qtbot.waitUntil(shown.verb.isEnabled)
    shown.reject()


def test_a_setting_is_added_by_hand_with_the_keyboard_alone(qtbot, page, window):
    page.table.setFocus()
    press(page.table, Qt.Key.Key_N)
    form = dialog(qtbot, ProviderForm)
    assert form.fields["name"].hasFocus()
    form.fields["urn"].setFocus()
    QTest.keyClicks(form.fields["urn"], "900001")
    press(form.fields["urn"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.fault.isVisible())
    assert form.fault.text() == "2 things need to be put right."
    assert form.fields["name"].hasFocus()
    QTest.keyClicks(form.fields["name"], "Little Acorns")
    form.fields["urn"].clear()
    press(form.fields["name"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.total() == 4)
    assert page.table.current_row().name == "Little Acorns"
    assert window.messages.text() == "Little Acorns added."


def test_what_is_shown_is_exported_in_its_order(qtbot, page, window, tmp_path):
    path = tmp_path / "shown.csv"
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    page.export_to(path)
    qtbot.waitUntil(lambda: "exported" in window.messages.text())
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0][0] == "School"
    assert [line[0] for line in lines[1:]] == ["Oakfield Primary School", "Hill Top Academy"]


def test_a_view_keeps_filter_and_columns(qtbot, page, services):
    page.filter.setText("hill")
    page.table.setColumnHidden(5, True)
    page.views_button.save("Hills")
    qtbot.waitUntil(lambda: bool(services.views.of("schools")))
    page.filter.setText("")
    page.table.setColumnHidden(5, False)
    page.use_view(services.views.of("schools")[0])
    assert page.table.isColumnHidden(5)
    qtbot.waitUntil(lambda: names(page) == ["Hill Top Academy"])


@pytest.fixture
def school(qtbot, page, window):
    made = window.go("school", {"uid": "oakfield"})
    qtbot.waitUntil(lambda: made.title() == "Oakfield Primary School")
    return made


def test_n_adds_a_person_who_then_stands_on_the_page(qtbot, school, window):
    press(school.sections.index, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    press(menu, Qt.Key.Key_P)
    form = dialog(qtbot, RoleForm)
    form.role.setCurrentIndex(form.role.findData("headteacher"))
    QTest.keyClicks(form.name, "Robin Ash")
    press(form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: school._school.head is not None)
    assert school._school.head.name == "Robin Ash"
    assert window.messages.text() == "Person added."


def test_the_index_walks_the_parts_by_keyboard(qtbot, school):
    index, bar = school.sections.index, school.sections.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert index.hasFocus()
    seen = []
    for _ in range(index.count()):
        seen.append(index.currentItem().text())
        press(index, Qt.Key.Key_Down)
    assert seen == [
        *(
            "Brief",
            "Chronology",
            "Category",
            "Concerns",
            "Inspections",
            "Plans",
            "Meetings",
            "Figures and SEN",
        ),
        "Monitoring",
        *(
            "People",
            "Visits",
            "Tasks",
            "What is owed",
            "Days",
            "Documents",
            "Facts with dates",
            "Details",
        ),
    ]
    assert school.sections.scrolled() > 0


def test_a_school_is_deleted_and_brought_back(qtbot, school, window):
    school.delete()
    listed = window.page("schools")
    qtbot.waitUntil(lambda: listed.model.total() == 2)
    assert window.here() == "schools"
    window.messages.undo_button.click()
    qtbot.waitUntil(lambda: listed.model.total() == 3)


def test_a_school_deleted_meanwhile_says_so_and_leads_back(qtbot, school, services, window):
    changes = services.schools.delete("oakfield")
    window.announce(changes)
    qtbot.waitUntil(lambda: school._empty is not None)
    school._empty.button.click()
    assert window.here() == "schools"
