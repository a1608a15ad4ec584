"""What a provider is entitled to in a year, and what is charged for.

An entitlement is fixed, up to so many days, a base with more by arrangement, or by arrangement
only. One may stand in the place of others, and some may be declined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sif_desktop.domain.form_rules import holds
from sif_desktop.domain.forms import Condition


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Days are `exactly`, `up_to` or a `base`; at most one is given. `visits` and `extra_visits`
    are counted in visits. `covers` names what the days are for, `counts` the types of visit that
    use it up."""

    id: str
    title: str
    when: tuple[Condition, ...] = ()
    exactly: float | None = None
    up_to: float | None = None
    base: float | None = None
    by_arrangement: bool = False
    visits: int = 0
    extra_visits: int = 0
    per: str = "year"
    covers: tuple[str, ...] = ()  # preparation, on_site, reporting
    may_decline: bool = False
    charge: str = ""
    instead_of: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    paragraph: str = ""

    @property
    def days(self) -> float | None:
        """The days one may plan with; None where only an arrangement says."""
        given = (self.exactly, self.up_to, self.base)
        return next((one for one in given if one is not None), None)

    @property
    def words(self) -> str:
        """As people say it: "up to 10 days", "3 visits and 1 more if required"."""
        return ", ".join(part for part in (self._days_words(), self._visit_words()) if part)

    def _days_words(self) -> str:
        if self.days is None:
            return "by arrangement" if self.by_arrangement else ""
        said = f"{self.days:g} day{'' if self.days == 1 else 's'}"
        said = f"up to {said}" if self.up_to is not None else said
        return f"{said} and more by arrangement" if self.by_arrangement else said

    def _visit_words(self) -> str:
        if not self.visits:
            return ""
        said = f"{self.visits} visit{'' if self.visits == 1 else 's'}"
        return f"{said} and {self.extra_visits} more if required" if self.extra_visits else said


@dataclass(frozen=True, slots=True)
class Charge:
    """A basis of charging. `rate` is in pounds a `unit`; None where nobody has set one."""

    code: str
    label: str
    rate: float | None = None
    unit: str = "day"
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class SupportKind:
    """A kind of support that can be given or brokered."""

    code: str
    label: str
    when: tuple[Condition, ...] = ()
    charge: str = ""
    paragraph: str = ""


def entitled(
    entitlements: Iterable[Entitlement], provider: Mapping[str, str]
) -> tuple[Entitlement, ...]:
    """What such a provider is entitled to; one that another stands in for is left out."""
    fit = [one for one in entitlements if all(holds(c, provider) for c in one.when)]
    replaced = {other for one in fit for other in one.instead_of}
    return tuple(one for one in fit if one.id not in replaced)
