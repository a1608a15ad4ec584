"""Handing a school over to a colleague, and taking it off this laptop when it has arrived."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.form_dialog import on_confirm


class LeavingDesk:
    """`written` is called with the file that carries a school."""

    def __init__(
        self, context: AppContext, page: QWidget, written: Callable[[Any], object]
    ) -> None:
        self._context, self._page, self._written = context, page, written
        self.form: AskedForm | None = None

    def hand_over(self, row: Any) -> None:
        """Ask who takes the school over and where the file goes."""
        context = self._context
        context.jobs.run(
            self._page,
            lambda: (context.services.exchange.colleagues(), context.services.sending.folder()),
            lambda found: self._ask(row, *found),
        )

    def _ask(self, row: Any, people: Any, folder: str) -> None:
        trusted = {one.id: one.name for one in people if one.trusted}
        if not trusted:
            messages.say(self._page, "Add the card of the colleague who takes it over first.")
            return
        first = next(iter(trusted))
        form = self.form = AskedForm(
            self._page,
            f"Hand over {row.name}",
            "Write the file",
            [
                Ask("to", "Who takes it over", "choice", first, trusted),
                Ask("folder", "Where to", value=folder, hint="a stick, a share or a folder"),
            ],
            self._context.today(),
            "All of the school goes: jottings and restricted records too. It stays here until the "
            "receipt has come back and you remove it. What has been sent cannot be called back.",
        )
        context = self._context

        def done(sent: Any) -> None:
            form.accept()
            self._written(sent)

        def confirmed() -> None:
            given = form.values()
            folder, sending = Path(given["folder"].strip() or "."), context.services.sending
            context.jobs.run_long(
                form,
                f"Handing over {row.name}",
                lambda _progress, _cancelled: sending.hand_over(row.uid, given["to"], folder),
                done,
                form.refuse,
            )

        on_confirm(form, confirmed)
        form.open()

    def remove(self, row: Any) -> None:
        """Take a school's work off this laptop, once the colleague holds all of it."""
        context = self._context
        form = self.form = AskedForm(
            self._page,
            f"Remove {row.name} from this laptop",
            "Remove it",
            [Ask("told", "Held by", "told", row.to)],
            context.today(),
            f"{row.to} has said that all of it has arrived. A backup is made first; the school "
            "stays in the list. This cannot be undone but by that backup.",
        )

        def done(count: int) -> None:
            form.accept()
            if context.window is not None:
                context.window.announce(None)
            messages.say(self._page, f"{count:,} records of {row.name} are off this laptop.")

        def confirmed() -> None:
            work = context.services.hand_over.remove_from_here
            context.jobs.run(form, lambda: work(row.uid), done, form.refuse)

        on_confirm(form, confirmed)
        form.open()
