"""A desk that asks in short forms and writes what was answered, without anything to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui import messages
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.asked import Ask, AskedForm
from sif_desktop.ui.dialogs.form_dialog import on_confirm

_MOST_BYTES = 1024 * 1024


class AskingDesk:
    """`changed` is called when something was written; `form` is the one last asked."""

    def __init__(self, context: AppContext, page: QWidget, changed: Callable[[], object]) -> None:
        self._context, self._page, self._changed = context, page, changed
        self.form: AskedForm | None = None

    def ask(
        self, title: str, verb: str, asks: Sequence[Ask], write: Callable[[dict[str, str]], Any],
        intro: str = "", *, words: str = "", then: Callable[[Any], object] | None = None,
    ) -> AskedForm:  # fmt: skip
        """Open a form; on its verb `write(values)` on the worker, say `words`, and go on with what
        it returned. What is wrong is said in the form."""
        form = self.form = AskedForm(self._page, title, verb, asks, self._context.today(), intro)

        def done(result: Any) -> None:
            form.accept()
            if words:
                messages.say(self._page, words)
            self._changed()
            if then is not None:
                then(result)

        def save() -> None:
            given = form.values()
            self._context.jobs.run(form, lambda: write(given), done, form.refuse)

        on_confirm(form, save)
        if all(one.kind == "told" for one in asks):
            form.verb.setFocus()
        form.open()
        return form


def read_small(path: Path) -> bytes:
    """A card or a list. Raises Problem if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Problem(f"The file {path.name} cannot be read.", "Is it still there?") from error
