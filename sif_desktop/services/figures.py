"""Figures of a school: entered by hand with their year and source, and read block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.inspections import indicator_value
from sif_desktop.services.figure_lines import STATES, BlockLines, FigureFields, blocks_of
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context

_FIRST_YEAR = 1988


class FigureService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def measures(self) -> Mapping[str, str]:
        """What the rulebook measures: code to label."""
        return self._context.pack().indicators

    def of_school(self, uid: str) -> tuple[BlockLines, ...]:
        """What is held in every block, the latest of each figure."""
        context = self._context
        with context.store.read() as connection:
            return blocks_of(connection, context.pack(), uid, context.today())

    def record(self, uid: str, given: FigureFields) -> Added:
        """Raises Problem for what is no measure of the rulebook, no year or no number."""
        values = self._checked(given)
        with self._context.store.action("Recorded a figure") as act:
            made = act.create(indicator_value, uid, provider_uid=uid, **values)
        return Added(made, act.changes)

    def edit(self, figure_uid: str, given: FigureFields) -> Changes:
        values = self._checked(given)
        with self._context.store.action("Changed a figure") as act:
            act.update(indicator_value, figure_uid, **values)
        return act.changes

    def delete(self, figure_uid: str) -> Changes:
        with self._context.store.action("Deleted a figure") as act:
            act.delete(indicator_value, figure_uid)
        return act.changes

    def _checked(self, given: FigureFields) -> dict[str, Any]:
        if given.code not in self.measures():
            raise Problem("It does not say what is measured.", "Choose a measure.")
        latest = self._context.today().year + 1
        if not (given.year.isdecimal() and _FIRST_YEAR <= int(given.year) <= latest):
            raise Problem("It does not say of which school year.", "Give the year it ends in.")
        if given.state not in STATES:
            raise Problem("It does not say whether the figure is validated.", "Choose one.")
        return {
            "code": given.code,
            "year": int(given.year),
            "group_name": given.group.strip(),
            "value": _number(given.value, "The value", needed=True),
            "comparator": _number(given.comparator, "What it is compared with"),
            "state": given.state,
            "source": given.source.strip(),
        }


def _number(text: str, what: str, *, needed: bool = False) -> str:
    """As it is stored, a percent sign or comma of thousands left out."""
    plain = text.strip().removesuffix("%").replace(",", "").strip()
    if not plain and not needed:
        return ""
    try:
        float(plain)
    except ValueError:
        raise Problem(f"{what} is no number.", "Write digits, such as 64 or 64.5.") from None
    return plain
