"""Filling in a letter or a report and having a document signed off, beside its draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from shiboken6 import isValid

from sif_desktop.domain.dates import parse_date
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.form_dialog import on_confirm
from sif_desktop.ui.dialogs.sign_off import SignOffDialog
from sif_desktop.ui.widgets.letter_form import LetterForm

if TYPE_CHECKING:
    from sif_desktop.ui.page import Page

Write = Callable[[Callable[[Any], Any], str], None]


class LetterDesk:
    """`form` is shown beside the draft; `write(work, words)` has a service write."""

    def __init__(
        self, context: AppContext, page: Page, write: Write, kept: Callable[[], None]
    ) -> None:
        """`kept` is called when typing is on disk."""
        self._context, self._page, self._write, self._kept = context, page, write, kept
        self.view: Any = None
        self._new = False
        self.form = LetterForm(lambda text: parse_date(text, context.today()))
        self.dialog: SignOffDialog | None = None
        self.form.typed.connect(self._typed)
        self.form.left.connect(self._left)
        self.form.chosen.connect(self._chosen)
        self.form.signing.sign_wanted.connect(self.sign)
        self.form.signing.withdraw_wanted.connect(self._withdraw)

    def show(self, view: Any) -> bool:
        """Show what is to be filled in and signed; whether there is anything."""
        self._new = self.view is None or self.view.uid != view.uid
        self.view = view
        self.form.show_fields(view.form, view.steps)
        return bool(view.form or view.steps)

    def take_focus(self) -> None:
        """Of a letter just opened, the first field that must be filled in has the keyboard."""
        if self._new and self.view.form:
            self.form.go_to_first()

    def go_to(self, place: Any) -> bool:
        """Lead to the field or signature a finding points at; False if it points elsewhere."""
        if place.field:
            return self.form.go_to(place.field)
        step = next((s for s in self.view.steps if s.signer.role == place.sign_off), None)
        if step is not None:
            self.sign(self.view.next_to_sign)
        return step is not None

    def flush(self) -> None:
        """What is being typed goes on disk before the page is left, if its window still stands."""
        if isValid(self.form):
            self.form.flush()

    def sign_next(self) -> None:
        """Record the sign-off of whoever is next."""
        if self.view is not None and self.view.next_to_sign is not None:
            self.sign(self.view.next_to_sign)

    def sign(self, step: Any) -> None:
        me = self._context.services.context.me()
        mine = me.name if step.signer.role == "attached_officer" else ""
        dialog = SignOffDialog(self._page, step, self._context.today(), mine)
        uid, signing = self.view.uid, self._context.services.sign_offs
        self.dialog = dialog

        def done(changes: Any) -> None:
            dialog.accept()
            self._context.announce(changes, f"Signed off by {step.signer.label}.")

        def save() -> None:
            name, day = dialog.given()
            work = partial(signing.sign, uid, step.signer.role, name, day)
            self._context.jobs.run(dialog, work, done, dialog.refuse)

        on_confirm(dialog, save)
        dialog.open()

    def _withdraw(self, step: Any) -> None:
        uid, role = self.view.uid, step.signer.role
        self._write(lambda s: s.sign_offs.withdraw(uid, role), "Sign-off taken back.")

    def _typed(self, code: str, text: str) -> None:
        uid, filling = self.view.uid, self._context.services.filling
        self._context.jobs.run(
            self._page, lambda: filling.keep(uid, {code: text}), lambda _none: self._kept()
        )

    def _left(self, code: str, text: str) -> None:
        """What was typed becomes one change; nothing where it is as it was."""
        uid, filling = self.view.uid, self._context.services.filling
        before = next((f.value for f in self.view.form if f.code == code), text)
        if text.strip() == before.strip():
            return

        def work() -> Any:
            filling.keep(uid, {code: text})
            return filling.settle(uid)

        def done(changes: Any) -> None:
            if changes is not None:
                self._context.announce(changes, "Filled in.")

        self._context.jobs.run(self._page, work, done)

    def _chosen(self, code: str, text: str) -> None:
        shown = next((f.value for f in self.view.form if f.code == code), "")
        if text != shown:
            uid = self.view.uid
            self._write(lambda s: s.filling.fill(uid, {code: text}), "Filled in.")
