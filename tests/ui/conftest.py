"""What the tests of the screen share: one look, a context without services, a shown window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from sif_desktop.ui import messages, theme
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.navigation import PageSpec
from sif_desktop.ui.page import Page


class SamplePage(Page):
    """A page with a filter and a record, as the real ones have."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter")
        self.add(self.filter)
        self.record = ""
        self.refreshed: list[object] = []
        self.settled = 0

    def show_record(self, params):
        self.record = params["uid"]

    def refresh(self, changes):
        self.refreshed.append(changes)

    def state(self):
        return super().state() | {"filter": self.filter.text(), "uid": self.record}

    def restore(self, state):
        self.filter.setText(state["filter"])
        self.record = state["uid"]
        super().restore(state)

    def leave(self):
        self.settled += 1


class SampleContext:
    caseload = "Hill & Vale"
    banner = ""
    search = None

    def __init__(self) -> None:
        self.jobs = Jobs(messages.report_failure)
        self.remembered: dict[str, object] = {}
        self.locked = False
        self.built: list[str] = []
        self.pages = tuple(
            PageSpec(key, key.title(), key, self._factory(key), f"Ctrl+{number}", key != "cases")
            for number, key in enumerate(("today", "schools", "cases"), start=1)
        )

    def _factory(self, key: str):
        def make(context: object) -> SamplePage:
            self.built.append(key)
            return SamplePage(key.title())

        return make

    def lock(self) -> None:
        self.locked = True

    def look(self) -> bool:
        return False

    def remember(self, key: str, value: object) -> None:
        self.remembered[key] = value


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Look]:
    """The light look at 100 %. Giving it to the program takes longer than many a test, so that is
    done where another was left."""
    if (theme.choice(), theme.current().scale) != ("light", 1.0) or not qapp.styleSheet():
        theme.apply(qapp, "light", 1.0)
    yield theme.current()


@pytest.fixture
def context() -> Iterator[SampleContext]:
    made = SampleContext()
    yield made
    made.jobs.close()


@pytest.fixture
def window(qtbot, context: SampleContext) -> MainWindow:
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go("today")
    return made
