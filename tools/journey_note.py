"""After the visit: the draft, its checks, an edited sentence, the school, the issue, the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import journey_words as words
from hands import StuckError
from PySide6.QtWidgets import QCheckBox, QPushButton

from sif_desktop.ui.dialogs.issue_document import IssueDialog
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.pages.composer import ComposerPage

if TYPE_CHECKING:
    from journey import Journey


class WriteNote:
    """`opened` counts the findings that were opened at their place; `recipients` is (role, copy)
    of each box in the dialog."""

    def __init__(self, journey: Journey) -> None:
        self._journey, self._hands = journey, journey.hands
        self.opened = 0
        self.recipients: tuple[tuple[str, str], ...] = ()

    @property
    def page(self) -> ComposerPage:
        page = self._journey.window.page("composer")
        assert isinstance(page, ComposerPage)
        return page

    def write(self) -> None:
        hands = self._hands
        hands.click(hands.see(QPushButton, "Write the note"))
        hands.until(lambda: self._journey.window.here() == "composer", "the note's page")
        hands.until(lambda: self.page.view is not None, "the note to be composed")
        hands.at("Draft of the note")
        hands.rest()
        self._journey.shows("note-drafted")
        self._open_checks()
        self._edit(words.GRADES[0][4], words.EDITED)
        for line in words.KEPT:
            self._find(line)
            hands.press("K")
            hands.rest()
        self._find(words.LEFT_OUT)
        hands.press("Delete")
        hands.rest()
        self._answer_checks()
        self._journey.shows("note-checked")

    # Checks --------------------------------------------------------------------------------------

    def _open_checks(self) -> None:
        """Open every finding at its place, and come back."""
        hands = self._hands
        for row in range(len(self.page.view.checks)):
            finding = self.page.view.checks[row].finding
            self._into("Checks before issue")
            hands.press("Home", *["Down"] * row, "Return")
            hands.rest()
            if finding.place.capture:
                self._arrived_on_visit(finding)
                hands.press("Alt+Left")
                hands.until(lambda: self._journey.window.here() == "composer", "the note again")
                hands.rest()
            else:
                self._arrived_in_draft(finding)
            self.opened += 1

    def _arrived_on_visit(self, finding: Any) -> None:
        if self._journey.window.here() != "visit":
            raise StuckError(f"“{finding.message}” did not open the visit")
        item = finding.place.item
        checklist = self._journey.in_school.page.checklist
        if item and checklist.current() != item:
            raise StuckError(f"“{finding.message}” opened {checklist.current()}, not {item}")

    def _arrived_in_draft(self, finding: Any) -> None:
        line, place = self.page.sheet.current_line(), finding.place
        wanted = place.sentence or place.row or place.section
        if line is None or line.id != wanted:
            raise StuckError(f"“{finding.message}” did not lead to {wanted}")
        self._hands.at("Draft of the note")

    def _answer_checks(self) -> None:
        """Give a reason for each thing to look at that is meant to stand."""
        hands = self._hands
        while waiting := [row for row, line in enumerate(self.page.view.checks) if not line.answer]:
            self._into("Checks before issue")
            hands.press("Home", *["Down"] * waiting[0], "R")
            hands.dialog(ReasonDialog)
            hands.at("Reason")
            hands.type(words.REASON)
            hands.press("Ctrl+Return")
            before = len(waiting)
            hands.until(lambda n=before: self._waiting() < n, "the reason to be kept")  # type: ignore[misc]
            hands.rest()

    def _waiting(self) -> int:
        return sum(1 for line in self.page.view.checks if not line.answer)

    # The draft -----------------------------------------------------------------------------------

    def _into(self, name: str) -> None:
        """Go round the parts of the page with F6."""
        for _ in range(5):
            if self._hands.focus().accessibleName().startswith(name):
                return
            self._hands.press("F6")
        raise StuckError(f"F6 does not lead to “{name}”")

    def _find(self, text: str) -> None:
        """Walk down the draft to the sentence that begins with `text`."""
        self._into("Draft of the note")
        hands, sheet = self._hands, self.page.sheet
        lines = sheet.lines
        wanted = next(
            (n for n in range(lines.rowCount()) if lines.line(n).text.startswith(text)), -1
        )
        if wanted < 0:
            raise StuckError(f"the draft does not say “{text}”")
        while (here := sheet.currentIndex().row()) != wanted:
            hands.press("Down" if here < wanted else "Up")

    def _edit(self, text: str, new: str) -> None:
        hands = self._hands
        self._find(text.split(";")[0])
        hands.press("Return")
        hands.at("Sentence")
        hands.enter(new)
        hands.rest()
        self._journey.shows("editing-a-sentence")
        hands.press("Escape")
        hands.rest()
        self._find(new)

    # Its life ------------------------------------------------------------------------------------

    def issue(self) -> None:
        hands, page = self._hands, self.page
        hands.press("Ctrl+Return")
        hands.until(lambda: page.view.state == "with_school", "the note to be with the school")
        hands.rest()
        self._journey.shows("with-the-school")
        hands.press("Ctrl+Return")
        dialog = hands.dialog(IssueDialog)
        hands.at("Issue version 1")
        boxes = [box for box in dialog.findChildren(QCheckBox) if box.isChecked()]
        self.recipients = tuple(
            (box.text().split(",")[0], box.accessibleDescription().split(" · ")[0]) for box in boxes
        )
        self._journey.shows("issue-note")
        hands.press("Return")
        hands.at("Save the files")
        self._journey.shows("issued")
        with hands.file_dialog(self._journey.issued):
            hands.press("Return")
        files = 2 * len({copy for _role, copy in self.recipients})
        hands.until(lambda: len(list(self._journey.issued.iterdir())) == files, "every copy")
        hands.rest()
        hands.press("Escape")
        hands.until(lambda: page.view.state == "issued", "the note to be issued")
        self._journey.shows("note-issued")
