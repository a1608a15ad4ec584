"""Adding, ending and correcting what is kept of a school with dates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.ui.dialogs.fact_form import EndForm, FactForm
from sif_desktop.ui.school_desk import Asks, ask, write_now
from sif_desktop.ui.widgets.facts_section import FactsSection

if TYPE_CHECKING:
    from sif_desktop.services.provider_facts import FactLine, SchoolFacts
    from sif_desktop.ui.context import AppContext


class FactsDesk:
    """The part “Facts with dates” of the page `page` of one school."""

    tables = ("provider_status", "authority")

    def __init__(self, context: AppContext, page: QWidget) -> None:
        self._context, self._page = context, page
        self._uid = ""
        self._view: SchoolFacts | None = None

    def read(self, uid: str) -> Any:
        return self._context.services.facts.of_school(uid)

    def show(self, uid: str, view: Any) -> None:
        self._uid, self._view = uid, view

    def asks(self) -> Asks:
        return (("Add…", self.add),) if self._shown().choices else ()

    def section(self) -> QWidget:
        made = FactsSection(self._shown())
        made.opened.connect(self.correct)
        made.end_wanted.connect(self.end)
        return made

    def add(self) -> None:
        """A value begins."""
        if self._view is None or not self._view.choices:
            return
        service, uid = self._context.services.facts, self._uid
        form = FactForm(self._page, self._shown().choices, self._context.today())
        ask(
            self._context,
            form,
            lambda: partial(service.add, uid, form.code(), form.given()),
            "Put on record.",
        )

    def correct(self, line: FactLine) -> None:
        """What was entered wrongly is written right, or taken off the record."""
        service = self._context.services.facts

        def delete() -> None:
            form.reject()
            work = partial(service.delete, line.uid)
            write_now(self._context, self._page, work, "Taken off the record.")

        form = FactForm(
            self._page, self._shown().choices, self._context.today(), line, delete=delete
        )
        ask(
            self._context,
            form,
            lambda: partial(service.correct, line.uid, form.given()),
            "Corrected.",
        )

    def end(self, line: FactLine) -> None:
        """It holds no longer."""
        service = self._context.services.facts
        form = EndForm(self._page, self._context.today(), line)
        ask(
            self._context,
            form,
            lambda: partial(service.end, line.uid, *form.given()),
            "Ended; that it held stays on record.",
        )

    def _shown(self) -> SchoolFacts:
        assert self._view is not None, "shown before it was read"
        return self._view
