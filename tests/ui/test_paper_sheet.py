"""Printing from the window: preview, both files, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from tests.ui.office import Office


@pytest.fixture
def office(qtbot, tmp_path):
    made = Office(qtbot, tmp_path)
    yield made
    made.close()


def sheet(qtbot) -> PaperSheet:
    def there() -> bool:
        return any(isinstance(one, PaperSheet) for one in QApplication.topLevelWidgets())

    qtbot.waitUntil(there)
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperSheet))
    qtbot.waitUntil(shown.save_button.isEnabled)
    qtbot.waitUntil(lambda: shown.view.pages.page_count() > 0)
    return shown


def saved(qtbot, shown: PaperSheet, folder: Path) -> list[str]:
    shown._folder = lambda _parent: str(folder)
    QTest.keyClick(shown.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.said.text().startswith("Saved"))
    names = sorted(path.name for path in folder.iterdir())
    shown.close()
    return names


def test_a_blank_checklist_is_printed_from_the_rulebook(qtbot, office, tmp_path):
    page = office.window.go("rulebook", {})
    qtbot.waitUntil(lambda: bool(page.paper.menu().actions()))
    page.paper.menu().actions()[0].trigger()
    shown = sheet(qtbot)
    assert shown.view.pages.page_count() > 1
    (tmp_path / "out").mkdir()
    names = saved(qtbot, shown, tmp_path / "out")
    assert [name.rsplit(".", 1)[1] for name in names] == ["docx", "pdf"]


def test_the_brief_is_printed_from_the_schools_page(qtbot, office, tmp_path):
    page = office.window.go("school", {"uid": "oakfield"})
    qtbot.waitUntil(lambda: page._school is not None)
    page.print_brief()
    shown = sheet(qtbot)
    assert shown.view.pages.page_count() == 1
    (tmp_path / "out").mkdir()
    assert len(saved(qtbot, shown, tmp_path / "out")) == 2


@pytest.mark.req("MK10-08")
def test_the_sheet_of_categories_is_printed_from_the_rulebook(qtbot, office, tmp_path):
    office.window.go("rulebook", {}).print_categories()
    shown = sheet(qtbot)
    (tmp_path / "out").mkdir()
    names = saved(qtbot, shown, tmp_path / "out")
    assert [name.rsplit(".", 1)[1] for name in names] == ["docx", "pdf"]
