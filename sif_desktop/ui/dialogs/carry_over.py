"""Which category of the present rulebook each old one becomes, said by the officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sif_desktop.ui import messages
from sif_desktop.ui.dialogs.asked import Ask, AskedForm, ask_and_write

if TYPE_CHECKING:
    from sif_desktop.services.carry_over import OldCategory
    from sif_desktop.ui.context import AppContext

_INTRO = (
    "These schools hold a category of an earlier rulebook. No rulebook says which new category an "
    "old one becomes: you do. The decisions made before keep their own scheme."
)
_LATER = "Leave it for now"


def carry_over(context: AppContext, page: QWidget) -> None:
    """Ask for the new category of every old one that schools still hold, and write it."""
    context.jobs.run(
        page,
        lambda: context.services.carry_over.waiting(),
        lambda olds: _ask(context, page, olds),
    )


def _ask(context: AppContext, page: QWidget, olds: Sequence[OldCategory]) -> None:
    if not olds:
        messages.say(page, "No school holds a category of an earlier rulebook.")
        return
    asks = [_one(number, old) for number, old in enumerate(olds)]

    def write(given: dict[str, str]) -> Any:
        chosen = {old.key: given[f"old{number}"] for number, old in enumerate(olds)}
        return context.services.carry_over.carry(chosen)

    form = AskedForm(page, "Carry categories over", "Carry over", asks, context.today(), _INTRO)
    ask_and_write(context, form, write, "Categories carried over.")


def _one(number: int, old: OldCategory) -> Ask:
    many = f"{len(old.schools)} schools" if len(old.schools) > 1 else old.schools[0]
    label = f"{old.label} – {old.rulebook} ({many})"
    return Ask(f"old{number}", label, "choice", "", {"": _LATER, **old.choices})
