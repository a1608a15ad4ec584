"""The steps of a document's life, as the composer offers them: to the school, issued, corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.dates import say_due
from sif_desktop.ui import messages
from sif_desktop.ui.commands import Command
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.issue_document import ChooseFolder, IssueDialog
from sif_desktop.ui.dialogs.note_reason import ReasonDialog
from sif_desktop.ui.dialogs.paper_sheet import PaperSheet
from sif_desktop.ui.slip_desk import SlipDesk

if TYPE_CHECKING:
    from sif_desktop.ui.page import Page

STATES = ("drafting", "with_school", "issued")
STEPS = ("Draft", "With the school", "Issued")
NEXT = {
    "drafting": "Send to the school",
    "with_school": "Issue note",
    "issued": "Save both files",
}
SIGN = "Sign off…"
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
        self.sign: Callable[[], object] = lambda: None  # records the next sign-off
        self.view: Any = None
        self.slips = SlipDesk(context, page, lambda: self.view, lambda: self._folder)
        self.dialog: IssueDialog | None = None

    def next_step(self) -> None:
        """What the one button does."""
        if self.view is None:
            return
        states = {"drafting": self.send, "with_school": self.issue, "issued": self.save_issued}
        step = states[self.view.state]
        if self.view.editable and not self.view.school_checks:
            step = self.issue
        (self.sign if next_words(self.view) == SIGN else step)()

    def further(self) -> Further:
        """What else can be done in this state."""
        if self.view.editable and not self.view.school_checks:
            return [("Save the draft as files…", self.save_draft)]
        if self.view.state == "drafting":
            return [
                ("Issue without sending it to the school first", self.issue),
                ("Save the draft as files…", self.save_draft),
                *self.slips.further(),
                *self._evidence(),
            ]
        if self.view.state == "with_school":
            return [
                ("Take it back to draft", self.back_to_draft),
                ("Save the draft as files…", self.save_draft),
                *self.slips.further(),
                *self._evidence(),
            ]
        return [(f"{_correct(self.view)}…", self.correct), *self._evidence()]

    def _evidence(self) -> Further:
        annex = ("Evidence annex, for the file…", self.print_evidence)
        return [annex] if self.view.visit_uid else []

    def print_evidence(self) -> None:
        """What each sentence rests on, for the file."""
        uid, title = self.view.uid, "Evidence annex, for the file only"
        make = lambda s: s.paper.annex(uid)  # noqa: E731
        PaperSheet(self._context, self._page, title, make, self._folder).open()

    def commands(self, group: str) -> tuple[Command, ...]:
        """What is offered under More, for the command box."""
        files = Command("note-draft-files", "Save the draft as files", self.save_draft, "", group)
        return (files, *self.slips.commands(group))

    def send(self) -> None:
        uid = self.view.uid
        words = "Marked as with the school. Save the draft with its slip, and send both."
        self._write(lambda s: s.documents.send_to_school(uid), words)

    def back_to_draft(self) -> None:
        uid = self.view.uid
        self._write(lambda s: s.documents.back_to_draft(uid), "Back to draft.")

    def correct(self) -> None:
        uid = self.view.uid
        dialog = ReasonDialog(
            _correct(self.view),
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


def _correct(view: Any) -> str:
    return f"Correct {'these' if view.noun == 'minutes' else 'this'} {view.noun}"


def steps_of(view: Any) -> tuple[tuple[str, ...], int]:
    """The steps of this document's life, and which is reached."""
    if view.school_checks:
        return STEPS, STATES.index(view.state)
    if not view.editable:
        return ("Draft", "Issued"), 1
    if not view.steps:
        return ("Draft", "Issued"), 0
    return ("Draft", "Signed off", "Issued"), int(view.next_to_sign is None)


def next_words(view: Any) -> str:
    """What the one button says."""
    if not view.editable:
        return NEXT["issued"]
    must = [c.finding for c in view.checks if c.finding.severity == "must"]
    ready = all(finding.place.sign_off for finding in must)
    if must and ready and (not view.school_checks or view.state == "with_school"):
        return SIGN
    return NEXT[view.state] if view.school_checks else f"Issue {view.noun}"


def due_words(view: Any, today: date) -> str:
    """When the document is due and by which rule, in words that follow its title."""
    if view.due is None or not view.editable:
        return ""
    said = say_due(view.due.day, today)
    return f" · {said if 'due' in said else f'due {said}'} ({view.due.words})"


def about(view: Any) -> str:
    """How far the document has come, in words that follow its title."""
    if view.state == "issued":
        return f" · version {view.versions[0].number}"
    if view.next_number > 1:
        return f" · correction: {view.correction}"
    sent = long_date(view.sent_to_school_on)
    return f" · with the school since {sent}" if view.state == "with_school" and sent else ""
