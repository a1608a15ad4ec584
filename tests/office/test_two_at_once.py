"""Two officers' windows on the office store, one of which has a page open while the other saves."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.services import office as offices
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.provider_form import ProviderForm
from sif_desktop.ui.jobs import Jobs
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.widgets.undecided_mark import UndecidedMark
from sif_desktop.ui.widgets.versions_card import MarkedText
from tests.office.test_whole_program import calm
from tests.office_server import COLLEAGUE, OFFICER, PASSWORD
from tests.ui.office import Choices

TODAY = date(2026, 11, 23)


class Window:
    """Kim's, with the page of Oakfield in front."""

    def __init__(self, opened: offices.OpenedOffice, qtbot) -> None:
        self.jobs = Jobs(messages.report_failure)
        choices = Choices(office="", lock_after_minutes=0)
        self.context = AppContext(opened, self.jobs, choices, lambda: TODAY)
        self.window = self.context.window = MainWindow(self.context)
        self.mark = UndecidedMark(self.window, self.context)
        qtbot.addWidget(self.window)
        self.window.show()
        self.go("school", {"uid": "oakfield"})

    def go(self, key: str, params: dict[str, str] | None = None) -> None:
        self.window.go(key, params)
        calm(self.jobs)

    def form(self) -> ProviderForm:
        """The form of the school, filled in with what is known."""
        page = self.window.page("school")
        page.edit()
        calm(self.jobs)
        return next(f for f in page.findChildren(ProviderForm) if f.isVisible())

    def save(self, form: ProviderForm, **texts: str) -> None:
        for name, text in texts.items():
            field = form.fields[name]
            (field.setPlainText if name == "note" else field.setText)(text)
        form.verb.click()
        calm(self.jobs)

    def says(self) -> list[str]:
        page = self.window.page(self.window.here())
        return [label.text() for label in page.findChildren(QLabel)]


@pytest.fixture
def both(address, registry, qtbot):
    """Kim's window and Lee's services."""
    kim, lee = (
        offices.unlock(str(address), login.user, PASSWORD, registry, lambda: TODAY)
        for login in (OFFICER, COLLEAGUE)
    )
    with kim.services.context.store.action("A school", undoable=False) as act:
        act.create(
            provider, TEAM, "oakfield", urn="900001", name="Oakfield Primary School",
            status="Open", phase="Primary", telephone="01632 960000", website="www.oak.example",
            note="Park in front.",
        )  # fmt: skip
    window = Window(kim, qtbot)
    yield window, lee.services
    window.jobs.close()
    kim.close()
    lee.close()


def test_a_form_left_open_brings_nothing_back_that_a_colleague_changed(both):
    kim, lee = both
    form = kim.form()
    lee.schools.edit("oakfield", {"telephone": "01632 960001"})
    kim.save(form, website="www.oakfield.example")
    assert "01632 960001" in " ".join(kim.says())  # the page reads again what it shows
    known = lee.schools.entry("oakfield").values
    assert (known["telephone"], known["website"]) == ("01632 960001", "www.oakfield.example")
    assert lee.conflicts.count() == 0


def test_what_both_changed_is_shown_as_undecided_and_is_in_the_list_to_be_decided(both):
    kim, lee = both
    form = kim.form()
    lee.schools.edit("oakfield", {"note": "Park at the back."})
    kim.save(form, note="Park in Mill Lane.")
    (row,) = lee.conflicts.rows()
    said = {version.texts[0] for version in row.versions}
    assert said == {"Park at the back.", "Park in Mill Lane."}
    assert kim.mark.isVisible()
    assert "1 field here was changed by two people apart" in kim.mark.words.text()
    kim.go("conflicts")
    marked = {one.marked for one in kim.window.page("conflicts").card.findChildren(MarkedText)}
    assert marked == {("at", "the back."), ("Mill Lane.",), ()}


def test_a_page_gone_back_to_shows_what_a_colleague_saved_meanwhile(both):
    kim, lee = both
    kim.go("tasks")
    lee.schools.edit("oakfield", {"name": "Oakfield Academy"})
    kim.window.back()
    calm(kim.jobs)
    assert kim.window.here() == "school"
    assert "Oakfield Academy" in kim.says()
    form = kim.form()
    kim.save(form, name="Oakfield School")
    assert lee.conflicts.count() == 0
    assert lee.schools.entry("oakfield").values["name"] == "Oakfield School"
