"""Exchanging with the office store itself: asked for, looked at, done with a bar, reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.dialogs.receive_file import ReceiveDialog, Wording
from sif_desktop.ui.jobs import Job

if TYPE_CHECKING:
    from sif_desktop.services.office_exchange import OfficeExchanged, OfficeLogin

_WORDS = Wording(
    before="The office store",
    after="Exchanged with the office store",
    verb="Exchange",
    working="Exchanging",
    new="New from there",
    note="A backup is made first. Nothing is changed on either side until you exchange.",
)
_INTRO = (
    "On the office network your caseload and the office store give each other what they lack, "
    "without a file. The password is not kept on this computer. Jottings and restricted records "
    "do not go this way: send them by file to whom you choose."
)


class OfficeDesk:
    """`go` leads to another page, `done` is called when the lists may differ."""

    def __init__(
        self,
        context: AppContext,
        page: QWidget,
        go: Callable[..., object],
        done: Callable[[], object],
    ) -> None:
        self._context, self._page = context, page
        self._go, self._done = go, done
        self.form: AskedForm | None = None
        self.dialog: ReceiveDialog | None = None
        self.job: Job | None = None

    def ask(self) -> None:
        """Where it is and who goes there; the address as it was last."""
        form = self.form = AskedForm(
            self._page,
            "Exchange with the office store",
            "Look first",
            [
                Ask("address", "Address", value=self._context.settings.get("office"),
                    hint="postgresql://server.example/sif"),
                Ask("user", "User name"),
                Ask("password", "Password", "secret"),
            ],
            self._context.today(),
            _INTRO,
        )  # fmt: skip
        if form.values()["address"]:
            form.fields["user"].setFocus()
        on_confirm(form, lambda: self._look(form))
        form.open()

    def _look(self, form: AskedForm) -> None:
        from sif_desktop.services.office_exchange import OfficeLogin

        given = {name: value.strip() for name, value in form.values().items()}
        if not all(given.values()):
            raise Problem("Give the address, your user name and your password.")
        login = OfficeLogin(given["address"], given["user"], form.values()["password"])
        context = self._context

        def done(found: OfficeExchanged) -> None:
            context.remember("office", login.address)  # no name, no password
            form.accept()
            self._preview(login, found)

        self.job = context.jobs.run_long(
            form,
            "Looking at the office store",
            lambda progress, cancelled: context.services.office.look(login, progress, cancelled),
            done,
            form.refuse,
        )
        form.rejected.connect(self.job.cancel)

    def _preview(self, login: OfficeLogin, found: OfficeExchanged) -> None:
        dialog = self.dialog = ReceiveDialog(
            self._page, login.address, found.row, words=_WORDS, facts=_facts(found, "Goes there")
        )
        dialog.wanted.connect(lambda: self._meet(login, dialog))
        dialog.open()

    def _meet(self, login: OfficeLogin, dialog: ReceiveDialog) -> None:
        context = self._context
        if context.window is not None:
            context.window.settle()

        def failed(error: BaseException) -> None:
            dialog.fail()
            messages.report_failure(dialog, error)

        self.job = context.jobs.run_long(
            dialog,
            "Exchanging with the office store",
            lambda progress, cancelled: context.services.office.meet(login, progress, cancelled),
            lambda found: self._report(login, dialog, found),
            failed,
        )
        dialog.watch(self.job)
        dialog.rejected.connect(self.job.cancel)

    def _report(self, login: OfficeLogin, before: ReceiveDialog, found: OfficeExchanged) -> None:
        before.accept()
        words = f"{found.sent:,} changes given to the office, {found.row.new:,} taken in."
        self._context.announce(found.row.changes, words, undoable=False)
        dialog = self.dialog = ReceiveDialog(
            self._page,
            login.address,
            found.row,
            done=True,
            words=_WORDS,
            facts=_facts(found, "Went there"),
        )
        dialog.decide.connect(lambda: self._go("conflicts"))
        dialog.glance.connect(lambda: self._go("conflicts", glance=True))
        dialog.undo.connect(self._context.undo_receive_wanted)
        self._done()
        dialog.open()


def _facts(found: OfficeExchanged, word: str) -> list[tuple[str, str]]:
    files = f" and {found.files:,} attached files" if found.files else ""
    went = f"{found.sent:,} changes{files}" if found.sent or files else "Nothing"
    return [(word, went)]
