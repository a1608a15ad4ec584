"""What support is charged: exact amounts in pounds, summed by basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sif_desktop.domain.day_accounts import NONE

MOST = Decimal(1_000_000)
_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Charged:
    """One thing with a basis of charging. `rate` is for a day where `days` are given, else for the
    whole; None where nobody has set one."""

    basis: str
    days: Decimal = NONE
    rate: Decimal | None = None

    @property
    def amount(self) -> Decimal | None:
        """To the penny, a half up as money is; None without a rate."""
        if self.rate is None:
            return None
        return (self.rate * (self.days or 1)).quantize(_PENNY, "ROUND_HALF_UP")


@dataclass(frozen=True, slots=True)
class Sum:
    """Things on one basis together; `unpriced` of them have no rate."""

    count: int
    days: Decimal
    amount: Decimal
    unpriced: int


def summed(things: Iterable[Charged]) -> Sum:
    """The exact sum of what has a rate."""
    listed = list(things)
    amounts = [one.amount for one in listed]
    return Sum(
        len(listed),
        sum((one.days for one in listed), NONE),
        sum((one for one in amounts if one is not None), NONE),
        sum(one is None for one in amounts),
    )


def read_rate(typed: str) -> Decimal | None:
    """An amount as typed ("£350.50"), in pounds and pence; None for what is none."""
    try:
        rate = Decimal(typed.strip().removeprefix("£").replace(",", ""))
    except InvalidOperation:
        return None
    fits = rate.is_finite() and 0 <= rate <= MOST and rate == rate.quantize(_PENNY)
    return rate if fits else None
