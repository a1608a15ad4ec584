"""The letter that tells a provider what it has in a year, with the figures as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from sif_desktop.domain.compose_findings import long_date
from sif_desktop.domain.day_accounts import NONE, Nature, number, say_days
from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.domain.plan_costs import money
from sif_desktop.services.category_round import Drafted, together
from sif_desktop.services.day_lines import CHARGE, VISIT, AccountLine, DayBook, Record
from sif_desktop.services.day_rows import about_year
from sif_desktop.services.days import DayService
from sif_desktop.services.letters import LetterService
from sif_desktop.services.support import SupportService

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context
    from sif_desktop.services.documents.views import Started


class DayLetters:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._days = DayService(context)
        self._letters, self._support = LetterService(context), SupportService(context)

    def write(self, provider_uid: str, year: int) -> Started:
        """The draft for one provider. Raises Problem where the rulebook has none for it."""
        layout = self._context.pack().letter_of_days
        if not layout:
            raise Problem(
                "The rulebook of this caseload has no letter about days.",
                "Print the list instead, or write another letter from the school’s page.",
            )
        book = self._days.of_school(provider_uid, year)
        running = [row.title for row in self._support.rows(provider_uid)]
        texts = texts_of(book, provider_uid, running)
        return self._letters.begin(provider_uid, layout, about=about_year(year), texts=texts)

    def draft(
        self,
        provider_uids: Sequence[str],
        year: int,
        progress: Callable[..., None] = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Drafted:
        """One for each of these that has none about the year. Raises Cancelled between two."""
        book = self._days.book(year)
        names = {line.provider_uid: line.provider for line in book.lines}
        told = {line.provider_uid for line in book.lines if line.letter}
        waiting = [uid for uid in dict.fromkeys(provider_uids) if uid in names and uid not in told]
        changes: list[Changes] = []
        without: list[str] = []
        for place, uid in enumerate(waiting):
            if cancelled():
                raise Cancelled
            progress(place, len(waiting), names[uid])
            if not self._offered(uid):
                without.append(names[uid])
            elif (written := self.write(uid, year).changes) is not None:
                changes.append(written)
        return Drafted(len(changes), together(changes), tuple(without))

    def _offered(self, provider_uid: str) -> bool:
        layout = self._context.pack().letter_of_days
        return any(offer.letter == layout for offer in self._letters.offers(provider_uid))


def texts_of(book: DayBook, provider_uid: str, running: Sequence[str] = ()) -> Mapping[str, str]:
    """What fields of such a letter may ask for, by their codes; only what is known."""
    lines = [line for line in book.of(provider_uid) if line.account.held]
    taken = [line for line in lines if not line.declined]
    mine = [record for record in book.records if record.provider_uid == provider_uid]
    agreed = sum((line.account.agreed for line in taken), NONE)
    days = sum((line.account.allowed or NONE for line in taken), NONE)
    support = [*running, *(record.title for record in mine if record.kind == CHARGE)]
    texts = {
        "days": _figure(days),
        "entitlement": "; ".join(filter(None, map(_amount, taken))),
        "planned": "\n".join((*map(_line, taken), *_planned(mine))),
        "kinds": "\n".join(support),
        "added": "\n".join(_line(line) for line in taken if _by_category(line)),
        "declined": "\n".join(line.account.entitlement.title for line in lines if line.declined),
        "ordered": "\n".join(_ordered(mine)),
        "charge": _charge(mine),
        "arranged": _figure(agreed),
    }
    texts |= {
        "extra_days": texts["arranged"],
        "purposes": texts["planned"],
        "support": texts["kinds"],
    }
    return {code: text for code, text in texts.items() if text}


def _figure(days: Decimal) -> str:
    return number(days) if days else ""


def _amount(line: AccountLine) -> str:
    """Up to 7 days and more by arrangement, 2 agreed."""
    agreed = line.account.agreed
    given = line.account.entitlement.words
    return ", ".join(filter(None, (given, f"{say_days(agreed)} agreed" if agreed else "")))


def _line(line: AccountLine) -> str:
    amount = _amount(line)
    title = line.account.entitlement.title
    return f"{title}: {amount}" if amount else title


def _by_category(line: AccountLine) -> bool:
    """Whether it comes from the category and not from being such a school."""
    return any(one.subject == "provider.category" for one in line.account.entitlement.when)


def _planned(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        if record.kind == VISIT and record.state == Nature.PLANNED:
            yield f"{record.title} on {long_date(record.day)}"


def _ordered(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        amount = record.charged.amount if record.charged else None
        if amount:
            yield f"{record.title}: {money(amount)}"


def _charge(records: Sequence[Record]) -> str:
    """The sum, where anything costs something; else the letter's own words stand."""
    amounts = [record.charged.amount for record in records if record.charged]
    total = sum((one for one in amounts if one is not None), NONE)
    return f"{money(total)} in all." if total else ""
