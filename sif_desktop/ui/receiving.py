"""Taking in a file: its words asked for, looked at, taken in with a bar, reported, undone."""

from __future__ import annotations

from collections.abc import Callable
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
    from sif_desktop.services.exchange import ReceivedRow

FILTER = "Exchange files (*.sifx)"


class Receiving:
    """`decide` is called where the officer wants to settle what came in twice."""

    def __init__(self, context: AppContext, page: QWidget, decide: Callable[[], object]) -> None:
        self._context, self._page, self._decide = context, page, decide
        self.dialog: ReceiveDialog | None = None
        self.form: AskedForm | None = None
        self.job: Job | None = None

    def choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._page, "Receive a file", "", FILTER)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Look at this file; nothing is changed by it."""
        self._context.jobs.run(
            self._page,
            lambda: self._context.services.exchange.needs_words(path),
            lambda needed: self._ask_words(path) if needed else self._look(path, "", False),
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
            self._look(path, words, False, form)

        on_confirm(form, given)
        form.open()

    def _look(self, path: Path, words: str, accepted: bool, form: AskedForm | None = None) -> None:
        def done(row: ReceivedRow) -> None:
            if form is not None:
                form.accept()
            self._preview(path, words, accepted, row)

        def failed(error: BaseException) -> None:
            if _is_about_sender(error):
                if form is not None:
                    form.accept()
                self._ask_trust(path, words, error)
            elif form is not None:
                form.refuse(error)
            else:
                messages.report_failure(self._page, error)

        self._context.jobs.run(
            form or self._page,
            lambda: self._context.services.exchange.preview(
                path, passphrase=words, accepted=accepted
            ),
            done,
            failed,
        )

    def _ask_trust(self, path: Path, words: str, problem: Any) -> None:
        """Somebody not known, or no longer trusted: a person decides, not the program."""
        form = self.form = AskedForm(
            self._page,
            "Who is it from?",
            "I vouch for it: look at the file",
            [Ask("told", "What to do", "told", problem.hint)],
            self._context.today(),
            problem.message,
        )
        on_confirm(form, lambda: self._look(path, words, True, form))
        form.open()

    def _preview(self, path: Path, words: str, accepted: bool, row: ReceivedRow) -> None:
        dialog = self.dialog = ReceiveDialog(self._page, path.name, row, words=self._words())
        dialog.wanted.connect(lambda: self._take_in(path, words, accepted, dialog))
        dialog.open()

    def _words(self) -> Wording:
        return FILE_AT_OFFICE if self._context.opened.address else FILE

    def _take_in(self, path: Path, words: str, accepted: bool, dialog: ReceiveDialog) -> None:
        window = self._context.window
        if window is not None:
            window.settle()

        def work(progress: Any, cancelled: Callable[[], bool]) -> Any:
            def step(done: int, total: int) -> None:
                if cancelled():
                    raise Cancelled
                progress(done, total)

            return self._context.services.exchange.receive(
                path, passphrase=words, accepted=accepted, progress=step
            )

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
        dialog.decide.connect(self._decide)
        dialog.undo.connect(self._context.undo_receive_wanted)
        dialog.receipt.connect(lambda: self.write_receipt(row.changes.action, path.parent))
        dialog.open()

    def write_receipt(self, bundle: str, folder: Path) -> None:
        """Beside the file that came: what the sender may count on being held here."""
        self._context.jobs.run_long(
            self._page,
            "Writing the receipt",
            lambda _progress, _cancelled: self._context.services.sending.receipt(bundle, folder),
            lambda sent: messages.say(self._page, f"The receipt is {sent.path.name}."),
        )


def _is_about_sender(error: BaseException) -> bool:
    from sif_desktop.services.exchange import RevokedSender, UnknownSender

    return isinstance(error, UnknownSender | RevokedSender)
