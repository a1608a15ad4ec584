"""Entitlement and days: what each provider may count on in a year, what went, what is left.

A visit counts by its own days; what is no visit is written down by hand. The rulebook says by
which year days are given, and by which type of visit each entitlement is used up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.known import Known
from sif_desktop.models.changes import Changes
from sif_desktop.models.tables.cases import support
from sif_desktop.services import day_rows
from sif_desktop.services.day_book import Bookkeeper, charges, officers
from sif_desktop.services.day_checks import columns
from sif_desktop.services.day_lines import (
    AllocationFields,
    AnswerFields,
    ChargeFields,
    Choices,
    DayBook,
    DayFields,
    UseFields,
    Year,
)
from sif_desktop.services.knowing import known_of, known_of_all
from sif_desktop.services.tasks import Added

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.services.context import Context


class DayService:
    def __init__(self, context: Context) -> None:
        self._context = context

    # Reading -------------------------------------------------------------------------------------

    def book(self, year: int | None = None, provider_uid: str = "") -> DayBook:
        """The days of a year, this one if none is named, of every provider or of one; in a fixed
        number of statements."""
        context, pack = self._context, self._context.pack()
        wanted = pack.year_of_days.year_of(context.today()) if year is None else year
        with context.store.read() as connection:
            shown = self._year(connection, pack, wanted)
            keeper = self._keeper(connection, pack, shown, provider_uid)
            span = pack.year_of_days.span_of(wanted)
            went = day_rows.visits(connection, span, provider_uid)
            records = [keeper.visit(row) for row in went if row["provider_uid"] in keeper.schools]
            written = day_rows.by_hand(connection, wanted, provider_uid)
            records += [
                keeper.by_hand(row) for row in written if row["provider_uid"] in keeper.schools
            ]
            letters = day_rows.letters(connection, pack.letter_of_days, wanted, provider_uid)
        lines = tuple(keeper.lines(records, letters))
        return DayBook(
            shown,
            lines,
            tuple(officers(lines, records)),
            charges(records),
            tuple(sorted(records, key=lambda one: (one.day, one.provider))),
            _choices(pack, keeper.me),
            bool(pack.letter_of_days),
        )

    def of_school(self, provider_uid: str, year: int | None = None) -> DayBook:
        return self.book(year, provider_uid)

    def _year(self, connection: Connection, pack: Pack, wanted: int) -> Year:
        kind = pack.year_of_days
        now = kind.year_of(self._context.today())
        found = sorted({now + 1, now, wanted, *day_rows.years(connection, kind)}, reverse=True)
        span = kind.span_of(wanted)
        others = {year: kind.label_of(year) for year in found}
        return Year(wanted, kind.label_of(wanted), span.start, span.end, others)

    def _keeper(
        self, connection: Connection, pack: Pack, year: Year, provider_uid: str
    ) -> Bookkeeper:
        """Of a year that is over, the schools are taken as they were on its last day."""
        today = self._context.today()
        day = min(today, year.last)
        known = (
            {provider_uid: known_of(connection, pack, provider_uid, day)}
            if provider_uid
            else known_of_all(connection, pack, day)
        )
        found = day_rows.schools(connection, provider_uid)
        facts = {uid: _facts_on(known[uid], day, today) for uid in found}
        return Bookkeeper(pack, found, facts, self._context.me().name)

    # Writing -------------------------------------------------------------------------------------

    def use(self, provider_uid: str, given: UseFields) -> Added:
        """Raises Problem without a title, a day or any days."""
        return self._create(f"Days: {given.title.strip()}", provider_uid, given)

    def agree(self, provider_uid: str, given: AllocationFields) -> Added:
        """Days agreed beyond what the rulebook gives; they add up within a year."""
        return self._create("Agreed days", provider_uid, given)

    def answer(self, provider_uid: str, given: AnswerFields) -> Added:
        """Something is accepted or declined; the latest answer holds. Raises Problem for what may
        not be declined."""
        return self._create(f"{given.answer.title()} an entitlement", provider_uid, given)

    def charge(self, provider_uid: str, given: ChargeFields) -> Added:
        return self._create("Recorded a charge", provider_uid, given)

    def edit(self, uid: str, given: DayFields) -> Changes:
        """Correct what was written down; its kind stays."""
        values = columns(given, self._context.pack())
        with self._context.store.read() as connection:
            query = select(support.c.kind).where(support.c.uid == uid, support.c.x_gone == 0)
            kind = connection.execute(query).scalar_one_or_none()
        if kind != values["kind"]:
            raise Problem("This record is no longer there.", "Look at the list again.")
        with self._context.store.action("Changed a record of days") as act:
            act.update(support, uid, **values)
        return act.changes

    def delete(self, uid: str) -> Changes:
        with self._context.store.action("Deleted a record of days") as act:
            act.delete(support, uid)
        return act.changes

    def _create(self, label: str, provider_uid: str, given: DayFields) -> Added:
        if not provider_uid:
            raise Problem("The record does not say of which school it is.", "Choose a school.")
        values = columns(given, self._context.pack())
        with self._context.store.action(label) as act:
            uid = act.create(support, provider_uid, provider_uid=provider_uid, **values)
        return Added(uid, act.changes)


def _facts_on(known: Known, day: date, today: date) -> Mapping[str, str]:
    """Facts of a day; the category then held, where that is known."""
    if day >= today:
        return known.provider
    held = [one.category for one in known.categories if one.since <= day]
    return {**known.provider, "provider.category": held[-1] if held else ""}


def _choices(pack: Pack, me: str) -> Choices:
    return Choices(
        {one.code: one.label for one in pack.charges},
        {one.code: f"{one.rate:.2f}" for one in pack.charges if one.rate is not None},
        {one.code: one.label for one in pack.catalogue},
        {one.code: one.charge for one in pack.catalogue if one.charge},
        me,
    )
