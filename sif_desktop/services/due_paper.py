"""What is due, printed for the wall: made anew whenever it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.obligations import DueState
from sif_desktop.services.documents.issue import Printed

if TYPE_CHECKING:
    from sif_desktop.reports.builders.due_list import DueListLine
    from sif_desktop.services.context import Context
    from sif_desktop.services.obligations import DueRow

DUE_LIST = "due_list"


class DuePaper:
    def __init__(self, context: Context) -> None:
        self._context = context

    def printed(self, rows: Iterable[DueRow], about: str) -> Printed:
        """The list of `rows` by day; `about` says which they are. A list of one school names it."""
        from sif_desktop.reports.builders.due_list import DueListFacts

        ordered = sorted(rows, key=lambda row: (row.day, row.provider, row.what))
        schools = {row.provider for row in ordered}
        facts = DueListFacts(
            about=f"{schools.pop()}, {about}" if len(schools) == 1 else about,
            organisation=self._context.authority().name,
            author=self._context.me().name,
            day=self._context.today(),
            lines=tuple(map(_line, ordered)),
        )
        return Printed(DUE_LIST, facts, self._context.look())


def _line(row: DueRow) -> DueListLine:
    from sif_desktop.reports.builders.due_list import DueListLine

    rule = f"{row.rule} ({row.paragraph})" if row.paragraph else row.rule
    return DueListLine(row.day, row.provider, row.what, rule, _state(row))


def _state(row: DueRow) -> str:
    if row.closed_on is not None:
        return f"Done {long_date(row.closed_on.isoformat())}"
    return {DueState.DONE: "Done", DueState.OVERDUE: "Overdue", DueState.DUE: "Open"}[row.state]
