"""The days of a year on paper: made anew whenever it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sif_desktop.domain.day_accounts import number
from sif_desktop.domain.plan_costs import money
from sif_desktop.services.documents.issue import Printed

if TYPE_CHECKING:
    from sif_desktop.reports.builders.day_list import DayListCharge, DayListLine, DayListOfficer
    from sif_desktop.services.context import Context
    from sif_desktop.services.day_lines import AccountLine, ChargeLine, DayBook, OfficerLine

DAY_LIST = "day_list"


class DayPaper:
    def __init__(self, context: Context) -> None:
        self._context = context

    def printed(self, book: DayBook, lines: Iterable[AccountLine] | None = None) -> Printed:
        """The accounts of `book` by school, or only `lines` of them; the totals are of all."""
        from sif_desktop.reports.builders.day_list import DayListFacts

        chosen = book.lines if lines is None else tuple(lines)
        facts = DayListFacts(
            year=book.year.label,
            organisation=self._context.authority().name,
            author=self._context.me().name,
            day=self._context.today(),
            lines=tuple(map(_line, chosen)),
            officers=tuple(map(_officer, book.officers)),
            charges=tuple(map(_charge, book.charges)),
        )
        return Printed(DAY_LIST, facts, self._context.look())


def _line(line: AccountLine) -> DayListLine:
    from sif_desktop.reports.builders.day_list import DayListLine

    one = line.account.entitlement
    title = f"{one.title} ({one.paragraph})" if one.paragraph else one.title
    used = number(line.account.used.total) if line.account.used.total else ""
    planned = number(line.account.planned.total) if line.account.planned.total else ""
    return DayListLine(
        line.provider, line.category, title, given_words(line), used, planned, line.state
    )


def _officer(line: OfficerLine) -> DayListOfficer:
    from sif_desktop.reports.builders.day_list import DayListOfficer

    figures = (line.given, line.used.total, line.planned, line.left)
    return DayListOfficer(line.officer or "Nobody attached", line.schools, *map(number, figures))


def _charge(line: ChargeLine) -> DayListCharge:
    from sif_desktop.reports.builders.day_list import DayListCharge

    return DayListCharge(line.provider, line.basis, line.sum.count, amount_words(line))


def given_words(line: AccountLine) -> str:
    """What the rulebook gives, with what was agreed beyond it."""
    one, agreed = line.account.entitlement, line.account.agreed
    each = f"{one.words} each term" if one.words and one.per == "term" else one.words
    return " + ".join(filter(None, (each, f"{number(agreed)} agreed" if agreed else "")))


def amount_words(line: ChargeLine) -> str:
    """The exact sum; what has no rate is said and not counted as nothing."""
    if line.sum.unpriced == line.sum.count:
        return "no rate set"
    without = f", {line.sum.unpriced} without a rate" if line.sum.unpriced else ""
    return f"{money(line.sum.amount)}{without}"
