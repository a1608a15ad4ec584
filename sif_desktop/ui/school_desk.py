"""A part of the page of one school that an area of its own reads, shows and writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from sif_desktop.ui.dialogs.form_dialog import on_confirm

if TYPE_CHECKING:
    from sif_desktop.ui.context import AppContext
    from sif_desktop.ui.dialogs.form_dialog import FormDialog

Asks = Sequence[tuple[str, Callable[[], object]]]


class SchoolDesk(Protocol):
    """What such a part answers the page."""

    @property
    def tables(self) -> Sequence[str]:
        """Those whose change makes the part out of date."""

    def read(self, uid: str) -> Any:
        """All the part shows of that school; called on the worker."""

    def show(self, uid: str, view: Any) -> None:
        """Take what was read; `asks` and `section` are of it from now on."""

    def asks(self) -> Asks:
        """What can be done, for the line of the part's title."""

    def section(self) -> QWidget:
        """The part itself, built anew."""


def ask(
    context: AppContext,
    form: FormDialog,
    write: Callable[[], Callable[[], Any]],
    words: str,
    then: Callable[[Any], object] = lambda _result: None,
) -> None:
    """Open a form. On its verb `write()` reads it and gives the work to be done on the worker;
    `words` are said afterwards and `then` is called with what the work gave."""

    def done(result: Any) -> None:
        form.accept()
        context.announce(getattr(result, "changes", result), words)
        then(result)

    def save() -> None:
        context.jobs.run(form, write(), done, form.refuse)

    on_confirm(form, save)
    form.open()


def write_now(context: AppContext, owner: QWidget, work: Callable[[], Any], words: str) -> None:
    """Write on the worker without asking, and say so."""
    context.jobs.run(owner, work, lambda changes: context.announce(changes, words))
