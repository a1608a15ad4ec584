"""Asking for term dates and keeping them: in Settings for all, on a school's page for itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sif_desktop.domain.errors import Problem
from sif_desktop.ui.context import AppContext
from sif_desktop.ui.dialogs.term_dates import TermDatesDialog


def ask_term_dates(
    context: AppContext, parent: QWidget, provider_uid: str = "", school: str = ""
) -> TermDatesDialog:
    """Open the dialog, filled in on a job; it saves what is confirmed."""
    dialog = TermDatesDialog(parent, context.today(), school)
    service, run = context.services.term_dates, context.jobs.run

    def fill(year: int) -> None:
        run(dialog, lambda: service.year(year, provider_uid), dialog.show_year)

    def saved(changes: Any) -> None:
        context.announce(changes, "Term dates kept.")
        dialog.accept()

    def save() -> None:
        year = dialog.chosen_year()
        try:
            terms, (inset, holidays) = dialog.terms(), dialog.single_days()
        except Problem as problem:
            dialog.refuse(problem)
            return

        def work() -> Any:
            return service.save(
                year, terms, inset=inset, bank_holidays=holidays, provider_uid=provider_uid
            )

        run(dialog, work, saved, dialog.refuse)

    def remove() -> None:
        year = dialog.chosen_year()
        run(dialog, lambda: service.remove(year, provider_uid), saved, dialog.refuse)

    dialog.year_wanted.connect(fill)
    dialog.confirmed.connect(save)
    dialog.removed.connect(remove)
    dialog.open()
    fill(dialog.chosen_year())
    return dialog
