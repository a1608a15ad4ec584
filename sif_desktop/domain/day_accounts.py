"""How an entitlement stands: what of it was used, is planned, was agreed beyond it, and is left.

Days are exact decimals: a tenth used three times is three tenths, and nothing is over by a hair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sif_desktop.domain.entitlements import Entitlement

NONE = Decimal(0)
PARTS = ("preparation", "on_site", "reporting")
_TERMS = 3  # of a year


class Nature(StrEnum):
    USED = "used"
    PLANNED = "planned"
    AGREED = "agreed"  # days beyond what the rulebook gives, by arrangement


@dataclass(frozen=True, slots=True)
class Split:
    """Days by what they went on."""

    preparation: Decimal = NONE
    on_site: Decimal = NONE
    reporting: Decimal = NONE

    def __add__(self, other: Split) -> Split:
        return Split(
            self.preparation + other.preparation,
            self.on_site + other.on_site,
            self.reporting + other.reporting,
        )

    @property
    def total(self) -> Decimal:
        return self.preparation + self.on_site + self.reporting

    @property
    def words(self) -> str:
        """1 preparation, 2 on site, 0.5 reporting."""
        named = zip(PARTS, ("preparation", "on site", "reporting"), strict=True)
        return ", ".join(
            f"{number(getattr(self, part))} {name}" for part, name in named if getattr(self, part)
        )

    def only(self, parts: Iterable[str]) -> Split:
        """Without what is not among `parts`; all of it where they name nothing."""
        wanted = set(parts) or set(PARTS)
        return Split(*(getattr(self, part) if part in wanted else NONE for part in PARTS))


@dataclass(frozen=True, slots=True)
class Entry:
    """Days that count against one entitlement."""

    entitlement: str
    nature: Nature
    days: Split


@dataclass(frozen=True, slots=True)
class Account:
    """One entitlement of one provider and year. Only what it covers is in the days.

    `held` is False for one that the provider has no longer, but on which days went."""

    entitlement: Entitlement
    used: Split = Split()
    planned: Split = Split()
    agreed: Decimal = NONE
    visits_used: int = 0
    visits_planned: int = 0
    held: bool = True

    @property
    def allowed(self) -> Decimal | None:
        """The days of the year; None where the rulebook gives no number and none was agreed."""
        given = self.entitlement.days
        if given is None:
            return self.agreed or None
        times = _TERMS if self.entitlement.per == "term" else 1
        return Decimal(str(given)) * times + self.agreed

    @property
    def left(self) -> Decimal | None:
        """After what is used and planned; below nothing where more is planned than there is."""
        return None if self.allowed is None else self.allowed - self.used.total - self.planned.total

    @property
    def over(self) -> Decimal:
        """Days used beyond what there is."""
        return NONE if self.allowed is None else max(NONE, self.used.total - self.allowed)

    @property
    def visits_allowed(self) -> int:
        """With those that are given only if required."""
        times = _TERMS if self.entitlement.per == "term" else 1
        return (self.entitlement.visits + self.entitlement.extra_visits) * times

    @property
    def visits_left(self) -> int | None:
        """Of those given in any case; None where they are not counted in visits."""
        if not self.entitlement.visits:
            return None
        times = _TERMS if self.entitlement.per == "term" else 1
        return max(0, self.entitlement.visits * times - self.visits_used - self.visits_planned)

    @property
    def visits_over(self) -> int:
        return max(0, self.visits_used - self.visits_allowed) if self.entitlement.visits else 0

    @property
    def is_over(self) -> bool:
        return self.held and bool(self.over or self.visits_over)

    @property
    def overplanned(self) -> bool:
        """Whether used and planned together are more than there is."""
        visits = self.visits_used + self.visits_planned > self.visits_allowed
        too_many = bool(self.entitlement.visits) and visits
        return (self.left is not None and self.left < 0) or too_many

    @property
    def open(self) -> bool:
        """Whether it is by arrangement, and nothing was arranged."""
        given = self.entitlement
        return given.by_arrangement and given.days is None and not self.agreed

    @property
    def words(self) -> str:
        """How it stands, as people say it: what is too much first."""
        if not self.held:
            return "no longer given"
        found = [*self._too_much(), *([] if self.is_over else self._still())]
        if self.open and not found:
            found = ["nothing agreed yet"]
        return ", ".join(found)

    def _too_much(self) -> list[str]:
        found = []
        if self.over:
            found.append(f"over by {say_days(self.over)}")
        if self.visits_over:
            found.append(f"over by {_visits(self.visits_over)}")
        if self.overplanned and not found:
            beyond = say_days(-self.left) if self.left is not None and self.left < 0 else ""
            found.append(f"planned beyond it{f' by {beyond}' if beyond else ''}")
        return found

    def _still(self) -> list[str]:
        found = []
        if self.left is not None and self.left >= 0:
            found.append(f"{say_days(self.left)} left")
        if self.visits_left is not None and not self.overplanned:
            found.append(f"{_visits(self.visits_left)} left")
        return found


def account(entitlement: Entitlement, entries: Iterable[Entry], *, held: bool = True) -> Account:
    """How `entitlement` stands after those of the `entries` that count against it."""
    mine = [entry for entry in entries if entry.entitlement == entitlement.id]

    def days(nature: Nature) -> Split:
        found = Split()
        for entry in mine:
            if entry.nature is nature:
                found += entry.days.only(entitlement.covers)
        return found

    def visits(nature: Nature) -> int:
        return sum(entry.nature is nature for entry in mine)

    return Account(
        entitlement,
        days(Nature.USED),
        days(Nature.PLANNED),
        days(Nature.AGREED).total,
        visits(Nature.USED),
        visits(Nature.PLANNED),
        held,
    )


def counted_by(entitlements: Iterable[Entitlement], visit_type: str) -> str:
    """The id of the first entitlement that a visit of this type uses up; "" for none."""
    return next((one.id for one in entitlements if visit_type in one.counts), "")


def say_days(days: Decimal) -> str:
    """ "1 day", "2.5 days"."""
    return f"{number(days)} day{'' if days == 1 else 's'}"


def number(days: Decimal) -> str:
    """1 rather than 1.00; "0" for none."""
    plain = f"{days.normalize():f}" if days else "0"
    return plain.replace("-", "−")


def _visits(count: int) -> str:
    return f"{count} visit{'' if count == 1 else 's'}"
