"""Taking in a file: its words asked for, looked at, taken in with a bar, reported, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.dialogs.receive_file import (
    FILE,
    FILE_AT_OFFICE,
    ReceiveDialog,
    Wording,
)
from sif_desktop.ui.jobs import Job

if TYPE_CHECKING:
    from sif_desktop.services.received_rows import ReceivedRow
    from sif_desktop.services.sending import FileRow

FILTER = "Exchange files (*.sifx)"


@dataclass(frozen=True, slots=True)
class _Opening:
    """A file and what it is opened by."""

    path: Path
    words: str = ""
    recovery: str = ""
    accepted: bool = False  # somebody vouches for its sender

    def given(self) -> dict[str, Any]:
        keys = {"passphrase": self.words, "recovery": self.recovery}
        return keys | {"accepted": self.accepted}


class Receiving:
    """`go` opens a page: where the officer wants to settle what came in twice."""

    def __init__(self, context: AppContext, page: QWidget, go: Callable[..., object]) -> None:
        self._context, self._page, self._go = context, page, go
        self.dialog: ReceiveDialog | None = None
        self.form: AskedForm | None = None
        self.job: Job | None = None

    def choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "Receive a file", "", FILTER)
        if name:
            self.take(Path(name))

    def choose_to_recover(self) -> None:
        """A file that was written for somebody else, by the key in the sealed envelope."""
        name, _ = QFileDialog.getOpenFileName(self._page, "A file to recover", "", FILTER)
        if name:
            self.ask_recovery(Path(name))

    def take(self, path: Path) -> None:
        """Look at this file; nothing is changed by it."""
        self._context.jobs.run(
            self._page,
            lambda: self._context.services.exchange.needs_words(path),
            lambda needed: self._ask_words(path) if needed else self._look(_Opening(path)),
        )

    def _ask_words(self, path: Path) -> None:
        form = self.form = AskedForm(
            self._page,
            "The words of this file",
            "Look at the file",
            [Ask("words", "Words", hint="as the sender reads them out")],
            self._context.today(),
            f"{path.name} is opened by the words its sender reads out to you.",
        )

        def given() -> None:
            words = form.values()["words"].strip()
            if not words:
                raise Problem("Type the words the sender reads out.")
            self._look(_Opening(path, words), form)

        on_confirm(form, given)
        form.open()

    def ask_recovery(self, path: Path) -> None:
        """Every file of a team also opens with its recovery key, should its reader have left."""
        form = self.form = AskedForm(
            self._page,
            "This file was written for somebody else",
            "Open with the recovery key",
            [
                Ask("told", "Is it for you?", "told", "Ask the sender to choose you, and send "
                    "it again."),
                Ask("told2", "Has its reader left?", "told", "Whoever answers for the team holds "
                    "the recovery key in a sealed envelope. It opens every file of the team but "
                    "those made for spoken words. Seal it again afterwards."),
                Ask("secret", "Recovery key", hint="begins with AGE-SECRET-KEY"),
            ],
            self._context.today(),
            path.name,
        )  # fmt: skip

        def given() -> None:
            secret = form.values()["secret"].strip()
            if not secret:
                raise Problem("Type the recovery key as it is printed.")
            self._look(_Opening(path, recovery=secret), form)

        on_confirm(form, given)
        form.open()

    def _look(self, opening: _Opening, form: AskedForm | None = None) -> None:
        def done(row: ReceivedRow) -> None:
            if form is not None:
                form.accept()
            self._preview(opening, row)

        def failed(error: BaseException) -> None:
            if _is_about_sender(error):
                if form is not None:
                    form.accept()
                self._ask_trust(opening, error)
            elif form is not None:
                form.refuse(error)
            elif _is_for_another(error):
                self.ask_recovery(opening.path)
            else:
                messages.report_failure(self._page, error)

        self._context.jobs.run(
            form or self._page,
            lambda: self._context.services.exchange.preview(opening.path, **opening.given()),
            done,
            failed,
        )

    def _ask_trust(self, opening: _Opening, problem: Any) -> None:
        """Somebody not known, or no longer trusted: a person decides, not the program."""
        form = self.form = AskedForm(
            self._page,
            "Who is it from?",
            "I vouch for it: look at the file",
            [Ask("told", "What to do", "told", problem.hint)],
            self._context.today(),
            problem.message,
        )
        on_confirm(form, lambda: self._look(replace(opening, accepted=True), form))
        form.open()

    def _preview(self, opening: _Opening, row: ReceivedRow) -> None:
        dialog = self.dialog = ReceiveDialog(
            self._page, opening.path.name, row, words=self._words()
        )
        dialog.wanted.connect(lambda: self._take_in(opening, dialog))
        dialog.open()

    def _words(self) -> Wording:
        return FILE_AT_OFFICE if self._context.opened.address else FILE

    def _take_in(self, opening: _Opening, dialog: ReceiveDialog) -> None:
        window, path = self._context.window, opening.path
        if window is not None:
            window.settle()

        def work(progress: Any, cancelled: Callable[[], bool]) -> Any:
            def step(done: int, total: int) -> None:
                if cancelled():
                    raise Cancelled
                progress(done, total)

            return self._context.services.exchange.receive(path, progress=step, **opening.given())

        def failed(error: BaseException) -> None:
            dialog.fail()
            messages.report_failure(dialog, error)

        self.job = self._context.jobs.run_long(
            dialog,
            f"Taking in {path.name}",
            work,
            lambda row: self._report(path, dialog, row),
            failed,
        )
        dialog.watch(self.job)
        dialog.rejected.connect(self.job.cancel)

    def _report(self, path: Path, before: ReceiveDialog, row: ReceivedRow) -> None:
        before.accept()
        self._context.announce(row.changes, f"{row.new:,} changes from {row.sender} taken in.",
                               undoable=False)  # fmt: skip
        dialog = self.dialog = ReceiveDialog(
            self._page, path.name, row, done=True, words=self._words()
        )
        dialog.decide.connect(lambda: self._go("conflicts"))
        dialog.glance.connect(lambda: self._go("conflicts", glance=True))
        dialog.undo.connect(self.ask_undo)
        dialog.receipt.connect(lambda: self.write_receipt(row.changes.action, path.parent))
        dialog.open()

    def ask_undo(self, _row: object = None) -> None:
        """Say what undoing the newest file does; done when the officer says so."""
        from sif_desktop.services import received

        context = self._context
        context.jobs.run(
            self._page, lambda: received.undoable(context.services), self._confirm_undo
        )

    def _confirm_undo(self, row: FileRow) -> None:
        form = self.form = AskedForm(
            self._page,
            "Undo what was received",
            "Undo it",
            [
                Ask("told", "Which file", "told", f"From {row.who}, taken in {_moment(row.at)}"),
                Ask("told2", "What goes", "told", "All that came in with it. It comes again with "
                    "the sender’s next file."),
                Ask("told3", "What stays", "told", "Your own work since: it is put on top of the "
                    "backup made before the file. The caseload as it is now is kept beside it."),
            ],
            self._context.today(),
            "The caseload closes and opens again, and goes on under a new number. This cannot be "
            "undone; the file can be received again.",
        )  # fmt: skip

        def confirmed() -> None:
            form.accept()
            self._context.undo_receive_wanted.emit()

        on_confirm(form, confirmed)
        form.verb.setFocus()
        form.open()

    def write_receipt(self, bundle: str, folder: Path) -> None:
        """Beside the file that came: what the sender may count on being held here."""
        self._context.jobs.run_long(
            self._page,
            "Writing the receipt",
            lambda _progress, _cancelled: self._context.services.sending.receipt(bundle, folder),
            lambda sent: messages.say(self._page, f"The receipt is {sent.path.name}."),
        )


def _is_for_another(error: BaseException) -> bool:
    from sif_desktop.services.exchange import NotForYou

    return isinstance(error, NotForYou)


def _moment(at: datetime) -> str:
    here = at.astimezone()
    return f"on {here.day} {here:%B %Y at %H:%M}"


def _is_about_sender(error: BaseException) -> bool:
    from sif_desktop.services.exchange import RevokedSender, UnknownSender

    return isinstance(error, UnknownSender | RevokedSender)
