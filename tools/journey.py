"""The main job through the real window: from an empty folder to an issued note of visit.

Every step is done with keys and clicks as an officer does it; only the system's own file dialog is
stood in for. `Journey.run()` returns what was entered, for whoever reads the files back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import journey_words as words
from hands import Hands, StuckError, picture_of
from journey_note import WriteNote
from journey_visit import InSchool
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton

from sif_desktop.tour import SIZE, Tour
from sif_desktop.ui.dialogs.import_register import ImportDialog
from sif_desktop.ui.dialogs.plan_visit import PlanVisitDialog
from sif_desktop.ui.item_models.rows import RowsModel
from sif_desktop.ui.main_window import MainWindow
from sif_desktop.ui.pages.schools import SchoolsPage

REGISTER = (
    Path(__file__).parents[1]
    / "tests/data"
    / ("gias_results_export_sample_2022_heads_invented.csv")
)
Picture = Callable[[str, QPixmap], object]


@dataclass(frozen=True, slots=True)
class Travelled:
    """What came of the journey: the files, what the note must say, and what it cost.

    `to_issue` is (keys, clicks) from the last jotting to the issued note.
    """

    store: Path
    docx: Path
    pdf: Path
    recipients: tuple[tuple[str, str], ...]  # role, copy, as the dialog offered them
    opened: int  # findings that were opened at their place
    keys: int
    clicks: int
    to_issue: tuple[int, int]


class Journey:
    """`folder` holds the caseload and, in `issued`, the files saved from it."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        today: date,
        say: Callable[[str], object] = lambda _line: None,
        picture: Picture | None = None,
    ) -> None:
        (folder / "caseload").mkdir(parents=True, exist_ok=True)
        self.issued = folder / "issued"
        self.issued.mkdir(exist_ok=True)
        self.tour = Tour(app, folder / "caseload", today)
        self.hands = Hands(self.tour)
        self._folder, self._say, self._picture = folder, say, picture
        self._steps = 0
        self.in_school, self.note = InSchool(self), WriteNote(self)

    @property
    def window(self) -> MainWindow:
        window = self.tour.desk.window
        assert window is not None
        return window

    def run(self) -> Travelled:
        """The whole job. Raises StuckError where an officer could not go on."""
        try:
            self.first_run()
            self.import_schools()
            self.open_school()
            self.plan_visit()
            self.in_school.capture()
            self.in_school.sum_up()
            self.in_school.end_visit()
            self.note.write()
            self.note.issue()
        except StuckError:
            self._take("stuck-here")
            raise
        return self._travelled()

    def _travelled(self) -> Travelled:
        hands, (keys, clicks) = self.hands, self.in_school.last_jotting
        docx, pdf = (self._school_copy(end) for end in (".docx", ".pdf"))
        return Travelled(
            store=next((self._folder / "caseload").glob("*.sif")),
            docx=docx,
            pdf=pdf,
            recipients=self.note.recipients,
            opened=self.note.opened,
            keys=hands.keys,
            clicks=hands.clicks,
            to_issue=(hands.keys - keys, hands.clicks - clicks),
        )

    def _school_copy(self, ending: str) -> Path:
        """The other copies bear the same name with a word more."""
        return min(self.issued.glob(f"*{ending}"), key=lambda path: len(path.name))

    def end(self) -> None:
        self.tour.end()

    def shows(self, name: str) -> None:
        """A step is on the screen: say so and take its picture."""
        self._steps += 1
        if self._picture is not None:
            self.hands.rest()
            self._take(f"{self._steps:02}-{name}")
        self._say(f"{self._steps:2}. {name.replace('-', ' ')}")

    def _take(self, name: str) -> None:
        if self._picture is not None:
            front = self.hands.front()
            self._picture(name, picture_of(front, self.tour.desk.front() or front))

    # Before the caseload -------------------------------------------------------------------------

    def first_run(self) -> None:
        desk, hands = self.tour.desk, self.hands
        desk.begin()
        gate = desk.gate
        assert gate is not None
        gate.resize(*SIZE)
        hands.at("Your name")
        hands.type(words.OFFICER)
        hands.press("Tab")
        hands.at("Job title")
        hands.type(words.JOB_TITLE)
        self.shows("who-are-you")
        hands.press("Return")
        self._choose_pack()
        self._choose_passphrase()
        hands.until(lambda: desk.window is not None, "the caseload to open")
        self.window.resize(*SIZE)
        self.shows("today")

    def _choose_pack(self) -> None:
        hands = self.hands
        hands.until(lambda: isinstance(hands.focus(), QRadioButton), "the rulebooks")
        for _ in range(20):
            if hands.focus().property("pack") == words.PACK:
                break
            hands.press("Down")
        hands.press("Space", "Tab")
        hands.at("Name of your authority")
        hands.enter(words.AUTHORITY)
        self.shows("which-authority")
        hands.press("Return")

    def _choose_passphrase(self) -> None:
        hands = self.hands
        hands.at("Passphrase")
        hands.type(words.PASSPHRASE)
        hands.press("Tab")
        hands.at("Passphrase again")
        hands.type(words.PASSPHRASE)
        hands.tab_to("Save…")
        with hands.file_dialog(self._folder / "Recovery code.txt"):
            hands.press("Space")
        self.shows("choose-a-passphrase")
        hands.tab_to("Make the caseload")
        hands.press("Space")

    # Schools -------------------------------------------------------------------------------------

    def import_schools(self) -> None:
        hands = self.hands
        hands.press("Ctrl+2")
        hands.at("Import register…")
        self.shows("no-schools-yet")
        with hands.file_dialog(REGISTER):
            hands.press("Return")
        dialog = hands.dialog(ImportDialog)
        hands.until(dialog.verb.isEnabled, "the file to be compared")
        self._tick(dialog)
        hands.until(lambda: dialog.verb.text() == "Import 57 schools", "one authority's schools")
        self.shows("import-register")
        hands.press("Return")
        hands.until(lambda: self._schools().rowCount() == 57, "the schools to be listed")
        self.shows("schools")

    def _tick(self, dialog: ImportDialog) -> None:
        """Take the schools of one authority: arrows to its line, Space."""
        hands, ticks = self.hands, dialog.authorities.list
        hands.at("Local authorities")
        for _ in range(ticks.count()):
            line = ticks.currentItem()
            ticked = line.checkState() == Qt.CheckState.Checked
            if line.text().startswith(words.LA) != ticked:
                hands.press("Space")
            hands.press("Down")

    def _schools(self) -> RowsModel:
        page = self.window.page("schools")
        assert isinstance(page, SchoolsPage)
        return page.model

    def open_school(self) -> None:
        hands = self.hands
        hands.press("Ctrl+F")
        hands.at("Filter by name")
        hands.type(words.SCHOOL.split()[0].lower())
        hands.until(lambda: self._schools().rowCount() == 1, "the filter to find the school")
        hands.press("Return", "Return")
        hands.until(lambda: self.window.page("school").title() == words.SCHOOL, "the school")
        self.shows("school")

    def to_school(self) -> None:
        """To the school again, through the list as it was left."""
        hands = self.hands
        hands.press("Ctrl+2")
        hands.at("Schools")
        hands.press("Return")
        hands.until(lambda: self.window.here() == "school", "the school")
        hands.rest()

    def lock(self) -> None:
        self.hands.press("Ctrl+Shift+L")
        self.hands.until(lambda: self.tour.desk.window is None, "the caseload to be locked")

    def unlock(self, passphrase: str) -> None:
        """Give a passphrase at the gate; whether it opens is another matter."""
        self.hands.at("Passphrase")
        self.hands.enter(passphrase, "Return")

    # The visit -----------------------------------------------------------------------------------

    def plan_visit(self) -> None:
        hands = self.hands
        hands.press("N")
        hands.until(lambda: QApplication.activePopupWidget() is not None, "the menu of N")
        hands.press("V")
        hands.dialog(PlanVisitDialog)
        hands.at("Type")
        hands.tab_to("Date")
        hands.enter("today", "Tab")
        hands.enter("9:30", "Tab")
        hands.enter("12:30", "Tab")
        hands.at("Focus")
        hands.enter(words.FOCUS, "Tab")
        hands.at("Areas agreed")
        hands.type(words.AREAS)
        for role, name in words.NAMES.items():
            self._meet(role, name)
        hands.tab_to("Name of a companion")
        hands.enter(words.COMPANION, "Tab")
        hands.press("Down")
        self.shows("plan-a-visit")
        hands.press("Ctrl+Return")
        hands.until(lambda: self.window.here() == "visit", "the visit to open")
        hands.at("Jotting")
        self.shows("visit-planned")

    def _meet(self, role: str, name: str) -> None:
        box = self.hands.tab_to(role)
        assert isinstance(box, QCheckBox)
        if not box.isChecked():
            self.hands.press("Space")
        self.hands.press("Tab")
        self.hands.at(f"Name of the {role}")
        self.hands.enter(name)
