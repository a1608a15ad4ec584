"""The days of a year put together from what was read: accounts, officers' totals, charges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.charging import Sum, summed
from sif_desktop.domain.day_accounts import NONE, Entry, Nature, Split, account, counted_by
from sif_desktop.domain.entitlements import Entitlement, entitled
from sif_desktop.services.day_lines import (
    ALLOCATION,
    ANSWER,
    OFFERED,
    USE,
    VISIT,
    AccountLine,
    Answered,
    ChargeLine,
    OfficerLine,
    Record,
)
from sif_desktop.services.day_rows import Row, School, charged_of, given_of, split_of

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """Knows the rulebook, the schools and what rules may ask about each of them."""

    pack: Pack
    schools: Mapping[str, School]
    facts: Mapping[str, Mapping[str, str]]
    me: str

    # Records -------------------------------------------------------------------------------------

    def visit(self, row: Mapping[str, str]) -> Record:
        """A visit counts against the first entitlement of its school that names its type."""
        school = self.schools[row["provider_uid"]]
        mine = entitled(self.pack.entitlements, self.facts[school.uid])
        found = counted_by(mine, row["visit_type"])
        planned = row["state"] == "planned"
        return Record(
            row["uid"], school.uid, school.name, VISIT, row["title"], found, self.title(found),
            Nature.PLANNED if planned else Nature.USED, row["visit_date"],
            row["lead"] or school.officer or self.me, split_of(row),
        )  # fmt: skip

    def by_hand(self, row: Row) -> Record:
        school = self.schools[row["provider_uid"]]
        entitlement, charge = row["entitlement"] or "", row["charge"] or ""
        title = row["title"] or self.item_label(row["item"] or "")
        who = row["commissioner"] if row["kind"] in (ALLOCATION, ANSWER) else row["officer_name"]
        return Record(
            row["uid"], school.uid, school.name, row["kind"], title or self.title(entitlement),
            entitlement, self.title(entitlement), row["state"] or "", row["from_date"] or "",
            who or "", split_of(row), self.charge_label(charge), charged_of(row),
            row["payer"] or "", row["note"] or "", given_of(row),
        )  # fmt: skip

    # Accounts ------------------------------------------------------------------------------------

    def lines(self, records: Iterable[Record], letters: Mapping[str, str]) -> Iterator[AccountLine]:
        """What each school is entitled to, in the rulebook's order, then what it is no longer."""
        by_school: dict[str, list[Record]] = {uid: [] for uid in self.schools}
        for record in records:
            by_school[record.provider_uid].append(record)
        for uid, mine in by_school.items():
            entries = [entry for record in mine for entry in _entries(record)]
            held = entitled(self.pack.entitlements, self.facts[uid])
            names = {one.id for one in held}
            went = {entry.entitlement for entry in entries} - names
            lapsed = [one for one in self.pack.entitlements if one.id in went]
            for one in (*held, *lapsed):
                found = account(one, entries, held=one.id in names)
                yield AccountLine(
                    *self._school(uid), found, self.charge_label(one.charge),
                    _answer(one, mine), letters.get(uid, ""),
                )  # fmt: skip

    def _school(self, uid: str) -> tuple[str, str, str, str, str, str, str]:
        school, facts = self.schools[uid], self.facts[uid]
        category = facts.get("provider.category", "")
        programmes = facts.get("provider.programmes", "").replace("_", " ")
        return (
            uid,
            school.name,
            school.urn,
            self.pack.kind_label(school.kind) if school.kind else "",
            self.pack.category_label(category) if category else "",
            school.officer,
            programmes,
        )

    # Words ---------------------------------------------------------------------------------------

    def title(self, entitlement: str) -> str:
        found = (one.title for one in self.pack.entitlements if one.id == entitlement)
        return next(found, entitlement)

    def item_label(self, code: str) -> str:
        return next((one.label for one in self.pack.catalogue if one.code == code), code)

    def charge_label(self, code: str) -> str:
        return next((one.label for one in self.pack.charges if one.code == code), code)


def officers(lines: Iterable[AccountLine], records: Iterable[Record]) -> Iterator[OfficerLine]:
    """One line for each officer who has a school or did something, by name."""
    attached: dict[str, list[AccountLine]] = {}
    for line in lines:
        if not line.declined:
            attached.setdefault(line.officer, []).append(line)
    worked: dict[str, list[Record]] = {}
    for record in records:
        if record.kind in (VISIT, USE):
            worked.setdefault(record.who, []).append(record)
    for name in sorted(attached.keys() | worked.keys(), key=lambda one: (not one, one)):
        mine = [line for line in attached.get(name, []) if line.account.held]
        done = worked.get(name, [])
        yield OfficerLine(
            name,
            len({line.provider_uid for line in mine}),
            sum((line.account.allowed or NONE for line in mine), NONE),
            _total(record.days for record in done if record.state == Nature.USED),
            _total(record.days for record in done if record.state == Nature.PLANNED).total,
            sum((line.account.left or NONE for line in mine), NONE),
            sum(line.account.is_over for line in mine),
        )


def charges(records: Iterable[Record]) -> tuple[ChargeLine, ...]:
    """By school and basis, then the total of each basis, then of all."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.charged is not None:
            found.setdefault((record.provider_uid, record.charge), []).append(record)
    by_school = [
        ChargeLine(uid, mine[0].provider, basis, _summed(mine))
        for (uid, basis), mine in found.items()
    ]
    by_school.sort(key=lambda line: (line.provider, line.basis))
    every = [record for mine in found.values() for record in mine]
    totals = [
        ChargeLine("", "All schools", basis, _summed(r for r in every if r.charge == basis))
        for basis in sorted({record.charge for record in every})
    ]
    if len(totals) > 1:
        totals.append(ChargeLine("", "All schools", "Together", _summed(every)))
    return (*by_school, *totals)


def _summed(records: Iterable[Record]) -> Sum:
    return summed(record.charged for record in records if record.charged is not None)


def _entries(record: Record) -> Iterator[Entry]:
    if record.kind == ALLOCATION:
        yield Entry(record.entitlement, Nature.AGREED, record.days)
    elif record.kind in (VISIT, USE) and record.entitlement:
        yield Entry(record.entitlement, Nature(record.state), record.days)


def _answer(one: Entitlement, records: Iterable[Record]) -> Answered | None:
    """The latest; None for what cannot be declined."""
    given = [r for r in records if r.kind == ANSWER and r.entitlement == one.id]
    if given:
        return Answered(given[-1].state, given[-1].day, given[-1].who)
    return Answered(OFFERED) if one.may_decline else None


def _total(days: Iterable[Split]) -> Split:
    found = Split()
    for one in days:
        found += one
    return found
