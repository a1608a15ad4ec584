"""The real window on a real encrypted caseload with one school, and what a journey asks of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from sif_desktop.frameworks.registry import Registry
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import caseload
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.jobs import Job, Jobs
from sif_desktop.ui.main_window import MainWindow
from tests.caseloads import shipped_packs

PACKS = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
TODAY = date(2026, 11, 24)
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
Plain = Qt.KeyboardModifier.NoModifier


class Choices(dict):
    def set(self, key, value):
        self[key] = value


class Office:
    """The window with a school in the caseload, and what a test asks of it."""

    def __init__(
        self, qtbot, folder: Path, pack: str = "england-2026", registry: Registry | None = None
    ) -> None:
        self.day = TODAY  # a journey sets it on
        new = caseload.NewCaseload(folder / "hill.sif", "Kim Rowe", pack, "four plain words here")
        self.opened = caseload.create(
            new, registry or shipped_packs(), lambda: self.day, cost=keyfile.Cost(2**10)
        )
        self.services = self.opened.services
        with self.services.context.store.action("A school") as act:
            act.create(
                provider, TEAM, "oakfield", urn="900001", name="Oakfield Primary School",
                status="Open", phase="Primary", low_age="4", high_age="11",
            )  # fmt: skip
        self.bot, self.jobs = qtbot, Jobs(messages.report_failure)
        self.context = AppContext(self.opened, self.jobs, Choices(), lambda: self.day)
        self.window = self.context.window = MainWindow(self.context)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def planned(self, day: str = "2026-11-24", **more: object) -> str:
        plan = self.services.visits.defaults("core_visit", "oakfield")
        return self.services.visits.plan(replace(plan, visit_date=day, **more)).uid

    def visit(self, uid: str):
        self.window.go("visit", {"uid": uid})
        page = self.window.page("visit")
        self.bot.waitUntil(lambda: page.whole)
        return page

    def record(self, page):
        return self.services.visits.record(page.control.uid)

    def type(self, text: str, *, enter: bool = False) -> None:
        self.bot.keyClicks(self.focused(), text)
        if enter:
            self.bot.keyClick(self.focused(), Key.Key_Return)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.bot.keyClick(self.focused(), key, held)

    def focused(self):
        return QApplication.focusWidget() or self.window

    def dialog(self) -> QDialog:
        def shown():
            return [d for d in self.window.findChildren(QDialog) if d.isVisible()]

        self.bot.waitUntil(lambda: bool(shown()))
        return shown()[0]

    def soon(self, true) -> None:
        self.bot.waitUntil(true)

    def close(self) -> None:
        self.window.settle()
        self.soon(lambda: not self.jobs.findChildren(Job))  # the page is told of what ends now
        self.jobs.close()
        self.opened.close()


def fill_form(dialog, **given: str) -> None:
    """Type into the named fields of a short form: words, a day in ISO, a code to choose."""
    for name, words in given.items():
        field = dialog.fields[name]
        if hasattr(field, "set_value"):
            field.set_value(date.fromisoformat(words))
        elif hasattr(field, "findData"):
            field.setCurrentIndex(field.findData(words))
        elif hasattr(field, "setPlainText"):
            field.setPlainText(words)
        else:
            field.setText(words)
