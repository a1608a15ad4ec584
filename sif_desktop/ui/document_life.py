"""The steps of a document's life, as the composer offers them: to the school, issued, corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.issue_document import ChooseFolder, IssueDialog
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet

if TYPE_CHECKING:
    from sif_desktop.ui.page import Page

STATES = ("drafting", "with_school", "issued")
STEPS = ("Draft", "With the school", "Issued")
NEXT = {
    "drafting": "Send to the school",
    "with_school": "Issue note",
    "issued": "Save both files",
}
Write = Callable[[Callable[[Any], Any], str], None]
Further = list[tuple[str, Callable[[], object]]]


class DocumentLife:
    """`write(work, words)` has the service write; `go_to` leads to what a finding points at."""

    def __init__(
        self,
        context: AppContext,
        page: Page,
        write: Write,
        go_to: Callable[[Any], None],
        folder: ChooseFolder,
    ) -> None:
        self._context, self._page = context, page
        self._write, self._go_to, self._folder = write, go_to, folder
        self.view: Any = None
        self.dialog: IssueDialog | None = None

    def next_step(self) -> None:
        """What the one button does."""
        run = {"drafting": self.send, "with_school": self.issue, "issued": self.save_issued}
        if self.view is not None:
            run[self.view.state]()

    def further(self) -> Further:
        """What else can be done in this state."""
        if self.view.state == "drafting":
            return [
                ("Issue without sending it to the school first", self.issue),
                ("Save the draft as files…", self.save_draft),
                *self._evidence(),
            ]
        if self.view.state == "with_school":
            return [
                ("Take it back to draft", self.back_to_draft),
                ("Save the draft as files…", self.save_draft),
                *self._evidence(),
            ]
        return [("Correct this note…", self.correct), *self._evidence()]

    def _evidence(self) -> Further:
        annex = ("Evidence annex, for the file…", self.print_evidence)
        return [annex] if self.view.visit_uid else []

    def print_evidence(self) -> None:
        """What each sentence rests on, for the file."""
        uid, title = self.view.uid, "Evidence annex, for the file only"
        make = lambda s: s.paper.annex(uid)  # noqa: E731
        PaperSheet(self._context, self._page, title, make, self._folder).open()

    def send(self) -> None:
        uid = self.view.uid
        words = "Marked as with the school. Save the draft as files and send them."
        self._write(lambda s: s.documents.send_to_school(uid), words)

    def back_to_draft(self) -> None:
        uid = self.view.uid
        self._write(lambda s: s.documents.back_to_draft(uid), "Back to draft.")

    def correct(self) -> None:
        uid = self.view.uid
        dialog = ReasonDialog(
            "Correct this note",
            "The reason is printed on the next version. The version issued stays readable.",
            "Begin the correction",
            self._page,
        )
        dialog.given.connect(
            lambda words: self._write(
                lambda s: s.documents.correct(uid, words), "Correction begun."
            )
        )
        dialog.open()

    def issue(self) -> None:
        uid, documents = self.view.uid, self._context.services.documents
        self._context.jobs.run(self._page, lambda: documents.issue_plan(uid), self._ask_issue)

    def _ask_issue(self, plan: Any) -> None:
        if plan.blocking:
            self._go_to(plan.blocking[0])
            messages.say(self._page, f"Not ready to issue: {plan.blocking[0].message}")
            return
        self.dialog = IssueDialog(self._context, self.view, plan, self._page, self._folder)
        self.dialog.issued.connect(self._on_issued)
        self.dialog.logged.connect(lambda changes: self._context.announce(changes))
        self.dialog.open()

    def _on_issued(self, issued: Any) -> None:
        words = f"Version {issued.number} is issued."
        self._context.announce(issued.changes, words, undoable=False)

    def save_draft(self) -> None:
        uid, documents = self.view.uid, self._context.services.documents
        self._save(lambda folder: documents.export_draft(uid, folder))

    def save_issued(self) -> None:
        documents, version = self._context.services.documents, self.view.versions[0]
        self._save(lambda folder: documents.export_version(version, "school", folder))

    def _save(self, work: Callable[[Path], Any]) -> None:
        if folder := self._folder(self._page):
            self._context.jobs.run(
                self._page,
                lambda: work(Path(folder)),
                lambda paths: messages.say(
                    self._page, f"Saved {paths[0].name} and {paths[1].name}."
                ),
            )


def about(view: Any) -> str:
    """How far the document has come, in words that follow its title."""
    if view.state == "issued":
        return f" · version {view.versions[0].number}"
    if view.next_number > 1:
        return f" · correction: {view.correction}"
    sent = long_date(view.sent_to_school_on)
    return f" · with the school since {sent}" if view.state == "with_school" and sent else ""
